"""One invented consignment in each language of the papers every origin has, short and overlong."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from maskdesk.dossier import sections as s
from maskdesk.language import LANGUAGES, Language
from maskdesk.law.reader import Law
from maskdesk.output.forms.form import Enclosure, Facts, Form
from maskdesk.rules.evaluate import check
from output.forms.consignment import DAY, consignment, line, lots, with_long_names
from output.forms.pressed import (
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_of,
    pressed,
)

_ORIGINS: dict[Language, str] = {"vi": "VN", "zh": "CN", "en": "EU"}


def consigned(language: Language, **changes: object) -> s.Dossier:
    """A consignment whose authority reads this language, with a broker, copies and signatories."""
    plain = consignment()
    director = plain.exporter.signatories[0]
    deputy = s.Signatory(
        id="p2",
        name="Trần Văn Mẫu",
        position="Phó Giám đốc",
        position_english="Deputy Director",
        capacity="by-authorisation",
        authorisation_number="05/GUQ-SAMPLE",
        authorisation_day=date(2020, 1, 6),
        scope="Invoices and packing lists",
        until=date(2020, 12, 31),
    )
    broker = s.Party(
        id="k1",
        roles=("customs-broker",),
        name="SAMPLE Brokers Co., Ltd.",
        name_local="Công ty Đại lý MẪU",
        address="Số 0 đường Mẫu",
        identifier="0990000064",
        contact="Lê Văn Mẫu",
    )
    settled = {
        "place": "Bình Dương",
        "day": DAY,
        "originals": 1,
        "copies": 2,
        "signatory": "p1",
        "addressee": "SAMPLE Office of the Authority",
    }
    of_own = ("letter-to-authority", "correction-letter", "copies-cover", "broker-authority")
    papers = (
        *(replace(one, originals=1, copies=3) for one in plain.papers),
        *(s.Paper(id=form, form=form, number=f"N-{form}", **settled) for form in of_own),  # type: ignore[arg-type]
        s.Paper(id="joint", form="cn-joint-declaration", number="JD-1", day=DAY, originals=2),
    )
    full = replace(
        plain,
        head=s.Head(reference="SAMPLE-1", origin=_ORIGINS[language], languages=(language,)),
        exporter=replace(
            plain.exporter,
            phone="+84 000 000 000",
            email="export@sample.example",
            signatories=(director, deputy),
        ),
        parties=(*plain.parties, broker),
        customs=replace(
            plain.customs,
            type_code="B11",
            office="SAMPLE Customs Office",
            broker_authority="04/BA-SAMPLE",
            broker_authority_day=date(2020, 2, 3),
            broker_authority_until=date(2020, 12, 31),
            broker_scope="Declaring this consignment",
        ),
        evidence=(
            s.Evidence(
                id="e1",
                file="report.pdf",
                proves="Test report",
                kind="certified-copy",
                language="vi",
                translation="e2",
                original_at="SAMPLE archive, folder 1",
            ),
            s.Evidence(id="e2", file="report-en.pdf", proves="Its translation", language="en"),
            s.Evidence(id="e3", file="photo.jpg", proves="Stock", kind="scan"),
        ),
        papers=papers,
    )
    return replace(full, **changes)


EACH = {language: consigned(language) for language in LANGUAGES}


def overlong(language: Language) -> dict[str, s.Dossier]:
    """As long as anything gets: names, goods lines, lots, evidence; and nothing at all."""
    whole = EACH[language]
    evidence = tuple(replace(whole.evidence[0], id=f"e{n}", translation=None) for n in range(60))
    return {
        f"long names {language}": with_long_names(whole),
        f"40 lines {language}": replace(whole, goods=tuple(line(n) for n in range(1, 41))),
        f"200 lots {language}": replace(whole, goods=(line(1, lots=lots(200)),)),
        f"60 copies {language}": replace(whole, evidence=evidence),
        f"nothing {language}": s.Dossier(head=whole.head),
    }


OVERLONG_EACH = {
    name: (language, dossier)
    for language in LANGUAGES
    for name, dossier in overlong(language).items()
}


def amended(dossier: s.Dossier) -> s.Dossier:
    """The version after: other pieces and price, a lot taken out, a certificate added."""
    first, *others = dossier.goods
    changed = replace(
        first, pieces_declared=1_234_567, unit_price=Decimal("0.05"), lots=first.lots[1:]
    )
    added = s.Certificate(id="c9", scheme="test-report", number="TR-9", goods=(first.id,))
    handed_in = s.Move(id="m1", version=1, kind="handed-in", day=DAY, receipt="R-77/SAMPLE")
    return replace(
        dossier,
        head=replace(dossier.head, version=2, amends="A figure was mistyped"),
        goods=(changed, *others),
        certificates=(*dossier.certificates, added),
        moves=(handed_in,),
    )


def amended_in_every_lot(language: Language) -> tuple[s.Dossier, s.Dossier]:
    """A consignment of 200 lots before and after all of them were counted anew."""
    before = replace(EACH[language], goods=(line(1, lots=lots(200)),))
    (goods,) = before.goods
    counted = tuple(replace(one, pieces=1_234) for one in goods.lots)
    after = amended(replace(before, goods=(replace(goods, lots=counted),)))
    return before, after


ENCLOSED = (
    Enclosure(
        form="cn-joint-declaration",
        title="Joint declaration",
        file="01-cn-joint-declaration.pdf",
        paper="joint",
        pages=2,
        way="ink",
        fields=("SigExporter", "SigImporter"),
        field_pages=(2, 2),
    ),
    Enclosure(
        form="commercial-invoice",
        title="Commercial invoice",
        file="02-commercial-invoice.pdf",
        paper="q2",
        pages=3,
        way="signed",
        fields=("SigExporter",),
    ),
    Enclosure(
        form="broker-authority",
        title="Authority for the customs broker",
        file="03-broker-authority.pdf",
        paper="broker-authority",
        pages=1,
        way="signed",
        fields=("SigExporter", "SigBroker"),
    ),
    Enclosure(
        form="customs-data-sheet",
        title="Customs data sheet",
        file="04-customs-data-sheet.pdf",
        subject="customs.declarations[d1]",
        pages=2,
        way="ink",
    ),
    Enclosure(
        form="producer-request",
        title="Request to the producer",
        file="05-producer-request.pdf",
        subject="producers[f1]",
        pages=1,
        way="ink",
        fields=("SigExporter",),
        field_pages=(1,),
    ),
    Enclosure(form="goods", title="Goods", file="annexes/goods.xlsx"),
)


def told(form: Form, dossier: s.Dossier, *enclosed: Enclosure) -> Facts:
    """What a paper about the set is told besides the dossier."""
    report = check(dossier, Law(packs=()), DAY)
    rows = {one.id for one in dossier.papers}
    there = tuple(
        one if one.paper in rows else replace(one, paper="") for one in enclosed or ENCLOSED
    )
    return Facts(dossier=dossier, report=report, form=form.id, enclosures=there)


def with_own_paper(form: Form, dossier: s.Dossier, **changes: object) -> s.Dossier:
    """The same with other details settled for a form's paper; without changes with none at all."""
    own = next(one for one in dossier.papers if one.form == form.id)
    others = tuple(one for one in dossier.papers if one is not own)
    return replace(dossier, papers=(*others, replace(own, **changes)) if changes else others)


