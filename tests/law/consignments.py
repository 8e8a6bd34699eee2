"""Small invented consignments to the destinations, and the gaps that many of them share."""

from datetime import date

from msgspec.structs import replace

from law.table import Change, Row, all_of, with_, without
from maskdesk.dossier.sections import (
    Certificate,
    Customs,
    Declaration,
    Destination,
    Dossier,
    Evidence,
    GoodsLine,
    Lot,
    Party,
    Producer,
)

FILE = Evidence(id="e1", file="paper.pdf", digest="0" * 64)


MAKER = Producer(id="m1", name_english="SAMPLE Mask Works")


PARTIES = (
    Party(
        id="im",
        roles=("importer",),
        name="SAMPLE Importer",
        address="1 Quay",
        country="DE",
        identifier="DE-IM-000012345",
    ),
    Party(
        id="ar",
        roles=("authorised-representative", "responsible-person"),
        name="SAMPLE Representative",
        address="2 Quay",
        country="NL",
        email="ar@sample.example",
        identifier="NL-AR-000012345",
    ),
    Party(
        id="mf",
        roles=("legal-manufacturer",),
        name="SAMPLE Mask Works",
        country="VN",
        identifier="VN-MF-000012345",
    ),
)


def parties_in(country: str) -> tuple[Party, ...]:
    """The parties, with those that answer at the destination sitting there."""
    importer, representative, maker = PARTIES
    return replace(importer, country=country), replace(representative, country=country), maker


LOTS = (Lot(id="a", number="L1"), Lot(id="b", number="L2"))


def held(scheme: str, **more: object) -> Certificate:
    about: dict[str, object] = {
        "number": f"{scheme}-1",
        "goods": ("g1",),
        "models": ("M1",),
        "evidence": ("e1",),
    }
    return Certificate(id=scheme, scheme=scheme, **(about | more))  # type: ignore[arg-type]


def consignment(
    country: str, day: date, line: GoodsLine, *certificates: Certificate, **more: object
) -> Dossier:
    base = Dossier(
        goods=(replace(line, id="g1", model="M1", producer="m1", lots=LOTS),),
        producers=(MAKER,),
        parties=parties_in(country),
        certificates=certificates,
        evidence=(FILE,),
        customs=Customs(declarations=(Declaration(id="d1", planned=day),)),
        destination=Destination(country=country, label_languages=("en", "fr", "de")),
    )
    return replace(base, **more)


def into(
    country: str, language: str, day: date, line: GoodsLine, *certificates: Certificate
) -> Dossier:
    """A consignment whose foreign parties all sit in the country, with its label's language."""
    return consignment(
        country,
        day,
        line,
        *certificates,
        parties=tuple(replace(one, country=country) for one in PARTIES),
        destination=Destination(country=country, label_languages=(language,)),
    )


REPORT = held("test-report", lots=("L1", "L2"))


DECLARED = held("declaration-of-conformity", number=None)


MASK_2020 = GoodsLine(
    id="g1",
    kind="medical-mask",
    use="medical",
    sterile=False,
    ce_mark=True,
    standards=("EN 14683:2019+AC:2019",),
)


MASK_2026 = replace(MASK_2020, standards=("EN 14683:2025",))


STERILE = replace(MASK_2026, sterile=True, ce_body="0598")


FFP2 = GoodsLine(
    id="g1",
    kind="respirator",
    use="workplace",
    filter_class="FFP2",
    fastening="head-bands",
    ce_mark=True,
    ce_body="0598",
    standards=("EN 149:2001+A1:2009",),
)


N95 = GoodsLine(
    id="g1", kind="respirator", use="medical", filter_class="N95", fastening="head-bands"
)


KN95 = replace(N95, filter_class="KN95", country_of_origin="CN", pack_wording="KN95 mask")


CLOTH = GoodsLine(
    id="g1", kind="non-medical-mask", use="daily", pack_wording="Non-medical mask, washable"
)


US_MASK = GoodsLine(
    id="g1",
    kind="medical-mask",
    use="medical",
    standards=("ASTM F2100-23",),
    pack_wording="Surgical mask, 50 pieces",
)


def ppe(day: date, issued: date, checked: date) -> Dossier:
    return consignment(
        "DE",
        day,
        FFP2,
        held("eu-type-examination", issued=issued, body_id="1024", looked_up=issued),
        held("eu-production-check", issued=checked, body_id="0598", looked_up=checked),
        DECLARED,
        REPORT,
    )


def looked_up(scheme: str, number: str, day: date) -> Certificate:
    return held(scheme, number=number, looked_up=day)


APRIL, MAY = date(2020, 4, 20), date(2020, 5, 6)


TODAY = date(2026, 11, 24)


def goods(**fields: object) -> Change:
    return all_of(*(with_(f"goods[g1].{name}", value) for name, value in fields.items()))


def paper(scheme: str, **fields: object) -> Change:
    return all_of(
        *(with_(f"certificates[{scheme}].{name}", value) for name, value in fields.items())
    )


def party(id_: str, **fields: object) -> Change:
    return all_of(*(with_(f"parties[{id_}].{name}", value) for name, value in fields.items()))


def without_party(*ids: str) -> Change:
    return lambda dossier: replace(
        dossier, parties=tuple(one for one in dossier.parties if one.id not in ids)
    )


def destination(**fields: object) -> Change:
    return lambda dossier: replace(dossier, destination=replace(dossier.destination, **fields))


NO_LANGUAGE = destination(label_languages=())

NO_REPORT = without("test-report")

ONE_LOT = paper("test-report", lots=("L1",))

EAR_LOOPS = goods(fastening="ear-loops")

OLD_LOOK_UP = date(2026, 10, 24)


def label_gap(pack: str, base: str = "") -> Row:
    """The label's languages are not stated."""
    return Row(f"{pack}/label-languages", base or pack, NO_LANGUAGE, "unfilled", "label")


def lot_gap(pack: str, base: str = "") -> Row:
    """One lot stands on no test report."""
    return Row(f"{pack}/lot-report", base or pack, ONE_LOT, "not-met", "L2")


def register_gap(pack: str, scheme: str, base: str = "") -> Row:
    """The number was looked up too long ago."""
    change = paper(scheme, looked_up=date(2019, 12, 1))
    return Row(f"{pack}/register", base or pack, change, "not-met", "more than 30 days")


def importer_gaps(pack: str, base: str = "") -> tuple[Row, Row]:
    """No importer is named, or one that does not sit in the country."""
    return (
        Row(f"{pack}/importer", base or pack, without_party("im"), "unfilled", "importer"),
        Row(f"{pack}/importer", base or pack, party("im", country="AQ"), "not-met", "SAMPLE"),
    )
