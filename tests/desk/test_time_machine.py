"""What another day would change, since which day, and what comes towards a dossier."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from desk.made import office
from law.table import with_
from law.tables import china, european_union, viet_nam
from maskdesk.desk.time_machine import calendar, law_difference
from maskdesk.dossier import codec
from maskdesk.dossier.sections import Dossier
from maskdesk.store.resources import resource

TODAY = date(2026, 11, 22)


def undated(dossier: Dossier) -> Dossier:
    """The dossier with goods that are still to be produced."""
    lots = tuple(replace(lot, produced=None) for lot in dossier.goods[0].lots)
    return replace(dossier, goods=(replace(dossier.goods[0], lots=lots),))


def test_the_end_of_the_licence_is_told_with_its_day_and_its_packs() -> None:
    sale = viet_nam.BASES["free-2020"]
    found = law_difference(sale, office().law, date(2020, 4, 20), date(2020, 5, 6))
    told = {(one.key, one.kind, one.day, one.by_law) for one in found.findings}
    day = date(2020, 4, 29)
    assert ("vn-2020-nq20/route", "vanishes", day, True) in told
    assert ("vn-2020-nq60/quality", "appears", day, True) in told
    assert {one.pack for one in found.findings} >= {"vn-2020-nq20", "vn-2020-nq60"}
    papers = {(one.form, one.kind, one.day) for one in found.papers}
    assert ("vn-undertaking", "appears", day) in papers


def test_nothing_differs_between_two_days_of_one_law() -> None:
    sale = viet_nam.BASES["free-2020"]
    assert law_difference(sale, office().law, date(2020, 5, 4), date(2020, 5, 6)).empty


def test_what_changed_twice_and_back_is_no_difference_and_the_last_change_counts() -> None:
    kn95 = china.BASES["kn95"]
    before, after = date(2020, 4, 1), date(2026, 11, 22)
    found = law_difference(kn95, office().law, before, after)
    assert "cn-12a-2020/deny-list" not in {one.key for one in found.findings}
    (declared,) = [one for one in found.findings if one.key == "cn-32-2023/declarations"]
    assert declared.day == date(2023, 8, 29)


def test_a_certificate_that_runs_out_is_told_apart_from_a_change_of_law() -> None:
    dossier = with_("certificates[c2].expires", date(2023, 6, 20))(viet_nam.BASES["devices-2023"])
    found = law_difference(dossier, office().law, date(2023, 6, 1), date(2023, 7, 1))
    (iso,) = [one for one in found.findings if one.key == "vn-2022-nd98/iso-13485"]
    assert (iso.kind, iso.day, iso.by_law) == ("changes", date(2023, 6, 21), False)
    assert (iso.before and iso.before.answer, iso.after and iso.after.answer) == ("met", "not-met")


def test_a_registered_declaration_keeps_its_day() -> None:
    sale = viet_nam.BASES["sale-2020"]
    registered = with_("customs.declarations[d1].registered", datetime(2020, 4, 20, 3, tzinfo=UTC))(
        sale
    )
    found = law_difference(registered, office().law, date(2020, 4, 20), date(2020, 5, 6))
    assert "vn-2020-nq20/route" not in {one.key for one in found.findings}


def test_the_calendar_says_in_how_many_days_an_edition_ends_and_for_whom() -> None:
    masks = undated(china.BASES["surgical"])
    dossiers = {"masks": masks, "sale": viet_nam.BASES["sale-2026"]}
    (coming,) = calendar(dossiers, office().law, TODAY, days=60)
    assert (coming.day, coming.days_left) == (date(2026, 12, 1), 9)
    (point,) = coming.points
    assert (point.pack, point.ends, point.begins) == (
        "cn-standards",
        ("YY 0469-2011",),
        ("YY 0469-2023",),
    )
    assert [row.dossier for row in coming.touched] == ["masks"]
    assert [one.key for one in coming.touched[0].findings] == ["cn-standards/yy-0469"]


def test_the_calendar_names_a_term_that_runs_out_on_no_day_of_the_law() -> None:
    dossier = with_("certificates[c2].expires", date(2026, 12, 24))(viet_nam.BASES["devices-2026"])
    (coming,) = calendar({"devices": dossier}, office().law, TODAY, days=60)
    assert (coming.day, coming.points) == (date(2026, 12, 25), ())
    assert not any(one.by_law for one in coming.touched[0].findings)


def test_a_day_that_a_sentence_names_passes_without_being_told_as_a_change() -> None:
    ready = codec.read(resource("samples/viet-nam-2026-11-24/dossier.json"))
    assert calendar({"ready": ready}, office().law, date(2026, 11, 27), days=30) == ()


def test_a_quiet_year_has_an_empty_calendar() -> None:
    quiet = european_union.BASES["eu-community-masks"]
    assert calendar({"quiet": quiet}, office().law, TODAY, days=365) == ()
