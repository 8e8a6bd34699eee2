"""Keeps the passphrase of an identity in the system's own keyring, if there is one.

A kept passphrase is a convenience: every failure is an answer that says why, and the clerk is
asked instead. Nothing is ever written to a file.
A call may wait for a dialogue of the system, so it does not belong on the window's thread.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from maskdesk.language import N_

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "MaskDesk"
# Credential Manager holds 2,560 bytes, and Windows counts two for a letter.
_MOST_LETTERS = 1_000
# Stores that write secrets where anybody can read them, or that only pretend to keep them.
_REFUSED = ("keyrings.alt.", "keyring.backends.null.", "keyring_pass.plain", "keyring.testing.")
_NO_STORE = "keyring.backends.fail."
_CHAIN = "keyring.backends.chainer."


class Passphrase:
    """A secret that shows itself in no log, message or trace."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Take the secret out of the caller's hands."""
        self._text = text

    def reveal(self) -> str:
        """The secret itself, for the one call that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "Passphrase(…)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passphrase) and other._text == self._text

    def __hash__(self) -> int:
        return hash((Passphrase, self._text))

    def __reduce__(self) -> str:
        raise TypeError("a passphrase is not written down")


class Absence(enum.Enum):
    """Why the keyring gave or took nothing; the value is the sentence for the clerk."""

    MISSING = N_("The keyring holds no passphrase for this identity.")
    LOCKED = N_("The keyring is locked.")
    NO_KEYRING = N_("This computer has no keyring that MaskDesk can use.")
    REFUSED = N_("The keyring set up here would keep the passphrase readable; it is not used.")
    TOO_LONG = N_("The passphrase is too long for the keyring.")
    FAILED = N_("The keyring did not answer as it should.")


class Keyring:
    """The system's keyring, or one that is handed in."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        """Use `backend`, or what the system has; nothing is asked of it yet."""
        self._given = backend

    def passphrase(self, identity: str) -> Passphrase | Absence:
        """What is kept for an identity, or why nothing comes."""
        backend = self._backend()
        if isinstance(backend, Absence):
            return backend
        try:
            found = backend.get_password(_SERVICE, identity)
        except Exception as error:  # noqa: BLE001 - back-ends let their own errors through
            return _why(error)
        return Absence.MISSING if found is None else Passphrase(found)

    def keep(self, identity: str, passphrase: Passphrase) -> Absence | None:
        """Keep a passphrase and read it back; None if it is kept, else why it is not."""
        if len(passphrase.reveal()) > _MOST_LETTERS:
            return Absence.TOO_LONG
        backend = self._backend()
        if isinstance(backend, Absence):
            return backend
        try:
            backend.set_password(_SERVICE, identity, passphrase.reveal())
            kept = backend.get_password(_SERVICE, identity) == passphrase.reveal()
        except Exception as error:  # noqa: BLE001 - back-ends let their own errors through
            return _why(error)
        return None if kept else Absence.FAILED

    def forget(self, identity: str) -> Absence | None:
        """Remove what is kept; None if something was removed, else why not."""
        backend = self._backend()
        if isinstance(backend, Absence):
            return backend
        try:
            if backend.get_password(_SERVICE, identity) is None:
                return Absence.MISSING
            backend.delete_password(_SERVICE, identity)
        except Exception as error:  # noqa: BLE001 - back-ends let their own errors through
            return _why(error)
        return None

    def _backend(self) -> KeyringBackend | Absence:
        backend = self._given
        if backend is None:
            try:
                import keyring

                backend = keyring.get_keyring()
            except Exception as error:  # noqa: BLE001 - a setting may name anything as back-end
                return _why(error)
        choices = _choices(backend) or (Absence.NO_KEYRING,)
        usable = (choice for choice in choices if not isinstance(choice, Absence))
        return next(usable, choices[0])


def _choices(backend: KeyringBackend) -> tuple[KeyringBackend | Absence, ...]:
    """The stores behind a back-end, each one that may not be used as its reason."""
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    if name.startswith(_CHAIN):
        # A chain would fall through to a readable store without a word.
        members: tuple[KeyringBackend, ...] = tuple(getattr(backend, "backends", ()))
        return tuple(choice for member in members for choice in _choices(member))
    if name.startswith(_NO_STORE):
        return (Absence.NO_KEYRING,)
    if name.startswith(_REFUSED) or "plaintext" in name.lower():
        return (Absence.REFUSED,)
    return (backend,)


def _why(error: Exception) -> Absence:
    from keyring import errors

    if isinstance(error, errors.KeyringLocked):
        return Absence.LOCKED
    if isinstance(error, errors.NoKeyringError | errors.InitError | ImportError):
        return Absence.NO_KEYRING
    return Absence.FAILED
