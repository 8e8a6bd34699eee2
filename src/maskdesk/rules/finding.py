"""What a condition answers on a dossier, and what would cure it."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from maskdesk.language import Language, show_day, show_decimal, show_names, show_whole
from maskdesk.law.pack import DecidingDay, Severity, Source, Stage, Status, Wording

Answer = Literal["met", "not-met", "unfilled", "not-applicable", "cannot-tell"]
Figure = int | Decimal | date | str | tuple[str, ...]

_NOTHING = "–"


class Cure(Struct, frozen=True, kw_only=True):
    """One smallest step that would meet the condition; a promise is only ever proposed.

    `propose-support`: pledge `pieces` more to domestic facilities, as a proposed row.
    `declare-at-most`: declare no more than `pieces`.
    `ready-on`: the goods can be delivered on `day`.
    """

    kind: Literal["propose-support", "declare-at-most", "ready-on"]
    pieces: int | None = None
    day: date | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """What one check found: the answer, every place it touches, the numbers behind it.

    Where rows were counted, `counted` are the places of the quantities that count, and `left_out`
    gives for each other row the place that says why it does not. `alike` says that it hangs on a
    name that is only like the one looked for.
    """

    answer: Answer
    places: tuple[str, ...] = ()
    numbers: dict[str, Figure] = {}
    cures: tuple[Cure, ...] = ()
    counted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    alike: bool = False


class Finding(Struct, frozen=True, kw_only=True):
    """A condition's answer on this dossier, on its deciding day; `counted` as in its outcome."""

    pack: str
    condition: str
    status: Status
    answer: Answer
    severity: Severity
    stage: Stage
    papers: tuple[str, ...]
    places: tuple[str, ...]
    numbers: dict[str, Figure]
    cures: tuple[Cure, ...]
    wording: Wording
    sources: tuple[Source, ...]
    deciding: DecidingDay
    day: date | None = None
    subject: str | None = None
    exemption: str | None = None
    counted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of this finding: pack, condition and, of several, the declaration or line."""
        name = f"{self.pack}/{self.condition}"
        return f"{name}@{self.subject}" if self.subject else name

    @property
    def open(self) -> bool:
        """Whether something is still to be done or looked at."""
        return self.answer in ("not-met", "unfilled", "cannot-tell")

    @property
    def official(self) -> bool:
        """Whether the legal text itself was seen, so that nobody may override it."""
        return any(source.official for source in self.sources)

    @property
    def seen(self) -> str:
        """The answer and numbers a reader of this finding saw, as one stable line."""
        numbers = ";".join(f"{name}={_plain(self.numbers[name])}" for name in sorted(self.numbers))
        return f"{self.answer};{numbers}" if numbers else self.answer

    def sentence(self, language: Language) -> str:
        """The pack's own sentence in one language, numbers written as that language does."""
        template = self.wording.in_language(language)
        shown = _Shown({name: show_figure(value, language) for name, value in self.numbers.items()})
        # A firm's name may end in a full stop of its own.
        return template.format_map(shown).replace("..", ".")


class _Shown(dict[str, str]):
    """Numbers as a sentence shows them; one the check had no cause to give reads as none."""

    def __missing__(self, name: str) -> str:
        return _NOTHING


def show_figure(value: Figure, language: Language) -> str:
    """A number, day or list of names as it stands in a sentence."""
    if isinstance(value, int):
        return show_whole(value, language)
    if isinstance(value, Decimal):
        return show_decimal(value, language)
    if isinstance(value, date):
        return show_day(value, language)
    if isinstance(value, tuple):
        return show_names(value, language) or _NOTHING
    return value


def _plain(value: Figure) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return ",".join(value) if isinstance(value, tuple) else str(value)
