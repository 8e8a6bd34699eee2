"""The whole set of papers: each form is made somewhere, and nothing on a page came from nowhere."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from maskdesk.desk.delivering import remembering
from maskdesk.desk.making import Making, Submission, make_submission
from maskdesk.desk.opening import OpenDossier, of_container
from maskdesk.desk.replacing import wrong_papers
from maskdesk.desk.sealing import acknowledge, seal
from maskdesk.dossier.fields import Field
from maskdesk.dossier.kinds import Day
from maskdesk.dossier.paths import describe, get
from maskdesk.dossier.sections import Dossier, Paper
from maskdesk.language import LANGUAGES
from maskdesk.output.annexes import ANNEXES
from maskdesk.output.forms import FORMS
from maskdesk.output.forms.writing import Writing
from maskdesk.output.identity import Identity, new_practice_identity, open_identity
from maskdesk.output.ink import A4, MM
from maskdesk.output.paper import places_to_sign
from maskdesk.output.setting import UNFILLED
from maskdesk.output.sheet import Drawing, Placement
from maskdesk.rules.evaluate import check
from maskdesk.rules.ground import known
from maskdesk.rules.holding import to_look_at
from maskdesk.store.folder import pack
from maskdesk.store.resources import resource_path
from output import pki
from samples.explaining import unexplained, wording
from samples.sets import (
    SAMPLES,
    DrawnPaper,
    Glyph,
    day_of,
    dossier_of,
    draw_set,
    glyphs,
    office,
    papers_of,
    stands_in,
    without_spaces,
)

DEMO = "viet-nam-2020-05-06"
LARGEST = "viet-nam-2020-04-20"
AMENDED = "amended"
SETS = (*SAMPLES, AMENDED)
PASSPHRASE = "mật khẩu SAMPLE 样例"

every_set = pytest.mark.parametrize("name", SETS)


def drawn(name: str) -> tuple[DrawnPaper, ...]:
    return amended_papers() if name == AMENDED else papers_of(name)


# Every form.


def test_every_form_is_made_in_a_sample() -> None:
    made = {paper.facts.form for name in SETS for paper in drawn(name)}
    assert made == set(FORMS)


def test_most_papers_of_a_set_are_in_the_largest_sample() -> None:
    assert len(papers_of(LARGEST)) == max(len(papers_of(name)) for name in SAMPLES)


def test_what_is_settled_for_a_paper_reaches_it() -> None:
    """Every row of papers is about a paper that is made."""
    settled = {
        (name, str(one.form), known(one.subject) or "")
        for name in SAMPLES
        for one in dossier_of(name).papers
    }
    made = {(name, one.facts.form, one.facts.subject) for name in SAMPLES for one in drawn(name)}
    assert not settled - made


def test_the_request_to_the_producer_asks_for_the_report_that_is_missing() -> None:
    papers = [one for one in drawn("viet-nam-2020-04-20-short") if one.planned.reason == "wished"]
    (request,) = (one for one in papers if one.facts.subject == "producers[partner]")
    asked = {one.path for one in request.drawing.placements if one.path.startswith("sum:finding.")}
    assert asked == {"sum:finding.eu-2020-403/lot-report"}


# Facts are entered once.


@every_set
def test_every_word_is_a_value_in_its_place_or_wording(name: str) -> None:
    found = {paper.name: list(unexplained(paper)) for paper in drawn(name)}
    assert not {paper: words for paper, words in found.items() if words}


@every_set
def test_a_value_in_its_place_is_what_its_field_says(name: str) -> None:
    for paper in drawn(name):
        shown = _Shown(paper)
        strange = [one for one in paper.drawing.placements if not shown.says(one)]
        assert not strange, paper.name


class _Shown:
    """What the fields of a paper's dossier may print, in every language and length."""

    def __init__(self, paper: DrawnPaper) -> None:
        self._paper = paper
        catalogues = office().press.catalogues
        self._writings = [Writing(paper.facts, {}, catalogues, (one,)) for one in LANGUAGES]
        form = FORMS[paper.facts.form]
        languages = form.languages_for(paper.facts.dossier)
        self._wording = {text for one in languages for text in wording(form.id, one)}

    def says(self, placement: Placement) -> bool:
        path, text = placement.path, placement.text
        if path.startswith("sum:"):
            return _SUMS.fullmatch(path) is not None
        if text in ("", UNFILLED):
            return True
        described = describe(path)
        value = get(self._paper.facts.dossier, path)
        if not isinstance(described, Field):
            return False
        own = {one.field(path).text for one in self._writings}
        if isinstance(described.kind, Day):
            own |= {one.day(path).text for one in self._writings}
        if path.endswith(("language", "label_languages")):
            own |= {one.languages_named(path).text for one in self._writings}
        if isinstance(value, tuple):
            own |= {str(one) for one in value}
        if path.endswith("position"):  # Vietnamese offices sign in capitals.
            own |= {one.upper() for one in own}
        if path.endswith(".unit"):  # Both languages of a declaration.
            own |= {"个/pcs"}
        return (
            text in own
            or text == str(value)
            # A tick, or words chosen by what stands in the field.
            or (text == "x" and value is not None)
            or text in self._wording
            # The numbers of the goods lines a certificate covers.
            or (path.endswith(".goods") and re.fullmatch(r"\d+([-,] ?\d+)*", text) is not None)
        )


