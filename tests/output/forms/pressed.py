"""What the tests of forms share: papers drawn from a dossier, read back as a reader would."""

import json
import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pypdfium2
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES, Language, load_catalogue
from maskdesk.law.reader import Law
from maskdesk.output.archive import archive_pdf
from maskdesk.output.forms.form import Facts, Form, PackagedFile
from maskdesk.output.ink import A4, MM
from maskdesk.output.paper import Press, places_to_sign
from maskdesk.output.sheet import Drawing
from maskdesk.rules.evaluate import check
from output.drawing import font_bytes, inked_box, text_of

_FORMS = Path(__file__).parents[3] / "resources" / "forms"
_MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=timezone(timedelta(hours=7)))
DAY = date(2020, 5, 6)


def wording_bytes(form: str, language: Language) -> bytes:
    return (_FORMS / f"{form}.{language}.toml").read_bytes()


@cache
def press() -> Press:
    return Press(font_bytes, wording_bytes, {one: load_catalogue(one) for one in LANGUAGES})


def pressed(
    form: Form,
    dossier: Dossier,
    law: Law | None = None,
    *,
    subject: str = "",
    files: tuple[PackagedFile, ...] = (),
    by: Press | None = None,
    told: Facts | None = None,
) -> Drawing:
    """A paper drawn from a dossier; `told` gives what else it may draw from, such as enclosures."""
    law = law or Law(packs=())
    report = check(dossier, law, DAY)
    facts = replace(
        told or Facts(dossier=dossier, report=report, form=form.id),
        dossier=dossier,
        report=report,
        form=form.id,
        subject=subject,
        files=files,
        packs=tuple(law),
        publishers=law.publishers,
    )
    return (by or press()).draw(form, facts, draft=False)


def words_of(drawing: Drawing) -> str:
    """All text of a paper without its spaces and line ends, which breaking puts anywhere."""
    return "".join("".join(text_of(drawing.pdf, n).split()) for n in range(drawing.pages))


def printed_at(drawing: Drawing, path: str) -> set[str]:
    return {one.text for one in drawing.placements if one.path == path}


def assert_values_stand_where_they_are_said_to(drawing: Drawing) -> None:
    found: dict[tuple[str, str], str] = {}
    with pypdfium2.PdfDocument(drawing.pdf) as document:
        pages = [page.get_textpage() for page in document]
        for one in drawing.placements:
            left, bottom, right, top = one.box
            text = pages[one.page].get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
            key = (one.path, one.text)
            # A hyphen that ends a line is read as this mark.
            found[key] = found.get(key, "") + "".join(text.replace("\x02", "-").split())
        for page in pages:
            page.close()
    for (path, text), read in found.items():
        # A value set in two fonts has a placement each; letters at the seam are read in both.
        letters = iter(read)
        missing = [one for one in "".join(text.split()) if one not in letters]
        assert not missing or text == "x", (path, text, read)


def assert_nothing_leaves_the_page(
    form: Form, drawing: Drawing, language: Language | None = None
) -> None:
    style = form.style_in(language or form.languages[0])
    for page in range(drawing.pages):
        left, _, right, top = inked_box(drawing.pdf, page)
        assert left >= style.left * MM - 1
        assert right <= A4[0] - style.right * MM + 1.5
        assert top <= A4[1] - style.top * MM + 2


def assert_archivable(form: Form, drawing: Drawing) -> None:
    archived = archive_pdf(
        drawing.pdf,
        title=form.title,
        language=form.languages[0],
        moment=_MOMENT,
        facts={"dossier": "SAMPLE"},
        places=places_to_sign(form, drawing),
    )
    assert archived.startswith(b"%PDF")


def keys_of(form: Form, language: Language) -> set[str]:
    return set(_texts(form, language))


def keys_never_printed(
    form: Form,
    dossiers: Iterable[Dossier],
    language: Language,
    law: Law | None = None,
    files: tuple[PackagedFile, ...] = (),
    told: Facts | None = None,
) -> set[str]:
    """The keys of a wording file whose words stand on none of these papers."""
    marks = {key: f"KEY{n:03}" for n, key in enumerate(_texts(form, language))}

    def marked(name: str, asked: Language) -> bytes:
        if asked != language:
            return wording_bytes(name, asked)
        texts = {
            key: marks[key] + "".join(re.findall(r"\{[a-z_]+\}", text))
            for key, text in _texts(form, language).items()
        }
        lines = [f"{key} = {json.dumps(text)}" for key, text in texts.items()]
        return "\n".join(["version = 1", "[texts]", *lines]).encode()

    noting = Press(font_bytes, marked, press().catalogues)
    drawings = [
        pressed(form, one, law, subject=subject, files=files, by=noting, told=told)
        for one in dossiers
        for subject in form.subjects(one)
    ]
    read = "".join(words_of(drawing) for drawing in drawings)
    return {key for key, mark in marks.items() if mark not in read}


def _texts(form: Form, language: Language) -> dict[str, str]:
    texts: dict[str, str] = tomllib.loads(wording_bytes(form.id, language).decode())["texts"]
    return texts
