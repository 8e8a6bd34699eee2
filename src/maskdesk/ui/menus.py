"""The deeds of a dossier's window: what each menu entry and key does."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from maskdesk.dossier.naming import name_of
from maskdesk.dossier.paths import NoSuchPlace
from maskdesk.language import N_
from maskdesk.ui.actions import Actions
from maskdesk.ui.arrangement import CHECK, SECTIONS
from maskdesk.ui.fields import FieldFrame
from maskdesk.ui.paper_deeds import PaperDeeds
from maskdesk.ui.shared_menus import add_help, add_program, add_view

if TYPE_CHECKING:
    from maskdesk.ui.window import DossierWindow


class DossierMenus:
    """Menus and keys of one dossier's window."""

    def __init__(self, window: "DossierWindow") -> None:
        self._window = window
        self.papers = PaperDeeds(window)
        self.actions = Actions(window, window.desktop.speech, window.editing.cut_in.emit)
        self._build()

    def _build(self) -> None:
        window, add = self._window, self.actions.add
        desktop, filing = window.desktop, window.filing
        keys = QKeySequence.StandardKey
        add("save", N_("&Save"), filing.save, keys=keys.Save, icon="save")
        add("save-as", N_("Save &as …"), filing.save_as, keys="Ctrl+Shift+S")
        add("save-copy", N_("Save a cop&y …"), filing.save_copy)
        add("restore", N_("&Restore a backup …"), filing.go_back, icon="history")
        add("print", N_("&Print …"), self.papers.print_set, keys=keys.Print, icon="print")
        add("close", N_("&Close"), window.close, keys="Ctrl+W")
        add("undo", N_("&Undo"), window.editing.undo, keys=keys.Undo, icon="undo")
        add("redo", N_("&Redo"), window.editing.redo, keys="Ctrl+Y", icon="redo")
        add("next-section", N_("&Next section"), lambda: self._step(1), keys="Ctrl+PgDown")
        add("previous-section", N_("&Previous section"), lambda: self._step(-1), keys="Ctrl+PgUp")
        add("next-finding", N_("Next &finding"), lambda: window.findings.step(1), keys="F8")
        add(
            "previous-finding",
            N_("Previous f&inding"),
            lambda: window.findings.step(-1),
            keys="Shift+F8",
        )
        add("next-pane", N_("Next p&art of the window"), lambda: self._pane(1), keys="F6")
        add(
            "previous-pane",
            N_("Previous pa&rt of the window"),
            lambda: self._pane(-1),
            keys="Shift+F6",
        )
        add("field-help", N_("Help for the &field"), self._field_help, keys="F1", icon="help")
        add("check", N_("&Check and seal"), lambda: window.lead_to(CHECK), keys="F9")
        add("seal", N_("&Seal …"), self.seal, icon="seal")
        add("amend", N_("&Amend …"), self.amend, icon="amend")
        add("copy-as-new", N_("Copy as &new"), self.copy_as_new, icon="duplicate")
        add("finish", N_("&Finish papers …"), self.finish, keys="Ctrl+Return", icon="sign")
        add("what-if", N_("&What if we file on …"), self.what_if, icon="time")
        add(
            "show-preview",
            N_("&Preview"),
            self._toggle_preview,
            keys="Ctrl+Shift+P",
            checkable=True,
        )
        add(
            "show-findings",
            N_("&Findings"),
            self._toggle_findings,
            keys="Ctrl+Shift+F",
            checkable=True,
        )
        add("keys", N_("&Keys …"), self._show_keys, keys="Ctrl+?")
        add_program(self.actions, desktop)
        bar = window.menuBar()
        self.actions.menu(
            bar,
            N_("&File"),
            (
                "new",
                "open",
                "home",
                "",
                "save",
                "save-as",
                "save-copy",
                "restore",
                "",
                "print",
                "",
                "close",
                "quit",
            ),
        )
        edit = self.actions.menu(bar, N_("&Edit"), ("undo", "redo"))
        edit.aboutToShow.connect(self._name_steps)
        self.actions.menu(
            bar,
            N_("&Go"),
            (
                "next-section",
                "previous-section",
                "",
                "next-finding",
                "previous-finding",
                "",
                "next-pane",
                "previous-pane",
            ),
        )
        self.actions.menu(
            bar,
            N_("&Dossier"),
            ("check", "seal", "amend", "copy-as-new", "", "finish", "", "what-if"),
        )
        add_view(self.actions, desktop, bar, ("show-preview", "show-findings"))
        add_help(self.actions, desktop, window, bar, ("field-help", "keys"))

    def say_again(self) -> None:
        """Name everything anew."""
        self.actions.say_again()
        self.show_state()

    def show_state(self) -> None:
        """Allow what can be undone, and what the state of the version allows."""
        window = self._window
        session = window.editing.session
        free = not window.editing.read_only
        self.actions["undo"].setEnabled(bool(session.undoable) and free)
        self.actions["redo"].setEnabled(bool(session.redoable) and free)
        locked = window.file.read_only is not None
        sealed = window.standing.sealed
        self.actions["seal"].setEnabled(not sealed and not locked)
        self.actions["amend"].setEnabled(sealed and not locked)
        self.actions["save"].setEnabled(not locked)
        self.actions["restore"].setEnabled(window.file.path is not None and not locked)
        self.actions["show-preview"].setChecked(window.beside.isVisibleTo(window))
        self.actions["show-findings"].setChecked(window.below.isVisibleTo(window))

    def _name_steps(self) -> None:
        say, session = self._window.desktop.speech.say, self._window.editing.session
        for name, plain, named, paths in (
            ("undo", N_("&Undo"), N_("&Undo: {place}"), session.undoable),
            ("redo", N_("&Redo"), N_("&Redo: {place}"), session.redoable),
        ):
            place = self._place(paths[-1]).replace("&", "&&") if paths else ""
            self.actions[name].setText(say(named, place=place) if paths else say(plain))

    # Deeds

    def seal(self) -> None:
        """Seal the version; what is still open is shown instead, with the clerk put there."""
        from PySide6.QtWidgets import QMessageBox

        from maskdesk.ui.asking import Answer, ask
        from maskdesk.ui.pages.check_page import CheckPage

        window = self._window
        window.show_section(CHECK)
        page = window.page(CHECK)
        if isinstance(page, CheckPage) and page.is_open:
            page.lead_to(CHECK)
            return
        say = window.desktop.speech.say
        version = str(window.standing.version)
        answer = ask(
            window,
            say(N_("Seal version {version}?"), version=version),
            say(N_("It can then only be amended by a next version. The dossier is saved.")),
            (
                Answer("seal", say(N_("Seal")), QMessageBox.ButtonRole.AcceptRole),
                Answer("stay", say(N_("Go on editing")), QMessageBox.ButtonRole.RejectRole),
            ),
            safe="stay",
        )
        if answer == "seal" and window.file.path is None:
            window.filing.save_as(self._seal_now)
        elif answer == "seal":
            self._seal_now()

    def amend(self) -> None:
        """Open the next version, with a reason."""
        from maskdesk.desk.sealing import amend
        from maskdesk.ui.asking import ReasonDialog

        window, speech = self._window, self._window.desktop.speech
        dialog = ReasonDialog(
            window,
            speech,
            question=speech.say(N_("Why is a next version needed? The correction letter says so.")),
            verb=speech.say(N_("Amend")),
            named=False,
        )
        if dialog.exec():
            now = window.desktop.now()
            window.filing.record(lambda opened: amend(opened, dialog.reason, now))

    def copy_as_new(self) -> None:
        """A new dossier from this one, in a window of its own."""
        from maskdesk.desk.copying import copy_as_new
        from maskdesk.desk.working import new_file
        from maskdesk.ui.asking import tell_failure
        from maskdesk.ui.jobs import aside

        window, opened = self._window, self._window.file.unwritten
        desktop = window.desktop
        aside(
            window,
            lambda: copy_as_new(opened),
            done=lambda copied: desktop.open_file(new_file(copied, desktop.workplace)),
            failed=lambda failure: tell_failure(window, desktop.speech, failure),
        )

    def finish(self) -> None:
        """Make the papers: a wizard asks which and how."""
        self.papers.finish()

    def what_if(self) -> None:
        """Show what would change on another day."""
        from maskdesk.ui.what_if import WhatIf

        WhatIf(self._window).exec()

    def _seal_now(self) -> None:
        from maskdesk.desk.sealing import seal

        window, now = self._window, self._window.desktop.now()
        law = window.desktop.office.law
        window.filing.record(lambda opened: seal(opened, law, now, now.date()))

    def _step(self, by: int) -> None:
        window = self._window
        at = SECTIONS.index(window.section)
        section = SECTIONS[(at + by) % len(SECTIONS)]
        in_list = window.sections.hasFocus()
        window.show_section(section)
        if not in_list:
            window.page(section).lead_to(section)

    def _pane(self, by: int) -> None:
        window = self._window
        panes: list[QWidget] = [
            window.sections,
            window.page(window.section),
            window.findings.tree,
            window.preview.paper,
        ]
        there = [pane for pane in panes if pane.isVisible()]
        focused = QApplication.focusWidget()
        at = next(
            (n for n, pane in enumerate(there) if pane is focused or _holds(pane, focused)), -1
        )
        target = there[(at + by) % len(there)]
        if target is window.page(window.section):
            window.page(window.section).lead_to(window.section)
        else:
            target.setFocus()

    def _field_help(self) -> None:
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, FieldFrame):
            widget = widget.parentWidget()
        if isinstance(widget, FieldFrame):
            widget.toggle_help()

    def _toggle_preview(self) -> None:
        self._toggle(self._window.beside, "preview")

    def _toggle_findings(self) -> None:
        self._toggle(self._window.below, "findings")

    def _toggle(self, pane: QWidget, name: str) -> None:
        window = self._window
        shown = not pane.isVisibleTo(window)
        pane.setVisible(shown)
        layout = {**window.desktop.settings.layout, name: "yes" if shown else "no"}
        window.desktop.change_settings(layout=layout)
        self.show_state()

    def _show_keys(self) -> None:
        from maskdesk.ui.keys_sheet import KeysSheet

        KeysSheet(self._window, self._window.desktop.speech, self.actions.listed()).exec()

    def _place(self, path: str) -> str:
        speech = self._window.desktop.speech
        try:
            return name_of(self._window.editing.dossier, path, speech.translate, speech.language)
        except NoSuchPlace:
            return path


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and pane.isAncestorOf(widget)