# What a paper may reckon or repeat from elsewhere under a name of its own.
_SUMS = re.compile(
    r"sum:(?:"
    r"goods\.(?:pieces_declared|medical_masks_declared|pieces_for_export_only|packages|net_kg"
    r"|gross_kg|volume_m3|amount|lots\.pieces)"
    r"|goods\[[^\]]+\]\.amount|customs\..+"
    r"|support\.(?:counted|left|pieces_pledged|pieces_delivered)"
    r"|support\.share\.(?:counted|declared|required|share_reached|share_required|short)"
    r"|producers\.(?:lines|lines\.pieces_per_day|opening_stock)|output\.export_share"
    r"|certificates\.earliest_expiry|evidence\..+\.translation"
    r"|enclosures\..+|set\..+|replaced\..+|changes.*|before\..+|names\..+"
    r"|finding\.[a-z0-9-]+/[a-z0-9-]+|head\.version|checked|seal"
    r")"
)


# Numbers agree.


_QUANTITIES = re.compile(r"pieces|packages|_kg|_m3|amount|price|value")
# What is left of one facility, what a finding says, what an earlier version printed.
_OWN = re.compile(r"sum:(?:support\.left|finding|changes|before)")


@every_set
def test_numbers_agree_across_papers(name: str) -> None:
    printed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for paper in drawn(name):
        for one in paper.drawing.placements:
            if _QUANTITIES.search(one.path) and not _OWN.match(one.path):
                printed[one.path][_digits(one.text)].add(paper.name)
    differing = {path: dict(found) for path, found in printed.items() if len(found) > 1}
    assert not differing


@every_set
def test_sums_are_what_the_lines_come_to(name: str) -> None:
    papers = drawn(name)
    expected = {f"sum:{key}": value for key, value in sums_of(papers[0].facts.dossier).items()}
    found = {
        (one.path, _digits(one.text))
        for paper in papers
        for one in paper.drawing.placements
        if one.path in expected
    }
    assert found
    assert found == {(path, _digits(str(expected[path]))) for path, _ in found}


_MEASURES = ("packages", "net_kg", "gross_kg", "volume_m3")


