"""Invented consignments for the tests of annexes: one of Viet Nam, and any number of lines."""

import hashlib
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from maskdesk.dossier import sections as s

MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=timezone(timedelta(hours=7)))


def line(number: int = 1, **changes: object) -> s.GoodsLine:
    """A line of surgical masks with two lots."""
    fields: dict[str, object] = {
        "kind": "medical-mask",
        "use": "medical",
        "sterile": False,
        "filter_class": "Type IIR",
        "fastening": "ear-loops",
        "model": f"SM-{number}",
        "brand": "SAMPLE Care",
        "name_english": "Surgical mask, three layers",
        "name_vietnamese": "Khẩu trang y tế ba lớp",
        "ce_mark": True,
        "hs_origin": "6307.90.40",
        "hs_origin_year": 2017,
        "hs_destination": "6307.90.98",
        "hs_destination_year": 2020,
        "country_of_origin": "VN",
        "standards": ("TCVN 8389-1:2010", "EN 14683:2019+AC:2019"),
        "pieces_ordered": 3_300_000,
        "pieces_declared": 3_200_000,
        "unit": "C62",
        "unit_price": Decimal("0.0425"),
        "package": "CT",
        "pieces_per_inner": 50,
        "pieces_per_carton": 2_000,
        "cartons_per_pallet": 24,
        "packages": 1_600,
        "net_kg": Decimal("9600"),
        "gross_kg": Decimal("11200.5"),
        "volume_m3": Decimal("105.625"),
        "marks": f"SAMPLE/HAMBURG\nC/No. 1-1600\nMODEL SM-{number}",
        "producer": "f1",
        "legal_manufacturer": "m1",
        "lots": tuple(
            s.Lot(
                id=letter,
                number=f"2004{number:02}{letter.upper()}",
                produced=date(2020, 4, day),
                expires=date(2022, 4, day),
                pieces=1_600_000,
            )
            for letter, day in (("a", 2), ("b", 9))
        ),
    }
    return s.GoodsLine(id=f"g{number}", **{**fields, **changes})  # type: ignore[arg-type]


def support(number: int = 1, **changes: object) -> s.Support:
    """A health facility with 320,000 pieces under an agreement."""
    fields: dict[str, object] = {
        "facility": f"Bệnh viện đa khoa MẪU số {number} (SAMPLE)",
        "kind": "health-facility",
        "province": "Bình Dương",
        "basis": "agreement",
        "agreement_number": f"{number:02}/2020/TTHT",
        "agreement_day": date(2020, 4, 16),
        "product": "medical-mask",
        "pieces_pledged": 320_000,
        "pieces_delivered": 100_000,
        "delivered": date(2020, 4, 18),
        "receipt": f"BBGN-{number:02}",
        "declaration": "d1",
        "standing": "agreed",
        "evidence": (f"e{number}",),
    }
    return s.Support(id=f"s{number}", **{**fields, **changes})  # type: ignore[arg-type]


def evidence(number: int = 1, **changes: object) -> s.Evidence:
    """A scanned agreement."""
    name = f"thoa-thuan-ho-tro-{number:02}.pdf"
    fields: dict[str, object] = {
        "file": name,
        "digest": hashlib.sha256(name.encode()).hexdigest(),
        "size": 184_320 + number,
        "media_type": "application/pdf",
        "proves": f"Thỏa thuận hỗ trợ số {number:02}/2020/TTHT với Bệnh viện đa khoa MẪU",
        "kind": "scan",
        "language": "vi",
        "original_at": "SAMPLE Medical Equipment JSC, phòng pháp chế",
    }
    return s.Evidence(id=f"e{number}", **{**fields, **changes})  # type: ignore[arg-type]


def consignment(**changes: object) -> s.Dossier:
    """6,400,000 surgical masks from Viet Nam to Germany, 1,280,000 for four facilities."""
    fields: dict[str, object] = {
        "id": "SAMPLE-1",
        "head": s.Head(reference="SAMPLE-VN-2020-015", origin="VN"),
        "exporter": s.Exporter(
            name_local="Công ty Cổ phần Thiết bị Y tế MẪU (SAMPLE)",
            name_english="SAMPLE Medical Equipment JSC",
        ),
        "parties": (
            s.Party(id="m1", roles=("legal-manufacturer",), name="SAMPLE Brand GmbH"),
            s.Party(id="b1", roles=("buyer",), name="SAMPLE Klinikbedarf GmbH", country="DE"),
        ),
        "customs": s.Customs(
            declarations=(s.Declaration(id="d1", state="planned", planned=date(2020, 4, 20)),),
        ),
        "goods": (line(1), line(2, gross_kg=Decimal("11200.25"))),
        "producers": (
            s.Producer(
                id="f1",
                name_local="Nhà máy MẪU (SAMPLE)",
                name_english="SAMPLE Factory, Binh Duong",
                code="0100109106",
                address="Số 1 đường Mẫu, phường Mẫu, thành phố Thủ Dầu Một",
                province="Bình Dương",
                country="VN",
                relation="own",
                cleanroom_class="ISO 8",
                cleanroom_report="CR-SAMPLE-7",
                cleanroom_until=date(2021, 3, 1),
                opening_stock=1_500_000,
                opening_day=date(2020, 4, 1),
                lines=tuple(
                    s.ProductionLine(
                        id=f"l{n}",
                        name=f"Dây chuyền {n}",
                        kind="medical-mask",
                        pieces_per_day=120_000,
                        runs_from=date(2020, 3, n),
                    )
                    for n in range(1, 5)
                ),
                bought_in=(
                    s.BoughtIn(
                        id="b1",
                        source="Công ty TNHH MẪU hai (SAMPLE)",
                        kind="medical-mask",
                        pieces=400_000,
                        day=date(2020, 4, 10),
                    ),
                ),
                commitments=(
                    s.Commitment(
                        id="c1",
                        to="SAMPLE Vertrieb AG",
                        kind="medical-mask",
                        pieces=250_000,
                        day=date(2020, 5, 2),
                    ),
                ),
            ),
        ),
        "support": tuple(support(number) for number in range(1, 5)),
        "certificates": (
            s.Certificate(
                id="c1",
                scheme="test-report",
                number="TR-SAMPLE-0042",
                body="SAMPLE Laboratory",
                holder="SAMPLE Medical Equipment JSC",
                models=("SM-1", "SM-2"),
                standards=("EN 14683:2019+AC:2019",),
                issued=date(2020, 3, 30),
                goods=("g1", "g2"),
                lots=("200401A", "200401B"),
                links=("c2",),
                evidence=("e1",),
            ),
            s.Certificate(
                id="c2",
                scheme="lab-accreditation",
                number="L-SAMPLE-17025",
                body="SAMPLE Accreditation",
                body_id="0000",
                holder="SAMPLE Laboratory",
                issued=date(2019, 1, 15),
                expires=date(2024, 1, 14),
                looked_up_at="Register of SAMPLE Accreditation",
                looked_up=date(2020, 4, 17),
            ),
            s.Certificate(
                id="c3",
                scheme="declaration-of-conformity",
                goods=("g1", "g2"),
                not_available="The legal manufacturer sends it with the first shipment (SAMPLE).",
            ),
        ),
        "evidence": tuple(evidence(number) for number in range(1, 5)),
        "destination": s.Destination(country="DE"),
    }
    return s.Dossier(**{**fields, **changes})  # type: ignore[arg-type]
