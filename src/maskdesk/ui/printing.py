"""Prints a set of papers in order, each as often as it is needed, through the system's dialog.

The pages are drawn as pictures, with the stamps of their signatures, which not every PDF program
paints; drafts bear their mark in the page itself.
A page is sent in bands, one for each turn of the event loop, so that the window never stands still.
"""

import math
from collections.abc import Sequence

import pypdfium2
from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.sheaves import Sheaf, Side, sides
from maskdesk.dossier.sections import Dossier
from maskdesk.language import N_
from maskdesk.rules.ground import known
from maskdesk.ui import look
from maskdesk.ui.finish.finishing import paper_title
from maskdesk.ui.finish.page import (
    Remark,
    heading_label,
    hint_label,
    list_of_files,
)
from maskdesk.ui.speech import Speech, without_key

_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_BAND = 200
# Paper sizes are rounded to whole points or dots by drivers.
_NEARLY_WHOLE = 0.995
_MOST_COPIES = 99


class PrintRun(QObject):
    """One print under way; `went_on` counts the sides, `ended` says whether all were sent."""

    went_on = Signal(int)
    ended = Signal(bool)

    def __init__(self, printer: QPrinter, printed: Sequence[Side]) -> None:
        super().__init__()
        self._printer = printer
        self._sides = printed
        self._documents: dict[str, pypdfium2.PdfDocument] = {}
        self._at = 0
        self._top: int = 0
        self._painter = QPainter()
        self.stopped = False

    def start(self) -> None:
        """Begin; everything after happens in the event loop."""
        self._printer.setResolution(_DOTS_PER_INCH)
        self._printer.setFullPage(True)
        if not self._sides or not self._painter.begin(self._printer):
            self.ended.emit(False)
            return
        self._soon()

    def stop(self) -> None:
        """Take the print back before it is sent on to the printer."""
        self.stopped = True

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        if self.stopped:
            self._printer.abort()
            self._end(whole=False)
            return
        if self._draw_band():
            self._soon()
            return
        self._at, self._top = self._at + 1, 0
        self.went_on.emit(self._at)
        if self._at == len(self._sides):
            self._end(whole=True)
        elif not self._printer.newPage():
            self._end(whole=False)
        else:
            self._soon()

    def _end(self, *, whole: bool) -> None:
        whole = bool(self._painter.end()) and whole
        for document in self._documents.values():
            document.close()
        self.ended.emit(whole)

    def _draw_band(self) -> bool:
        """Draw the next band of the side; whether there is more of it."""
        side = self._sides[self._at]
        if side.sheaf is None:
            return False
        page = self._document(side.sheaf)[side.page]
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = _scale(page, paper)
        height = math.ceil(page.get_height() * scale)
        bottom = min(self._top + _BAND, height)
        image = _band(page, scale, self._top, height - bottom)
        # Dot on dot: a picture that is stretched even by one dot loses lines between its bands.
        left = round((paper.width() - image.width()) / 2)
        above = round((paper.height() - height) / 2)
        self._painter.drawImage(QPoint(left, above + self._top), image)
        self._top = bottom
        return bool(self._top < height)

    def _document(self, sheaf: Sheaf) -> pypdfium2.PdfDocument:
        if sheaf.file not in self._documents:
            document = pypdfium2.PdfDocument(sheaf.pdf)
            document.init_forms()  # before any page is taken, or stamps stay away
            self._documents[sheaf.file] = document
        return self._documents[sheaf.file]


