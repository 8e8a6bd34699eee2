"""The chosen paper as it would be made now: a click on a value leads to its field and back."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
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
    QSizePolicy,
    QStyle,
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
    from maskdesk.output.sheet import Drawing, Placement

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
        self._drawing: Drawing | None = None
        self._zoom = _FIT
        self._place = ""
        self._picked = False  # until then the first paper of the plan is shown
        self._papers: list[Paper] = []
        self._pages: list[_PageView] = []
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
        self._body = QWidget()
        self._stack = QVBoxLayout(self._body)
        self._stack.setContentsMargins(*(look.gap(1.2),) * 4)
        self._stack.setSpacing(look.gap(1.2))
        self._stack.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.view.setWidget(self._body)
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
            if self.chosen != chosen or self._drawing is None:
                self._draw_soon()

    @property
    def chosen(self) -> Paper | None:
        """The paper shown: its form, and the row it is about."""
        at = self.paper.currentIndex()
        return self._papers[at] if 0 <= at < len(self._papers) else None

    @property
    def pages(self) -> int:
        """How many pages the paper shown has; none where none is."""
        return self._drawing.pages if self._drawing is not None else 0

    def choose(self, paper: Paper) -> None:
        """Show another paper."""
        if paper in self._papers:
            self._picked = True
            self.paper.setCurrentIndex(self._papers.index(paper))
            if self.isVisible():  # else it is drawn when it comes to be seen
                self._draw()

    def show_place(self, path: str) -> None:
        """Frame what stands on the paper from this field, and bring it into view."""
        self._place = path
        for page in self._pages:
            page.frame_place(path)
        at = next((one for one in self._placements() if one.path == path), None)
        if at is not None and at.page < len(self._pages):
            page = self._pages[at.page]
            centre = page.geometry().topLeft() + page.box_of(at).center().toPoint()
            self.view.ensureVisible(centre.x(), centre.y(), look.em() * 4, look.em() * 6)

    def _placements(self) -> "tuple[Placement, ...]":
        return self._drawing.placements if self._drawing is not None else ()

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

    def showEvent(self, event: QShowEvent) -> None:
        """Draw once there is somebody to see it."""
        super().showEvent(event)
        self._soon.start()

    def _draw(self) -> None:
        paper = self.chosen
        if self._drawing is None and not self._message.text():
            self._say(self._editing.speech.say(N_("The paper is being drawn …")))
        if paper is None:  # the plan is still to come
            return
        form, subject = paper
        hearer = heard_by(self, done=partial(self._take, paper), failed=self._say_failure)
        self._job = self._workers().preview(
            self._opened(), form, subject, self._now(), hearer, slot="preview"
        )

    def _take(self, paper: Paper, drawing: "Drawing") -> None:
        if paper != self.chosen:
            return
        import pypdfium2

        self._say("")
        self._drawing = drawing
        document = pypdfium2.PdfDocument(drawing.pdf)
        placed: defaultdict[int, list[Placement]] = defaultdict(list)
        for one in drawing.placements:
            placed[one.page].append(one)
        while len(self._pages) > drawing.pages:
            gone = self._pages.pop()
            gone.hide()
            gone.deleteLater()
        for number in range(drawing.pages):
            if number == len(self._pages):
                page = _PageView(self._lead, self._body)
                self._pages.append(page)
                self._stack.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
                page.show()  # what is hidden takes no room
            self._pages[number].show_page(document, number, tuple(placed[number]))
            self._pages[number].frame_place(self._place)
        self._size_pages()
        self._say_count()
        self.shown.emit()

    def _say_failure(self, failure: MaskDeskError) -> None:
        self._drawing = None
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
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        room = self.view.width() - bar - 2 * look.gap(1.2)
        return max(20, round(room / _A4_POINTS.width() * _POINTS_PER_INCH / _dpi(self) * 100))

    def _size_pages(self) -> None:
        scale = (self._zoom or self._fitting()) / 100 * _dpi(self) / _POINTS_PER_INCH
        for page in self._pages:
            page.set_scale(scale)
        # Until they stand under each other all would lie in view, and all would be rendered.
        self._body.resize(self._body.size().expandedTo(self._stack.sizeHint()))

    def _turn(self, by: int) -> None:
        bar = self.view.verticalScrollBar()
        tops = [page.y() - look.gap(1.2) for page in self._pages]
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


class _PageView(QWidget):
    """One page, rendered when it comes into view."""

    def __init__(self, lead: Callable[[str], None], holder: QWidget) -> None:
        super().__init__(holder)
        self._lead = lead
        self._document: pypdfium2.PdfDocument | None = None
        self._number = 0
        self._image: QImage | None = None
        self._placed: tuple[Placement, ...] = ()
        self._framed = ""
        self._under = ""
        self._scale = 1.0
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_page(
        self, document: "pypdfium2.PdfDocument", number: int, placed: "tuple[Placement, ...]"
    ) -> None:
        """Show a drawn page with where each value stands on it."""
        self._document, self._number, self._placed = document, number, placed
        self._image = None
        self.set_scale(self._scale)
        self.update()

    def set_scale(self, scale: float) -> None:
        """How many pixels a point takes."""
        if self._document is None:
            return
        width, height = self._document.get_page_size(self._number)
        size = QSize(round(width * scale), round(height * scale))
        if size != self.size() or scale != self._scale:
            self._scale = scale
            self._image = None
            self.setFixedSize(size)

    def frame_place(self, path: str) -> None:
        """Frame what stands on this page from a field."""
        if path != self._framed:
            self._framed = path
            self.update()

    def box_of(self, placement: "Placement") -> QRectF:
        """Where a value stands, in pixels from the top left of the page."""
        left, bottom, right, top = placement.box
        height = self.height()
        corner = QPointF(left * self._scale, height - top * self._scale)
        return QRectF(corner, QPointF(right * self._scale, height - bottom * self._scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The page and the frames."""
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._rendered())
        for path, width, fill in ((self._under, 1, 0.10), (self._framed, 2, 0.16)):
            for one in self._placed:
                if path and one.path == path:
                    ink = QColor(look.PAPER_FRAME)
                    painter.setPen(QPen(ink, width))
                    ink.setAlphaF(fill)
                    painter.setBrush(ink)
                    painter.drawRect(self.box_of(one).adjusted(-2, -2, 2, 2))
        painter.end()

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
        hit = (one.path for one in self._placed if self.box_of(one).contains(point))
        return next(hit, "")

    def _rendered(self) -> QImage:
        ratio = self.devicePixelRatioF()
        if self._image is None and self._document is not None:
            drawn = self._document[self._number].render(scale=self._scale * ratio)
            held = QImage(
                drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_BGR888
            )
            self._image = held.copy()
            self._image.setDevicePixelRatio(ratio)
        return self._image or QImage()


def _title(form: str) -> str:
    from maskdesk.output.forms import FORMS

    return FORMS[form].title


def _dpi(widget: QWidget) -> int:
    return widget.logicalDpiX()
