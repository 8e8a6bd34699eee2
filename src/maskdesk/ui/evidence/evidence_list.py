"""The attached files as a list with pictures of their first pages."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from maskdesk.dossier.fields import Field, members
from maskdesk.dossier.kinds import Choice
from maskdesk.dossier.naming import row_names
from maskdesk.dossier.paths import rows_at
from maskdesk.dossier.sections import Evidence
from maskdesk.dossier.unread import Unread
from maskdesk.errors import MaskDeskError
from maskdesk.intake.attachment import Examined
from maskdesk.language import N_, language_name
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.evidence.examiner import Examiner

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_NO_INDEX = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class EvidenceModel(QAbstractListModel):
    """The rows of evidence with what is known of their files."""

    def __init__(self, editing: Editing, examiner: Examiner, parent: QObject) -> None:
        super().__init__(parent)
        self._editing = editing
        self._examiner = examiner
        self._rows: tuple[Evidence, ...] = ()
        self._names: dict[str, str] = {}
        examiner.found.connect(self._found)
        self.follow()

    def follow(self) -> None:
        """Show what the dossier holds now."""
        rows = tuple(
            row for row in rows_at(self._editing.dossier, "evidence") if isinstance(row, Evidence)
        )
        if rows == self._rows:
            return
        before, after = [row.id for row in self._rows], [row.id for row in rows]
        self._take_names()
        if before == after:
            self._rows = rows
            self._tell_changed()
        elif after[: len(before)] == before:
            self.beginInsertRows(_NO_INDEX, len(before), len(after) - 1)
            self._rows = rows
            self.endInsertRows()
        else:
            self._go_over(rows)

    def say_again(self) -> None:
        """Say everything anew."""
        self._take_names()
        self._tell_changed()

    def row_at(self, index: Index) -> Evidence:
        """The row at an index."""
        return self._rows[index.row()]

    def index_of(self, row_id: str) -> QModelIndex:
        """Where a row is shown."""
        at = next((n for n, row in enumerate(self._rows) if row.id == row_id), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def picture(self, index: Index) -> QPixmap | None:
        """The first page of a file, once it was looked at."""
        row = self.row_at(index)
        return self._examiner.picture(digest_of(row), self.name(row))

    def warnings(self, index: Index) -> list[str]:
        """What there is to know about a file, in sentences."""
        row = self.row_at(index)
        known = self._examiner.about(digest_of(row), self.name(row))
        return said_of(known, self._editing)

    def name(self, row: Evidence) -> str:
        """What a row is called."""
        return self._names.get(row.id, row.id)

    def lines(self, index: Index) -> tuple[str, str]:
        """What it proves, and what kind of file it is."""
        row, say = self.row_at(index), self._editing.speech.say
        if row.not_available:
            return say(N_("Not available: {reason}"), reason=_text(row.not_available)), ""
        facts = (_kind(row, self._editing), self._language(row), self._pages(row))
        proves = _text(row.proves) or say(N_("What does it prove?"))
        return proves, " · ".join(one for one in facts if one)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Its name; all that is shown of it for who cannot see it."""
        if not index.isValid() or role not in (_DISPLAY, _SPOKEN):
            return None
        name = self.name(self.row_at(index))
        if role == _DISPLAY:
            return name
        return ". ".join(one for one in (name, *self.lines(index), *self.warnings(index)) if one)

    def _language(self, row: Evidence) -> str:
        """The language by its name where the clerk gave its code."""
        text = _text(row.language)
        return language_name(text, self._editing.speech.language) if len(text) <= 3 else text

    def _pages(self, row: Evidence) -> str:
        known = self._examiner.about(digest_of(row), self.name(row))
        speech = self._editing.speech
        if not isinstance(known, Examined):
            return ""
        return speech.plural("{n} page", "{n} pages", known.pages)

    def _take_names(self) -> None:
        speech = self._editing.speech
        names = row_names(self._editing.dossier, "evidence", speech.translate, speech.language)
        self._names = dict(names)

    def _go_over(self, rows: tuple[Evidence, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in old]
        self._rows = rows
        self.changePersistentIndexList(old, [self.index_of(one) for one in ids])
        self.layoutChanged.emit()

    def _found(self, digest: str) -> None:
        for at, row in enumerate(self._rows):
            if row.digest == digest:
                self.dataChanged.emit(self.index(at), self.index(at))

    def _tell_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


class EvidenceList(QListView):
    """A list of files; each line shows its first page, its name and what it proves.

    `opened` says that the current one is to be opened, by Enter or a double click.
    """

    opened = Signal()

    def __init__(self, model: EvidenceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.empty_sentence = ""
        self.setItemDelegate(_Lines(model, self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setModel(model)  # now, as each of these would have gone through all that it holds
        self.doubleClicked.connect(self.opened)
        # Files dropped here are for the panel around the list.
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the file."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.doItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The files, or what can be done where there are none."""
        super().paintEvent(event)
        if not self.model().rowCount() and self.empty_sentence:
            painter = QPainter(self.viewport())
            painter.setPen(look.colour("quiet"))
            margin = look.gap(3)
            room = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_sentence
            )

    def sizeHint(self) -> QSize:
        """High enough for a few files."""
        shown = max(2, min(5, self.model().rowCount()))
        return QSize(look.em(self) * 24, shown * _line_height(self) + 2)

    def minimumSizeHint(self) -> QSize:
        """Two files."""
        return QSize(look.em(self) * 12, 2 * _line_height(self))


class _Lines(QStyledItemDelegate):
    """Paints a file: picture, name, what it proves, what it is."""

    def __init__(self, model: EvidenceModel, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all alike
        """Three lines high."""
        return QSize(look.em(self._view) * 10, _line_height(self._view))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One file."""
        rect, view = option.rect, self._view
        chosen = view.selectionModel().isSelected(index)
        role = QPalette.ColorRole
        palette = view.palette()
        painter.save()
        if chosen:
            painter.fillRect(rect, look.tint("accent"))
        painter.setPen(look.line_colour())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        margin = look.gap(0.8)
        side = rect.height() - 2 * margin
        self._paint_picture(
            painter, QRect(rect.left() + margin, rect.top() + margin, side, side), index
        )
        room = rect.adjusted(side + 3 * margin, margin, -margin, -margin)
        proves, facts = self._model.lines(index)
        name = str(index.data(_DISPLAY))
        text, quiet = palette.color(role.Text), look.colour("quiet")
        lines = ((name, True, text), (proves, False, text), (facts, False, quiet))
        self._paint_lines(painter, room, lines)
        if self._model.warnings(index):
            sign = look.pixmap("look", "look")
            painter.drawPixmap(rect.right() - margin - look.em(view), rect.top() + margin, sign)
        if view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_picture(self, painter: QPainter, room: QRect, index: Index) -> None:
        picture = self._model.picture(index)
        if picture is None or picture.isNull():
            sign = look.pixmap("evidence", "quiet", round(room.width() * 0.5))
            at = QRect(0, 0, round(room.width() * 0.5), round(room.width() * 0.5))
            at.moveCenter(room.center())
            painter.drawPixmap(at, sign)
            return
        ratio = self._view.devicePixelRatioF()
        shown = picture.scaled(
            room.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(ratio)
        at = QRect(0, 0, round(shown.width() / ratio), round(shown.height() / ratio))
        at.moveCenter(room.center())
        painter.drawPixmap(at, shown)
        painter.setPen(look.line_colour())
        painter.drawRect(at.adjusted(-1, -1, 0, 0))

    def _paint_lines(
        self, painter: QPainter, room: QRect, lines: Sequence[tuple[str, bool, QColor]]
    ) -> None:
        high = room.height() // 3
        for n, (text, bold, ink) in enumerate(lines):
            painter.setFont(look.scaled(self._view.font(), 1, strong=bold))
            painter.setPen(ink)
            line = QRect(
                room.left(), room.top() + n * high, room.width() - look.em(self._view), high
            )
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(
                line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
            )


def said_of(known: Examined | MaskDeskError | None, editing: Editing) -> list[str]:
    """What is to be known of a file, in sentences of the language of the moment."""
    translate = editing.speech.catalogue.translate
    if isinstance(known, MaskDeskError):
        return [editing.speech.tell(known)]
    return [one.sentence(translate) for one in known.warnings] if known else []


def digest_of(row: Evidence) -> str:
    """The digest of a row's file; nothing where it has none."""
    return row.digest if isinstance(row.digest, str) else ""


def _line_height(view: QWidget) -> int:
    return 3 * view.fontMetrics().lineSpacing() + look.gap(2)


def _text(value: object) -> str:
    return value.typed if isinstance(value, Unread) else str(value or "")


def _kind(row: Evidence, editing: Editing) -> str:
    described = members(Evidence)["kind"].description
    if not isinstance(described, Field) or not isinstance(described.kind, Choice):
        return ""
    if isinstance(row.kind, str):
        return editing.speech.say(described.kind.labels.get(row.kind, row.kind))
    return _text(row.kind)
