"""Packs are read strictly: what is unclear is refused, naming file, key and cure."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.language import LANGUAGES
from maskdesk.law.pack import Pack, Wording, worded
from maskdesk.law.reader import (
    BrokenPack,
    ContradictoryPacks,
    Law,
    read_law,
    read_pack,
    wordings,
)
from maskdesk.rules.vocabulary import prove

SOURCE = {"id": "s", "issuer": "SAMPLE ministry", "number": "1/2020", "confidence": "high"}
WORDS = {"en": "So.", "vi": "Vậy.", "zh": "如此。"}


def words(text: str = "So.") -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


def condition(**changes: object) -> dict[str, object]:
    """A condition that asks for the contract's number."""
    return {
        "id": "number",
        "severity": "blocks",
        "stage": "making",
        "sources": ["s"],
        "check": "filled",
        "with": {"fields": ["contract.number"]},
        "duty": WORDS,
        "met": WORDS,
        "not_met": WORDS,
        **changes,
    }


def share(**changes: object) -> dict[str, object]:
    """A condition that asks for a fifth of what is declared."""
    support = {
        "facilities": ["health-facility"],
        "products": ["medical-mask"],
        "proofs": [{"basis": "agreement", "fields": ["agreement_number"]}],
        "quantity": "pieces_pledged",
    }
    with_ = {"whole": "declared", "support": support, "at_least": "fifth"}
    return condition(id="share", check="share", **{"with": {**with_, **changes}})


FIFTH: dict[str, Any] = {
    "name": "fifth",
    "source": "s",
    "history": [{"from": date(2020, 4, 1), "value": 20}],
}


def product(**changes: object) -> dict[str, Any]:
    """A class of an authority."""
    return {"id": "first", "sources": ["s"], "name": WORDS, **changes}


def pack(**changes: object) -> dict[str, Any]:
    """A pack with one source and one condition."""
    return {
        "format": 1,
        "id": "sample",
        "regime": "sample",
        "jurisdiction": "VN",
        "side": "origin",
        "status": "in_force",
        "from": date(2020, 4, 1),
        "compiled_on": date(2020, 4, 2),
        "title": WORDS,
        "sources": [{**SOURCE, "seen": "full"}],
        "conditions": [condition()],
        **changes,
    }


def toml(tables: object) -> str:
    """A value as TOML, tables inline."""
    if isinstance(tables, dict):
        return "{" + ", ".join(f'"{key}" = {toml(held)}' for key, held in tables.items()) + "}"
    if isinstance(tables, (list, tuple)):
        return "[" + ", ".join(map(toml, tables)) + "]"
    if isinstance(tables, bool):
        return str(tables).lower()
    return tables.isoformat() if isinstance(tables, date) else msgspec.json.encode(tables).decode()


def content(tables: dict[str, Any]) -> bytes:
    return "\n".join(f'"{key}" = {toml(held)}' for key, held in tables.items()).encode()


def read(*packs: dict[str, Any]) -> Law:
    """The proved law of some packs."""
    law = read_law({f"{one['id']}.toml": content(one) for one in packs})
    prove(law)
    return law


def refusal(*packs: dict[str, Any]) -> BrokenPack:
    """Why some packs are not usable."""
    with pytest.raises(BrokenPack) as caught:
        read(*packs)
    names_everything(caught.value)
    return caught.value


def names_everything(failure: BrokenPack) -> None:
    """A refusal has a file, a key, a reason and a cure, and is a sentence."""
    for place in ("file", "key", "reason", "cure"):
        assert str(failure.places[place]).strip(), place
    assert "sample" in str(failure.places["file"]).lower()
    assert failure.sentence().endswith(".")
    assert str(failure.places["key"]) in failure.sentence()


def without(tables: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: held for name, held in tables.items() if name != key}


def test_the_sample_of_this_test_is_a_good_pack() -> None:
    law = read(pack(conditions=[condition(), share()], values=[FIFTH]))
    assert [one.id for one in law] == ["sample"]
    assert law.packs[0].content.startswith(b'"format" = 1')
    assert len(law.packs[0].digest) == 64