class PrintDialog(QDialog):
    """Which papers and how often; then the system's dialog for printer, pages and both sides.

    `printed` carries the sheaves that were sent and the name of the printer.
    """

    printed = Signal(object, str)

    def __init__(
        self, holder: QWidget | None, speech: Speech, dossier: Dossier, papers: Sequence[Sheaf]
    ) -> None:
        super().__init__(holder)
        self.setObjectName("print")
        self._speech = speech
        self.say = say = speech.say
        self._papers = list(papers)
        self._reference = known(dossier.head.reference) or "MaskDesk"
        self._chosen = {sheaf.file for sheaf in papers}
        self._run: PrintRun | None = None
        self.setWindowTitle(say(N_("Print")))
        heads = [say(one) for one in (N_("Paper"), N_("Pages"), N_("Copies"))]
        self.list = list_of_files("sheaves", len(heads), 0, self)
        self.list.setHeaderLabels(heads)
        self.list.setAccessibleName(say(N_("Papers")))
        for sheaf in papers:
            line = QTreeWidgetItem(self.list)
            line.setText(0, paper_title(speech, dossier, sheaf.form, sheaf.subject))
            line.setCheckState(0, Qt.CheckState.Checked)
        self.list.itemChanged.connect(self._ticked)
        self.list.currentItemChanged.connect(self._show_current)
        self.copies = QSpinBox(self)
        self.copies.setRange(1, _MOST_COPIES)
        self.copies.setObjectName("copies")
        self.copies.valueChanged.connect(self._set_copies)
        copies_label = QLabel(say(N_("&Copies of this paper")), self)
        copies_label.setBuddy(self.copies)
        for widget in (self.copies, self.copies.lineEdit()):
            widget.setAccessibleName(without_key(copies_label.text()))
        self._total = hint_label("", self)
        self.remark = Remark(self)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(say(N_("Progress")))
        self.bar.hide()
        self.go = QPushButton(say(N_("&Print …")), self)
        self.go.setDefault(True)
        self.go.clicked.connect(self._choose_printer)
        self._cancel = QPushButton(say(N_("Cancel")), self)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        below, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (below, buttons):
            row.setSpacing(look.gap())
        below.addWidget(copies_label)
        below.addWidget(self.copies)
        below.addStretch(1)
        below.addWidget(self._total)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.go)
        self._lay_out(below, buttons)
        self._number_pages()
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.list.setFocus()

    def _lay_out(self, below: QHBoxLayout, buttons: QHBoxLayout) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2.4),) * 4)
        box.setSpacing(look.gap(1.4))
        box.addWidget(heading_label(self.say(N_("Print the set")), self, 1.3))
        if any(sheaf.way == "draft" for sheaf in self._papers):
            text = N_("These are drafts: each page says DRAFT, and none is to be handed in.")
        else:
            text = N_("A print is not the signed file: hand in the file where it is asked for.")
        box.addWidget(hint_label(self.say(text), self))
        box.addWidget(self.list, 1)
        box.addLayout(below)
        box.addWidget(self.remark)
        box.addWidget(self.bar)
        box.addLayout(buttons)
        look.size_in_lines(self, 40, 28)

    @property
    def chosen(self) -> tuple[Sheaf, ...]:
        """The ticked papers in order, with their copies."""
        return tuple(sheaf for sheaf in self._papers if sheaf.file in self._chosen)

    def reject(self) -> None:
        """Stop what is being printed; where nothing is, leave."""
        if self._run is not None:
            self._run.stop()
        else:
            super().reject()

    def print_on(self, printer: QPrinter) -> None:
        """Send the ticked papers to a printer as it is set up."""
        first, last = printer.fromPage(), printer.toPage()
        total = sum(sheaf.pages for sheaf in self.chosen)
        duplex = printer.duplex() != QPrinter.DuplexMode.DuplexNone
        printed = sides(self.chosen, first or 1, last or total, duplex=duplex)
        self.bar.setRange(0, len(printed))
        self.bar.setValue(0)
        self.bar.show()
        self.go.setEnabled(False)
        self._run = PrintRun(printer, printed)
        self._run.went_on.connect(self.bar.setValue)
        self._run.ended.connect(lambda whole: self._ended(whole, printer.printerName()))
        self._run.start()

    def _choose_printer(self) -> None:
        if not self.chosen:
            self.remark.tell(lambda: self.say(N_("Tick at least one paper.")))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(self._reference)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, sum(sheaf.pages for sheaf in self.chosen))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setModal(True)
        dialog.show()

    def _ended(self, whole: bool, printer: str) -> None:
        stopped = self._run is not None and self._run.stopped
        self._run = None
        self.bar.hide()
        self.go.setEnabled(True)
        if whole:
            self.printed.emit(self.chosen, printer)
            self.accept()
        elif stopped:
            sent = N_("Stopped; what was sent already may still come.")
            self.remark.tell(lambda: self.say(sent), "look")
        else:
            self.remark.tell(
                lambda: self.say(
                    N_("The printer did not take it. See whether it is on, then try again.")
                )
            )

    def _ticked(self, line: QTreeWidgetItem) -> None:
        file = self._papers[self.list.indexOfTopLevelItem(line)].file
        on = line.checkState(0) == Qt.CheckState.Checked
        self._chosen = self._chosen | {file} if on else self._chosen - {file}
        if on:
            self.remark.rest()
        self._number_pages()

    def _show_current(self) -> None:
        sheaf = self._papers[self._row]
        self.copies.blockSignals(True)
        self.copies.setValue(sheaf.copies)
        self.copies.blockSignals(False)

    def _set_copies(self, copies: int) -> None:
        self._papers[self._row] = replace(self._papers[self._row], copies=copies)
        self._number_pages()

    @property
    def _row(self) -> int:
        current = self.list.currentItem()
        return 0 if current is None else self.list.indexOfTopLevelItem(current)

    def _number_pages(self) -> None:
        """The pages of one set count on from paper to paper: so the printer's dialog counts."""
        self.list.blockSignals(True)
        before = 0
        for at, sheaf in enumerate(self._papers):
            line = self.list.topLevelItem(at)
            if line is None:
                continue
            on = sheaf.file in self._chosen
            pages = f"{before + 1}–{before + sheaf.pages}" if sheaf.pages > 1 else f"{before + 1}"
            line.setText(1, pages if on else "")
            line.setText(2, str(sheaf.copies) if on else "")
            before += sheaf.pages if on else 0
        self.list.blockSignals(False)
        count = sum(sheaf.pages * sheaf.copies for sheaf in self.chosen)
        self._total.setText(self._speech.plural("{n} page in all", "{n} pages in all", count))


def _scale(page: pypdfium2.PdfPage, paper: QRectF) -> float:
    """Dots to a point: the page's own size, or smaller where the paper is, but for a few dots."""
    full = _DOTS_PER_INCH / _POINTS_PER_INCH
    fits = min(
        paper.width() / (page.get_width() * full), paper.height() / (page.get_height() * full)
    )
    return full if fits > _NEARLY_WHOLE else full * fits


def _band(page: pypdfium2.PdfPage, scale: float, above: int, below: int) -> QImage:
    """A page without so many lines of dots at its top and bottom."""
    # A quarter of a dot less, for cropping rounds up.
    crop = (0, _cut(below, scale), 0, _cut(above, scale))
    drawn = page.render(scale=scale, crop=crop, may_draw_forms=True)
    picture = QImage(
        drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_BGR888
    )
    # Most pages are black on white: a third of the bytes to squeeze and to send.
    grey = picture.allGray()
    return picture.convertToFormat(QImage.Format.Format_Grayscale8) if grey else picture.copy()


def _cut(dots: int, scale: float) -> float:
    return (dots - 0.25) / scale if dots else 0
