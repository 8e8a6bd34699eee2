# mypy: disable-error-code="no-untyped-call"
import datetime as dt
import io
from collections.abc import Callable

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from maskdesk.desk.office import Office
from maskdesk.language import Language
from maskdesk.output.additions import (
    AdditionNotIntact,
    MoreAdded,
    NothingAdded,
    OtherPlaceSigned,
    Rewritten,
    UnwelcomeReturn,
    only_addition_is,
)
from maskdesk.output.archive import SignaturePlace
from maskdesk.output.signing import AlreadySigned, UnreadablePaper, countersign, sign
from maskdesk.output.verification import REASONS, SignatureResult
from output.other_program import nothing_else, signed_elsewhere
from output.specimens import (
    EXPORTER,
    IMPORTER,
    MOMENT,
    archived,
    certified,
    countersigned,
    practice,
)

WITNESS = SignaturePlace(
    field="witness", page=1, box=(60, 60, 280, 130), role="approve", holder="a witness"
)
THREE = (EXPORTER, IMPORTER, WITNESS)


def _added(after: bytes, before: bytes | None = None, field: str = "importer") -> SignatureResult:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    return only_addition_is(before or certified(), after, field=field, moment=moment)


def _updated(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _draw(writer: IncrementalPdfFileWriter) -> None:
    writer.add_stream_to_page(1, writer.add_object(generic.StreamObject(stream_data=b"0 0 m")))


def test_our_own_countersignature_is_the_only_addition() -> None:
    added = _added(countersigned())
    assert (added.field, added.holder, added.ours) == ("importer", "SAMPLE Importer", True)


def test_a_countersignature_by_another_program_is_the_only_addition() -> None:
    added = _added(signed_elsewhere(certified(), "importer", nothing_else))
    assert (added.holder, added.ours, added.intact) == ("SAMPLE Elsewhere", False, True)


def test_the_same_file_sent_back_is_named() -> None:
    with pytest.raises(NothingAdded):
        _added(certified())


def test_a_file_saved_anew_is_named() -> None:
    with pikepdf.open(io.BytesIO(countersigned())) as paper:
        target = io.BytesIO()
        paper.save(target)
    with pytest.raises(Rewritten):
        _added(target.getvalue())


def test_a_countersigned_file_of_another_paper_is_named() -> None:
    with pytest.raises(Rewritten):
        _added(certified((EXPORTER,)))


def test_an_addition_without_a_signature_is_named() -> None:
    with pytest.raises(OtherPlaceSigned):
        _added(_updated(certified(), _draw))


def test_a_signature_in_another_place_is_named() -> None:
    before = certified(THREE)
    after = countersign(before, field="witness", identity=practice(), stamp=None, moment=MOMENT)
    with pytest.raises(OtherPlaceSigned, match="witness"):
        _added(after, before)


def test_two_signatures_at_once_are_more_than_one() -> None:
    before = certified(THREE)
    after = before
    for field in ("witness", "importer"):
        after = countersign(after, field=field, identity=practice(), stamp=None, moment=MOMENT)
    with pytest.raises(MoreAdded):
        _added(after, before)


def test_a_page_drawn_over_along_with_the_signature_is_named() -> None:
    with pytest.raises(AdditionNotIntact):
        _added(signed_elsewhere(certified(), "importer", _draw))


def test_a_page_drawn_over_in_an_uncertified_paper_is_named() -> None:
    with pytest.raises(MoreAdded):
        _added(signed_elsewhere(archived(), "importer", _draw), archived())


def test_a_revision_before_the_signature_is_named() -> None:
    with pytest.raises(UnwelcomeReturn):
        _added(signed_elsewhere(_updated(archived(), _draw), "importer", nothing_else), archived())


def test_other_facts_about_the_paper_are_named() -> None:
    def rename(writer: IncrementalPdfFileWriter) -> None:
        information = writer.trailer["/Info"]
        information["/MaskDesk-dossier"] = generic.pdf_string("SAMPLE-2")
        writer.mark_update(writer.trailer.raw_get("/Info"))

    with pytest.raises(MoreAdded):
        _added(signed_elsewhere(certified(), "importer", rename))


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_something_added_after_the_signature_is_named(language: Language) -> None:
    with pytest.raises(AdditionNotIntact) as told:
        _added(countersigned() + b"\n% more\n")
    say = Office().catalogue(language).translate
    found = say(REASONS["added"][1]).format(field="importer")
    assert found in told.value.sentence(say)
    assert ("Something" in told.value.sentence(say)) == (language == "en")


def test_a_place_signed_before_it_was_sent_is_named() -> None:
    with pytest.raises(AlreadySigned):
        _added(countersigned() + b"\n", countersigned())


def test_what_is_no_paper_is_named() -> None:
    with pytest.raises((UnreadablePaper, Rewritten)):
        _added(b"not a paper")


def test_a_cut_return_is_named() -> None:
    whole = countersigned()
    for cut in (1, 50, 500, 3000):
        with pytest.raises((UnwelcomeReturn, UnreadablePaper)):
            _added(whole[:-cut])


def test_an_approval_of_an_unsigned_paper_is_the_only_addition() -> None:
    after = sign(
        archived(), field="importer", role="approve", identity=practice(), stamp=None, moment=MOMENT
    )
    assert _added(after, archived()).certification == "none"
