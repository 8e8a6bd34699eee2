"""Long work leaves the window its turns, before what follows it too."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from maskdesk.ui.portions import Portions


def test_short_work_is_over_at_once(qtbot: QtBot) -> None:
    portions = Portions()
    with qtbot.waitSignal(portions.done, timeout=0):
        portions.start(iter((0.5, 1.0)))
    assert not portions.working


def test_of_several_only_one_has_a_portion_between_two_turns_of_the_window(qtbot: QtBot) -> None:
    told = list[str]()
    several = {name: Portions() for name in "abc"}

    def work(name: str) -> Iterator[float]:
        for part in range(3):
            QTimer.singleShot(0, lambda: told.append("."))
            told.append(name)
            ends = perf_counter() + 0.02
            while perf_counter() < ends:
                pass
            yield part / 3

    for name, portions in several.items():
        portions.start_after_paint(work(name))
    delete(several.pop("b"))
    qtbot.waitUntil(lambda: not any(portions.working for portions in several.values()))
    assert "".join(told) == "a.c." * 3


def test_what_follows_long_work_has_a_turn_of_its_own(qtbot: QtBot) -> None:
    portions, told = Portions(), list[str]()

    def work() -> Iterator[float]:
        yield 1.0
        QTimer.singleShot(0, lambda: told.append("a turn of the window"))

    portions.done.connect(lambda: told.append("done"))
    with qtbot.waitSignal(portions.done):
        portions.start_after_paint(work())
        assert portions.working
    assert told == ["a turn of the window", "done"]
    assert not portions.working
