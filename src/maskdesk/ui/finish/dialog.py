"""The frame of the wizard: heading, page, buttons; what leads from one page to the next."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.workers import Workers
from maskdesk.desk.working import OpenedFile
from maskdesk.language import N_
from maskdesk.store.secrets import Keyring
from maskdesk.store.settings import Settings
from maskdesk.ui import look
from maskdesk.ui.finish.finishing import Finishing
from maskdesk.ui.finish.identity_page import IdentityPage
from maskdesk.ui.finish.making_page import MakingPage
from maskdesk.ui.finish.page import Page, heading_label, hint_label
from maskdesk.ui.finish.papers_page import PapersPage
from maskdesk.ui.finish.result_page import ResultPage
from maskdesk.ui.finish.settle_page import SettlePage
from maskdesk.ui.savings import Savings
from maskdesk.ui.speech import Speech

# Below this many lines of text a window is low.
_LOW_EM = 30


class FinishDialog(QDialog):
    """Finishes the papers of a sealed version, or makes drafts of an unsealed one.

    `made` says that the dossier remembers a new package; `to_print` carries the submission that
    the clerk wants printed.
    `keep_settings` is given the settings whenever the clerk chose something to be remembered.
    """

    made = Signal()
    to_print = Signal(object)

    def __init__(
        self,
        holder: QWidget | None,
        *,
        speech: Speech,
        workers: Workers,
        file: OpenedFile,
        savings: Savings,
        settings: Settings,
        keep_settings: Callable[[Settings], None],
        now: Callable[[], datetime],
        keyring: Keyring | None = None,
    ) -> None:
        super().__init__(holder)
        self.setObjectName("finish")
        self._finishing = Finishing(
            speech=speech,
            workers=workers,
            file=file,
            savings=savings,
            now=now,
            settings=settings,
            keep_settings=keep_settings,
            keyring=keyring or Keyring(),
        )
        self._build()
        self.show_page(self.papers)
        speech.changed.connect(self.say_again)
        workers.warm("making")

    def _build(self) -> None:
        self._heading = heading_label("", self, 1.3)
        self._explained = hint_label("", self)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("page")
        self.papers = PapersPage(self._finishing, self)
        self.identity = IdentityPage(self._finishing, self)
        self.settle = SettlePage(self._finishing, self)
        self.making = MakingPage(self._finishing, self)
        self.outcome = ResultPage(self._finishing, self)
        for page in self._pages:
            self._stack.addWidget(page)
            page.went_on.connect(self._go_on)
            page.went_back.connect(self._go_back)
            page.altered.connect(self._say_page)
        self.identity.not_kept.connect(self.settle.note)
        self.making.written.connect(self.made)
        self.making.refused.connect(self.settle.refuse)
        self.making.went_on.connect(self._come_back)
        self.making.went_back.connect(self._come_back)
        self.outcome.to_print.connect(lambda: self.to_print.emit(self.making.submission))
        self._back = QPushButton(self)
        self._back.setAutoDefault(False)
        self._back.clicked.connect(self._go_back)
        self._cancel = QPushButton(self)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self._on = QPushButton(self)
        self._on.clicked.connect(self._press_on)
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Plain)
        rule.setStyleSheet(f"color: {look.line_colour().name()};")
        buttons = QHBoxLayout()
        buttons.setSpacing(look.gap())
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._on)
        box = QVBoxLayout(self)
        top = QVBoxLayout()
        top.setSpacing(look.gap(0.4))
        top.addWidget(self._heading)
        top.addWidget(self._explained)
        box.addLayout(top)
        box.addWidget(self._stack, 1)
        box.addWidget(rule)
        box.addLayout(buttons)
        self._box = box
        self._set_tight(tight=False)
        look.size_in_lines(self, 48, 38)

    @property
    def _pages(self) -> tuple[Page, ...]:
        return (self.papers, self.identity, self.settle, self.making, self.outcome)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return next(page for page in self._pages if page is self._stack.currentWidget())

    @property
    def busy(self) -> bool:
        """Whether papers are being made: the dossier must stay open. What is written goes on."""
        making = self.making
        return self.page is making and not making.is_writing and not making.is_given_up

    def reject(self) -> None:
        """Stop what is under way; leave where nothing is, or where it waits for a share.

        While papers are written the wizard only goes out of the way.
        """
        if self.busy:
            self.making.stop()
        elif self._is_writing:
            self.hide()
        elif self.page is self.outcome:
            self.accept()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Leave, and let go of keys and passphrases."""
        self._finishing.signing = None
        self.identity.forget()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own close button does what Cancel does."""
        if self.busy or self._is_writing:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave less empty where the window is low for the size of its text."""
        self._set_tight(tight=event.size().height() < look.em() * _LOW_EM)
        super().resizeEvent(event)

    def _set_tight(self, *, tight: bool) -> None:
        self._box.setContentsMargins(*(look.gap(0.6 if tight else 2.4),) * 4)
        self._box.setSpacing(look.gap(0.5 if tight else 1.4))
        for page in self._pages:
            page.set_tight(tight=tight)

    def show_page(self, page: Page) -> None:
        """Go to a page."""
        submission = self.making.submission
        if page is self.outcome and submission is not None:
            self.outcome.show_made(submission, self.making.verification, self.making.doubt)
        self._stack.setCurrentWidget(page)
        self._say_page()
        page.enter()
        self._say_page()

    def say_again(self) -> None:
        """Say every page anew in the language of the moment; what was chosen stays."""
        for page in self._pages:
            page.say_again()
        self._say_page()

    @property
    def _is_writing(self) -> bool:
        return self.page is self.making and self.making.is_writing

    def _come_back(self) -> None:
        """Tell what came of the papers; the keyboard stays where the clerk went on."""
        if not self.isHidden():
            return
        at_work = QApplication.activeWindow()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
        if at_work is not None:  # some systems give the keyboard to whatever is shown
            at_work.activateWindow()

    def _press_on(self) -> None:
        self.page.go_on()

    def _go_on(self) -> None:
        if self.page is self.outcome:
            self.accept()
            return
        following: dict[Page, Page] = {
            self.papers: self.identity if self._finishing.by_identity else self.settle,
            self.identity: self.settle,
            self.settle: self.making,
            self.making: self.outcome,
        }
        self.show_page(following[self.page])

    def _go_back(self) -> None:
        before: dict[Page, Page] = {
            self.identity: self.papers,
            self.settle: self.identity if self._finishing.by_identity else self.papers,
            self.making: self.settle,
        }
        self.show_page(before[self.page])

    @property
    def _verb_to_leave(self) -> str:
        if self._is_writing:
            return N_("Close")
        return N_("Stop") if self.page is self.making else N_("Cancel")

    def _say_page(self) -> None:
        say = self._finishing.speech.say
        page = self.page
        self._heading.setText(page.heading)
        self.setWindowTitle(f"{say(N_('Finish papers'))} – {page.heading}")
        self._explained.setText(page.explained)
        self._explained.setVisible(bool(page.explained))
        self.setAccessibleDescription(f"{page.heading} {page.explained}")
        ended = page is self.outcome
        self._back.setText(say(N_("&Back")))
        self._back.setVisible(page.can_go_back and page is not self.papers)
        self._cancel.setVisible(not ended)
        self._cancel.setText(say(self._verb_to_leave))
        # Pressed twice, it must not close what it was to stop.
        self._cancel.setEnabled(page is not self.making or not self.making.is_given_up)
        self._on.setVisible(bool(page.verb))
        self._on.setText(page.verb)
        self._on.setAutoDefault(page.enter_goes_on)
        self._on.setDefault(page.enter_goes_on)
