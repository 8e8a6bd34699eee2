"""The counter sheet: everything asked with its answer, what is open first, every other file."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import (
    Acknowledgement,
    Contract,
    Customs,
    Declaration,
    Destination,
    Dossier,
    GoodsLine,
    Head,
    Override,
)
from maskdesk.language import LANGUAGES, Language
from maskdesk.law.pack import Condition, Exemption, Pack, Scope, Source, When, Wording
from maskdesk.law.reader import Law, LoadedPack
from maskdesk.output.forms.counter_sheet import FORM
from maskdesk.output.forms.form import PackagedFile
from maskdesk.output.sheet import Drawing
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding
from output.forms.pressed import (
    DAY,
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    keys_of,
    pressed,
    printed_at,
    words_of,
)

OFFICIAL = Source(
    id="law",
    issuer="SAMPLE Ministry",
    number="Announcement 7",
    article="Art. 2",
    day=date(2020, 3, 31),
    confidence="high",
    seen="extract",
)
PRESS = Source(id="press", issuer="SAMPLE Press", number="", confidence="low", seen="secondary")
WHOLE = Source(id="whole", issuer="SAMPLE Gazette", number="9", confidence="medium", seen="full")


def said(text: str) -> Wording:
    return Wording(en=text, vi=f"{text} (vi)", zh=f"{text}（zh）")


def asked(name: str, check_name: str, parameters: dict[str, Any], **more: Any) -> Condition:
    given: dict[str, Any] = {
        "severity": "blocks",
        "stage": "handing-in",
        "sources": ("press",),
        "papers": ("cn-joint-declaration",),
        **more,
    }
    return Condition(
        id=name,
        check=check_name,
        parameters=parameters,
        duty=said(f"Duty {name} on {{deciding_day}}."),
        met=said(f"Met {name}."),
        not_met=said(f"Open {name}."),
        **given,
    )


CONDITIONS = (
    asked("numbered", "filled", {"fields": ["contract.number"]}),
    asked("models", "filled", {"fields": ["goods[].model"]}, stage="making", sources=("law",)),
    asked("route", "value-in", {"field": "destination.standard_route", "values": ["chinese"]}),
    asked("kept", "value-in", {"field": "contract.type", "values": ["aid"]}),
    asked(
        "shipped",
        "filled",
        {"fields": ["customs.transport_document"]},
        stage="departure",
        papers=("*",),
        sources=("law", "press"),
    ),
    asked("look", "filled", {"fields": ["exporter.phone"]}, severity="look"),
    asked("looked", "filled", {"fields": ["exporter.email"]}, severity="look"),
    asked("known", "statement", {}, severity="note", papers=("some-annex",)),
    asked("exempt", "filled", {"fields": ["contract.payment"]}),
    asked("imported", "role", {"role": "importer"}, severity="look"),
)


def pack(name: str, **more: Any) -> LoadedPack:
    given: dict[str, Any] = {"status": "in_force", "conditions": CONDITIONS, **more}
    made = Pack(
        format=1,
        id=name,
        regime=name,
        jurisdiction="CN",
        side="origin",
        since=date(2020, 1, 1),
        compiled_on=date(2026, 11, 22),
        title=said(f"SAMPLE pack {name}"),
        sources=(OFFICIAL, PRESS, WHOLE),
        scope=Scope(kinds=("respirator",)),
        exemptions=(
            Exemption(
                id="by-type",
                lifts=("exempt",),
                when=(When(path="contract.type", in_=("sale",)),),
                sources=("law",),
                sentence=said("Lifted for sales."),
            ),
        ),
        **given,
    )
    return LoadedPack(held=made, content=b"")


LAW = Law(
    packs=(
        pack("one", remark=said("SAMPLE remark.")),
        pack("draft", status="draft", conditions=CONDITIONS[:3]),
        pack("gone", status="repealed", conditions=CONDITIONS[:1]),
        pack("unsure", status="unverified", conditions=CONDITIONS[:1]),
        replace(pack("signed", conditions=CONDITIONS[:1]), publisher="SAMPLE Law Service"),
        replace(pack("written", conditions=CONDITIONS[:1]), publisher=""),
    )
)
FILES = tuple(PackagedFile(name=f"{n:02}-paper-{n}.pdf", sha256=f"{n:064x}") for n in range(1, 24))


def consignment(lines: int = 5, language: Language = "en") -> Dossier:
    goods = tuple(
        GoodsLine(id=f"g{n}", kind="respirator", name_english="Sample mask") for n in range(lines)
    )
    return Dossier(
        id="SAMPLE",
        head=Head(reference="SAMPLE-1", origin="CN", languages=(language,), basis=("draft",)),
        contract=Contract(number="SAMPLE-C", type="sale"),
        customs=Customs(
            declarations=(Declaration(id="d1", number="SAMPLE-D1"), Declaration(id="d2"))
        ),
        goods=(*goods, GoodsLine(id="x", kind="goggles", model="G-1", name_english="Goggles")),
        destination=Destination(country="DE", standard_route="foreign"),
    )


def reported(dossier: Dossier) -> Report:
    return check(dossier, LAW, DAY)


def found(dossier: Dossier, name: str) -> Finding:
    return reported(dossier).find(name)[0]


def decided(dossier: Dossier) -> Dossier:
    """With decisions that count and decisions that do not."""
    route, kept, models = (found(dossier, f"one/{name}") for name in ("route", "kept", "models"))
    looked = found(dossier, "one/looked")
    return replace(
        dossier,
        acknowledgements=(
            Acknowledgement(id="a", finding=looked.key, seen=looked.seen, reason="Seen twice."),
            Acknowledgement(id="b", finding=kept.key, seen="met", reason="Seen long ago."),
            Acknowledgement(id="c", finding="one/gone", seen="met", reason="Seen once."),
        ),
        overrides=(
            Override(id="a", finding=route.key, seen=route.seen, name="N. Sample", reason="Told."),
            Override(id="b", finding=models.key, seen=models.seen, name="M. Sample", reason="So."),
            Override(id="c", finding=kept.key, seen=kept.seen, name="O. Sample"),
        ),
    )


def sheet(dossier: Dossier) -> Drawing:
    return pressed(FORM, dossier, LAW, files=FILES)


def between(drawing: Drawing, first: str, last: str) -> str:
    read = words_of(drawing)
    start = read.index(first.replace(" ", ""))
    return read[start : read.index(last.replace(" ", ""), start + 1)]


def test_it_opens_with_what_is_still_open_at_handing_in() -> None:
    read = between(sheet(decided(consignment())), "Still open at handing-in", "Every condition")
    start, departure = read.index("Stillopenathanding-in"), read.index("Stillopenbeforedeparture")
    opening = read[start:departure]
    assert "Openkept." in opening
    assert "Handing-inof:Jointdeclaration" in opening
    assert "Makingof:Jointdeclaration" in opening
    assert "Dutyshippedon6May2020." not in opening
    assert "Departure,with:everypaper" in read[departure:]


def test_nothing_open_says_so() -> None:
    read = words_of(sheet(Dossier()))
    assert "Nothingthatwasaskedholdsupthehanding-in." in read
    assert "Nopackapplies" in read


def test_every_condition_stands_there_with_its_answer() -> None:
    dossier = decided(consignment())
    drawing = sheet(dossier)
    conditions = between(drawing, "Every condition asked", "Law this was checked under")
    for finding in reported(dossier).findings:
        assert f"Duty{finding.condition}on6May2020." in conditions
    for answer in ("Met", "Notmet", "Notfilledyet", "Notapplicable", "Cannottell"):
        assert answer in conditions
    assert "Liftedforsales." in conditions
    sentences = {one.path for one in drawing.placements if one.path.startswith("sum:finding.")}
    assert "sum:finding.one/numbered@d1" in sentences


def test_a_draft_never_says_met() -> None:
    conditions = between(sheet(consignment()), "SAMPLE pack draft", "SAMPLE pack gone")
    assert "Wouldmeet" in conditions
    assert "Wouldnotmeet" in conditions
    assert "Notmet" not in conditions


def test_places_are_named_as_the_clerk_reads_them_and_many_alike_counted() -> None:
    read = words_of(sheet(consignment(lines=40)))
    assert "Goods,Samplemask(no.1):Model" in read
    assert "Goods,Samplemask(no.3):Model" in read
    assert "Goods,Samplemask(no.4):Model" not in read
    assert "and37more" in read
    assert "Destination:Standarddeclared(Qualitystandardsofaforeigncountry)" in read


def test_what_meets_a_condition_is_named_too() -> None:
    drawing = sheet(consignment())
    assert "Contract:Contractnumber(SAMPLE-C)" in words_of(drawing)
    assert printed_at(drawing, "contract.number") == {"SAMPLE-C"}


def test_each_finding_names_its_declaration_where_there_are_several() -> None:
    read = words_of(sheet(consignment()))
    assert "Customs,DeclarationSAMPLE-D1" in read
    assert "Customs,Declarationno.2" in read


def test_decisions_stand_with_name_and_reason_and_say_where_they_do_not_count() -> None:
    drawing = sheet(decided(consignment()))
    looked = between(drawing, "Looked at and acknowledged", "Overridden by a named person")
    for words in ("Seentwice.", "Seenlongago.Thenumbershavechangedsince", "nolongerasked"):
        assert words in looked
    overridden = between(drawing, "Overridden by a named person", "Every condition asked")
    for words in ("N.Sample", "Told.", "cannotbeoverridden", "Nameorreasonismissing"):
        assert words in overridden
    assert printed_at(drawing, "overrides[a].name") == {"N. Sample"}


def test_the_law_stands_with_status_days_sources_and_confidence() -> None:
    law = between(sheet(consignment()), "Law this was checked under", "Files of this submission")
    for words in (
        "SAMPLEpackone",
        "SAMPLEremark.",
        "Draft,neverinforce",
        "6May2020",
        "S1:SAMPLEMinistry,Announcement7,Art.2,31Mar2020(confidence:high;seeninextract)",
        "SAMPLEPress(confidence:low;knownfromothers'reports)",
        "Nopackcoverstheorigin'srulesfor:Goods,GogglesG-1.",
    ):
        assert words in law
    assert "Dutyshippedon6May2020.[S1,S2]" in words_of(sheet(consignment()))


def test_all_sources_of_a_pack_stand_on_the_sheet_itself_however_many() -> None:
    many = tuple(replace(OFFICIAL, id=f"law{n}", number=f"Decree {n}") for n in range(60))
    one = pack("one")
    law = Law(packs=(replace(one, held=replace(one.pack, sources=(*many, *one.pack.sources))),))
    read = words_of(pressed(FORM, consignment(), law))
    assert all(f"Decree{n},Art.2" in read for n in range(60))
    assert "Continuationsheet" not in read


def test_who_vouches_for_a_pack_is_said_where_it_is_not_maskdesk() -> None:
    law = between(sheet(consignment()), "Law this was checked under", "Files of this submission")
    signed, written = law.index("SAMPLEpacksigned"), law.index("SAMPLEpackwritten")
    assert law.index("PublishedandsignedbySAMPLELawService") > signed
    assert law.index("Theoffice'sownpack;nobodysignedit") > written
    assert law.count("nobodysignedit") == 1


def test_every_other_file_stands_there_with_its_digest() -> None:
    files = between(sheet(consignment()), "Files of this submission", "This sheet lists")
    for file in FILES:
        assert f"{file.name}{file.sha256}" in files


def test_prices_are_not_told_at_the_counter() -> None:
    dossier = consignment()
    priced = asked("priced", "filled", {"fields": ["contract.value"]})
    law = Law(packs=(pack("one", conditions=(priced,)),))
    contract = replace(dossier.contract, value=Decimal("98765.43"))
    drawing = pressed(FORM, replace(dossier, contract=contract), law)
    assert "98,765" not in words_of(drawing)
    assert "Contract:Contractvalue" in words_of(drawing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_first_language_of_the_papers(language: Language) -> None:
    drawing = sheet(decided(consignment(language=language)))
    title = {"en": "COUNTERSHEET", "vi": "BẢNGKÊNỘPHỒSƠ", "zh": "提交核对表"}[language]
    assert title in words_of(drawing)
    suffix = {"en": "", "vi": "(vi)", "zh": "（zh）"}[language]
    assert f"Metnumbered.{suffix}" in words_of(drawing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_wording_is_printed(language: Language) -> None:
    dossiers = [decided(consignment(language=language)), consignment(language=language)]
    nothing = Dossier(head=Head(languages=(language,)))
    unprinted = keys_never_printed(FORM, dossiers, language, LAW, FILES)
    assert unprinted & keys_never_printed(FORM, [nothing], language) == set()


def test_all_languages_have_the_same_words() -> None:
    assert keys_of(FORM, "en") == keys_of(FORM, "vi") == keys_of(FORM, "zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", [1, 200])
def test_nothing_leaves_the_page(lines: int, language: Language) -> None:
    drawing = sheet(decided(consignment(lines, language)))
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)
    assert [one.name for one in drawing.places] == ["SigExporter"]


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, sheet(consignment()))
