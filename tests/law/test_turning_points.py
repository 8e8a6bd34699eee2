"""The days a pack names: its life, its values, and those its conditions ask about."""

from datetime import date

from maskdesk.law.pack import Dated, LegalValue, Requirement, Route, When
from maskdesk.law.turning_points import turning_points
from rules.asking import condition, pack, words


def test_each_day_is_named_once_for_what_happens_on_it() -> None:
    value = LegalValue(
        name="editions",
        source="s",
        history=(
            Dated(since=date(2020, 4, 1), value=("A-2010",)),
            Dated(since=date(2020, 6, 1), value=("A-2010", "A-2020")),
            Dated(since=date(2020, 9, 1), value=("A-2020",)),
        ),
    )
    asked = condition(
        "asked",
        "day",
        parameters={"field": "contract.signed", "before": "2020-05-01"},
        when=(When(path="contract.signed", since=date(2020, 3, 1)),),
    )
    routed = condition(
        "routed",
        "",
        parameters={},
        any_of=(
            Route(
                id="r",
                label=words(),
                all=(
                    Requirement(
                        check="value-in",
                        parameters={"field": "contract.number", "values": ["2020-13-45", "x"]},
                    ),
                ),
            ),
        ),
    )
    one = pack(asked, routed, values=(value,), until=date(2020, 12, 1))
    told = [(point.day, point.kind, point.ends, point.begins) for point in turning_points(one)]
    assert told == [
        (date(2020, 3, 1), "named", (), ()),
        (date(2020, 4, 1), "begins", (), ()),
        (date(2020, 4, 1), "value", (), ("A-2010",)),
        (date(2020, 5, 1), "named", (), ()),
        (date(2020, 6, 1), "value", (), ("A-2020",)),
        (date(2020, 9, 1), "value", ("A-2010",), ()),
        (date(2020, 12, 1), "ends", (), ()),
    ]
