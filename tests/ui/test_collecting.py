"""What nobody holds any more is thrown away where Qt's objects may be."""

import gc
import threading
import weakref
from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.desks import desk


class Ring:
    """What leads back to itself, as a window and what it connects do."""

    def __init__(self) -> None:
        self.itself = self


def test_what_leads_back_to_itself_is_thrown_away_in_the_windows_thread_alone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    thrown_away_in: list[int] = []

    def make_much() -> None:
        for _ in range(100_000):
            Ring()

    with desk(qtbot, tmp_path) as seat:
        ring = Ring()
        weakref.finalize(ring, lambda: thrown_away_in.append(threading.get_ident()))
        del ring
        beside = threading.Thread(target=make_much)
        beside.start()
        beside.join()
        assert not thrown_away_in
        seat.until(lambda: bool(thrown_away_in))
    assert thrown_away_in == [threading.get_ident()]


def test_python_collects_by_itself_again_when_the_program_has_ended(
    qtbot: QtBot, tmp_path: Path
) -> None:
    assert gc.isenabled()
    with desk(qtbot, tmp_path):
        assert not gc.isenabled()
    assert gc.isenabled()
