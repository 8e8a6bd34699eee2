"""What the window does comes first, up to what is painted because of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from maskdesk.store.giving_way import window_rests, window_works
from maskdesk.ui.window_first import window_first


@pytest.fixture(autouse=True)
def _at_rest() -> Iterator[None]:
    yield
    window_rests()


class _Painted(QWidget):
    """Tells whether the window was at rest when it was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.found_at_rest: list[bool] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at_rest = window_works()
        if at_rest:
            window_rests()
        self.found_at_rest.append(at_rest)


def test_others_wait_until_what_follows_is_painted(qtbot: QtBot) -> None:
    widget = _Painted()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: bool(widget.found_at_rest))
    widget.found_at_rest.clear()
    window_first()
    widget.update()
    qtbot.waitUntil(lambda: bool(widget.found_at_rest))
    assert widget.found_at_rest == [False]
    qtbot.waitUntil(window_works)


def test_each_time_they_wait_anew(qtbot: QtBot) -> None:
    for _ in range(2):
        window_first()
        window_first()
        assert not window_works()
        qtbot.waitUntil(window_works)
        window_rests()
