"""Handing a made package over: into its folder and into the dossier's memory, both or neither.

Two files on perhaps two disks cannot change in one step: the folder is written first, then the
dossier saved.
Where that fails the folder is taken back; where a share went away meanwhile, so that nobody can
tell what arrived there, all is left as it is.
Where the process is killed in between, the package is whole and the dossier does not know of it.
A note in the user's own data says which package was on its way into which folder: when the dossier
is next opened to change, `reconcile` files what arrived after all.
Where there is no such note (another computer, another user), making the same once more into the
same folder finds the package there and files it.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.manifest import MANIFEST, read_manifest
from maskdesk.desk.opening import OpenDossier, open_dossier, save_dossier, user
from maskdesk.desk.saving import save_with_backup
from maskdesk.desk.sealed import papers_folder
from maskdesk.errors import MaskDeskError
from maskdesk.store.durable import (
    FolderMissing,
    StorageError,
    answers,
    medium_of,
    part_of,
    read_file,
    read_folder,
    sweep,
    translated,
    write_file,
    write_folder,
)
from maskdesk.store.journal import place_of

if TYPE_CHECKING:
    from maskdesk.desk.making import Making, Submission
    from maskdesk.desk.manifest import Manifest
    from maskdesk.desk.office import Office

_WAITED_FOR = timedelta(days=30)


def deliver(
    opened: OpenDossier,
    submission: "Submission",
    folder: Path,
    file: Path,
    moment: datetime,
    *,
    save: Callable[[OpenDossier, Path], OpenDossier] = save_dossier,
    notes: Path | None = None,
    medium: int | None = None,
) -> OpenDossier:
    """Write the package into its folder and save the dossier that remembers it.

    Drafts are not remembered. Raises what writing and saving raise.
    `notes` is the user's own folder for what `reconcile` reads; `medium` is where the folder is to
    lie, if that was known before (`write_folder`).
    """
    medium = medium_of(folder) if medium is None else medium
    kept = remembering(opened, submission, moment)
    if kept is opened:
        write_folder(folder, submission.files, medium=medium)
        return opened
    note = _note_down(notes, submission, folder, medium, file, moment)
    try:
        write_folder(folder, submission.files, medium=medium)
        saved = _saved(kept, submission, file, save)
    except BaseException:
        if _is_settled(submission, folder, medium, file):
            _drop(note)
        raise
    _drop(note)
    return saved


def _is_settled(submission: "Submission", folder: Path, medium: int, file: Path) -> bool:
    """See to it that there is both or neither, where it can be told what there is."""
    remembered = _remembered_in(file, submission)
    if remembered is None:
        return False
    return remembered or _is_taken_back(folder, submission, medium)


def _saved(
    kept: OpenDossier,
    submission: "Submission",
    file: Path,
    save: Callable[[OpenDossier, Path], OpenDossier],
) -> OpenDossier:
    try:
        return save(kept, file)
    except StorageError:
        if not _remembered_in(file, submission):
            raise
        # The file is there and only its last sync failed: that is asked for once more.
        return save(kept, file)


class _Note(Struct, frozen=True, kw_only=True):
    """A package on its way: from which dossier's file into which folder, and all it holds.

    `medium` tells the folder's disk or share from what is found in its place.
    """

    file: str
    folder: str
    medium: int = -1
    moment: datetime
    who: str
    version: int
    files: dict[str, str]


def reconcile(file: Path, notes: Path, moment: datetime) -> tuple[Path, ...]:
    """File the packages that were written before a crash kept the dossier from remembering them.

    To be called while the dossier's file is locked; gives the folders that were filed.
    A note that cannot be followed up now (a share that is away, a file that somebody else has
    locked) stays for the next time, though not for ever: each start of MaskDesk looks for its
    folder.
    """
    filed = []
    for place, note in _notes(notes):
        if note.file != place_of(file) or not answers(Path(note.folder)):
            continue
        try:
            opened = open_dossier(file)
            found = _arrived(note)
            is_fresh = moment - note.moment < _WAITED_FOR
            if found is None and is_fresh and _cannot_tell(Path(note.folder), note.medium):
                continue
            known = found is None or _remembers(opened, found)
            if found is not None and not known and note.version in opened.versions:
                kept = remembering(opened, found, note.moment, who=note.who)
                save_with_backup(kept, file, moment, notes)
                filed.append(Path(note.folder))
        except MaskDeskError:
            continue
        _drop(place)
    return tuple(filed)


def dossiers_cut_off(notes: Path) -> tuple[Path, ...]:
    """The files of the dossiers that a run cut off may have made papers of."""
    return tuple(sorted({Path(note.file) for _, note in _notes(notes)}))


def remembering(
    opened: OpenDossier, submission: "Submission", moment: datetime, *, who: str = ""
) -> OpenDossier:
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
    return opened.note("made", moment, before=f"{version}/{number}", after=digest, who=who)


def forgotten(
    opened: OpenDossier, office: "Office", making: "Making", folder: Path, *, filed: bool = False
) -> "Submission | None":
    """The package in a folder, if it is this making's and the dossier does not know of it.

    With `filed` it may know of it: `reconcile` has just told it.

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
    if manifest.version != max(opened.versions) or (_remembers(opened, found) and not filed):
        return None
    return found if _is_of(found, opened, office, making) else None


