"""Looking at papers from elsewhere: what each says of itself, and whether its signatures hold.

A paper may take long or much memory to look at; `Apart` does it in processes that are thrown
away, several at a time, each paper within limits.
"""

import contextlib
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from queue import LifoQueue
from typing import Final, Self

import msgspec
from msgspec import Struct

from maskdesk.desk.paper_data import DATA, PaperData, read_data
from maskdesk.errors import MaskDeskError
from maskdesk.intake.reader import SECONDS, Reader, TooMuchToRead
from maskdesk.language import Phrase
from maskdesk.output.additions import (
    AdditionNotIntact,
    MoreAdded,
    NothingAdded,
    OtherPlaceSigned,
    Rewritten,
    only_addition_is,
)
from maskdesk.output.signing import (
    AlreadySigned,
    PlaceState,
    UnreadablePaper,
)
from maskdesk.output.telling import told_by
from maskdesk.output.verification import (
    REASONS,
    Expected,
    Indication,
    Reason,
    SignatureResult,
    Verdict,
    load,
    verify_pdf,
)
from maskdesk.store.resources import resource


class Question(Struct, frozen=True, kw_only=True, tag="look"):
    """A paper and what is to be known of it; its signatures are judged only if `judged`."""

    pdf: bytes
    moment: datetime
    roots: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    expected: Expected | None = None
    judged: bool = True


class Addition(Struct, frozen=True, kw_only=True, tag="addition"):
    """A paper that came back beside the one that was sent, to see what is new in it."""

    before: bytes
    after: bytes
    field: str
    moment: datetime
    roots: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


class Looked(Struct, frozen=True, kw_only=True):
    """What a paper says of itself, and the verdict on its signatures.

    `places` are its places for signatures, None if it cannot be opened.
    `given_up`: it took too long or too much, so nothing is known of it.
    """

    verdict: Verdict | None = None
    facts: dict[str, str] = {}
    data: PaperData | None = None
    places: tuple[PlaceState, ...] | None = None
    given_up: bool = False


Look = Callable[[Mapping[str, Question]], Mapping[str, Looked]]


def look_here(questions: Mapping[str, Question]) -> dict[str, Looked]:
    """Look at papers of one's own making in this very process."""
    return {name: _look(question) for name, question in questions.items()}


class Apart:
    """Looks at foreign papers in readers; one for each of a few processors, started when needed."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Give each paper `seconds`; nothing is started yet."""
        self._open = contextlib.ExitStack()
        self._spare: LifoQueue[Reader] = LifoQueue()  # the one at work already comes first
        self._count = min(os.cpu_count() or 1, _MOST_READERS)
        for _ in range(self._count):
            reader = Reader(_answer, prepare=_prepare, seconds=seconds)
            self._spare.put(self._open.enter_context(reader))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def __call__(self, questions: Mapping[str, Question]) -> dict[str, Looked]:
        """What is to be known of each paper, by its name."""
        with ThreadPoolExecutor(self._count) as pool:
            looked = pool.map(self._one, questions, questions.values())
            return dict(zip(questions, looked, strict=True))

    def look_or_refuse(self, question: Question, file: str | Phrase) -> Looked:
        """What is to be known of one paper; raises TooMuchToRead where it is given up."""
        (looked,) = self({str(file): question}).values()
        if looked.given_up:
            raise TooMuchToRead(file=file)
        return looked

    def data_in(self, pdf: bytes) -> PaperData | None:
        """The data inside a paper; None where it holds none that can be read in time."""
        question = Question(pdf=pdf, moment=ANY_MOMENT, judged=False)
        return self._one("", question).data

    def only_addition(self, addition: Addition, file: str | Phrase) -> SignatureResult:
        """The signature that was added; raises what `only_addition_is` raises, TooMuchToRead."""
        answer = self._asked(addition, str(file))
        try:
            found = msgspec.msgpack.decode(answer or b"", type=_Added)
        except msgspec.MsgspecError as broken:
            raise TooMuchToRead(file=file) from broken
        if found.result is None:
            raise _REFUSALS.get(found.refusal, UnreadablePaper)(**found.places)
        return found.result

    def _one(self, name: str, question: Question) -> Looked:
        answer = self._asked(question, name)
        try:
            return _opened(msgspec.msgpack.decode(answer or b"", type=_Packed))
        except msgspec.MsgspecError:
            reason = Reason(code="too-much")
            verdict = Verdict(indication="cannot tell", reasons=(reason,))
            return Looked(verdict=verdict, given_up=True)

    def _asked(self, asked: Question | Addition, file: str) -> bytes | None:
        reader = self._spare.get()
        try:
            return reader.read(msgspec.msgpack.encode(asked), file)
        except TooMuchToRead:
            return None
        finally:
            self._spare.put(reader)


