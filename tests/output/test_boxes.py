"""Boxes of a form stand beside each other and stacked, each value in its own box."""

import pytest

from maskdesk.output.blocks import Field, Fields, Stack
from maskdesk.output.setting import Printed
from output.drawing import drawn, inked_box, text_in, text_of


def _box(name: str, *, lines: int = 1) -> Field:
    return Field(caption=name, value=Printed(f"value of {name}", name), lines=lines)


def test_boxes_stacked_beside_a_high_one_fill_its_height() -> None:
    stack = Stack(rows=((_box("number"), _box("day")), (_box("contract"),)))
    drawing = drawn(Fields(((_box("seller", lines=6), stack),)))
    places = {one.path: one.box for one in drawing.placements}
    left, bottom, right, top = places["seller"]
    assert places["number"][0] == pytest.approx(right)
    assert places["number"][2] == pytest.approx(places["day"][0])
    assert places["number"][3] == pytest.approx(top)
    assert places["contract"][3] == pytest.approx(places["number"][1])
    assert places["contract"][1] == pytest.approx(bottom)
    assert places["contract"][2] - places["contract"][0] == pytest.approx(right - left)


def test_a_high_stack_stretches_the_box_beside_it() -> None:
    stack = Stack(rows=tuple((_box(f"row {n}"),) for n in range(5)), span=2)
    drawing = drawn(Fields(((_box("seller"), stack),)))
    places = {one.path: one.box for one in drawing.placements}
    assert places["seller"][1] == pytest.approx(places["row 4"][1])
    assert places["row 0"][2] - places["row 0"][0] == pytest.approx(
        2 * (places["seller"][2] - places["seller"][0])
    )


def test_every_stacked_value_is_read_back_in_its_box() -> None:
    stack = Stack(rows=((_box("a"), _box("b")), (_box("c"),)))
    drawing = drawn(Fields(((_box("seller", lines=5), stack), (_box("buyer"),))))
    for one in drawing.placements:
        assert one.text in text_in(drawing.pdf, one.page, one.box)


def test_an_overlong_stacked_value_goes_on_to_the_continuation_sheet() -> None:
    long = Field(caption="terms", value=Printed("long terms " * 200, "terms"))
    drawing = drawn(Fields(((_box("seller"), Stack(rows=((_box("number"),), (long,)))),)))
    assert drawing.pages == 2
    assert "See continuation sheet" in text_of(drawing.pdf, 0)
    assert inked_box(drawing.pdf)[2] < 595
