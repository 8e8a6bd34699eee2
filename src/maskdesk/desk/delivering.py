"""Handing a made package over: into its folder and into the dossier's memory, both or neither.

Two files on perhaps two disks cannot change in one step: the folder is written first, then the
dossier saved.
Where that fails the folder is taken back.
Where the process is killed in between, the package is whole and the dossier does not know of it:
making the same once more into the same folder finds it there and files it.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from maskdesk.desk.making import Making, Submission, make_submission
from maskdesk.desk.manifest import MANIFEST, Manifest, read_manifest
from maskdesk.desk.office import Office
from maskdesk.desk.opening import OpenDossier, open_dossier, save_dossier
from maskdesk.desk.sealed import papers_folder
from maskdesk.desk.verifying import check_package
from maskdesk.errors import MaskDeskError
from maskdesk.store.durable import part_of, read_folder, sweep, translated, write_folder


def deliver(
    opened: OpenDossier, submission: Submission, folder: Path, file: Path, moment: datetime
) -> OpenDossier:
    """Write the package into its folder and save the dossier that remembers it.

    Drafts are not remembered. Whatever goes wrong in between, the folder is taken back; raises
    what writing and saving raise.
    """
    kept = remembering(opened, submission, moment)
    try:
        write_folder(folder, submission.files)
        return kept if kept is opened else save_dossier(kept, file)
    except BaseException:
        if kept is not opened and not _remembered_in(file, submission):
            _take_back(folder, submission)
        raise


def remembering(opened: OpenDossier, submission: Submission, moment: datetime) -> OpenDossier:
    """The dossier, not saved yet, with the package beside the sealed version it was made from."""
    if submission.draft:
        return opened
    version = submission.manifest.version
    papers = papers_folder(version)
    taken = opened.container.under(papers)
    number = len({name.removeprefix(papers).partition("/")[0] for name in taken}) + 1
    for name, content in submission.files.items():
        opened = opened.put(f"{papers}{number}/{name}", content)
    digest = hashlib.sha256(submission.files[MANIFEST]).hexdigest()
    return opened.note("made", moment, before=f"{version}/{number}", after=digest)


def forgotten(
    opened: OpenDossier, office: Office, making: Making, folder: Path
) -> Submission | None:
    """The package in a folder, if it is this making's and the dossier does not know of it.

    So it is left where a run was killed after the package was written and before the dossier was
    saved. Papers for ink are taken for this making's only if making them again at the same moment
    gives the same bytes; signed ones only if the identity given now has signed them and they
    verify.
    """
    found = _package_in(folder)
    if found is None or found.draft or making.draft:
        return None
    manifest = found.manifest
    sealed = opened.sealed(manifest.version) if manifest.version in opened.versions else None
    if sealed is None or (manifest.dossier, manifest.seal) != (
        sealed.dossier.id,
        sealed.seal.digest,
    ):
        return None
    if manifest.version != max(opened.versions) or _remembers(opened, found):
        return None
    return found if _is_of(found, opened, office, making) else None


def _is_of(found: Submission, opened: OpenDossier, office: Office, making: Making) -> bool:
    if making.identity is None:
        again = replace(making, moment=found.manifest.made)
        return make_submission(opened, office, again).files == found.files
    verification = check_package(
        found.files, moment=making.moment, signer=making.identity.fingerprint
    )
    return all(item.indication != "not valid" for item in verification.items)


def _package_in(folder: Path) -> Submission | None:
    try:
        files = read_folder(folder)
        manifest: Manifest = read_manifest(files[MANIFEST])
    except (KeyError, MaskDeskError):
        return None
    return Submission(files=dict(files), manifest=manifest)


def _remembers(opened: OpenDossier, submission: Submission) -> bool:
    digest = hashlib.sha256(submission.files[MANIFEST]).hexdigest()
    papers = papers_folder(submission.manifest.version)
    return any(
        opened.container.members[name].sha256 == digest
        for name in opened.container.under(papers)
        if name.endswith(f"/{MANIFEST}")
    )


def _remembered_in(file: Path, submission: Submission) -> bool:
    try:
        return _remembers(open_dossier(file), submission)
    except MaskDeskError:
        return False


def _take_back(folder: Path, submission: Submission) -> None:
    """Remove the folder if it holds the package that was just written, and nothing else."""
    found = _package_in(folder)
    if found is None or found.files != submission.files:
        return
    with translated(folder):
        folder.rename(part_of(folder))
    sweep(folder.parent)
