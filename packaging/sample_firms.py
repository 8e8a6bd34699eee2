"""The invented firms and people of the samples; each bears the word in its name."""

from datetime import date

from msgspec.structs import replace

from maskdesk.dossier import sections as d

# A row is filled like a paragraph, so that a whole dossier can be read.
# fmt: off

PHONE = "+84 000 000 000"


def vietnamese_exporter(**changes: object) -> d.Exporter:
    """The maker and exporter of the first consignment."""
    exporter = d.Exporter(
        name_local="CÔNG TY TNHH KHẨU TRANG MẪU SỐ MỘT",
        name_english="SAMPLE Masks No. 1 Co., Ltd.", tax_code="9990000018",
        customs_code="9990000018",
        address_local="Lô M1, Khu công nghiệp Mẫu, huyện Mẫu, tỉnh Bắc Giang",
        address_english="Lot M1, SAMPLE Industrial Park, Bac Giang Province, Viet Nam",
        place="Bắc Giang", phone=PHONE, email="export@sample-masks-1.example",
        country="VN", status="ordinary",
        investment_certificate="MẪU-0001/GCNĐT", investment_certificate_day=date(2016, 5, 12),
        investment_certificate_issuer="Sở Kế hoạch và Đầu tư (MẪU)",
        signatories=(
            d.Signatory(
                id="director", name="Nguyễn Thị Mẫu", position="Giám đốc",
                position_english="Director", capacity="legal-representative",
            ),
            d.Signatory(
                id="deputy", name="Trần Văn Mẫu", position="Phó Giám đốc",
                position_english="Deputy Director", capacity="by-authorisation",
                authorisation_number="05/2020/GUQ-MẪU", authorisation_day=date(2020, 1, 6),
                scope="Ký hóa đơn thương mại và phiếu đóng gói của các lô hàng xuất khẩu",
                until=date(2020, 12, 31),
            ),
        ),
    )
    return replace(exporter, **changes)


def german_parties(importer_id: str, representative_id: str) -> tuple[d.Party, ...]:
    """The German side of a consignment: buyer, representative, forwarder, user."""
    return (
        d.Party(
            id="buyer", roles=("buyer", "importer", "consignee"),
            name="Muster Medizinbedarf GmbH (SAMPLE)",
            address="Musterstraße 12, 20999 Hamburg, Germany", country="DE",
            identifier=importer_id, contact="Erika Beispiel",
            email="import@muster-medizinbedarf.example", phone="+49 000 0000000",
        ),
        d.Party(
            id="representative", roles=("authorised-representative",),
            name="Beispiel EU-Vertretung GmbH (SAMPLE)",
            address="Beispielweg 3, 20999 Hamburg, Germany", country="DE",
            identifier=representative_id, contact="Max Beispiel",
            email="regulatory@beispiel-vertretung.example", phone="+49 000 0000001",
        ),
        d.Party(
            id="forwarder", roles=("notify-party",), name="Spedition Muster GmbH (SAMPLE)",
            address="Musterkai 7, 20999 Hamburg, Germany", country="DE",
            identifier="DE999999999999998", contact="Moritz Muster",
            email="sea@spedition-muster.example", phone="+49 000 0000002",
        ),
        d.Party(
            id="clinics", roles=("end-user",), name="Klinikverbund Beispiel (SAMPLE)",
            address="Klinikallee 1, 20999 Hamburg, Germany", country="DE",
            contact="Dr. Anna Beispiel", email="einkauf@klinikverbund-beispiel.example",
            phone="+49 000 0000003",
        ),
    )


def vietnamese_parties(exporter: d.Exporter, maker_id: str) -> tuple[d.Party, ...]:
    """The exporter's own parts in a Vietnamese consignment, and its broker."""
    return (
        d.Party(
            id="maker", roles=("legal-manufacturer", "consignor"), name=exporter.name_english,
            name_local=exporter.name_local, address=exporter.address_english, country="VN",
            identifier=maker_id, contact="Nguyễn Thị Mẫu", email=exporter.email,
            phone=exporter.phone,
        ),
        d.Party(
            id="broker", roles=("customs-broker",), name="SAMPLE Customs Brokers Co., Ltd.",
            name_local="CÔNG TY TNHH ĐẠI LÝ HẢI QUAN MẪU",
            address="Số 0 Đường Mẫu, quận Mẫu, thành phố Hải Phòng, Việt Nam", country="VN",
            identifier="9990000064", contact="Lê Văn Mẫu", email="customs@sample-brokers.example",
            phone=PHONE,
        ),
    )


