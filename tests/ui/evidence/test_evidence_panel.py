"""Files that prove something: added, looked at, linked, opened with care."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pikepdf import Name, String
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk.workplaces import workplace
from intake import attachments
from intake.scanning import as_pdf, photograph, saved, with_code
from maskdesk.desk.office import Office
from maskdesk.desk.opening import new_dossier
from maskdesk.desk.working import new_file
from maskdesk.dossier import sections as s
from maskdesk.intake.attachment import examine
from maskdesk.language import Language
from maskdesk.ui.editing import Editing
from maskdesk.ui.evidence import EvidencePanel
from maskdesk.ui.speech import Speech

K = Qt.Key
M = Qt.KeyboardModifier
DOSSIER = s.Dossier(
    id="SAMPLE",
    certificates=(
        s.Certificate(id="c1", scheme="test-report", number="SAMPLE 7"),
        s.Certificate(id="c2", scheme="iso-13485", number="SAMPLE 8"),
    ),
    support=(s.Support(id="s1", facility="Bệnh viện MẪU"),),
    evidence=(
        s.Evidence(id="gone", file="lost.pdf", not_available="Kept by the bank"),
        s.Evidence(id="told", file="told.pdf", proves="Delivery", kind="scan", language="vi"),
    ),
)
SCAN = as_pdf([with_code("A"), with_code("B")])


class Shelf:
    """A panel over a dossier that is open, in a window that has the keyboard."""

    def __init__(
        self,
        bot: QtBot,
        folder: Path,
        language: Language = "en",
        dossier: s.Dossier = DOSSIER,
    ) -> None:
        self.bot = bot
        self.folder = folder
        self.file = new_file(new_dossier(dossier), workplace(folder))
        self.speech = Speech(Office(), language)
        self.editing = Editing(self.file.session, self.speech)
        self.panel = EvidencePanel(
            self.editing, lambda: self.file, now=lambda: datetime(2020, 5, 6, 9, 30, tzinfo=UTC)
        )
        self.panel.resize(900, 600)
        bot.addWidget(self.panel, before_close_func=lambda _: self.file.close())
        with bot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.panel.list.setFocus()

    @property
    def rows(self) -> tuple[s.Evidence, ...]:
        """The evidence as it stands."""
        return self.file.session.dossier.evidence

    def put(self, name: str, content: bytes) -> Path:
        """A file on disk."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def add(self, *files: tuple[str, bytes]) -> None:
        """Add files and wait until each was looked at."""
        self.panel.adding.add_files([self.put(name, content) for name, content in files])
        self.finish()

    def finish(self) -> None:
        """Wait until nothing is left to add."""
        self.bot.waitUntil(lambda: not self.panel.adding.left)

    def said(self) -> list[str]:
        """All sentences that are shown."""
        return [one.text() for one in self.panel.findChildren(QLabel) if one.isVisible()]

    def button(self, text: str) -> QPushButton:
        """A button by what stands on it."""
        (found,) = (
            one
            for one in self.panel.findChildren(QPushButton)
            if one.text() == text and one.isVisible()
        )
        return found


def answered(text: str) -> list[str]:
    """The next question is answered by the button with this text; what it said is listed."""
    said: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.extend((box.text(), box.informativeText()))
        (button,) = (one for one in box.buttons() if one.text() == text)
        button.click()

    def look() -> None:
        if QApplication.activeModalWidget() is None:
            QTimer.singleShot(10, look)
        else:
            answer()

    QTimer.singleShot(0, look)
    return said


