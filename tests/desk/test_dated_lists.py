"""Lists of makers as files: read from any workbook, dated, matched, evidence of themselves."""

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from desk.dossiers import china
from desk.made import office
from maskdesk.desk.dated_lists import (
    Columns,
    DamagedList,
    DatedList,
    NoDirection,
    NoFirms,
    NoNames,
    NoSuchColumn,
    import_list,
    matches,
    read_dated_list,
    with_list,
    write_list,
)
from maskdesk.desk.opening import new_dossier, open_dossier, save_dossier
from maskdesk.desk.reading_lists import read_list
from maskdesk.dossier.sections import Dossier, Evidence, GoodsLine, ListedName, Producer
from maskdesk.dossier.unread import Unread
from maskdesk.intake.table import Table
from maskdesk.rules.evaluate import check
from maskdesk.store.known_versions import KnownVersions
from maskdesk.store.resources import resource

DAY = date(2020, 5, 6)
SOURCE = "SAMPLE chamber of commerce, web page"
HEADINGS = resource("lists/headings.toml")
CHINESE = (
    ("取得国外标准认证或注册的医疗物资生产企业清单（样本）", "", ""),
    ("序号", "企业名称", "产品类别（样本）"),
    ("1", "样本防护用品厂", "医用口罩"),
    ("2", "范例医疗器械有限公司", "呼吸机"),
    ("", "", ""),
    ("3", "样例其他厂", "其他"),
)


def taken(rows: tuple[tuple[str, ...], ...], **how: object) -> DatedList:
    """A list imported from a table."""
    given = {"list_": "mofcom-medical", "day": DAY, "source": SOURCE, **how}
    imported = import_list(Table(rows=rows), "list.xlsx", HEADINGS, **given)  # type: ignore[arg-type]
    return imported.dated


def names(dated: DatedList) -> list[tuple[object, object, object]]:
    return [(row.name, row.code, row.product) for row in dated.extract.rows]


def test_a_chinese_list_is_known_by_its_headings_and_its_product_groups() -> None:
    dated = taken(CHINESE)
    assert names(dated) == [
        ("样本防护用品厂", None, "medical-mask"),
        ("范例医疗器械有限公司", None, "ventilator"),
        ("样例其他厂", None, "其他"),
    ]
    assert [row.id for row in dated.extract.rows] == ["r3", "r4", "r6"]
    assert (dated.direction, dated.extract.day, dated.source) == ("allow", DAY, SOURCE)


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        (("Tên doanh nghiệp", "Mã số thuế"), ("Công ty Mẫu", "0100109106")),
        (("COMPANY NAME", "Tax code:"), ("Công ty Mẫu", "0100109106")),
        (("企业名称", "统一社会信用代码（18位）"), ("Công ty Mẫu", "0100109106")),
    ],
)
def test_headings_are_known_in_each_language(
    heading: tuple[str, ...], row: tuple[str, ...]
) -> None:
    assert names(taken((heading, row))) == [("Công ty Mẫu", "0100109106", None)]


def test_a_list_without_headings_is_read_by_the_columns_named() -> None:
    rows = (("1", "SAMPLE One"), ("2", "SAMPLE Two"))
    with pytest.raises(NoNames, match="--name-column"):
        taken(rows)
    assert [name for name, _, _ in names(taken(rows, columns=Columns(name=2)))] == [
        "SAMPLE One",
        "SAMPLE Two",
    ]
    with pytest.raises(NoSuchColumn, match="it has 2"):
        taken(rows, columns=Columns(name=3))


def test_a_list_of_the_offices_own_must_say_what_it_means() -> None:
    rows = (("Name",), ("SAMPLE One",))
    with pytest.raises(NoDirection):
        taken(rows, list_="office")
    assert taken(rows, list_="office", direction="deny").direction == "deny"


def test_a_workbook_and_a_csv_file_give_the_same_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in CHINESE:
        book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
    book.save(tmp_path / "list.xlsx")
    text = io.StringIO()
    csv.writer(text).writerows(CHINESE)
    (tmp_path / "list.csv").write_text(text.getvalue(), "utf-8")
    read = [
        import_list(
            read_list(tmp_path / file, "zh"), "list", HEADINGS,
            list_="mofcom-medical", day=DAY, source=SOURCE,
        )
        for file in ("list.xlsx", "list.csv")
    ]  # fmt: skip
    assert names(read[0].dated) == names(read[1].dated) == names(taken(CHINESE))


def test_a_list_below_whose_headings_no_firm_is_named_is_refused() -> None:
    rows = (("Factory's title", "Code", "Product"), ("SAMPLE One", "", "masks"))
    with pytest.raises(NoFirms):
        taken(rows)
    assert names(taken(rows, columns=Columns(name=1))) == [("SAMPLE One", None, "masks")]


