"""What a run that ended badly left behind: unsaved work to take up, papers to file."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from maskdesk.desk.delivering import reconcile
from maskdesk.desk.opening import new_dossier
from maskdesk.desk.recovering import Unsaved, replayed, unsaved_in
from maskdesk.desk.working import NOWHERE, OpenedFile, Workplace, digest_there, open_file
from maskdesk.dossier.codec import DamagedContent
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.store import lock
from maskdesk.store.durable import answers
from maskdesk.store.journal import Journal, Recovered, recover


class LeftBehind(Struct, frozen=True, kw_only=True):
    """Unsaved work of a run that ended badly: of which file, and when it was kept last.

    Without a file `reference` names the dossier; `journal` is the place its journal goes by.
    """

    dossier: str
    journal: str
    place: Path | None
    kept: datetime
    reference: str


def left_behind(workplace: Workplace) -> tuple[LeftBehind, ...]:
    """All unsaved work that nobody is at now, latest first; what a window offers at its start.

    Raises a StorageError.
    """
    found: list[LeftBehind] = []
    for journal in recover(workplace.folder):
        # One that another MaskDesk wrote, and this one cannot read, must not hide the others.
        with contextlib.suppress(DamagedContent):
            found += _left_in(journal, workplace)
    return tuple(sorted(found, key=lambda one: one.kept, reverse=True))


def take_up(left: LeftBehind, workplace: Workplace) -> OpenedFile:
    """Open what was left behind; a file offers its recovery, a dossier without one is recovered.

    Raises what `open_file` raises.
    """
    if left.place is not None:
        return open_file(left.place, workplace)
    journal = Journal(workplace.folder, left.dossier, left.journal)
    held = lock.acquire(journal.file, workplace.who, workplace.now())
    try:
        found = journal.resume()
        journal.close()
        beginning = unsaved_in(found, "").beginning if found else Dossier(id=left.dossier)
        file = OpenedFile(new_dossier(beginning), None, workplace, held, left.journal)
        file.look_for_unsaved()
        file.recover()
    except BaseException:
        held.release()
        raise
    return file


def file_cut_off(path: Path, workplace: Workplace) -> tuple[Path, ...]:
    """File the papers that runs cut off had made of a dossier that can be reached and is free.

    For a window's start; what cannot be filed now is filed when its dossier is opened. Gives the
    folders with the papers.
    """
    with contextlib.suppress(MaskDeskError):
        if answers(path):
            with lock.acquire(path, workplace.who, workplace.now()):
                return reconcile(path, workplace.folder, workplace.now())
    return ()


def _left_in(journal: Recovered, workplace: Workplace) -> Iterator[LeftBehind]:
    """What a journal offers, unless it is all saved or somebody is at it."""
    place = None if journal.place.startswith(NOWHERE) else Path(journal.place)
    guarded = place or Journal(workplace.folder, journal.dossier, journal.place).file
    unsaved = unsaved_in(journal, digest_there(place))
    if not unsaved.edits or lock.holder(guarded) is not None:
        return
    *_, reference = _references(unsaved)
    yield LeftBehind(
        dossier=journal.dossier,
        journal=journal.place,
        place=place,
        kept=unsaved.edits[-1].moment,
        reference=reference,
    )


def _references(unsaved: Unsaved) -> Iterator[str]:
    dossier = unsaved.beginning
    yield dossier.head.reference if isinstance(dossier.head.reference, str) else ""
    for _, after in replayed(unsaved.edits, dossier):
        if after is not None and isinstance(after.head.reference, str):
            yield after.head.reference
