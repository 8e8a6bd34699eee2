"""How far each section of a dossier is, and why one is not needed here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from maskdesk.desk.pressing import waits
from maskdesk.dossier.fields import Part, members
from maskdesk.dossier.paths import unread
from maskdesk.dossier.sections import Dossier
from maskdesk.rules.ground import known

if TYPE_CHECKING:
    from maskdesk.rules.evaluate import Report
    from maskdesk.rules.finding import Finding

State = Literal["not-started", "in-progress", "complete", "problem", "not-needed"]

# Of these one or the other stands in every dossier, whatever the law asks.
_ALWAYS = frozenset(
    {
        "head",
        "exporter",
        "parties",
        "contract",
        "goods",
        "customs",
        "destination",
        "papers",
        "moves",
    }
)


class SectionState(Struct, frozen=True, kw_only=True):
    """How one section stands.

    `blocks` and `look` count the findings that wait in it, `unfilled` the places still to be
    filled in, `unread` the texts that cannot be read yet; `exempt` is the finding that says why
    nothing is needed here, where one does.
    """

    section: str
    state: State
    blocks: int = 0
    look: int = 0
    unfilled: int = 0
    unread: int = 0
    exempt: "Finding | None" = None


def section_of(path: str) -> str:
    """The section a place lies in."""
    return path.partition(".")[0].partition("[")[0]


def section_states(dossier: Dossier, report: "Report") -> Mapping[str, SectionState]:
    """The state of every section, by its name."""
    counts = {name: _Count() for name in members(Dossier)}
    for path, _ in unread(dossier):
        counts[section_of(path)].unread += 1
    for finding in report.findings:
        # Of every row of a long list there may be a place: few lists remain to be looked at.
        heads = {place.partition("[")[0] for place in finding.places}
        for section in set(map(section_of, heads)):
            counts[section].take(finding, dossier, section)
    return {name: _state(name, dossier, count) for name, count in counts.items()}


class _Count:
    """What waits in one section."""

    def __init__(self) -> None:
        self.unread = 0
        self.blocks = 0
        self.look = 0
        self.unfilled: set[str] = set()
        self.asked = False
        self.exempt: Finding | None = None

    def take(self, finding: "Finding", dossier: Dossier, section: str) -> None:
        if finding.answer == "not-applicable":
            self.exempt = self.exempt or finding
            return
        self.asked = True
        if finding.answer == "unfilled":
            starts = (f"{section}.", f"{section}[")
            self.unfilled.update(
                place for place in finding.places if place.startswith(starts) or place == section
            )
        elif waits(finding, dossier):
            if finding.severity == "blocks":
                self.blocks += 1
            else:
                self.look += 1


def _state(name: str, dossier: Dossier, count: _Count) -> SectionState:
    return SectionState(
        section=name,
        state=_word(name, dossier, count),
        blocks=count.blocks,
        look=count.look,
        unfilled=len(count.unfilled),
        unread=count.unread,
        exempt=None if count.asked else count.exempt,
    )


def _word(name: str, dossier: Dossier, count: _Count) -> State:
    if count.unread or count.blocks:
        return "problem"
    if not _started(name, dossier):
        wanted = count.asked or name in _ALWAYS or _undecided(dossier)
        return "not-started" if wanted else "not-needed"
    return "in-progress" if count.unfilled or count.look else "complete"


def _started(name: str, dossier: Dossier) -> bool:
    held = getattr(dossier, name)
    if isinstance(members(Dossier)[name].description, Part):
        return bool(held != type(held)())
    return bool(held)


def _undecided(dossier: Dossier) -> bool:
    """Whether it is not known yet which packs apply, so that nothing can be called not needed."""
    known_all = known(dossier.head.origin) and known(dossier.destination.country)
    return not known_all or not dossier.goods
