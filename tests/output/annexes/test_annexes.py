"""What the annexes list: every field or a reason, words a reader knows, the forms' sums."""

import io
import subprocess
import sys
from datetime import datetime
from decimal import Decimal

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier import sections as s
from maskdesk.dossier.fields import Field, members
from maskdesk.dossier.paths import member_at
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread
from maskdesk.language import Catalogue, load_catalogue
from maskdesk.output.annexes import ANNEXES
from maskdesk.output.annexes.listing import completed
from maskdesk.output.forms import packing_list, vn_domestic_support, vn_undertaking
from output.annexes.consignments import MOMENT, consignment, evidence, line, support
from output.annexes.reading import column, in_words_of, rows_of, sheet_names, written
from output.forms.pressed import pressed, printed_at

LEFT_OUT = {
    ("goods", "unit_price"): "a price stands on the invoice and goes to no other reader",
    ("evidence", "media_type"): "the file's name says it to a reader",
}


@pytest.fixture(scope="module")
def vietnamese() -> Catalogue:
    catalogue = Catalog("vi")
    catalogue.add("Goods", "Hàng hóa")
    catalogue.add("Pieces declared", "Số lượng khai báo")
    catalogue.add("Medical or surgical mask", "Khẩu trang y tế")
    catalogue.add("Lots", "Lô sản xuất / số lô [của từng mặt hàng]: danh sách")
    mo = io.BytesIO()
    write_mo(mo, catalogue)
    return load_catalogue("vi", mo.getvalue())


@pytest.mark.parametrize("annex", ANNEXES)
def test_every_field_has_its_column_or_a_reason_to_have_none(annex: str) -> None:
    shown: dict[type[Struct], list[str]] = {}
    for listing in completed(ANNEXES[annex].listings):
        struct = member_at(listing.path.removesuffix("[]")).struct
        assert struct is not None
        names = [one.name for one in listing.columns if "{" not in one.name]
        shown.setdefault(struct, []).extend(names)
        assert {(annex, name) for name in listing.withheld} <= LEFT_OUT.keys()
    for struct, names in shown.items():
        fields = {
            one.name for one in members(struct).values() if isinstance(one.description, Field)
        }
        left_out = {name for place, name in LEFT_OUT if place == annex} & fields
        assert sorted(names) == sorted(fields - left_out), struct


def test_a_field_nobody_placed_is_shown_once_somebody_fills_it() -> None:
    main, *others = ANNEXES["goods"].listings
    without = replace(main, columns=tuple(one for one in main.columns if one.name != "brand"))
    annex = replace(ANNEXES["goods"], listings=(without, *others))
    content = annex.write(consignment(), load_catalogue("en"), MOMENT)
    assert "Brand" not in rows_of(content)[0]
    assert rows_of(content, "Properties and marking")[0][-1] == "Brand"


def test_every_list_below_a_listed_one_is_listed_too() -> None:
    paths = {one.path for annex in ANNEXES.values() for one in annex.listings}
    for path in sorted(paths):
        struct = member_at(path.removesuffix("[]")).struct
        assert struct is not None
        inner = {name for name, one in members(struct).items() if one.struct is not None}
        assert {f"{path}.{name}[]" for name in inner} <= paths


@pytest.mark.parametrize("annex", ANNEXES)
def test_an_annex_concerns_a_dossier_with_rows_for_it(annex: str) -> None:
    assert ANNEXES[annex].concerns(consignment())
    assert not ANNEXES[annex].concerns(Dossier())


@pytest.mark.parametrize("annex", ANNEXES)
@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_the_same_dossier_at_the_same_moment_has_the_same_bytes(annex: str, language: str) -> None:
    assert written(annex, consignment(), language) == written(annex, consignment(), language)  # type: ignore[arg-type]


def test_headings_and_choices_are_in_the_words_of_the_catalogue(vietnamese: Catalogue) -> None:
    content = in_words_of(vietnamese, "goods", consignment())
    assert sheet_names(content)[0] == "Hàng hóa"
    assert column(content, "Số lượng khai báo")[0] == 3_200_000
    assert column(content, "Kind of product")[0] == "Khẩu trang y tế"
    assert column(content, "Country of origin")[0] == "Việt Nam"
    assert column(written("goods", consignment()), "Country of origin")[0] == "Vietnam"


