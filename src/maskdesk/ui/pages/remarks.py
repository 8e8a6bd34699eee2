"""What a page says at its fields: the findings that touch them, in the findings' own sentences."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from maskdesk.dossier.sections import Dossier
from maskdesk.language import N_
from maskdesk.rules.holding import acknowledged, overridden
from maskdesk.ui.fields import Remark
from maskdesk.ui.speech import Speech

if TYPE_CHECKING:
    from maskdesk.law.pack import Severity
    from maskdesk.rules.evaluate import Report
    from maskdesk.rules.finding import Finding

WORDS: "Mapping[Severity, str]" = {
    "blocks": N_("Blocks:"),
    "look": N_("Look at:"),
    "note": N_("Note:"),
}


def remarks_by_place(
    report: "Report", dossier: Dossier, speech: Speech, section: str, *, left: bool
) -> Mapping[str, tuple[Remark, ...]]:
    """The remarks at each place of a section.

    What is merely not filled in yet is said only after the section was left.
    """
    found: dict[str, tuple[Remark, ...]] = {}
    starts = (f"{section}.", f"{section}[")
    for finding in report.findings:
        if not _is_said(finding, dossier, left=left):
            continue
        places = [one for one in finding.places if one.startswith(starts) or one == section]
        if places:
            remark = Remark(
                tone=finding.severity,
                word=speech.say(WORDS[finding.severity]),
                sentence=finding.sentence(speech.language),
            )
            # Of every row of a long list there may be a place, and most bear one remark.
            said: dict[str, tuple[Remark, ...]] = dict.fromkeys(places, (remark,))
            for place in said.keys() & found.keys():
                before = found[place]
                # Two readings of one rule may say the very same.
                said[place] = before if remark in before else (*before, remark)
            found.update(said)
    return found


def _is_said(finding: "Finding", dossier: Dossier, *, left: bool) -> bool:
    if not finding.open or (finding.answer == "unfilled" and not left):
        return False
    return overridden(finding, dossier) is None and acknowledged(finding, dossier) is None
