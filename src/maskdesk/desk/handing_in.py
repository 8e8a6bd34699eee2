"""The hand-in of a sealed version and what follows: each step checked, recorded and dated."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.attaching import Attachment
from maskdesk.desk.manifest import MANIFEST, read_manifest
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.proving import packages_of
from maskdesk.desk.sealed import NotSealed
from maskdesk.dossier.naming import row_names
from maskdesk.dossier.paths import insert_row
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
    days = known(move.working_days) or 0
    if days > MOST_WORKING_DAYS:
        raise DeadlineTooFar(days=days, most=MOST_WORKING_DAYS)
    version = next_moves(found).get(kind)
    if version is None:
        version = found[-1].version
        following(version, found[-1].state, kind)
    if kind == "handed-in":
        _refuse_held_up(opened, version, language)
    if kind == "shipped":
        licence = _licence_of(opened.dossier, move)
        if licence is not None:
            version = known(licence.version) or version
            move = replace(move, licence=licence.id)
    opened, filed = _file(opened, papers)
    row = replace(move, id=f"m{len(moves) + 1}", version=version, evidence=filed)
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
    raise ShipmentUnsaid(shipments="; ".join(names[one] for one in waiting or names) or "–")


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
    return "; ".join(known(licence.number) or "–" for licence in licences) or "–"


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
