"""What holds up which paper, and what a clerk may decide about it and for how long."""

from typing import Any

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Acknowledgement, Contract, Dossier, Override
from maskdesk.dossier.unread import Unread
from maskdesk.law.pack import Source
from maskdesk.rules.evaluate import Report
from maskdesk.rules.finding import Finding
from maskdesk.rules.holding import (
    Decided,
    acknowledged,
    concerns,
    held_up_by,
    holds_up,
    overridden,
    to_look_at,
)
from rules.asking import FULL, PRESS, SHIPMENT, condition, pack, report

WRONG = {"field": "contract.type", "values": ["aid"]}
EXTRACT = Source(id="x", issuer="SAMPLE", number="2", confidence="medium", seen="extract")


def asked(dossier: Dossier = SHIPMENT, **changes: Any) -> Report:
    """A report of one condition the consignment does not meet."""
    duty = condition("duty", "value-in", parameters=WRONG, **changes)
    return report(dossier, pack(duty, sources=(FULL, PRESS, EXTRACT)))


def finding(dossier: Dossier = SHIPMENT, **changes: Any) -> Finding:
    (found,) = asked(dossier, **changes).findings
    return found


OF_PRESS: dict[str, Any] = {"sources": ("p",)}


def decided(held: Finding, **changes: Any) -> Dossier:
    """The consignment with an override of a finding."""
    given = {"finding": held.key, "name": "SAMPLE Head", "reason": "Asked.", "seen": held.seen}
    return replace(SHIPMENT, overrides=(Override(id="o", **{**given, **changes}),))


def looked_at(held: Finding, **changes: Any) -> Dossier:
    """The consignment with an acknowledgement of a finding."""
    given = {"finding": held.key, "reason": "Known.", "seen": held.seen}
    return replace(SHIPMENT, acknowledgements=(Acknowledgement(id="a", **{**given, **changes}),))


def test_a_named_person_may_go_on_against_a_secondary_source() -> None:
    held = finding(**OF_PRESS)
    assert held.answer == "not-met"
    assert not held.official
    assert holds_up(held, SHIPMENT)
    dossier = decided(held)
    assert overridden(held, dossier) == Decided(name="SAMPLE Head", reason="Asked.")
    assert not holds_up(held, dossier)


@pytest.mark.parametrize("sources", [("s",), ("x",), ("p", "s"), ("s", "p"), ("p", "x")])
def test_nobody_may_go_on_against_the_text_of_the_law(sources: tuple[str, ...]) -> None:
    held = finding(sources=sources)
    assert held.official
    assert overridden(held, decided(held)) is None
    assert holds_up(held, decided(held))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"name": ""},
        {"name": "  "},
        {"name": Unread(typed="?")},
        {"reason": None},
        {"reason": " \n"},
        {"reason": Unread(typed="?")},
        {"finding": "sample/other"},
        {"finding": None},
        {"seen": None},
        {"seen": "not-met"},
        {"seen": Unread(typed="?")},
    ],
)
def test_an_override_needs_finding_name_reason_and_the_numbers_seen(
    changes: dict[str, Any],
) -> None:
    held = finding(**OF_PRESS)
    assert overridden(held, decided(held, **changes)) is None
    assert holds_up(held, decided(held, **changes))


@pytest.mark.parametrize(
    "changes",
    [{"reason": None}, {"reason": " "}, {"finding": "sample/other"}, {"seen": "not-met"}],
)
def test_an_acknowledgement_needs_finding_reason_and_the_numbers_seen(
    changes: dict[str, Any],
) -> None:
    held = finding(severity="look")
    assert acknowledged(held, looked_at(held, **changes)) is None


def test_an_unfinished_decision_does_not_stand_in_the_way_of_a_finished_one() -> None:
    held = finding(**OF_PRESS)
    (good,) = decided(held).overrides
    dossier = replace(
        SHIPMENT, overrides=(Override(id="n", finding=held.key, seen=held.seen), good)
    )
    assert overridden(held, dossier) is not None
    look = finding(severity="look")
    (seen,) = looked_at(look).acknowledgements
    unfinished = Acknowledgement(id="n", finding=look.key, seen=look.seen)
    assert acknowledged(look, replace(SHIPMENT, acknowledgements=(unfinished, seen))) is not None


def test_a_decision_holds_only_while_the_numbers_are_those_seen() -> None:
    held = finding(**OF_PRESS)
    dossier = replace(decided(held), contract=Contract(number="C-1", type="processing"))
    other = finding(dossier, **OF_PRESS)
    assert other.seen != held.seen
    assert overridden(other, dossier) is None
    back = replace(dossier, contract=SHIPMENT.contract)
    assert overridden(finding(back, **OF_PRESS), back) is not None

    look = finding(severity="look")
    dossier = replace(looked_at(look), contract=Contract(number="C-1", type="processing"))
    assert acknowledged(finding(dossier, severity="look"), dossier) is None


def test_what_was_seen_is_one_stable_line() -> None:
    assert finding().seen == "not-met;allowed=aid;deciding_day=2020-04-20;found=sale"


def test_what_is_to_be_looked_at_waits_until_it_is_acknowledged() -> None:
    found = asked(severity="look")
    (held,) = found.findings
    assert to_look_at(found, SHIPMENT) == (held,)
    assert to_look_at(found, looked_at(held)) == ()
    assert not holds_up(held, SHIPMENT)
    assert to_look_at(asked(severity="note"), SHIPMENT) == ()
    assert to_look_at(asked(), SHIPMENT) == ()


def test_what_is_met_or_not_applicable_holds_up_nothing_and_is_not_looked_at() -> None:
    met = condition("duty", "value-in", parameters={**WRONG, "values": ["sale"]}, severity="look")
    idle = condition("idle", "identifier", severity="look",
                     parameters={"field": "contract.invoice_number", "pattern": "x"})  # fmt: skip
    found = report(SHIPMENT, pack(met, idle))
    assert {one.answer for one in found.findings} == {"met", "not-applicable"}
    assert to_look_at(found, SHIPMENT) == ()


@pytest.mark.parametrize("answer", ["not-met", "unfilled", "cannot-tell"])
def test_what_is_open_holds_up_whatever_the_reason(answer: str) -> None:
    parameters = {
        "not-met": ("value-in", WRONG),
        "unfilled": ("filled", {"fields": ["contract.invoice_number"]}),
        "cannot-tell": ("listed", {"list": "office", "must": True}),
    }
    check, given = parameters[answer]
    (held,) = report(SHIPMENT, pack(condition("duty", check, parameters=given))).findings
    assert held.answer == answer
    assert holds_up(held, SHIPMENT)


def test_a_finding_holds_up_its_own_papers_at_its_own_stage() -> None:
    found = asked(papers=("f", "g"), stage="handing-in")
    (held,) = found.findings
    assert held_up_by(found, SHIPMENT, "f", "handing-in") == (held,)
    assert held_up_by(found, SHIPMENT, "g", "handing-in") == (held,)
    assert held_up_by(found, SHIPMENT, "h", "handing-in") == ()
    assert held_up_by(found, SHIPMENT, "f", "making") == ()
    assert held_up_by(found, SHIPMENT, "f", "departure") == ()
    every = asked(papers=("*",))
    assert held_up_by(every, SHIPMENT, "anything", "making") == every.findings
    assert concerns(every.findings[0], "anything")
    none = asked(papers=())
    assert held_up_by(none, SHIPMENT, "f", "making") == ()