@every_set
def test_annexes_and_the_file_for_customs_say_the_same(name: str) -> None:
    dossier = drawn(name)[0].facts.dossier
    sums = sums_of(dossier)
    in_annexes = set(_numbers_in_annexes(dossier))
    expected = {float(sums[f"goods.{key}"]) for key in ("pieces_declared", *_MEASURES)}
    for key in ("pieces_pledged", "pieces_delivered") if dossier.support else ():
        expected.add(float(_total(getattr(row, key) for row in dossier.support)))
    assert expected <= in_annexes
    for paper in drawn(name):
        beside = FORMS[paper.facts.form].beside
        for content in (beside(paper.facts) if beside is not None else {}).values():
            rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
            assert sum(int(row["pieces"]) for row in rows) == sums["goods.pieces_declared"]
            for column in ("packages", "net_kg", "gross_kg"):
                lines = sum(Decimal(row[f"line_{column}"]) for row in rows)
                assert Decimal(rows[0][column]) == sums[f"goods.{column}"] == lines
            assert Decimal(rows[0]["amount"]) == sums["goods.amount"]
            codes = [str(line.hs_origin) for line in dossier.goods]
            assert [row["hs_code"].replace(".", "") for row in rows] == [
                code.replace(".", "") for code in codes
            ]


def sums_of(dossier: Dossier) -> dict[str, Decimal]:
    """The sums of a dossier with one declaration, reckoned here once more."""
    declared = {
        str(one.line): Decimal(known(one.pieces) or 0)
        for declaration in dossier.customs.declarations
        for one in declaration.lines
    }
    sums = {
        "goods.pieces_declared": sum(declared.values(), Decimal(0)),
        "goods.amount": sum(
            (declared[one.id] * (known(one.unit_price) or Decimal(0)) for one in dossier.goods),
            Decimal(0),
        ).quantize(Decimal("0.01")),
        "goods.lots.pieces": _total(lot.pieces for one in dossier.goods for lot in one.lots),
    }
    for key in _MEASURES:
        sums[f"goods.{key}"] = _total(getattr(line, key) for line in dossier.goods)
    # What does not count stands apart on the paper.
    counting = [
        row
        for row in dossier.support
        if (row.kind, row.product) == ("health-facility", "medical-mask")
    ]
    for key in ("pieces_pledged", "pieces_delivered"):
        sums[f"support.{key}"] = _total(getattr(row, key) for row in counting)
    return sums


def _total(values: Iterable[object]) -> Decimal:
    return sum((Decimal(one) for one in values if isinstance(one, int | Decimal)), Decimal(0))


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _numbers_in_annexes(dossier: Dossier) -> Iterator[float]:
    for annex in ANNEXES.values():
        if not annex.concerns(dossier):
            continue
        content = annex.write(dossier, office().catalogue("en"), _moment(dossier), draft=False)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheet_names:
            for row in book.get_sheet_by_name(sheet).to_python():
                yield from (float(cell) for cell in row if isinstance(cell, int | float))


# How the pages look.


@every_set
def test_nothing_is_cut_or_outside_the_margins(name: str) -> None:
    for paper in drawn(name):
        form, drawing = FORMS[paper.facts.form], paper.drawing
        style = form.style_in(form.languages_for(paper.facts.dossier)[0])
        for n, page in enumerate(glyphs(drawing.pdf)):
            where = f"{paper.name}, page {n + 1}"
            assert min(one.left for one in page) >= style.left * MM - 1, where
            assert max(one.right for one in page) <= A4[0] - style.right * MM + 2, where
            assert max(one.top for one in page) <= A4[1] - style.top * MM + 2, where
            assert min(one.bottom for one in page) >= 6 * MM, where
        assert not list(_cut(drawing)), paper.name


def _cut(drawing: Drawing) -> Iterator[tuple[str, str, str]]:
    """The values whose letters are not all to be read in their places, with what is."""
    read: dict[tuple[str, str], str] = defaultdict(str)
    pages = glyphs(drawing.pdf)
    for one in drawing.placements:
        letters = (glyph.text for glyph in pages[one.page] if stands_in(glyph, one))
        read[one.path, one.text] += "".join(letters)
    for (path, text), found in read.items():
        unread = iter(found)
        if text != "x" and any(one not in unread for one in without_spaces(text)):
            yield path, text, found


