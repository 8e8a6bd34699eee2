"""The chosen paper as it would be made now: a click on a value leads to its field and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.wording import place_name
from maskdesk.dossier.fields import Field
from maskdesk.dossier.paths import NoSuchPlace, describe
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.jobs import heard_by

if TYPE_CHECKING:
    import pypdfium2

    from maskdesk.desk.opening import OpenDossier
    from maskdesk.desk.plan import PlannedPaper
    from maskdesk.desk.workers import Job, Workers
    from maskdesk.output.sheet import DrawnPages, Placement

_TYPING_ENDS_AFTER_MS = 40
_POINTS_PER_INCH = 72
_ZOOMS = (50, 67, 80, 100, 125, 150, 200, 300, 400)
_FIT = 0
_A4_POINTS = QSize(595, 842)

Paper = tuple[str, str]


class PreviewPanel(QWidget):
    """Chooses a paper, has it drawn in another process, shows its pages.

    `shown` says that the paper asked for is on the screen, or why it is not.
    `opened` gives the dossier with all that lies in its file, `now` the moment that stands in it.
    """

    shown = Signal()

    def __init__(
        self,
        editing: Editing,
        workers: "Callable[[], Workers]",
        opened: "Callable[[], OpenDossier]",
        now: Callable[[], datetime],
        holder: QWidget | None = None,
    ) -> None:
        super().__init__(holder)
        self._editing = editing
        self._workers = workers
        self._opened = opened
        self._now = now
        self._job: Job | None = None
        self._drawn: DrawnPages | None = None
        self._zoom = _FIT
        self._picked = False  # until then the first paper of the plan is shown
        self._papers: list[Paper] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_ENDS_AFTER_MS)
        self._soon.timeout.connect(self._draw)
        self._build()
        editing.edited.connect(self._draw_soon)
        self.say_again()

    def _build(self) -> None:
        self.paper = QComboBox(self)
        self.paper.setObjectName("previewPaper")
        self.paper.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.paper.setMinimumContentsLength(10)
        self.paper.activated.connect(self._pick)
        self.paper.currentTextChanged.connect(self.paper.setToolTip)
        # On Linux a list to choose from is called by its label alone, be it seen or not.
        self._label = QLabel(self)
        self._label.setBuddy(self.paper)
        self._label.hide()
        self._out = self._tool("zoom-out", lambda: self._step_zoom(-1))
        self._in = self._tool("zoom-in", lambda: self._step_zoom(1))
        self._fit = self._tool("zoom-fit", lambda: self._set_zoom(_FIT))
        self._count = QLabel(self)
        self._count.setProperty("role", "hint")
        bar = QHBoxLayout()
        bar.setContentsMargins(*(look.gap(0.8),) * 4)
        bar.setSpacing(look.gap(0.4))
        bar.addWidget(self.paper, 1)
        for widget in (self._out, self._in, self._fit):
            bar.addWidget(widget)
        self.view = _Pages(self._turn, self._step_zoom, self)
        self.view.resized.connect(self._size_pages)
        self.sheets = _Sheets(self._lead)
        self.view.setWidget(self.sheets)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setContentsMargins(*(look.gap(2),) * 4)
        self._message.setProperty("role", "hint")
        foot = QHBoxLayout()
        foot.setContentsMargins(look.gap(0.8), 0, look.gap(0.8), look.gap(0.5))
        foot.addWidget(self._count)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(self._message)
        box.addWidget(self.view, 1)
        box.addLayout(foot)

    def say_again(self) -> None:
        """Say everything anew."""
        say = self._editing.speech.say
        self._label.setText(say(N_("Paper shown")))
        self.paper.setAccessibleName(say(N_("Paper shown")))
        for button, name in (
            (self._out, N_("Smaller (Ctrl+minus)")),
            (self._in, N_("Larger (Ctrl+plus)")),
            (self._fit, N_("Fit the width (Ctrl+0)")),
        ):
            button.setToolTip(say(name))
            button.setAccessibleName(say(name))
        self.view.setAccessibleName(say(N_("Preview")))
        self._name_papers()
        self._say_count()

    def take_plan(self, planned: "tuple[PlannedPaper, ...]") -> None:
        """Offer the papers of the plan; the chosen one stays chosen."""
        papers = [(one.form, one.subject) for one in planned if one.makeable]
        if papers != self._papers:
            chosen = self.chosen
            self._papers = papers
            self._name_papers()
            if chosen in papers and self._picked:
                self.paper.setCurrentIndex(papers.index(chosen))
            if self.chosen != chosen or self._drawn is None:
                self._draw_soon()

    @property
    def chosen(self) -> Paper | None:
        """The paper shown: its form, and the row it is about."""
        at = self.paper.currentIndex()
        return self._papers[at] if 0 <= at < len(self._papers) else None

    @property
    def pages(self) -> int:
        """How many pages the paper shown has; none where none is."""
        return self._drawn.pages if self._drawn is not None else 0

    def choose(self, paper: Paper) -> None:
        """Show another paper."""
        if paper in self._papers:
            self._picked = True
            self.paper.setCurrentIndex(self._papers.index(paper))
            if self.isVisible():  # else it is drawn when it comes to be seen
                self._draw()

    def show_place(self, path: str) -> None:
        """Frame what stands on the paper from this field, and bring it into view."""
        self.sheets.frame_place(path)
        centre = self.sheets.place_of(path)
        if centre is not None:
            self.view.ensureVisible(centre.x(), centre.y(), look.em() * 4, look.em() * 6)

    def _tool(self, name: str, done: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("flat", True)
        button.setIcon(look.icon(name))
        button.setIconSize(look.icon_size())
        button.clicked.connect(lambda: done())
        return button

    def _name_papers(self) -> None:
        speech, dossier = self._editing.speech, self._editing.dossier
        at = self.paper.currentIndex()
        self.paper.clear()
        for form, subject in self._papers:
            title = speech.say(_title(form))
            if subject:
                row = place_name(speech.catalogue, dossier, subject)
                title = speech.say(N_("{place}: {field}"), place=title, field=row)
            self.paper.addItem(title)
        self.paper.view().setMinimumWidth(self.paper.view().sizeHintForColumn(0) + look.em())
        if 0 <= at < len(self._papers):
            self.paper.setCurrentIndex(at)

    def _pick(self) -> None:
        self._picked = True
        self._draw()

    def _draw_soon(self) -> None:
        if self.isVisible():
            self._soon.start()

    def let_go(self) -> None:
        """Close the pages: nobody will look at them any more."""
        self._soon.stop()
        self.sheets.close_pages()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw once there is somebody to see it."""
        super().showEvent(event)
        self._soon.start()

    def _draw(self) -> None:
        paper = self.chosen
        if self._drawn is None and not self._message.text():
            self._say(self._editing.speech.say(N_("The paper is being drawn …")))
        if paper is None:  # the plan is still to come
            return
        form, subject = paper
        hearer = heard_by(self, done=partial(self._take, paper), failed=self._say_failure)
        self._job = self._workers().preview(
            self._opened(), form, subject, self._now(), hearer, slot="preview"
        )

    def _take(self, paper: Paper, drawn: "DrawnPages") -> None:
        if paper != self.chosen or not self.isVisible():
            return
        self._say("")
        self._drawn = drawn
        self.sheets.show_pages(drawn)
        self._size_pages()
        self._say_count()
        self.shown.emit()

    def _say_failure(self, failure: MaskDeskError) -> None:
        self._drawn = None
        self._say(self._editing.speech.tell(failure))
        self.shown.emit()

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self.view.setVisible(not text)

    def _say_count(self) -> None:
        plural = self._editing.speech.plural
        text = plural("{n} page", "{n} pages", self.pages) if self.pages else ""
        self._count.setText(text)

    def _lead(self, path: str) -> None:
        try:
            described = describe(path)
        except NoSuchPlace:  # a sum has no field of its own
            return
        if isinstance(described, Field):
            self._editing.want(path)

    def _set_zoom(self, percent: int) -> None:
        self._zoom = percent
        self._size_pages()

    def _step_zoom(self, by: int) -> None:
        now = self._zoom or self._fitting()
        others = [one for one in _ZOOMS if (one > now if by > 0 else one < now)]
        if others:
            self._set_zoom(others[0] if by > 0 else others[-1])

    def _fitting(self) -> int:
        # With room for the bar, which comes once the pages are higher than the window.
        bar = self.view.verticalScrollBar().sizeHint().width()
        room = self.view.width() - bar - 2 * _margin()
        return max(20, round(room / _A4_POINTS.width() * _POINTS_PER_INCH / _dpi(self) * 100))

    def _size_pages(self) -> None:
        self.sheets.set_scale((self._zoom or self._fitting()) / 100 * _dpi(self) / _POINTS_PER_INCH)

    def _turn(self, by: int) -> None:
        bar = self.view.verticalScrollBar()
        tops = [top - _margin() for top in self.sheets.tops]
        now = bar.value()
        others = [top for top in tops if (top > now + 2 if by > 0 else top < now - 2)]
        if others:
            bar.setValue(others[0] if by > 0 else others[-1])


