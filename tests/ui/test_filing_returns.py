"""What came back is looked at aside; what the clerk does meanwhile is kept."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desk.versions import amended, first_papers, made_viet_nam
from intake.scanning import cleanly_scanned
from maskdesk.desk.opening import save_dossier
from ui.desks import desk

INVOICE = "commercial-invoice"


def test_what_is_typed_while_a_scan_is_looked_at_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    submission = first_papers()
    invoice = next(one.file for one in submission.manifest.papers if one.form == INVOICE)
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(cleanly_scanned(submission.files[invoice]))
    path = tmp_path / "SAMPLE.maskdesk"
    save_dossier(amended(made_viet_nam()), path)
    with desk(qtbot, tmp_path) as seat:
        window = seat.open(path)
        window.lead_to("contract.number")
        window.handing.accept((scan,))
        line = window.focusWidget()
        assert isinstance(line, QLineEdit)
        line.selectAll()
        seat.type("SAMPLE-TYPED")
        qtbot.waitUntil(lambda: window.file.opened.returned_to(1) == {INVOICE})
        assert window.editing.dossier.contract.number == "SAMPLE-TYPED"
        assert line.text() == "SAMPLE-TYPED"
        window.show_section("moves")
        told = [label.text() for label in window.page("moves").findChildren(QLabel)]
        assert "Commercial invoice, version 1" in told