@every_set
def test_no_signature_stands_alone_on_a_page(name: str) -> None:
    for paper in drawn(name):
        pages = glyphs(paper.drawing.pdf)
        for place in places_to_sign(FORMS[paper.facts.form], paper.drawing):
            above = [one for one in pages[place.page] if one.bottom > place.box[3]]
            assert len(above) > 60, f"{paper.name}, {place.field}"


@every_set
def test_every_place_to_sign_is_on_the_paper(name: str) -> None:
    for paper in drawn(name):
        form = FORMS[paper.facts.form]
        places = {place.field for place in places_to_sign(form, paper.drawing)}
        assert places == {signer.field for signer in form.signers}, paper.name


@pytest.mark.parametrize("name", [LARGEST, "china-2020-05-06-kn95"])
def test_tables_repeat_their_heads(name: str) -> None:
    """With 120 lots no page begins with a lot: what stands above it stood a page earlier."""
    parted = 0
    for paper in draw_set(with_lots(dossier_of(name), 120)):
        pages = glyphs(paper.drawing.pdf)
        for n in range(1, len(pages)):
            (first, top), (_, earlier) = _lines(pages[n])[0], (0, _lines(pages[n - 1]))
            lots = [
                one.box
                for one in paper.drawing.placements
                if one.page == n and re.search(r"lots\[[^\]]+\]\.produced$", one.path)
            ]
            if not lots or max(box[3] for box in lots) < first - 40:
                continue
            parted += 1
            assert top in [text for _, text in earlier], f"{paper.name}, page {n + 1}"
    assert parted


def _lines(page: tuple[Glyph, ...]) -> list[tuple[float, str]]:
    """The lines of a page from the top: height of their feet, letters."""
    lines: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for one in page:
        lines[round(one.bottom)].append((one.left, one.text))
    return [
        (float(height), "".join(text for _, text in sorted(lines[height])))
        for height in sorted(lines, reverse=True)
    ]


def with_lots(dossier: Dossier, count: int) -> Dossier:
    """The dossier with the first line's pieces in many lots."""
    line, *others = dossier.goods
    each = (known(line.pieces_declared) or 0) // count
    lots = tuple(
        replace(line.lots[0], id=f"x{n}", number=f"LOT-{n:03}", pieces=each) for n in range(count)
    )
    return replace(dossier, goods=(replace(line, lots=lots), *others))


# Amended.


@cache
def amended_papers() -> tuple[DrawnPaper, ...]:
    before, opened = dossier_of(DEMO), handed_over()
    return draw_set(opened.dossier, before, wrong_papers(opened, office(), _moment(opened.dossier)))


@cache
def handed_over() -> OpenDossier:
    """The demonstration made once, then amended: half of a line waits."""
    opened = sealed(DEMO)
    submission = make_submission(opened, office(), Making(moment=_moment(opened.dossier)))
    opened = remembering(opened, submission, _moment(opened.dossier))
    return replace(opened, dossier=amended(opened.dossier))


def amended(dossier: Dossier) -> Dossier:
    line, *others = dossier.goods
    (declaration,) = dossier.customs.declarations
    declared = (replace(declaration.lines[0], pieces=2_000_000), *declaration.lines[1:])
    papers = tuple(
        Paper(id=form, form=form, number=number, day=day_of(dossier), originals=1, copies=1)
        for form, number in (("correction-letter", "ĐC-2020-003"), ("difference-sheet", "SS-2"))
    )
    return replace(
        dossier,
        head=replace(dossier.head, version=2, amends="Một nửa lô hàng chờ chuyến sau (MẪU)"),
        goods=(
            replace(
                line,
                pieces_declared=2_000_000,
                packages=1_000,
                lots=line.lots[:2],
                net_kg=Decimal("6400.0"),
                gross_kg=Decimal("8200.0"),
                volume_m3=Decimal("77.000"),
            ),
            *others,
        ),
        customs=replace(
            dossier.customs,
            vessel="MV SAMPLE EXPRESS, voyage 015W",
            declarations=(replace(declaration, lines=declared),),
        ),
        papers=(*dossier.papers, *papers),
    )