def test_a_source_is_told_in_one_text_or_in_each_language() -> None:
    told = {"en": "Ministry", "vi": "Bộ", "zh": "部"}
    law = read(pack(sources=[{**SOURCE, "seen": "full", "issuer": told}]))
    (source,) = law.packs[0].pack.sources
    assert (source.issuer, source.number) == (Wording(**told), "1/2020")
    assert [worded(source.issuer, one) for one in LANGUAGES] == ["Ministry", "Bộ", "部"]
    assert [worded(source.number, one) for one in LANGUAGES] == ["1/2020"] * 3


@pytest.mark.parametrize(
    ("tables", "key", "cure"),
    [
        (pack(colour="red"), "colour", "Remove it"),
        (pack(conditions=[condition(colour="red")]), "conditions[0].colour", "Remove it"),
        (pack(sources=[{**SOURCE, "seen": "full", "url": "x"}]), "sources[0].url", "Remove it"),
        (pack(title={**WORDS, "de": "So."}), "title.de", "known here are"),
        (without(pack(), "regime"), "regime", "Add it: a text"),
        (without(pack(), "compiled_on"), "compiled_on", "Add it: a day"),
        (pack(conditions=[without(condition(), "sources")]), "conditions[0].sources", "a list"),
        (pack(title={"en": "So.", "vi": "Vậy."}), "title.zh", "Add it"),
        (pack(sources=[{**SOURCE, "seen": "full", "issuer": {"en": "M.", "vi": "B."}}]),
         "sources[0].issuer.zh", "Add it: a text"),
        (pack(sources=[{**SOURCE, "seen": "full", "number": {**WORDS, "de": "1"}}]),
         "sources[0].number.de", "known here are: en, vi, zh"),
        (pack(sources=[{**SOURCE, "seen": "full", "article": 5}]),
         "sources[0].article", "one of: a text in quotes, a table"),
        (pack(sources=[{**SOURCE, "seen": "full", "issuer": {**WORDS, "vi": " "}}]),
         "sources.s.issuer.vi", "Write the text"),
        (pack(conditions=[condition(met={"en": "So.", "zh": "如此。"})]),
         "conditions[0].met.vi", "Add it"),
        (pack(values=[without(FIFTH, "source")]), "values[0].source", "Add it"),
        (pack(status="maybe"), "status", 'one of: "in_force"'),
        (pack(conditions=[condition(severity="stops")]), "conditions[0].severity", "one of"),
        (pack(conditions=[condition(stage="later")]), "conditions[0].stage", "one of"),
        (pack(conditions=[condition(day="some-day")]), "conditions[0].day", "one of"),
        (pack(format="1"), "format", "a whole number"),
        (pack(values=[{**FIFTH, "history": [{"from": date(2020, 4, 1), "value": True}]}]),
         "values[0].history[0].value", "one of: a whole number"),
        (pack(values=[{**FIFTH, "history": [{"from": date(2020, 4, 1), "value": 0.2}]}]),
         "values[0].history[0].value", "one of: a whole number"),
        (pack(**{"from": "yesterday"}), "from", "a day without quotes"),
        (pack(format=2), "format", "Use a newer MaskDesk"),
        (pack(id="sample pack"), "id", "Rename the pack"),
        (pack(id="Sample"), "id", "Rename the pack"),
        (pack(until=date(2020, 4, 1)), "until", "Correct"),
        (pack(status="repealed"), "until", "until"),
        (pack(sources=[]), "sources", "Add a source"),
        (pack(sources=[{**SOURCE, "seen": "full"}] * 2), "sources", "its own id"),
        (pack(conditions=[condition()] * 2), "conditions", "its own id"),
        (pack(values=[FIFTH, FIFTH]), "values", "its own id"),
        (pack(conditions=[condition(id="a/b")]), "conditions.a/b", "Rename"),
        (pack(conditions=[condition(id="")]), "conditions.", "Rename"),
        (pack(conditions=[condition(sources=[])]), "conditions.number.sources", "Cite a source"),
        (pack(conditions=[condition(sources=["t"])]), "conditions.number.sources", "Cite a source"),
        (pack(values=[{**FIFTH, "source": ""}]), "values.fifth.source", "Cite a source"),
        (pack(values=[{**FIFTH, "source": "t"}]), "values.fifth.source", "Cite a source"),
        (pack(values=[{**FIFTH, "history": [{**FIFTH["history"][0], "source": "t"}]}]),
         "values.fifth.history", "Cite a source"),
        (pack(values=[{**FIFTH, "history": []}]), "values.fifth.history", "List each value"),
        (pack(values=[{**FIFTH, "history": [{"from": date(2020, 4, 2), "value": 1},
                                            {"from": date(2020, 4, 1), "value": 2}]}]),
         "values.fifth.history", "newest last"),
        (pack(values=[{**FIFTH, "history": [{"from": date(2020, 4, 1), "value": "a fifth"}]}]),
         "values.fifth.history", "number"),
        (pack(conditions=[without(condition(), "check")]), "conditions.number", "exactly one"),
        (pack(conditions=[condition(any_of=[{"id": "r", "label": WORDS, "all": []}])]),
         "conditions.number", "exactly one"),
        (pack(conditions=[without(condition(any_of=[{"id": "r", "label": WORDS, "all": []}]),
                                  "check")]),
         "conditions.number.any_of.r", "Name a check"),
        (pack(conditions=[condition(when=[{"field": "contract.type"}])]),
         "conditions.number.when", "Add `in`"),
        (pack(conditions=[condition(unless=[{"field": "contract.type"}])]),
         "conditions.number.unless", "Add `in`"),
        (pack(scope={"when": [{"field": "contract.type"}]}), "scope.when", "Add `in`"),
        (pack(conditions=[condition(met=words("  "))]), "conditions.number.met.en", "Write"),
        (pack(classes=[product(), product()]), "classes", "its own id"),
        (pack(classes=[product(sources=[])]), "classes.first.sources", "Cite a source"),
        (pack(classes=[product(when=[{"field": "goods[].sterile"}])]), "classes.first.when",
         "Add `in`"),
        (pack(classes=[product(name=words(" "))]), "classes.first.en", "Write"),
        (pack(title={**WORDS, "zh": ""}), "title.zh", "Write the text"),
        (pack(exemptions=[{"id": "e", "lifts": ["other"], "when": [], "sources": ["s"],
                           "sentence": WORDS}]),
         "exemptions.e.lifts", "Name a condition"),
        (pack(exemptions=[{"id": "e", "lifts": ["number"], "when": [], "sources": [],
                           "sentence": WORDS}]),
         "exemptions.e.sources", "Cite a source"),
        (pack(papers=[{"form": "f", "why": WORDS, "sources": []}]), "papers.f.sources", "Cite"),
        (pack(papers=[{"form": "f", "why": WORDS, "sources": ["s"], "unless_exempt": ["e"]}]),
         "papers.f.unless_exempt", "Name an exemption"),
        (pack(status="unverified"), "conditions.number.severity", "Lower the severity"),
        (pack(sources=[{**SOURCE, "confidence": "low", "seen": "full"}]),
         "conditions.number.severity", "Lower the severity"),
    ],
)  # fmt: skip
def test_what_is_unclear_in_a_pack_is_refused(tables: dict[str, Any], key: str, cure: str) -> None:
    failure = refusal(tables)
    assert failure.places["key"] == key
    assert cure in str(failure.places["cure"])


