"""What the tests of the whole set share: every paper of a sample drawn, and read back by place."""

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import get_args

import pypdfium2
from msgspec import Struct

from maskdesk.desk.office import Office
from maskdesk.desk.plan import PlannedPaper, plan
from maskdesk.dossier import codec
from maskdesk.dossier.sections import Dossier
from maskdesk.output.forms import FORMS
from maskdesk.output.forms.form import About, Enclosure, Facts, PackagedFile
from maskdesk.output.paper import places_to_sign
from maskdesk.output.sheet import Drawing, Placement
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.ground import known
from maskdesk.store.resources import resource_path

SAMPLES = sorted(path.parent.name for path in resource_path("samples").glob("*/dossier.json"))


class DrawnPaper(Struct, frozen=True, kw_only=True):
    """One paper of a sample with the facts it was drawn from."""

    planned: PlannedPaper
    facts: Facts
    drawing: Drawing

    @property
    def name(self) -> str:
        """How a failing test calls it."""
        return f"{self.facts.dossier.id} {self.facts.form} {self.facts.subject}".strip()


@cache
def office() -> Office:
    return Office()


def dossier_of(name: str) -> Dossier:
    return codec.read((resource_path(f"samples/{name}") / "dossier.json").read_bytes())


def day_of(dossier: Dossier) -> date:
    """The day a sample is for: that of its declaration."""
    day = known(dossier.customs.declarations[0].planned)
    assert day is not None
    return day


def planned_papers(dossier: Dossier, report: Report | None = None) -> tuple[PlannedPaper, ...]:
    return plan(dossier, report or _report(dossier), office().customary)


def _report(dossier: Dossier) -> Report:
    return check(dossier, office().law, day_of(dossier))


@cache
def papers_of(name: str) -> tuple[DrawnPaper, ...]:
    return draw_set(dossier_of(name))


def draw_set(
    dossier: Dossier, before: Dossier | None = None, replaced: tuple[Enclosure, ...] = ()
) -> tuple[DrawnPaper, ...]:
    """Every paper of a dossier, drawn as if it were made."""
    ranks = get_args(About)
    report = _report(dossier)
    papers = [one for one in planned_papers(dossier, report) if one.makeable]
    drawn: dict[int, DrawnPaper] = {}
    for position, planned in sorted(
        enumerate(papers, start=1), key=lambda one: ranks.index(FORMS[one[1].form].about)
    ):
        form = FORMS[planned.form]
        declarations = dossier.customs.declarations
        whole_set = form.about in ("set", "pile")
        facts = Facts(
            dossier=dossier,
            report=report,
            form=form.id,
            subject=planned.subject,
            seal="0" * 64,
            declaration=declarations[0] if len(declarations) == 1 else None,
            packs=tuple(office().law),
            enclosures=tuple(_enclosures(drawn)) if whole_set else (),
            files=tuple(_files(drawn)) if form.about == "package" else (),
            before=before if whole_set else None,
            replaced=replaced if whole_set else (),
        )
        drawing = office().press.draw(form, facts, draft=False)
        drawn[position] = DrawnPaper(planned=planned, facts=facts, drawing=drawing)
    return tuple(drawn[position] for position in sorted(drawn))


def _enclosures(drawn: dict[int, DrawnPaper]) -> Iterator[Enclosure]:
    for position, paper in sorted(drawn.items()):
        form = FORMS[paper.facts.form]
        places = places_to_sign(form, paper.drawing)
        yield Enclosure(
            form=form.id,
            title=form.title,
            file=f"{position:02}-{form.id}.pdf",
            subject=paper.facts.subject,
            paper=paper.facts.details.id if paper.facts.details is not None else "",
            pages=paper.drawing.pages,
            way="ink" if paper.planned.finish == "ink" else "signed",
            fields=tuple(place.field for place in places),
            field_pages=tuple(place.page + 1 for place in places),
        )


def _files(drawn: dict[int, DrawnPaper]) -> Iterator[PackagedFile]:
    for position, paper in sorted(drawn.items()):
        digest = hashlib.sha256(paper.drawing.pdf).hexdigest()
        yield PackagedFile(name=f"{position:02}-{paper.facts.form}.pdf", sha256=digest)


# Reading back.


class Glyph(Struct, frozen=True):
    """One letter on a page, with its box in PDF points; no space."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@cache
def glyphs(pdf: bytes) -> tuple[tuple[Glyph, ...], ...]:
    """The letters of each page in the order they were drawn."""
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            found = []
            for n in range(text.count_chars()):
                # A hyphen at the end of a line is read as a mark that it may be a break.
                letter = text.get_text_range(n, 1).replace("\ufffe", "-")
                if letter.strip():
                    found.append(Glyph(letter, *text.get_charbox(n, loose=True)))
            pages.append(tuple(found))
            text.close()
    return tuple(pages)


def not_placed(paper: DrawnPaper) -> Iterator[str]:
    """The stretches of letters that stand on a page but in no value's place.

    A stretch ends where a value stands, the line ends, or white is left wider than a space.
    """
    for n, page in enumerate(glyphs(paper.drawing.pdf)):
        placements = [one for one in paper.drawing.placements if one.page == n]
        stretch, last = "", None
        for glyph in page:
            explained = any(stands_in(glyph, one) for one in placements)
            size = glyph.top - glyph.bottom
            parted = last is not None and (
                abs(last.bottom - glyph.bottom) > size / 2
                or not -size / 2 < glyph.left - last.right < size
            )
            if stretch and (explained or parted):
                yield stretch
                stretch = ""
            if not explained:
                stretch += glyph.text
            last = glyph
        if stretch:
            yield stretch


def stands_in(glyph: Glyph, placement: Placement) -> bool:
    left, bottom, right, top = placement.box
    middle = (glyph.left + glyph.right) / 2
    return (
        left - 0.1 <= middle <= right + 0.1
        and bottom - 0.1 <= (glyph.bottom + glyph.top) / 2 <= top + 0.1
    )


def without_spaces(text: str) -> str:
    return "".join(text.split())
