"""Sealing: freezing a version of the dossier so that papers can be made final."""

import hashlib
from datetime import date, datetime

from msgspec.structs import replace

from maskdesk import __version__
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.sealed import SEALING, Seal, put_sealed
from maskdesk.dossier import codec
from maskdesk.dossier.copying import to_confirm
from maskdesk.dossier.paths import put, put_rows, unread
from maskdesk.dossier.sections import Acknowledgement, Dossier, Override
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, tidy
from maskdesk.law.reader import Law
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding
from maskdesk.rules.ground import known
from maskdesk.rules.holding import to_look_at
from maskdesk.rules.record import record
from maskdesk.store import history
from maskdesk.store.member_names import HISTORY


class AlreadySealed(MaskDeskError):
    """This version is frozen for ever."""

    problem = N_("Version {version} of this dossier is sealed already.")
    way_out = N_("To change it, amend it first: `maskdesk amend` opens the next version.")


class StillUnread(MaskDeskError):
    """Typed text that cannot be read yet cannot be sealed."""

    problem = N_("{count} fields cannot be read yet: {places}.")
    way_out = N_("Correct them, then seal.")


class NoOrigin(MaskDeskError):
    """Without an origin no law of the exporter's side was checked, so nothing would be open."""

    problem = N_("No origin is chosen, so no law of the origin was checked.")
    way_out = N_("Choose the origin, then seal.")


class NotConfirmed(MaskDeskError):
    """Copied fields that normally differ and that nobody changed or confirmed."""

    problem = N_("{count} fields were copied from another dossier and stand unchanged: {places}.")
    way_out = N_("Change them, or confirm each: --confirm FIELD, or --confirm all.")


class NotLookedAt(MaskDeskError):
    """Findings that somebody must look at first."""

    problem = N_("{count} findings must be looked at before sealing: {findings}.")
    way_out = N_("Cure them, or acknowledge each with a reason: --acknowledge FINDING=REASON.")


class NoSuchFinding(MaskDeskError):
    """A decision about a finding that is not there."""

    problem = N_("There is no open finding called {finding}.")
    way_out = N_("`maskdesk check` lists the names of all findings.")


class NotToAcknowledge(MaskDeskError):
    """Looking at a finding that holds something up does not move it."""

    problem = N_("The finding {finding} holds papers up: to acknowledge it changes nothing.")
    way_out = N_("Cure it; or, from a secondary source, override it: FINDING=NAME:REASON.")


class NotToBeAmended(MaskDeskError):
    """The next version is opened once, after the last was sealed."""

    problem = N_("Version {version} of this dossier is open already.")
    way_out = N_("Edit it as it is; amend it once it is sealed.")


class NotToOverride(MaskDeskError):
    """A finding whose legal text was seen cannot be overridden by anybody."""

    problem = N_("The finding {finding} rests on the legal text itself and cannot be overridden.")
    way_out = N_("Cure it; only findings from secondary sources can be overridden by name.")


def acknowledge(dossier: Dossier, report: Report, finding: str, reason: str) -> Dossier:
    """The dossier in which a finding is acknowledged, bound to the numbers it shows now."""
    rows = dossier.acknowledgements
    for one in _open(report, finding):
        if one.severity == "blocks":
            raise NotToAcknowledge(finding=one.key)
        rows = tuple(row for row in rows if known(row.finding) != one.key)
        new = Acknowledgement(id=_id(one), finding=one.key, reason=reason, seen=one.seen)
        rows = (*rows, new)
    return put_rows(dossier, "acknowledgements", rows)


def override(dossier: Dossier, report: Report, finding: str, name: str, reason: str) -> Dossier:
    """The dossier in which a named person goes on in spite of a finding."""
    rows = dossier.overrides
    for one in _open(report, finding):
        if one.official:
            raise NotToOverride(finding=one.key)
        rows = tuple(row for row in rows if known(row.finding) != one.key)
        new = Override(id=_id(one), finding=one.key, name=name, reason=reason, seen=one.seen)
        rows = (*rows, new)
    return put_rows(dossier, "overrides", rows)


