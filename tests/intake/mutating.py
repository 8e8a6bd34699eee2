"""Files as an ill-willed or broken program writes them: mutants made from honest ones, by seed.

A mutant keeps enough of its structure to get past the first look: archives are packed anew around
a changed part, pictures keep their checksums, XML and JSON stay trees.
"""

import io
import json
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

EXTREMES = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
WORDS = (
    b"", b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"XFD1048576", b"#REF!", b"\x00",
    b"../../x", b"\xff\xfe", b"&amp;", b"&#x0;", b"true", b"A" * 5000, b"=1+1", b"s", b"inlineStr",
    "\u202e\ud7ff".encode(), b"/", b"<<", b">>", b"[", b"]", b"R", b"null", b"stream", b"<c/>",
)  # fmt: skip


class Mutator:
    """Changes made from one seed: the same seed makes the same mutant."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def bytes_(self, content: bytes, times: int | None = None) -> bytes:
        """Some changes of bytes, without regard to what they mean."""
        changed = bytearray(content)
        for _ in range(times or self.chance.choice((1, 1, 2, 4, 16))):
            self._change(changed)
        return bytes(changed)

    def _change(self, changed: bytearray) -> None:
        chance = self.chance
        at = chance.randrange(len(changed) + 1)
        length = min(chance.choice((1, 2, 4, 8, 64, 1000)), len(changed) - at)
        span = slice(at, at + length)
        way = chance.randrange(8)
        if way == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            changed[span] = chance.randbytes(length)
        elif way == 2:
            del changed[span]
        elif way == 3:
            changed[at:at] = bytes(changed[span]) * chance.choice((1, 2, 50))
        elif way == 4:
            order = chance.choice("<>")
            size = chance.choice("BHI")
            most = 256 ** struct.calcsize(size) - 1
            number = struct.pack(order + size, chance.choice(EXTREMES) & most)
            changed[at : at + len(number)] = number
        elif way == 5:
            changed[at:at] = chance.choice(WORDS)
        elif way == 6 and chance.random() < 0.3:
            del changed[at:]
        else:
            other = chance.randrange(len(changed) + 1)
            changed[span] = changed[other : other + length]

    def tokens(self, text: bytes, pattern: bytes) -> bytes:
        """Text with some of its words, numbers or tags put elsewhere, doubled, or made extreme."""
        found = [match.span() for match in re.finditer(pattern, text)]
        if not found:
            return self.bytes_(text)
        for _ in range(self.chance.choice((1, 1, 2, 5))):
            begin, end = self.chance.choice(found)
            other = slice(*self.chance.choice(found))
            new = self.chance.choice(
                (self.chance.choice(WORDS), text[other], text[begin:end] * 3, b"")
            )
            text = text[:begin] + new + text[end:]
        return text

    def archive(self, content: bytes, pattern: bytes = rb"<[^<>]*>|\"[^\"]*\"|[^<>\"]+") -> bytes:
        """An archive packed anew around a changed part; now and then changed as bytes."""
        if self.chance.random() < 0.25:
            return self.bytes_(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
        at = self.chance.randrange(len(parts))
        name, part = parts[at]
        way = self.chance.randrange(8)
        if way == 0:
            del parts[at]
        elif way == 1:
            parts.insert(0, (name, self.bytes_(part)))
        elif way == 2:
            parts[at] = (self.chance.choice(("../" + name, name.upper(), "x", "")), part)
        elif way == 3:
            parts[at] = (name, self.bytes_(part))
        else:
            parts[at] = (name, self.tokens(part, pattern))
        return packed(parts)

    def png(self, content: bytes) -> bytes:
        """A PNG some of whose chunks are changed, with their checksums made to fit."""
        at, chunks = 8, []
        while at + 12 <= len(content):
            (length,) = struct.unpack_from(">I", content, at)
            chunks.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + length]))
            at += 12 + length
        at = self.chance.randrange(len(chunks))
        kind, body = chunks[at]
        if self.chance.random() < 0.2:
            chunks.insert(self.chance.randrange(len(chunks)), (kind, body))
        chunks[at] = (kind, self.bytes_(body))
        return content[:8] + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in chunks
        )

    def tree(self, value: Any, depth: int = 0) -> Any:
        """A tree of JSON with one branch changed."""
        chance = self.chance
        if isinstance(value, dict) and value and chance.random() < 0.9:
            key = chance.choice(list(value))
            if chance.random() < 0.1:
                return {**{k: v for k, v in value.items() if k != key}, f"{key}x": value[key]}
            return {**value, key: self.tree(value[key], depth + 1)}
        if isinstance(value, list) and value and chance.random() < 0.9:
            at = chance.randrange(len(value))
            if chance.random() < 0.1:
                return value[:at] + value[at:] * 3
            return [*value[:at], self.tree(value[at], depth + 1), *value[at + 1 :]]
        return chance.choice(
            (
                None, True, -1, 0, 10**30, 1e308, -0.0, "", "x" * 3000, "\u202e", "\x00",
                "2020-02-30",
                [], {}, [[]] * 50, nested(300), "NaN", "1e999999", ["x", None, 5], {"typed": 5},
                {"typed": "12o", "language": "xx"}, "a/b", "../x", value, [value, value],
            )
        )  # fmt: skip


def nested(depth: int) -> Any:
    """A list in a list in a list."""
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def packed(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """An archive of these parts, with whatever names they have."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two parts with one name, which is what is wanted
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part)
    return kept.getvalue()


def as_json(mutate: Callable[[Any], Any], content: bytes) -> bytes:
    """JSON whose tree was changed."""
    return json.dumps(mutate(json.loads(content))).encode()