def test_a_sheet_is_named_as_excel_takes_it(vietnamese: Catalogue) -> None:
    name = sheet_names(in_words_of(vietnamese, "goods", consignment()))[-1]
    assert name.startswith("Lô sản xuất")
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\")


def test_the_name_in_the_annexes_own_language_stands_first() -> None:
    assert rows_of(written("goods", consignment(), "vi"))[0][1] == "Name in Vietnamese"
    assert rows_of(written("goods", consignment()))[0][1:3] == [
        "Name in English",
        "Name in Vietnamese",
    ]


def test_a_link_shows_what_it_points_to() -> None:
    content = written("goods", consignment())
    assert column(content, "Producer")[0] == "SAMPLE Factory, Binh Duong"
    assert column(content, "Legal manufacturer", "Properties and marking")[0] == "SAMPLE Brand GmbH"
    assert column(content, "Goods line", "Lots")[2] == "Surgical mask, three layers SM-2"
    covered = written("certificates", consignment())
    assert column(covered, "Belongs to certificates", "What they cover")[0] == (
        "Laboratory accreditation L-SAMPLE-17025"
    )
    assert column(covered, "Goods lines it covers", "What they cover")[0] == (
        "Surgical mask, three layers SM-1;\nSurgical mask, three layers SM-2"
    )
    counted = column(written("domestic-support", consignment(), "vi"), "Counted for declaration")
    assert counted[0] == "20/04/2020"


def test_links_to_rows_alike_or_without_a_name_tell_them_apart() -> None:
    goods = (line(1), line(2, model="SM-1"), s.GoodsLine(id="g3", lots=(s.Lot(id="x"),)))
    dossier = consignment(goods=goods)
    assert column(written("goods", dossier), "Goods line", "Lots")[:5] == [
        "Surgical mask, three layers SM-1 (no. 1)",
        "Surgical mask, three layers SM-1 (no. 1)",
        "Surgical mask, three layers SM-1 (no. 2)",
        "Surgical mask, three layers SM-1 (no. 2)",
        "no. 3",
    ]


def test_a_link_to_a_row_that_is_gone_shows_nothing() -> None:
    dossier = consignment(goods=(line(1, producer="gone"), line(2)))
    assert column(written("goods", dossier), "Producer")[0] is None


def test_what_cannot_be_read_yet_leaves_its_cell_empty() -> None:
    unread = Unread(typed="12o", language="vi")
    goods = (line(1, pieces_declared=unread, brand=unread, standards=unread), line(2))
    content = written("goods", consignment(goods=goods))
    for heading in ("Pieces declared", "Brand", "Standards with edition"):
        assert column(content, heading)[0] is None
    assert "12o" not in str(rows_of(content))


def test_a_column_nobody_filled_is_left_out_unless_it_is_always_looked_for() -> None:
    content = written("goods", Dossier(goods=(s.GoodsLine(id="g1", brand="SAMPLE"),)))
    headings = rows_of(content)[0]
    assert "Brand" in headings
    assert "Pieces declared" in headings
    assert "Pieces ordered" not in headings
    assert sheet_names(content) == ["Goods"]


def test_no_price_leaves_the_house() -> None:
    assert "0.0425" not in str([rows_of(written("goods", consignment()), "Packing")])
    assert "Unit price" not in str(rows_of(written("goods", consignment())))


def test_the_sums_are_those_of_the_forms() -> None:
    dossier = consignment()
    content = written("goods", dossier)
    drawing = pressed(packing_list.FORM, dossier)
    for heading, name, sheet in (
        ("Pieces declared", "pieces_declared", "Goods"),
        ("Packages", "packages", "Packing"),
        ("Net weight, kg", "net_kg", "Packing"),
        ("Gross weight, kg", "gross_kg", "Packing"),
        ("Volume, m³", "volume_m3", "Packing"),
    ):
        summed = column(content, heading, sheet)[-1]
        printed = printed_at(drawing, f"sum:goods.{name}")
        assert {Decimal(text.replace(",", "")) for text in printed} == {Decimal(str(summed))}
    undertaking = pressed(vn_undertaking.FORM, dossier)
    assert printed_at(undertaking, "sum:goods.pieces_declared") == {"6.400.000"}
    statement = pressed(vn_domestic_support.FORM, dossier)
    pledged = written("domestic-support", dossier)
    assert printed_at(statement, "sum:support.pieces_pledged") == {"1.280.000"}
    assert column(pledged, "Pieces pledged")[-1] == 1_280_000
    assert printed_at(statement, "sum:support.pieces_delivered") == {"400.000"}
    assert column(pledged, "Pieces delivered")[-1] == 400_000


