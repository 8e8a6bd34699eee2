"""Child processes that live as long as the window: what takes time never makes typing wait.

There are two lanes, each with one process: looking (checks and previews) and making (identities,
papers, signatures, verifying), so that a preview never waits for twenty signatures.
A process starts when something is first asked of its lane, or when it is warmed; should it die,
whoever waits for its answer is told, and the next task starts another.

A lane does one thing at a time. What still waits can be taken back at once, or be replaced by a
newer task of the same slot; what is under way ends between two papers.
Keys and passphrases go through the pipe to the making process and nowhere else.
"""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from msgspec import Struct

from maskdesk.desk import tasks
from maskdesk.desk.conveying import Parcel, Sender, Taker, receive, send
from maskdesk.desk.fault import Fault, place_of
from maskdesk.desk.office import Office
from maskdesk.desk.tasks import Bench, Holder, Signing, Task
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.giving_way import window_rests
from maskdesk.store.member_names import DOSSIER

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from maskdesk.desk.making import Making, Progress, Prospect, Submission
    from maskdesk.desk.opening import OpenDossier
    from maskdesk.desk.time_machine import LawDifference
    from maskdesk.desk.verifying import Trust, Verification
    from maskdesk.output.sheet import DrawnPages
    from maskdesk.rules.evaluate import Report
    from maskdesk.rules.fit import FitGrid
    from maskdesk.store.container import Container

LaneName = Literal["looking", "making"]
T_contra = TypeVar("T_contra", contravariant=True)

_log = logging.getLogger(__name__)
_NO_DOSSIER = Dossier()
# A process without work ends in milliseconds once its pipe is closed.
_SECONDS_TO_END = 3


class WorkerEnded(MaskDeskError):
    """The process that did the work is gone: killed, out of memory, or crashed in a library."""

    problem = N_("The part of MaskDesk that did this work ended unexpectedly.")
    way_out = N_("Nothing was changed; try again, and report it if it happens again.")


class Hearer(Struct, Generic[T_contra], frozen=True, kw_only=True):
    """Whom to tell what became of a task.

    Exactly one of `done`, `failed` and `stopped` is called, and `told` before it as often as there
    is progress: on a thread of the lane, so that they should do no more than hand on.
    `stopped` means that the task was taken back or replaced before it was done.
    """

    done: Callable[[T_contra], None]
    failed: Callable[[MaskDeskError], None]
    stopped: Callable[[], None] = lambda: None
    told: "Callable[[Progress], None]" = lambda _: None


