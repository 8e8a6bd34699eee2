"""The hand-in of a sealed version and what follows: each step checked, recorded and dated."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.attaching import Attachment
from maskdesk.desk.manifest import MANIFEST, read_manifest
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.proving import packages_of
from maskdesk.desk.sealed import NotSealed
from maskdesk.dossier.naming import row_names
from maskdesk.dossier.paths import insert_row, put_rows
from maskdesk.dossier.sections import MOST_WORKING_DAYS, Dossier, Evidence, Move
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Language, show_sentences
from maskdesk.rules.ground import known
from maskdesk.rules.holding import held_up_by
from maskdesk.rules.life import (
    State,
    answer_by,
    country_of_authority,
    following,
    licences_of,
    possible_moves,
    state_of,
)

# What is typed for a shipment that no row of the dossier is about.
OTHER_SHIPMENT = "other"


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


class PiecesUnsaid(MaskDeskError):
    """A shipment of which nobody says how many pieces left."""

    problem = N_("It is not said how many pieces left.")
    way_out = N_("Give the pieces of the shipment.")


class LicenceUnsaid(MaskDeskError):
    """A shipment that may have left under several licences, or under none by its day."""

    problem = N_("It is not said under which licence the shipment left.")
    way_out = N_("Name its number: {licences}.")


class NoSuchLicence(MaskDeskError):
    """A number that no licence of the dossier bears."""

    problem = N_("No licence with the number {number} was given.")
    way_out = N_("Name one of these: {licences}.")


class ShipmentUnsaid(MaskDeskError):
    """A shipment left while the dossier holds some that have not: it may be one of them."""

    problem = N_("It is not said which shipment of the dossier left.")
    way_out = N_("Name it: {shipments}; or say “other” for one the dossier does not hold.")


class NoSuchStep(MaskDeskError):
    """A step to be corrected that was never recorded."""

    problem = N_("There is no step {step}.")
    way_out = N_("Name one of these: {steps}.")


class WhyUnsaid(MaskDeskError):
    """A correction of which nobody says why it is one."""

    problem = N_("It is not said why the step is corrected.")
    way_out = N_("Say why; it stays with the step.")


class NothingCorrected(MaskDeskError):
    """A correction that would leave the step as it stands."""

    problem = N_("The step stands like that already.")
    way_out = N_("Change what is wrong in it, or leave it.")


class Standing(Struct, frozen=True, kw_only=True):
    """Where a version stands, its last step, and by when an open query wants its answer."""

    version: int
    state: State
    last: Move | None = None
    answer_by: date | None = None


def record_move(
    opened: OpenDossier,
    move: Move,
    moment: datetime,
    language: Language = "en",
    papers: tuple[Attachment, ...] = (),
) -> OpenDossier:
    """The dossier with one more step in the life of the last sealed version it can follow for.

    `papers` are filed with it, among the evidence: the authority's letter, a receipt, a licence.
    A shipment is recorded for the version that was given its licence, and names that.
    Raises NotSealed, NotAllowed, DeadlineTooFar; for a hand-in NothingMade or StillHeldUp, for a
    shipment PiecesUnsaid or LicenceUnsaid.
    """
    found = standings(opened)
    if not found:
        raise NotSealed(version="1")
    moves = opened.dossier.moves
    kind = known(move.kind) or ""
    _refuse_too_far(move)
    version = next_moves(found).get(kind)
    if version is None:
        version = found[-1].version
        following(version, found[-1].state, kind)
    if kind == "handed-in":
        _refuse_held_up(opened, version, language)
    opened, filed = _file(opened, papers)
    row = replace(move, id=f"m{len(moves) + 1}", version=version, evidence=filed)
    row = _under_licence(opened.dossier, row)
    dossier = insert_row(opened.dossier, "moves", row)
    return opened.with_dossier(dossier).note(kind, moment, after=str(row.version))


def correct_move(
    opened: OpenDossier, step: Move, moment: datetime, papers: tuple[Attachment, ...] = ()
) -> OpenDossier:
    """The dossier in which a step reads as it should have; the history keeps how it did read.

    `step` bears the id of the one it corrects and says why. What happened to which version is no
    matter of a correction: other steps followed from it. `papers` are filed with it, too.
    Raises NoSuchStep, WhyUnsaid, NothingCorrected, and as `record_move` does.
    """
    before = next((move for move in opened.dossier.moves if move.id == step.id), None)
    if before is None:
        raise NoSuchStep(step=step.id, steps=_listed(move.id for move in opened.dossier.moves))
    if not known(step.corrected):
        raise WhyUnsaid
    _refuse_too_far(step)
    step = replace(step, kind=before.kind, version=before.version)
    step = _under_licence(opened.dossier, step)
    opened, filed = _file(opened, papers)
    step = replace(step, evidence=tuple(dict.fromkeys((*(known(before.evidence) or ()), *filed))))
    if replace(step, corrected=before.corrected) == before:
        raise NothingCorrected
    moves = (step if move.id == step.id else move for move in opened.dossier.moves)
    dossier = put_rows(opened.dossier, "moves", tuple(moves))
    was, now = (msgspec.json.encode(row).decode() for row in (before, step))
    what = f"corrected moves[{step.id}]"
    return opened.with_dossier(dossier).note(what, moment, before=was, after=now)


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


def papers_filed(dossier: Dossier) -> tuple[tuple[Move, Evidence], ...]:
    """Each paper that is filed with a step, with that step, in the order they came."""
    rows = {row.id: row for row in dossier.evidence}
    return tuple(
        (move, rows[link])
        for move in dossier.moves
        for link in known(move.evidence) or ()
        if link in rows
    )


def next_moves(found: tuple[Standing, ...]) -> Mapping[str, int]:
    """Each step that can follow, with the last version it can follow for."""
    steps: dict[str, int] = {}
    for standing in reversed(found):
        for kind in possible_moves(standing.state):
            steps.setdefault(kind, standing.version)
    return steps


def licence_called(dossier: Dossier, number: str | None) -> str | None:
    """The step that gave the licence of this number; raises NoSuchLicence."""
    if number is None:
        return None
    given = licences_of(dossier.moves, None, None)
    for licence in given:
        if known(licence.number) == number:
            return licence.id
    raise NoSuchLicence(number=number, licences=_numbers(given))


def shipment_called(
    dossier: Dossier, name: str | None, say: Callable[[str], str], language: Language
) -> str | None:
    """The dossier's shipment of this name; None for one it does not hold.

    Raises ShipmentUnsaid where it is none of its names, or not said while some have not left.
    """
    names = row_names(dossier, "shipments", say, language)
    for row in dossier.shipments:
        if name is not None and name in (row.id, known(row.name), names[row.id]):
            return row.id
    waiting = waiting_shipments(dossier)
    if name == OTHER_SHIPMENT or (name is None and not waiting):
        return None
    raise ShipmentUnsaid(shipments=_listed(names[one] for one in waiting or names))


def step_called(dossier: Dossier, name: str, say: Callable[[str], str], language: Language) -> Move:
    """The step of this name, as it was recorded. Raises NoSuchStep."""
    names = row_names(dossier, "moves", say, language)
    for move in dossier.moves:
        if name in (move.id, names[move.id]):
            return move
    raise NoSuchStep(step=name, steps=_listed(names.values()))


def waiting_shipments(dossier: Dossier) -> tuple[str, ...]:
    """The shipments of which the dossier does not say yet that they left or were called off."""
    gone = ("shipped", "cancelled")
    return tuple(row.id for row in dossier.shipments if known(row.state) not in gone)


def _file(
    opened: OpenDossier, papers: tuple[Attachment, ...]
) -> tuple[OpenDossier, tuple[str, ...]]:
    """The dossier with these papers as evidence, and their rows; what it has is taken as it is."""
    rows = {row.digest: row.id for row in opened.dossier.evidence}
    for paper in papers:
        found = paper.found
        container = opened.container.with_evidence(paper.content)
        opened = replace(opened, container=container)
        if found.digest not in rows:
            row = Evidence(
                id=found.digest[:12],
                file=paper.file,
                digest=found.digest,
                size=found.size,
                media_type=found.media_type,
            )
            opened = opened.with_dossier(insert_row(opened.dossier, "evidence", row))
            rows[row.digest] = row.id
    return opened, tuple(dict.fromkeys(rows[paper.found.digest] for paper in papers))


def _refuse_too_far(step: Move) -> None:
    days = known(step.working_days) or 0
    if days > MOST_WORKING_DAYS:
        raise DeadlineTooFar(days=days, most=MOST_WORKING_DAYS)


def _under_licence(dossier: Dossier, step: Move) -> Move:
    """A shipment with the licence it draws down, and for the version that was given it."""
    licence = _licence_of(dossier, step) if known(step.kind) == "shipped" else None
    if licence is None:
        return step
    return replace(step, version=known(licence.version) or step.version, licence=licence.id)


def _licence_of(dossier: Dossier, departure: Move) -> Move | None:
    """The acceptance a departure rests on; None where no licence counts pieces."""
    if known(departure.pieces) is None:
        raise PiecesUnsaid
    given = licences_of(dossier.moves, None, None)
    possible = licences_of(dossier.moves, known(departure.licence), known(departure.day))
    if given and len(possible) != 1:
        raise LicenceUnsaid(licences=_numbers(given))
    return possible[0] if possible else None


def _numbers(licences: tuple[Move, ...]) -> str:
    return _listed(known(licence.number) or "–" for licence in licences)


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names) or "–"


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
            reasons = show_sentences((finding.sentence(language) for finding in holding), language)
            raise StillHeldUp(paper=paper.form, reasons=reasons)
