"""The hand-in of a sealed version and what follows: each step checked, recorded and dated."""

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.manifest import MANIFEST, read_manifest
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.proving import packages_of
from maskdesk.desk.sealed import NotSealed
from maskdesk.dossier.paths import insert_row
from maskdesk.dossier.sections import Move
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Language
from maskdesk.rules.ground import known
from maskdesk.rules.holding import held_up_by
from maskdesk.rules.life import (
    MOST_WORKING_DAYS,
    State,
    answer_by,
    country_of_authority,
    following,
    state_of,
)


class NothingMade(MaskDeskError):
    """A version of which no papers were made."""

    problem = N_("No papers were made of version {version} yet.")
    way_out = N_("Make them first: `maskdesk make`.")


class StillHeldUp(MaskDeskError):
    """A paper of the package may not be handed in yet."""

    problem = N_("{paper} cannot be handed in yet: {reasons}")
    way_out = N_("Cure that, or make the submission anew without this paper.")


class DeadlineTooFar(MaskDeskError):
    """More working days to answer than any authority gives."""

    problem = N_("{days} working days to answer cannot be right.")
    way_out = N_("Give at most {most}.")


class Standing(Struct, frozen=True, kw_only=True):
    """Where a version stands, its last step, and by when an open query wants its answer."""

    version: int
    state: State
    last: Move | None = None
    answer_by: date | None = None


def record_move(
    opened: OpenDossier, move: Move, moment: datetime, language: Language = "en"
) -> OpenDossier:
    """The dossier with one more step in the life of its last sealed version.

    Raises NotSealed, NotAllowed, DeadlineTooFar, and for a hand-in NothingMade or StillHeldUp.
    """
    version = max(opened.versions, default=0)
    if not version:
        raise NotSealed(version="1")
    moves = opened.dossier.moves
    kind = known(move.kind) or ""
    days = known(move.working_days) or 0
    if days > MOST_WORKING_DAYS:
        raise DeadlineTooFar(days=days, most=MOST_WORKING_DAYS)
    following(version, state_of(version, opened.versions, moves), kind)
    if kind == "handed-in":
        _refuse_held_up(opened, version, language)
    row = replace(move, id=f"m{len(moves) + 1}", version=version)
    dossier = insert_row(opened.dossier, "moves", row)
    return opened.with_dossier(dossier).note(kind, moment, after=str(version))


def standings(opened: OpenDossier) -> tuple[Standing, ...]:
    """Where each sealed version stands; raises NotAllowed for a record that cannot be."""
    country = country_of_authority(opened.dossier)
    moves = opened.dossier.moves
    found = []
    for version in opened.versions:
        own = [move for move in moves if known(move.version) == version]
        state = state_of(version, opened.versions, moves)
        last = own[-1] if own else None
        due = answer_by(last, country) if last is not None and state == "query-open" else None
        found.append(Standing(version=version, state=state, last=last, answer_by=due))
    return tuple(found)


def _refuse_held_up(opened: OpenDossier, version: int, language: Language) -> None:
    manifests = (read_manifest(files[MANIFEST]) for files in packages_of(opened))
    made = next((one for one in manifests if one.version == version), None)
    if made is None:
        raise NothingMade(version=str(version))
    sealed = opened.sealed(version)
    report = sealed.report(opened.returned_to(version))
    for paper in made.papers:
        holding = held_up_by(report, sealed.dossier, paper.form, "handing-in")
        if holding:
            reasons = " ".join(finding.sentence(language) for finding in holding)
            raise StillHeldUp(paper=paper.form, reasons=reasons)
