"""What is written of one dossier: one saving after another, aside, while the window goes on."""

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from maskdesk.desk.session import Change
from maskdesk.desk.working import OpenedFile, Saving
from maskdesk.errors import MaskDeskError
from maskdesk.ui.jobs import aside

T = TypeVar("T")
Freeze = Callable[[], Saving | None]


class _Wish(Struct, frozen=True, kw_only=True):
    freeze: Freeze
    done: Callable[[Change], None]
    failed: Callable[[MaskDeskError], None]
    name: str


class Savings(QObject):
    """The savings of one opened file, in the order they were asked for.

    Each is frozen when its turn comes, so that it holds what was typed until then.
    `changed` says that one began or ended.
    """

    changed = Signal()

    def __init__(self, file: OpenedFile, holder: QObject) -> None:
        super().__init__(holder)
        self._file = file
        self._wishes: deque[_Wish] = deque()
        self._under_way = False

    @property
    def busy(self) -> bool:
        """Whether anything is still to be written."""
        return self._under_way or bool(self._wishes)

    def ask(
        self,
        freeze: Freeze,
        *,
        done: Callable[[Change], None],
        failed: Callable[[MaskDeskError], None],
        name: str = "",
    ) -> None:
        """Write what `freeze` gives when its turn comes; what is none needs no writing.

        One of the same name that still waits is enough: it will hold as much.
        """
        if name and any(wish.name == name for wish in self._wishes):
            return
        self._wishes.append(_Wish(freeze=freeze, done=done, failed=failed, name=name))
        if not self._under_way:
            self._begin()

    def record(self, freeze: Freeze) -> Change:
        """Write it while keys wait: nothing may be typed into what is put on record.

        Raises what keeps it from being written.
        """
        from PySide6.QtCore import QEventLoop

        answers: list[Change | MaskDeskError] = []
        loop = QEventLoop(self)

        def take(answer: Change | MaskDeskError) -> None:
            answers.append(answer)
            loop.quit()

        self.ask(freeze, done=take, failed=take)
        if not answers:
            QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            QApplication.restoreOverrideCursor()
        loop.deleteLater()
        (answer,) = answers
        if isinstance(answer, MaskDeskError):
            raise answer
        return answer

    def wait_for(self, work: Callable[[], T]) -> T:
        """Do what puts another file in the place of this one, in its turn, while keys wait.

        Raises what the work raises.
        """
        found: list[T] = []

        def run(_: Saving) -> Callable[[], Change]:
            found.append(work())
            return lambda: Change(paths=())

        self.record(lambda: Saving(work=run))
        return found[0]

    def _begin(self) -> None:
        wish = self._wishes.popleft()
        try:
            saving = wish.freeze()
        except MaskDeskError as failure:
            self._fail(wish, failure)
            return
        if saving is None:
            self._end(lambda: wish.done(Change(paths=())))
            return
        self._under_way = True
        self.changed.emit()
        frozen = saving
        aside(
            self,
            frozen.run,
            done=lambda _: self._end(lambda: wish.done(self._file.saved(frozen))),
            failed=lambda failure: self._fail(wish, failure),
        )

    def _fail(self, wish: _Wish, failure: MaskDeskError) -> None:
        # What waits under the same name would meet the same: once said is enough.
        self._wishes = deque(one for one in self._wishes if not one.name or one.name != wish.name)
        self._end(lambda: wish.failed(failure))

    def _end(self, tell: Callable[[], None]) -> None:
        self._under_way = False
        try:
            tell()
        finally:
            self.changed.emit()
            if self._wishes and not self._under_way:
                self._begin()
