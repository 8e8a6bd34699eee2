"""Work that another core does meanwhile, and that is done all the same where none can."""

import itertools
import subprocess
import sys
import threading

import pytest

from maskdesk.store.aside import WORTH_A_THREAD, aside


def test_work_begins_before_anybody_asks_for_it() -> None:
    begun = threading.Event()

    def work() -> int:
        begun.set()
        return threading.get_ident()

    answer = aside(work, WORTH_A_THREAD)
    assert begun.wait(60)
    assert answer() != threading.get_ident()


def test_its_answer_can_be_asked_for_again() -> None:
    numbers = itertools.count()
    answer = aside(lambda: next(numbers), WORTH_A_THREAD)
    assert [answer(), answer()] == [0, 0]


def test_what_is_not_worth_a_thread_is_done_where_it_is_asked_for() -> None:
    answer = aside(threading.get_ident, WORTH_A_THREAD - 1)
    assert answer() == threading.get_ident()


def test_what_it_raised_is_raised_where_it_is_asked_for() -> None:
    answer = aside(lambda: 1 // 0, WORTH_A_THREAD)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            answer()


# No system has room for a stack of so many bytes.
_WITHOUT_THREADS = """
import hashlib, threading
threading.stack_size(1 << 46)
from maskdesk.store.aside import WORTH_A_THREAD, aside
answer = aside(threading.get_ident, WORTH_A_THREAD)
assert answer() == threading.get_ident()

from pathlib import Path
from maskdesk.store.container import new_container, open_container, save_container, verify_container
path = Path("x.maskdesk")
save_container(new_container(b"{}").with_evidence(bytes(1 << 20)), path)
save_container(open_container(path).put("dossier.json", b"[]"), path)
assert verify_container(path).problems == ()
"""


def test_all_is_done_all_the_same_where_no_thread_can_be_started(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("without-threads")
    subprocess.run([sys.executable, "-c", _WITHOUT_THREADS], cwd=folder, check=True)


# Ctrl+C in the moment in which the thread that sums has begun.
_INTERRUPTED = """
import sys, threading
from pathlib import Path
from maskdesk.store.container import new_container, open_container, save_container
path = Path("x.maskdesk")
save_container(new_container(b"{}").with_evidence(bytes(1 << 20)), path)

def interrupt(frame, event, _):
    if event == "return" and frame.f_code is threading.Thread.start.__code__:
        sys.setprofile(None)
        raise KeyboardInterrupt

sys.setprofile(interrupt)
save_container(open_container(path).put("dossier.json", b"[]"), path)
"""


def test_an_interrupt_as_a_sum_begins_ends_the_program(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("interrupted")
    ended = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.stderr.endswith("KeyboardInterrupt\n")
    assert [one.name for one in folder.iterdir()] == ["x.maskdesk"]
