"""Makes large dossiers that look like real ones: Viet Nam, April 2020, many models and facilities.

What grows with the number of lines is what grows in an office: goods, their lots and declared
lines. Models, producers and the lots of one model stay as few as a factory has.
"""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from msgspec.structs import replace

from maskdesk.dossier.sections import (
    Certificate,
    Contract,
    Customs,
    Declaration,
    DeclaredLine,
    Destination,
    Dossier,
    Evidence,
    Exporter,
    GoodsLine,
    Head,
    Lot,
    Output,
    Party,
    Producer,
    ProductionLine,
    Shipment,
    Signatory,
    Support,
)

DAY = date(2020, 4, 20)

_MODELS = 48
_LOTS_OF_A_MODEL = 6
_PRODUCERS = 5
_CARTON = 2_000
_STANDARDS = ("TCVN 8389-1:2010", "EN 14683:2019+AC:2019")
_CLASSES = ("Type I", "Type II", "Type IIR")
_PROVINCES = ("Bắc Giang", "Bắc Ninh", "Hà Nội", "Nam Định", "Thái Bình", "Bình Dương")
_SCHEMES = (
    "test-report",
    "declaration-of-conformity",
    "circulation-number",
    "iso-13485",
    "production-declaration",
)


def large_dossier(
    lines: int, *, support: int = 500, certificates: int = 300, seed: int = 0
) -> Dossier:
    """A dossier of so many goods lines, rows of domestic support and certificates.

    The same numbers and seed give the same dossier.
    """
    chance = Random(seed)
    models = tuple(f"MS-{100 + n}" for n in range(min(_MODELS, max(lines, 1))))
    goods = tuple(_line(n, models[n % len(models)], chance) for n in range(lines))
    pieces = sum(line.pieces_declared for line in goods if isinstance(line.pieces_declared, int))
    value = sum((_amount(line) for line in goods), Decimal(0))
    rows = tuple(_support(n, pieces // 5 // max(support, 1) + 1, chance) for n in range(support))
    held = tuple(_certificate(n, models) for n in range(certificates))
    return Dossier(
        id=f"sample-large-{lines}-{seed}",
        head=Head(
            reference=f"SAMPLE-LARGE-{lines}",
            origin="VN",
            basis=("vn-2020-draft-mof", "vn-2020-draft-press"),
            languages=("vi", "en"),
        ),
        exporter=_exporter(),
        parties=_parties(),
        contract=Contract(
            number="99/2020/HĐXK-MẪU",
            type="sale",
            signed=date(2020, 4, 2),
            in_force=date(2020, 4, 2),
            pieces_ordered=pieces,
            incoterm="FCA",
            incoterm_place="Hai Phong, Viet Nam",
            currency="USD",
            value=value,
            payment="30 days after the transport document",
            invoice_number="INV-2020-099",
        ),
        shipments=_shipments(pieces),
        customs=Customs(
            type_code="B11",
            office="Chi cục Hải quan cửa khẩu cảng Hải Phòng (MẪU)",
            port_of_loading="VNHPH",
            port_of_discharge="DEHAM",
            shipped=date(2020, 4, 23),
            arrives=date(2020, 5, 29),
            declarations=(
                Declaration(
                    id="d1",
                    state="planned",
                    planned=DAY,
                    lines=tuple(
                        DeclaredLine(id=line.id, line=line.id, pieces=line.pieces_declared)
                        for line in goods
                    ),
                ),
            ),
        ),
        goods=goods,
        producers=tuple(_producer(n, pieces) for n in range(_PRODUCERS)),
        support=rows,
        output=Output(
            period_from=date(2020, 2, 10),
            period_until=date(2020, 4, 19),
            level="firm",
            why="Từ ngày chạy dây chuyền đầu tiên.",
            pieces_made=pieces * 2,
            pieces_kept=pieces // 2,
        ),
        certificates=held,
        evidence=(
            *(_evidence(f"s{n}", "agreement") for n in range(support)),
            *(_evidence(f"c{n}", "certificate") for n in range(certificates)),
        ),
        destination=Destination(
            country="DE",
            placed_on_market=date(2020, 6, 3),
            public_purchase=False,
            standards_agreed=_STANDARDS[1:],
            requirements="CE marked under Directive 93/42/EEC, EN 14683:2019+AC:2019.",
            exporter_answers_for_quality=True,
            exporter_supplies_on_request=True,
            label_languages=("de", "en"),
            label_checked=True,
        ),
    )


def _line(n: int, model: str, chance: Random) -> GoodsLine:
    packages = chance.randrange(2, 60)
    pieces = packages * _CARTON
    first = chance.randrange(_LOTS_OF_A_MODEL)
    kind = "non-medical-mask" if n % 16 == 15 else "medical-mask"
    return GoodsLine(
        id=f"g{n}",
        kind=kind,
        use="medical" if kind == "medical-mask" else "daily",
        sterile=False,
        filter_class=_CLASSES[n % 3],
        fastening="ear-loops",
        model=model,
        brand="MAUMASK (SAMPLE)",
        name_english=f"Medical face mask {model}, 3-ply, non-sterile",
        name_vietnamese=f"Khẩu trang y tế {model}, 3 lớp, không tiệt trùng",
        pack_wording=f"MAUMASK (SAMPLE) {model}",
        ce_mark=True,
        hs_origin="6307.90.40" if kind == "medical-mask" else "6307.90.90",
        hs_origin_year=2017,
        hs_destination="6307.90.98",
        hs_destination_year=2020,
        country_of_origin="VN",
        standards=_STANDARDS,
        export_only=False,
        pieces_ordered=pieces,
        pieces_declared=pieces,
        unit="C62",
        unit_price=Decimal(chance.randrange(30, 60)).scaleb(-2),
        package="CT",
        pieces_per_inner=50,
        pieces_per_carton=_CARTON,
        cartons_per_pallet=20,
        packages=packages,
        net_kg=Decimal(packages * 64).scaleb(-1),
        gross_kg=Decimal(packages * 82).scaleb(-1),
        volume_m3=Decimal(packages * 77).scaleb(-3),
        marks=f"MUSTER HAMBURG\n{model}\nMADE IN VIET NAM\nSAMPLE",
        producer=f"p{n % _PRODUCERS}",
        legal_manufacturer="maker",
        lots=_taken(model, first, pieces),
    )


@cache
def _taken(model: str, first: int, pieces: int) -> tuple[Lot, ...]:
    """The pieces of a line, from one lot or two that follow each other."""
    lots = _lots(model)[first : first + 2]
    part = pieces // len(lots)
    rest = pieces - part * (len(lots) - 1)
    return tuple(replace(lot, pieces=part if n else rest) for n, lot in enumerate(lots))


def _amount(line: GoodsLine) -> Decimal:
    price, pieces = line.unit_price, line.pieces_ordered
    if not isinstance(price, Decimal) or not isinstance(pieces, int):
        return Decimal(0)
    return price * pieces


@cache
def _lots(model: str) -> tuple[Lot, ...]:
    days = [date(2020, 3, 16) + timedelta(days=5 * n) for n in range(_LOTS_OF_A_MODEL)]
    return tuple(
        Lot(
            id=f"l{n}",
            number=f"{model}-2020-{n + 1:02}",
            produced=produced,
            expires=produced.replace(year=produced.year + 3),
        )
        for n, produced in enumerate(days)
    )


def _support(n: int, pieces: int, chance: Random) -> Support:
    """Most rows count; every 25th is of cloth masks or another body, as in a real ledger."""
    won = n % 3 == 0
    signed = date(2020, 3, 1) + timedelta(days=chance.randrange(45))
    pledged = max(pieces * chance.randrange(60, 145) // 100, 1)
    return Support(
        id=f"s{n}",
        facility=f"Cơ sở y tế MẪU số {n + 1}",
        address=f"Số {n + 1} đường Mẫu, tỉnh {_PROVINCES[n % len(_PROVINCES)]}",
        representative="Nguyễn Văn Mẫu",
        kind="other-body" if n % 50 == 49 else "health-facility",
        province=_PROVINCES[n % len(_PROVINCES)],
        basis="won-bid" if won else "agreement",
        award_number=f"{n + 1}/QĐ-MẪU" if won else None,
        award_day=signed if won else None,
        contract_number=f"{n + 1}/2020/HĐMB-MẪU" if won else None,
        contract_day=signed if won else None,
        agreement_number=None if won else f"{n + 1}/2020/TTHT-MẪU",
        agreement_day=None if won else signed,
        product="non-medical-mask" if n % 50 == 24 else "medical-mask",
        pieces_pledged=pledged,
        pieces_delivered=pledged // 2,
        delivered=signed + timedelta(days=3),
        receipt=f"BBGN-{n + 1:04}-MẪU",
        declaration="d1",
        standing="agreed",
        evidence=(f"s{n}",),
    )


def _certificate(n: int, models: tuple[str, ...]) -> Certificate:
    """Each model has one of every scheme before any has a second."""
    scheme = _SCHEMES[n // len(models) % len(_SCHEMES)]
    model = models[n % len(models)]
    tested = scheme == "test-report"
    return Certificate(
        id=f"c{n}",
        scheme=scheme,
        number=f"SAMPLE-{n + 1:05}",
        body="SAMPLE Mask Laboratory" if tested else "SAMPLE Certification Body",
        holder="SAMPLE Masks No. 1 Co., Ltd.",
        models=(model,),
        standards=_STANDARDS,
        issued=date(2020, 4, 14) if tested else date(2020, 3, 2),
        expires=date(2023, 3, 1),
        looked_up_at="Register of the SAMPLE body",
        looked_up=date(2020, 4, 17),
        lots=tuple(str(lot.number) for lot in _lots(model)) if tested else (),
        evidence=(f"c{n}",),
    )


def _evidence(row: str, name: str) -> Evidence:
    digest = hashlib.sha256(row.encode()).hexdigest()
    return Evidence(
        id=row,
        file=f"{name}-{row}.pdf",
        digest=digest,
        size=20_000 + int(digest[:4], 16),
        media_type="application/pdf",
        proves=f"{name} {row}",
        kind="scan",
        language="vi",
        original_at="SAMPLE: office of the exporter",
    )


def _producer(n: int, pieces: int) -> Producer:
    share = pieces // _PRODUCERS
    return Producer(
        id=f"p{n}",
        name_local=f"NHÀ MÁY KHẨU TRANG MẪU SỐ {n + 1}",
        name_english=f"SAMPLE Mask Factory No. {n + 1}",
        code="9990000018",
        address=f"Lô M{n + 1}, Khu công nghiệp Mẫu",
        province=_PROVINCES[n % len(_PROVINCES)],
        country="VN",
        relation="own" if n == 0 else "toll",
        authorisation_number=f"{n + 1}/2020/UQ-MẪU",
        cleanroom_class="ISO 14644-1, class 8",
        cleanroom_report=f"PS-2020-{n + 1:03} (MẪU)",
        cleanroom_until=date(2021, 1, 31),
        opening_stock=share,
        opening_day=date(2020, 4, 6),
        lines=(
            ProductionLine(
                id="l1",
                name="Dây chuyền 1",
                kind="medical-mask",
                pieces_per_day=share // 20,
                runs_from=date(2020, 3, 2),
            ),
        ),
    )


def _shipments(pieces: int) -> tuple[Shipment, ...]:
    quarter = pieces // 4
    return tuple(
        Shipment(
            id=f"h{n}",
            name=f"Call-off {n + 1}",
            state="planned",
            pieces=pieces - 3 * quarter if n == 3 else quarter,
            planned=DAY + timedelta(days=3 + 7 * n),
            deliver_from=DAY + timedelta(days=7 * n),
            deliver_until=DAY + timedelta(days=10 + 7 * n),
            arrives=DAY + timedelta(days=39 + 7 * n),
        )
        for n in range(4)
    )


def _exporter() -> Exporter:
    return Exporter(
        name_local="CÔNG TY TNHH KHẨU TRANG MẪU SỐ MỘT",
        name_english="SAMPLE Masks No. 1 Co., Ltd.",
        tax_code="9990000018",
        customs_code="9990000018",
        address_local="Lô M1, Khu công nghiệp Mẫu, huyện Mẫu, tỉnh Bắc Giang",
        address_english="Lot M1, SAMPLE Industrial Park, Bac Giang Province, Viet Nam",
        place="Bắc Giang",
        status="ordinary",
        signatories=(
            Signatory(
                id="director",
                name="Nguyễn Thị Mẫu",
                position="Giám đốc",
                position_english="Director",
                capacity="legal-representative",
            ),
        ),
    )


def _parties() -> tuple[Party, ...]:
    return (
        Party(
            id="buyer",
            roles=("buyer", "importer", "consignee"),
            name="Muster Medizinbedarf GmbH (SAMPLE)",
            address="Musterstraße 12, 20999 Hamburg, Germany",
            country="DE",
        ),
        Party(
            id="representative",
            roles=("authorised-representative",),
            name="Beispiel EU-Vertretung GmbH (SAMPLE)",
            address="Beispielweg 3, 20999 Hamburg, Germany",
            country="DE",
        ),
        Party(
            id="maker",
            roles=("legal-manufacturer", "consignor"),
            name="SAMPLE Masks No. 1 Co., Ltd.",
            address="Lot M1, SAMPLE Industrial Park, Bac Giang Province, Viet Nam",
            country="VN",
        ),
    )
