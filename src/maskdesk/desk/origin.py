"""Whether a paper or a submission in the hand was made from a dossier, and from all of its record.

A paper bears the digest of the seal it was made under, and the seal the head of the history before
it. So where both agree, no event up to that seal was edited, cut, put in or reordered since.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.looking import Apart
from maskdesk.desk.manifest import MANIFEST, BrokenManifest, NewerManifest, read_manifest
from maskdesk.desk.opening import OpenDossier, open_dossier
from maskdesk.desk.sealed import seal_in
from maskdesk.desk.verifying import Ground, Indication, Item, Trust, Verification, verify
from maskdesk.language import N_
from maskdesk.store.durable import read_file


class _Seal(Struct, frozen=True, kw_only=True):
    """What a paper or a submission says of where it comes from."""

    dossier: str
    version: int
    digest: str


def verify_origin(
    path: Path,
    dossier: Path,
    *,
    moment: datetime,
    trust: Trust = Trust(),  # noqa: B008 - an immutable value
) -> Verification:
    """The verdict on a paper or submission, on a dossier, and on whether the one is of the other.

    Raises NothingToVerify, DossierError, StorageError.
    """
    taken = verify(path, moment=moment, trust=trust)
    kept = verify(dossier, moment=moment, trust=trust)
    origin = _origin(path, dossier) if kept.kind == "dossier" else ()
    return replace(taken, items=(*taken.items, *kept.items, *origin))


def _origin(path: Path, dossier: Path) -> tuple[Item, ...]:
    code, message, version = _verdict(_seal_borne_by(path), open_dossier(dossier))
    reason = Ground(code=code, message=message, places={"paper": path.name, "version": version})
    indication = _INDICATIONS.get(code, "not valid")
    return (Item(name=dossier.name, indication=indication, reasons=(reason,)),)


_INDICATIONS: Final[dict[str, Indication]] = {"origin": "valid", "no-origin": "cannot tell"}


def _verdict(seal: _Seal | None, opened: OpenDossier) -> tuple[str, str, int]:
    if seal is None or not seal.digest:
        return "no-origin", N_("{paper} names no sealed version it was made from."), 0
    if seal.dossier != opened.dossier.id:
        return "other-dossier", N_("{paper} was made from another dossier."), 0
    here = seal_in(opened.container, seal.version)
    if here is None:
        message = N_("{paper} was made from version {version}, which is not in this dossier.")
        return "no-version", message, seal.version
    if here.digest != seal.digest:
        message = N_(
            "{paper} bears another seal of version {version}: what is sealed here, or the history"
            " before it, was made anew."
        )
        return "other-seal", message, seal.version
    message = N_("{paper} bears the seal of version {version}, and the seal the history before it.")
    return "origin", message, seal.version


def _seal_borne_by(path: Path) -> _Seal | None:
    """What a paper, or the manifest of a submission, names as its seal; None if it names none."""
    if path.is_dir():
        try:
            manifest = read_manifest(read_file(path / MANIFEST))
        except (BrokenManifest, NewerManifest):
            return None
        return _Seal(dossier=manifest.dossier, version=manifest.version, digest=manifest.seal)
    with Apart() as apart:
        data = apart.data_in(read_file(path))
    if data is None:
        return None
    return _Seal(dossier=data.dossier, version=data.version, digest=data.seal)
