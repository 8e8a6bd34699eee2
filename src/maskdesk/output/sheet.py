"""The sheet every form is set on: pages, their furniture, and where each value was printed."""

import hashlib

import msgspec

from maskdesk.output.blocks import Heading, NewPage, Paragraph, Title
from maskdesk.output.ink import A4, MM, Diagonal, Page, Strip, paint
from maskdesk.output.page_style import PageStyle, PaperLanguage, words_for
from maskdesk.output.paging import break_pages
from maskdesk.output.qr_code import qr_squares
from maskdesk.output.setting import Block, Content, Frame, Look, SetText, pieces_of, set_text
from maskdesk.output.typeface import Typefaces

Box = tuple[float, float, float, float]


class Placement(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a value stands: page from 0, box (left, bottom, right, top) in PDF points.

    A value that runs over lines has one placement a line, each with the whole text.
    """

    page: int
    box: Box
    path: str
    text: str


class SignatureBox(msgspec.Struct, frozen=True, kw_only=True):
    """Where a signature is to stand: field name, page from 0, box in PDF points."""

    name: str
    page: int
    box: Box


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A drawn paper: the PDF, where each value stands, where it is signed, how many pages."""

    pdf: bytes
    placements: tuple[Placement, ...]
    places: tuple[SignatureBox, ...]
    pages: int


class DrawnPages(msgspec.Struct, frozen=True, kw_only=True):
    """A drawn paper to be looked at in another process: where values stand is packed by page.

    A paper of a thousand pages has hundreds of thousands of values, and few pages are looked at.
    """

    pdf: bytes
    packed: tuple[bytes, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.packed)

    def placements(self, page: int) -> tuple[Placement, ...]:
        """Where each value of a page stands."""
        return msgspec.msgpack.decode(self.packed[page], type=tuple[Placement, ...])

    def first(self, path: str) -> Placement | None:
        """The first place where the value of a field stands; None if it stands on no page."""
        word = path.encode()
        pages = (n for n, packed in enumerate(self.packed) if word in packed)
        return next((one for n in pages for one in self.placements(n) if one.path == path), None)


def drawn_pages(drawing: Drawing) -> DrawnPages:
    """A drawing with its values packed by page."""
    on_page: list[list[Placement]] = [[] for _ in range(drawing.pages)]
    for placement in drawing.placements:
        on_page[placement.page].append(placement)
    return DrawnPages(pdf=drawing.pdf, packed=tuple(map(msgspec.msgpack.encode, on_page)))


class Sheet:
    """Paper to add blocks to; `finish` breaks it into pages and draws them.

    code:  the short code at the foot by which a scan is matched; empty switches it off
    proof: what the QR code of each page begins with (dossier, version, paper); the page and the
           digest of what it prints are added. Empty leaves the QR code out.
    draft: paints the word across every page and says at the top that it is not to be handed in
    """

    def __init__(
        self,
        faces: Typefaces,
        style: PageStyle,
        *,
        languages: tuple[PaperLanguage, ...] = ("en",),
        title: str = "",
        code: str = "",
        proof: str = "",
        small_print: Content = "",
        draft: bool = False,
    ) -> None:
        self._faces = faces
        self._style = style
        self._languages = languages
        self._words = words_for(languages)
        self._title = title
        self._code = code
        self._proof = proof
        self._small_print = small_print
        self._draft = draft
        self._strips: list[Strip] = []
        self._overflows: list[tuple[Content, Content]] = []
        width = A4[0] - (style.left + style.right) * MM
        self._frame = Frame(faces, style, self._words, style.left * MM, width, self._take_overflow)

    def add(self, *blocks: Block) -> None:
        """Set blocks one under the other; raises NotPrintable."""
        for block in blocks:
            self._strips.extend(block.strips(self._frame))

    def finish(self) -> Drawing:
        """Break into pages, number them and draw."""
        strips = [*self._strips, *self._continuation()]
        small_print = self._set_small_print()
        foot = _FOOT_EDGE + small_print.height + _FOOT_SIZE * 1.25 + 2 * MM
        bottom = max(self._style.bottom * MM, foot)
        pages = break_pages(strips, A4[1] - self._style.top * MM, bottom)
        placements = tuple(
            Placement(
                page=n,
                box=(mark.left, top - mark.bottom, mark.right, top - mark.top),
                path=mark.path,
                text=mark.text,
            )
            for n, page in enumerate(pages)
            for top, strip in page
            for mark in strip.marks
        )
        digests = page_digests(placements, len(pages))
        whole = tuple(
            Page((*page, *self._furniture(n, digests, small_print)), self._diagonal())
            for n, page in enumerate(pages)
        )
        pdf = paint(self._faces, whole, title=self._title, language=self._languages[0])
        places = (
            SignatureBox(
                name=place.name,
                page=n,
                box=(place.left, top - place.bottom, place.right, top - place.top),
            )
            for n, page in enumerate(pages)
            for top, strip in page
            for place in strip.places
        )
        return Drawing(pdf=pdf, placements=placements, places=tuple(places), pages=len(pages))

    def _take_overflow(self, caption: Content, text: Content) -> int:
        self._overflows.append((caption, text))
        return len(self._overflows)

    def _continuation(self) -> list[Strip]:
        if not self._overflows:
            return []
        blocks: list[Block] = [
            NewPage(),
            Title(text=self._words.continuation, subject=self._title or None),
        ]
        for n, (caption, text) in enumerate(self._overflows, start=1):
            item = self._words.item.format(n=n)
            label: Content = (f"{item}{self._words.colon}", *pieces_of(caption))
            blocks += [Heading(label), Paragraph(text=text, align="left", indent=False)]
        return [strip for block in blocks for strip in block.strips(self._frame)]

    def _set_small_print(self) -> SetText:
        look = Look(size=_FOOT_SIZE, leading=_FOOT_SIZE * 1.25, grey=0.25)
        right = _QR + 4 * MM if self._proof else 0.0
        return set_text(self._frame.faces, self._small_print, self._frame.width - right, look)

    def _furniture(
        self, n: int, digests: tuple[str, ...], small_print: SetText
    ) -> tuple[tuple[float, Strip], ...]:
        line = _FOOT_SIZE * 1.25
        parts = [(_FOOT_EDGE + line, self._last_line(n, len(digests)))]
        if self._small_print:
            letters, _ = small_print.place(self._frame.left, 0)
            strip = Strip(height=small_print.height, letters=tuple(letters))
            parts.append((_FOOT_EDGE + line + small_print.height, strip))
        if self._proof:
            left = self._frame.left + self._frame.width - _QR
            squares = qr_squares(f"{self._proof} {n + 1} {digests[n]}", left, _QR)
            parts.append((_FOOT_EDGE + _QR, Strip(height=_QR, fills=(squares,))))
        if self._draft:
            parts.append((A4[1] - 7 * MM, self._draft_line()))
        return tuple(parts)

    def _last_line(self, n: int, count: int) -> Strip:
        """Page n of m in the middle, the code right of it."""
        frame = self._frame
        look = Look(size=_FOOT_SIZE, leading=_FOOT_SIZE * 1.25, align="centre", grey=0.25)
        number = self._words.page.format(n=n + 1, m=count)
        letters, _ = set_text(frame.faces, number, frame.width, look).place(frame.left, 0)
        if self._code:
            right = frame.width - (_QR + 2 * MM if self._proof else 0.0)
            look = msgspec.structs.replace(look, align="right")
            letters += set_text(frame.faces, self._code, right, look).place(frame.left, 0)[0]
        return Strip(height=look.leading, letters=tuple(letters))

    def _draft_line(self) -> Strip:
        look = Look(size=8, leading=10, style="bold", align="centre", grey=0.35)
        text = set_text(self._frame.faces, self._words.draft_note, self._frame.width, look)
        return Strip(height=10, letters=tuple(text.place(self._frame.left, 0)[0]))

    def _diagonal(self) -> Diagonal | None:
        if not self._draft:
            return None
        runs = self._faces.runs(self._words.draft, "bold")
        share = self._faces.width(self._words.draft, "bold", 1)
        size = min(170.0, 620 / share)
        return Diagonal(runs, size, share * size, 0.9)


def page_digests(placements: tuple[Placement, ...], pages: int) -> tuple[str, ...]:
    """What each page's facts come to: the first twelve hex digits of a SHA-256 over its values.

    The values go in with their paths, in the order they stand on the page.
    """
    facts: list[list[tuple[str, str]]] = [[] for _ in range(pages)]
    for placement in placements:
        facts[placement.page].append((placement.path, placement.text))
    return tuple(
        hashlib.sha256(msgspec.json.encode(values)).hexdigest()[:_DIGITS] for values in facts
    )


_QR = 14 * MM
# Enough that nobody meets another page of the same digest by chance; short, so that the code stays
# coarse enough for an office scanner.
_DIGITS = 12
_FOOT_EDGE = 7 * MM
_FOOT_SIZE = 7.0