_MOST_READERS: Final = 4
ANY_MOMENT: Final = datetime.min.replace(tzinfo=UTC)  # for questions that ask nothing about time
_REFUSALS: Final[dict[str, type[MaskDeskError]]] = {
    refusal.__name__: refusal
    for refusal in (
        AdditionNotIntact,
        AlreadySigned,
        MoreAdded,
        NothingAdded,
        OtherPlaceSigned,
        Rewritten,
        UnreadablePaper,
    )
}


def _look(question: Question) -> Looked:
    verdict = None
    if question.judged:
        verdict = verify_pdf(
            question.pdf,
            moment=question.moment,
            roots=question.roots,
            crls=question.crls,
            expected=question.expected,
        )
    told = told_by(question.pdf, DATA)
    return Looked(
        verdict=verdict, facts=told.facts, data=read_data(told.attached), places=told.places
    )


class _Added(Struct, frozen=True, kw_only=True):
    """What a reader answers of an addition: the signature, or which refusal with what places."""

    result: SignatureResult | None = None
    refusal: str = ""
    places: dict[str, str] = {}


class _Said(Struct, frozen=True, kw_only=True):
    """A reason whose places are sorted by kind, for a day and a text look alike when packed."""

    code: str
    texts: dict[str, str] = {}
    numbers: dict[str, int] = {}
    days: dict[str, date] = {}
    moments: dict[str, datetime] = {}


class _Packed(Struct, frozen=True, kw_only=True):
    """What a reader answers: bytes that hold values, never objects."""

    indication: Indication | None
    signatures: tuple[SignatureResult, ...]
    reasons: tuple[_Said, ...]
    facts: dict[str, str]
    data: PaperData | None
    places: tuple[PlaceState, ...] | None


REHEARSED: Final = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def rehearsal() -> Question:
    """A paper of MaskDesk's own to look at before any other comes."""
    return Question(
        pdf=resource("rehearsal/paper.pdf"),
        moment=REHEARSED,
        roots=(resource("rehearsal/root.der"),),
        expected=Expected(own=True),
    )


def _prepare() -> None:
    """Runs before any reader: what libraries do at their first paper only is done for all."""
    load()
    _answer(msgspec.msgpack.encode(rehearsal()))


def _answer(asked: bytes) -> bytes:
    """Runs in the reader."""
    question = msgspec.msgpack.decode(asked, type=Question | Addition)
    if isinstance(question, Addition):
        return msgspec.msgpack.encode(_added(question))
    return msgspec.msgpack.encode(_packed(_look(question)))


def _added(addition: Addition) -> _Added:
    try:
        result = only_addition_is(
            addition.before,
            addition.after,
            field=addition.field,
            moment=addition.moment,
            roots=addition.roots,
            crls=addition.crls,
        )
    except tuple(_REFUSALS.values()) as refusal:
        places = {name: str(value) for name, value in refusal.places.items()}
        return _Added(refusal=type(refusal).__name__, places=places)
    return _Added(result=result)


def _packed(looked: Looked) -> _Packed:
    verdict = looked.verdict
    return _Packed(
        indication=verdict.indication if verdict is not None else None,
        signatures=verdict.signatures if verdict is not None else (),
        reasons=tuple(map(_said, verdict.reasons)) if verdict is not None else (),
        facts=looked.facts,
        data=looked.data,
        places=looked.places,
    )


def _said(reason: Reason) -> _Said:
    places = reason.places.items()
    return _Said(
        code=reason.code,
        texts={name: value for name, value in places if isinstance(value, str)},
        numbers={name: value for name, value in places if isinstance(value, int)},
        days={name: value for name, value in places if type(value) is date},
        moments={name: value for name, value in places if isinstance(value, datetime)},
    )


def _opened(packed: _Packed) -> Looked:
    reasons = tuple(
        Reason(code=one.code, places={**one.texts, **one.numbers, **one.days, **one.moments})
        for one in packed.reasons
    )
    if any(reason.code not in REASONS for reason in reasons):
        raise msgspec.ValidationError("a reason nobody knows")
    verdict = None
    if packed.indication is not None:
        verdict = Verdict(
            indication=packed.indication, signatures=packed.signatures, reasons=reasons
        )
    return Looked(verdict=verdict, facts=packed.facts, data=packed.data, places=packed.places)