def test_files_are_added_one_after_the_other_with_what_they_are(
    qtbot: QtBot, tmp_path: Path
) -> None:
    shelf = Shelf(qtbot, tmp_path)
    shelf.add(("contract.pdf", SCAN), ("photo.png", saved(photograph(), "PNG")))
    assert [row.file for row in shelf.rows] == ["lost.pdf", "told.pdf", "contract.pdf", "photo.png"]
    assert [row.media_type for row in shelf.rows[2:]] == ["application/pdf", "image/png"]
    assert shelf.rows[2].digest == hashlib.sha256(SCAN).hexdigest()
    assert shelf.rows[2].size == len(SCAN)
    assert shelf.file.evidence(str(shelf.rows[2].digest)).read() == SCAN
    assert shelf.panel.list.currentIndex().row() == 3
    model = shelf.panel.model
    assert model.picture(model.index(2)) is not None
    assert model.lines(model.index(2)) == ("What does it prove?", "2 pages")
    assert model.lines(model.index(1)) == ("Delivery", "Scan · Vietnamese")
    shelf.editing.undo()
    assert [row.file for row in shelf.rows] == ["lost.pdf", "told.pdf", "contract.pdf"]


def test_what_is_no_evidence_or_is_there_already_is_refused_with_a_way_out(
    qtbot: QtBot, tmp_path: Path
) -> None:
    shelf = Shelf(qtbot, tmp_path)
    shelf.add(
        ("letter.docx", b"PK\x03\x04 not a picture"), ("contract.pdf", SCAN), ("copy.pdf", SCAN)
    )
    assert [row.file for row in shelf.rows[2:]] == ["contract.pdf"]
    assert "letter.docx is neither a PDF nor a picture" in shelf.panel.message
    assert "Print or save it as PDF" in shelf.panel.message
    assert "copy.pdf is attached already, as contract.pdf." in shelf.panel.message


@pytest.mark.parametrize(
    ("answer", "kept"), [("Take the place out", False), ("Keep the place", True)]
)
def test_whether_a_picture_keeps_its_place_is_asked(
    qtbot: QtBot, tmp_path: Path, answer: str, kept: bool
) -> None:
    shelf = Shelf(qtbot, tmp_path)
    said = answered(answer)
    shelf.add(("photo.jpg", attachments.photograph_with_place("JPEG")))
    assert said[0] == "photo.jpg tells where it was taken."
    content = shelf.file.evidence(str(shelf.rows[2].digest)).read()
    assert examine(content, "photo.jpg").located is kept


def test_files_are_dropped_on_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf(qtbot, tmp_path)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(shelf.put("scan.pdf", SCAN)))])
    event = QDropEvent(
        QPoint(20, 200),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        M.NoModifier,
    )
    shelf.panel.dropEvent(event)
    shelf.finish()
    assert event.isAccepted()
    assert [row.file for row in shelf.rows[2:]] == ["scan.pdf"]


def test_a_picture_is_pasted_from_the_clipboard(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf(qtbot, tmp_path)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(shelf.panel.list, K.Key_V, M.ControlModifier)
    shelf.finish()
    assert [row.file for row in shelf.rows[2:]] == ["Picture 2020-05-06 09.30.00.png"]
    assert shelf.rows[2].media_type == "image/png"


def test_files_are_pasted_from_the_clipboard(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf(qtbot, tmp_path)
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(shelf.put("scan.pdf", SCAN)))])
    QGuiApplication.clipboard().setMimeData(copied)
    QTest.keyClick(shelf.panel.list, K.Key_V, M.ControlModifier)
    shelf.finish()
    assert [row.file for row in shelf.rows[2:]] == ["scan.pdf"]
    QGuiApplication.clipboard().setText("only words")
    QTest.keyClick(shelf.panel.list, K.Key_V, M.ControlModifier)
    assert shelf.panel.message == "There is no file or picture on the clipboard."


