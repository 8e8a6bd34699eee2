"""Everything wrong with a pack's file, each with its line and its cure."""

import re
import tomllib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from maskdesk.language import N_, Phrase
from maskdesk.law import reader
from maskdesk.law.lines import Lines
from maskdesk.law.pack import Pack
from maskdesk.law.structure import Told, shape_faults

_AT_LINE = re.compile(r"\(at line (\d+)")
_AT_END = re.compile(r"\s*\(at [^)]*\)$")


class Mistake(Struct, frozen=True, kw_only=True):
    """One thing to mend in a pack's file: where it stands, what it is, how it is put right."""

    line: int
    key: str
    reason: Phrase
    cure: Phrase


class Examined(Struct, frozen=True, kw_only=True):
    """A pack's file as far as it can be read: the pack where its shape is right, its mistakes."""

    pack: Pack | None
    mistakes: tuple[Mistake, ...]
    lines: Lines


def examine(content: bytes) -> Examined:
    """A pack's file with its mistakes of writing, shape and sense; the checks are not asked."""
    try:
        text = content.decode("utf-8")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as damage:
        line = content[: damage.start].count(b"\n") + 1
        return _unreadable(line, N_("the file is not written in UTF-8"), N_("Save it as UTF-8"))
    except tomllib.TOMLDecodeError as damage:
        return _no_toml(content, str(damage))
    except RecursionError:
        return _unreadable(1, N_("it is nested too deeply"), N_("Write it flatter"))
    lines = Lines(text)
    wrong = tuple(shape_faults(Pack, tables))
    if wrong:
        return Examined(pack=None, mistakes=mistakes(lines, wrong), lines=lines)
    pack = msgspec.convert(tables, Pack, strict=True)
    return Examined(pack=pack, mistakes=mistakes(lines, reader.faults(pack)), lines=lines)


def mistakes(lines: Lines, told: Iterable[Told]) -> tuple[Mistake, ...]:
    """What is wrong, with the lines it stands on, in their order."""
    found = (
        Mistake(line=lines.of(key), key=key, reason=_phrase(reason), cure=_phrase(cure))
        for key, reason, cure in told
    )
    return tuple(sorted(found, key=lambda one: one.line))


def _no_toml(content: bytes, said: str) -> Examined:
    at = _AT_LINE.search(said)
    line = int(at[1]) if at else content.count(b"\n") + 1
    return _unreadable(line, _AT_END.sub("", said), N_("Mend the TOML at that line"))


def _unreadable(line: int, reason: str, cure: str) -> Examined:
    one = Mistake(line=line, key="TOML", reason=Phrase(reason), cure=Phrase(cure))
    return Examined(pack=None, mistakes=(one,), lines=Lines(""))


def _phrase(said: str | Phrase) -> Phrase:
    return said if isinstance(said, Phrase) else Phrase(said)
