"""Says on the terminal how a dossier stands, what was made, what was verified."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from maskdesk.cli.terminal import Terminal
from maskdesk.desk.pressing import by_weight
from maskdesk.desk.wording import (
    ANSWERS,
    INDICATIONS,
    STAGES,
    STATUSES,
    WHY_NOT,
    cure_sentence,
    gap_sentences,
    place_name,
    source_line,
)
from maskdesk.dossier.sections import Dossier
from maskdesk.language import N_
from maskdesk.law.reader import Law
from maskdesk.rules.evaluate import Report
from maskdesk.rules.finding import Finding
from maskdesk.rules.holding import EVERY_PAPER, acknowledged, holds_up, overridden

if TYPE_CHECKING:
    from maskdesk.desk.verifying import Verification

# So many packs are about other places that only their number helps.
_ELSEWHERE = ("other-origin", "other-destination")
_HEADINGS = {
    "holds-up": N_("Holds up ({n}):"),
    "look": N_("To be looked at ({n}):"),
    "note": N_("To know ({n}):"),
    "settled": N_("Settled ({n}):"),
}


def tell_report(
    terminal: Terminal, dossier: Dossier, law: Law, report: Report, on: date | None = None
) -> None:
    """The findings, most pressing first, then the packs asked, the papers due, the gaps.

    `on` is the day the report was asked for, where that is not today's.
    """
    if on is not None:
        terminal.say(N_("As if filed on {day}; what is registered keeps its own day."), day=on)
        terminal.line()
    for weight, chosen in by_weight(report, dossier):
        if chosen:
            terminal.say(_HEADINGS[weight], n=len(chosen))
            for finding in chosen:
                _tell_finding(terminal, dossier, finding)
            terminal.line()
    _tell_packs(terminal, law, report)
    _tell_due(terminal, report)
    _tell_classes(terminal, dossier, report)
    for gap in gap_sentences(terminal.catalogue, dossier, report):
        terminal.line(gap)


def tell_verification(terminal: Terminal, verification: "Verification") -> None:
    """The verdict on each file with its reasons, then on the whole."""
    for item in verification.items:
        verdict = terminal.catalogue.translate(INDICATIONS[item.indication])
        terminal.line(f"{verdict:12} {item.name}")
        for signer in item.signers:
            terminal.line(f"{'':12}   {signer}")
        for reason in item.reasons:
            terminal.line(f"{'':12}   {terminal.catalogue.say(reason.message, **reason.places)}")
    verdict = terminal.catalogue.translate(INDICATIONS[verification.indication])
    terminal.say(N_("The whole: {verdict}."), verdict=verdict)
    if verification.practice:
        terminal.say(N_("Signed for practice: the signatures vouch for nobody."))


def verification_record(verification: "Verification") -> bytes:
    """A verification as JSON."""
    content = {
        "format": 1,
        "kind": verification.kind,
        "indication": verification.indication,
        "practice": verification.practice,
        "items": [
            {
                "name": item.name,
                "indication": item.indication,
                "signers": item.signers,
                "reasons": [
                    {
                        "code": reason.code,
                        "sentence": reason.sentence(),
                        "places": {name: str(value) for name, value in reason.places.items()},
                    }
                    for reason in item.reasons
                ],
            }
            for item in verification.items
        ],
    }
    return msgspec.json.format(msgspec.json.encode(content, order="deterministic"), indent=1)


def _tell_finding(terminal: Terminal, dossier: Dossier, finding: Finding) -> None:
    answer = terminal.catalogue.translate(ANSWERS[finding.answer])
    terminal.line(f"  [{answer}] {finding.key}")
    terminal.line(f"      {finding.sentence(terminal.language)}")
    if holds_up(finding, dossier):
        stage = terminal.catalogue.translate(STAGES[finding.stage])
        every = terminal.catalogue.translate(N_("every paper"))
        papers = ", ".join(every if one == EVERY_PAPER else one for one in finding.papers)
        terminal.line(
            "      "
            + terminal.catalogue.say(
                N_("Holds up at {stage}: {papers}."), stage=stage, papers=papers
            )
        )
    if finding.answer == "unfilled":
        _tell_places(terminal, dossier, finding.places, N_("To fill in: {places}."))
    elif finding.open and finding.places:
        _tell_places(terminal, dossier, finding.places, N_("See: {places}."))
    for cure in finding.cures:
        terminal.line("      " + cure_sentence(terminal.catalogue, cure))
    if finding.open:
        for source in finding.sources:
            terminal.line(f"      {source_line(terminal.catalogue, source)}")
    _tell_decision(terminal, dossier, finding)


def _tell_decision(terminal: Terminal, dossier: Dossier, finding: Finding) -> None:
    if not finding.open:
        return
    decided = overridden(finding, dossier)
    if decided is not None:
        message = N_("Overridden by {name}: {reason}")
        said = terminal.catalogue.say(message, name=decided.name, reason=decided.reason)
        terminal.line(f"      {said}")
    seen = acknowledged(finding, dossier)
    if seen is not None:
        said = terminal.catalogue.say(N_("Acknowledged: {reason}"), reason=seen.reason)
        terminal.line(f"      {said}")


def _tell_places(
    terminal: Terminal, dossier: Dossier, places: tuple[str, ...], message: str
) -> None:
    shown = [place_name(terminal.catalogue, dossier, place) for place in places[:_PLACES_SHOWN]]
    if len(places) > _PLACES_SHOWN:
        shown.append(f"… (+{len(places) - _PLACES_SHOWN})")
    terminal.line("      " + terminal.catalogue.say(message, places="; ".join(shown)))


def _tell_packs(terminal: Terminal, law: Law, report: Report) -> None:
    packs = {loaded.head.id: loaded for loaded in law.packs}
    say = terminal.catalogue.translate
    terminal.say(N_("Packs that apply:"))
    for standing in filter(attrgetter("applies"), report.standings):
        pack = packs[standing.pack].pack
        days = ", ".join(terminal.catalogue.show(day) for day in standing.days)
        title = pack.title.in_language(terminal.language)
        terminal.line(f"  {pack.id}: {title} ({say(STATUSES[pack.status])}; {days})")
    terminal.say(N_("Packs that do not apply:"))
    elsewhere: Counter[str] = Counter()
    for standing in report.standings:
        if standing.why in _ELSEWHERE:
            elsewhere[standing.why] += 1
        elif not standing.applies:
            terminal.line(f"  {standing.pack}: {say(WHY_NOT[standing.why])}")
    for why, packs_elsewhere in elsewhere.items():
        terminal.line(f"  {say(WHY_NOT[why])}: {packs_elsewhere}")


def _tell_due(terminal: Terminal, report: Report) -> None:
    if report.due:
        terminal.say(N_("Papers due:"))
    for due in report.due:
        terminal.line(f"  {due.form}: {due.why.in_language(terminal.language)}")


def _tell_classes(terminal: Terminal, dossier: Dossier, report: Report) -> None:
    if report.classes:
        terminal.say(N_("What the authorities take the goods for:"))
    for one in report.classes:
        places = (f"goods[{line}]" for line in one.lines)
        names = _names(place_name(terminal.catalogue, dossier, place) for place in places)
        terminal.line(f"  {names}: {one.name.in_language(terminal.language)} ({one.pack})")


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    more = f"; … (+{len(listed) - _PLACES_SHOWN})" if len(listed) > _PLACES_SHOWN else ""
    return "; ".join(listed[:_PLACES_SHOWN]) + more


_PLACES_SHOWN = 8
