"""What was seen only in part, and what nobody has looked at for a year."""

from datetime import date, timedelta

from msgspec.structs import replace

from maskdesk.law.trustworthiness import seen_in_part, unverified_since
from rules.asking import FULL, PRESS, pack

COMPILED = date(2026, 1, 1)


def test_a_text_not_seen_in_full_is_named_once_with_the_packs_that_cite_it() -> None:
    one = pack(sources=(FULL, PRESS))
    other = pack(id="other", sources=(replace(PRESS, id="x"), replace(PRESS, id="y")))
    assert [
        (source.issuer, [citing.id for citing in packs])
        for source, packs in seen_in_part([one, other])
    ] == [(PRESS.issuer, ["sample", "other"])]


def test_the_least_reliable_source_is_named_first() -> None:
    sure = replace(PRESS, confidence="high")
    doubtful = replace(PRESS, number="Hearsay", confidence="low")
    found = seen_in_part([pack(sources=(sure, doubtful, PRESS))])
    assert [source.confidence for source, _ in found] == ["low", "medium", "high"]


def test_a_source_counts_as_old_a_year_after_somebody_last_looked() -> None:
    looked = replace(FULL, verified_on=COMPILED + timedelta(days=100))
    one = pack(sources=(looked, PRESS), compiled_on=COMPILED)
    year = timedelta(days=365)
    assert unverified_since([one], COMPILED + year) == ()
    old = unverified_since([one], COMPILED + year + timedelta(days=1))
    assert [(source.id, day) for _, source, day in old] == [("p", COMPILED)]
    both = unverified_since([one], COMPILED + year + timedelta(days=200))
    assert [source.id for _, source, _ in both] == ["p", "s"]


def test_a_pack_whose_life_is_over_needs_no_look() -> None:
    over = pack(until=date(2026, 6, 1), compiled_on=COMPILED)
    assert unverified_since([over], date(2030, 1, 1)) == ()