class _Pages(QScrollArea):
    """The pages, turned by the keyboard; `resized` says that there is other room for them."""

    resized = Signal()

    def __init__(
        self, turn: Callable[[int], None], zoom: Callable[[int], None], holder: QWidget
    ) -> None:
        super().__init__(holder)
        self._turn = turn
        self._zoom = zoom
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("previewPages")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of the room there is now."""
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn, Ctrl with plus, minus or the wheel zooms."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self._turn(steps[key])
        elif key in zooms and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(zooms[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)


class _Sheets(QWidget):
    """The pages under each other, each rendered when it comes into view.

    A paper may have thousands of them: none is a widget of its own.
    """

    def __init__(self, lead: Callable[[str], None]) -> None:
        super().__init__()
        self._lead = lead
        self._document: pypdfium2.PdfDocument | None = None
        self._drawn: DrawnPages | None = None
        self._images: dict[int, QImage] = {}
        self._framed = ""
        self._under = ""
        self._scale = 1.0
        self._size = QSize()
        self.setMouseTracking(True)

    @property
    def rendered(self) -> frozenset[int]:
        """The pages that are at hand as images: those in view."""
        return frozenset(self._images)

    @property
    def tops(self) -> range:
        """Where each page begins."""
        step = self._size.height() + _margin()
        count = self._drawn.pages if self._drawn is not None else 0
        return range(_margin(), _margin() + count * step, step)

    def show_pages(self, drawn: "DrawnPages") -> None:
        """Show the pages of a paper, all of one size, with where each value stands on them."""
        import pypdfium2

        self.close_pages()
        self._drawn, self._document = drawn, pypdfium2.PdfDocument(drawn.pdf)
        self._fit()

    def close_pages(self) -> None:
        """Show none; what holds them open is not left to be closed some time."""
        if self._document is not None:
            self._document.close()
        self._drawn, self._document = None, None
        self._images.clear()

    def set_scale(self, scale: float) -> None:
        """How many pixels a point takes."""
        if scale != self._scale:
            self._scale = scale
            self._images.clear()
            self._fit()

    def frame_place(self, path: str) -> None:
        """Frame what stands on the pages from a field."""
        self._framed = path
        self.update()

    def place_of(self, path: str) -> QPoint | None:
        """Where the middle of the value of a field stands first, if it does anywhere."""
        first = self._drawn.first(path) if self._drawn is not None and path else None
        if first is None:
            return None
        return self._page_box(first.page).topLeft() + self._box_of(first).center().toPoint()

    def _fit(self) -> None:
        if self._document is None:
            return
        width, height = self._document.get_page_size(0)
        self._size = QSize(round(width * self._scale), round(height * self._scale))
        end = self.tops[-1] + self._size.height() if self.tops else 0
        self.setMinimumSize(self._size.width() + 2 * _margin(), end + _margin())
        self.update()

    def _page_box(self, number: int) -> QRect:
        left = (self.width() - self._size.width()) // 2
        return QRect(QPoint(left, self.tops[number]), self._size)

    def _pages_in(self, part: QRect) -> range:
        """The pages of which something lies in a part."""
        ends = bisect_left(self.tops, part.top() - self._size.height())
        return range(ends, bisect_right(self.tops, part.bottom()))

    def _box_of(self, placement: "Placement") -> QRectF:
        """Where a value stands, in pixels from the top left of its page."""
        left, bottom, right, top = placement.box
        height = self._size.height()
        corner = QPointF(left * self._scale, height - top * self._scale)
        return QRectF(corner, QPointF(right * self._scale, height - bottom * self._scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in view and the frames on them."""
        painter = QPainter(self)
        for number in self._pages_in(event.rect()):
            page = self._page_box(number)
            painter.drawImage(page, self._rendered(number))
            painter.translate(page.topLeft())
            for path, width, fill in ((self._under, 1, 0.10), (self._framed, 2, 0.16)):
                self._paint_frames(painter, number, path, width, fill)
            painter.resetTransform()
        painter.end()
        in_view = self._pages_in(self.visibleRegion().boundingRect())
        self._images = {n: image for n, image in self._images.items() if n in in_view}

    def _paint_frames(
        self, painter: QPainter, number: int, path: str, width: int, fill: float
    ) -> None:
        for one in self._placed(number) if path else ():
            if one.path == path:
                ink = QColor(look.PAPER_FRAME)
                painter.setPen(QPen(ink, width))
                ink.setAlphaF(fill)
                painter.setBrush(ink)
                painter.drawRect(self._box_of(one).adjusted(-2, -2, 2, 2))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a value can be clicked."""
        path = self._path_at(event.position())
        if path != self._under:
            self._under = path
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if path else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._under = ""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lead to the field of what was clicked."""
        path = self._path_at(event.position())
        if path:
            self._lead(path)

    def _path_at(self, point: QPointF) -> str:
        for number in self._pages_in(QRect(point.toPoint(), QSize(1, 1))):
            on_page = point - self._page_box(number).topLeft().toPointF()
            for one in self._placed(number):
                if self._box_of(one).contains(on_page):
                    return one.path
        return ""

    def _placed(self, number: int) -> "tuple[Placement, ...]":
        return self._drawn.placements(number) if self._drawn is not None else ()

    def _rendered(self, number: int) -> QImage:
        if number not in self._images and self._document is not None:
            ratio = self.devicePixelRatioF()
            drawn = self._document[number].render(scale=self._scale * ratio)
            held = QImage(
                drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_BGR888
            )
            self._images[number] = held.copy()
            self._images[number].setDevicePixelRatio(ratio)
        return self._images.get(number, QImage())


def _margin() -> int:
    """The room around each page."""
    return look.gap(1.2)


def _title(form: str) -> str:
    from maskdesk.output.forms import FORMS

    return FORMS[form].title


def _dpi(widget: QWidget) -> int:
    return widget.logicalDpiX()
