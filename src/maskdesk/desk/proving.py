"""Proof of paper: whether a page in the hand is the page that was made, by the code at its foot."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from maskdesk.desk.manifest import MANIFEST, Manifest, Packed, read_manifest
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.paper_data import PaperData, data_in
from maskdesk.desk.sealed import sealed_folder
from maskdesk.errors import MaskDeskError
from maskdesk.intake.scan import codes_in
from maskdesk.language import N_
from maskdesk.output.paper import PROOF_MARK

Indication = Literal["valid", "cannot tell", "not valid"]
Package = Mapping[str, bytes]

_TYPED = re.compile(r"(MD-[0-9A-Z]{5}-[0-9A-Z]{5})(?:[ /.-]+(\d{1,4}))?", re.IGNORECASE)
# Mark, at least one part of the dossier's name, version, code, page, digest.
_LEAST_PARTS = 6


class NoCode(MaskDeskError):
    """A scan on which no code of MaskDesk was found."""

    problem = N_("No code of MaskDesk was found on {file}.")
    way_out = N_("Scan the whole page straight at 200 dpi or more, or type the code at its foot.")


class NotACode(MaskDeskError):
    """Something typed that is not a code at the foot of a page."""

    problem = N_("“{code}” is not a code as it stands at the foot of a page.")
    way_out = N_("Type it as printed, such as MD-1A2B3-4C5D6, and the page number after it.")


class Mark(Struct, frozen=True, kw_only=True):
    """What a code says; a typed one names neither dossier nor digest, and maybe no page."""

    code: str
    page: int | None = None
    digest: str = ""
    dossier: str = ""
    version: int | None = None


class Made(Struct, frozen=True, kw_only=True):
    """The paper of a package that bears a code."""

    packed: Packed
    data: PaperData


class PageProof(Struct, frozen=True, kw_only=True):
    """Whether a page is one that was made, and what it printed, to compare with the page in hand.

    `message` is a message id with `places`; `made` is the paper that bears the code, if any does.
    """

    indication: Indication
    message: str
    places: dict[str, object] = {}
    made: Made | None = None
    page: int | None = None
    printed: tuple[tuple[str, str], ...] = ()


def marks_on(content: bytes, file: str) -> tuple[Mark, ...]:
    """The codes of MaskDesk on the pages of a scan; raises NoCode, NotAScan, TooMuchToRead."""
    marks = tuple(mark for found in codes_in(content, file) if (mark := _read(found.text)))
    if not marks:
        raise NoCode(file=file)
    return marks


def typed_mark(text: str) -> Mark:
    """A code typed from paper, with the page after it if there is one; raises NotACode."""
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        raise NotACode(code=text)
    return Mark(code=match[1].upper(), page=int(match[2]) if match[2] else None)


def packages_of(opened: OpenDossier) -> Iterator[Package]:
    """Every package that was made from a dossier, the latest first."""
    for version in reversed(opened.versions):
        folder = f"{sealed_folder(version)}papers/"
        numbers = {name.split("/")[3] for name in opened.container.under(folder)}
        for number in sorted(numbers, key=int, reverse=True):
            inside = f"{folder}{number}/"
            yield {
                name.removeprefix(inside): opened.container.read(name)
                for name in opened.container.under(inside)
            }


def prove(mark: Mark, packages: Iterable[Package]) -> PageProof:
    """Whether the page a code names was made, in one of these packages, as the code says."""
    dossiers: set[str] = set()
    for files in packages:
        manifest = read_manifest(files[MANIFEST])
        dossiers.add(manifest.dossier)
        packed = next((one for one in manifest.papers if one.code == mark.code), None)
        if packed is not None:
            return _compared(mark, packed, manifest, files.get(packed.file, b""))
    if mark.dossier and mark.dossier not in dossiers:
        message = N_("This page belongs to another dossier: {dossier}.")
        return PageProof(indication="not valid", message=message, places={"dossier": mark.dossier})
    message = N_("No paper with the code {code} was made here.")
    return PageProof(indication="not valid", message=message, places={"code": mark.code})


def _compared(mark: Mark, packed: Packed, manifest: Manifest, pdf: bytes) -> PageProof:
    data = data_in(pdf)
    if data is None or data.code != mark.code:
        message = N_("The paper kept as {file} cannot be read.")
        return PageProof(indication="cannot tell", message=message, places={"file": packed.file})
    made = Made(packed=packed, data=data)
    if mark.page is not None and not 1 <= mark.page <= len(data.pages):
        message = N_("This paper has {count} pages; there is no page {page}.")
        places: dict[str, object] = {"count": len(data.pages), "page": mark.page}
        return PageProof(indication="not valid", message=message, places=places, made=made)
    pages = data.pages if mark.page is None else (data.pages[mark.page - 1],)
    indication, message = _verdict(mark, data, manifest, pages[0].digest)
    return PageProof(
        indication=indication,
        message=message,
        made=made,
        page=mark.page,
        printed=tuple(pair for page in pages for pair in page.printed.items()),
    )


def _verdict(
    mark: Mark, data: PaperData, manifest: Manifest, digest: str
) -> tuple[Indication, str]:
    if not mark.digest:
        return "cannot tell", N_("This code was given to a paper: compare what stands on it.")
    here = mark.dossier in (data.dossier, "-") and mark.version == manifest.version
    if here and mark.digest == digest:
        return "valid", N_("The code is that of this page as it was made: compare what it says.")
    return "not valid", N_("The code names a page that was made with other content.")


def _read(text: str) -> Mark | None:
    """A code as `output.paper.proof_of` and the sheet wrote it; None for any other."""
    parts = text.split(" ")
    if len(parts) < _LEAST_PARTS or parts[0] != PROOF_MARK:
        return None
    *dossier, version, code, page, digest = parts[1:]
    if not (version.isdecimal() and page.isdecimal()):
        return None
    return Mark(
        code=code, page=int(page), digest=digest, dossier=" ".join(dossier), version=int(version)
    )