def test_an_amendment_names_the_wrong_papers_and_what_changed() -> None:
    opened = handed_over()
    dossier, moment = opened.dossier, _moment(opened.dossier)
    report = check(dossier, office().law, moment.date(), on=day_of(dossier))
    for finding in to_look_at(report, dossier):
        dossier = acknowledge(dossier, report, finding.key, "MẪU")
    opened = seal(
        replace(opened, dossier=dossier), office().law, moment, moment.date(), on=day_of(dossier)
    )
    submission = make_submission(opened, office(), Making(moment=moment))
    (letter,) = (name for name in submission.files if name.endswith("-correction-letter.pdf"))
    (sheet,) = (name for name in submission.files if name.endswith("-difference-sheet.pdf"))
    assert "2.000.000" in _text(submission.files[sheet])
    assert "4.000.000" in _text(submission.files[sheet])
    assert "21/2020/CK-MẪU" in _text(submission.files[letter])


def _text(pdf: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


# Made in one go.


def test_the_largest_set_is_made_in_one_go_and_again_the_same() -> None:
    opened = sealed(LARGEST)
    first = made(opened, practice())
    ways = {paper.form: paper.way for paper in first.manifest.papers}
    assert set(ways.values()) == {"signed", "ink"}
    settled = {str(one.form): str(one.finish) for one in opened.dossier.papers}
    for form, way in ways.items():
        if FORMS[form].exporter_signs and form != "counter-sheet":
            assert way == settled[form], form
    assert {(one.form, one.subject) for one in first.manifest.papers} == {
        (one.facts.form, one.facts.subject) for one in papers_of(LARGEST)
    }
    again = made(remembering(opened, first, _moment(opened.dossier)), practice())
    # An RSA signature follows from what is signed, so nothing differs at all.
    assert again.files == first.files


@pytest.mark.long
def test_with_an_elliptic_key_only_signatures_differ_and_what_hashes_them() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    opened = sealed(LARGEST)
    once, twice = (made(opened, pki.identity(pki.leaf(key=key), key)) for _ in range(2))
    assert once.files.keys() == twice.files.keys()
    differing = {name for name in once.files if once.files[name] != twice.files[name]}
    ways = {paper.file: paper.way for paper in once.manifest.papers}
    assert {ways.get(name, "manifest") for name in differing} == {"signed", "manifest"}
    for name in differing - {"manifest.json"}:
        if not name.endswith("-counter-sheet.pdf"):
            assert _unsigned(once.files[name]) == _unsigned(twice.files[name]), name


def _unsigned(pdf: bytes) -> bytes:
    """A signed PDF without the letters of its signature and the lengths that follow from it."""
    return re.sub(rb"/Contents ?<[0-9a-fA-F]+>", b"", pdf)


@cache
def sealed(name: str) -> OpenDossier:
    opened = of_container(pack(resource_path(f"samples/{name}")))
    moment = _moment(opened.dossier)
    return seal(opened, office().law, moment, moment.date())


@cache
def practice() -> Identity:
    moment = datetime(2020, 4, 1, tzinfo=UTC)
    content = new_practice_identity(
        name="Nguyễn Thị Mẫu", organisation="SAMPLE", passphrase=PASSPHRASE, moment=moment
    )
    return open_identity(content, PASSPHRASE, moment=moment)


def made(opened: OpenDossier, identity: Identity) -> Submission:
    return make_submission(
        opened, office(), Making(moment=_moment(opened.dossier), identity=identity)
    )


def _moment(dossier: Dossier) -> datetime:
    return datetime.combine(day_of(dossier), datetime.min.time(), UTC) + timedelta(hours=9)
