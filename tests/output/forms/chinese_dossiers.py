"""Invented Chinese consignments, short and overlong, for the tests of papers."""

from datetime import date

from msgspec.structs import replace

from maskdesk.dossier.sections import (
    Certificate,
    Contract,
    Declaration,
    DeclaredLine,
    Destination,
    Dossier,
    Exporter,
    GoodsLine,
    Head,
    Lot,
    Paper,
    Party,
    Producer,
    Signatory,
)

LONG_NAME = "SAMPLE International Medical and Protective Equipment Trading Corporation " * 3
LONG_NAME_CHINESE = "样例医疗用品进出口贸易" * 6

DECLARATION = Declaration(
    id="d1", planned=date(2020, 5, 6), lines=(DeclaredLine(id="r1", line="g1", pieces=750_000),)
)


def surgical_masks(lines: int = 1, lots: int = 2) -> Dossier:
    """Registered surgical masks to Germany."""
    goods = tuple(
        GoodsLine(
            id=f"g{n}",
            kind="medical-mask",
            use="medical",
            name_chinese="医用外科口罩",
            name_english="Surgical mask",
            model=f"SM-{n}",
            standards=("YY 0469-2011",),
            pieces_declared=2_000_000 + n,
            unit="C62",
            producer="p1",
            lots=tuple(Lot(id=f"l{m}", number=f"SM{n}-2004{m:03}") for m in range(lots)),
        )
        for n in range(lines)
    )
    return Dossier(
        id="SAMPLE",
        head=Head(reference="SAMPLE-CN-1", origin="CN"),
        exporter=Exporter(
            name_local="样例医疗用品（苏州）有限公司",
            name_english="SAMPLE Medical Products (Suzhou) Co., Ltd.",
            signatories=(Signatory(id="s1", name="SAMPLE Person", position="法定代表人"),),
        ),
        goods=goods,
        producers=(
            Producer(id="p1", name_local="样例口罩厂", name_english="SAMPLE Mask Works"),
            Producer(id="p2", name_local="样例第二口罩厂"),
        ),
        certificates=(
            Certificate(
                id="c1",
                scheme="nmpa-registration",
                number="苏械注准SAMPLE1",
                goods=tuple(line.id for line in goods),
            ),
            Certificate(id="c2", scheme="test-report", number="SAMPLE-TR", goods=("g0",)),
        ),
        destination=Destination(country="DE", requirements="EN 14683:2019+AC:2019，IIR 型"),
        papers=(Paper(id="x", form="cn-declaration-5", day=date(2020, 5, 6)),),
    )


def respirators(lines: int = 1) -> Dossier:
    """Non-medical KN95 masks to Canada under the Chinese standard."""
    medical = surgical_masks(lines)
    return replace(
        medical,
        contract=Contract(number="SAMPLE-CA-1"),
        parties=(
            Party(id="b", roles=("buyer",), name="SAMPLE Buyer Inc."),
            Party(id="i", roles=("importer",), name="SAMPLE Importer Inc.", country="CA"),
        ),
        goods=tuple(
            replace(
                line,
                kind="respirator",
                use="daily",
                name_chinese="KN95 防护口罩",
                name_english="KN95 protective mask",
                model=f"KN-{n}",
                standards=("GB 2626-2006",),
            )
            for n, line in enumerate(medical.goods)
        ),
        destination=Destination(
            country="CA", standard_route="chinese", standards_agreed=("GB 2626-2006", "SAMPLE-7")
        ),
        papers=(Paper(id="x", form="cn-joint-declaration", day=date(2020, 5, 6)),),
    )


def with_long_names(dossier: Dossier) -> Dossier:
    """The same consignment of firms with names that need several lines."""
    exporter = replace(dossier.exporter, name_local=LONG_NAME_CHINESE, name_english=LONG_NAME)
    producers = tuple(
        replace(one, name_local=LONG_NAME_CHINESE, name_english=LONG_NAME)
        for one in dossier.producers
    )
    parties = tuple(
        replace(one, name=LONG_NAME, name_local=LONG_NAME_CHINESE) for one in dossier.parties
    )
    return replace(dossier, exporter=exporter, producers=producers, parties=parties)
