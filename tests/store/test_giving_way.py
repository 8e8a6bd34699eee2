"""Long work on another thread goes on while the window rests, and in the end in any case."""

import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from maskdesk.store import giving_way
from maskdesk.store.giving_way import window_rests, window_works
from maskdesk.store.journal import Journal, Keeper


@pytest.fixture(autouse=True)
def _at_rest() -> Iterator[None]:
    yield
    window_rests()


class _Work:
    """Work in three portions on a thread of its own, that tells how far it came."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.began = threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        self.began.wait()

    def _run(self) -> None:
        for portion in giving_way.giving_way(range(3)):
            self.done.append(portion)
            self.began.set()


def test_work_waits_between_two_portions_until_the_window_rests() -> None:
    assert window_works()
    assert not window_works()
    work = _Work()
    work.thread.join(0.05)
    assert work.done == [0]
    window_rests()
    work.thread.join()
    assert work.done == [0, 1, 2]


def test_while_the_window_rests_nothing_waits() -> None:
    began = monotonic()
    assert list(giving_way.giving_way("abc")) == ["a", "b", "c"]
    assert monotonic() - began < 0.5


def test_however_busy_the_window_is_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_way, "_PATIENCE_SECONDS", 0.02)
    window_works()
    began = monotonic()
    work = _Work()
    work.thread.join()
    assert work.done == [0, 1, 2]
    assert 0.02 <= monotonic() - began < 1


def test_the_window_does_not_wait_for_itself() -> None:
    window_works()
    began = monotonic()
    assert list(giving_way.giving_way("abc")) == ["a", "b", "c"]
    assert monotonic() - began < 0.5


def test_an_entry_the_window_waits_for_goes_on_at_once(tmp_path: Path) -> None:
    keeper = Keeper(Journal(tmp_path, "id", "place"), lambda _: None)
    keeper.start(base="")
    window_works()
    began = monotonic()
    keeper.keep(lambda: iter([b"a"] * 100), long=True)
    assert [len(entry.content) for entry in keeper.entries()] == [100]
    assert monotonic() - began < 1
    keeper.close()
