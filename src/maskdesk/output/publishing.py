"""Law packs that somebody signs: the archive in which a pack travels, and whose key it bears.

An archive is a zip of two stored members: `pack.toml` and `signature.json` with the publisher's
name, public key and Ed25519 signature over name and pack. It lies beside the signing of papers
because the library that signs lives here; it reads bytes and gives bytes.
"""

import base64
import binascii
import hashlib
import io
import zipfile
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PACK, _SIGNATURE = "pack.toml", "signature.json"
_MARK = b"MaskDesk law pack 1"
_MOST_BYTES = 4 << 20
# The zip format's own earliest moment: the same pack and key always give the same archive.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_GROUP = 4


class DamagedArchive(MaskDeskError):
    """A file that is no archive of a law pack, or no longer."""

    problem = N_("{file} is damaged, or no archive of a law pack.")
    way_out = N_("Ask its publisher for it again.")


class WronglySigned(MaskDeskError):
    """The signature in an archive is not over what lies in it."""

    problem = N_("{file} was changed after {publisher} signed it, or never signed by that key.")
    way_out = N_("Do not use it; ask its publisher for it again.")


class UnusableKey(MaskDeskError):
    """A file that holds no key to sign packs with, or one its passphrase does not open."""

    problem = N_("{file} holds no Ed25519 key that this passphrase opens.")
    way_out = N_("Check the passphrase, or make a key: `maskdesk law key`.")


class Published(Struct, frozen=True, kw_only=True):
    """A pack out of an archive with who signed it; whether to trust them is another matter."""

    pack: bytes
    publisher: str
    fingerprint: str


class _Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `signature.json` says."""

    format: Literal[1]
    publisher: str
    key: str
    signature: str


def publish(pack: bytes, publisher: str, key: bytes, passphrase: str, file: str) -> bytes:
    """The archive of a pack, signed with a publisher's key. Raises UnusableKey."""
    private = _private(key, passphrase, file)
    public = private.public_key().public_bytes_raw()
    said = _Signature(
        format=1,
        publisher=publisher,
        key=base64.b64encode(public).decode(),
        signature=base64.b64encode(private.sign(_signed(pack, publisher))).decode(),
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in ((_PACK, pack), (_SIGNATURE, msgspec.json.encode(said))):
            archive.writestr(zipfile.ZipInfo(name, _NO_MOMENT), content)
    return held.getvalue()


def open_archive(content: bytes, file: str) -> Published:
    """The pack in an archive, its signature proved. Raises DamagedArchive, WronglySigned."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    pack, said = _members(content, file)
    try:
        public = base64.b64decode(said.key, validate=True)
        key = Ed25519PublicKey.from_public_bytes(public)
        signature = base64.b64decode(said.signature, validate=True)
    except (ValueError, binascii.Error) as damage:
        raise DamagedArchive(file=file) from damage
    try:
        key.verify(signature, _signed(pack, said.publisher))
    except InvalidSignature as damage:
        raise WronglySigned(file=file, publisher=said.publisher) from damage
    return Published(pack=pack, publisher=said.publisher, fingerprint=_fingerprint(public))


def new_publisher_key(passphrase: str) -> bytes:
    """A fresh key to sign packs with, as PEM, wrapped with a passphrase."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
    )

    return Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode())
    )


def fingerprint_of_key(key: bytes, passphrase: str, file: str) -> str:
    """The fingerprint a publisher tells those who are to trust it. Raises UnusableKey."""
    return _fingerprint(_private(key, passphrase, file).public_key().public_bytes_raw())


def _fingerprint(public: bytes) -> str:
    """The SHA-256 of a public key, in groups that can be read aloud."""
    digest = hashlib.sha256(public).hexdigest().upper()
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


def _signed(pack: bytes, publisher: str) -> bytes:
    """What the signature is over: the name stands in it with its length, so nothing can shift."""
    name = publisher.encode()
    return b"\n".join((_MARK, str(len(name)).encode(), name, pack))


def _members(content: bytes, file: str) -> tuple[bytes, _Signature]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = [one.filename for one in members]
            # What is stored takes no more room unpacked: nothing in here can swell.
            plain = all(one.compress_type == zipfile.ZIP_STORED for one in members)
            if names != [_PACK, _SIGNATURE] or not plain or len(content) > _MOST_BYTES:
                raise DamagedArchive(file=file)
            pack, said = (archive.read(one) for one in members)
        return pack, msgspec.json.decode(said, type=_Signature)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as damage:
        raise DamagedArchive(file=file) from damage


def _private(key: bytes, passphrase: str, file: str) -> "Ed25519PrivateKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(key, passphrase.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as damage:
        raise UnusableKey(file=file) from damage
    if not isinstance(private, Ed25519PrivateKey):
        raise UnusableKey(file=file)
    return private