def test_a_sum_with_a_figure_missing_is_none_as_in_the_forms() -> None:
    dossier = consignment(goods=(line(1), line(2, net_kg=None, pieces_declared=None)))
    content = written("goods", dossier)
    drawing = pressed(packing_list.FORM, dossier)
    assert column(content, "Net weight, kg", "Packing")[-1] is None
    assert printed_at(drawing, "sum:goods.net_kg") == {""}
    assert column(content, "Pieces declared")[-1] is None
    assert printed_at(drawing, "sum:goods.pieces_declared") == {""}


def test_pieces_and_pairs_are_not_added_up() -> None:
    content = written("goods", consignment(goods=(line(1), line(2, unit="PR"))))
    assert column(content, "Pieces declared") == [3_200_000, 3_200_000]
    assert column(content, "Packages", "Packing")[-1] == 3_200


def test_a_proposed_row_is_not_among_what_is_agreed() -> None:
    rows = (support(1), support(2, standing="proposed", pieces_pledged=200_000))
    content = written("domestic-support", consignment(support=rows))
    assert column(content, "Facility")[-2:] == ["Total", "Of these agreed"]
    assert column(content, "Pieces pledged")[-2:] == [520_000, 320_000]
    agreed = written("domestic-support", consignment())
    assert column(agreed, "Facility")[-1] == "Total"


def test_sums_of_decimals_are_exact() -> None:
    weights = (Decimal("0.1"), Decimal("0.2"), Decimal("99999999.999"))
    goods = tuple(line(n, net_kg=weight) for n, weight in enumerate(weights))
    content = written("goods", consignment(goods=goods))
    assert column(content, "Net weight, kg", "Packing")[-1] == 100000000.299


def test_the_producers_lines_purchases_and_commitments_have_sheets_of_their_own() -> None:
    content = written("producers", consignment())
    assert sheet_names(content) == [
        "Producers",
        "Production lines",
        "Bought in",
        "Other commitments",
    ]
    assert column(content, "Pieces a day", "Production lines") == [120_000] * 4
    assert column(content, "Promised to", "Other commitments") == ["SAMPLE Vertrieb AG"]
    producers = (replace(consignment().producers[0], bought_in=(), commitments=()),)
    fewer = written("producers", consignment(producers=producers))
    assert sheet_names(fewer) == ["Producers", "Production lines"]


def test_evidence_is_listed_with_its_digest_and_where_the_original_lies() -> None:
    translated = evidence(1, translation="e2", language=None)
    content = written("evidence", consignment(evidence=(translated, evidence(2))))
    assert column(content, "SHA-256") == [one.digest for one in (evidence(1), evidence(2))]
    assert column(content, "Translated in") == ["thoa-thuan-ho-tro-02.pdf", None]
    assert column(content, "Original, copy or scan") == ["Scan", "Scan"]
    assert column(content, "Where the original lies")[1] == evidence(2).original_at


def test_a_draft_says_so_above_every_sheet() -> None:
    content = written("goods", consignment(), draft=True)
    for sheet in sheet_names(content):
        rows = rows_of(content, sheet)
        assert rows[0][0] == "DRAFT: not sealed, not to be handed in"
        assert rows[1][0] == "No."
    assert "DRAFT" not in str(rows_of(written("goods", consignment())))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        ANNEXES["goods"].write(consignment(), load_catalogue("en"), datetime(2020, 5, 6))  # noqa: DTZ001


def test_nothing_heavy_is_loaded_before_an_annex_is_written() -> None:
    asked = "import sys, maskdesk.output.annexes; print('openpyxl' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
    assert told.stdout.strip() == "False", told.stderr