def test_an_empty_clipboard_is_said_to_be_one(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf(qtbot, tmp_path)
    QGuiApplication.clipboard().clear()
    QTest.keyClick(shelf.panel.list, K.Key_V, M.ControlModifier)
    assert shelf.panel.message == "There is no file or picture on the clipboard."


def test_evidence_that_is_not_at_hand_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf(qtbot, tmp_path)
    model = shelf.panel.model
    assert model.lines(model.index(0))[0] == "Not available: Kept by the bank"
    shelf.panel.select("evidence[gone]")
    assert "No file is attached." in shelf.said()
    shelf.panel._actions["missing"].trigger()
    assert len(shelf.rows) == 3
    assert shelf.panel.list.currentIndex().row() == 2


def test_what_it_proves_is_chosen_and_led_to(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf(qtbot, tmp_path)
    scan = "told"
    shelf.panel.select("evidence[told]")
    assert "Nothing is linked to it yet." in shelf.said()
    shelf.button("Choose what it proves …").click()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    for key in (K.Key_Space, K.Key_Down, K.Key_Space, K.Key_Return):
        QTest.keyClick(QApplication.focusWidget() or popup, key)
    dossier = shelf.file.session.dossier
    assert dossier.support[0].evidence == (scan,)
    assert dossier.certificates[0].evidence == (scan,)
    wanted: list[str] = []
    shelf.editing.wanted.connect(wanted.append)
    shelf.button("Certificates, Test report SAMPLE 7: Evidence").click()
    assert wanted == ["certificates[c1].evidence"]
    shelf.button("Choose what it proves …").click()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    for key in (K.Key_Space, K.Key_Return):
        QTest.keyClick(QApplication.focusWidget() or popup, key)
    assert shelf.file.session.dossier.support[0].evidence == ()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the system's viewer was asked to open."""
    paths: list[Path] = []

    def note(url: QUrl) -> bool:
        paths.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return paths


def test_a_harmless_file_is_opened_in_the_viewer(
    qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    shelf = Shelf(qtbot, tmp_path)
    shelf.add(("hợp đồng.doc", SCAN))
    assert "Its name ends in .doc, but it is PDF." in shelf.said()
    QTest.keyClick(shelf.panel.list, K.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].name == "hợp đồng.pdf"
    assert opened[0].read_bytes() == SCAN


def test_a_file_that_would_do_something_is_opened_only_after_a_warning(
    qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    shelf = Shelf(qtbot, tmp_path)
    shelf.add(("form.pdf", attachments.doing(S=Name.JavaScript, JS=String("app.alert(1)"))))
    said = answered("Leave it closed")
    QTest.keyClick(shelf.panel.list, K.Key_Return)
    assert "form.pdf is not just pages to read." in said
    assert "JavaScript" in said[1]
    assert opened == []
    answered("Open it all the same")
    QTest.keyClick(shelf.panel.list, K.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))


def test_a_file_of_the_dossier_is_looked_at_when_it_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    first = Shelf(qtbot, tmp_path)
    first.add(("scan.pdf", SCAN))
    again = EvidencePanel(first.editing, lambda: first.file)
    qtbot.addWidget(again)
    again.show()
    again.select(f"evidence[{first.rows[2].id}]")
    qtbot.waitUntil(lambda: again.model.picture(again.model.index(2)) is not None)


def test_evidence_is_removed_by_keys_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf(qtbot, tmp_path)
    shelf.panel.select("evidence[told]")
    QTest.keyClick(shelf.panel.list, K.Key_Delete, M.ControlModifier)
    assert [row.id for row in shelf.rows] == ["gone"]
    assert shelf.panel.list.currentIndex().row() == 0
    shelf.editing.undo()
    assert len(shelf.rows) == 2


def test_what_is_read_only_can_be_looked_at_alone(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf(qtbot, tmp_path)
    shelf.panel.set_read_only(True)
    QGuiApplication.clipboard().setText("x")
    QTest.keyClick(shelf.panel.list, K.Key_V, M.ControlModifier)
    QTest.keyClick(shelf.panel.list, K.Key_Delete, M.ControlModifier)
    assert len(shelf.rows) == 2
    assert shelf.panel.message == ""
    assert not shelf.panel.acceptDrops()


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_whatever_takes_the_keyboard_has_a_name(
    qtbot: QtBot, tmp_path: Path, language: Language
) -> None:
    shelf = Shelf(qtbot, tmp_path, language)
    shelf.panel.select("evidence[gone]")
    nameless = [
        widget.metaObject().className()
        for widget in shelf.panel.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not _name(widget)
    ]
    assert nameless == []


def _name(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found.text(QAccessible.Text.Name).strip()
