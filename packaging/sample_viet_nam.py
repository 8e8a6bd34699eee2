"""The samples of Viet Nam: the first consignment three times, processing, and export only."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from maskdesk.dossier import sections as d
from sample_evidence import Paper, pdf
from sample_firms import german_parties, vietnamese_exporter, vietnamese_parties
from sample_papers import (
    File,
    Sample,
    annex_evidence,
    authorisation_evidence,
    buyers_undertaking_evidence,
    certificate_evidence,
    cleanroom_evidence,
    contract_evidence,
    day_of,
    evidence,
    label_evidence,
    supply_evidence,
    support_evidence,
)
from sample_rows import (
    EN_2019,
    EN_2025,
    TCVN,
    laboratory,
    lots_of,
    machines,
    numbers,
    paper,
    usual_papers,
    wish,
)

# A row is filled like a paragraph, so that a whole dossier can be read.
# fmt: off

COMPOSITION = (
    "Outer layer spunbond polypropylene 25 g/m², filter meltblown polypropylene 25 g/m², "
    "inner layer spunbond polypropylene 25 g/m²; nose wire; ear loops without latex"
)

HAI_PHONG = "Chi cục Hải quan cửa khẩu cảng Hải Phòng (MẪU)"


def first_consignment(name: str) -> d.Dossier:
    """The goods of the first consignment as they stood on 2020-04-20."""
    exporter = vietnamese_exporter()
    day = date(2020, 4, 20)
    models = ("MS-3P", "MS-3P-R")
    lots = lots_of(
        "MS3P-2020-{n:02}", 1_000_000, 3,
        date(2020, 3, 24), date(2020, 3, 30), date(2020, 4, 4), date(2020, 4, 9),
    )
    strong_lots = lots_of(
        "MS3PR-2020-{n:02}", 800_000, 3,
        date(2020, 3, 27), date(2020, 4, 2), date(2020, 4, 8),
    )
    goods = (
        d.GoodsLine(
            id="g1", kind="medical-mask", use="medical", sterile=False, filter_class="Type II",
            fastening="ear-loops", model="MS-3P", brand="MAUMASK (SAMPLE)",
            name_english="Medical face mask, 3-ply, Type II, non-sterile",
            name_vietnamese="Khẩu trang y tế 3 lớp, loại II, không tiệt trùng",
            name_chinese="医用口罩，三层，II型，非无菌",
            pack_wording=(
                "MAUMASK (SAMPLE)  MS-3P\nMedizinische Gesichtsmaske, Typ II, unsteril\n"
                "Medical face mask, Type II, non-sterile\nEN 14683:2019+AC:2019  CE\n"
                "50 Stück / 50 pieces"
            ),
            ce_mark=True, hs_origin="6307.90.40", hs_origin_year=2017,
            hs_destination="6307.90.98", hs_destination_year=2020, country_of_origin="VN",
            standards=(TCVN, EN_2019), composition=COMPOSITION,
            export_only=False, pieces_ordered=4_000_000,
            pieces_declared=4_000_000, unit="C62", unit_price=Decimal("0.42"), package="CT",
            pieces_per_inner=50, pieces_per_carton=2_000, cartons_per_pallet=20, packages=2_000,
            net_kg=Decimal("12800.0"), gross_kg=Decimal("16400.0"), volume_m3=Decimal("154.000"),
            marks="MUSTER HAMBURG\nMS-3P\nC/NO. 1-2000\nMADE IN VIET NAM\nSAMPLE", producer="own",
            legal_manufacturer="maker", lots=lots,
        ),
        d.GoodsLine(
            id="g2", kind="medical-mask", use="medical", sterile=False, filter_class="Type IIR",
            fastening="ear-loops", model="MS-3P-R", brand="MAUMASK (SAMPLE)",
            name_english="Surgical face mask, 3-ply, Type IIR, splash resistant, non-sterile",
            name_vietnamese="Khẩu trang phẫu thuật 3 lớp, IIR, chống thấm, không tiệt trùng",
            name_chinese="外科口罩，三层，IIR型，防喷溅，非无菌",
            pack_wording=(
                "MAUMASK (SAMPLE)  MS-3P-R\nMedizinische Gesichtsmaske, Typ IIR, unsteril\n"
                "Surgical face mask, Type IIR, non-sterile\nEN 14683:2019+AC:2019  CE\n"
                "50 Stück / 50 pieces"
            ),
            ce_mark=True, hs_origin="6307.90.40", hs_origin_year=2017,
            hs_destination="6307.90.98", hs_destination_year=2020, country_of_origin="VN",
            standards=(TCVN, EN_2019), composition=COMPOSITION,
            export_only=False, pieces_ordered=2_400_000,
            pieces_declared=2_400_000, unit="C62", unit_price=Decimal("0.46"), package="CT",
            pieces_per_inner=50, pieces_per_carton=2_000, cartons_per_pallet=20, packages=1_200,
            net_kg=Decimal("8160.0"), gross_kg=Decimal("10320.0"), volume_m3=Decimal("92.400"),
            marks="MUSTER HAMBURG\nMS-3P-R\nC/NO. 2001-3200\nMADE IN VIET NAM\nSAMPLE",
            producer="partner", legal_manufacturer="maker", lots=strong_lots,
        ),
    )
    return d.Dossier(
        id=f"sample-{name}",
        head=d.Head(
            reference="SAMPLE-VN-2020-001", origin="VN",
            basis=("vn-2020-draft-mof", "vn-2020-draft-press"), languages=("vi", "en"), version=1,
            note="Invented for MaskDesk's samples: no such consignment exists.",
        ),
        exporter=exporter,
        parties=(
            *german_parties("DE999999999999999", "DE999999999999997"),
            *vietnamese_parties(exporter, "9990000018"),
        ),
        contract=d.Contract(
            number="01/2020/HĐXK-MẪU", type="sale", signed=date(2020, 4, 2),
            in_force=date(2020, 4, 2), pieces_ordered=5_000_000, tolerance=Decimal(2),
            incoterm="FCA", incoterm_place="Hai Phong, Viet Nam", currency="USD",
            value=Decimal("2784000.00"),
            payment="30 % in advance, 70 % against copies of the shipping documents",
            invoice_number="INV-2020-001",
            annexes=(
                d.ContractAnnex(
                    id="pl01", number="PL01", signed=date(2020, 4, 10), pieces_added=1_400_000
                ),
            ),
        ),
        shipments=(
            d.Shipment(
                id="s1", name="Call-off 1", state="planned", pieces=6_400_000,
                planned=date(2020, 4, 23), deliver_from=date(2020, 4, 20),
                deliver_until=date(2020, 5, 5), arrives=date(2020, 5, 29),
            ),
        ),
        customs=d.Customs(
            type_code="B11", office=HAI_PHONG,
            gate="Cảng Hải Phòng", port_of_loading="VNHPH", port_of_discharge="DEHAM",
            transport_document="SAMPLE-BL-2020-001", vessel="MV SAMPLE EXPRESS, voyage 012W",
            shipped=date(2020, 4, 23), arrives=date(2020, 5, 29),
            broker_authority="04/2020/HĐĐL-MẪU", broker_authority_day=date(2020, 2, 3),
            broker_authority_until=date(2020, 12, 31),
            broker_scope="Khai và làm thủ tục hải quan cho lô hàng này",
            declarations=(
                d.Declaration(
                    id="d1", state="planned", planned=day,
                    lines=(
                        d.DeclaredLine(id="l1", line="g1", pieces=4_000_000),
                        d.DeclaredLine(id="l2", line="g2", pieces=2_400_000),
                    ),
                ),
            ),
        ),
        goods=goods,
        producers=(
            d.Producer(
                id="own", name_local=exporter.name_local, name_english=exporter.name_english,
                code=exporter.tax_code, address=exporter.address_local, province="Bắc Giang",
                country="VN", relation="own", cleanroom_class="ISO 14644-1, class 8",
                cleanroom_report="PS-2020-011 (MẪU)", cleanroom_until=date(2021, 1, 31),
                opening_stock=2_600_000, opening_day=date(2020, 4, 6),
                lines=machines(
                    "medical-mask",
                    ("Dây chuyền 1", 110_000, date(2020, 2, 10)),
                    ("Dây chuyền 2", 110_000, date(2020, 3, 2)),
                    ("Dây chuyền 3", 90_000, date(2020, 4, 13)),
                ),
                bought_in=(
                    d.BoughtIn(
                        id="b1", source="SAMPLE Garment No. 2 JSC", kind="medical-mask",
                        pieces=300_000, day=date(2020, 4, 14),
                    ),
                ),
                commitments=(
                    d.Commitment(
                        id="c1", to="SAMPLE Pharmacies Co., Ltd.", kind="medical-mask",
                        pieces=400_000, day=date(2020, 4, 17),
                    ),
                ),
            ),
            d.Producer(
                id="partner", name_local="CÔNG TY CỔ PHẦN MAY MẪU SỐ HAI",
                name_english="SAMPLE Garment No. 2 JSC", code="9990000025",
                address="Lô M2, Cụm công nghiệp Mẫu, huyện Mẫu, tỉnh Bắc Ninh",
                province="Bắc Ninh", country="VN", relation="toll",
                authorisation_number="02/2020/UQ-MẪU", authorisation_day=date(2020, 3, 9),
                cleanroom_class="ISO 14644-1, class 8", cleanroom_report="PS-2020-019 (MẪU)",
                cleanroom_until=date(2021, 2, 28), opening_stock=1_700_000,
                opening_day=date(2020, 4, 6),
                lines=machines(
                    "medical-mask",
                    ("Dây chuyền A", 80_000, date(2020, 3, 16)),
                    ("Dây chuyền B", 60_000, date(2020, 3, 23)),
                ),
                commitments=(
                    d.Commitment(
                        id="c1", to="SAMPLE Masks No. 1 Co., Ltd.", kind="medical-mask",
                        pieces=300_000, day=date(2020, 4, 14),
                    ),
                ),
            ),
        ),
        support=(
            d.Support(
                id="hospital", facility="Bệnh viện Đa khoa MẪU số 1", kind="health-facility",
                province="Bắc Giang", basis="won-bid", award_number="15/QĐ-BVM",
                award_day=date(2020, 3, 18), contract_number="07/2020/HĐMB-MẪU",
                contract_day=date(2020, 3, 20), product="medical-mask", pieces_pledged=720_000,
                pieces_delivered=480_000, delivered=date(2020, 4, 8), receipt="BBGN-01/2020-MẪU",
                declaration="d1", standing="agreed",
                address="Số 1 đường Mẫu, thành phố Bắc Giang, tỉnh Bắc Giang",
                representative="Phạm Thị Mẫu", representative_position="Giám đốc",
                received_by="Đỗ Văn Mẫu", lots=("NĐ-2020-01", "NĐ-2020-02"),
                evidence=("award-hospital", "purchase-hospital", "receipt-hospital"),
            ),
            d.Support(
                id="centre", facility="Trung tâm Y tế MẪU", kind="health-facility",
                province="Bắc Giang", basis="agreement", agreement_number="01/2020/TTHT-MẪU",
                agreement_day=date(2020, 4, 9), product="medical-mask", pieces_pledged=500_000,
                pieces_delivered=250_000, delivered=date(2020, 4, 15), receipt="BBGN-02/2020-MẪU",
                declaration="d1", standing="agreed",
                address="Số 2 đường Mẫu, huyện Mẫu, tỉnh Bắc Giang",
                representative="Hoàng Văn Mẫu", representative_position="Giám đốc",
                received_by="Bùi Thị Mẫu", lots=("NĐ-2020-03",),
                evidence=("agreement-centre", "receipt-centre"),
            ),
            d.Support(
                id="ward", facility="Trạm Y tế phường MẪU", kind="health-facility",
                province="Bắc Giang", basis="agreement", agreement_number="02/2020/TTHT-MẪU",
                agreement_day=date(2020, 4, 10), product="medical-mask", pieces_pledged=40_000,
                pieces_delivered=40_000, delivered=date(2020, 4, 16), receipt="BBGN-03/2020-MẪU",
                declaration="d1", standing="agreed",
                address="Số 3 đường Mẫu, phường Mẫu, tỉnh Bắc Giang",
                representative="Vũ Thị Mẫu", representative_position="Trưởng trạm",
                received_by="Vũ Thị Mẫu", lots=("NĐ-2020-04",),
                evidence=("agreement-ward", "receipt-ward"),
            ),
            d.Support(
                id="rehabilitation", facility="Bệnh viện Phục hồi chức năng MẪU",
                kind="health-facility", province="Bắc Ninh", basis="agreement",
                agreement_number="03/2020/TTHT-MẪU", agreement_day=date(2020, 4, 10),
                product="medical-mask", pieces_pledged=20_000, pieces_delivered=20_000,
                delivered=date(2020, 4, 16), receipt="BBGN-04/2020-MẪU", declaration="d1",
                standing="agreed",
                address="Số 4 đường Mẫu, thành phố Mẫu, tỉnh Bắc Ninh",
                representative="Ngô Văn Mẫu", representative_position="Giám đốc",
                received_by="Dương Thị Mẫu", lots=("NĐ-2020-04",),
                evidence=("agreement-rehabilitation", "receipt-rehabilitation"),
            ),
        ),
        output=d.Output(
            period_from=date(2020, 2, 10), period_until=date(2020, 4, 19), level="firm",
            why=(
                "Từ ngày chạy dây chuyền đầu tiên đến ngày trước khi khai hải quan; "
                "văn bản không nêu kỳ tính."
            ),
            pieces_made=13_720_000, pieces_kept=5_100_000,
        ),
        certificates=(
            d.Certificate(
                id="conformity", scheme="declaration-of-conformity",
                number="DoC-MS-2020-01 (SAMPLE)", body=exporter.name_english,
                holder=exporter.name_english, models=models, standards=(EN_2019,),
                issued=date(2020, 3, 20), goods=("g1", "g2"),
                links=("report-1", "report-2", "quality"), evidence=("conformity",),
            ),
            d.Certificate(
                id="report-1", scheme="test-report", number="TL-2020-0101 (SAMPLE)",
                body="SAMPLE Mask Laboratory", body_id="SAMPLE-LAB-0001",
                holder=exporter.name_english, models=("MS-3P",), standards=(TCVN, EN_2019),
                issued=date(2020, 4, 16), goods=("g1",),
                lots=numbers(lots), links=("laboratory",),
                evidence=("report-1",),
            ),
            d.Certificate(
                id="report-2", scheme="test-report", number="TL-2020-0102 (SAMPLE)",
                body="SAMPLE Mask Laboratory", body_id="SAMPLE-LAB-0001",
                holder="SAMPLE Garment No. 2 JSC", models=("MS-3P-R",), standards=(TCVN, EN_2019),
                issued=date(2020, 4, 17), goods=("g2",),
                lots=numbers(strong_lots), links=("laboratory",),
                evidence=("report-2",),
            ),
            laboratory(date(2019, 6, 3), date(2022, 6, 2), date(2020, 4, 17)),
            d.Certificate(
                id="quality", scheme="iso-13485", number="SAMPLE-13485-0001",
                body="SAMPLE Certification Body", holder=exporter.name_english, models=models,
                standards=("ISO 13485:2016",), issued=date(2019, 9, 16),
                expires=date(2022, 9, 15),
                looked_up_at="Register of the SAMPLE Certification Body",
                looked_up=date(2020, 4, 17), goods=("g1", "g2"), evidence=("quality",),
            ),
            d.Certificate(
                id="circulation", scheme="circulation-number", number="200000001/PCBA-MẪU",
                body="Sở Y tế (MẪU)", holder=exporter.name_local, models=models,
                standards=(TCVN,), issued=date(2020, 3, 11),
                looked_up_at="Cổng công bố trang thiết bị y tế (MẪU)",
                looked_up=date(2020, 4, 17), goods=("g1", "g2"), evidence=("circulation",),
            ),
            d.Certificate(
                id="production", scheme="production-declaration", number="200000001/PCBSX-MẪU",
                body="Sở Y tế (MẪU)", holder=exporter.name_local, models=models,
                issued=date(2020, 3, 5), goods=("g1", "g2"), evidence=("production",),
            ),
        ),
        destination=d.Destination(
            country="DE", placed_on_market=date(2020, 6, 3), public_purchase=False,
            standards_agreed=(EN_2019,),
            requirements=(
                "Medical face masks of class I, non-sterile, CE marked under Directive 93/42/EEC, "
                "EN 14683:2019+AC:2019 Type II and Type IIR, with labels in German and English."
            ),
            importer_accepts_standard=True, exporter_answers_for_quality=True,
            exporter_supplies_on_request=True, label_languages=("de", "en"), label_checked=True,
        ),
        papers=(
            paper(
                "vn-domestic-support",
                "12/2020/CV-MẪU",
                day,
                f"Bộ Y tế\n{HAI_PHONG}",
                place="Bắc Giang", copies=3, finish="ink",
            ),
            *usual_papers(
                day, "Bắc Giang", "Muster Medizinbedarf GmbH (SAMPLE)", "2020-001", HAI_PHONG
            ),
        ),
    )


def first_files(dossier: d.Dossier) -> tuple[File, ...]:
    """The evidence of the first consignment."""
    own, *partners = dossier.producers
    return (
        contract_evidence(dossier),
        *((annex_evidence(dossier),) if dossier.contract.annexes else ()),
        buyers_undertaking_evidence(
            dossier,
            (
                f"We accept the quality standard {EN_2019} for the masks of this contract.",
                "We import the goods, keep the maker's papers, and supply them to clinics.",
            ),
        ),
        authorisation_evidence(dossier, "vi"),
        cleanroom_evidence(own, 1, "vi"),
        *(file for one in partners for file in partner_evidence(dossier, one)),
        *support_evidence(dossier),
        certificate_evidence(
            dossier,
            "conformity",
            "declaration-of-conformity.pdf",
            "EU declaration of conformity",
            (
                "We declare under our sole responsibility that these non-sterile class I medical "
                "devices conform to Directive 93/42/EEC. Bắc Giang, 20 March 2020.",
                "Authorised representative: Beispiel EU-Vertretung GmbH (SAMPLE), Hamburg.",
            ),
            kind="certified-copy",
        ),
        certificate_evidence(
            dossier,
            "report-1",
            "test-report-ms-3p.pdf",
            "Test report: filtration, breathing resistance, cleanliness",
            (
                "BFE 98.6 to 99.1 %; differential pressure 29 to 33 Pa/cm²; 12 CFU/g. Passed.",
            ),
        ),
        certificate_evidence(
            dossier, "laboratory", "laboratory-accreditation.pdf", "Accreditation of the laboratory"
        ),
        certificate_evidence(
            dossier, "quality", "iso-13485.pdf", "Certificate of the quality management system"
        ),
        certificate_evidence(
            dossier,
            "circulation",
            "circulation-number.pdf",
            "PHIẾU TIẾP NHẬN HỒ SƠ CÔNG BỐ TIÊU CHUẨN ÁP DỤNG",
            language="vi",
        ),
        certificate_evidence(
            dossier,
            "production",
            "production-declaration.pdf",
            "PHIẾU TIẾP NHẬN HỒ SƠ CÔNG BỐ ĐỦ ĐIỀU KIỆN SẢN XUẤT",
            language="vi",
        ),
        *label_evidence(dossier),
    )


def support_papers(dossier: d.Dossier) -> tuple[d.Paper, ...]:
    """An agreement and minutes for each facility; number and day stand in its own row."""
    agreements = (
        wish(
            "vn-support-agreement", None, subject=f"support[{row.id}]",
            place="Bắc Giang", originals=2, copies=1, finish="ink",
        )
        for row in dossier.support
        if row.basis == "agreement"
    )
    minutes = (
        wish(
            "vn-handover-minutes", None, subject=f"support[{row.id}]",
            place=str(row.province), originals=2, copies=1, signatory="deputy", finish="ink",
        )
        for row in dossier.support
    )
    return (*agreements, *minutes)


def set_papers(day: date, series: str, place: str) -> tuple[d.Paper, ...]:
    """The papers about the whole set, and the authorities behind it."""
    return (
        wish(
            "authority-to-sign", None, subject="exporter.signatories[deputy]", place=place,
            recipients=("Ngân hàng MẪU",), originals=2, finish="ink",
        ),
        wish("broker-authority", None, place=place, originals=2),
        wish(
            "copies-cover", day, f"BS-{series}", place=place, addressee=HAI_PHONG,
            recipients=("Như trên",), finish="ink",
        ),
    )


def partner_evidence(dossier: d.Dossier, partner: d.Producer) -> tuple[File, ...]:
    """The evidence of the firm that makes the second goods line."""
    return (
        supply_evidence(dossier, partner, "vi"),
        cleanroom_evidence(partner, 2, "vi"),
        certificate_evidence(
            dossier,
            "report-2",
            "test-report-ms-3p-r.pdf",
            "Test report: filtration, breathing resistance, splash resistance, cleanliness",
            (
                "BFE 98.9 to 99.3 %; differential pressure 38 to 44 Pa/cm²; splash resistance "
                "at least 16.0 kPa; at most 9 CFU/g. Passed.",
            ),
        ),
    )


def viet_nam_2020_04_20(name: str) -> Sample:
    """Support over four facilities, exactly a fifth of what is declared."""
    dossier = first_consignment(name)
    dossier = replace(
        dossier,
        papers=(
            *dossier.papers,
            *support_papers(dossier),
            *set_papers(date(2020, 4, 20), "2020-001", "Bắc Giang"),
            wish(
                "vn-capacity-report", date(2020, 4, 20), "13/2020/BC-MẪU",
                place="Bắc Giang", addressee="Bộ Y tế\nSở Công Thương (MẪU)",
                recipients=("Như trên",), originals=2, finish="ink",
            ),
        ),
    )
    return Sample(dossier, date(2020, 4, 20), first_files(dossier), {})


def viet_nam_2020_04_20_short(name: str) -> Sample:
    """The same, but one row is of cloth masks and one body is no health facility.

    The partner still owes the report on its last lot, and is asked for it.
    """
    dossier = first_consignment(name)
    hospital, centre, ward, _ = dossier.support
    union = replace(
        dossier.support[3],
        id="union", facility="Công đoàn Khu công nghiệp MẪU", kind="other-body",
        province="Bắc Giang", evidence=("agreement-union", "receipt-union"),
    )
    cloth = replace(ward, product="non-medical-mask")
    dossier = replace(
        dossier,
        head=replace(dossier.head, reference="SAMPLE-VN-2020-002"),
        support=(hospital, centre, cloth, union),
        certificates=tuple(
            replace(one, lots=numbers(dossier.goods[1].lots[:-1])) if one.id == "report-2" else one
            for one in dossier.certificates
        ),
        papers=(
            *dossier.papers,
            wish(
                "producer-request", date(2020, 4, 20), "15/2020/CV-MẪU",
                subject="producers[partner]", place="Bắc Giang",
            ),
        ),
    )
    return Sample(dossier, date(2020, 4, 20), first_files(dossier), {})


def viet_nam_2020_05_06(name: str) -> Sample:
    """The first consignment, declared after Resolution 60: the demonstration."""
    dossier = first_consignment(name)
    day, buyer = date(2020, 5, 6), "Muster Medizinbedarf GmbH (SAMPLE)"
    dossier = replace(
        dossier,
        head=replace(
            dossier.head,
            reference="SAMPLE-VN-2020-003", basis=(),
            note=(
                "Invented for MaskDesk's samples: no such consignment exists. "
                "Held back on 20 April 2020, declared after Resolution 60."
            ),
        ),
        contract=replace(dossier.contract, invoice_number="INV-2020-003"),
        shipments=(
            replace(
                dossier.shipments[0],
                planned=date(2020, 5, 8), deliver_until=date(2020, 5, 20),
                arrives=date(2020, 6, 12),
            ),
        ),
        customs=replace(
            dossier.customs,
            transport_document="SAMPLE-BL-2020-003", vessel="MV SAMPLE EXPRESS, voyage 014W",
            shipped=date(2020, 5, 8), arrives=date(2020, 6, 12),
            declarations=(replace(dossier.customs.declarations[0], planned=day),),
        ),
        output=replace(
            dossier.output,
            period_until=date(2020, 5, 5),
            why="Từ ngày chạy dây chuyền đầu tiên đến ngày trước khi khai hải quan.",
            pieces_made=18_680_000, pieces_kept=6_300_000, reserve_pieces=46_100_000,
            reserve_day=date(2020, 4, 24),
            reserve_source="Press reports of the meeting of 24 April 2020",
        ),
        destination=replace(dossier.destination, placed_on_market=date(2020, 6, 17)),
        papers=(
            paper(
                "vn-undertaking",
                "21/2020/CK-MẪU",
                day,
                "Bộ Y tế\nBộ Công Thương",
                place="Bắc Giang", copies=3,
            ),
            *usual_papers(
                day, "Bắc Giang", buyer, "2020-003", HAI_PHONG, clerk="director"
            ),
            *support_papers(dossier),
            *set_papers(day, "2020-003", "Bắc Giang"),
        ),
    )
    return Sample(dossier, day, first_files(dossier), {})


def viet_nam_2020_04_20_aid(name: str) -> Sample:
    """Aid that the State ordered: the exporter asks for the licence of Resolution 20."""
    dossier, day = first_consignment(name), date(2020, 4, 20)
    pieces = 200_000
    line = dossier.goods[0]
    line = replace(
        line, pieces_ordered=pieces, pieces_declared=pieces, packages=100,
        net_kg=Decimal("640.0"), gross_kg=Decimal("820.0"), volume_m3=Decimal("7.700"),
        marks="MUSTER HAMBURG\nMS-3P\nC/NO. 1-100\nMADE IN VIET NAM\nSAMPLE",
        lots=lots_of("MS3P-2020-{n:02}", pieces, 3, date(2020, 4, 9)),
    )
    certificates = tuple(
        replace(one, goods=("g1",), models=("MS-3P",), links=_without_partner(one.links))
        if one.goods
        else one
        for one in dossier.certificates
        if one.id != "report-2"
    )
    certificates = tuple(
        replace(one, lots=numbers(line.lots)) if one.id == "report-1" else one
        for one in certificates
    )
    dossier = replace(
        dossier,
        head=replace(dossier.head, reference="SAMPLE-VN-2020-004", basis=()),
        contract=replace(
            dossier.contract,
            number="02/2020/VT-MẪU", type="aid", pieces_ordered=pieces, annexes=(),
            value=Decimal("84000.00"), payment="Aid: value for customs only",
            invoice_number="INV-2020-004",
            assignment=d.Assignment(
                issuer="Văn phòng Chính phủ (MẪU)", number="00/TB-VPCP-MẪU",
                day=date(2020, 4, 15),
            ),
        ),
        shipments=(replace(dossier.shipments[0], pieces=pieces),),
        customs=replace(
            dossier.customs,
            transport_document="SAMPLE-BL-2020-004",
            declarations=(
                replace(
                    dossier.customs.declarations[0],
                    lines=(d.DeclaredLine(id="l1", line="g1", pieces=pieces),),
                ),
            ),
        ),
        goods=(line,), producers=dossier.producers[:1], certificates=certificates,
        output=replace(dossier.output, pieces_kept=10_400_000),
        papers=(
            paper(
                "vn-export-request",
                "14/2020/CV-MẪU",
                day,
                "Bộ Y tế (Vụ Trang thiết bị và Công trình y tế)",
                place="Bắc Giang", recipients=("Như trên",), finish="ink",
            ),
            *usual_papers(
                day, "Bắc Giang", "Muster Medizinbedarf GmbH (SAMPLE)", "2020-004", HAI_PHONG
            ),
        ),
    )
    files = (*first_files(dossier), assignment_evidence(dossier))
    sent = "Đã gửi Bộ Y tế công văn và bản sao thông báo ngày 20/4/2020, chờ trả lời. (MẪU)"
    return Sample(dossier, day, files, {"vn-2020-qd868/application": sent})


def _without_partner(links: object) -> tuple[str, ...]:
    return tuple(one for one in links if one != "report-2") if isinstance(links, tuple) else ()


def assignment_evidence(dossier: d.Dossier) -> File:
    """The notice by which the State orders the aid."""
    assignment = dossier.contract.assignment
    drawn = Paper(
        issuer=str(assignment.issuer),
        title="THÔNG BÁO GIAO NHIỆM VỤ XUẤT KHẨU HÀNG VIỆN TRỢ",
        rows=(
            ("Số", str(assignment.number)),
            ("Ngày", day_of(assignment.day)),
            ("Đơn vị thực hiện", str(dossier.exporter.name_local)),
            ("Số lượng", f"{dossier.contract.pieces_ordered} chiếc"),
        ),
        signed=(str(assignment.issuer),),
    )
    return evidence(
        "assignment", "assignment.pdf", pdf(drawn), "The State orders the aid", "vi",
        kind="certified-copy",
    )


def viet_nam_2020_04_10_processing(name: str) -> Sample:
    """Masks processed under a contract older than 1 March 2020."""
    day, buyer = date(2020, 4, 10), "SAMPLE Filtration Supply Inc."
    lots = lots_of(
        "FS3-2020-{n:02}", 500_000, 3,
        date(2020, 3, 16), date(2020, 3, 22), date(2020, 3, 27), date(2020, 4, 2),
    )
    exporter = vietnamese_exporter(
        name_local="CÔNG TY TNHH GIA CÔNG MẪU SỐ BA",
        name_english="SAMPLE Processing No. 3 Co., Ltd.", tax_code="9990000032",
        customs_code="9990000032",
        address_local="Lô M3, Khu công nghiệp Mẫu, thị xã Mẫu, tỉnh Bình Dương",
        address_english="Lot M3, SAMPLE Industrial Park, Binh Duong Province, Viet Nam",
        place="Bình Dương", email="export@sample-processing-3.example",
        investment_certificate="MẪU-0003/GCNĐT", investment_certificate_day=date(2018, 8, 20),
    )
    maker, broker = vietnamese_parties(exporter, "9990000032")
    dossier = d.Dossier(
        id=f"sample-{name}",
        head=d.Head(
            reference="SAMPLE-VN-2020-011", origin="VN", languages=("vi", "en"), version=1,
            note="Invented for MaskDesk's samples: no such consignment exists.",
        ),
        exporter=exporter,
        parties=(
            d.Party(
                id="principal",
                roles=("buyer", "importer", "processing-principal", "legal-manufacturer"),
                name=buyer, address="100 Sample Street, Sampletown, CA 90000, USA", country="US",
                identifier="SAMPLE-FEI-0001", contact="Pat Sample",
                email="supply@sample-filtration.example", phone="+1 000 000 0000",
            ),
            d.Party(
                id="warehouse", roles=("consignee", "notify-party"),
                name="SAMPLE Medical Warehouse LLC",
                address="200 Sample Avenue, Sampletown, CA 90000, USA", country="US",
                contact="Alex Sample", email="inbound@sample-warehouse.example",
                phone="+1 000 000 0001",
            ),
            d.Party(
                id="hospitals", roles=("end-user",), name="SAMPLE Hospital Group",
                address="300 Sample Boulevard, Sampletown, CA 90000, USA", country="US",
                contact="Robin Sample", email="purchasing@sample-hospitals.example",
                phone="+1 000 000 0002",
            ),
            replace(maker, roles=("consignor",)),
            broker,
        ),
        contract=d.Contract(
            number="03/2020/HĐGC-MẪU", type="processing", signed=date(2020, 2, 20),
            in_force=date(2020, 2, 24), pieces_ordered=2_000_000, tolerance=Decimal(1),
            incoterm="FCA", incoterm_place="Ho Chi Minh City, Viet Nam", currency="USD",
            value=Decimal("170000.00"), payment="Processing fee, 30 days after receipt",
            invoice_number="INV-2020-011",
        ),
        shipments=(
            d.Shipment(
                id="s1", name="Call-off 1", state="planned", pieces=2_000_000,
                planned=date(2020, 4, 12), deliver_from=date(2020, 4, 10),
                deliver_until=date(2020, 4, 20), arrives=date(2020, 4, 14),
            ),
        ),
        customs=d.Customs(
            type_code="E52", office="Chi cục Hải quan quản lý hàng gia công (MẪU)",
            gate="Sân bay quốc tế Tân Sơn Nhất", port_of_loading="VNSGN",
            port_of_discharge="USLAX", transport_document="SAMPLE-AWB-2020-011",
            vessel="Charter flight SAMPLE 011", shipped=date(2020, 4, 12),
            arrives=date(2020, 4, 14),
            broker_authority="04/2020/HĐĐL-MẪU", broker_authority_day=date(2020, 2, 3),
            broker_authority_until=date(2020, 12, 31),
            broker_scope="Khai và làm thủ tục hải quan cho lô hàng này",
            declarations=(
                d.Declaration(
                    id="d1", state="planned", planned=day,
                    lines=(d.DeclaredLine(id="l1", line="g1", pieces=2_000_000),),
                ),
            ),
        ),
        goods=(
            d.GoodsLine(
                id="g1", kind="medical-mask", use="medical", sterile=False,
                filter_class="ASTM Level 1", fastening="ear-loops", model="FS-3",
                brand="FILTRA (SAMPLE)",
                name_english="Surgical mask, 3-ply, ear loops, non-sterile",
                name_vietnamese="Khẩu trang phẫu thuật 3 lớp, quai đeo tai, không tiệt trùng",
                name_chinese="外科口罩，三层，耳挂式，非无菌",
                pack_wording=(
                    "FILTRA (SAMPLE)  FS-3\nSurgical mask, ASTM F2100-19 Level 1, non-sterile\n"
                    "Body contacting: polypropylene. Not NIOSH approved.\n"
                    "This mask has not been FDA cleared or approved.\n50 pieces. Made in Viet Nam"
                ),
                ce_mark=False, hs_origin="6307.90.40", hs_origin_year=2017,
                hs_destination="6307.90.98.89", hs_destination_year=2020, country_of_origin="VN",
                standards=(TCVN, "ASTM F2100-19"), composition=COMPOSITION,
                export_only=True, pieces_ordered=2_000_000,
                pieces_declared=2_000_000, unit="C62", unit_price=Decimal("0.085"), package="CT",
                pieces_per_inner=50, pieces_per_carton=2_000, cartons_per_pallet=20,
                packages=1_000, net_kg=Decimal("6300.0"), gross_kg=Decimal("8100.0"),
                volume_m3=Decimal("77.000"),
                marks="SFS LOS ANGELES\nFS-3\nC/NO. 1-1000\nMADE IN VIET NAM\nSAMPLE",
                producer="own", legal_manufacturer="principal", lots=lots,
            ),
        ),
        producers=(
            d.Producer(
                id="own", name_local=exporter.name_local, name_english=exporter.name_english,
                code=exporter.tax_code, address=exporter.address_local, province="Bình Dương",
                country="VN", relation="own", cleanroom_class="ISO 14644-1, class 8",
                cleanroom_report="PS-2020-031 (MẪU)", cleanroom_until=date(2021, 2, 15),
                opening_stock=1_900_000, opening_day=date(2020, 4, 1),
                lines=machines(
                    "medical-mask",
                    ("Dây chuyền 1", 45_000, date(2020, 3, 2)),
                    ("Dây chuyền 2", 45_000, date(2020, 3, 9)),
                ),
                bought_in=(
                    d.BoughtIn(
                        id="b1", source="SAMPLE Garment No. 2 JSC", kind="medical-mask",
                        pieces=50_000, day=date(2020, 4, 3),
                    ),
                ),
                commitments=(
                    d.Commitment(
                        id="c1", to="SAMPLE Pharmacies Co., Ltd.", kind="medical-mask",
                        pieces=200_000, day=date(2020, 4, 9),
                    ),
                ),
            ),
        ),
        support=(
            d.Support(
                id="centre", facility="Trung tâm Y tế MẪU số 3", kind="health-facility",
                province="Bình Dương", basis="agreement", agreement_number="04/2020/TTHT-MẪU",
                agreement_day=date(2020, 3, 30), product="medical-mask", pieces_pledged=100_000,
                pieces_delivered=100_000, delivered=date(2020, 4, 6), receipt="BBGN-11/2020-MẪU",
                declaration="d1", standing="agreed",
                address="Số 5 đường Mẫu, thị xã Mẫu, tỉnh Bình Dương",
                representative="Đặng Thị Mẫu", representative_position="Giám đốc",
                received_by="Hồ Văn Mẫu", lots=("NĐ-2020-11",),
                evidence=("agreement-centre", "receipt-centre"),
            ),
        ),
        output=d.Output(
            period_from=date(2020, 3, 2), period_until=date(2020, 4, 9), level="firm",
            why="Từ ngày chạy dây chuyền đầu tiên đến ngày trước khi khai hải quan.",
            pieces_made=3_195_000, pieces_kept=300_000,
        ),
        certificates=(
            d.Certificate(
                id="report-1", scheme="test-report", number="TL-2020-0311 (SAMPLE)",
                body="SAMPLE Mask Laboratory", body_id="SAMPLE-LAB-0001",
                holder=exporter.name_english, models=("FS-3",), standards=(TCVN, "ASTM F2100-19"),
                issued=date(2020, 4, 8), goods=("g1",),
                lots=numbers(lots), links=("laboratory",),
                evidence=("report-1",),
            ),
            laboratory(date(2019, 6, 3), date(2022, 6, 2), date(2020, 4, 8)),
            d.Certificate(
                id="clearance", scheme="fda-510k", holder=buyer, models=("FS-3",), goods=("g1",),
                not_available="The principal sells under the enforcement policy of March 2020.",
            ),
            d.Certificate(
                id="production", scheme="production-declaration", number="200000003/PCBSX-MẪU",
                body="Sở Y tế (MẪU)", holder=exporter.name_local, models=("FS-3",),
                issued=date(2020, 2, 28), goods=("g1",), evidence=("production",),
            ),
        ),
        destination=d.Destination(
            country="US", placed_on_market=date(2020, 4, 17), public_purchase=False,
            standards_agreed=("ASTM F2100-19",),
            requirements=(
                "Surgical masks sold without 510(k) under the FDA's enforcement policy, labelled "
                "truthfully; ASTM F2100-19 Level 1."
            ),
            importer_accepts_standard=True, exporter_answers_for_quality=True,
            exporter_supplies_on_request=True, label_languages=("en",), label_checked=True,
        ),
        papers=usual_papers(
            day, "Bình Dương", buyer, "2020-011",
            "Chi cục Hải quan quản lý hàng gia công (MẪU)",
        ),
    )
    files = (
        contract_evidence(dossier),
        buyers_undertaking_evidence(
            dossier,
            (
                "We supply fabric and design for these masks and take all of them back.",
                "We sell them in the United States as surgical masks that are not FDA cleared.",
            ),
        ),
        authorisation_evidence(dossier, "vi"),
        cleanroom_evidence(dossier.producers[0], 1, "vi"),
        *support_evidence(dossier),
        certificate_evidence(
            dossier,
            "report-1",
            "test-report-fs-3.pdf",
            "Test report: ASTM F2100-19 Level 1",
            (
                "BFE 97.4 to 98.2 %; PFE 96.8 to 97.5 %; pressure 3.1 to 3.4 mm H2O/cm²; "
                "synthetic blood 80 mmHg passed; flammability class 1.",
            ),
        ),
        certificate_evidence(
            dossier, "laboratory", "laboratory-accreditation.pdf", "Accreditation of the laboratory"
        ),
        certificate_evidence(
            dossier,
            "production",
            "production-declaration.pdf",
            "PHIẾU TIẾP NHẬN HỒ SƠ CÔNG BỐ ĐỦ ĐIỀU KIỆN SẢN XUẤT",
            language="vi",
        ),
        *label_evidence(dossier),
    )
    return Sample(dossier, day, files, {})


def viet_nam_2026_11_24(name: str) -> Sample:
    """Surgical masks for export only, under Decree 98 and the MDR."""
    day, buyer = date(2026, 11, 24), "Muster Medizinbedarf GmbH (SAMPLE)"
    lots = lots_of(
        "MS5-2026-{n:02}", 400_000, 5,
        date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26),
    )
    exporter = vietnamese_exporter(
        name_local="CÔNG TY CỔ PHẦN THIẾT BỊ Y TẾ MẪU SỐ NĂM",
        name_english="SAMPLE Medical Devices No. 5 JSC", tax_code="9990000057",
        customs_code="9990000057",
        address_local="Lô M5, Khu công nghiệp Mẫu, phường Mẫu, tỉnh Bắc Ninh",
        address_english="Lot M5, SAMPLE Industrial Park, Bac Ninh Province, Viet Nam",
        place="Bắc Ninh", email="export@sample-devices-5.example",
        investment_certificate="MẪU-0005/GCNĐT", investment_certificate_day=date(2021, 3, 15),
        investment_certificate_issuer="Sở Tài chính (MẪU)",
    )
    director, deputy = exporter.signatories
    exporter = replace(
        exporter,
        signatories=(
            director,
            replace(
                deputy,
                authorisation_number="05/2026/GUQ-MẪU", authorisation_day=date(2026, 1, 5),
                until=date(2026, 12, 31),
            ),
        ),
    )
    models = ("MS-5R",)
    dossier = d.Dossier(
        id=f"sample-{name}",
        head=d.Head(
            reference="SAMPLE-VN-2026-001", origin="VN", languages=("vi", "en"), version=1,
            note="Invented for MaskDesk's samples: no such consignment exists.",
        ),
        exporter=exporter,
        parties=(
            *german_parties("DE-IM-999999999", "DE-AR-999999999"),
            *vietnamese_parties(exporter, "VN-MF-999999999"),
        ),
        contract=d.Contract(
            number="05/2026/HĐXK-MẪU", type="sale", signed=date(2026, 9, 28),
            in_force=date(2026, 10, 1), pieces_ordered=1_200_000, tolerance=Decimal(1),
            incoterm="CIP", incoterm_place="Hamburg, Germany", currency="EUR",
            value=Decimal("42000.00"), payment="60 days after the transport document",
            invoice_number="INV-2026-001",
        ),
        shipments=(
            d.Shipment(
                id="s1", name="Call-off 1", state="planned", pieces=1_200_000,
                planned=date(2026, 11, 27), deliver_from=date(2026, 11, 23),
                deliver_until=date(2026, 12, 4), arrives=date(2027, 1, 6),
            ),
        ),
        customs=d.Customs(
            type_code="B11", office="Hải quan cửa khẩu cảng Hải Phòng (MẪU)",
            gate="Cảng Hải Phòng", port_of_loading="VNHPH", port_of_discharge="DEHAM",
            transport_document="SAMPLE-BL-2026-001", vessel="MV SAMPLE EXPRESS, voyage 108W",
            shipped=date(2026, 11, 27), arrives=date(2027, 1, 6),
            broker_authority="04/2026/HĐĐL-MẪU", broker_authority_day=date(2026, 1, 12),
            broker_authority_until=date(2026, 12, 31),
            broker_scope="Khai và làm thủ tục hải quan cho lô hàng này",
            declarations=(
                d.Declaration(
                    id="d1", state="planned", planned=day,
                    lines=(d.DeclaredLine(id="l1", line="g1", pieces=1_200_000),),
                ),
            ),
        ),
        goods=(
            d.GoodsLine(
                id="g1", kind="medical-mask", use="medical", sterile=False,
                filter_class="Type IIR", fastening="ear-loops", model="MS-5R",
                brand="MAUMASK (SAMPLE)",
                name_english="Surgical face mask, 3-ply, Type IIR, splash resistant, non-sterile",
                name_vietnamese="Khẩu trang phẫu thuật 3 lớp, IIR, chống thấm, không tiệt trùng",
                name_chinese="外科口罩，三层，IIR型，防喷溅，非无菌",
                pack_wording=(
                    "MAUMASK (SAMPLE)  MS-5R\nMedizinische Gesichtsmaske, Typ IIR, unsteril  MD\n"
                    "Surgical face mask, Type IIR, non-sterile\nEN 14683:2025  CE\n"
                    "EC REP Beispiel EU-Vertretung GmbH (SAMPLE)\n50 Stück / 50 pieces"
                ),
                ce_mark=True, hs_origin="6307.90.40", hs_origin_year=2022,
                hs_destination="6307.90.95", hs_destination_year=2026, country_of_origin="VN",
                standards=(EN_2025,), composition=COMPOSITION,
                export_only=True, pieces_ordered=1_200_000,
                pieces_declared=1_200_000, unit="C62", unit_price=Decimal("0.035"), package="CT",
                pieces_per_inner=50, pieces_per_carton=2_000, cartons_per_pallet=20, packages=600,
                net_kg=Decimal("4080.0"), gross_kg=Decimal("5160.0"), volume_m3=Decimal("46.200"),
                marks="MUSTER HAMBURG\nMS-5R\nC/NO. 1-600\nMADE IN VIET NAM\nSAMPLE",
                producer="own", legal_manufacturer="maker", lots=lots,
            ),
        ),
        producers=(
            d.Producer(
                id="own", name_local=exporter.name_local, name_english=exporter.name_english,
                code=exporter.tax_code, address=exporter.address_local, province="Bắc Ninh",
                country="VN", relation="own", cleanroom_class="ISO 14644-1, class 8",
                cleanroom_report="PS-2026-005 (MẪU)", cleanroom_until=date(2027, 4, 30),
                opening_stock=1_450_000, opening_day=date(2026, 11, 2),
                lines=machines(
                    "medical-mask",
                    ("Dây chuyền 1", 60_000, date(2024, 5, 6)),
                ),
                bought_in=(
                    d.BoughtIn(
                        id="b1", source="SAMPLE Garment No. 2 JSC", kind="medical-mask",
                        pieces=100_000, day=date(2026, 11, 9),
                    ),
                ),
                commitments=(
                    d.Commitment(
                        id="c1", to="Exemple Hygiène SARL (SAMPLE)", kind="medical-mask",
                        pieces=600_000, day=date(2026, 11, 20),
                    ),
                ),
            ),
        ),
        output=d.Output(
            period_from=date(2026, 1, 1), period_until=date(2026, 10, 31), level="firm",
            why="Mười tháng đầu năm; không quy định nào yêu cầu tỷ lệ.", pieces_made=15_100_000,
            pieces_kept=0,
        ),
        certificates=(
            d.Certificate(
                id="conformity", scheme="declaration-of-conformity",
                number="DoC-MS5-2026-01 (SAMPLE)", body=exporter.name_english,
                holder=exporter.name_english, models=models, standards=(EN_2025,),
                issued=date(2026, 9, 14), goods=("g1",), links=("report-1", "quality"),
                evidence=("conformity",),
            ),
            d.Certificate(
                id="report-1", scheme="test-report", number="TL-2026-0501 (SAMPLE)",
                body="SAMPLE Mask Laboratory", body_id="SAMPLE-LAB-0001",
                holder=exporter.name_english, models=models, standards=(EN_2025,),
                issued=date(2026, 11, 9), goods=("g1",),
                lots=numbers(lots), links=("laboratory",),
                evidence=("report-1",),
            ),
            laboratory(date(2025, 6, 2), date(2028, 6, 1), date(2026, 11, 10)),
            d.Certificate(
                id="quality", scheme="iso-13485", number="SAMPLE-13485-0005",
                body="SAMPLE Certification Body", holder=exporter.name_english, models=models,
                standards=("ISO 13485:2016",), issued=date(2025, 2, 17),
                expires=date(2028, 2, 16),
                looked_up_at="Register of the SAMPLE Certification Body",
                looked_up=date(2026, 11, 10), goods=("g1",), evidence=("quality",),
            ),
            d.Certificate(
                id="production", scheme="production-declaration", number="240000005/PCBSX-MẪU",
                body="Sở Y tế (MẪU)", holder=exporter.name_local, models=models,
                issued=date(2024, 4, 22), goods=("g1",), evidence=("production",),
            ),
        ),
        destination=d.Destination(
            country="DE", placed_on_market=date(2027, 1, 11), public_purchase=False,
            standards_agreed=(EN_2025,),
            requirements=(
                "Surgical masks of class I, non-sterile, CE marked under Regulation (EU) 2017/745, "
                "EN 14683:2025 Type IIR, with labels in German and English."
            ),
            importer_accepts_standard=True, exporter_answers_for_quality=True,
            exporter_supplies_on_request=True, label_languages=("de", "en"), label_checked=True,
        ),
        papers=(
            paper(
                "vn-export-only-statement",
                "31/2026/CK-MẪU",
                day,
                "Bộ Y tế",
                place="Bắc Ninh", recipients=("Như trên",),
            ),
            wish(
                "vn-label-proof", day, "32/2026/XN-MẪU", place="Bắc Ninh",
                addressee="Hải quan cửa khẩu cảng Hải Phòng (MẪU)",
                recipients=("Như trên",), originals=2,
            ),
            wish(
                "vn-cfs-data", day, "33/2026/CFS-MẪU", place="Bắc Ninh", addressee="Bộ Y tế",
                recipients=("Như trên",), copies=2,
            ),
            *usual_papers(
                day, "Bắc Ninh", buyer, "2026-001", "Hải quan cửa khẩu cảng Hải Phòng (MẪU)"
            ),
        ),
    )
    files = (
        contract_evidence(dossier),
        buyers_undertaking_evidence(
            dossier,
            (
                "We accept the quality standard EN 14683:2025 for the masks of this contract.",
                "We are registered as importer in EUDAMED and check the goods before we sell them.",
            ),
        ),
        authorisation_evidence(dossier, "vi"),
        export_only_evidence(dossier),
        cleanroom_evidence(dossier.producers[0], 1, "vi"),
        certificate_evidence(
            dossier,
            "conformity",
            "declaration-of-conformity.pdf",
            "EU declaration of conformity",
            (
                "We declare under our sole responsibility that these non-sterile class I medical "
                "devices conform to Regulation (EU) 2017/745. Bắc Ninh, 14 September 2026.",
                "Authorised representative: Beispiel EU-Vertretung GmbH (SAMPLE), Hamburg.",
            ),
            kind="certified-copy",
        ),
        certificate_evidence(
            dossier,
            "report-1",
            "test-report-ms-5r.pdf",
            "Test report: filtration, breathing resistance, splash resistance, cleanliness",
            ("BFE 98.8 to 99.4 %; splash resistance at least 16.0 kPa; at most 8 CFU/g. Passed.",),
        ),
        certificate_evidence(
            dossier, "laboratory", "laboratory-accreditation.pdf", "Accreditation of the laboratory"
        ),
        certificate_evidence(
            dossier, "quality", "iso-13485.pdf", "Certificate of the quality management system"
        ),
        certificate_evidence(
            dossier,
            "production",
            "production-declaration.pdf",
            "PHIẾU TIẾP NHẬN HỒ SƠ CÔNG BỐ ĐỦ ĐIỀU KIỆN SẢN XUẤT",
            language="vi",
        ),
        *label_evidence(dossier),
    )
    reasons = {
        "eu-eudamed/device-entry": "Đã tra EUDAMED ngày 18/11/2026: MS-5R đã được đăng ký. (MẪU)",
        "vn-2026-nd98-overlay/unread-annexes": (
            "Đã hỏi cơ quan y tế ngày 17/11/2026: hàng chỉ để xuất khẩu không đổi thủ tục. (MẪU)"
        ),
    }
    return Sample(dossier, day, files, reasons)


def export_only_evidence(dossier: d.Dossier) -> File:
    """The exporter's statement that nothing of it is sold at home."""
    drawn = Paper(
        issuer=f"{dossier.exporter.name_local}\n{dossier.exporter.address_local}",
        title="CAM KẾT CHỈ SẢN XUẤT ĐỂ XUẤT KHẨU",
        rows=(
            ("Ngày", day_of(dossier.customs.declarations[0].planned)),
            ("Hợp đồng", str(dossier.contract.number)),
            ("Chủng loại", "; ".join(str(line.model) for line in dossier.goods)),
        ),
        text=(
            "Toàn bộ khẩu trang của hợp đồng này chỉ để xuất khẩu, không lưu hành tại Việt Nam.",
        ),
        signed=(str(dossier.exporter.signatories[0].name),),
    )
    return evidence(
        "export-only",
        "export-only-statement.pdf",
        pdf(drawn),
        "The goods are made for export only",
        "vi",
        kind="original",
    )