def amend(opened: OpenDossier, reason: str, moment: datetime) -> OpenDossier:
    """The next version of a sealed dossier, open for edits and linked with a reason.

    Raises NotToBeAmended where the version at hand is not sealed.
    """
    dossier = opened.dossier
    last = max(opened.versions, default=0)
    version = known(dossier.head.version) or 1
    if version not in opened.versions:
        raise NotToBeAmended(version=str(version))
    dossier = put(dossier, "head.version", last + 1)
    dossier = put(dossier, "head.amends", f"{last}: {tidy(reason)}")
    return opened.with_dossier(dossier).note("amended", moment, before=str(last), after=reason)


def seal(
    opened: OpenDossier, law: Law, moment: datetime, today: date, *, on: date | None = None
) -> OpenDossier:
    """The dossier with its version frozen: snapshot, the packs' own bytes, the findings.

    Refuses what cannot be read (StillUnread), a dossier without an origin (NoOrigin), what was
    copied and not confirmed (NotConfirmed) and what nobody looked at (NotLookedAt); what is
    held up stays held up, paper by paper.
    """
    dossier = opened.dossier
    version = known(dossier.head.version) or 1
    if version in opened.versions:
        raise AlreadySealed(version=str(version))
    _refuse_unread(dossier)
    if known(dossier.head.origin) is None:
        raise NoOrigin
    _refuse_unconfirmed(dossier)
    report = check(dossier, law, today, on=on, returned=opened.returned)
    _refuse_unseen(report, dossier)
    frozen = _frozen(law, report)
    packs = {one.head.id: one.content for one in frozen.packs}
    # Recorded under the packs that go into the seal alone, as every later check will be.
    findings = record(check(dossier, frozen, today, on=on))
    snapshot = codec.write(dossier)
    kept = opened.container.read(HISTORY) if HISTORY in opened.container.members else b""
    head = history.head(kept)
    made = Seal(
        version=version,
        moment=moment,
        today=today,
        on=on,
        snapshot=_sha256(snapshot),
        packs={pack: _sha256(content) for pack, content in packs.items()},
        findings=_sha256(findings),
        head=head.sequence if head is not None else -1,
        head_hash=head.hash if head is not None else "",
        program=__version__,
        publishers=frozen.publishers,
    )
    container = put_sealed(opened.container, made, snapshot, packs, findings)
    sealed = replace(opened, container=container)
    return sealed.note(SEALING, moment, before=str(version), after=made.digest)


def _frozen(law: Law, report: Report) -> Law:
    """The packs that apply, and what cut one of them short, so that it stays as short."""
    wanted = {standing.pack for standing in report.standings if standing.applies}
    wanted |= {one.to for one in law.replaced if one.pack in wanted}
    return Law(packs=tuple(one for one in law.packs if one.head.id in wanted))


def _refuse_unread(dossier: Dossier) -> None:
    places = [path for path, _ in unread(dossier)]
    if places:
        raise StillUnread(count=len(places), places=", ".join(places))


def _refuse_unconfirmed(dossier: Dossier) -> None:
    places = to_confirm(dossier)
    if places:
        raise NotConfirmed(count=len(places), places=", ".join(places))


def _refuse_unseen(report: Report, dossier: Dossier) -> None:
    unseen = to_look_at(report, dossier)
    if unseen:
        keys = ", ".join(finding.key for finding in unseen)
        raise NotLookedAt(count=len(unseen), findings=keys)


def _open(report: Report, finding: str) -> tuple[Finding, ...]:
    found = tuple(one for one in report.find(finding) if one.open)
    if not found:
        raise NoSuchFinding(finding=finding)
    return found


def _id(finding: Finding) -> str:
    return _sha256(finding.key.encode())[:12]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
