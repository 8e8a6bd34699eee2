"""The manifest of a submission: what is in the package and how each paper was finished."""

import hashlib
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

MANIFEST = "manifest.json"
COUNTER_SHEET = "counter-sheet"
# What every paper has attached inside: the values it printed.
FORMAT = 1

Way = Literal["signed", "ink", "draft"]


class BrokenManifest(MaskDeskError):
    """A package whose manifest cannot be read."""

    problem = N_("The manifest of this submission cannot be read: {reason}.")
    way_out = N_("Verify the papers one by one, or open the dossier they were made from.")


class NewerManifest(MaskDeskError):
    """A package a newer MaskDesk made."""

    problem = N_("This submission was made by a newer MaskDesk.")
    way_out = N_("Verify it with that version.")


class Packed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One paper in the package.

    `subject` is the row it is about, where its form has a paper for each; `open` names the
    findings that still hold it up at handing-in; `signed` and `to_sign` the signature fields that
    are filled and those left for others.
    """

    file: str
    form: str
    way: Way
    code: str
    pages: int
    sha256: str
    subject: str = ""
    signed: tuple[str, ...] = ()
    to_sign: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class PackedAnnex(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One annex in the package."""

    file: str
    annex: str
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was made, from which sealed version, when and by which program."""

    format: int
    dossier: str
    reference: str
    version: int
    seal: str
    made: datetime
    program: str
    practice: bool
    papers: tuple[Packed, ...]
    annexes: tuple[PackedAnnex, ...] = ()


class _Format(Struct, frozen=True):
    format: int


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON, the same bytes for the same content."""
    compact = msgspec.json.encode(manifest, order="deterministic")
    return msgspec.json.format(compact, indent=1) + b"\n"


def digest_for_sheet(manifest: Manifest) -> str:
    """The SHA-256 the counter sheet bears: over all the manifest says but the sheet's own SHA-256.

    So nothing the manifest says can be changed unseen.
    """
    papers = tuple(
        replace(paper, sha256="") if paper.form == COUNTER_SHEET else paper
        for paper in manifest.papers
    )
    return hashlib.sha256(write_manifest(replace(manifest, papers=papers))).hexdigest()


def read_manifest(content: bytes) -> Manifest:
    """A manifest from its JSON; raises BrokenManifest or NewerManifest."""
    try:
        if msgspec.json.decode(content, type=_Format).format > FORMAT:
            raise NewerManifest
        return msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as damage:
        raise BrokenManifest(reason=str(damage)) from damage
