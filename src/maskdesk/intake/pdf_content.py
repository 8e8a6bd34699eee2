"""What a foreign PDF would do if somebody opened it: found and named, never done.

Runs in the reader alone.
"""

from collections.abc import Iterator
from typing import Final

import pikepdf

from maskdesk.intake.pages import TooLarge

_MOST_OBJECTS: Final = 500_000
_MOST_NAMES: Final = 5
_LONGEST_NAME: Final = 60

# Types of action (ISO 32000-2, table 201) and what they do to who opens the file.
_ACTIONS: Final = {
    "/Launch": "program",
    "/JavaScript": "script",
    "/SubmitForm": "form-submit",
    "/ImportData": "form-import",
    "/GoToR": "other-file",
    "/GoToE": "other-file",
    "/Thread": "other-file",
    "/URI": "address",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/GoTo3DView": "media",
    "/RichMediaExecute": "media",
}
# Kinds of annotation that play something.
_MEDIA: Final = ("/Movie", "/Sound", "/Screen", "/3D", "/RichMedia")


def remarks_on(paper: pikepdf.Pdf) -> list[tuple[str, dict[str, str]]]:
    """The codes of what stands in a PDF, each once, with the places of its sentence."""
    codes: set[str] = set()
    files: list[str] = []
    for number, one in enumerate(paper.objects):
        if number > _MOST_OBJECTS:
            raise TooLarge
        for part in _parts(one):
            codes.update(_codes_of(part))
            if "/EF" in part:
                files.append(_name_of(part))
    if paper.get_warnings():
        codes.add("repaired")
    found: list[tuple[str, dict[str, str]]] = [(code, {}) for code in _ORDER if code in codes]
    if files:
        shown = ", ".join(sorted(set(files))[:_MOST_NAMES])
        found.append(("embedded", {"files": shown}))
    return found


_ORDER: Final = (
    *dict.fromkeys(_ACTIONS.values()),
    "dynamic-form",
    "signed",
    "repaired",
)


def _parts(one: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every dictionary that stands directly in an object; what it refers to is looked at itself."""
    waiting = [one]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            waiting.extend(inner for inner in part if _is_inside(inner))
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            entries = part.stream_dict if isinstance(part, pikepdf.Stream) else part
            waiting.extend(inner for inner in entries.as_dict().values() if _is_inside(inner))


def _is_inside(value: object) -> bool:
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect


def _codes_of(part: pikepdf.Object) -> Iterator[str]:
    action = str(part.get("/S", ""))
    if action in _ACTIONS:
        yield _ACTIONS[action]
    if "/JS" in part or "/JavaScript" in part:
        yield "script"
    if "/XFA" in part:
        yield "dynamic-form"
    if str(part.get("/Subtype", "")) in _MEDIA:
        yield "media"
    if isinstance(part, pikepdf.Stream) and "/F" in part:
        yield "other-file"  # the stream's content stands in a file elsewhere
    if "/ByteRange" in part:
        yield "signed"


def _name_of(specification: pikepdf.Object) -> str:
    name = str(specification.get("/UF", specification.get("/F", "?")))
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain[:_LONGEST_NAME] or "?"
