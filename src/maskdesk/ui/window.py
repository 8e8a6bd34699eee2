"""The window of one dossier: composes sections, page, findings and preview; decides nothing."""

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete, isValid

from maskdesk.desk.opening import open_dossier
from maskdesk.desk.section_states import section_of, section_states
from maskdesk.desk.session import Change
from maskdesk.desk.working import OpenedFile, open_file
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, country_name
from maskdesk.rules.ground import known
from maskdesk.ui import look
from maskdesk.ui.arrangement import CHECK, SECTIONS
from maskdesk.ui.banner import Banner
from maskdesk.ui.desktop import Desktop
from maskdesk.ui.dropping import SUFFIX, dropped
from maskdesk.ui.editing import Editing, Offer
from maskdesk.ui.filing import Filing
from maskdesk.ui.menus import DossierMenus
from maskdesk.ui.pages.making_pages import make_page
from maskdesk.ui.pages.section_page import Page, Standing
from maskdesk.ui.portions import Portions
from maskdesk.ui.reading_order import next_in_order
from maskdesk.ui.savings import Savings
from maskdesk.ui.section_list import SectionList, section_label
from maskdesk.ui.settling import Settling

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from maskdesk.desk.plan import PlannedPaper
    from maskdesk.rules.evaluate import Report
    from maskdesk.ui.findings_panel import FindingsPanel
    from maskdesk.ui.handing import Handing
    from maskdesk.ui.preview_panel import PreviewPanel

_Pane = TypeVar("_Pane", bound=QWidget)

# What is said of a sealed version afterwards: its steps, and the numbers customs gave.
_AFTER_SEAL = ("moves", "customs", "evidence")
_NARROW_EM = 62
# What findings name, and what most pages are made of.
_COMING = ("maskdesk.output.forms", "maskdesk.ui.tables", "maskdesk.ui.pages.evidence_page")
# Draft packs are offered where the clerk says under which the dossier is prepared.
_BASIS = "head.basis"


