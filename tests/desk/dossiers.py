"""Two small invented consignments that need nothing but what stands here to be made."""

import hashlib
from datetime import date

from maskdesk.dossier import sections as s

DAY = date(2020, 5, 6)
PRINT = "样例受罚厂 (SAMPLE)\n".encode()


def viet_nam(**changes: object) -> s.Dossier:
    """Surgical masks from Viet Nam after Resolution 60: nothing is held up."""
    fields: dict[str, object] = {
        "id": "SAMPLE-VN",
        "head": s.Head(reference="SAMPLE-VN-1", origin="VN"),
        "exporter": s.Exporter(
            name_local="CÔNG TY CỔ PHẦN MẪU (SAMPLE)",
            name_english="SAMPLE Masks JSC",
            tax_code="0100109106",
            address_local="Số 1 đường Mẫu, quận Mẫu, Hà Nội",
            address_english="1 Mau Street, Ha Noi, Viet Nam",
            place="Hà Nội",
            signatories=(
                s.Signatory(
                    id="director",
                    name="Nguyễn Thị Mẫu",
                    position="Giám đốc",
                    position_english="Director",
                    capacity="legal-representative",
                ),
            ),
        ),
        "contract": s.Contract(number="01/2020/HĐ-SAMPLE", signed=date(2020, 3, 5), type="sale"),
        "customs": s.Customs(declarations=(s.Declaration(id="d1", planned=DAY),)),
        "goods": (
            s.GoodsLine(
                id="g1",
                kind="medical-mask",
                use="medical",
                name_english="Surgical mask, three layers",
                name_vietnamese="Khẩu trang y tế ba lớp",
                model="SM-1",
                hs_origin="6307.90.40",
                standards=("TCVN 8389-1:2010",),
                pieces_declared=1_000_000,
            ),
        ),
        "destination": s.Destination(
            country="TH", exporter_answers_for_quality=True, exporter_supplies_on_request=True
        ),
    }
    return s.Dossier(**{**fields, **changes})  # type: ignore[arg-type]


def china(**changes: object) -> s.Dossier:
    """Non-medical KN95 under the Chinese standard: only the importer's signature is missing."""
    fields: dict[str, object] = {
        "id": "SAMPLE-CN",
        "head": s.Head(reference="SAMPLE-CN-1", origin="CN"),
        "exporter": s.Exporter(
            name_local="样例防护用品（苏州）有限公司",
            name_english="SAMPLE Protective Products (Suzhou) Co., Ltd.",
            customs_code="3205000001",
            signatories=(s.Signatory(id="s1", name="样例", position="法定代表人"),),
        ),
        "parties": (
            s.Party(
                id="i",
                roles=("buyer", "importer"),
                name="SAMPLE Importer Ltd.",
                address="1 Sample Road, Sampletown",
                country="TH",
            ),
            s.Party(id="c", roles=("consignor",), name="SAMPLE Protective Products"),
        ),
        "contract": s.Contract(number="SAMPLE-CN-1", signed=date(2020, 4, 27), type="sale"),
        "customs": s.Customs(declarations=(s.Declaration(id="d1", planned=DAY),)),
        "goods": (
            s.GoodsLine(
                id="g1",
                kind="respirator",
                use="daily",
                name_chinese="KN95 防护口罩",
                name_english="KN95 protective mask",
                model="KN-1",
                pack_wording="非医用 KN95 防护口罩",
                standards=("GB 2626-2006",),
                pieces_declared=750_000,
                producer="p1",
            ),
        ),
        "producers": (
            s.Producer(
                id="p1",
                name_local="样例口罩厂",
                name_english="SAMPLE Mask Works",
                code="91350100M000100Y43",
            ),
        ),
        "extracts": (
            s.Extract(
                id="x1",
                list="samr-sanctioned",
                keeper="SAMPLE",
                day=DAY,
                rows=(s.ListedName(id="n1", name="样例受罚厂"),),
                evidence=("print",),
            ),
        ),
        "evidence": (
            s.Evidence(
                id="print",
                file="list.txt",
                digest=hashlib.sha256(PRINT).hexdigest(),
                size=len(PRINT),
                media_type="text/plain",
                proves="List of sanctioned firms",
                kind="original",
            ),
        ),
        "destination": s.Destination(
            country="TH",
            standard_route="chinese",
            standards_agreed=("GB 2626-2006",),
            importer_accepts_standard=True,
            importer_no_medical_use=True,
        ),
    }
    return s.Dossier(**{**fields, **changes})  # type: ignore[arg-type]
