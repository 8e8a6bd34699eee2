"""What places are called on the counter sheet and on the command line."""

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from maskdesk.dossier.fields import Rows, members
from maskdesk.dossier.naming import name_of, name_rows, row_name, row_names
from maskdesk.dossier.paths import NoSuchPlace, put, put_rows
from maskdesk.dossier.sections import (
    Certificate,
    Customs,
    Declaration,
    DeclaredLine,
    Dossier,
    Extract,
    GoodsLine,
    Lot,
    Row,
    Support,
)
from maskdesk.dossier.unread import Unread

DOSSIER = Dossier(
    customs=Customs(
        declarations=(
            Declaration(
                id="d1", planned=date(2020, 5, 6), lines=(DeclaredLine(id="x", line="g1"),)
            ),
        )
    ),
    goods=(
        GoodsLine(
            id="g1",
            name_english="Surgical mask",
            name_chinese="医用外科口罩",
            model="SM-1",
            lots=(Lot(id="a", number="L01"), Lot(id="b")),
        ),
        GoodsLine(id="g2"),
    ),
    support=(
        Support(id="s1", facility="Bệnh viện Mẫu A"),
        Support(id="s2", facility="Bệnh viện Mẫu B"),
        Support(id="s3", facility="Bệnh viện Mẫu B"),
    ),
    certificates=(Certificate(id="c1", scheme="test-report", number="SAMPLE 7"),),
    extracts=(Extract(id="e1", list="office", day=date(2020, 5, 6)),),
)


def plainly(message: str) -> str:
    return message


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("contract.signed", "Contract: Contract signed on"),
        ("contract.assignment.issuer", "Contract, Government assignment: Assigned by"),
        ("contract.assignment", "Contract, Government assignment"),
        ("support", "Domestic support"),
        ("support[s1]", "Domestic support, Bệnh viện Mẫu A"),
        ("support[s1].pieces_pledged", "Domestic support, Bệnh viện Mẫu A: Pieces pledged"),
        ("support[].pieces_pledged", "Domestic support: Pieces pledged"),
        ("goods[g1].lots[a].produced", "Goods, Surgical mask SM-1, Lot L01: Produced on"),
        ("goods[g1].lots", "Goods, Surgical mask SM-1: Lots"),
        ("goods[].lots[].produced", "Goods, Lots: Produced on"),
        ("customs.declarations", "Customs: Declarations"),
        ("customs.declarations[d1].planned", "Customs, Declaration 6 May 2020: Planned for"),
        (
            "customs.declarations[d1].lines[x].pieces",
            "Customs, Declaration 6 May 2020, Declared line Surgical mask SM-1: Pieces declared",
        ),
        ("certificates[c1].expires", "Certificates, Test report SAMPLE 7: Expires on"),
        ("extracts[e1]", "Lists, A list of the office's own 6 May 2020"),
    ],
)
def test_a_place_is_called_by_section_row_and_field(path: str, name: str) -> None:
    assert name_of(DOSSIER, path, plainly) == name


def test_a_row_without_a_name_is_called_by_its_position() -> None:
    assert name_of(DOSSIER, "goods[g2].model", plainly) == "Goods, no. 2: Model"
    assert name_of(DOSSIER, "goods[g1].lots[b]", plainly) == "Goods, Surgical mask SM-1, Lot no. 2"


def test_rows_of_one_name_are_told_apart_by_their_position() -> None:
    assert row_name(DOSSIER, "support[s2]", plainly) == "Bệnh viện Mẫu B (no. 2)"
    assert row_name(DOSSIER, "support[s3]", plainly) == "Bệnh viện Mẫu B (no. 3)"


def test_what_cannot_be_read_yet_names_nothing() -> None:
    unread = replace(DOSSIER, support=(Support(id="s1", facility=Unread(typed="?")),))
    assert row_name(unread, "support[s1]", plainly) == "no. 1"


def test_a_row_that_is_gone_is_called_by_its_id() -> None:
    assert name_of(DOSSIER, "goods[gone].model", plainly) == "Goods, gone: Model"
    assert name_of(DOSSIER, "goods[gone].lots[a]", plainly) == "Goods, gone, Lot a"


def test_the_name_in_the_readers_language_comes_first() -> None:
    assert row_name(DOSSIER, "goods[g1]", plainly, "zh") == "医用外科口罩 SM-1"
    assert row_name(DOSSIER, "goods[g1]", plainly, "vi") == "Surgical mask SM-1"


def test_words_come_from_the_catalogue() -> None:
    words = {"Goods": "货物", "Model": "型号", "{place}: {field}": "{place}：{field}", ", ": "，"}
    name = name_of(DOSSIER, "goods[g1].model", lambda message: words.get(message, message), "zh")
    assert name == "货物，医用外科口罩 SM-1：型号"


@pytest.mark.parametrize("path", ["goods[g1].colour", "contract[x].signed", "nowhere", "goods["])
def test_a_path_no_dossier_has_is_refused(path: str) -> None:
    with pytest.raises(NoSuchPlace):
        name_of(DOSSIER, path, plainly)


def test_a_row_is_named_only_by_the_path_of_one_row() -> None:
    with pytest.raises(NoSuchPlace):
        row_name(DOSSIER, "goods", plainly)


def test_every_place_of_a_dossier_has_a_name() -> None:
    paths = list(_paths(Dossier, ""))
    assert len(paths) > 200
    for path in paths:
        assert name_of(Dossier(), path, plainly), path


