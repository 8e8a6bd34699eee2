"""The export authorisation of 2020: twelve boxes, four of them empty, four goods lines a form."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import (
    Customs,
    Declaration,
    Destination,
    Dossier,
    Exporter,
    GoodsLine,
    Head,
    Party,
)
from maskdesk.dossier.unread import Unread
from maskdesk.law.reader import Law, read_law
from maskdesk.output.forms.eu_export_authorisation import FORM
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)

LONG = "SAMPLE International Medical and Protective Equipment Trading Corporation " * 4
FIRST, SECOND = date(2020, 3, 30), date(2020, 5, 6)


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """Both regulations."""
    files = repository.glob("resources/law/eu-2020-*.toml")
    return read_law({path.name: path.read_bytes() for path in files})


def masks(lines: int = 1, day: date = FIRST) -> Dossier:
    return Dossier(
        id="SAMPLE",
        head=Head(origin="EU"),
        exporter=Exporter(
            name_local="SAMPLE Schutzmasken GmbH",
            address_local="Beispielstraße 1, 10115 Berlin",
            country="DE",
            customs_code="DE123456789012345",
        ),
        parties=(
            Party(id="c", roles=("consignee",), name="SAMPLE Forwarder"),
            Party(id="e", roles=("end-user",), name="SAMPLE Hospital", address="1 Sample Street"),
        ),
        customs=Customs(declarations=(Declaration(id="d1", planned=day),)),
        goods=tuple(
            GoodsLine(
                id=f"g{n}",
                kind="respirator",
                use="workplace",
                name_english="Filtering half mask",
                model=f"FM-{n}",
                hs_origin="6307909810",
                pieces_declared=250_000 + n,
                unit="C62",
            )
            for n in range(lines)
        ),
        destination=Destination(country="US"),
    )


def overlong(lines: int) -> Dossier:
    dossier = masks(lines)
    exporter = replace(dossier.exporter, name_local=LONG, address_local="Beispielstraße 1 " * 20)
    goods = tuple(replace(line, name_english=LONG * 2) for line in dossier.goods)
    parties = tuple(replace(one, name=LONG) for one in dossier.parties)
    return replace(dossier, exporter=exporter, goods=goods, parties=parties)


def test_the_boxes_of_the_applicant_hold_what_the_dossier_says(law: Law) -> None:
    drawing = pressed(FORM, masks(), law)
    assert drawing.pages == 1
    read = words_of(drawing)
    assert "Exportofpersonalprotectiveequipment(Regulation(EU)2020/402)" in read
    for words in ("SAMPLESchutzmaskenGmbH", "EORI:DE123456789012345", "SAMPLEHospital", "250,000"):
        assert words in read
    assert "Forwarder" not in read
    assert printed_at(drawing, "destination.country") == {"US", "United States"}
    assert printed_at(drawing, "exporter.country") >= {"DE"}
    assert printed_at(drawing, "goods[g0].unit") == {"Piece"}


def test_the_heading_names_the_regulation_of_the_day(law: Law) -> None:
    assert "(Regulation(EU)2020/568)" in words_of(pressed(FORM, masks(day=SECOND), law))
    assert "Regulation(EU)2020/402)" not in words_of(pressed(FORM, masks()))


def test_the_authority_finds_its_boxes_empty_and_nobody_else_signs(law: Law) -> None:
    drawing = pressed(FORM, masks(), law)
    assert drawing.places == ()
    assert not FORM.exporter_signs
    read = words_of(drawing)
    assert "2Authorisationnumber3Expirydate" in read
    assert read.index("12Signature,stamp,placeanddate") < read.index("LayoutbyMaskDesk")


def test_goods_that_lie_elsewhere_are_located_there(law: Law) -> None:
    drawing = pressed(FORM, put(masks(), "goods[g0].lies_in", "NL"), law)
    assert printed_at(drawing, "goods[g0].lies_in") == {"NL"}


def test_a_form_takes_four_lines_and_more_lines_more_forms(law: Law) -> None:
    assert FORM.subjects(masks(4)) == ("",)
    dossier = masks(9)
    subjects = FORM.subjects(dossier)
    assert subjects == ("goods[g0]", "goods[g4]", "goods[g8]")
    found = [
        [
            line.id
            for line in dossier.goods
            if printed_at(pressed(FORM, dossier, law, subject=subject), f"goods[{line.id}].model")
        ]
        for subject in subjects
    ]
    assert found == [["g0", "g1", "g2", "g3"], ["g4", "g5", "g6", "g7"], ["g8"]]


def test_goods_the_regulation_of_the_day_frees_are_not_on_it(law: Law) -> None:
    gloves = put(masks(2), "goods[g1].kind", "gloves")
    assert printed_at(pressed(FORM, gloves, law), "goods[g1].model")
    later = replace(gloves, customs=masks(day=SECOND).customs)
    assert not printed_at(pressed(FORM, later, law), "goods[g1].model")


def test_without_an_end_user_the_consignee_is_the_recipient(law: Law) -> None:
    dossier = masks()
    read = words_of(pressed(FORM, replace(dossier, parties=dossier.parties[:1]), law))
    assert "SAMPLEForwarder" in read


def test_what_is_missing_or_unread_leaves_an_empty_box(law: Law) -> None:
    dossier = put(masks(), "goods[g0].pieces_declared", Unread(typed="2o00"))
    drawing = pressed(FORM, put(dossier, "destination.country", None), law)
    assert "2o00" not in words_of(drawing)
    for path in ("goods[g0].pieces_declared", "destination.country"):
        assert printed_at(drawing, path) == {""}
    assert pressed(FORM, Dossier()).pages == 1


@pytest.mark.parametrize("lines", [1, 4])
def test_however_long_the_form_stays_one_page_and_nothing_is_lost(law: Law, lines: int) -> None:
    dossier = overlong(lines)
    drawing = pressed(FORM, dossier, law)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)
    read = words_of(drawing)
    for path in ("goods[g0].name_english", "exporter.name_local"):
        assert LONG.replace(" ", "") in "".join(printed_at(drawing, path)).replace(" ", "")
    assert read.index("12Signature") < read.index("Continuationsheet")
    assert "Page1of2" in read


def test_every_word_of_the_wording_is_printed(law: Law) -> None:
    dossiers = [masks(), masks(day=SECOND)]
    assert keys_never_printed(FORM, dossiers, "en", law) == {"heading"}
    assert not keys_never_printed(FORM, [masks()], "en") - {
        "heading_eu-2020-402",
        "heading_eu-2020-568",
    }


def test_it_can_be_archived(law: Law) -> None:
    assert_archivable(FORM, pressed(FORM, masks(), law))