@pytest.mark.parametrize(
    ("tables", "key", "cure"),
    [
        (pack(conditions=[condition(check="guess")]), "conditions.number.check", "Use one of"),
        (pack(conditions=[condition(**{"with": {}})]), "conditions.number.with.fields", "Add it"),
        (pack(conditions=[condition(**{"with": {"fields": "contract.number"}})]),
         "conditions.number.with.fields", "a list"),
        (pack(conditions=[condition(**{"with": {"fields": ["contract.number"], "all": True}})]),
         "conditions.number.with.all", "fields"),
        (pack(conditions=[condition(**{"with": {"fields": ["contract.numbre"]}})]),
         "conditions.number.with.fields", "maskdesk schema"),
        (pack(conditions=[condition(**{"with": {"fields": ["contract"]}})]),
         "conditions.number.with.fields", "maskdesk schema"),
        (pack(conditions=[condition(**{"with": {"fields": ["goods.model"]}})]),
         "conditions.number.with.fields", "maskdesk schema"),
        (pack(conditions=[condition(**{"with": {"fields": []}})]),
         "conditions.number.with.fields", "Name a field"),
        (pack(conditions=[condition(when=[{"field": "contract.kind", "in": ["sale"]}])]),
         "conditions.number.when", "maskdesk schema"),
        (pack(conditions=[condition(when=[{"field": "contract", "filled": True}])]),
         "conditions.number.when", "maskdesk schema"),
        (pack(conditions=[condition(when=[{"field": "contract.type", "in": ["sail"]}])]),
         "conditions.number.when", "Use one of"),
        (pack(conditions=[condition(unless=[{"field": "contract.type", "not_in": ["sail"]}])]),
         "conditions.number.unless", "Use one of"),
        (pack(conditions=[condition(when=[{"field": "goods[].sterile", "in": ["yes"]}])]),
         "conditions.number.when", "Use one of"),
        (pack(conditions=[condition(when=[{"field": "contract.type", "from": date(2020, 1, 1)}])]),
         "conditions.number.when", "a day"),
        (pack(conditions=[condition(when=[{"field": "goods[].lots[].number", "filled": True}])]),
         "conditions.number.when", "goods line itself"),
        (pack(conditions=[condition(when=[{"field": "goods[].sterile", "begins": ["EN"]}])]),
         "conditions.number.when", "holds text"),
        (pack(jurisdiction="vn"), "jurisdiction", "ISO 3166"),
        (pack(jurisdiction="Viet Nam"), "jurisdiction", "ISO 3166"),
        (pack(classes=[product(kinds=["masks"])]), "classes.first.kinds", "Use one of"),
        (pack(classes=[product(uses=["fun"])]), "classes.first.uses", "Use one of"),
        (pack(classes=[product(name=words("class {n}"))]), "classes.first.name.en", "Use one of"),
        (pack(classes=[product(when=[{"field": "goods[].steril", "filled": True}])]),
         "classes.first.when", "maskdesk schema"),
        (pack(conditions=[condition(check="languages",
                                    **{"with": {"field": "destination.label_languages",
                                                "languages": ["xy"]}})]),
         "conditions.number.with.languages", "two letters"),
        (pack(conditions=[condition(check="languages",
                                    **{"with": {"field": "destination.label_languages"}})]),
         "conditions.number.with", "Name a language"),
        (pack(conditions=[condition(check="languages", **{"with": {"field": "contract.number",
                                                                   "languages": ["en"]}})]),
         "conditions.number.with.field", "Name another field"),
        (pack(scope={"kinds": ["masks"]}), "scope.kinds", "Use one of"),
        (pack(scope={"uses": ["fun"]}), "scope.uses", "Use one of"),
        (pack(scope={"destinations": ["EU"]}), "scope.destinations", "two letters"),
        (pack(conditions=[condition(kinds=["masks"])]), "conditions.number.kinds", "Use one of"),
        (pack(conditions=[condition(uses=["fun"])]), "conditions.number.uses", "Use one of"),
        (pack(conditions=[condition(met=words("{missing} of {all}"))]),
         "conditions.number.met.en", "missing"),
        (pack(conditions=[condition(met={**WORDS, "zh": "{short}"})]),
         "conditions.number.met.zh", "Use one of"),
        (pack(conditions=[condition(duty=words("{missing}"))]),
         "conditions.number.duty.en", "deciding_day"),
        (pack(conditions=[condition(met=words("{}"))]), "conditions.number.met.en", "Use one of"),
        (pack(conditions=[condition(met=words("{0}"))]), "conditions.number.met.en", "Use one of"),
        (pack(conditions=[condition(met=words("{missing.real}"))]),
         "conditions.number.met.en", "Use one of"),
        (pack(conditions=[condition(met=words("{missing:d}"))]),
         "conditions.number.met.en", "Use one of"),
        (pack(conditions=[condition(met=words("{missing!r}"))]),
         "conditions.number.met.en", "Use one of"),
        (pack(conditions=[condition(met=words("20 % { of it"))]),
         "conditions.number.met.en", "brace"),
        (pack(exemptions=[{"id": "e", "lifts": ["number"], "when": [], "sources": ["s"],
                           "sentence": words("{short} pieces")}]),
         "exemptions.e.en", "Use one of"),
        (pack(exemptions=[{"id": "e", "lifts": ["number"], "sources": ["s"], "sentence": WORDS,
                           "when": [{"field": "exporter.state", "filled": True}]}]),
         "exemptions.e.when", "maskdesk schema"),
        (pack(papers=[{"form": "f", "why": WORDS, "sources": ["s"],
                       "when": [{"field": "x", "filled": True}]}]),
         "papers.f.when", "maskdesk schema"),
        (pack(conditions=[share(at_least="quarter")], values=[FIFTH]),
         "conditions.share.with.at_least", "Add it under `values`"),
        (pack(conditions=[share(at_least="")], values=[FIFTH]),
         "conditions.share.with", "exactly one"),
        (pack(conditions=[share(at_most="fifth")], values=[FIFTH]),
         "conditions.share.with", "exactly one"),
        (pack(conditions=[share(part="declared")], values=[FIFTH]),
         "conditions.share.with", "exactly one"),
        (pack(conditions=[share(whole="output.pieces_mad")], values=[FIFTH]),
         "conditions.share.with.whole", "maskdesk schema"),
        (pack(conditions=[share(whole="output.level")], values=[FIFTH]),
         "conditions.share.with.whole", "whole number"),
        (pack(conditions=[share(asked=["output.perod_from"])], values=[FIFTH]),
         "conditions.share.with.asked", "maskdesk schema"),
        (pack(conditions=[share(support={"facilities": ["clinic"], "products": ["medical-mask"],
                                         "proofs": [], "quantity": "pieces_pledged"})],
              values=[FIFTH]),
         "conditions.share.with.support.facilities", "Use one of"),
        (pack(conditions=[share(support={"facilities": ["health-facility"], "products": ["mask"],
                                         "proofs": [], "quantity": "pieces_pledged"})],
              values=[FIFTH]),
         "conditions.share.with.support.products", "Use one of"),
        (pack(conditions=[share(support={"facilities": ["health-facility"],
                                         "products": ["medical-mask"],
                                         "proofs": [], "quantity": "pieces"})],
              values=[FIFTH]),
         "conditions.share.with.support.quantity", "maskdesk schema"),
        (pack(conditions=[share(support={"facilities": ["health-facility"],
                                         "products": ["medical-mask"],
                                         "proofs": [{"basis": "gift", "fields": []}],
                                         "quantity": "pieces_pledged"})],
              values=[FIFTH]),
         "conditions.share.with.support.proofs", "Use one of"),
        (pack(conditions=[share(support={"facilities": ["health-facility"],
                                         "products": ["medical-mask"],
                                         "proofs": [{"basis": "agreement", "fields": ["paper"]}],
                                         "quantity": "pieces_pledged"})],
              values=[FIFTH]),
         "conditions.share.with.support.proofs", "maskdesk schema"),
        (pack(conditions=[share()],
              values=[{**FIFTH, "history": [{"from": date(2020, 4, 2), "value": 20}]}]),
         "values.fifth.history", "first day"),
        (pack(conditions=[share()],
              values=[{**FIFTH, "history": [{"from": date(2020, 4, 1), "value": ["20"]}]}]),
         "values.fifth.history", "number"),
        (pack(conditions=[share()],
              values=[{**FIFTH, "history": [{"from": date(2020, 4, 1), "value": -20}]}]),
         "values.fifth.history", "number"),
        (pack(conditions=[condition(check="role", **{"with": {"role": "boss"}})]),
         "conditions.number.with.role", "Use one of"),
        (pack(conditions=[condition(check="role", **{"with": {"role": "buyer",
                                                              "fields": ["fax"]}})]),
         "conditions.number.with.fields", "maskdesk schema"),
        (pack(conditions=[condition(check="evidence", **{"with": {"rows": "suport[]"}})]),
         "conditions.number.with.rows", "maskdesk schema"),
        (pack(conditions=[condition(check="evidence", **{"with": {"rows": "goods[]"}})]),
         "conditions.number.with.rows", "maskdesk schema"),
        (pack(conditions=[condition(check="listed", **{"with": {"list": "mine", "must": True}})]),
         "conditions.number.with.list", "Use one of"),
        (pack(conditions=[condition(check="certificate", **{"with": {"schemes": ["ISO"]}})]),
         "conditions.number.with.schemes", "Use one of"),
        (pack(conditions=[condition(check="certificate",
                                    **{"with": {"schemes": ["test-report"], "number": "("}})]),
         "conditions.number.with.number", "pattern"),
        (pack(conditions=[condition(check="identifier", **{"with": {"field": "contract.number",
                                                                    "pattern": "[a"}})]),
         "conditions.number.with.pattern", "pattern"),
        (pack(conditions=[condition(check="identifier", **{"with": {"field": "contract.number",
                                                                    "scheme": "passport"}})]),
         "conditions.number.with.scheme", "Use one of"),
        (pack(conditions=[condition(check="identifier", **{"with": {"field": "parties[].identifier",
                                                                    "roles": ["boss"]}})]),
         "conditions.number.with.roles", "Use one of"),
        (pack(conditions=[condition(check="identifier",
                                    **{"with": {"field": "certificates[].number",
                                                "certificates": ["ISO"]}})]),
         "conditions.number.with.certificates", "Use one of"),
        (pack(conditions=[condition(check="value-in", **{"with": {"field": "contract.type",
                                                                  "values": ["sail"]}})]),
         "conditions.number.with.values", "Use one of"),
        (pack(conditions=[condition(check="value-in", **{"with": {"field": "contract.type",
                                                                  "not_values": ["sail"]}})]),
         "conditions.number.with.not_values", "Use one of"),
        (pack(conditions=[condition(check="empty", **{"with": {"fields": ["contract.type"],
                                                               "values": ["sail"]}})]),
         "conditions.number.with.values", "Use one of"),
        (pack(conditions=[condition(check="day", **{"with": {"field": "contract.signed",
                                                             "before": "2020-13-01"}})]),
         "conditions.number.with.before", "a day"),
        (pack(conditions=[condition(check="day", **{"with": {"field": "contract.signed",
                                                             "after": "customs.left"}})]),
         "conditions.number.with.after", "maskdesk schema"),
        (pack(conditions=[condition(check="day", **{"with": {"field": "contract.number",
                                                             "before": "deciding-day"}})]),
         "conditions.number.with.field", "a day"),
        (pack(conditions=[condition(check="day", **{"with": {"field": "contract.signed"}})]),
         "conditions.number.with", "bound"),
    ],
)  # fmt: skip
def test_what_the_program_does_not_know_is_refused(
    tables: dict[str, Any], key: str, cure: str
) -> None:
    failure = refusal(tables)
    assert failure.places["key"] == key
    assert cure in str(failure.places["cure"])
    assert failure.places["file"] == "sample"


