"""Saving from the command line, and what was kept: backups and unsaved work."""

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

if TYPE_CHECKING:
    from maskdesk.desk.left_behind import LeftBehind
    from maskdesk.desk.opening import OpenDossier
    from maskdesk.desk.working import Workplace
    from maskdesk.store.backups import Backup

CLEAR, NOT_ALL = 0, 1


class NoSuchBackup(MaskDeskError):
    """A backup that is not there, or not any more."""

    problem = N_("There is no backup number {number} of {file}.")
    way_out = N_("`maskdesk backups` lists what there is.")


class NothingUnsaved(MaskDeskError):
    """Unsaved work is asked for where there is none."""

    problem = N_("There is no unsaved work on {file}.")
    way_out = N_("`maskdesk backups` lists what there is.")


def own_folder() -> Path:
    """Where backups, journals and notes lie."""
    from maskdesk.store.journal import journal_folder

    return journal_folder()


def save(
    opened: "OpenDossier", path: Path, terminal: Terminal, *, over: bool = False
) -> "OpenDossier":
    """Save with a backup first; a backup that fails is told beside the output."""
    from maskdesk.desk.saving import save_with_backup

    return save_with_backup(
        opened, path, terminal.now(), own_folder(), over=over, warn=terminal.fail
    )


@contextlib.contextmanager
def changing(path: Path, terminal: Terminal) -> Iterator[tuple[Path, ...]]:
    """Hold a dossier's file, and file first what a run cut off had made of it.

    Gives the folders that were filed. Raises DossierBusy naming who has it open.
    """
    from maskdesk.desk.delivering import reconcile
    from maskdesk.desk.saving import locked

    with locked(path, terminal.now()):
        filed = reconcile(path, own_folder(), terminal.now())
        for folder in filed:
            terminal.progress(
                N_("The papers in {folder}, from a run that was cut off, are filed now."),
                folder=folder.name,
            )
        yield filed


def backups(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001 - every command takes the same
    """List what can be had back of a dossier: unsaved work, then backups, the latest first."""
    from maskdesk.desk.saving import backups as kept_of
    from maskdesk.desk.saving import restored

    for left in _left(given.dossier, terminal):
        terminal.say(N_("Unsaved work, kept last at {moment}."), moment=left.kept)
    kept = kept_of(given.dossier)
    for number, backup in enumerate(kept, 1):
        try:
            head = restored(backup).dossier.head
        except MaskDeskError as damaged:
            said = terminal.catalogue.say(damaged.problem, **damaged.places)
            terminal.line(f"{number:>3}  {said}")
            continue
        terminal.say(
            N_("{number} · {moment} · version {version} · {reference}"),
            number=f"{number:>3}",
            moment=backup.moment,
            version=str(head.version),
            reference=head.reference or "–",
        )
    if not kept:
        terminal.say(N_("No backups of {file} lie on this computer."), file=given.dossier.name)
    return CLEAR


def restore(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    """Bring back a backup or unsaved work, in the file's place or as a file of its own."""
    if given.unsaved:
        return _take_up(given.dossier, given.output, terminal)
    from maskdesk.desk.saving import locked, put_back, restored

    backup = _numbered(given.dossier, given.number)
    if given.output is not None:
        save(restored(backup), given.output, terminal)
    else:
        with locked(given.dossier, terminal.now()):
            put_back(backup, given.dossier, terminal.now(), own_folder())
    terminal.say(
        N_("{file}: as it was at {moment}."),
        file=(given.output or given.dossier).name,
        moment=backup.moment,
    )
    return CLEAR


def _take_up(path: Path, output: Path | None, terminal: Terminal) -> int:
    from maskdesk.desk.wording import missing_sentences
    from maskdesk.desk.working import open_file

    file = open_file(path, _workplace(terminal))
    recovery = file.recovery
    try:
        if file.read_only is not None:
            raise file.read_only.failure
        if recovery is None:
            raise NothingUnsaved(file=path.name)
        file.recover()
        if output is None:
            file.save()
        else:
            file.save_copy(output)
    finally:
        file.close(keep=file.unsaved)
    terminal.say(
        N_("{file}: with the work kept last at {moment}."),
        file=(output or path).name,
        moment=recovery.kept,
    )
    missing = tuple(missing_sentences(terminal.catalogue, recovery))
    for sentence in missing:
        terminal.line(sentence)
    return NOT_ALL if missing else CLEAR


def _numbered(path: Path, number: int) -> "Backup":
    from maskdesk.desk.saving import backups as kept_of

    kept = kept_of(path)
    if not 1 <= number <= len(kept):
        raise NoSuchBackup(number=number, file=path.name)
    return kept[number - 1]


def _left(path: Path, terminal: Terminal) -> "list[LeftBehind]":
    from maskdesk.desk.left_behind import left_behind

    found = left_behind(_workplace(terminal))
    return [left for left in found if left.place == path.resolve()]


def _workplace(terminal: Terminal) -> "Workplace":
    """A place for work that asks nothing of the law."""
    from maskdesk.desk.working import Workplace
    from maskdesk.law.reader import Law

    return Workplace(law=lambda: Law(packs=()), now=terminal.now, folder=own_folder())
