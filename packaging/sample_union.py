"""The sample of the European Union: five lines to Canada under the authorisation of 2020."""

from datetime import date
from decimal import Decimal

from maskdesk.dossier import sections as d
from sample_firms import german_exporter
from sample_papers import (
    Sample,
    authorisation_evidence,
    buyers_undertaking_evidence,
    certificate_evidence,
    cleanroom_evidence,
    contract_evidence,
    label_evidence,
)
from sample_rows import EN_2019, laboratory, lots_of, machines, numbers, paper, usual_papers, wish

# A row is filled like a paragraph, so that a whole dossier can be read.
# fmt: off

COMPOSITION = "Spunbond and meltblown polypropylene; nose wire; ear loops without latex"

# Colour in German and English; pieces of each.
_COLOURS = (
    ("B", "blau", "blue", 200_000),
    ("W", "weiß", "white", 160_000),
    ("G", "grün", "green", 120_000),
    ("S", "schwarz", "black", 80_000),
    ("R", "rosa", "pink", 40_000),
)


def european_union_2020_04_10(name: str) -> Sample:
    """Five kinds of masks, so that the form of four boxes is made twice."""
    exporter, day, buyer = german_exporter(), date(2020, 4, 10), "SAMPLE Everyday Supplies Ltd."
    goods = tuple(_line(n, *colour) for n, colour in enumerate(_COLOURS, start=1))
    lines, models = tuple(one.id for one in goods), tuple(str(one.model) for one in goods)
    lots = tuple(lot for one in goods for lot in numbers(one.lots))
    pieces = sum(one[3] for one in _COLOURS)
    dossier = d.Dossier(
        id=f"sample-{name}",
        head=d.Head(
            reference="SAMPLE-EU-2020-001", origin="EU", languages=("en",), version=1,
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
                id="hospital", roles=("end-user",), name="SAMPLE Regional Health Authority",
                address="1 Sample Hospital Road, Sampletown, BC V0V 0V0, Canada", country="CA",
                contact="Kim Sample", email="stores@sample-health.example",
                phone="+1 000 000 0005",
            ),
            d.Party(
                id="maker", roles=("legal-manufacturer", "consignor"),
                name=exporter.name_english, address=exporter.address_english, country="DE",
                identifier=exporter.customs_code, contact="Erika Muster", email=exporter.email,
                phone=exporter.phone,
            ),
            d.Party(
                id="broker", roles=("customs-broker",), name="Zollagentur Muster GmbH (SAMPLE)",
                address="Musterkai 9, 20999 Hamburg, Germany", country="DE",
                identifier="DE999999999999997", contact="Moritz Muster",
                email="customs@zollagentur-muster.example", phone="+49 000 0000011",
            ),
        ),
        contract=d.Contract(
            number="MM-CA-2020-004", type="sale", signed=date(2020, 3, 30),
            in_force=date(2020, 3, 30), pieces_ordered=pieces, tolerance=Decimal(1),
            incoterm="FCA", incoterm_place="Hamburg, Germany", currency="EUR",
            value=Decimal("234000.00"), payment="30 days after the transport document",
            invoice_number="INV-2020-004",
        ),
        shipments=(
            d.Shipment(
                id="s1", name="Call-off 1", state="planned", pieces=pieces,
                planned=date(2020, 4, 20), deliver_from=date(2020, 4, 17),
                deliver_until=date(2020, 4, 30), arrives=date(2020, 4, 22),
            ),
        ),
        customs=d.Customs(
            type_code="1000", office="Hauptzollamt Muster (SAMPLE)", gate="Hamburg Airport",
            port_of_loading="DEHAM", port_of_discharge="CAVAN",
            transport_document="SAMPLE-AWB-2020-104", vessel="Flight SAMPLE 204",
            shipped=date(2020, 4, 20), arrives=date(2020, 4, 22),
            broker_authority="ZV-2020-01 (SAMPLE)", broker_authority_day=date(2020, 1, 8),
            broker_authority_until=date(2020, 12, 31),
            broker_scope="Export declarations for this consignment",
            declarations=(
                d.Declaration(
                    id="d1", state="planned", planned=day,
                    lines=tuple(
                        d.DeclaredLine(id=f"l{n}", line=one.id, pieces=one.pieces_declared)
                        for n, one in enumerate(goods, start=1)
                    ),
                ),
            ),
        ),
        goods=goods,
        producers=(
            d.Producer(
                id="own", name_local=exporter.name_local, name_english=exporter.name_english,
                code=exporter.tax_code, address=exporter.address_local, province="Hamburg",
                country="DE", relation="own", cleanroom_class="ISO 14644-1, class 8",
                cleanroom_report="RR-2020-014 (SAMPLE)", cleanroom_until=date(2021, 2, 28),
                opening_stock=640_000, opening_day=date(2020, 4, 6),
                lines=machines("medical-mask", ("Linie 1", 40_000, date(2020, 3, 9))),
            ),
        ),
        output=d.Output(
            period_from=date(2020, 3, 9), period_until=date(2020, 4, 9), level="firm",
            why="Since the first line runs.", pieces_made=1_240_000, pieces_kept=600_000,
        ),
        certificates=(
            d.Certificate(
                id="conformity", scheme="declaration-of-conformity",
                number="DoC-MM-2020-01 (SAMPLE)", body=exporter.name_english,
                holder=exporter.name_english, models=models, standards=(EN_2019,),
                issued=date(2020, 3, 20), goods=lines, links=("report-1",),
                evidence=("conformity",),
            ),
            d.Certificate(
                id="report-1", scheme="test-report", number="TL-2020-0701 (SAMPLE)",
                body="SAMPLE Mask Laboratory", body_id="SAMPLE-LAB-0001",
                holder=exporter.name_english, models=models, standards=(EN_2019,),
                issued=date(2020, 4, 8), goods=lines, lots=lots, links=("laboratory",),
                evidence=("report-1",),
            ),
            laboratory(date(2019, 6, 3), date(2022, 6, 2), date(2020, 4, 8)),
            d.Certificate(
                id="licence-ca", scheme="mdel", number="SAMPLE-MDEL-0001",
                body="Health Canada (SAMPLE)", holder=buyer, issued=date(2019, 7, 1),
                expires=date(2021, 3, 31), goods=lines, evidence=("licence-ca",),
            ),
        ),
        destination=d.Destination(
            country="CA", placed_on_market=date(2020, 4, 27), public_purchase=False,
            standards_agreed=(EN_2019,),
            requirements="EN 14683:2019+AC:2019 Type IIR, labels in English and French.",
            importer_accepts_standard=True, exporter_answers_for_quality=True,
            exporter_supplies_on_request=True, label_languages=("en", "fr"), label_checked=True,
        ),
        papers=(
            *_authorisations(day, ("g1", "g5")),
            wish("broker-authority", None, place="Hamburg", originals=2),
            *usual_papers(day, "Hamburg", buyer, "2020-004", "Hauptzollamt Muster (SAMPLE)"),
        ),
    )
    files = (
        contract_evidence(dossier),
        buyers_undertaking_evidence(
            dossier,
            (f"We accept the quality standard {EN_2019} for the masks of this contract.",),
        ),
        authorisation_evidence(dossier, "en"),
        cleanroom_evidence(dossier.producers[0], 1, "en"),
        certificate_evidence(
            dossier,
            "conformity",
            "declaration-of-conformity.pdf",
            "EU declaration of conformity",
            (
                "We declare under our sole responsibility that these non-sterile class I medical "
                "devices conform to Directive 93/42/EEC. Hamburg, 20 March 2020.",
            ),
        ),
        certificate_evidence(
            dossier,
            "report-1",
            "test-report-mm.pdf",
            "Test report: filtration, breathing resistance, splash resistance, cleanliness",
            ("BFE 98.7 to 99.2 %; splash resistance at least 16.0 kPa. Passed.",),
        ),
        certificate_evidence(
            dossier, "laboratory", "laboratory-accreditation.pdf", "Accreditation of the laboratory"
        ),
        certificate_evidence(
            dossier, "licence-ca", "establishment-licence.pdf", "Establishment licence of the buyer"
        ),
        *label_evidence(dossier),
    )
    return Sample(dossier, day, files, {})