def _note_down(
    notes: Path | None,
    submission: "Submission",
    folder: Path,
    medium: int,
    file: Path,
    moment: datetime,
) -> Path | None:
    """Leave word of a package on its way; without it `forgotten` still finds the package."""
    if notes is None:
        return None
    note = _Note(
        file=place_of(file),
        folder=place_of(folder),
        medium=medium,
        moment=moment,
        who=user(),
        version=submission.manifest.version,
        files=_digests(submission),
    )
    key = hashlib.sha256(msgspec.json.encode([note.file, note.folder])).hexdigest()[:32]
    place = notes / "delivering" / f"{key}.json"
    with contextlib.suppress(StorageError), translated(place):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(place, msgspec.json.encode(note))
        return place
    return None


def _notes(notes: Path) -> Iterator[tuple[Path, _Note]]:
    for place in sorted((notes / "delivering").glob("*.json")):
        with contextlib.suppress(StorageError, msgspec.DecodeError, UnicodeDecodeError):
            yield place, msgspec.json.decode(read_file(place), type=_Note)


def _arrived(note: _Note) -> "Submission | None":
    """The package that was noted down, if its folder holds it to the last byte."""
    found = _package_in(Path(note.folder))
    return found if found is not None and _digests(found) == note.files else None


def _digests(submission: "Submission") -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in submission.files.items()}


def _drop(note: Path | None) -> None:
    if note is not None:
        with contextlib.suppress(OSError):
            note.unlink()


def _is_of(found: "Submission", opened: OpenDossier, office: "Office", making: "Making") -> bool:
    if making.identity is None:
        from maskdesk.desk.making import make_submission

        again = replace(making, moment=found.manifest.made)
        return make_submission(opened, office, again).files == found.files
    from maskdesk.desk.verifying import check_package

    verification = check_package(
        found.files, moment=making.moment, signer=making.identity.fingerprint
    )
    return all(item.indication != "not valid" for item in verification.items)


def _package_in(folder: Path) -> "Submission | None":
    try:
        files = read_folder(folder)
        manifest: Manifest = read_manifest(files[MANIFEST])
    except (KeyError, MaskDeskError):
        return None
    from maskdesk.desk.making import Submission

    return Submission(files=dict(files), manifest=manifest)


def _remembers(opened: OpenDossier, submission: "Submission") -> bool:
    digest = hashlib.sha256(submission.files[MANIFEST]).hexdigest()
    papers = papers_folder(submission.manifest.version)
    return any(
        opened.container.members[name].sha256 == digest
        for name in opened.container.under(papers)
        if name.endswith(f"/{MANIFEST}")
    )


def _remembered_in(file: Path, submission: "Submission") -> bool | None:
    """Whether the dossier remembers the package; None where its file cannot be reached."""
    try:
        return _remembers(open_dossier(file), submission)
    except StorageError:
        return None
    except MaskDeskError:
        return False


def _is_taken_back(folder: Path, submission: "Submission", medium: int) -> bool:
    """Remove the folder if it holds the package that was just written, and nothing else.

    Whether the package lies there no more; where its share is away or not read, nobody knows.
    """
    found = _package_in(folder)
    if found is not None and found.files == submission.files:
        try:
            with translated(folder):
                folder.rename(part_of(folder))
        except StorageError:
            return False
        sweep(folder.parent)
    return not _cannot_tell(folder, medium)


def _cannot_tell(folder: Path, medium: int) -> bool:
    """Whether nobody can tell now what lies there: its share is away, or it cannot be read."""
    try:
        if medium_of(folder) != medium:
            return True
    except StorageError:
        return True
    try:
        read_folder(folder)
    except FolderMissing:
        return False
    except StorageError:
        return True
    return False
