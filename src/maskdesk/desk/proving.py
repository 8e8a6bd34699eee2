"""Proof of paper: whether a page in the hand is the page that was made, by the code at its foot."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

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
ReadData = Callable[[bytes], PaperData | None]

_TYPED = re.compile(r"(MD-[0-9A-Z]{5}-[0-9A-Z]{5})(?:[ /.-]+(\d{1,4}))?", re.IGNORECASE)
# Letters no code has, for the figures they are taken for.
_MISTAKEN = str.maketrans("OIL", "011")
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


class SeveralCodes(MaskDeskError):
    """A page that bears the codes of several."""

    problem = N_("Page {page} of {file} bears the codes of several pages.")
    way_out = N_("Scan each page alone; a code pasted on a page proves nothing.")


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
    """The codes of MaskDesk on the pages of a scan.

    Raises NoCode, SeveralCodes, NotAScan, TooMuchToRead.
    """
    marks: dict[int, Mark] = {}
    for found in codes_in(content, file):
        mark = _read(found.text)
        if mark is not None and marks.setdefault(found.page, mark) != mark:
            raise SeveralCodes(file=file, page=found.page)
    if not marks:
        raise NoCode(file=file)
    return tuple(marks.values())


def typed_mark(text: str) -> Mark:
    """A code typed from paper, with the page after it if there is one; raises NotACode."""
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        raise NotACode(code=text)
    code = f"MD-{match[1][3:].upper().translate(_MISTAKEN)}"
    return Mark(code=code, page=int(match[2]) if match[2] else None)


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


def prove(mark: Mark, packages: Iterable[Package], read_data: ReadData = data_in) -> PageProof:
    """Whether the page a code names was made, in one of these packages, as the code says.

    Papers made anew from the same version bear the same code: one that fits is enough.
    `read_data` reads what stands inside a paper; packages from elsewhere are read apart.
    """
    here: set[tuple[str, int]] = set()
    proofs: list[PageProof] = []
    for files in packages:
        manifest = read_manifest(files[MANIFEST])
        here.add((manifest.dossier, manifest.version))
        packed = next((one for one in manifest.papers if one.code == mark.code), None)
        if packed is not None:
            data = read_data(files.get(packed.file, b""))
            proofs.append(_compared(mark, packed, manifest, data))
    if not proofs:
        message, places = _stranger(mark, here)
        return PageProof(indication="not valid", message=message, places=places)
    proof = next((one for one in proofs if one.indication == "valid"), proofs[0])
    latest = max(version for _, version in here)
    if proof.indication == "valid" and mark.version is not None and mark.version < latest:
        message = N_(
            "The code is that of this page as it was made for version {version}; papers of "
            "version {latest} were made since: compare what it says."
        )
        proof = replace(proof, message=message, places={"version": mark.version, "latest": latest})
    return proof


def _stranger(mark: Mark, here: set[tuple[str, int]]) -> tuple[str, dict[str, object]]:
    """Why no paper here bears a code: of another dossier, of another version, or of none."""
    if mark.dossier and mark.dossier not in {dossier for dossier, _ in here}:
        return N_("This page belongs to another dossier: {dossier}."), {"dossier": mark.dossier}
    if mark.version is not None and mark.version not in {version for _, version in here}:
        message = N_("This page belongs to version {version}, of which no papers are here.")
        return message, {"version": mark.version}
    return N_("No paper with the code {code} was made here."), {"code": mark.code}


def _compared(mark: Mark, packed: Packed, manifest: Manifest, data: PaperData | None) -> PageProof:
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
