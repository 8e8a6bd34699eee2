"""Evidence: the attached files, and below them what the clerk says of the current one."""

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from maskdesk.desk.session import Change
from maskdesk.desk.working import OpenedFile
from maskdesk.dossier.naming import row_name
from maskdesk.dossier.sections import Evidence
from maskdesk.rules.evaluate import Report
from maskdesk.ui.editing import Editing
from maskdesk.ui.evidence.evidence_panel import EvidencePanel
from maskdesk.ui.fields import FieldFrame, Remark
from maskdesk.ui.pages.cards import Card, FieldCards
from maskdesk.ui.pages.remarks import remarks_by_place
from maskdesk.ui.pages.section_page import Page


class EvidencePage(Page):
    """The files and the fields of the one chosen."""

    def __init__(
        self,
        editing: Editing,
        file: Callable[[], OpenedFile],
        now: Callable[[], datetime],
        label: str,
        holder: QWidget,
    ) -> None:
        super().__init__(editing, "evidence", label, holder)
        self._current = ""
        self._read_only = False
        self._fields: FieldCards | None = None
        self._remarks: dict[str, tuple[Remark, ...]] = {}
        card = Card(self.ground, "", editing)
        self.panel = EvidencePanel(editing, file, card, now=now)
        card.body.addWidget(self.panel)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.panel.current_changed.connect(self._show_row)
        self.say_again()

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if self._fields is not None:
            self._fields.say_again()

    def take_change(self, change: Change) -> None:
        """Show what an edit changed."""
        if self._fields is not None and self._current:
            self._fields.refresh(change.paths)

    def take_report(self, report: Report, *, left: bool) -> None:
        """Say at the fields what the findings say of the current file."""
        speech = self.editing.speech
        found = remarks_by_place(report, self.editing.dossier, speech, "evidence", left=left)
        self._remarks = dict(found)
        self._remark()

    def lead_to(self, path: str) -> bool:
        """Put the clerk at a file, or into one of its fields."""
        if path == "evidence" or path.startswith("evidence[]"):
            self.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if not path.startswith("evidence["):
            return False
        row = path[: path.index("]") + 1]
        self.panel.select(row)
        if path != row and self._fields is not None and self._current == row:
            return self._fields.lead_to(path)
        self.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def set_read_only(self, read_only: bool) -> None:
        """Whether files can be added and described."""
        self._read_only = read_only
        self.panel.set_read_only(read_only)
        if self._fields is not None:
            self._fields.set_read_only(read_only)

    def all_frames(self) -> Iterator[FieldFrame]:
        """The fields of the current file."""
        if self._fields is not None and self._current:
            yield from self._fields.all_frames()

    def _remark(self) -> None:
        if self._fields is not None and self._current:
            for frame in self._fields.shown_frames():
                frame.remark(self._remarks.get(frame.path, ()))

    def _show_row(self, path: str) -> None:
        self._current = path
        if path and self._fields is None:
            self._fields = FieldCards(self.editing, Evidence, f"{path}.", self.ground)
            self._fields.entered.connect(self.entered)
            self._fields.grown.connect(self._remark)
            self._fields.set_read_only(self._read_only)
            self.body.insertWidget(self.body.count() - 1, self._fields)
        elif path and self._fields is not None:
            self._fields.set_prefix(f"{path}.")
        if self._fields is not None:
            self._fields.setVisible(bool(path))
            speech = self.editing.speech
            name = (
                row_name(self.editing.dossier, path, speech.translate, speech.language)
                if path
                else ""
            )
            self._fields.setAccessibleName(name)
