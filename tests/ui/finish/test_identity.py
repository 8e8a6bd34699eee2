"""Who signs: a wrong passphrase is said at once, and a keyring may be anything."""

from pathlib import Path

import pytest
from keyring import errors
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desk.made import MOMENT, PASSPHRASE, sealed_viet_nam
from maskdesk.desk.workers import Workers
from maskdesk.dossier.paths import put_rows
from maskdesk.output.identity import open_identity
from maskdesk.store.secrets import Keyring
from maskdesk.store.settings import Settings
from maskdesk.ui.finish.practice_dialog import PracticeDialog
from output import pki
from ui.finish.clerk import Clerk, at_the_wizard


class InMemory(KeyringBackend):
    """A keyring for these tests; with a failure, it only fails."""

    priority = 1.0

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library has no types
        self.kept: dict[str, str] = {}
        self.failure = failure

    def get_password(self, _service: str, username: str) -> str | None:
        if self.failure is not None:
            raise self.failure
        return self.kept.get(username)

    def set_password(self, _service: str, username: str, password: str) -> None:
        if self.failure is not None:
            raise self.failure
        self.kept[username] = password

    def delete_password(self, _service: str, username: str) -> None:
        del self.kept[username]


def at_identity(clerk: Clerk) -> None:
    clerk.take("practice")
    clerk.alt("N")
    clerk.arrive(clerk.dialog.identity)


def test_a_wrong_passphrase_is_said_and_the_next_one_typed_over_it(
    qtbot: QtBot, tmp_path: Path, workers: Workers, identity: Path
) -> None:
    remembered = Settings(practice_identity=str(identity))
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered) as clerk:
        at_identity(clerk)
        page = clerk.dialog.identity
        assert page.file.text() == str(identity)
        assert QApplication.focusWidget() is page.passphrase
        assert page.passphrase.echoMode() == QLineEdit.EchoMode.Password
        clerk.type("SAMPLE wrong")
        clerk.press(Qt.Key.Key_Return)
        clerk.until(lambda: bool(page.remark.text))
        assert "The passphrase does not open this identity." in page.remark.text
        assert clerk.dialog.page is page
        page.passphrase.setText(PASSPHRASE)
        clerk.press(Qt.Key.Key_Return)
        clerk.arrive(clerk.dialog.settle)
        assert clerk.settings.practice_identity == str(identity)
        assert PASSPHRASE not in repr(clerk.settings)


def test_who_practises_without_a_name_in_the_dossier_begins_with_the_name(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    sealed = sealed_viet_nam()
    nobody = sealed.with_dossier(put_rows(sealed.dossier, "exporter.signatories", ()))
    for dossier, first in ((nobody, "name"), (sealed, "first")):
        (tmp_path / first).mkdir()
        with at_the_wizard(qtbot, tmp_path / first, dossier, workers) as clerk:
            making = PracticeDialog(clerk.dialog.identity.finishing, clerk.dialog)
            assert making.focusWidget() is getattr(making, first)


def test_a_passphrase_kept_in_the_keyring_is_not_asked_again(
    qtbot: QtBot, tmp_path: Path, workers: Workers, identity: Path
) -> None:
    store = InMemory()
    remembered = Settings(practice_identity=str(identity))
    with at_the_wizard(
        qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered, keyring=Keyring(store)
    ) as clerk:
        at_identity(clerk)
        clerk.dialog.identity.passphrase.setText(PASSPHRASE)
        clerk.alt("K")
        clerk.alt("N")
        clerk.arrive(clerk.dialog.settle)
        clerk.until(lambda: bool(store.kept))
        assert set(store.kept.values()) == {PASSPHRASE}
        settings = clerk.settings
    assert settings.keep_passphrase
    with at_the_wizard(
        qtbot, tmp_path, sealed_viet_nam(), workers, settings=settings, keyring=Keyring(store)
    ) as clerk:
        at_identity(clerk)
        page = clerk.dialog.identity
        clerk.until(lambda: "The keyring opens it" in page.keyring_hint.text())
        assert page.passphrase.text() == ""
        clerk.alt("N")
        clerk.arrive(clerk.dialog.settle)
        clerk.alt("B")
        clerk.arrive(page)
        clerk.alt("K")
        clerk.alt("N")
        clerk.arrive(clerk.dialog.settle)
        clerk.until(lambda: not store.kept)
        assert not clerk.settings.keep_passphrase


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (None, "The keyring holds no passphrase for this identity. Type the passphrase."),
        (errors.KeyringLocked("SAMPLE"), "The keyring is locked. Type the passphrase."),
        (errors.NoKeyringError("SAMPLE"), "no keyring that MaskDesk can use. Type the passphrase."),
        (RuntimeError("SAMPLE"), "did not answer as it should. Type the passphrase."),
    ],
)
def test_a_keyring_that_gives_nothing_is_said_and_survived(
    qtbot: QtBot,
    tmp_path: Path,
    workers: Workers,
    identity: Path,
    failure: Exception | None,
    said: str,
) -> None:
    keyring = Keyring(InMemory(failure))
    remembered = Settings(practice_identity=str(identity), keep_passphrase=True)
    with at_the_wizard(
        qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered, keyring=keyring
    ) as clerk:
        at_identity(clerk)
        page = clerk.dialog.identity
        clerk.until(lambda: said in page.keyring_hint.text())
        page.passphrase.setText(PASSPHRASE)
        clerk.press(Qt.Key.Key_Return)
        clerk.arrive(clerk.dialog.settle)
        if failure is not None:
            remark = clerk.dialog.settle.remark
            clerk.until(lambda: "The passphrase was not kept." in remark.text)