def test_a_low_source_may_stand_beside_one_that_carries_the_block() -> None:
    low = {**SOURCE, "id": "t", "confidence": "low", "seen": "secondary"}
    read(
        pack(
            sources=[{**SOURCE, "seen": "full"}, low],
            conditions=[condition(sources=["t", "s"])],
        )
    )
    read(pack(status="unverified", conditions=[condition(severity="look")]))


@pytest.mark.parametrize(
    "damaged",
    [
        b"\xff\xfe",
        b"\xef\xbb\xbfformat = 1",
        b"format = ",
        b"format = 1\nformat = 1",
        b'title = "open',
        b"format = " + b"[" * 100_000,
        b"\x00",
    ],
)
def test_what_is_no_toml_is_refused(damaged: bytes) -> None:
    with pytest.raises(BrokenPack) as caught:
        read_pack(damaged, "sample.toml")
    assert caught.value.places["key"] == "TOML"
    names_everything(caught.value)


@given(damaged=st.binary(max_size=80))
def test_no_bytes_make_the_reader_fall_over(damaged: bytes) -> None:
    with pytest.raises(BrokenPack):
        read_pack(damaged, "sample.toml")


@given(data=st.data())
def test_a_pack_cut_anywhere_is_refused_or_read(data: st.DataObject) -> None:
    whole = content(pack(conditions=[condition(), share()], values=[FIFTH]))
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(BrokenPack):
        prove(read_law({"sample.toml": cut}))


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ({}, {}, date(2020, 4, 1)),
        ({"until": date(2020, 5, 2)}, {"from": date(2020, 5, 1)}, date(2020, 5, 1)),
        ({"status": "repealed", "until": date(2020, 5, 2)}, {"from": date(2020, 5, 1)},
         date(2020, 5, 1)),
    ],
)  # fmt: skip
def test_two_packs_of_one_regime_never_stand_on_one_day(
    first: dict[str, Any], second: dict[str, Any], day: date
) -> None:
    with pytest.raises(ContradictoryPacks) as caught:
        read(pack(**first), pack(**{"id": "other", **second}))
    places = caught.value.places
    assert {places["first"], places["second"]} == {"sample", "other"}
    assert places["regime"] == "sample"
    assert places["day"] == day.isoformat()
    assert "replaces" in caught.value.sentence()


