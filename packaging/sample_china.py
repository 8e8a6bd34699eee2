"""The samples of China: KN95 masks under two standards, and registered surgical masks."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from maskdesk.dossier import sections as d
from maskdesk.rules.ground import known
from sample_evidence import Paper, pdf
from sample_firms import chinese_exporter, chinese_parties, chinese_producer, german_parties
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
    extract_evidence,
    label_evidence,
    supply_evidence,
)
from sample_rows import (
    EN_2019,
    EN_2025,
    chinese_laboratory,
    lots_of,
    machines,
    numbers,
    paper,
    usual_papers,
    wish,
)

# A row is filled like a paragraph, so that a whole dossier can be read.
# fmt: off

COMPOSITION = "外层纺粘无纺布，过滤层熔喷布，内层纺粘无纺布；鼻夹；弹性耳带（不含乳胶）"


def kn95_consignment(name: str) -> d.Dossier:
    """Non-medical KN95 masks to Canada under a Chinese standard."""
    exporter, day = chinese_exporter(), date(2020, 5, 6)
    buyer = "SAMPLE Everyday Supplies Ltd."
    lots = lots_of(
        "YB95-2004{produced.day:02}", 500_000, 3,
        date(2020, 4, 10), date(2020, 4, 18), date(2020, 4, 26),
    )
    factory = chinese_producer(
        opening_stock=1_300_000, opening_day=date(2020, 4, 28),
        lines=machines(
                    "respirator",
                    ("1号线", 40_000, date(2020, 3, 2)),
                    ("2号线", 40_000, date(2020, 4, 1)),
                ),
        bought_in=(
            d.BoughtIn(
                id="b1", source="样本四号防护用品有限公司", kind="respirator", pieces=60_000,
                day=date(2020, 5, 2),
            ),
        ),
        commitments=(
            d.Commitment(
                id="c1", to="样本五号连锁药房有限公司", kind="respirator", pieces=200_000,
                day=date(2020, 5, 5),
            ),
        ),
    )
    return d.Dossier(
        id=f"sample-{name}",
        head=d.Head(
            reference="SAMPLE-CN-2020-001", origin="CN", languages=("zh", "en"), version=1,
            note="Invented for MaskDesk's samples: no such consignment exists.",
        ),
        exporter=exporter,
        parties=(
            d.Party(
                id="buyer", roles=("buyer", "importer", "consignee"), name=buyer,
                address="500 Sample Street West, Sampletown, BC V0V 0V0, Canada", country="CA",
                identifier="999999999RM0001", contact="Jo Sample",
                email="import@sample-everyday.example", phone="+1 000 000 0003",
            ),
            d.Party(
                id="forwarder", roles=("notify-party",), name="SAMPLE Pacific Forwarding Inc.",
                address="600 Sample Street West, Sampletown, BC V0V 0V0, Canada", country="CA",
                contact="Sam Sample", email="sea@sample-pacific.example", phone="+1 000 000 0004",
            ),
            *chinese_parties(exporter),
        ),
        contract=d.Contract(
            number="YB-CA-2020-018", type="sale", signed=date(2020, 4, 28),
            in_force=date(2020, 4, 28), pieces_ordered=1_000_000, tolerance=Decimal(1),
            incoterm="FCA", incoterm_place="Shanghai, China", currency="USD",
            value=Decimal("1425000.00"),
            payment="40 % in advance, 60 % against copies of the shipping documents",
            invoice_number="INV-2020-018",
            annexes=(
                d.ContractAnnex(
                    id="a1", number="A1", signed=date(2020, 5, 1), pieces_added=500_000
                ),
            ),
        ),
        shipments=(
            d.Shipment(
                id="s1", name="Call-off 1", state="planned", pieces=1_500_000,
                planned=date(2020, 5, 9), deliver_from=date(2020, 5, 6),
                deliver_until=date(2020, 5, 15), arrives=date(2020, 5, 27),
            ),
        ),
        customs=d.Customs(
            type_code="0110", office="上海海关（样本）", gate="上海港", port_of_loading="CNSHA",
            port_of_discharge="CAVAN", transport_document="SAMPLE-BL-2020-018",
            vessel="MV SAMPLE PACIFIC, voyage 021E", shipped=date(2020, 5, 9),
            arrives=date(2020, 5, 27),
            broker_authority="样本报委2020第01号", broker_authority_day=date(2020, 1, 8),
            broker_authority_until=date(2020, 12, 31), broker_scope="代理本批货物的报关手续",
            declarations=(
                d.Declaration(
                    id="d1", state="planned", planned=day,
                    lines=(d.DeclaredLine(id="l1", line="g1", pieces=1_500_000),),
                ),
            ),
        ),
        goods=(
            d.GoodsLine(
                id="g1", kind="respirator", use="daily", sterile=False, filter_class="KN95",
                fastening="ear-loops", model="YB-95", brand="YANGBEN (SAMPLE)",
                name_english="KN95 mask, non-medical, folding, with ear loops",
                name_vietnamese="Khẩu trang KN95, không dùng cho y tế, dạng gấp, quai đeo tai",
                name_chinese="KN95口罩（非医用），折叠式，耳挂式",
                pack_wording=(
                    "YANGBEN (SAMPLE)  YB-95\nKN95口罩 非医用  GB 2626-2006\n"
                    "Non-medical mask, KN95\nMasque non médical, KN95\n20 pcs"
                ),
                ce_mark=False, hs_origin="6307900010", hs_origin_year=2020,
                hs_destination="6307.90.99", hs_destination_year=2020, country_of_origin="CN",
                standards=("GB 2626-2006",), composition=COMPOSITION,
                export_only=False, pieces_ordered=1_500_000,
                pieces_declared=1_500_000, unit="C62", unit_price=Decimal("0.95"), package="CT",
                pieces_per_inner=20, pieces_per_carton=1_000, cartons_per_pallet=16,
                packages=1_500, net_kg=Decimal("10500.0"), gross_kg=Decimal("13800.0"),
                volume_m3=Decimal("162.000"),
                marks="SES VANCOUVER\nYB-95\nC/NO. 1-1500\nMADE IN CHINA\nSAMPLE",
                producer="factory", lots=lots,
            ),
        ),
        producers=(factory,),
        output=d.Output(
            period_from=date(2020, 3, 2), period_until=date(2020, 5, 5), level="firm",
            why="自第一条生产线投产之日起至报关前一日。", pieces_made=4_000_000,
            pieces_kept=900_000,
        ),
        certificates=(
            d.Certificate(
                id="report-1", scheme="test-report", number="样本检2020-0918", body="样本检测中心",
                body_id="SAMPLE-LAB-0002", holder=factory.name_local, models=("YB-95",),
                standards=("GB 2626-2006",), issued=date(2020, 4, 30), goods=("g1",),
                lots=numbers(lots), links=("laboratory",),
                evidence=("report-1", "report-1-english"),
            ),
            chinese_laboratory(date(2020, 4, 30)),
        ),
        extracts=(sanctioned_extract(day),),
        destination=d.Destination(
            country="CA", placed_on_market=date(2020, 6, 1), public_purchase=False,
            standard_route="chinese", standards_agreed=("GB 2626-2006",),
            requirements="Non-medical masks without medical claims, labels in English and French.",
            importer_accepts_standard=True, importer_no_medical_use=True,
            exporter_answers_for_quality=True, label_languages=("en", "fr"), label_checked=True,
        ),
        papers=(
            paper(
                "cn-joint-declaration",
                "YB-SM-2020-018",
                day,
                "上海海关（样本）",
                place="样本市", copies=3, finish="ink",
            ),
            wish(
                "cn-producer-authorisation", None, subject="producers[factory]", originals=2,
                finish="ink",
            ),
            wish(
                "cn-label-proof", day, "YB-BQ-2020-018", subject="goods[g1]", place="样本市",
                originals=2,
            ),
            wish(
                "authority-to-sign", None, subject="exporter.signatories[deputy]",
                place="样本市", finish="ink",
            ),
            wish("broker-authority", None, place="样本市", originals=2, finish="ink"),
            paper("importer-package", "IP-2020-018", day, None, place="Sample City"),
            wish(
                "copies-cover", day, "YB-FY-2020-018", place="样本市",
                addressee="上海海关（样本）", finish="ink",
            ),
            *usual_papers(day, "样本市", buyer, "2020-018", "上海海关（样本）"),
        ),
    )


def sanctioned_extract(day: date) -> d.Extract:
    """The deny list of a day; its names are invented."""
    return d.Extract(
        id="sanctioned", list="samr-sanctioned", keeper="国家市场监督管理总局（样本清单，虚构）",
        day=day,
        rows=(
            d.ListedName(
                id="r1", name="样本劣质口罩厂（虚构）", code="91999999MA00000040",
                product="KN95口罩 LZ-1",
            ),
            d.ListedName(
                id="r2", name="样本不合格防护用品有限公司（虚构）", code="91999999MA000000XD",
                product="一次性口罩",
            ),
            d.ListedName(id="r3", name="样本某某无纺布制品厂（虚构）", product="防护口罩 MM-95"),
        ),
        evidence=("sanctioned",),
    )


def kn95_files(dossier: d.Dossier, *more: File) -> tuple[File, ...]:
    """The evidence of the KN95 consignment."""
    standard = str((known(dossier.goods[0].standards) or ("",))[0])
    return (
        contract_evidence(dossier),
        annex_evidence(dossier),
        buyers_undertaking_evidence(
            dossier,
            (
                f"We accept the quality standard {standard} for the masks of this contract.",
                "We will not put the masks to medical use, and tell all who buy them from us.",
            ),
        ),
        authorisation_evidence(dossier, "zh"),
        supply_evidence(dossier, dossier.producers[0], "zh"),
        cleanroom_evidence(dossier.producers[0], 1, "zh"),
        certificate_evidence(
            dossier,
            "report-1",
            "test-report-yb-95.pdf",
            "检测报告：过滤效率、呼吸阻力",
            ("过滤效率（氯化钠）96.2%至97.8%；吸气阻力不大于182 Pa；呼气阻力不大于141 Pa。合格。",),
            language="zh", translation="report-1-english",
        ),
        translated_report_evidence(dossier),
        certificate_evidence(
            dossier, "laboratory", "laboratory-accreditation.pdf", "实验室认可证书", language="zh"
        ),
        *more,
        extract_evidence(
            dossier.extracts[0],
            "国内市场查处的非医用口罩质量不合格产品和企业清单",
            "list-sanctioned.pdf",
        ),
        *label_evidence(dossier),
    )


def translated_report_evidence(dossier: d.Dossier) -> File:
    """The test report in English, beside the Chinese one."""
    report = dossier.certificates[0]
    drawn = Paper(
        issuer="SAMPLE Testing Centre (translation)",
        title="Test report: filtration efficiency, breathing resistance",
        rows=(
            ("Number", str(report.number)),
            ("Holder", str(dossier.producers[0].name_english)),
            ("Models", "; ".join(known(report.models) or ())),
            ("Standards", "; ".join(known(report.standards) or ())),
            ("Lots", "; ".join(known(report.lots) or ())),
            ("Issued", day_of(report.issued)),
        ),
        text=(
            "Filtration (NaCl) 96.2 % to 97.8 %; inhalation 182 Pa, exhalation 141 Pa. Passed.",
        ),
        signed=("SAMPLE Testing Centre",),
    )
    name = "test-report-yb-95-english.pdf"
    proves = "English translation of the test report"
    return evidence("report-1-english", name, pdf(drawn), proves, "en")


def china_2020_05_06_kn95(name: str) -> Sample:
    """A Chinese standard; the maker is absent from the deny list."""
    dossier = kn95_consignment(name)
    return Sample(dossier, date(2020, 5, 6), kn95_files(dossier), {})


def china_2020_05_06_kn95_foreign(name: str) -> Sample:
    """A foreign standard; the maker does not stand on the allow list."""
    dossier, day, standard = kn95_consignment(name), date(2020, 5, 6), "EN 149:2001+A1:2009"
    goods = replace(
        dossier.goods[0],
        filter_class="FFP2", name_english="FFP2 mask, non-medical, folding, with ear loops",
        name_vietnamese="Khẩu trang FFP2, không dùng cho y tế, dạng gấp, quai đeo tai",
        name_chinese="FFP2口罩（非医用），折叠式，耳挂式",
        pack_wording=(
            "YANGBEN (SAMPLE)  YB-95\nFFP2口罩 非医用  EN 149:2001+A1:2009\n"
            "Non-medical mask, FFP2\nMasque non médical, FFP2\n20 pcs"
        ),
        standards=(standard,),
    )
    report = replace(dossier.certificates[0], standards=(standard,))
    confirmed = d.Extract(
        id="confirmed", list="mofcom-non-medical", keeper="商务部（样本清单，虚构）", day=day,
        rows=(
            d.ListedName(
                id="r1", name="样本六号口罩有限公司（虚构）", code="91999999MA00000040",
                product="非医用口罩",
            ),
            d.ListedName(id="r2", name="样本七号劳保用品有限公司（虚构）", product="非医用口罩"),
            d.ListedName(id="r3", name="样本八号过滤材料有限公司（虚构）", product="非医用口罩"),
            d.ListedName(id="r4", name="样本九号纺织有限公司（虚构）", product="非医用口罩"),
        ),
        evidence=("confirmed",),
    )
    dossier = replace(
        dossier,
        head=replace(dossier.head, reference="SAMPLE-CN-2020-002"), goods=(goods,),
        certificates=(report, *dossier.certificates[1:]), extracts=(*dossier.extracts, confirmed),
        destination=replace(
            dossier.destination, standard_route="foreign", standards_agreed=(standard,)
        ),
    )
    listed = extract_evidence(
        confirmed, "取得国外标准认证或注册的非医用口罩生产企业清单", "list-confirmed.pdf"
    )
    return Sample(dossier, day, kn95_files(dossier, listed), {})


def surgical_consignment(name: str) -> d.Dossier:
    """Surgical masks registered in China, to Germany."""
    exporter, day = chinese_exporter(), date(2020, 4, 12)
    buyer = "Muster Medizinbedarf GmbH (SAMPLE)"
    lots = lots_of(
        "YBWK-20{produced.month:02}{produced.day:02}", 1_000_000, 2,
        date(2020, 3, 20), date(2020, 3, 26), date(2020, 4, 1),
    )
    factory = chinese_producer(
        name_local="样本二号医疗器械有限公司",
        name_english="SAMPLE No. 2 Medical Devices Co., Ltd.",
        opening_stock=2_700_000, opening_day=date(2020, 4, 5),
        lines=machines(
                    "medical-mask",
                    ("1号线", 100_000, date(2020, 2, 17)),
                    ("2号线", 80_000, date(2020, 3, 9)),
                ),
        bought_in=(
            d.BoughtIn(
                id="b1", source="样本四号医疗用品有限公司", kind="medical-mask", pieces=100_000,
                day=date(2020, 4, 8),
            ),
        ),
        commitments=(
            d.Commitment(
                id="c1", to="样本五号连锁药房有限公司", kind="medical-mask", pieces=500_000,
                day=date(2020, 4, 10),
            ),
        ),
    )
    models = ("YB-WK",)
    return d.Dossier(
        id=f"sample-{name}",
        head=d.Head(
            reference="SAMPLE-CN-2020-003", origin="CN", languages=("zh", "en"), version=1,
            note="Invented for MaskDesk's samples: no such consignment exists.",
        ),
        exporter=exporter,
        parties=(
            *german_parties("DE999999999999999", "DE999999999999997"),
            d.Party(
                id="maker", roles=("legal-manufacturer",), name=factory.name_english,
                name_local=factory.name_local,
                address="No. 2 Sample Industrial Park, Sample City, Sample Province, China",
                country="CN", identifier=factory.code, contact="孙样本",
                email="quality@sample-devices-2.example", phone="+86 000 0000 0002",
            ),
            *chinese_parties(exporter),
        ),
        contract=d.Contract(
            number="YB-DE-2020-007", type="sale", signed=date(2020, 3, 25),
            in_force=date(2020, 3, 27), pieces_ordered=3_000_000, tolerance=Decimal(1),
            incoterm="FCA", incoterm_place="Shanghai Pudong Airport, China", currency="EUR",
            value=Decimal("1290000.00"), payment="50 % in advance, 50 % before departure",
            invoice_number="INV-2020-007",
        ),
        shipments=(
            d.Shipment(
                id="s1", name="Call-off 1", state="planned", pieces=3_000_000,
                planned=date(2020, 4, 14), deliver_from=date(2020, 4, 12),
                deliver_until=date(2020, 4, 18), arrives=date(2020, 4, 15),
            ),
        ),
        customs=d.Customs(
            type_code="0110", office="上海浦东机场海关（样本）", gate="上海浦东国际机场",
            port_of_loading="CNPVG",
            port_of_discharge="DEFRA", transport_document="SAMPLE-AWB-2020-007",
            vessel="Charter flight SAMPLE 007", shipped=date(2020, 4, 14),
            arrives=date(2020, 4, 15),
            broker_authority="样本报委2020第02号", broker_authority_day=date(2020, 1, 8),
            broker_authority_until=date(2020, 12, 31), broker_scope="代理本批货物的报关手续",
            declarations=(
                d.Declaration(
                    id="d1", state="planned", planned=day,
                    lines=(d.DeclaredLine(id="l1", line="g1", pieces=3_000_000),),
                ),
            ),
        ),
        goods=(
            d.GoodsLine(
                id="g1", kind="medical-mask", use="medical", sterile=False,
                filter_class="Type IIR", fastening="ear-loops", model="YB-WK",
                brand="YANGBEN (SAMPLE)",
                name_english="Medical surgical mask, Type IIR, non-sterile, flat, with ear loops",
                name_vietnamese="Khẩu trang phẫu thuật, loại IIR, không tiệt trùng, quai đeo tai",
                name_chinese="医用外科口罩（非无菌），平面耳挂式",
                pack_wording=(
                    "YANGBEN (SAMPLE)  YB-WK\n医用外科口罩 非无菌  YY 0469-2011\n"
                    "Medizinische Gesichtsmaske, Typ IIR, unsteril\nEN 14683:2019+AC:2019  CE\n"
                    "EC REP Beispiel EU-Vertretung GmbH (SAMPLE)\n50 Stück / 50 pcs"
                ),
                ce_mark=True, hs_origin="6307900010", hs_origin_year=2020,
                hs_destination="6307.90.98", hs_destination_year=2020, country_of_origin="CN",
                standards=("YY 0469-2011", EN_2019), composition=COMPOSITION,
                export_only=False, pieces_ordered=3_000_000,
                pieces_declared=3_000_000, unit="C62", unit_price=Decimal("0.43"), package="CT",
                pieces_per_inner=50, pieces_per_carton=2_500, cartons_per_pallet=16,
                packages=1_200, net_kg=Decimal("9900.0"), gross_kg=Decimal("12240.0"),
                volume_m3=Decimal("110.400"),
                marks="MUSTER FRANKFURT\nYB-WK\nC/NO. 1-1200\nMADE IN CHINA\nSAMPLE",
                producer="factory", legal_manufacturer="maker", lots=lots,
            ),
        ),
        producers=(factory,),
        output=d.Output(
            period_from=date(2020, 2, 17), period_until=date(2020, 4, 11), level="firm",
            why="自第一条生产线投产之日起至报关前一日。", pieces_made=8_220_000,
            pieces_kept=4_100_000,
        ),
        certificates=(
            d.Certificate(
                id="registration", scheme="nmpa-registration", number="苏械注准20202149999",
                body="样本省药品监督管理局", holder=factory.name_local, models=models,
                standards=("YY 0469-2011",), issued=date(2020, 2, 14), expires=date(2021, 2, 13),
                looked_up_at="样本药品监督管理局网站", looked_up=date(2020, 4, 11), goods=("g1",),
                evidence=("registration",),
            ),
            d.Certificate(
                id="conformity", scheme="declaration-of-conformity",
                number="DoC-YBWK-2020-01 (SAMPLE)", body=factory.name_english,
                holder=factory.name_english, models=models, standards=(EN_2019,),
                issued=date(2020, 3, 16), goods=("g1",), links=("report-1", "quality"),
                evidence=("conformity",),
            ),
            d.Certificate(
                id="report-1", scheme="test-report", number="样本检2020-0412", body="样本检测中心",
                body_id="SAMPLE-LAB-0002", holder=factory.name_local, models=models,
                standards=("YY 0469-2011", EN_2019), issued=date(2020, 4, 9), goods=("g1",),
                lots=numbers(lots), links=("laboratory",),
                evidence=("report-1",),
            ),
            chinese_laboratory(date(2020, 4, 9)),
            d.Certificate(
                id="quality", scheme="iso-13485", number="SAMPLE-13485-0002",
                body="SAMPLE Certification Body", holder=factory.name_english, models=models,
                standards=("ISO 13485:2016",), issued=date(2018, 9, 3), expires=date(2021, 9, 2),
                looked_up_at="Register of the SAMPLE Certification Body",
                looked_up=date(2020, 4, 9), goods=("g1",), evidence=("quality",),
            ),
        ),
        destination=d.Destination(
            country="DE", placed_on_market=date(2020, 4, 17), public_purchase=False,
            standard_route="chinese", standards_agreed=(EN_2019,),
            requirements="EN 14683:2019+AC:2019 Type IIR；指令93/42/EEC，I类非无菌医疗器械，CE标志",
            importer_accepts_standard=True, exporter_answers_for_quality=True,
            label_languages=("de", "en", "zh"), label_checked=True,
        ),
        papers=(
            paper(
                "cn-declaration-5",
                "YB-SM-2020-007",
                day,
                "上海浦东机场海关（样本）",
                place="样本市", copies=2, finish="ink",
            ),
            *usual_papers(day, "样本市", buyer, "2020-007", "上海浦东机场海关（样本）"),
        ),
    )


def surgical_files(dossier: d.Dossier, directive: str) -> tuple[File, ...]:
    """The evidence of the surgical masks; `directive` names what they conform to, and where."""
    agreed = known(dossier.destination.standards_agreed) or ("",)
    return (
        contract_evidence(dossier),
        buyers_undertaking_evidence(
            dossier,
            (
                f"We accept the quality standard {agreed[0]} for the masks of this contract.",
            ),
        ),
        authorisation_evidence(dossier, "zh"),
        supply_evidence(dossier, dossier.producers[0], "zh"),
        cleanroom_evidence(dossier.producers[0], 1, "zh"),
        certificate_evidence(
            dossier,
            "conformity",
            "declaration-of-conformity.pdf",
            "EU declaration of conformity",
            (
                "We declare under our sole responsibility that these non-sterile class I medical "
                f"devices conform to {directive}.",
                "Authorised representative: Beispiel EU-Vertretung GmbH (SAMPLE), Hamburg.",
            ),
            kind="certified-copy",
        ),
        certificate_evidence(
            dossier,
            "report-1",
            "test-report-yb-wk.pdf",
            "检测报告：细菌过滤效率、压力差、合成血液穿透",
            ("细菌过滤效率98.5%至99.2%；压力差不大于44 Pa；合成血液16.0 kPa未渗透。合格。",),
            language="zh",
        ),
        certificate_evidence(
            dossier, "laboratory", "laboratory-accreditation.pdf", "实验室认可证书", language="zh"
        ),
        certificate_evidence(
            dossier, "quality", "iso-13485.pdf", "Certificate of the quality management system"
        ),
        *label_evidence(dossier),
    )


def registration_evidence(dossier: d.Dossier) -> File:
    """The registration at home."""
    return certificate_evidence(
        dossier,
        "registration",
        "nmpa-registration.pdf",
        "中华人民共和国医疗器械注册证（样本）",
        language="zh", kind="certified-copy",
    )


def china_2020_04_12_surgical(name: str) -> Sample:
    """Surgical masks registered in China."""
    dossier = surgical_consignment(name)
    directive = "Directive 93/42/EEC. Sample City, 16 March 2020"
    files = (*surgical_files(dossier, directive), registration_evidence(dossier))
    inspected = "报关行已与海关约定于2020年4月13日查验，报关时申报为医用。（样本）"
    return Sample(dossier, date(2020, 4, 12), files, {"cn-53-2020/inspection": inspected})


def china_2020_05_20_foreign_certified(name: str) -> Sample:
    """The same masks without a Chinese registration: a listed maker, certified abroad."""
    dossier, day = surgical_consignment(name), date(2020, 5, 20)
    (line,) = dossier.goods
    lots = lots_of(
        "YBWK-20{produced.month:02}{produced.day:02}", 1_000_000, 2,
        date(2020, 4, 24), date(2020, 4, 30), date(2020, 5, 8),
    )
    wording = str(line.pack_wording).replace("  YY 0469-2011", "")
    factory = replace(
        dossier.producers[0],
        opening_day=date(2020, 5, 13), commitments=(), bought_in=(),
    )
    listed = d.Extract(
        id="listed", list="mofcom-medical", keeper="商务部（样本清单，虚构）", day=day,
        rows=(
            d.ListedName(
                id="r1", name="样本六号医疗用品有限公司（虚构）", code="91999999MA00000040",
                product="医用口罩",
            ),
            d.ListedName(
                id="r2", name=factory.name_local, code=factory.code, product="医用外科口罩",
            ),
            d.ListedName(id="r3", name="样本七号防护用品有限公司（虚构）", product="医用防护服"),
        ),
        evidence=("listed",),
    )
    certificates = tuple(
        _at(one, lots) for one in dossier.certificates if one.id != "registration"
    )
    buyer = "Muster Medizinbedarf GmbH (SAMPLE)"
    dossier = replace(
        dossier,
        head=replace(dossier.head, reference="SAMPLE-CN-2020-004"),
        contract=replace(
            dossier.contract,
            number="YB-DE-2020-021", signed=date(2020, 4, 29), in_force=date(2020, 4, 30),
            invoice_number="INV-2020-021",
        ),
        shipments=(
            replace(
                dossier.shipments[0],
                planned=date(2020, 5, 22), deliver_from=date(2020, 5, 20),
                deliver_until=date(2020, 5, 29), arrives=date(2020, 5, 23),
            ),
        ),
        customs=replace(
            dossier.customs,
            transport_document="SAMPLE-AWB-2020-021", vessel="Charter flight SAMPLE 021",
            shipped=date(2020, 5, 22), arrives=date(2020, 5, 23),
            declarations=(replace(dossier.customs.declarations[0], planned=day),),
        ),
        goods=(replace(line, standards=(EN_2019,), pack_wording=wording, lots=lots),),
        producers=(factory,),
        output=replace(
            dossier.output, period_until=date(2020, 5, 19), pieces_made=14_900_000,
            pieces_kept=7_200_000,
        ),
        certificates=certificates, extracts=(listed,),
        destination=replace(
            dossier.destination, standard_route="foreign", placed_on_market=date(2020, 5, 27)
        ),
        papers=(
            paper(
                "cn-foreign-certified-declaration",
                "YB-SM-2020-021",
                day,
                "上海浦东机场海关（样本）",
                place="样本市", copies=2, finish="ink",
            ),
            *usual_papers(day, "样本市", buyer, "2020-021", "上海浦东机场海关（样本）"),
        ),
    )
    files = (
        *surgical_files(dossier, "Directive 93/42/EEC. Sample City, 16 March 2020"),
        extract_evidence(
            listed, "取得国外标准认证或注册的医疗物资生产企业清单", "list-medical.pdf"
        ),
    )
    inspected = "报关行已与海关约定于2020年5月21日查验，报关时申报为医用。（样本）"
    return Sample(dossier, day, files, {"cn-53-2020/inspection": inspected})


def _at(certificate: d.Certificate, lots: tuple[d.Lot, ...]) -> d.Certificate:
    """A certificate as it stands in May 2020, the report made for the new lots."""
    if certificate.id == "report-1":
        return replace(
            certificate,
            number="样本检2020-1101", standards=(EN_2019,), issued=date(2020, 5, 15),
            lots=numbers(lots),
        )
    if known(certificate.looked_up) is not None:
        return replace(certificate, looked_up=date(2020, 5, 18))
    return certificate


def china_2026_06_10_certificate(name: str) -> Sample:
    """Registered masks of a buyer that wants an export sales certificate (I)."""
    dossier, day = surgical_consignment(name), date(2026, 6, 10)
    (line,), models = dossier.goods, ("YB-WK",)
    pieces, buyer = 600_000, "Muster Medizinbedarf GmbH (SAMPLE)"
    lots = lots_of(
        "YBWK-26{produced.month:02}{produced.day:02}", 200_000, 2,
        date(2026, 5, 6), date(2026, 5, 13), date(2026, 5, 20),
    )
    # The registrant applies itself: here the maker exports.
    trader = dossier.exporter
    factory = replace(
        dossier.producers[0],
        relation="own", authorisation_number=None, authorisation_day=None,
        cleanroom_report="样本洁净2026-007", cleanroom_until=date(2027, 3, 31),
        opening_stock=700_000, opening_day=date(2026, 6, 1), commitments=(), bought_in=(),
    )
    director, deputy = trader.signatories
    exporter = replace(
        trader,
        name_local=factory.name_local, name_english=factory.name_english,
        tax_code=factory.code, customs_code="9999960002", address_local=factory.address,
        address_english="No. 2 Sample Industrial Park, Sample City, Sample Province, China",
        email="export@sample-devices-2.example",
        signatories=(
            director,
            replace(
                deputy,
                authorisation_number="样本授字2026第02号", authorisation_day=date(2026, 1, 5),
                until=date(2026, 12, 31),
            ),
        ),
    )
    parties = (
        *german_parties("DE-IM-999999999", "DE-AR-999999999"),
        *(
            replace(one, identifier="CN-MF-999999999")
            for one in dossier.parties
            if one.id == "maker"
        ),
        *chinese_parties(exporter),
    )
    looked_up = date(2026, 6, 8)
    registration, conformity, report, laboratory, quality = dossier.certificates
    renewed = (
        replace(
            registration,
            number="苏械注准20252149999", issued=date(2025, 2, 14), expires=date(2030, 2, 13),
            looked_up=looked_up,
        ),
        replace(
            conformity,
            number="DoC-YBWK-2026-01 (SAMPLE)", standards=(EN_2025,), issued=date(2026, 3, 16),
        ),
        replace(
            report,
            number="样本检2026-0610", standards=("YY 0469-2011", EN_2025),
            issued=date(2026, 6, 1), lots=numbers(lots),
        ),
        replace(
            laboratory,
            issued=date(2024, 11, 5), expires=date(2030, 11, 4), looked_up=looked_up,
        ),
        replace(
            quality, issued=date(2024, 9, 2), expires=date(2027, 9, 1), looked_up=looked_up,
        ),
    )
    licence = d.Certificate(
        id="licence", scheme="device-production-licence", number="样本药监械生产许20240002号",
        body="样本省药品监督管理局", holder=factory.name_local, models=models,
        issued=date(2024, 6, 3), expires=date(2029, 6, 2), goods=("g1",), evidence=("licence",),
    )
    dossier = replace(
        dossier,
        head=replace(dossier.head, reference="SAMPLE-CN-2026-001"),
        exporter=exporter, parties=parties,
        contract=replace(
            dossier.contract,
            number="YB-DE-2026-003", signed=date(2026, 4, 20), in_force=date(2026, 4, 21),
            pieces_ordered=pieces, incoterm="FCA", value=Decimal("19200.00"),
            payment="60 days after the transport document", invoice_number="INV-2026-003",
        ),
        shipments=(
            replace(
                dossier.shipments[0],
                pieces=pieces, planned=date(2026, 6, 12), deliver_from=date(2026, 6, 10),
                deliver_until=date(2026, 6, 19), arrives=date(2026, 6, 13),
            ),
        ),
        customs=replace(
            dossier.customs,
            transport_document="SAMPLE-AWB-2026-003", vessel="Flight SAMPLE 103",
            shipped=date(2026, 6, 12), arrives=date(2026, 6, 13),
            broker_authority="样本报委2026第02号", broker_authority_day=date(2026, 1, 8),
            broker_authority_until=date(2026, 12, 31),
            declarations=(
                d.Declaration(
                    id="d1", state="planned", planned=day,
                    lines=(d.DeclaredLine(id="l1", line="g1", pieces=pieces),),
                ),
            ),
        ),
        goods=(
            replace(
                line,
                standards=("YY 0469-2011", EN_2025),
                pack_wording=(
                    "YANGBEN (SAMPLE)  YB-WK\n医用外科口罩 非无菌  YY 0469-2011\n"
                    "Medizinische Gesichtsmaske, Typ IIR, unsteril  MD\nEN 14683:2025  CE\n"
                    "EC REP Beispiel EU-Vertretung GmbH (SAMPLE)\n50 Stück / 50 pcs"
                ),
                hs_origin_year=2026, hs_destination="6307.90.95", hs_destination_year=2026,
                pieces_ordered=pieces, pieces_declared=pieces, unit_price=Decimal("0.032"),
                packages=240, net_kg=Decimal("1980.0"), gross_kg=Decimal("2448.0"),
                volume_m3=Decimal("22.080"),
                marks="MUSTER FRANKFURT\nYB-WK\nC/NO. 1-240\nMADE IN CHINA\nSAMPLE", lots=lots,
            ),
        ),
        producers=(factory,),
        output=replace(
            dossier.output, period_from=date(2026, 1, 1), period_until=date(2026, 5, 31),
            why="本年前五个月。", pieces_made=21_000_000, pieces_kept=15_000_000,
        ),
        certificates=(*renewed, licence),
        destination=replace(
            dossier.destination,
            standard_route=None, standards_agreed=(EN_2025,),
            placed_on_market=date(2026, 6, 17),
            requirements="EN 14683:2025 Type IIR；条例(EU) 2017/745，I类非无菌医疗器械，CE标志",
        ),
        papers=(
            wish(
                "cn-sales-certificate-data", None, subject="goods[g1]", originals=1, copies=0,
                finish="ink",
            ),
            *usual_papers(day, "样本市", buyer, "2026-003", "上海浦东机场海关（样本）"),
        ),
    )
    files = (
        *(
            file
            for file in surgical_files(
                dossier, "Regulation (EU) 2017/745. Sample City, 16 March 2026"
            )
            if file.row.id != "supply"
        ),
        registration_evidence(dossier),
        certificate_evidence(
            dossier,
            "licence",
            "production-licence.pdf",
            "医疗器械生产许可证（样本）",
            language="zh", kind="certified-copy",
        ),
    )
    reasons = {
        "cn-53-2020/inspection": (
            "报关行已与海关约定于2026年6月11日查验，报关时申报为医用。（样本）"
        ),
        "eu-eudamed/device-entry": "2026年6月8日查询EUDAMED：YB-WK已登记。（样本）",
    }
    return Sample(dossier, day, files, reasons)