class Workers:
    """The lanes of one running program, to be asked from the window's thread.

    `office` makes what dossiers are worked on with, in each process anew; it is pickled, so it is
    a class or a `functools.partial` of one.
    """

    def __init__(self, office: Callable[[], Office] = Office) -> None:
        self._lanes = {name: _Lane(name, office) for name in ("looking", "making")}

    def warm(self, lane: LaneName = "looking") -> None:
        """Start a lane's process and let it load what its first task would wait for."""
        hearer = Hearer[object](done=lambda _: None, failed=lambda _: None)
        self._put(lane, tasks.Warm(), hearer, slot="warm")

    def forget_law(self) -> None:
        """Have both processes read the law anew: a pack was installed or removed."""
        hearer = Hearer[object](done=lambda _: None, failed=lambda _: None)
        lanes: tuple[LaneName, ...] = ("looking", "making")
        for lane in lanes:
            self._put(lane, tasks.ForgetLaw(), hearer, slot="forget-law")

    def check(
        self,
        dossier: Dossier,
        today: date,
        hearer: "Hearer[Report]",
        *,
        on: date | None = None,
        returned: frozenset[str] = frozenset(),
        slot: str = "",
    ) -> "Job":
        """How a dossier stands, as `rules.evaluate.check` says it."""
        task = tasks.Check(today=today, on=on, returned=returned)
        return self._put("looking", task, hearer, dossier, slot)

    def difference(
        self,
        dossier: Dossier,
        earlier: date,
        later: date,
        hearer: "Hearer[LawDifference]",
        *,
        returned: frozenset[str] = frozenset(),
        slot: str = "",
    ) -> "Job":
        """What filing on the later day would change (`time_machine.law_difference`)."""
        task = tasks.Differ(earlier=earlier, later=later, returned=returned)
        return self._put("looking", task, hearer, dossier, slot)

    def fit(
        self,
        dossier: Dossier,
        today: date,
        destinations: tuple[str, ...],
        hearer: "Hearer[FitGrid]",
        *,
        slot: str = "",
    ) -> "Job":
        """What of the goods fits which destinations (`rules.fit.fit_grid`)."""
        task = tasks.Fit(today=today, destinations=destinations)
        return self._put("looking", task, hearer, dossier, slot)

    def preview(
        self,
        opened: "OpenDossier",
        form: str,
        subject: str,
        moment: datetime,
        hearer: "Hearer[DrawnPages]",
        *,
        slot: str = "",
    ) -> "Job":
        """One paper as it would be made now and where each value stands (`making.preview`).

        What counts is `opened.dossier`; the container need not hold the latest edits.
        """
        task = tasks.Preview(container=_rest_of(opened), form=form, subject=subject, moment=moment)
        return self._put("looking", task, hearer, opened.dossier, slot)

    def foresee(self, opened: "OpenDossier", moment: datetime, hearer: "Hearer[Prospect]") -> "Job":
        """What could be made of a dossier now: final papers, drafts, and what holds them up."""
        task = tasks.Foresee(container=_rest_of(opened), moment=moment)
        return self._put("looking", task, hearer, opened.dossier)

    def make(
        self,
        opened: "OpenDossier",
        making: "Making",
        signing: Signing | None,
        hearer: "Hearer[Submission]",
    ) -> "Job":
        """A submission, verified and in memory; `signing` opens the identity of `making`.

        Nothing is written: `delivering.deliver` does that where the dossier is open.
        """
        task = tasks.Make(container=_rest_of(opened), making=making, signing=signing)
        return self._put("making", task, hearer, opened.dossier)

    def find(
        self,
        opened: "OpenDossier",
        making: "Making",
        signing: Signing | None,
        folder: Path,
        hearer: "Hearer[Submission | None]",
    ) -> "Job":
        """The submission an interrupted run left in a filled folder (`delivering.forgotten`)."""
        make = tasks.Make(container=_rest_of(opened), making=making, signing=signing)
        return self._put("making", tasks.Find(make=make, folder=folder), hearer, opened.dossier)

    def identify(self, signing: Signing, moment: datetime, hearer: Hearer[Holder]) -> "Job":
        """Whose identity it is; fails where the passphrase is wrong or it cannot sign now."""
        return self._put("making", tasks.Identify(signing=signing, moment=moment), hearer)

    def new_practice_identity(
        self, name: str, organisation: str, passphrase: str, moment: datetime, hearer: Hearer[bytes]
    ) -> "Job":
        """A new identity to practise with, as the bytes of its PKCS#12 file."""
        task = tasks.MakeIdentity(
            name=name,
            organisation=organisation,
            wrapping=Signing(p12=b"", passphrase=passphrase),
            moment=moment,
        )
        return self._put("making", task, hearer)

    def verify(
        self, path: Path, moment: datetime, trust: "Trust", hearer: "Hearer[Verification]"
    ) -> "Job":
        """The verdict on whatever lies at a path."""
        task = tasks.Verify(path=path, moment=moment, trust=trust)
        return self._put("making", task, hearer)

    def close(self) -> None:
        """End both processes; whatever waits or is under way is stopped."""
        for lane in self._lanes.values():
            lane.close()

    def _put(
        self,
        lane: LaneName,
        task: Task,
        hearer: Hearer[Any],
        dossier: Dossier = _NO_DOSSIER,
        slot: str = "",
    ) -> "Job":
        job = Job(self._lanes[lane], task, hearer, dossier, slot)
        self._lanes[lane].put(job)
        return job


class Job:
    """One task that was asked for."""

    def __init__(
        self, lane: "_Lane", task: Task, hearer: Hearer[Any], dossier: Dossier, slot: str
    ) -> None:
        """Made by `Workers` alone."""
        self._lane = lane
        self.task = task
        self.hearer = hearer
        self.dossier = dossier
        self.slot = slot
        self.unwanted = False

    def cancel(self) -> None:
        """Take it back: at once while it waits, between two papers once it is under way."""
        self._lane.take_back(self)


class _Order(Struct, frozen=True):
    """A task on its way to the process, with what makes its dossier there."""

    task: Task
    parcel: Parcel


class _Stop(Struct, frozen=True):
    """The task under way is not wanted any more."""


class _Told(Struct, frozen=True):
    """Progress on its way back."""

    progress: "Progress"


class _Done(Struct, frozen=True):
    """An answer on its way back."""

    answer: object


class _Failed(Struct, frozen=True):
    """A failure on its way back."""

    failure: MaskDeskError


class _Stopped(Struct, frozen=True):
    """The process ended the task because it was told to."""


_Outcome = _Done | _Failed | _Stopped


class _NotWanted(Exception):
    """Ends a task between two papers."""


