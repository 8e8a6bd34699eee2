"""One invented consignment that the tests of Vietnamese and of trade papers draw from."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from maskdesk.dossier import sections as s
from maskdesk.law.reader import Law, read_law

_LAW = Path(__file__).parents[3] / "resources" / "law"
DAY = date(2020, 4, 20)


def law(*packs: str) -> Law:
    """The named packs as they ship."""
    return read_law({f"{pack}.toml": (_LAW / f"{pack}.toml").read_bytes() for pack in packs})


DRAFT = law("vn-2020-draft-mof")


def line(number: int = 1, **changes: object) -> s.GoodsLine:
    """A line of masks; the numbers follow from 3,200,000 pieces in cartons of 2,000."""
    fields: dict[str, object] = {
        "kind": "medical-mask",
        "use": "medical",
        "model": f"SM-{number}",
        "brand": "SAMPLE Care",
        "name_english": "Surgical mask, three layers",
        "name_vietnamese": "Khẩu trang y tế ba lớp",
        "name_chinese": "三层外科口罩",
        "hs_origin": "6307.90.40",
        "country_of_origin": "VN",
        "standards": ("TCVN 8389-1:2010", "EN 14683:2019"),
        "pieces_declared": 3_200_000,
        "unit": "C62",
        "unit_price": Decimal("0.0425"),
        "package": "CT",
        "pieces_per_carton": 2_000,
        "packages": 1_600,
        "net_kg": Decimal("9600"),
        "gross_kg": Decimal("11200.5"),
        "volume_m3": Decimal("105.6"),
        "marks": f"SAMPLE/HAMBURG\nC/No. 1-1600\nMODEL SM-{number}",
        "producer": "f1",
        "lots": (
            s.Lot(
                id="a",
                number=f"2004{number:02}A",
                produced=date(2020, 4, 2),
                expires=date(2022, 4, 2),
                pieces=2_000_000,
            ),
            s.Lot(
                id="b",
                number=f"2004{number:02}B",
                produced=date(2020, 4, 9),
                expires=date(2022, 4, 9),
                pieces=1_200_000,
            ),
        ),
    }
    return s.GoodsLine(id=f"g{number}", **{**fields, **changes})  # type: ignore[arg-type]


def support(number: int, **changes: object) -> s.Support:
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
        "standing": "agreed",
    }
    return s.Support(id=f"s{number}", **{**fields, **changes})  # type: ignore[arg-type]


def consignment(**changes: object) -> s.Dossier:
    """6,400,000 surgical masks from Viet Nam to Germany, 1,280,000 for four facilities at home."""
    fields: dict[str, object] = {
        "id": "SAMPLE-1",
        "head": s.Head(reference="SAMPLE-1", origin="VN", basis=("vn-2020-draft-mof",)),
        "exporter": s.Exporter(
            name_local="Công ty Cổ phần Thiết bị Y tế MẪU (SAMPLE)",
            name_english="SAMPLE Medical Equipment JSC",
            tax_code="0100109106",
            address_local="Số 1 đường Mẫu, phường Mẫu, thành phố Thủ Dầu Một, tỉnh Bình Dương",
            address_english="1 Mau Street, Thu Dau Mot City, Binh Duong Province, Viet Nam",
            place="Bình Dương",
            signatories=(
                s.Signatory(
                    id="p1",
                    name="Nguyễn Thị Mẫu",
                    position="Giám đốc",
                    position_english="Director",
                    capacity="legal-representative",
                ),
            ),
        ),
        "parties": (
            s.Party(
                id="b1",
                roles=("buyer", "importer", "consignee"),
                name="SAMPLE Klinikbedarf GmbH",
                address="Musterstrasse 1, 20095 Hamburg",
                country="DE",
                identifier="DE000000000SAMPLE",
            ),
            s.Party(
                id="n1",
                roles=("notify-party",),
                name="SAMPLE Spedition GmbH",
                address="Hafenweg 2, 20457 Hamburg",
                country="DE",
            ),
        ),
        "contract": s.Contract(
            number="07/2020/HĐXK-SAMPLE",
            type="sale",
            signed=date(2020, 4, 3),
            incoterm="FOB",
            incoterm_place="Cat Lai, Ho Chi Minh City",
            currency="USD",
            payment="30 % in advance, 70 % against documents",
            invoice_number="INV-2020-015",
        ),
        "customs": s.Customs(
            port_of_loading="VNCLI",
            port_of_discharge="DEHAM",
            gate="Cát Lái",
            vessel="MV SAMPLE STAR / 012W",
            transport_document="B/L SAMPLE0042",
            shipped=date(2020, 4, 24),
            declarations=(s.Declaration(id="d1", state="planned", planned=DAY),),
        ),
        "goods": (line(1), line(2)),
        "producers": (
            s.Producer(
                id="f1",
                name_local="Nhà máy MẪU (SAMPLE)",
                name_english="SAMPLE Factory, Binh Duong",
                country="VN",
                relation="own",
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
                standards=("EN 14683:2019",),
                issued=date(2020, 3, 30),
                goods=("g1", "g2"),
            ),
        ),
        "destination": s.Destination(
            country="DE",
            requirements="Type IIR masks in the German language, in packs of 50.",
            standards_agreed=("EN 14683:2019+AC:2019",),
        ),
        "papers": (
            s.Paper(id="q1", form="vn-domestic-support", number="12/BKK-SAMPLE", day=DAY),
            s.Paper(id="q2", form="commercial-invoice", day=DAY),
            s.Paper(id="q3", form="packing-list", number="PL-2020-015", day=DAY),
            s.Paper(id="q4", form="supplier-statement", number="SS-2020-015", day=DAY),
            s.Paper(id="q5", form="vn-undertaking", number="13/CK-SAMPLE", day=DAY),
        ),
    }
    return s.Dossier(**{**fields, **changes})  # type: ignore[arg-type]


def partly_counting() -> s.Dossier:
    """Four rows that count to 1,220,000, and three that do not, each for another reason."""
    rows = (
        *(support(number) for number in range(1, 4)),
        support(
            4,
            pieces_pledged=260_000,
            basis="won-bid",
            award_number="11/QĐ-SAMPLE",
            award_day=date(2020, 4, 1),
            contract_number="22/HĐ-SAMPLE",
            contract_day=date(2020, 4, 5),
            receipt="BB-01",
        ),
        support(5, product="non-medical-mask", pieces_pledged=20_000),
        support(6, kind="other-body", pieces_pledged=40_000),
        support(7, standing="proposed", agreement_number=None, agreement_day=None),
    )
    return consignment(support=rows)


def two_declarations() -> s.Dossier:
    """The same goods on two declarations of different size."""
    declarations = (
        s.Declaration(
            id="d1",
            number="300000000001",
            planned=DAY,
            lines=(s.DeclaredLine(id="x1", line="g1", pieces=1_000_000),),
        ),
        s.Declaration(
            id="d2",
            planned=DAY,
            lines=(
                s.DeclaredLine(id="x2", line="g1", pieces=2_200_000),
                s.DeclaredLine(id="x3", line="g2", pieces=3_200_000),
            ),
        ),
    )
    dossier = consignment()
    return replace(dossier, customs=replace(dossier.customs, declarations=declarations))


def with_long_names(dossier: s.Dossier) -> s.Dossier:
    """Names, addresses and texts as long as anybody types them."""
    name = "Công ty Trách nhiệm hữu hạn Một thành viên Thiết bị Y tế MẪU SAMPLE " * 3
    person = "Công Tằng Tôn Nữ Hoàng Mẫu Mẫu SAMPLE"
    office = "Phó Tổng Giám đốc phụ trách kinh doanh và xuất nhập khẩu, người đại diện MẪU"
    return replace(
        dossier,
        exporter=replace(
            dossier.exporter,
            name_local=name,
            name_english=name,
            address_local=name,
            address_english=name * 2,
            signatories=tuple(
                replace(one, name=person, position=office, position_english=office, scope=name * 9)
                for one in dossier.exporter.signatories
            ),
        ),
        parties=tuple(replace(one, name=name, address=name * 3) for one in dossier.parties),
        contract=replace(dossier.contract, number="HĐ" * 60, payment=name, incoterm_place=name),
        goods=tuple(
            replace(
                one,
                name_english=name,
                name_vietnamese=name,
                model="M" * 60,
                marks=name,
                standards=(name, name),
                pieces_declared=10**12,
                packages=10**9,
                net_kg=Decimal("123456789.125"),
                unit_price=Decimal("1234.567891"),
            )
            for one in dossier.goods
        ),
        support=tuple(
            replace(
                one,
                facility=name,
                province=name,
                address=name,
                representative=person,
                representative_position=office,
                received_by=person,
            )
            for one in dossier.support
        ),
        producers=tuple(
            replace(one, name_local=name, name_english=name, address=name)
            for one in dossier.producers
        ),
        customs=replace(
            dossier.customs, office=name, broker_scope=name * 9, vessel=name, gate=name
        ),
        evidence=tuple(
            replace(one, proves=name, file=f"{name}.pdf", original_at=name)
            for one in dossier.evidence
        ),
        certificates=tuple(
            replace(one, number="C" * 60, body=name, holder=name) for one in dossier.certificates
        ),
        destination=replace(dossier.destination, requirements=name * 40),
    )


def lots(count: int) -> tuple[s.Lot, ...]:
    return tuple(
        s.Lot(id=f"l{n}", number=f"LOT-{n:04}", produced=date(2020, 4, 2), pieces=1_000)
        for n in range(count)
    )


OVERLONG = {
    "200 lots": consignment(goods=(line(1, lots=lots(200)),)),
    "40 lines": consignment(goods=tuple(line(number) for number in range(1, 41))),
    "60 facilities": consignment(support=tuple(support(number) for number in range(1, 61))),
    "long names": with_long_names(consignment()),
    "long names in 12 lines": with_long_names(
        consignment(goods=tuple(line(number) for number in range(1, 13)))
    ),
    "nothing": s.Dossier(),
}
