"""Whatever becomes of a list elsewhere, the table shows it in the order the clerk looks at it."""

from random import Random

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from maskdesk.dossier import sections as s
from ui.tables.showing import Desk

STEPS = 120
VERTICAL = Qt.Orientation.Vertical


@pytest.mark.parametrize("seed", range(6))
def test_rows_keep_the_order_they_are_shown_in_and_new_ones_come_last(
    qtbot: QtBot, seed: int
) -> None:
    chance = Random(seed)
    desk = Desk(qtbot, s.Dossier(goods=tuple(s.GoodsLine(id=f"g{n}") for n in range(8))))
    model = desk.table.model
    told: list[range] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        told.append(range(first.row(), last.row() + 1))

    model.dataChanged.connect(note)
    for step in range(STEPS):
        if chance.random() < 0.5:
            model.show_view(a_view(chance, len(desk.goods)))
        before, shown, own = desk.goods, ids_shown(desk), model.in_own_order
        held = [(QPersistentModelIndex(model.index(at, 0)), one) for at, one in enumerate(shown)]
        after = other_rows(chance, before, step)
        told.clear()
        desk.editing.put_rows("goods", after)
        now, known = [row.id for row in after], {row.id for row in before}
        stay = [one for one in shown if one in now] + [one for one in now if one not in known]
        assert ids_shown(desk) == (now if own else stay)
        by_id = {row.id: row for row in before}
        for at, one in enumerate(ids_shown(desk)):
            row = after[now.index(one)]
            assert model.index(at, 0).data() == (row.model or "")
            if one in shown and by_id[one] is not row:
                assert any(at in rows for rows in told), "a changed row is painted again"
        for index, one in held:
            assert index.isValid() == (one in now)
            assert not index.isValid() or model.row_of(index).id == one
        heads = [model.headerData(at, VERTICAL) for at in range(model.rowCount())]
        assert heads == [str(now.index(one) + 1) for one in ids_shown(desk)]


def test_a_table_that_becomes_empty_numbers_no_row_anew(qtbot: QtBot) -> None:
    desk = Desk(qtbot, s.Dossier(goods=(s.GoodsLine(id="g1"),)))
    with qtbot.assertNotEmitted(desk.table.model.headerDataChanged):
        desk.editing.put_rows("goods", ())
    assert desk.table.model.rowCount() == 0


def ids_shown(desk: Desk) -> list[str]:
    """The ids of the rows as they are shown."""
    return [desk.goods[at].id for at in desk.table.model.view]


def a_view(chance: Random, rows: int) -> range | list[int]:
    """The dossier's own order, or some or all rows in another."""
    if chance.random() < 0.3:
        return range(rows)
    return chance.sample(range(rows), chance.choice((rows, chance.randint(0, rows))))


def other_rows(chance: Random, rows: tuple[s.GoodsLine, ...], step: int) -> tuple[s.GoodsLine, ...]:
    """The rows with some changed, gone, come, or moved; often only one of these."""
    done, after = chance.choice(("change", "go", "come", "move", "all", "all")), list(rows)
    if done in ("change", "all"):
        for at in chance.sample(range(len(after)), chance.randint(0, len(after))):
            after[at] = replace(after[at], model=f"M{step}")
    if done in ("go", "all"):
        first = chance.randint(0, len(after))
        del after[first : first + chance.randint(0, 4)]
    if done in ("come", "all"):
        for n in range(chance.randint(0, 4)):
            new = s.GoodsLine(id=f"n{step}-{n}")
            after.insert(chance.choice((0, len(after), chance.randint(0, len(after)))), new)
    if done == "move" or (done == "all" and chance.random() < 0.5):
        chance.shuffle(after)
    return tuple(after)