class DossierWindow(QMainWindow):
    """One dossier on the screen.

    `closed` says that the window is gone, `stayed` that it does not go although it was to.
    """

    closed = Signal(object)
    stayed = Signal()

    def __init__(self, desktop: Desktop, file: OpenedFile) -> None:
        super().__init__()
        self.desktop = desktop
        self.file = file
        self.savings = Savings(file, self)
        self.editing = Editing(
            file.session,
            desktop.speech,
            read_only=file.read_only is not None,
            workers=lambda: desktop.workers,
        )
        self.editing.offers[_BASIS] = Offer(
            options=self._draft_packs, nothing=self._why_no_draft_pack
        )
        self.pages: dict[str, Page] = {}
        self._left: set[str] = set()
        self._told: tuple[Dossier, Report] | None = None
        self._law_is_read = False
        self._planned: tuple[PlannedPaper, ...] = ()
        self._section = ""
        self._entered = ""
        self._resting = ""
        self._back_to_check = False
        self.setAcceptDrops(True)
        self.setWindowIcon(look.program_icon())
        self.filing = Filing(self)
        self.settling = Settling(self)
        self._build()
        self.menus = DossierMenus(self)
        self._connect()
        self.menus.say_again()
        self._restore_layout()
        self.show_standing()
        self._restore_place()
        # In the first turn of the event loop the window is painted and takes keys; then all fields
        # of its page are to be there before the law, and what it says of the dossier.
        QTimer.singleShot(0, self, self._go_on_starting)

    @cached_property
    def handing(self) -> "Handing":
        """What is done with what came back."""
        from maskdesk.ui.handing import Handing

        return Handing(self)

    @cached_property
    def findings(self) -> "FindingsPanel":
        """All findings, below the page; made with the law, for until then there are none."""
        from maskdesk.ui.findings_panel import Deeds, FindingsPanel

        deeds = Deeds(
            acknowledge=self.settling.acknowledge,
            override=self.settling.override,
            cure=self.settling.cure,
        )
        return self.below.take(FindingsPanel(self.editing, deeds, self.below))

    @cached_property
    def preview(self) -> "PreviewPanel":
        """The chosen paper, beside the page; made with the law, which says which there are."""
        from maskdesk.ui.preview_panel import PreviewPanel

        panel = PreviewPanel(
            self.editing,
            lambda: self.desktop.workers,
            lambda: self.file.as_shown,
            self.desktop.now,
            self.beside,
        )
        panel.show_place(self._entered)
        return self.beside.take(panel)

    # What it is made of

    def _build(self) -> None:
        # Each is made where it stands: what is moved is dressed anew, with all that it holds.
        self.across = QSplitter(Qt.Orientation.Horizontal, self)
        self.sections = SectionList(self.desktop.speech, self.across)
        self.upright = QSplitter(Qt.Orientation.Vertical, self.across)
        middle = QWidget(self.upright)
        self.stack = QStackedWidget(middle)
        self.banner = Banner(middle)
        self.back = Banner(middle)
        self.below = Room(self.upright)
        self.beside = Room(self.across)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.back)
        column.addWidget(self.stack, 1)
        self.upright.setStretchFactor(0, 3)
        self.upright.setStretchFactor(1, 1)
        self.across.setStretchFactor(1, 1)
        for splitter in (self.across, self.upright):
            splitter.setHandleWidth(max(3, look.gap(0.5)))
            splitter.setChildrenCollapsible(False)
        self.setCentralWidget(self.across)
        self.kept = QLabel(self)
        self.kept.setContentsMargins(0, 0, look.gap(0.6), 0)
        self.open_count = QLabel(self)
        self.saving = QProgressBar(self)
        self.saving.setRange(0, 0)
        self.saving.setTextVisible(False)
        self.saving.setMaximumWidth(look.em() * 6)
        self.saving.hide()
        self.statusBar().addWidget(self.open_count, 1)
        self.statusBar().addPermanentWidget(self.saving)
        self.statusBar().addPermanentWidget(self.kept)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        editing, speech = self.editing, self.desktop.speech
        self.savings.changed.connect(self.filing.show_saving)
        editing.edited.connect(self._take_change)
        editing.checked.connect(self.take_report)
        editing.wanted.connect(self.lead_to)
        editing.failed.connect(self.desktop.tell(self))
        speech.changed.connect(self.say_again)
        self.sections.chosen.connect(self.show_section)
        self.desktop.looks_changing.connect(self._look_away)
        self.desktop.looks_changed.connect(self._look_again)
        self.desktop.settings_changed.connect(self._take_settings)
        self._take_settings()

    # What it shows

    def say_again(self) -> None:
        """Say everything anew in the language of the moment."""
        self.menus.say_again()
        self.sections.say_again()
        self.findings.say_again()
        self.preview.say_again()
        for page in self.pages.values():
            page.say_again()
        self.show_standing()
        self._tell_again()

    def show_section(self, section: str) -> None:
        """Show a section's page; the one that is left marks what is not filled in."""
        if section == self._section:
            return
        if self._section:
            self._left.add(self._section)
        self._section, self._entered = section, ""
        page = self.page(section)
        self.stack.setCurrentWidget(page)
        self.sections.show_section(section)
        self._tell_again()
        self._offer_way_back()
        self.show_title()

    @property
    def section(self) -> str:
        """The section shown."""
        return self._section

    def page(self, section: str) -> Page:
        """The page of a section, made when it is first seen."""
        if section not in self.pages:
            page = make_page(self, section)
            page.entered.connect(self._enter)
            self.pages[section] = page
            self.stack.addWidget(page)
            self._allow(section, page)
        return self.pages[section]

    def _enter(self, path: str) -> None:
        self._entered = path
        if "preview" in self.__dict__:
            self.preview.show_place(path)

    def lead_to(self, path: str) -> None:
        """Put the clerk into a place of the dossier."""
        section = section_of(path)
        if section not in SECTIONS:
            section = CHECK
            path = CHECK
        self._back_to_check = self._section == CHECK and section != CHECK
        self.show_section(section)
        page = self.page(section)
        page.lead_to(path)
        QTimer.singleShot(0, page, lambda: page.keep_in_view(self.focusWidget()))

    def take_report(self, report: "Report") -> None:
        """Show how the dossier stands now."""
        dossier = self.editing.dossier
        told, self._told = self._told, (dossier, report)
        # Going about the sections changes nothing of how the dossier stands.
        if told is None or told[0] is not dossier or told[1] is not report:
            self.sections.take_states(section_states(dossier, report))
            self.findings.take_report(report)
            from maskdesk.desk.plan import plan

            self._planned = plan(dossier, report, self.desktop.office.customary)
            self.preview.take_plan(self._planned)
        self._say_open(*self.findings.waiting)
        standing = self.standing
        for shown in self.pages.values():
            shown.take_plan(self._planned, standing)
        page = self.pages.get(self._section)
        if page is not None:
            page.take_report(report, left=self._section in self._left)

    @property
    def standing(self) -> Standing:
        """Where the version at hand stands."""
        version = known(self.editing.dossier.head.version) or 1
        sealed = version in self.file.as_shown.versions
        locked = self.file.read_only is not None
        return Standing(version=version, sealed=sealed, locked=locked)

    def show_standing(self) -> None:
        """Show whether the version is a draft or sealed, who else has it, what was recovered."""
        sealed = self.standing.sealed
        self.editing.read_only = self.file.read_only is not None or sealed
        for section, page in self.pages.items():
            self._allow(section, page)
        self.filing.show_banner()
        self.menus.show_state()
        self.show_title()

    def show_title(self) -> None:
        """Reference, section, unsaved mark, DRAFT or SEALED."""
        speech = self.desktop.speech
        reference = known(self.editing.dossier.head.reference) or self.filing.name
        section = speech.say(section_label(self._section)) if self._section else ""
        state = speech.say(N_("SEALED")) if self.standing.sealed else speech.say(N_("DRAFT"))
        parts = [f"{reference}[*]", section, state]
        self.setWindowTitle(" – ".join(part for part in parts if part))
        self.setWindowModified(self.file.unsaved)
        self.filing.say_kept()

    def take_file(self, file: OpenedFile) -> None:
        """Go on with the same dossier opened anew: taken over, or as another saved it."""
        self.menus.papers.leave()
        self.file = file
        self.savings.deleteLater()
        self.savings = Savings(file, self)
        self.savings.changed.connect(self.filing.show_saving)
        self.editing.replace_session(file.session)
        self.filing.begin_anew()
        self.show_standing()

    def reopen(self, path: Path) -> None:
        """Show the file as it is on disk now; unsaved work was settled before."""
        from maskdesk.desk.strangers import prove_file

        def open_anew() -> OpenedFile:
            # What cannot be opened must not cost the one that is.
            prove_file(path)
            open_dossier(path)
            self.file.close()
            return open_file(path, self.desktop.workplace)

        try:
            self.take_file(self.savings.wait_for(open_anew))
        except MaskDeskError as failure:
            self.desktop.tell(self)(failure)

    # Within

    def _go_on_starting(self) -> None:
        further = self._go_on_starting if self.page(self._section).growing else self._read_law
        QTimer.singleShot(0, self, further)

    def _read_law(self) -> None:
        try:
            self.desktop.office.law  # noqa: B018 - read here and kept
        except MaskDeskError as failure:
            self.desktop.tell(self)(failure)
            self.close()
            return
        self._law_is_read = True
        for pane in (self.findings, self.preview):  # made here unless somebody went to them before
            pane.show()
        for page in self.pages.values():
            page.take_change(Change(paths=(_BASIS,)))
        self.editing.check()
        Portions(self).start_after_paint(self._load_what_comes())

    def _load_what_comes(self) -> Iterator[float]:
        """Load, while another process looks for findings, what they and the next pages name."""
        for module in _COMING:
            import_module(module)
            yield 0.0
        country_name("VN", self.desktop.speech.language)  # the first one has all of them read

    def _tell_again(self) -> None:
        if self._told is not None:
            self.take_report(self.editing.report)

    def _take_change(self, change: Change) -> None:
        page = self.pages.get(self._section)
        for section, other in self.pages.items():
            if other is page or not change.paths or section in map(section_of, change.paths):
                other.take_change(change)
        self.filing.take_edit()
        self.show_title()
        self.menus.show_state()

    def _say_open(self, blocks: int, look_at: int) -> None:
        plural = self.desktop.speech.plural
        parts = []
        if blocks:
            parts.append(plural("{n} finding holds up", "{n} findings hold up", blocks))
        if look_at:
            parts.append(plural("{n} to be looked at", "{n} to be looked at", look_at))
        if unread := self.sections.unread:
            parts.append(plural("{n} text unread", "{n} texts unread", unread))
        nothing = self.desktop.speech.say(N_("Nothing holds anything up."))
        self.open_count.setText(self.desktop.speech.say(N_(", ")).join(parts) or nothing)

    def _allow(self, section: str, page: Page) -> None:
        locked = self.file.read_only is not None
        sealed = self.standing.sealed and section not in _AFTER_SEAL
        page.set_read_only(locked or sealed)

    def _offer_way_back(self) -> None:
        say = self.desktop.speech.say
        text = say(N_("Change what is needed, then go back.")) if self._back_to_check else ""
        verb = say(N_("Back to Check and seal"))
        self.back.say(text, "accent", "previous", [(verb, self._go_back)])

    def _go_back(self) -> None:
        self._back_to_check = False
        self.show_section(CHECK)

    def _draft_packs(self) -> list[tuple[str, str]]:
        if not self._law_is_read:
            return []
        head, language = self.editing.dossier.head, self.desktop.speech.language
        origin, chosen = known(head.origin), known(head.basis) or ()
        return [
            (one.head.id, one.pack.title.in_language(language))
            for one in self.desktop.office.law.packs
            if one.head.id in chosen
            or (one.head.status == "draft" and one.head.jurisdiction == origin)
        ]

    def _why_no_draft_pack(self) -> str:
        if not self._law_is_read:
            return ""
        if known(self.editing.dossier.head.origin) is None:
            return N_("Choose the origin first.")
        return N_("There is no draft pack for this origin.")

    def _take_settings(self) -> None:
        self.editing.enter_moves_on = self.desktop.settings.enter_moves_on

    def let_go_of_pages(self, *kept: str) -> Iterator[float]:
        """Let go of the pages but for some, one at a time, to be made anew when they are seen.

        Qt dresses each widget there is, seen or not, and what was measured by the size of its text
        stays as it was.
        """
        opened = QApplication.activeModalWidget()
        while opened is not None and opened not in self.pages.values():
            opened = opened.parentWidget()
        for section, page in tuple(self.pages.items()):
            if not isValid(page):  # the window was closed meanwhile
                return
            if section not in kept and page is not opened:  # a dialog goes with what it belongs to
                self.stack.removeWidget(page)
                del self.pages[section]
                delete(page)
                yield 0.0

    def let_go_of_unseen_pages(self) -> Iterator[float]:
        """What is to be done before the looks change, some at a time."""
        return self.let_go_of_pages(self._section)

    def _look_away(self) -> None:
        self.setUpdatesEnabled(False)
        self._resting = self._place_on_page()
        for _ in self.let_go_of_pages():
            continue

    def _look_again(self) -> None:
        """Make the page anew at once, for keys may wait; the rest has the turn after."""
        for page in self.pages.values():
            page.say_again()
        section, self._section = self._section, ""
        self.show_section(section)
        if self._resting:
            self.page(section).lead_to(self._resting)
        QTimer.singleShot(0, self, self._show_again)

    def _show_again(self) -> None:
        self.menus.say_again()
        self.findings.say_again()
        self.setUpdatesEnabled(True)

    def _place_on_page(self) -> str:
        """The path the clerk went to last on the page shown, where the keyboard is on it."""
        page, focused = self.pages.get(self._section), self.focusWidget()
        if page is None or not page.isAncestorOf(focused):
            return ""
        focused.clearFocus()  # what was typed into a cell counts
        return self._entered or self._section

    # Layout and place

    def _restore_layout(self) -> None:
        kept = self.desktop.settings.layout
        # Before any size is taken: a preview without room would make the window wider than it is.
        self.beside.hide()
        look.size_in_lines(self, 76, 48)
        for name, restore in (
            ("window", self.restoreGeometry),
            ("across", self.across.restoreState),
            ("upright", self.upright.restoreState),
        ):
            if name in kept:
                restore(QByteArray.fromBase64(kept[name].encode()))
        if "across" not in kept:
            total = self.width()
            first = self.sections.widest()
            third = round((total - first) * 0.42)
            self.across.setSizes([first, total - first - third, third])
            self.upright.setSizes([round(self.height() * 0.72), round(self.height() * 0.28)])
        self.beside.setVisible(kept.get("preview", "yes") == "yes" and self._has_room())
        self.below.setVisible(kept.get("findings", "yes") == "yes")

    def _keep_layout(self) -> None:
        def text(held: QByteArray) -> str:
            return bytes(held.toBase64().data()).decode()

        layout = {
            "window": text(self.saveGeometry()),
            "across": text(self.across.saveState()),
            "upright": text(self.upright.saveState()),
            "preview": "yes" if self.beside.isVisibleTo(self) else "no",
            "findings": "yes" if self.below.isVisibleTo(self) else "no",
        }
        self.desktop.change_settings(layout={**self.desktop.settings.layout, **layout})

    def _restore_place(self) -> None:
        seen = self.desktop.settings.recent_of(self.file.path) if self.file.path else None
        section = seen.section if seen and seen.section in SECTIONS else SECTIONS[0]
        self.show_section(section)
        if seen and seen.place and section_of(seen.place) == section:
            QTimer.singleShot(0, self, lambda: self.lead_to(seen.place))
        else:
            self.sections.setFocus()

    def place(self) -> str:
        """The path of the field the clerk is in, if any."""
        page = self.pages.get(self._section)
        focused = self.focusWidget()
        if page is None or focused is None:
            return ""
        frames = (one for one in page.all_frames() if one.isAncestorOf(focused))
        return next((frame.path for frame in frames), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the preview away where there is no room for it beside the page."""
        super().resizeEvent(event)
        wanted = self.desktop.settings.layout.get("preview", "yes") == "yes"
        room = self._has_room()
        if wanted and self.beside.isVisibleTo(self) != room:
            self.beside.setVisible(room)

    def _has_room(self) -> bool:
        return self.width() >= look.em() * _NARROW_EM

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads through the window as it is read."""
        page = self.stack.currentWidget()
        panes = [self.sections, self.banner, self.back, page, self.below, self.beside]
        now = self.focusWidget()
        following = next_in_order([one for one in panes if one], now, forward=forward)
        if following is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        following.setFocus(reason)
        if isinstance(page, Page):
            page.keep_in_view(following)
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Notice a file changed by somebody else when the clerk comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.filing.look_at_disk()

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Take dossiers, and what may be evidence, wherever they are dropped."""
        if dropped(event) or (event.mimeData().hasImage() and self.file.read_only is None):
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Open dossiers; attach anything else as evidence, and show it."""
        dossiers = [path for path in dropped(event) if path.suffix == SUFFIX]
        for path in dossiers:
            self.desktop.open_path(path)
        if not dossiers and self.file.read_only is None:
            from maskdesk.ui.pages.evidence_page import EvidencePage

            self.show_section("evidence")
            page = self.page("evidence")
            if isinstance(page, EvidencePage):
                page.panel.dropEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work; remember where the clerk left off."""
        self.editing.cut_in.emit()
        if self.menus.papers.show_busy() or not self.filing.may_close():
            event.ignore()
            if not self.filing.leaving:
                self.stayed.emit()
            return
        self.menus.papers.leave()
        self._keep_layout()
        if "preview" in self.__dict__:
            self.preview.let_go()
        self.filing.close()
        self.closed.emit(self)
        event.accept()


class Room(QWidget):
    """Where a pane comes to stand once the window takes keys: until then it keeps the place."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def take(self, pane: _Pane) -> _Pane:
        """Show a pane here."""
        self._box.addWidget(pane)
        return pane
