"""Work that another process or thread does, heard on the window's own thread.

An answer to a widget that is gone by then is dropped.
"""

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from maskdesk.desk.fault import Fault, place_of
from maskdesk.errors import MaskDeskError

if TYPE_CHECKING:
    from maskdesk.desk.making import Progress
    from maskdesk.desk.workers import Hearer

T = TypeVar("T")

_SECONDS_AT_ONCE = 0.2


class _Relay(QObject):
    """Takes calls from any thread to the one it was made on.

    There is one for the whole program: one of a widget's own could go with it while another
    thread speaks to it.
    """

    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def bring(self, call: Callable[[], None]) -> None:
        if isValid(self):  # else the program ended meanwhile
            self._arrived.emit(call)

    def _call(self, call: Callable[[], None]) -> None:
        call()


_relays: list[_Relay] = []


def heard_by(
    holder: QObject,
    *,
    done: Callable[[T], None],
    failed: Callable[[MaskDeskError], None],
    stopped: Callable[[], None] = lambda: None,
    told: "Callable[[Progress], None]" = lambda _: None,
) -> "Hearer[T]":
    """A hearer whose calls come on the window's thread while `holder` lives."""
    from maskdesk.desk.workers import Hearer

    over = partial(_over, _relay(), holder)
    return Hearer(done=over(done), failed=over(failed), stopped=over(stopped), told=over(told))


def brought(holder: QObject, call: Callable[[], None]) -> Callable[[], None]:
    """A call that can be made in any thread and comes on the window's while `holder` lives."""
    return _over(_relay(), holder, call)


def aside(
    holder: QObject,
    work: Callable[[], T],
    *,
    done: Callable[[T], None],
    failed: Callable[[MaskDeskError], None],
) -> threading.Thread:
    """Do on a thread of its own, which is given, what waits for a disk or for another program."""
    over = partial(_over, _relay(), holder)
    bring_done, bring_failed = over(done), over(failed)

    def run() -> None:
        try:
            answer = work()
        except MaskDeskError as failure:
            bring_failed(failure)
        except Exception as fault:  # noqa: BLE001 - said to the clerk instead of lost in a thread
            bring_failed(Fault(fault=place_of(fault)))
        else:
            bring_done(answer)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def within(seconds: float, work: Callable[[], None]) -> None:
    """Do what may wait for a share, and go on without it where it takes longer.

    It ends by itself then, or with the program.
    """
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)


def answer_at_once(ask: Callable[[], T], otherwise: T) -> T:
    """What a disk answers; something else where it is a share that went away or lets one wait."""
    found: list[T] = []

    def run() -> None:
        with contextlib.suppress(OSError):
            found.append(ask())

    within(_SECONDS_AT_ONCE, run)
    return found[0] if found else otherwise


def _relay() -> _Relay:
    if not _relays:
        _relays.append(_Relay())
    return _relays[0]


def _over(relay: _Relay, holder: QObject, call: Callable[..., None]) -> Callable[..., None]:
    def bring(*heard: Any) -> None:  # noqa: ANN401 - whatever the call takes
        relay.bring(partial(_call_unless_gone, holder, call, *heard))

    return bring


def _call_unless_gone(holder: QObject, call: Callable[..., None], *heard: Any) -> None:  # noqa: ANN401
    if isValid(holder):
        call(*heard)
