"""Data for a certificate of free sale: goods, sites and quality certificate in two languages."""

from datetime import date

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Certificate, Dossier, Paper
from maskdesk.output.forms.vn_cfs_data import FORM
from output.forms.consignment import DAY, OVERLONG, consignment, line
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)
from output.forms.vietnamese_rows import signed_by_authorisation


def wanted(**changes: object) -> Dossier:
    dossier = consignment()
    quality = Certificate(
        id="q1",
        scheme="iso-13485",
        number="ISO-SAMPLE-1",
        body="SAMPLE Certification",
        issued=DAY,
        expires=date(2023, 4, 20),
    )
    number = Certificate(
        id="n1", scheme="circulation-number", number="220000001/PCBA-SAMPLE", models=("SM-1",)
    )
    fields: dict[str, object] = {
        "goods": (line(1, composition="Polypropylene, 3 layers"), line(2)),
        "certificates": (*dossier.certificates, quality, number),
        "papers": (Paper(id="p9", form=FORM.id, wished=True, originals=3, copies=1),),
    }
    return replace(dossier, **{**fields, **changes})


def test_goods_stand_with_what_the_application_asks_for() -> None:
    drawing = pressed(FORM, wanted())
    assert printed_at(drawing, "goods[g1].name_vietnamese") == {"Khẩu trang y tế ba lớp"}
    assert printed_at(drawing, "goods[g1].name_english") == {"Surgical mask, three layers"}
    assert printed_at(drawing, "goods[g1].hs_origin") == {"6307.90.40"}
    assert printed_at(drawing, "goods[g1].standards") == {"TCVN 8389-1:2010; EN 14683:2019"}
    assert printed_at(drawing, "goods[g1].composition") == {"Polypropylene, 3 layers"}
    assert printed_at(drawing, "certificates[n1].number") == {"220000001/PCBA-SAMPLE"}


def test_country_and_names_stand_in_both_languages() -> None:
    drawing = pressed(FORM, wanted())
    assert printed_at(drawing, "destination.country") == {"Đức", "Germany"}
    assert printed_at(drawing, "exporter.name_english") == {"SAMPLE Medical Equipment JSC"}
    assert "DataforaCertificateofFreeSale" in words_of(drawing)


def test_originals_are_as_many_as_asked_for() -> None:
    assert printed_at(pressed(FORM, wanted()), "papers[p9].originals") == {"3"}


def test_sites_name_what_they_make() -> None:
    drawing = pressed(FORM, wanted())
    assert printed_at(drawing, "producers[f1].name_local") == {"Nhà máy MẪU (SAMPLE)"}
    assert printed_at(drawing, "goods[g2].model") == {"SM-2"}
    other = replace(consignment().producers[0], id="f2", name_local="SAMPLE other")
    more = wanted(producers=(*consignment().producers, other))
    assert printed_at(pressed(FORM, more), "producers[f2].name_local") == set()


def test_only_a_quality_certificate_stands_as_one() -> None:
    drawing = pressed(FORM, wanted())
    assert printed_at(drawing, "certificates[q1].expires") == {"20/04/2023"}
    assert printed_at(drawing, "certificates[c1].number") == set()


def test_where_the_standard_is_shown_is_left_to_ink() -> None:
    assert not any(one.text == "x" for one in pressed(FORM, wanted()).placements)


def test_nobody_is_named_as_the_issuer() -> None:
    assert "CơquancóthẩmquyềncấpCFS" in words_of(pressed(FORM, wanted()))
    paper = Paper(id="p9", form=FORM.id, addressee="Sở Y tế MẪU")
    drawing = pressed(FORM, wanted(papers=(paper,)))
    assert printed_at(drawing, "papers[p9].addressee") == {"Sở Y tế MẪU"}


@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used_in_both_languages() -> None:
    nobody = replace(wanted(), exporter=replace(wanted().exporter, signatories=()), papers=())
    dossiers = [wanted(), nobody, signed_by_authorisation(wanted())]
    assert keys_never_printed(FORM, dossiers, "vi") == set()
    assert keys_never_printed(FORM, dossiers, "en") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, wanted()))
