"""A maker on a list: exactly by code or name, loosely by name in any script, by product group."""

from datetime import date

import pytest

from maskdesk.dossier.sections import Extract, ListedName, Producer
from maskdesk.rules.matching import Hit, hits


def found(maker: Producer, *rows: ListedName, kinds: tuple[str, ...] = ()) -> list[Hit]:
    """Where a maker stands on a list of some rows."""
    listed = Extract(id="x", list="office", day=date(2020, 5, 6), rows=rows)
    return list(hits(maker, listed, kinds))


def row(name: str | None, **more: str | bool) -> ListedName:
    return ListedName(id="r", name=name, **more)  # type: ignore[arg-type]  # fields of a row


MAKER = Producer(
    id="m",
    name_english="SAMPLE Maskenbau GmbH",
    name_local="样本防护用品有限公司",
    code="91000000000000001N",
)


def test_a_code_is_enough_whatever_the_name() -> None:
    (hit,) = found(MAKER, row("Somebody else", code=" 91000000000000001n "))
    assert (hit.how, hit.score, hit.exact) == ("code", 100, True)


@pytest.mark.parametrize("name", ["sample  maskenbau gmbh", "样本防护用品有限公司"])
def test_the_same_name_is_exact_case_and_spaces_aside(name: str) -> None:
    (hit,) = found(MAKER, row(name))
    assert (hit.how, hit.exact) == ("name", True)


@pytest.mark.parametrize(
    ("own", "listed"),
    [
        ("SAMPLE Maskenbau GmbH", "Sample Masken-Bau Co., Ltd."),
        ("SAMPLE Protective Products Factory", "SAMPLE Protectiv Products Co Ltd"),
        ("样本防护用品厂", "样本防护用品股份有限公司"),
        ("样本市防护用品有限公司", "样本防护用品有限公司"),
        ("Công ty TNHH Khẩu Trang Mẫu", "CONG TY CP KHAU TRANG MAU"),
        ("Công ty Cổ phần Thiết bị Đại Mẫu", "Thiet bi Dai Mau JSC"),
    ],
)
def test_a_name_like_it_is_shown_with_its_likeness_and_decides_nothing(
    own: str, listed: str
) -> None:
    (hit,) = found(Producer(id="m", name_local=own), row(listed))
    assert hit.how == "alike"
    assert 86 <= hit.score < 100
    assert not hit.exact


@pytest.mark.parametrize(
    ("own", "listed"),
    [
        ("SAMPLE Maskenbau GmbH", "SAMPLE Other Works"),
        ("样本防护用品有限公司", "范例医疗器械有限公司"),
        ("Công ty TNHH Khẩu Trang Mẫu", "Công ty TNHH Găng Tay Mẫu"),
        ("GmbH", "Co., Ltd."),
        ("有限公司", "Limited"),
    ],
)
def test_other_firms_are_not_shown(own: str, listed: str) -> None:
    assert found(Producer(id="m", name_local=own), row(listed)) == []


def test_two_codes_that_differ_are_two_firms() -> None:
    assert found(MAKER, row("SAMPLE Masken Bau GmbH", code="91000000000000002X")) == []
    assert found(MAKER, row("SAMPLE Masken Bau GmbH"))[0].how == "alike"


def test_a_row_the_clerk_looked_at_is_not_shown_again_but_an_exact_one_is() -> None:
    assert found(MAKER, row("SAMPLE Masken Bau GmbH", other_firm=True)) == []
    assert found(MAKER, row("SAMPLE Maskenbau GmbH", other_firm=True))[0].exact


def test_a_row_of_another_product_group_does_not_count() -> None:
    listed = row("SAMPLE Maskenbau GmbH", product="ventilator")
    assert found(MAKER, listed, kinds=("medical-mask",)) == []
    assert found(MAKER, listed, kinds=("medical-mask", "ventilator"))[0].exact
    unknown = row("SAMPLE Maskenbau GmbH", product="医用口罩")
    assert found(MAKER, unknown, kinds=("ventilator",))[0].exact


def test_exact_hits_come_first_and_then_the_names_most_like() -> None:
    rows = (
        ListedName(id="a", name="SAMPLE Maskenbauer"),
        ListedName(id="b", name="SAMPLE Maskenbau AG GmbH"),
        ListedName(id="c", name="SAMPLE Maskenbau GmbH"),
    )
    assert [hit.row for hit in found(MAKER, *rows)] == ["c", "a", "b"]