def test_a_kept_passphrase_that_does_not_fit_is_asked_for(
    qtbot: QtBot, tmp_path: Path, workers: Workers, identity: Path
) -> None:
    store = InMemory()
    remembered = Settings(practice_identity=str(identity), keep_passphrase=True)
    with at_the_wizard(
        qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered, keyring=Keyring(store)
    ) as clerk:
        store.kept[clerk.dialog.identity.kept_as(identity.read_bytes())] = "SAMPLE old"
        at_identity(clerk)
        page = clerk.dialog.identity
        clerk.until(lambda: "The keyring opens it" in page.keyring_hint.text())
        clerk.alt("N")
        clerk.until(lambda: bool(page.remark.text))
        assert page.remark.text == "The passphrase in the keyring does not open it. Type it."
        page.passphrase.setText(PASSPHRASE)
        clerk.press(Qt.Key.Key_Return)
        clerk.arrive(clerk.dialog.settle)
        clerk.until(lambda: set(store.kept.values()) == {PASSPHRASE})


def test_what_is_missing_or_no_identity_is_said(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    torn = tmp_path / "torn.p12"
    torn.write_bytes(b"SAMPLE")
    cases = {
        "": "Choose the file of an identity first.",
        str(tmp_path / "gone.p12"): "There is no file gone.p12",
        str(torn): "This file is not a complete identity",
    }
    for name, said in cases.items():
        remembered = Settings(practice_identity=name)
        with at_the_wizard(
            qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered
        ) as clerk:
            at_identity(clerk)
            page = clerk.dialog.identity
            if name != str(tmp_path / "gone.p12"):
                clerk.alt("N")
            clerk.until(lambda: bool(clerk.dialog.identity.remark.text))
            assert said in page.remark.text
            assert clerk.dialog.page is page


def test_a_real_identity_does_not_practise(qtbot: QtBot, tmp_path: Path, workers: Workers) -> None:
    file = tmp_path / "real.p12"
    file.write_bytes(pki.p12(pki.leaf()))
    remembered = Settings(practice_identity=str(file))
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered) as clerk:
        at_identity(clerk)
        page = clerk.dialog.identity
        page.passphrase.setText(pki.PASSPHRASE)
        clerk.press(Qt.Key.Key_Return)
        clerk.until(lambda: bool(page.remark.text))
        assert "is a real identity, and what it signs counts." in page.remark.text


def test_a_practice_identity_is_made_within_the_wizard(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        at_identity(clerk)
        page = clerk.dialog.identity
        clerk.tab_to(page.make)
        clerk.press(Qt.Key.Key_Space)
        made = clerk.dialog.findChild(PracticeDialog)
        assert made is not None
        clerk.until(lambda: made.isActiveWindow() and QApplication.focusWidget() is made.first)
        assert made.name.text() == "Nguyễn Thị Mẫu"
        clerk.press(Qt.Key.Key_Return)
        assert made.remark.text == "Choose a passphrase and type it twice."
        clerk.type("SAMPLE one")
        clerk.tab_to(made.second)
        clerk.type("SAMPLE two")
        clerk.press(Qt.Key.Key_Return)
        assert made.remark.text == "The two passphrases are not the same."
        made.second.setText("SAMPLE one")
        clerk.press(Qt.Key.Key_Return)
        clerk.until(lambda: page.file.text() != "")
        file = Path(page.file.text())
        assert file.parent == tmp_path
        holder = open_identity(file.read_bytes(), "SAMPLE one", moment=MOMENT)
        assert (holder.holder, holder.practice) == ("Nguyễn Thị Mẫu", True)
        assert page.passphrase.text() == "SAMPLE one"
        clerk.dialog.activateWindow()  # no window manager does so here
        clerk.until(lambda: QApplication.focusWidget() is page.passphrase)
        clerk.press(Qt.Key.Key_Return)
        clerk.arrive(clerk.dialog.settle)
