"""The letter to the authority: its enclosures by number, and a stub to confirm their receipt."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.forms.letter_to_authority import FORM
from output.drawing import text_of
from output.forms.each_origin import (
    EACH,
    ENCLOSED,
    OVERLONG_EACH,
    assert_fits,
    assert_same_keys_in_each_language,
    told,
    with_own_paper,
)
from output.forms.pressed import (
    assert_archivable,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_enclosure_stands_with_number_pages_and_copies(language: Language) -> None:
    dossier = EACH[language]
    drawing = pressed(FORM, dossier, told=told(FORM, dossier))
    assert printed_at(drawing, "papers[joint].number") == {"JD-1"}
    assert printed_at(drawing, "papers[joint].originals") == {"2"}
    assert printed_at(drawing, "sum:enclosures.01-cn-joint-declaration.pdf.pages") == {"2"}
    assert printed_at(drawing, "sum:enclosures.pages") == {"6"}


def test_a_number_is_the_one_the_paper_itself_bears() -> None:
    dossier = EACH["en"]
    drawing = pressed(FORM, dossier, told=told(FORM, dossier))
    assert printed_at(drawing, "contract.invoice_number") == {"INV-2020-015"}
    assert printed_at(drawing, "customs.broker_authority") == {"04/BA-SAMPLE"}
    assert printed_at(drawing, "customs.broker_authority_day") == {"3 Feb 2020"}


def test_only_what_the_authority_reads_is_enclosed() -> None:
    dossier = EACH["en"]
    drawing = pressed(FORM, dossier, told=told(FORM, dossier))
    assert not printed_at(drawing, "sum:enclosures.04-customs-data-sheet.pdf.title")
    assert not printed_at(drawing, "sum:enclosures.05-producer-request.pdf.title")
    assert printed_at(drawing, "sum:enclosures.annexes/goods.xlsx.file") == {"annexes/goods.xlsx"}


def test_the_stub_counts_what_is_listed_and_names_the_letter() -> None:
    dossier = EACH["en"]
    drawing = pressed(FORM, dossier, told=told(FORM, dossier))
    assert printed_at(drawing, "sum:enclosures.papers") == {"3"}
    assert printed_at(drawing, "sum:enclosures.files") == {"1"}
    assert "RECEIPT" in words_of(drawing)
    assert printed_at(drawing, "papers[letter-to-authority].number") == {"N-letter-to-authority"}


def test_an_addressee_nobody_named_is_left_to_write_on() -> None:
    dossier = with_own_paper(FORM, EACH["vi"])
    assert "Kínhgửi:………" in words_of(pressed(FORM, dossier, told=told(FORM, dossier)))


def test_several_addressees_stand_under_each_other() -> None:
    dossier = with_own_paper(FORM, EACH["vi"], addressee="Bộ MẪU\nCục MẪU")
    read = words_of(pressed(FORM, dossier))
    assert "-BộMẪU" in read
    assert "-CụcMẪU" in read


@pytest.mark.parametrize(
    ("language", "count"),
    [("en", "Papers:3,files:1"), ("vi", "3giấytờ,1tệp"), ("zh", "单证3份，文件1个")],
)
def test_the_receipt_counts_what_was_handed_in_on_one_line(language: Language, count: str) -> None:
    drawing = pressed(FORM, EACH[language], told=told(FORM, EACH[language]))
    read = text_of(drawing.pdf, drawing.pages - 1)
    assert count in {"".join(one.split()) for one in read.splitlines()}


MANY = tuple(
    replace(ENCLOSED[0], file=f"{n:02}-joint.pdf", title="A title that is rather long " * 4)
    for n in range(1, 81)
)


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    assert_fits(FORM, language, dossier, told(FORM, dossier))


@pytest.mark.parametrize("language", LANGUAGES)
def test_eighty_enclosures_run_over_pages(language: Language) -> None:
    assert_fits(FORM, language, EACH[language], told(FORM, EACH[language], *MANY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_wording_is_used(language: Language) -> None:
    whole = EACH[language]
    by_authorisation = with_own_paper(FORM, whole, signatory="p2")
    dossiers = [whole, with_own_paper(FORM, whole), by_authorisation]
    unused = keys_never_printed(FORM, dossiers, language, told=told(FORM, whole))
    assert unused == set()


def test_its_wording_has_the_same_keys_in_each_language() -> None:
    assert_same_keys_in_each_language(FORM)


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, EACH["zh"], told=told(FORM, EACH["zh"])))