@pytest.mark.parametrize(
    "other",
    [
        {"from": date(2020, 5, 1)},
        {"replaces": ["sample"]},
        {"regime": "else"},
        {"side": "destination", "scope": {"destinations": ["DE"]}},
        {"jurisdiction": "CN"},
        {"status": "draft"},
        {"status": "unverified", "conditions": []},
    ],
)
def test_packs_that_do_not_meet_stand_side_by_side(other: dict[str, Any]) -> None:
    first = pack(until=date(2020, 5, 1), status="repealed")
    assert len(read(first, pack(**{"id": "other", **other})).packs) == 2


def test_two_files_never_bear_one_id() -> None:
    files = {"sample.toml": content(pack()), "sample-2.toml": content(pack(regime="else"))}
    with pytest.raises(BrokenPack) as caught:
        read_law(files)
    assert caught.value.places["key"] == "id"
    names_everything(caught.value)


def test_a_life_is_half_open() -> None:
    held = read_pack(content(pack(until=date(2020, 4, 29))), "sample.toml")
    assert not held.alive(date(2020, 3, 31))
    assert held.alive(date(2020, 4, 1))
    assert held.alive(date(2020, 4, 28))
    assert not held.alive(date(2020, 4, 29))
    assert read_pack(content(pack()), "sample.toml").alive(date.max)


