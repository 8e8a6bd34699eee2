"""Answers of other processes and threads reach the window on its own thread, or nobody."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.dossiers import DAY, viet_nam
from desk.made import MOMENT, sealed_viet_nam
from maskdesk.desk.fault import Fault
from maskdesk.desk.making import Making, Progress, Submission
from maskdesk.desk.workers import Workers
from maskdesk.errors import MaskDeskError
from maskdesk.rules.evaluate import Report
from maskdesk.ui.jobs import aside, heard_by


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers()
    yield pool
    pool.close()


class Heard(QObject):
    """Remembers what it hears, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.things: list[object] = []
        self.threads: set[threading.Thread] = set()

    def hear(self, *thing: object) -> None:
        self.things.append(thing[0] if thing else "stopped")
        self.threads.add(threading.current_thread())


def test_an_answer_comes_on_the_windows_thread(qtbot: QtBot, workers: Workers) -> None:
    heard = Heard()
    hearer = heard_by(heard, done=heard.hear, failed=heard.hear)
    workers.check(viet_nam(), DAY, hearer)
    qtbot.waitUntil(lambda: bool(heard.things))
    (report,) = heard.things
    assert isinstance(report, Report)
    assert heard.threads == {threading.current_thread()}


def test_progress_and_its_end_come_in_order(qtbot: QtBot, workers: Workers) -> None:
    heard = Heard()
    hearer = heard_by(
        heard, done=heard.hear, failed=heard.hear, stopped=heard.hear, told=heard.hear
    )
    workers.make(sealed_viet_nam(), Making(moment=MOMENT, forms=("vn-undertaking",)), None, hearer)
    qtbot.waitUntil(lambda: len(heard.things) == 3)
    assert [type(one) for one in heard.things] == [Progress, Progress, Submission]
    assert heard.threads == {threading.current_thread()}


def test_an_answer_to_a_widget_that_is_gone_is_dropped(qtbot: QtBot, workers: Workers) -> None:
    gone, heard = QWidget(), Heard()
    workers.check(viet_nam(), DAY, heard_by(gone, done=heard.hear, failed=heard.hear))
    gone.deleteLater()
    after = Heard()
    workers.check(viet_nam(), DAY, heard_by(after, done=after.hear, failed=after.hear))
    qtbot.waitUntil(lambda: bool(after.things))
    assert not heard.things


def test_what_waits_is_done_aside_and_its_failures_are_sentences(qtbot: QtBot) -> None:
    def fail() -> object:
        raise MaskDeskError(reason="SAMPLE")

    def slip() -> object:
        raise ZeroDivisionError

    heard = Heard()
    work: Callable[[], object]
    for work in (threading.current_thread, fail, slip):
        count = len(heard.things)
        aside(heard, work, done=heard.hear, failed=heard.hear)
        qtbot.waitUntil(partial(_more_than, count, heard.things))
    thread, failure, fault = heard.things
    assert thread is not threading.current_thread()
    assert isinstance(failure, MaskDeskError)
    assert failure.sentence() == "SAMPLE"
    assert isinstance(fault, Fault)
    assert heard.threads == {threading.current_thread()}


def _more_than(count: int, things: list[object]) -> bool:
    return len(things) > count