def test_rows_that_say_something_but_name_no_firm_are_told_by_their_numbers() -> None:
    rows = (("Maker", "Product"), ("SAMPLE One", ""), ("", "masks"), ("", ""), ("", "gloves"))
    imported = import_list(
        Table(rows=rows), "list.csv", HEADINGS,
        list_="samr-sanctioned", day=DAY, source=SOURCE,
    )  # fmt: skip
    assert names(imported.dated) == [("SAMPLE One", None, None)]
    assert imported.left_out == (3, 5)


def test_a_file_says_again_what_was_imported_and_nothing_else_is_taken() -> None:
    dated = taken(CHINESE)
    content = write_list(dated)
    assert read_dated_list(content, "x") == dated
    assert write_list(dated) == content
    for damaged in (b"", b"{}", content[:-9], content.replace(b'"format": 1', b'"format": 2'),
                    content.replace(b"mofcom-medical", b"mofcom-magical"),
                    content.replace(b'"id": "r4"', b'"id": "r3"'),
                    content.replace(b'"id": "r4"', b'"id": "no id"')):  # fmt: skip
        assert damaged != content
        with pytest.raises(DamagedList):
            read_dated_list(damaged, "x")


def test_each_maker_is_matched_with_score_and_age() -> None:
    maker = Producer(id="m", name_local="样本防护用品有限公司")
    dossier = Dossier(producers=(maker,))
    (match,) = matches(dossier, [taken(CHINESE)], date(2020, 5, 20))
    assert (match.age, match.rows) == (14, 3)
    (hit,) = match.hits
    assert (hit.row, hit.how, hit.exact) == ("r3", "alike", False)


def test_a_list_in_a_dossier_is_its_own_evidence_and_answers_the_condition() -> None:
    dossier = china()
    maker = dossier.producers[0]
    rows = (("Name",), (str(maker.name_local or maker.name_english),))
    content = write_list(taken(rows, list_="samr-sanctioned"))
    bare = replace(dossier, extracts=())
    opened = with_list(new_dossier(bare), read_dated_list(content, "l"), content, "l.maskdesk-list")
    (extract,) = opened.dossier.extracts
    proof = opened.dossier.evidence[-1]
    assert isinstance(proof, Evidence)
    assert extract.evidence == (proof.id,)
    assert opened.container.read(f"evidence/{proof.digest}") == content
    finding = check(opened.dossier, office().law, DAY).find("cn-12a-2020/deny-list")[0]
    assert finding.answer == "not-met"
    again = with_list(opened, read_dated_list(content, "l"), content, "l.maskdesk-list")
    assert len(again.dossier.extracts) == 1


def test_what_a_list_brings_stands_in_the_dossier_as_it_is_read_again(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "SAMPLE Thủ Đức")
    typed = Unread(typed=decomposed, language="vi")
    dated = taken((("Name",), ("SAMPLE",)), list_="samr-sanctioned")
    extract = replace(dated.extract, keeper=typed, rows=(ListedName(id="r", name=decomposed),))
    content = write_list(replace(dated, source=decomposed, extract=extract))
    path, known = tmp_path / "x.maskdesk", KnownVersions(tmp_path / "known")
    save_dossier(new_dossier(china()), path)
    opened = open_dossier(path, known=known)
    changed = with_list(opened, read_dated_list(content, "l"), content, decomposed)
    save_dossier(changed, path, known=known)
    assert open_dossier(path, known=known) == open_dossier(path, known=KnownVersions(tmp_path))


def test_a_name_only_alike_leaves_the_condition_open_until_the_clerk_says_so() -> None:
    dossier = china()
    maker = dossier.producers[0]
    alike = f"{maker.name_english} Co., Ltd."
    listed = taken((("Name",), (alike,)), list_="samr-sanctioned").extract
    dossier = replace(dossier, extracts=(listed,), producers=(replace(maker, code=None),))

    def answer(one: Dossier) -> tuple[str, str]:
        found = check(one, office().law, DAY).find("cn-12a-2020/deny-list")[0]
        return found.answer, found.sentence("en")

    told, sentence = answer(dossier)
    assert told == "cannot-tell"
    assert f"{alike} (99 %)" in sentence
    looked = replace(listed, rows=(replace(listed.rows[0], other_firm=True),))
    assert answer(replace(dossier, extracts=(looked,)))[0] == "met"


@pytest.mark.parametrize(
    ("kind", "use", "product", "counts"),
    [
        ("respirator", "workplace", "非医用口罩", True),
        ("respirator", "medical", "医用口罩", True),
        ("respirator", None, "非医用口罩", True),
        ("respirator", "medical", "非医用口罩", False),
        ("respirator", "workplace", "医用口罩", False),
        ("non-medical-mask", "daily", "KN95", False),
    ],
)
def test_a_respirator_stands_among_the_masks_of_its_use(
    kind: str, use: str | None, product: str, *, counts: bool
) -> None:
    maker = Producer(id="m", name_local="样本防护用品有限公司")
    line = GoodsLine(id="g", kind=kind, use=use, producer="m")
    listed = taken((("企业名称", "产品"), ("样本防护用品有限公司", product)))
    (match,) = matches(Dossier(producers=(maker,), goods=(line,)), [listed], DAY)
    assert bool(match.hits) is counts
