"""The capacity report: lines and what they make a day, clean rooms, stock."""

from datetime import date

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, Paper, Producer, ProductionLine
from maskdesk.output.forms.vn_capacity_report import FORM
from output.forms.consignment import DAY, OVERLONG, consignment
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


def production(number: int, **changes: object) -> ProductionLine:
    line = ProductionLine(
        id=f"l{number}",
        name=f"Dây chuyền {number}",
        kind="medical-mask",
        pieces_per_day=120_000,
        runs_from=date(2020, 2, 1),
    )
    return replace(line, **changes)


def factory(number: int, *lines: ProductionLine, **changes: object) -> Producer:
    producer = Producer(
        id=f"f{number}",
        name_local=f"Nhà máy MẪU {number} (SAMPLE)",
        address="Lô M1, Khu công nghiệp Mẫu",
        relation="own",
        cleanroom_class="ISO 8",
        cleanroom_report="CR-SAMPLE-1",
        cleanroom_until=date(2021, 1, 1),
        opening_stock=2_000_000,
        opening_day=DAY,
        lines=lines,
    )
    return replace(producer, **changes)


def reported(*producers: Producer) -> Dossier:
    return consignment(producers=producers, papers=(Paper(id="q1", form=FORM.id, copies=2),))


TWO = reported(
    factory(1, production(1), production(2)),
    factory(2, production(3, kind="respirator", pieces_per_day=9_000), opening_stock=500_000),
)


def test_every_line_stands_with_its_factory_and_its_pieces_a_day() -> None:
    drawing = pressed(FORM, TWO)
    assert drawing.pages <= 2
    assert printed_at(drawing, "producers[f1].lines[l1].pieces_per_day") == {"120.000"}
    assert printed_at(drawing, "producers[f2].lines[l3].name") == {"Dây chuyền 3"}
    assert printed_at(drawing, "producers[f1].cleanroom_class") == {"ISO 8"}
    assert printed_at(drawing, "producers[f1].cleanroom_until") == {"01/01/2021"}


def test_kinds_are_added_up_apart() -> None:
    drawing = pressed(FORM, TWO)
    assert printed_at(drawing, "sum:producers.lines.pieces_per_day") == {"240.000", "9.000"}
    assert printed_at(drawing, "sum:producers.lines") == {"2", "1"}
    assert printed_at(drawing, "sum:producers.opening_stock") == {"2.500.000"}


def test_a_missing_figure_leaves_its_sum_open() -> None:
    producers = (
        factory(1, production(1), production(2, pieces_per_day=None)),
        factory(2, opening_stock=None),
    )
    drawing = pressed(FORM, reported(*producers))
    assert printed_at(drawing, "sum:producers.lines.pieces_per_day") == {""}
    assert printed_at(drawing, "sum:producers.opening_stock") == {""}


def test_no_share_and_no_quota_is_reported() -> None:
    assert "%" not in words_of(pressed(FORM, TWO))


LONG = {
    **OVERLONG,
    "40 factories": reported(
        *(factory(n, *(production(10 * n + k) for k in range(5))) for n in range(40))
    ),
    "long factory": reported(
        factory(1, production(1, name="Dây chuyền MẪU " * 20), address="Khu công nghiệp Mẫu " * 30)
    ),
}


@pytest.mark.parametrize("dossier", LONG.values(), ids=LONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    nobody = replace(TWO, exporter=replace(TWO.exporter, signatories=()), papers=())
    dossiers = [TWO, nobody, signed_by_authorisation(TWO)]
    assert keys_never_printed(FORM, dossiers, "vi") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, TWO))
