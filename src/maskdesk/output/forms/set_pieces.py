"""Pieces of the papers about the set: the other pieces by title, number, pages and copies."""

from maskdesk.dossier.naming import row_name
from maskdesk.dossier.paths import NoSuchPlace
from maskdesk.dossier.sections import Dossier
from maskdesk.output.forms.form import Enclosure, Facts, Form, Reader, Signer
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Content, Printed
from maskdesk.rules.ground import filled, known


def form_of(one: Enclosure) -> Form | None:
    """The form of a piece; none for an annex."""
    # The registry lists the papers about the set too and is whole only once every form is there.
    from maskdesk.output.forms import FORMS

    return FORMS.get(one.form)


def reader_of(one: Enclosure) -> Reader:
    """On whose pile a piece lies; annexes go with the papers to the authority."""
    form = form_of(one)
    return form.reader if form is not None else "authority"


def for_reader(facts: Facts, reader: Reader) -> tuple[Enclosure, ...]:
    """The other pieces that lie on a reader's pile."""
    return tuple(
        one for one in facts.enclosures if reader_of(one) == reader and one.form != facts.form
    )


def is_paper(one: Enclosure) -> bool:
    """Whether a piece is printed; the others are files for another program."""
    return one.pages > 0


def places_of(one: Enclosure) -> tuple[tuple[Signer, int | None], ...]:
    """Who signs a piece, each with the page it is signed on where that is known."""
    form = form_of(one)
    signers = {signer.field: signer for signer in form.signers} if form is not None else {}
    pages: tuple[int | None, ...] = one.field_pages or (None,) * len(one.fields)
    return tuple(
        (signers[field], page)
        for field, page in zip(one.fields, pages, strict=True)
        if field in signers
    )


def title_of(one: Enclosure, dossier: Dossier, writing: Writing) -> Content:
    """What a piece is called and the row it is about; a file also by its name."""
    say = writing.catalogue.translate
    name = f"enclosures.{one.file}"
    pieces: list[str | Printed] = [writing.named(f"{name}.title", say(one.title))]
    if one.subject:
        try:
            about = row_name(dossier, one.subject, say, writing.language)
        except NoSuchPlace:
            about = ""
        if about:
            pieces += ["\n", writing.named(f"{name}.subject", about)]
    if not is_paper(one):
        pieces += ["\n", writing.named(f"{name}.file", one.file)]
    return tuple(pieces) if len(pieces) > 1 else pieces[0]


def number_of(one: Enclosure, writing: Writing) -> Content:
    """The number a piece bears, as it stands on the piece itself."""
    return _own(one, writing, "number")


def day_of(one: Enclosure, writing: Writing) -> Content:
    """The day a piece bears, as it stands on the piece itself."""
    return _own(one, writing, "day")


def pages_of(one: Enclosure, writing: Writing) -> Content:
    """How many pages a piece has; nothing for a file."""
    return writing.whole(f"enclosures.{one.file}.pages", one.pages) if is_paper(one) else ""


def settled(one: Enclosure, writing: Writing, name: str) -> Content:
    """What the clerk settled for a piece, such as its originals; an empty cell where nothing is."""
    return writing.field(f"papers[{one.paper}].{name}") if one.paper else ""


def sheets_to_print(one: Enclosure, facts: Facts) -> int | None:
    """Pages times originals and copies; none while it is not settled how many there are."""
    details = next((row for row in facts.dossier.papers if row.id == one.paper), None)
    if details is None or not (filled(details.originals) or filled(details.copies)):
        return None
    return one.pages * ((known(details.originals) or 0) + (known(details.copies) or 0))


def _own(one: Enclosure, writing: Writing, name: str) -> Content:
    form = form_of(one)
    if not is_paper(one):
        return ""
    paths = []
    at = (form.number_at if name == "number" else form.day_at) if form is not None else ""
    if at:
        paths.append(at.format(subject=one.subject))
    if one.paper:
        paths.append(f"papers[{one.paper}].{name}")
    try:
        return writing.first(*paths) if paths else ""
    except NoSuchPlace:
        return ""
