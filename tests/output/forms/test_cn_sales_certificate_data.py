"""The data for an export sales certificate: which kind, who applies, what it hangs on."""

from datetime import date

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Certificate, Dossier
from maskdesk.output.forms.cn_sales_certificate_data import FORM
from output.forms.chinese_dossiers import respirators, surgical_masks, with_long_names
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)

ONE = "goods[g0]"
LICENCE = Certificate(
    id="licence",
    scheme="device-production-licence",
    number="SAMPLE-LICENCE",
    holder="样例口罩厂",
    issued=date(2024, 7, 1),
    expires=date(2029, 6, 30),
    goods=("g0",),
)
REGISTRATION = Certificate(
    id="registration",
    scheme="nmpa-registration",
    number="苏械注准SAMPLE1",
    holder="样例注册人",
    issued=date(2025, 2, 20),
    expires=date(2030, 2, 19),
    goods=("g0",),
)
STATEMENT = Certificate(
    id="gmp", scheme="gmp-statement", number="SAMPLE-GMP", issued=date(2026, 5, 2), goods=("g0",)
)


def registered() -> Dossier:
    return replace(surgical_masks(), certificates=(REGISTRATION, LICENCE))


def for_export_only() -> Dossier:
    dossier = surgical_masks()
    line = replace(dossier.goods[0], export_only=True)
    return replace(dossier, goods=(line,), certificates=(LICENCE, STATEMENT))


def test_there_is_one_for_each_medical_line() -> None:
    assert FORM.subjects(surgical_masks(2)) == (ONE, "goods[g1]")
    assert FORM.subjects(respirators()) == ()


def test_goods_registered_in_china_go_by_certificate_one_and_the_registrant_applies() -> None:
    drawing = pressed(FORM, registered(), subject=ONE)
    assert printed_at(drawing, "certificates[registration].scheme") == {"x"}
    assert printed_at(drawing, "goods[g0].export_only") == {""}
    assert "样例注册人" in printed_at(drawing, "certificates[registration].holder")
    assert "申请人（注册人、备案人）" in words_of(drawing)


def test_goods_for_export_only_go_by_certificate_two_and_the_maker_applies() -> None:
    drawing = pressed(FORM, for_export_only(), subject=ONE)
    assert printed_at(drawing, "goods[g0].export_only") == {"x"}
    assert "申请人（实际生产企业）" in words_of(drawing)
    assert printed_at(drawing, "certificates[gmp].number") == {"SAMPLE-GMP"}


def test_where_nothing_is_said_no_kind_is_ticked_and_nobody_applies() -> None:
    dossier = replace(surgical_masks(), certificates=())
    drawing = pressed(FORM, dossier, subject=ONE)
    assert printed_at(drawing, "goods[g0].export_only") == {""}
    assert "申请人（" not in words_of(drawing)


def test_it_says_which_day_the_certificate_cannot_outlast() -> None:
    drawing = pressed(FORM, registered(), subject=ONE)
    assert printed_at(drawing, "sum:certificates.earliest_expiry") == {"2029年6月30日"}
    empty = pressed(FORM, replace(registered(), certificates=()), subject=ONE)
    assert printed_at(empty, "sum:certificates.earliest_expiry") == {""}


def test_nobody_signs_it() -> None:
    assert pressed(FORM, registered(), subject=ONE).places == ()
    assert not FORM.exporter_signs


MANY = tuple(replace(REGISTRATION, id=f"r{n}", number=f"SAMPLE-{n}" * 4) for n in range(60))


@pytest.mark.parametrize(
    "dossier",
    [
        registered(),
        for_export_only(),
        with_long_names(registered()),
        replace(registered(), certificates=(*MANY, LICENCE)),
    ],
    ids=["one", "two", "long names", "many papers"],
)
def test_nothing_is_lost_however_long(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier, subject=ONE)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)
    read = words_of(drawing)
    for one in dossier.certificates:
        assert str(one.number) in read


def test_every_word_of_the_wording_is_printed() -> None:
    neither = replace(surgical_masks(), certificates=())
    dossiers = [registered(), for_export_only(), neither]
    assert not keys_never_printed(FORM, dossiers, "zh")


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, registered(), subject=ONE))
