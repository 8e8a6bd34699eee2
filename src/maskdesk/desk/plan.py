"""The plan of a submission: which papers, why, what holds each up, how each is finished."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from maskdesk.desk.manifest import COUNTER_SHEET, Way
from maskdesk.dossier.sections import Dossier
from maskdesk.output.forms import FORMS
from maskdesk.rules.evaluate import Due, Report
from maskdesk.rules.finding import Finding
from maskdesk.rules.ground import known
from maskdesk.rules.holding import held_up_by

Reason = Literal["due", "customary", "wished"]
Finish = Literal["signed", "ink"]


class PlannedPaper(Struct, frozen=True, kw_only=True):
    """One paper of a submission before it is made.

    `subject` is the row it is about, where a form has one paper for each; `makeable` is false for
    a paper that is due but for which MaskDesk has no form.
    """

    form: str
    reason: Reason
    subject: str = ""
    due: tuple[Due, ...] = ()
    making: tuple[Finding, ...] = ()
    handing_in: tuple[Finding, ...] = ()
    departure: tuple[Finding, ...] = ()
    finish: Finish | None = None
    makeable: bool = True

    @property
    def ready(self) -> bool:
        """Whether it can be made now."""
        return self.makeable and not self.making


def plan(
    dossier: Dossier, report: Report, customary: Mapping[str, tuple[str, ...]]
) -> tuple[PlannedPaper, ...]:
    """The papers of a submission in their order: due, customary, wished; the counter sheet last.

    `customary` lists the papers usual for each origin, for which no law is claimed.
    """
    reasons: dict[str, Reason] = {}
    for due in report.due:
        reasons.setdefault(due.form, "due")
    for form in customary.get(known(dossier.head.origin) or "", ()):
        reasons.setdefault(form, "customary")
    wished = [named for row in dossier.papers if row.wished is True and (named := known(row.form))]
    for one in wished:
        reasons.setdefault(one, "wished")
    reasons.pop(COUNTER_SHEET, None)
    planned = [
        _planned(dossier, report, form, subject, reason)
        for form, reason in reasons.items()
        for subject in (FORMS[form].subjects(dossier) if form in FORMS else ("",))
    ]
    made = [one for one in planned if one.form in wished or not _goes_without(one, planned)]
    return (*made, _planned(dossier, report, COUNTER_SHEET, "", "customary"))


def way_of(
    planned: PlannedPaper, finishes: Mapping[str, Finish], *, by_identity: bool, draft: bool
) -> Way:
    """How one paper is finished; `finishes` says by form where it is not as the dossier has it.

    An identity signs what the exporter signs first, and the counter sheet: it vouches for all
    other files, so nothing in a signed submission is left unsigned.
    """
    if draft:
        return "draft"
    if planned.form == COUNTER_SHEET:
        return "signed" if by_identity else "ink"
    finish = finishes.get(planned.form, planned.finish)
    signed = by_identity and FORMS[planned.form].exporter_signs and finish != "ink"
    return "signed" if signed else "ink"


def _goes_without(one: PlannedPaper, planned: Iterable[PlannedPaper]) -> bool:
    """Whether a customary paper only goes with papers that somebody signs, and there is none."""
    form = FORMS.get(one.form)
    if form is None or not form.goes_with or one.reason != "customary":
        return False
    forms = (FORMS.get(other.form) for other in planned)
    signers = (signer for other in forms if other is not None for signer in other.signers)
    return all(signer.holder != form.goes_with for signer in signers)


def _planned(
    dossier: Dossier, report: Report, form: str, subject: str, reason: Reason
) -> PlannedPaper:
    details = next(
        (
            one
            for one in dossier.papers
            if known(one.form) == form and (known(one.subject) or "") == subject
        ),
        None,
    )
    finish = known(details.finish) if details is not None else None
    making = held_up_by(report, dossier, form, "making") if form != COUNTER_SHEET else ()
    return PlannedPaper(
        form=form,
        subject=subject,
        reason=reason,
        due=tuple(due for due in report.due if due.form == form),
        making=making,
        handing_in=held_up_by(report, dossier, form, "handing-in"),
        departure=held_up_by(report, dossier, form, "departure"),
        finish="signed" if finish == "signed" else "ink" if finish == "ink" else None,
        makeable=form in FORMS,
    )
