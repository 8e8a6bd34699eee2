"""The days that count: on which days a condition is asked, and of what."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import (
    Contract,
    Customs,
    Declaration,
    DeclaredLine,
    Destination,
    Dossier,
    GoodsLine,
    Head,
    Lot,
)
from maskdesk.dossier.unread import Unread
from maskdesk.rules.occasions import Calendar, Occasion
from rules.asking import SHIPMENT, condition, pack, report

TODAY = date(2020, 4, 10)
HA_NOI = timezone(timedelta(hours=7))


def declared(*declarations: Declaration, origin: str = "VN") -> Dossier:
    """The consignment on some declarations."""
    return replace(SHIPMENT, head=Head(origin=origin), customs=Customs(declarations=declarations))


def days(dossier: Dossier, kind: Any = "declaration", on: date | None = None) -> list[date]:
    """The deciding days of a kind."""
    return [one.day for one in Calendar(dossier, TODAY, on=on).occasions(kind)]


@pytest.mark.parametrize(
    ("declaration", "on", "day", "place"),
    [
        (Declaration(id="d"), None, TODAY, ""),
        (Declaration(id="d", planned=date(2020, 4, 15)), None, date(2020, 4, 15), "planned"),
        (Declaration(id="d", planned=date(2020, 4, 15)), date(2020, 5, 1), date(2020, 5, 1), ""),
        (Declaration(id="d"), date(2020, 5, 1), date(2020, 5, 1), ""),
        (Declaration(id="d", planned=Unread(typed="?")), None, TODAY, ""),
        (
            Declaration(
                id="d",
                planned=date(2020, 4, 15),
                registered=datetime(2020, 4, 16, 9, 0, tzinfo=HA_NOI),
            ),
            date(2020, 5, 1),
            date(2020, 4, 16),
            "registered",
        ),
        (
            Declaration(id="d", planned=date(2020, 4, 15), registered=Unread(typed="?")),
            None,
            date(2020, 4, 15),
            "planned",
        ),
    ],
)
def test_registered_wins_then_on_then_planned_then_today(
    declaration: Declaration, on: date | None, day: date, place: str
) -> None:
    (occasion,) = Calendar(declared(declaration), TODAY, on=on).occasions("declaration")
    assert occasion.day == day
    assert occasion.place == (f"customs.declarations[d].{place}" if place else "")
    assert occasion.declaration == declaration
    assert occasion.subject == ""
    assert occasion.lines is None


@pytest.mark.parametrize(
    ("origin", "moment", "day"),
    [
        ("VN", datetime(2020, 4, 14, 17, 0, tzinfo=UTC), date(2020, 4, 15)),
        ("VN", datetime(2020, 4, 14, 16, 59, tzinfo=UTC), date(2020, 4, 14)),
        ("CN", datetime(2020, 4, 14, 16, 0, tzinfo=UTC), date(2020, 4, 15)),
        ("CN", datetime(2020, 4, 14, 15, 59, tzinfo=UTC), date(2020, 4, 14)),
        ("VN", datetime(2020, 4, 15, 0, 30, tzinfo=HA_NOI), date(2020, 4, 15)),
        ("EU", datetime(2020, 4, 14, 23, 0, tzinfo=UTC), date(2020, 4, 14)),
        ("VN", datetime.max.replace(tzinfo=UTC), date.max),
        ("VN", datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), date.min),
    ],
)
def test_a_moment_counts_on_its_day_at_the_origin(origin: str, moment: datetime, day: date) -> None:
    assert days(declared(Declaration(id="d", registered=moment), origin=origin)) == [day]


def test_refused_and_withdrawn_declarations_do_not_count() -> None:
    dossier = declared(
        Declaration(id="a", state="refused", planned=date(2020, 4, 1)),
        Declaration(id="b", state="withdrawn", planned=date(2020, 4, 2)),
        Declaration(id="c", state="planned", planned=date(2020, 4, 3)),
    )
    assert days(dossier) == [date(2020, 4, 3)]
    assert days(declared(Declaration(id="a", state="refused", planned=date(2020, 4, 1)))) == [TODAY]
    assert days(declared()) == [TODAY]


def test_each_declaration_is_an_occasion_of_its_own() -> None:
    dossier = declared(
        Declaration(id="a", planned=date(2020, 4, 1)), Declaration(id="b", planned=date(2020, 5, 1))
    )
    occasions = Calendar(dossier, TODAY).occasions("declaration")
    assert [(one.subject, one.day) for one in occasions] == [
        ("a", date(2020, 4, 1)),
        ("b", date(2020, 5, 1)),
    ]


def test_goods_are_asked_with_their_own_declaration_and_with_every_one_while_on_none() -> None:
    goods = (GoodsLine(id="g1"), GoodsLine(id="g2"), GoodsLine(id="g3"))
    dossier = replace(
        declared(
            Declaration(id="a", lines=(DeclaredLine(id="x", line="g1"),)),
            Declaration(id="b", lines=(DeclaredLine(id="x", line="g2"),)),
        ),
        goods=goods,
    )
    occasions = Calendar(dossier, TODAY).occasions("declaration")
    assert [one.lines for one in occasions] == [("g1", "g3"), ("g2", "g3")]
    lost = replace(
        declared(
            Declaration(id="a", lines=(DeclaredLine(id="x", line="gone"),)),
            Declaration(id="b", lines=(DeclaredLine(id="x", line="g2"),)),
        ),
        goods=goods,
    )
    # Until its line names goods, the first may be about any.
    assert [one.lines for one in Calendar(lost, TODAY).occasions("declaration")] == [
        None,
        ("g1", "g2", "g3"),
    ]


def test_goods_made_on_different_days_are_asked_each_on_the_last_of_its_own() -> None:
    goods = (
        GoodsLine(
            id="g1",
            lots=(
                Lot(id="a", produced=date(2020, 2, 1)),
                Lot(id="b", produced=date(2020, 3, 1)),
                Lot(id="c", produced=Unread(typed="?")),
            ),
        ),
        GoodsLine(id="g2", lots=(Lot(id="a", produced=date(2020, 1, 1)),)),
        GoodsLine(id="g3"),
        GoodsLine(id="g4", lots=(Lot(id="a", produced=date(2020, 3, 1)),)),
    )
    dossier = replace(declared(Declaration(id="d", planned=date(2020, 4, 15))), goods=goods)
    occasions = Calendar(dossier, TODAY).occasions("produced")
    assert [(one.day, one.lines) for one in occasions] == [
        (date(2020, 1, 1), ("g2",)),
        (date(2020, 3, 1), ("g1", "g4")),
        (date(2020, 4, 15), ("g3",)),
    ]
    assert [one.subject for one in occasions] == ["2020-01-01", "2020-03-01", "2020-04-15"]
    assert occasions[0].place == "goods[g2].lots"


@pytest.mark.parametrize(
    ("kind", "changes", "day", "place"),
    [
        ("contract-signed", {"contract": Contract(signed=date(2020, 3, 1))}, date(2020, 3, 1),
         "contract.signed"),
        ("shipped", {"customs": Customs(shipped=date(2020, 4, 20))}, date(2020, 4, 20),
         "customs.shipped"),
        ("shipped", {"customs": Customs()}, TODAY, ""),
        ("arrived", {"customs": Customs(shipped=date(2020, 4, 20), arrives=date(2020, 5, 20))},
         date(2020, 5, 20), "customs.arrives"),
        ("arrived", {"customs": Customs(shipped=date(2020, 4, 20))}, date(2020, 4, 20),
         "customs.shipped"),
        ("placed-on-market", {"destination": Destination(placed_on_market=date(2020, 6, 1)),
                              "customs": Customs(arrives=date(2020, 5, 20))},
         date(2020, 6, 1), "destination.placed_on_market"),
        ("placed-on-market", {"customs": Customs(arrives=date(2020, 5, 20))}, date(2020, 5, 20),
         "customs.arrives"),
        ("placed-on-market",
         {"customs": Customs(arrives=Unread(typed="?"), shipped=date(2020, 5, 1))},
         date(2020, 5, 1), "customs.shipped"),
        ("filed", {}, TODAY, ""),
    ],
)  # fmt: skip
def test_every_deciding_day_has_its_field_or_the_next_best(
    kind: Any, changes: dict[str, Any], day: date, place: str
) -> None:
    dossier = replace(SHIPMENT, **{"customs": Customs(), **changes})
    assert Calendar(dossier, TODAY).occasions(kind) == (Occasion(day=day, place=place),)


def test_a_day_to_come_is_never_before_the_day_it_is_filed_on() -> None:
    dossier = replace(SHIPMENT, customs=Customs(shipped=date(2020, 4, 20)))
    assert days(dossier, "shipped", on=date(2020, 5, 1)) == [date(2020, 5, 1)]
    assert days(dossier, "shipped", on=date(2020, 4, 20)) == [date(2020, 4, 20)]
    assert days(dossier, "filed", on=date(2020, 5, 1)) == [date(2020, 5, 1)]


def test_what_happened_on_an_unknown_day_asks_for_it() -> None:
    dossier = replace(SHIPMENT, contract=Contract(number="1"))
    assert days(dossier, "contract-signed") == []
    (finding,) = report(dossier, pack(condition(day="contract-signed"))).findings
    assert finding.answer == "unfilled"
    assert finding.places == ("contract.signed",)


def test_a_condition_is_asked_only_within_the_life_of_its_pack() -> None:
    one = pack(condition(), until=date(2020, 4, 29))
    for day, asked in (
        (date(2020, 3, 31), False),
        (date(2020, 4, 1), True),
        (date(2020, 4, 28), True),
        (date(2020, 4, 29), False),
    ):
        found = report(SHIPMENT, one, today=TODAY, on=day)
        assert bool(found.findings) is asked
        assert found.standings[0].applies is asked
        assert found.standings[0].why == ("applies" if asked else "not-alive")
        assert found.standings[0].days == ((day,) if asked else ())
        assert (("origin", "goods[g1]") in found.uncovered) is not asked


def test_a_condition_has_a_deciding_day_of_its_own() -> None:
    dossier = replace(SHIPMENT, contract=Contract(number="1", signed=date(2020, 4, 2)))
    own = condition("own", day="contract-signed")
    found = report(dossier, pack(condition("other"), own)).findings
    assert {one.condition: (one.deciding, one.day) for one in found} == {
        "other": ("declaration", date(2020, 4, 20)),
        "own": ("contract-signed", date(2020, 4, 2)),
    }
    assert found[1].numbers["deciding_day"] == date(2020, 4, 2)


def test_each_declaration_is_asked_under_the_law_of_its_own_day() -> None:
    dossier = declared(
        Declaration(id="a", planned=date(2020, 4, 28)),
        Declaration(id="b", planned=date(2020, 4, 29)),
    )
    old = pack(condition(), until=date(2020, 4, 29))
    new = pack(condition(), id="new", regime="new", since=date(2020, 4, 29))
    found = report(dossier, old, new).findings
    assert [(one.pack, one.subject) for one in found] == [("sample", "a"), ("new", "b")]
    assert [one.key for one in found] == ["sample/duty@a", "new/duty@b"]
