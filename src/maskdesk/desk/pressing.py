"""Which findings press most: what holds up, what is to be looked at, what is to be known."""

from typing import TYPE_CHECKING, Literal

from maskdesk.dossier.sections import Dossier
from maskdesk.rules.holding import acknowledged, holds_up, overridden

if TYPE_CHECKING:
    from maskdesk.rules.evaluate import Report
    from maskdesk.rules.finding import Finding

Weight = Literal["holds-up", "look", "note", "settled"]

WEIGHTS: tuple[Weight, ...] = ("holds-up", "look", "note", "settled")
_ANSWERS = ("not-met", "cannot-tell", "unfilled", "met", "not-applicable")


def weight(finding: "Finding", dossier: Dossier) -> Weight:
    """How much a finding presses; one that is met or overridden is settled."""
    if holds_up(finding, dossier):
        return "holds-up"
    if not finding.open or overridden(finding, dossier) is not None:
        return "settled"
    return "look" if finding.severity == "look" else "note"


def by_weight(
    report: "Report", dossier: Dossier
) -> "tuple[tuple[Weight, tuple[Finding, ...]], ...]":
    """All findings, the most pressing first, in the four groups."""
    order = sorted(report.findings, key=lambda one: (_ANSWERS.index(one.answer), one.key))
    return tuple(
        (group, tuple(one for one in order if weight(one, dossier) == group)) for group in WEIGHTS
    )


def waits(finding: "Finding", dossier: Dossier) -> bool:
    """Whether somebody still has to do or say something about a finding."""
    group = weight(finding, dossier)
    if group == "look":
        return acknowledged(finding, dossier) is None
    return group == "holds-up"