@pytest.mark.parametrize(
    "path", [name for name, one in members(Dossier).items() if isinstance(one.description, Rows)]
)
def test_every_kind_of_row_can_be_named(path: str) -> None:
    struct = members(Dossier)[path].struct
    assert struct is not None
    assert issubclass(struct, Row)
    dossier = put_rows(Dossier(), path, (struct(id="r"),))
    assert row_name(dossier, f"{path}[r]", plainly) == "no. 1"
    for name, inner in members(struct).items():
        if inner.struct is not None and issubclass(inner.struct, Row):
            within = put_rows(dossier, f"{path}[r].{name}", (inner.struct(id="s"),))
            assert row_name(within, f"{path}[r].{name}[s]", plainly) == "no. 1"


def _paths(struct: type, prefix: str) -> Iterator[str]:
    for member in members(struct).values():
        path = f"{prefix}{member.name}"
        yield path
        if member.struct is not None:
            rows = isinstance(member.description, Rows)
            yield from _paths(member.struct, f"{path}[r]." if rows else f"{path}.")


@pytest.mark.parametrize("path", ["goods", "support", "certificates", "customs.declarations"])
def test_all_rows_of_a_list_are_called_as_each_is_called_alone(path: str) -> None:
    names = row_names(DOSSIER, path, plainly)
    alone = {one: row_name(DOSSIER, f"{path}[{one}]", plainly) for one in names}
    assert names == alone
    assert len(set(names.values())) == len(names)


def test_rows_named_some_at_a_time_are_at_hand_under_the_same_names() -> None:
    def say(message: str) -> str:
        asked.append(message)
        return plainly(message)

    asked: list[str] = []
    rows = tuple(GoodsLine(id=str(n), model=f"M{n % 700}") for n in range(1_200))
    dossier = Dossier(goods=rows)
    assert len(list(name_rows(dossier, "goods", say))) > 2
    asked.clear()
    names = row_names(dossier, "goods", say)
    assert not asked
    assert names == dict(row_names(dossier, "goods", plainly))
    assert (names["0"], names["699"], names["700"]) == ("M0 (no. 1)", "M699", "M0 (no. 701)")


def test_rows_in_another_order_are_asked_for_known_names_some_at_a_time() -> None:
    rows = tuple(GoodsLine(id=f"g{n}", model=f"M{n}") for n in range(12_000))
    row_names(Dossier(goods=rows), "goods", plainly)
    turned = Dossier(goods=rows[::-1])
    assert len(list(name_rows(turned, "goods", plainly))) > 8
    assert row_names(turned, "goods", plainly)["g11999"] == "M11999"


def test_names_that_are_at_hand_stay_so_when_naming_others_is_given_up() -> None:
    def say(message: str) -> str:
        asked.append(message)
        return plainly(message)

    asked: list[str] = []
    dossier = Dossier(goods=tuple(GoodsLine(id=str(n)) for n in range(3)))
    names = dict(row_names(dossier, "goods", say))
    next(name_rows(put(dossier, "goods[1].model", "M"), "goods", say))
    assert asked
    asked.clear()
    assert dict(row_names(dossier, "goods", say)) == names
    assert not asked


def test_only_a_list_has_rows_with_names() -> None:
    with pytest.raises(NoSuchPlace):
        row_names(DOSSIER, "contract.number", plainly)


def test_a_row_is_called_by_what_it_links_to_as_that_is_now() -> None:
    path = "customs.declarations[d1].lines[x]"
    assert row_name(DOSSIER, path, plainly) == "Surgical mask SM-1"
    renamed = put(DOSSIER, "goods[g1].name_english", "Face mask")
    assert row_name(renamed, path, plainly) == "Face mask SM-1"
    assert row_name(DOSSIER, path, plainly) == "Surgical mask SM-1"


def test_rows_are_called_anew_in_each_language_and_state() -> None:
    assert row_name(DOSSIER, "goods[g1]", plainly, "zh") == "医用外科口罩 SM-1"
    assert row_name(DOSSIER, "goods[g1]", plainly, "en") == "Surgical mask SM-1"
    assert row_name(put(DOSSIER, "goods[g2].model", "X"), "goods[g2]", plainly) == "X"


def test_a_row_is_called_by_what_is_there_whatever_its_like_are_called_by() -> None:
    rows = (
        GoodsLine(id="a", model="M", name_english="Masks"),
        GoodsLine(id="b", name_english="Masks"),
        GoodsLine(id="c", model=Unread(typed="?"), name_english="Masks"),
        GoodsLine(id="d"),
        GoodsLine(id="e", model="M", name_english="Masks"),
    )
    dossier = Dossier(goods=rows)
    alone = [row_name(Dossier(goods=(row,)), f"goods[{row.id}]", str) for row in rows]
    times = {name: alone.count(name) for name in alone}
    assert [row_name(dossier, f"goods[{row.id}]", str) for row in rows] == [
        f"no. {n}" if row.id == "d" else name if times[name] == 1 else f"{name} (no. {n})"
        for n, (row, name) in enumerate(zip(rows, alone, strict=True), 1)
    ]
    assert dict(row_names(dossier, "goods", str)).keys() == {row.id for row in rows}


def test_rows_that_changed_places_or_left_are_told_apart_anew() -> None:
    alike = tuple(Certificate(id=one, number="A1") for one in "abc")
    dossier = replace(DOSSIER, certificates=alike)
    assert list(row_names(dossier, "certificates", plainly).values()) == [
        "A1 (no. 1)",
        "A1 (no. 2)",
        "A1 (no. 3)",
    ]
    turned = replace(dossier, certificates=alike[::-1])
    assert row_name(turned, "certificates[a]", plainly) == "A1 (no. 3)"
    alone = replace(dossier, certificates=alike[:1])
    assert row_name(alone, "certificates[a]", plainly) == "A1"
    noted = put(dossier, "certificates[b].not_available", "asked for")
    assert row_name(noted, "certificates[b]", plainly) == "A1 (no. 2)"
