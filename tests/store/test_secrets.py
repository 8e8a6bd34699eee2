"""A passphrase goes into a keyring or nowhere, and every failure is an answer."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring import backend, errors
from keyring.backends import chainer, fail, null

from maskdesk.store.secrets import Absence, Keyring, Passphrase

IDENTITY = "SAMPLE identity"
WORDS = "mật khẩu 口令 SAMPLE"


class InMemory(backend.KeyringBackend):
    """A keyring for these tests; it keeps what it is given."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class PlaintextKeyring(InMemory):
    """A store that anybody can read, by its name."""


class Forgetful(InMemory):
    """A store that says it kept something and did not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Lose it."""


class Failing(InMemory):
    """A store that lets an error through."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, *_: str) -> str | None:
        raise self.error

    def set_password(self, *_: str) -> None:
        raise self.error

    def delete_password(self, *_: str) -> None:
        raise self.error


def new(kind: Callable[[], backend.KeyringBackend]) -> backend.KeyringBackend:
    """A store of the library's own kinds, which have no types."""
    return kind()


def test_a_passphrase_is_kept_given_and_forgotten() -> None:
    keyring = Keyring(InMemory())
    assert keyring.passphrase(IDENTITY) is Absence.MISSING
    assert keyring.keep(IDENTITY, Passphrase(WORDS)) is None
    found = keyring.passphrase(IDENTITY)
    assert isinstance(found, Passphrase)
    assert found.reveal() == WORDS
    assert keyring.passphrase("SAMPLE other") is Absence.MISSING
    assert keyring.forget(IDENTITY) is None
    assert keyring.forget(IDENTITY) is Absence.MISSING


@pytest.mark.parametrize("store", [new(null.Keyring), PlaintextKeyring()])
def test_stores_that_do_not_keep_secrets_are_refused(store: backend.KeyringBackend) -> None:
    keyring = Keyring(store)
    assert keyring.keep(IDENTITY, Passphrase(WORDS)) is Absence.REFUSED
    assert keyring.passphrase(IDENTITY) is Absence.REFUSED
    assert keyring.forget(IDENTITY) is Absence.REFUSED
    assert getattr(store, "kept", {}) == {}


def chain_of(
    monkeypatch: pytest.MonkeyPatch, *stores: backend.KeyringBackend
) -> backend.KeyringBackend:
    monkeypatch.setattr(chainer.ChainerBackend, "backends", stores)
    return new(chainer.ChainerBackend)


def test_a_chain_is_asked_only_where_secrets_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, good = PlaintextKeyring(), InMemory()
    chain = chain_of(monkeypatch, plain, good)
    assert Keyring(chain).keep(IDENTITY, Passphrase(WORDS)) is None
    assert plain.kept == {}
    assert list(good.kept.values()) == [WORDS]


def test_a_chain_of_readable_stores_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = chain_of(monkeypatch, PlaintextKeyring(), new(null.Keyring))
    assert Keyring(chain).keep(IDENTITY, Passphrase(WORDS)) is Absence.REFUSED


def test_an_empty_chain_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Keyring(chain_of(monkeypatch)).passphrase(IDENTITY) is Absence.NO_KEYRING


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (errors.KeyringLocked("x"), Absence.LOCKED),
        (errors.NoKeyringError("x"), Absence.NO_KEYRING),
        (errors.InitError("x"), Absence.NO_KEYRING),
        (errors.PasswordSetError("x"), Absence.FAILED),
        (errors.KeyringError("x"), Absence.FAILED),
        (RuntimeError("a bus error of some library"), Absence.FAILED),
        (OSError(5, "x"), Absence.FAILED),
    ],
)
def test_each_failure_is_an_answer(error: Exception, answer: Absence) -> None:
    keyring = Keyring(Failing(error))
    assert keyring.passphrase(IDENTITY) is answer
    assert keyring.keep(IDENTITY, Passphrase(WORDS)) is answer
    assert keyring.forget(IDENTITY) is answer
    assert str(answer.value)


def test_what_was_not_really_kept_is_said() -> None:
    assert Keyring(Forgetful()).keep(IDENTITY, Passphrase(WORDS)) is Absence.FAILED


def test_what_a_store_cannot_hold_is_not_given_to_it() -> None:
    store = InMemory()
    assert Keyring(store).keep(IDENTITY, Passphrase("x" * 1001)) is Absence.TOO_LONG
    assert store.kept == {}


def test_without_a_keyring_nothing_fails() -> None:
    assert Keyring(new(fail.Keyring)).passphrase(IDENTITY) is Absence.NO_KEYRING
    # The whole test run is set to have none.
    assert Keyring().passphrase(IDENTITY) is Absence.NO_KEYRING


@pytest.mark.parametrize("name", ["no.such.module.Keyring", "nonsense", "os.path.join"])
def test_a_setting_that_names_nonsense_is_survived(tmp_path: Path, name: str) -> None:
    ask = "from maskdesk.store.secrets import Keyring\nprint(Keyring().passphrase('SAMPLE').name)"
    asked = subprocess.run(
        [sys.executable, "-c", ask],
        env={**os.environ, "PYTHON_KEYRING_BACKEND": name, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert asked.stdout.strip() in ("NO_KEYRING", "FAILED"), asked.stderr


def test_a_passphrase_shows_nowhere() -> None:
    secret = Passphrase(WORDS)
    assert WORDS not in f"{secret} {secret!r} {[secret]}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_importing_asks_no_keyring() -> None:
    ask = "import maskdesk.store.secrets, sys; print('keyring' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True)
    assert asked.stdout.strip() == "False"