class _Lane:
    """One process and the thread that talks to it."""

    def __init__(self, name: str, office: Callable[[], Office]) -> None:
        self._name = name
        self._office = office
        self._change = threading.Condition()
        self._waiting: list[Job] = []
        self._under_way: Job | None = None
        self._stoppable = False
        self._child: _Child | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def put(self, job: Job) -> None:
        with self._change:
            gone = [one for one in self._waiting if job.slot and one.slot == job.slot]
            self._waiting = [one for one in self._waiting if one not in gone]
            (gone if self._closed else self._waiting).append(job)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._change.notify()
        for one in gone:
            one.hearer.stopped()

    def take_back(self, job: Job) -> None:
        with self._change:
            waited = job in self._waiting
            if waited:
                self._waiting.remove(job)
            job.unwanted = True
            if job is self._under_way and self._stoppable and self._child is not None:
                self._child.stop()
        if waited:
            job.hearer.stopped()

    def close(self) -> None:
        with self._change:
            self._closed = True
            gone, self._waiting = self._waiting, []
            if self._under_way is not None and self._child is not None:
                self._child.terminate()
            self._change.notify()
        for one in gone:
            one.hearer.stopped()
        window_rests()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            outcome = self._served(job)
            with self._change:
                self._under_way, self._stoppable = None, False
                unwanted = job.unwanted or self._closed
            _tell(partial(_hand_on, job.hearer, _Stopped() if unwanted else outcome))
        if self._child is not None:
            self._child.end()

    def _next(self) -> Job | None:
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._closed)
            self._under_way = None if self._closed else self._waiting.pop(0)
            return self._under_way

    def _served(self, job: Job) -> _Outcome:
        try:
            child = self._living_child()
            child.send(job)
            with self._change:
                self._stoppable = True
                if job.unwanted:
                    child.stop()
            while isinstance(answer := child.answer(), _Told):
                _tell(partial(job.hearer.told, answer.progress))
        except (EOFError, OSError):
            self._end_child()
            return _Failed(WorkerEnded())
        except Exception as fault:  # noqa: BLE001 - whatever cannot be sent or taken
            self._end_child()
            return _Failed(Fault(fault=place_of(fault)))
        return answer

    def _living_child(self) -> "_Child":
        """The process of this lane, started anew where it died while it had nothing to do."""
        if self._child is not None and not self._child.is_alive():
            self._end_child()
        if self._child is None:
            child = _Child(self._name, self._office)
            with self._change:
                self._child = child
                if self._closed:
                    child.terminate()
        return self._child

    def _end_child(self) -> None:
        with self._change:
            child, self._child = self._child, None
        if child is not None:
            child.end()


class _Child:
    """The process of a lane, seen from the program that started it."""

    def __init__(self, name: str, office: Callable[[], Office]) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")  # a fork of a program with threads may hang
        self._connection, there = context.Pipe()
        self._sender = Sender()
        self._process: SpawnProcess = context.Process(
            target=_serve, args=(there, office), name=f"maskdesk {name}", daemon=True
        )
        try:
            self._process.start()
        finally:
            there.close()

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def send(self, job: Job) -> None:
        send(self._connection, _Order(job.task, self._sender.parcel(job.dossier)))

    def stop(self) -> None:
        try:
            self._connection.send(_Stop())
        except OSError:
            return  # it died; whoever waits for its answer notices

    def answer(self) -> _Outcome | _Told:
        answer: _Outcome | _Told = self._connection.recv()
        return answer

    def terminate(self) -> None:
        self._process.terminate()

    def end(self) -> None:
        """Let it end, by force if need be; nothing of it is left behind."""
        self._connection.close()
        self._process.join(_SECONDS_TO_END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def _rest_of(opened: "OpenDossier") -> "Container":
    """What lies in the file beside the dossier itself, which goes over as what changed."""
    return opened.container.without(DOSSIER)


def _tell(call: Callable[[], None]) -> None:
    """A hearer that fails must not end the lane for all others."""
    try:
        call()
    except Exception:  # noqa: BLE001 - whatever it was is in the log
        _log.exception("what a task came to was not taken")


def _hand_on(hearer: Hearer[Any], outcome: _Outcome) -> None:
    if isinstance(outcome, _Done):
        hearer.done(outcome.answer)
    elif isinstance(outcome, _Failed):
        hearer.failed(outcome.failure)
    else:
        hearer.stopped()


def _serve(connection: "Connection", make_office: Callable[[], Office]) -> None:
    """The life of a process: one task after the other until the program that started it is gone."""
    # An interrupt at the terminal reaches the whole group; the window decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bench = Bench(office=make_office(), tell=partial(_tell_and_look, connection))
    taker = Taker()
    try:
        while True:
            order = receive(connection)
            if isinstance(order, _Order):  # else a stop that came too late
                _answer(connection, _outcome(order, bench, taker))
    except (EOFError, OSError):
        return


def _outcome(order: _Order, bench: Bench, taker: Taker) -> _Outcome:
    try:
        return _Done(order.task.do(bench, taker.take(order.parcel)))
    except _NotWanted:
        return _Stopped()
    except MaskDeskError as failure:
        return _Failed(failure)
    except BaseException as fault:  # noqa: BLE001 - a panic of a library in Rust is no Exception
        return _Failed(Fault(fault=place_of(fault)))


def _answer(connection: "Connection", outcome: _Outcome) -> None:
    try:
        connection.send(outcome)
    except (TypeError, ValueError, AttributeError) as fault:  # nothing was sent: it is no value
        connection.send(_Failed(Fault(fault=place_of(fault))))


def _tell_and_look(connection: "Connection", progress: "Progress") -> None:
    try:
        connection.send(_Told(progress))
        stop = connection.poll() and isinstance(connection.recv(), _Stop)
    except (EOFError, OSError):  # the program that wanted it is gone
        stop = True
    if stop:
        raise _NotWanted