def _line(n: int, letter: str, german: str, english: str, pieces: int) -> d.GoodsLine:
    model = f"MM-2R-{letter}"
    cartons = pieces // 2_000
    return d.GoodsLine(
        id=f"g{n}", kind="medical-mask", use="medical", sterile=False, filter_class="Type IIR",
        fastening="ear-loops", model=model, brand="MUSTERMASKE (SAMPLE)",
        name_english=f"Surgical face mask, Type IIR, non-sterile, {english}",
        name_vietnamese="Khẩu trang phẫu thuật, loại IIR, không tiệt trùng",
        name_chinese="医用外科口罩，IIR型，非无菌",
        pack_wording=(
            f"MUSTERMASKE (SAMPLE)  {model}\nMedizinische Gesichtsmaske, Typ IIR, {german}\n"
            f"Surgical face mask, Type IIR, {english}\nMasque chirurgical, type IIR\n"
            "EN 14683:2019+AC:2019  CE\n50 pieces / 50 pièces"
        ),
        ce_mark=True, hs_origin="63079098", hs_origin_year=2020,
        hs_destination="6307.90.99", hs_destination_year=2020, country_of_origin="DE",
        standards=(EN_2019,), composition=COMPOSITION, export_only=False,
        pieces_ordered=pieces, pieces_declared=pieces, unit="C62", unit_price=Decimal("0.39"),
        package="CT", pieces_per_inner=50, pieces_per_carton=2_000, cartons_per_pallet=20,
        packages=cartons, net_kg=Decimal(cartons) * Decimal("6.8"),
        gross_kg=Decimal(cartons) * Decimal("8.6"), volume_m3=Decimal(cartons) * Decimal("0.077"),
        marks=f"SES VANCOUVER\n{model}\nMADE IN GERMANY\nSAMPLE", producer="own",
        legal_manufacturer="maker",
        lots=lots_of(f"{model}-2020-{{n:02}}", pieces // 2, 3, date(2020, 3, 25), date(2020, 4, 1)),
    )


def _authorisations(day: date, first: tuple[str, ...]) -> tuple[d.Paper, ...]:
    return tuple(
        paper(
            "eu-export-authorisation", f"EA-2020-00{n} (SAMPLE)", day,
            "Hauptzollamt Muster (SAMPLE)", id=f"eu-export-authorisation-{line}",
            subject=f"goods[{line}]", place="Hamburg", copies=1, finish="ink",
        )
        for n, line in enumerate(first, start=1)
    )