def chinese_exporter() -> d.Exporter:
    """The trading firm that exports."""
    return d.Exporter(
        name_local="样本一号进出口有限公司", name_english="SAMPLE No. 1 Import & Export Co., Ltd.",
        tax_code="91999999MA0000001N", customs_code="9999960001",
        address_local="样本省样本市样本区样本路1号",
        address_english="No. 1 Sample Road, Sample District, Sample City, Sample Province, China",
        place="样本市", phone="+86 000 0000 0000", email="export@sample-trading-1.example",
        country="CN", status="ordinary",
        signatories=(
            d.Signatory(
                id="director", name="王样本", position="法定代表人",
                position_english="Legal representative", capacity="legal-representative",
            ),
            d.Signatory(
                id="deputy", name="李样本", position="外贸部经理",
                position_english="Export manager",
                capacity="by-authorisation", authorisation_number="样本授字2020第05号",
                authorisation_day=date(2020, 1, 6), scope="签署出口发票和装箱单",
                until=date(2020, 12, 31),
            ),
        ),
    )


def chinese_producer(**changes: object) -> d.Producer:
    """The factory the trading firm buys from."""
    producer = d.Producer(
        id="factory", name_local="样本二号防护用品有限公司",
        name_english="SAMPLE No. 2 Protective Products Co., Ltd.", code="91999999MA0000002R",
        address="样本省样本市样本工业园2号", province="样本省", country="CN", relation="bought",
        authorisation_number="样本销授2020第02号", authorisation_day=date(2020, 3, 16),
        cleanroom_class="ISO 14644-1, class 8", cleanroom_report="样本洁净2020-021",
        cleanroom_until=date(2021, 2, 28),
    )
    return replace(producer, **changes)


def chinese_parties(exporter: d.Exporter) -> tuple[d.Party, ...]:
    """The exporter's own part on the declaration, and its broker."""
    return (
        d.Party(
            id="consignor", roles=("consignor",), name=exporter.name_english,
            name_local=exporter.name_local, address=exporter.address_english, country="CN",
            identifier=exporter.tax_code, contact="李样本", email=exporter.email,
            phone=exporter.phone,
        ),
        d.Party(
            id="broker", roles=("customs-broker",), name="SAMPLE No. 3 Customs Brokers Co., Ltd.",
            name_local="样本三号报关有限公司", address="样本省样本市样本区样本路3号", country="CN",
            identifier="91999999MA0000003W", contact="赵样本",
            email="customs@sample-brokers-3.example", phone="+86 000 0000 0001",
        ),
    )


def german_exporter() -> d.Exporter:
    """The maker in a Member State that sells to Canada."""
    return d.Exporter(
        name_local="Muster Maskenwerk GmbH (SAMPLE)",
        name_english="Muster Maskenwerk GmbH (SAMPLE)", tax_code="DE999999996",
        customs_code="DE9999999999999", address_local="Musterallee 5, 20999 Hamburg",
        address_english="Musterallee 5, 20999 Hamburg, Germany", place="Hamburg", country="DE",
        phone="+49 000 0000010", email="export@muster-maskenwerk.example", status="ordinary",
        signatories=(
            d.Signatory(
                id="director", name="Erika Muster", position="Geschäftsführerin",
                position_english="Managing director", capacity="legal-representative",
            ),
            d.Signatory(
                id="deputy", name="Paul Beispiel", position="Leiter Export",
                position_english="Head of export", capacity="by-authorisation",
                authorisation_number="V-2020-05 (SAMPLE)", authorisation_day=date(2020, 1, 6),
                scope="Signing invoices, packing lists and applications for export",
                until=date(2020, 12, 31),
            ),
        ),
    )
