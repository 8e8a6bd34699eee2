"""Prints a submission as a clerk would, in a program of its own: FOLDER REFERENCE KIND."""

import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.dossiers import viet_nam
from maskdesk.desk.making import Submission
from maskdesk.desk.manifest import MANIFEST, read_manifest
from maskdesk.desk.office import Office
from maskdesk.desk.sheaves import Sheaf, sheaves
from maskdesk.dossier.paths import put
from maskdesk.store.durable import read_folder
from maskdesk.ui.printing import PrintDialog
from maskdesk.ui.speech import Speech
from ui.printing.print_queue import QUEUE


def main(folder: str, reference: str, kind: str) -> None:
    app = QApplication(sys.argv[:1])
    dossier = put(viet_nam(), "head.reference", reference)
    files = dict(read_folder(Path(folder)))
    made = Submission(files=files, manifest=read_manifest(files[MANIFEST]))
    dialog = PrintDialog(None, Speech(Office(), "en"), dossier, sheaves(made, dossier))
    dialog.printed.connect(tell)
    dialog.finished.connect(app.quit)
    dialog.show()
    dialog.activateWindow()
    if kind == "dialog":
        by_keys(dialog)
    else:
        by_both_sides(dialog, reference)
    app.exec()


def tell(papers: Sequence[Sheaf], printer: str) -> None:
    """Say what was sent where."""
    said = " ".join(f"{one.file}x{one.copies}" for one in papers)
    sys.stdout.write(f"{said} {printer}\n")


def by_keys(dialog: PrintDialog) -> None:
    """The second paper twice, the third not at all; then the system's dialog."""
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.copies, Qt.Key.Key_Up)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    accepting = QTimer(dialog)
    accepting.timeout.connect(lambda: accept(dialog, accepting))
    accepting.start(20)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)


def accept(dialog: PrintDialog, accepting: QTimer) -> None:
    system = dialog.findChild(QPrintDialog)
    if system is not None and system.isVisible():
        accepting.stop()
        QTest.keyClick(system, Qt.Key.Key_Return)


def by_both_sides(dialog: PrintDialog, reference: str) -> None:
    """Three copies of one page, from the second page of the set on, on both sides."""
    printer = QPrinter(QPrinterInfo.printerInfo(QUEUE), QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setDocName(reference)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    printer.setFromTo(2, 2)
    dialog._papers = [replace(one, copies=3) for one in dialog._papers]
    dialog.print_on(printer)


if __name__ == "__main__":
    main(*sys.argv[1:])