def told_of_amendment(form: Form, before: s.Dossier) -> Facts:
    """What a paper about an amendment is told: the version before, and its papers now wrong."""
    wrong = tuple(
        replace(one, number=f"OLD-{n}", day="19/04/2020")
        for n, one in enumerate(ENCLOSED[:3], start=1)
    )
    gone = replace(wrong[0], form="packing-list", title="Packing list", file="09-packing-list.pdf")
    facts = told(form, before)
    return replace(facts, before=before, replaced=(*wrong, gone), version=2)


def papers_of(form: Form, dossier: s.Dossier) -> Iterator[str]:
    """The subjects of a form's papers; one all the same where a dossier asks for none."""
    yield from form.subjects(dossier) or ("",)


def assert_fits(
    form: Form, language: Language, dossier: s.Dossier, facts: Facts | None = None
) -> None:
    """Every paper of a dossier stays within its margins, with each value where it is said to be."""
    for subject in papers_of(form, dossier):
        drawing = pressed(form, dossier, subject=subject, told=facts)
        assert_nothing_leaves_the_page(form, drawing, language)
        assert_values_stand_where_they_are_said_to(drawing)


def assert_same_keys_in_each_language(form: Form) -> None:
    keys = [keys_of(form, language) for language in form.languages]
    assert all(one == keys[0] for one in keys)
