"""What holds up which paper at which stage, and what the clerk may decide about it."""

from typing import TYPE_CHECKING

from msgspec import Struct

from maskdesk.dossier.sections import Dossier
from maskdesk.rules.ground import filled, known

if TYPE_CHECKING:
    from maskdesk.law.pack import Stage
    from maskdesk.rules.evaluate import Report
    from maskdesk.rules.finding import Finding

EVERY_PAPER = "*"


class Decided(Struct, frozen=True, kw_only=True):
    """What the clerk decided about a finding: acknowledged with a reason, or overridden by name."""

    reason: str
    name: str = ""


def overridden(finding: "Finding", dossier: Dossier) -> Decided | None:
    """The override of a finding, if its source allows one and its numbers are still those seen."""
    if finding.official:
        return None
    for row in dossier.overrides:
        name, reason = known(row.name), known(row.reason)
        is_of_this = known(row.finding) == finding.key and known(row.seen) == finding.seen
        if is_of_this and name and reason and filled(name) and filled(reason):
            return Decided(reason=reason, name=name)
    return None


def acknowledged(finding: "Finding", dossier: Dossier) -> Decided | None:
    """The acknowledgement of a finding, if its numbers are still those seen."""
    for row in dossier.acknowledgements:
        reason = known(row.reason)
        is_of_this = known(row.finding) == finding.key and known(row.seen) == finding.seen
        if is_of_this and reason and filled(reason):
            return Decided(reason=reason)
    return None


def holds_up(finding: "Finding", dossier: Dossier) -> bool:
    """Whether a finding holds anything up."""
    return finding.severity == "blocks" and finding.open and overridden(finding, dossier) is None


def concerns(finding: "Finding", form: str) -> bool:
    """Whether a finding is about a paper."""
    return form in finding.papers or EVERY_PAPER in finding.papers


def held_up_by(
    report: "Report", dossier: Dossier, form: str, stage: "Stage"
) -> "tuple[Finding, ...]":
    """The findings that hold up a paper at a stage."""
    return tuple(
        finding
        for finding in report.findings
        if finding.stage == stage and concerns(finding, form) and holds_up(finding, dossier)
    )


def to_look_at(report: "Report", dossier: Dossier) -> "tuple[Finding, ...]":
    """The findings somebody must look at before sealing and has not acknowledged yet."""
    return tuple(
        finding
        for finding in report.findings
        if finding.severity == "look" and finding.open and acknowledged(finding, dossier) is None
    )
