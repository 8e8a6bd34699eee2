"""What is to be known of one attached file: its first page, warnings, and what it proves."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from maskdesk.dossier.kinds import Links
from maskdesk.dossier.linking import fields_linking, places_linking
from maskdesk.dossier.naming import name_of, row_names
from maskdesk.dossier.paths import NoSuchPlace, describe, every, get
from maskdesk.dossier.sections import Evidence
from maskdesk.errors import MaskDeskError
from maskdesk.intake.attachment import Examined
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.evidence.evidence_list import digest_of, said_of
from maskdesk.ui.evidence.examiner import Examiner
from maskdesk.ui.fields.checklist import ChecklistPopup
from maskdesk.ui.signed_line import SignedLine


class AboutEvidence(QWidget):
    """Tells of one piece of evidence, and lets what it proves be chosen.

    `opened` asks for the file to be shown in the system's own viewer; `shown` says whether there
    is anything to tell of.
    """

    opened = Signal()
    shown = Signal(bool)

    def __init__(self, editing: Editing, examiner: Examiner, holder: QWidget) -> None:
        super().__init__(holder)
        self._editing = editing
        self._examiner = examiner
        self._path = ""
        self._read_only = editing.read_only
        self._page = QPushButton(self)
        self._page.setProperty("link", True)
        self._page.clicked.connect(self.opened)
        self._facts = QLabel(self)
        self._facts.setProperty("role", "hint")
        self._facts.setWordWrap(True)
        self._warnings = QVBoxLayout()
        self._links = QVBoxLayout()
        self._linked = QLabel(self)
        self._linked.setFont(look.scaled(self.font(), 1, strong=True))
        self._choose = QPushButton(self)
        self._choose.clicked.connect(self._open_choice)
        self._lay_out()
        examiner.found.connect(lambda _: self.refresh())
        editing.edited.connect(self._follow)
        editing.speech.changed.connect(self.refresh)
        self.refresh()

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def show_row(self, path: str) -> None:
        """Tell of another piece of evidence."""
        self._path = path
        self.refresh()

    def set_read_only(self, read_only: bool) -> None:
        """Whether what it proves can only be read."""
        self._read_only = read_only
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what came about while it was not seen."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Tell what is known now."""
        row = self._row()
        self.shown.emit(row is not None)
        if row is None:
            return
        speech = self._editing.speech
        name = str(row.file or "")
        known = self._examiner.about(digest_of(row), name)
        self._show_page(row, name)
        self._facts.setText(self._facts_of(row, known))
        _fill(self._warnings, [self._warning(text) for text in said_of(known, self._editing)])
        places = places_linking(self._editing.dossier, "evidence", row.id)
        self._linked.setText(
            speech.say(
                N_("It proves what stands here:") if places else N_("Nothing is linked to it yet.")
            )
        )
        _fill(self._links, [self._link(place) for place in places])
        self._choose.setText(speech.say(N_("Choose what it proves …")))
        self._choose.setVisible(not self._read_only)

    def _row(self) -> Evidence | None:
        try:
            row = get(self._editing.dossier, self._path) if self._path else None
        except NoSuchPlace:  # it was just taken out
            return None
        return row if isinstance(row, Evidence) else None

    def _show_page(self, row: Evidence, name: str) -> None:
        picture = self._examiner.picture(digest_of(row), name)
        there = picture is not None and not picture.isNull()
        self._page.setVisible(there)
        if picture is not None and there:
            ratio = self.devicePixelRatioF()
            side = look.em(self) * 9
            shown = picture.scaled(
                QSize(side, side) * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter = QPainter(shown)
            painter.setPen(look.line_colour())
            painter.drawRect(shown.rect().adjusted(0, 0, -1, -1))
            painter.end()
            shown.setDevicePixelRatio(ratio)
            self._page.setIcon(shown)
            self._page.setIconSize(shown.size() / ratio)
        said = self._editing.speech.say(N_("Open {file} in the system's viewer"), file=name)
        self._page.setToolTip(said)
        self._page.setAccessibleName(said)

    def _facts_of(self, row: Evidence, known: Examined | MaskDeskError | None) -> str:
        speech = self._editing.speech
        if not digest_of(row):
            return speech.say(N_("No file is attached."))
        if known is None:
            return speech.say(N_("The file is being looked at …"))
        if not isinstance(known, Examined):
            return ""
        kind = known.media_type.partition("/")[2].upper()
        pages = speech.plural("{n} page", "{n} pages", known.pages)
        return " · ".join((kind, pages, _size(known.size, self._editing)))

    def _warning(self, text: str) -> QWidget:
        line = SignedLine(self, text, "look")
        line.said.setProperty("tone", "look")
        return line

    def _link(self, place: str) -> QWidget:
        speech = self._editing.speech
        button = QPushButton(
            name_of(self._editing.dossier, place, speech.translate, speech.language), self
        )
        button.setProperty("link", True)
        button.setIcon(look.icon("link", "accent"))
        button.setIconSize(look.icon_size())
        button.setMinimumWidth(look.em() * 8)  # a long name never makes the page broader
        button.setToolTip(button.text())
        button.setAccessibleDescription(speech.say(N_("Goes there")))
        button.clicked.connect(lambda: self._editing.want(place))
        return button

    def _open_choice(self) -> None:
        """Offer every row that can stand on evidence; ticking links it, unticking parts it."""
        row = self._row()
        if row is None:
            return
        speech = self._editing.speech
        linked = places_linking(self._editing.dossier, "evidence", row.id)
        popup = ChecklistPopup(speech, self)
        popup.checklist.offer(
            self._provable(), linked, speech.say(N_("What {file} proves"), file=str(row.file or ""))
        )
        popup.checklist.ticked.connect(lambda places: self._link_to(row.id, places))
        popup.open_under(self._choose)

    def _provable(self) -> dict[str, str]:
        """Every place that can link to evidence, by its path."""
        dossier, speech = self._editing.dossier, self._editing.speech
        found: dict[str, str] = {}
        for field in fields_linking("evidence"):
            if not isinstance(getattr(describe(field), "kind", None), Links):
                continue
            holder = field.rpartition("[].")[0]
            label = speech.say(describe(holder).label)
            names = row_names(dossier, holder, speech.translate, speech.language)
            for place, _ in every(dossier, field):
                row_id = place[len(holder) + 1 : place.rindex("]")]
                said = speech.say(N_("{place}: {field}"), place=label, field=names[row_id])
                found[place] = said
        return found

    def _link_to(self, row_id: str, places: tuple[str, ...]) -> None:
        dossier = self._editing.dossier
        before = set(places_linking(dossier, "evidence", row_id))
        for place in before.symmetric_difference(places):
            value = get(dossier, place)
            links = value if isinstance(value, tuple) else ()
            kept = tuple(one for one in links if one != row_id)
            self._editing.put(place, (*kept, row_id) if place in places else kept)
            self._editing.session.settle()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap(2))
        row.addWidget(self._page, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(look.gap(0.5))
        told.addWidget(self._facts)
        told.addLayout(self._warnings)
        told.addWidget(self._linked)
        told.addLayout(self._links)
        told.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        told.addStretch(1)
        row.addLayout(told, 1)


def _fill(layout: QVBoxLayout, widgets: list[QWidget]) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()


_UNITS = ((1 << 20, "MB"), (1 << 10, "kB"))


def _size(size: int, editing: Editing) -> str:
    show: Callable[[object], str] = editing.speech.catalogue.show
    for unit, name in _UNITS:
        if size >= unit:
            return f"{show(round(size / unit))}\u00a0{name}"
    return f"{show(size)}\u00a0B"