def test_a_value_is_the_newest_of_its_day() -> None:
    history = [
        {"from": date(2020, 4, 1), "value": 20},
        {"from": date(2020, 4, 10), "value": "33.3"},
        {"from": date(2020, 4, 20), "value": ["a", "b"]},
    ]
    held = read_pack(content(pack(values=[{**FIFTH, "history": history}])), "sample.toml")
    value = held.value("fifth")
    assert value is not None
    assert value.on(date(2020, 3, 31)) is None
    assert value.on(date(2020, 4, 9)) == 20
    assert value.on(date(2020, 4, 10)) == Decimal("33.3")
    assert value.on(date.max) == ("a", "b")


@given(st.permutations(["a", "b", "c"]))
def test_the_law_is_the_same_in_whatever_order_its_files_come(names: list[str]) -> None:
    law = read(*(pack(id=name, regime=name) for name in names))
    assert [one.id for one in law] == ["a", "b", "c"]


def _shipped() -> list[Path]:
    return sorted((Path(__file__).resolve().parents[2] / "resources" / "law").glob("*.toml"))


@pytest.mark.parametrize("path", _shipped(), ids=lambda path: path.stem)
def test_every_pack_that_is_shipped_is_read_and_proved(path: Path) -> None:
    held = read_pack(path.read_bytes(), path.name)
    assert held.id == path.stem
    assert list(wordings(held))
    assert set(tomllib.loads(path.read_text("utf-8"))) <= {
        name if name != "since" else "from" for name in Pack.__struct_fields__
    }


def test_all_packs_that_are_shipped_are_one_law() -> None:
    prove(read_law({path.name: path.read_bytes() for path in _shipped()}))
