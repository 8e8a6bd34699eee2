"""Which evidence a dossier's file holds: all that a row names, and nothing a clerk took out."""

import contextlib
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.sealed import snapshot_in
from maskdesk.dossier.sections import Dossier
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.failures import MemberMissing
from maskdesk.store.member_names import EVIDENCE


def named_in(dossier: Dossier) -> frozenset[str]:
    """The digests of all evidence the dossier's rows name."""
    return frozenset(row.digest for row in dossier.evidence if isinstance(row.digest, str))


def piece_named(member: str, dossier: Dossier) -> str:
    """What a clerk calls a member of the dossier's file: evidence goes by its own file's name."""
    digest = member.removeprefix(EVIDENCE)
    files = (row.file for row in dossier.evidence if row.digest == digest)
    return next((file for file in files if isinstance(file, str)), member)


def with_named(opened: OpenDossier, blobs: BlobStore) -> OpenDossier:
    """The dossier with evidence that a row names and its file does not hold, or not any more."""
    container = opened.container
    for digest in sorted(named_in(opened.dossier)):
        if EVIDENCE + digest not in container.members:
            with contextlib.suppress(MemberMissing):
                container = container.with_evidence(blobs.get(digest))
    return replace(opened, container=container)


def without_removed(opened: OpenDossier, before: AbstractSet[str]) -> OpenDossier:
    """The dossier without evidence that a row named before and none does now.

    What a sealed version names stays with it. What no row ever named is none of ours to remove.
    """
    gone = {
        digest
        for digest in before - named_in(opened.dossier)
        if EVIDENCE + digest in opened.container.members
    }
    for version in opened.versions if gone else ():
        snapshot = snapshot_in(opened.container, version)
        gone = gone - named_in(snapshot) if snapshot is not None else set()
    if not gone:
        return opened
    container = opened.container.without(*(EVIDENCE + digest for digest in gone))
    return replace(opened, container=container)
