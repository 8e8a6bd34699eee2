"""Asking every condition: who is concerned, what is lifted, which way is taken."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import (
    Certificate,
    Contract,
    Customs,
    Declaration,
    Dossier,
    Exporter,
    GoodsLine,
    Head,
    Output,
)
from maskdesk.dossier.unread import Unread
from maskdesk.law.pack import (
    DuePaper,
    Exemption,
    Pack,
    ProductClass,
    Requirement,
    Route,
    Scope,
    When,
)
from maskdesk.rules.finding import Cure
from rules.asking import DAY, SHIPMENT, condition, pack, report, value, with_line, with_lines, words


def when(path: str, **asked: Any) -> When:
    return When(path=path, **asked)


def answers(dossier: Dossier, one: Pack) -> dict[str, str]:
    """The answer of each condition of a pack."""
    return {finding.condition: finding.answer for finding in report(dossier, one).findings}


def why(dossier: Dossier, one: Pack) -> str:
    return report(dossier, one).standings[0].why


@pytest.mark.parametrize(
    ("dossier", "changes", "reason"),
    [
        (SHIPMENT, {}, "applies"),
        (replace(SHIPMENT, head=Head(origin="CN")), {}, "other-origin"),
        (replace(SHIPMENT, head=Head()), {}, "other-origin"),
        (replace(SHIPMENT, head=Head(origin=Unread(typed="?"))), {}, "other-origin"),
        (SHIPMENT, {"side": "destination", "scope": Scope(destinations=("DE",))}, "applies"),
        (SHIPMENT, {"side": "destination", "scope": Scope(destinations=("US",))},
         "other-destination"),
        (SHIPMENT, {"side": "destination"}, "other-destination"),
        (SHIPMENT, {"status": "draft"}, "not-in-basis"),
        (replace(SHIPMENT, head=Head(origin="VN", basis=("sample",))), {"status": "draft"},
         "applies"),
        (replace(SHIPMENT, head=Head(origin="VN", basis=Unread(typed="sample"))),
         {"status": "draft"}, "not-in-basis"),
        (SHIPMENT, {"status": "unverified"}, "applies"),
        (SHIPMENT, {"scope": Scope(kinds=("gloves",))}, "no-such-goods"),
        (SHIPMENT, {"scope": Scope(uses=("daily",))}, "no-such-goods"),
        (with_lines(), {}, "no-such-goods"),
        (with_line(kind=None), {"scope": Scope(kinds=("medical-mask",))}, "no-such-goods"),
        (SHIPMENT, {"scope": Scope(when=(when("contract.type", in_=("aid",)),))}, "not-in-scope"),
        (SHIPMENT, {"scope": Scope(when=(when("contract.type", in_=("sale",)),))}, "applies"),
        (SHIPMENT, {"since": date(2020, 5, 1)}, "not-alive"),
        (SHIPMENT, {"until": DAY}, "not-alive"),
    ],
)  # fmt: skip
def test_a_pack_says_whether_it_applies_and_why(
    dossier: Dossier, changes: dict[str, Any], reason: str
) -> None:
    one = pack(condition(), **changes)
    assert why(dossier, one) == reason
    assert bool(report(dossier, one).findings) is (reason == "applies")


def test_a_pack_in_force_that_asks_nothing_of_this_dossier_still_applies() -> None:
    never = condition(when=(when("contract.type", in_=("aid",)),))
    found = report(SHIPMENT, pack(never))
    assert found.findings == ()
    assert found.standings[0].why == "applies"
    assert found.standings[0].days == (DAY,)
    assert ("origin", "goods[g1]") not in found.uncovered


def test_goods_no_pack_is_about_are_named_on_each_side() -> None:
    dossier = with_lines(GoodsLine(id="g1", kind="medical-mask"), GoodsLine(id="g2", kind="gloves"))
    found = report(dossier, pack(condition(), scope=Scope(kinds=("medical-mask",))))
    assert found.uncovered == (
        ("origin", "goods[g2]"),
        ("destination", "goods[g1]"),
        ("destination", "goods[g2]"),
    )


SALE = when("contract.type", in_=("sale",))
AID = when("contract.type", in_=("aid",))


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"when": (SALE,)}, True),
        ({"when": (AID,)}, False),
        ({"when": (SALE, AID)}, False),
        ({"unless": (SALE,)}, False),
        ({"unless": (AID,)}, True),
        ({"unless": (SALE, AID)}, False),
        ({"when": (SALE,), "unless": (SALE,)}, False),
        ({"when": (when("contract.type", not_in=("aid", "processing")),)}, True),
        ({"when": (when("contract.type", not_in=("sale",)),)}, False),
        ({"when": (when("contract.signed", before=date(2020, 3, 6)),)}, True),
        ({"when": (when("contract.signed", before=date(2020, 3, 5)),)}, False),
        ({"when": (when("contract.signed", since=date(2020, 3, 5)),)}, True),
        ({"when": (when("contract.signed", since=date(2020, 3, 6)),)}, False),
        ({"when": (when("contract.number", filled=True),)}, True),
        ({"when": (when("contract.number", filled=False),)}, False),
        ({"when": (when("contract.invoice_number", filled=False),)}, True),
        ({"when": (when("contract.invoice_number", filled=True),)}, False),
        ({"unless": (when("contract.signed", filled=False),)}, True),
        ({"unless": (when("contract.invoice_number", filled=False),)}, False),
        ({"when": (when("head.origin", in_=("VN",)), when("contract.type", in_=("sale",)))}, True),
    ],
)
def test_when_and_unless_switch_a_condition(changes: dict[str, Any], asked: bool) -> None:
    assert answers(SHIPMENT, pack(condition(**changes))) == ({"duty": "met"} if asked else {})


MASKS = with_line(standards=("EN 13795-1:2019", "ISO 9001"))


@pytest.mark.parametrize(
    ("dossier", "beginnings", "asked"),
    [
        (MASKS, ("EN 13795",), True),
        (MASKS, ("en13795 -1",), True),
        (MASKS, ("EN 149", "EN 13795-1"), True),
        (MASKS, ("13795",), False),
        (SHIPMENT, ("EN 13795",), False),
    ],
)
def test_a_condition_can_hang_on_how_a_text_begins(
    dossier: Dossier, beginnings: tuple[str, ...], asked: bool
) -> None:
    one = pack(condition(when=(when("goods[].standards", begins=beginnings),)))
    assert bool(answers(dossier, one)) is asked


CLASSES = (
    ProductClass(id="first", sources=("s",), name=words("Class I"), kinds=("medical-mask",)),
    ProductClass(
        id="sterile",
        sources=("s",),
        name=words("Class Is"),
        kinds=("medical-mask",),
        when=(when("goods[].sterile", in_=(True,)),),
    ),
    ProductClass(
        id="aid", sources=("s",), name=words("Aid"), when=(when("contract.type", in_=("aid",)),)
    ),
    ProductClass(id="worn", sources=("s",), name=words("Worn"), uses=("workplace",)),
)


def test_a_pack_tells_what_the_authority_takes_the_goods_for() -> None:
    goods = with_lines(
        GoodsLine(id="g1", kind="medical-mask", sterile=True),
        GoodsLine(id="g2", kind="gloves", use="workplace"),
        GoodsLine(id="g3", kind="gloves", use="daily"),
    )
    told = report(goods, pack(classes=CLASSES)).classes
    assert [(one.lines, one.id) for one in told] == [
        (("g1",), "first"),
        (("g1",), "sterile"),
        (("g2",), "worn"),
    ]
    assert told[0].name.en == "Class I"
    assert told[0].sources[0].issuer == "SAMPLE ministry"


def test_a_class_is_told_within_the_packs_life_and_scope_only() -> None:
    classes = CLASSES[:1]
    assert not report(SHIPMENT, pack(classes=classes, until=DAY)).classes
    assert not report(SHIPMENT, pack(classes=classes, jurisdiction="CN")).classes
    assert report(SHIPMENT, pack(classes=classes)).classes


def test_a_pack_that_only_tells_a_class_covers_its_goods() -> None:
    assert ("origin", "goods[g1]") not in report(SHIPMENT, pack(classes=CLASSES)).uncovered


def test_the_moment_of_a_declaration_can_switch_a_condition() -> None:
    at = datetime(2020, 4, 19, 18, 0, tzinfo=UTC)
    dossier = replace(SHIPMENT, customs=Customs(declarations=(Declaration(id="d", registered=at),)))
    path = "customs.declarations[].registered"
    # In Viet Nam it is already the twentieth.
    assert answers(dossier, pack(condition(when=(when(path, since=DAY),)))) == {"duty": "met"}
    assert answers(dossier, pack(condition(when=(when(path, before=DAY),)))) == {}


UNTYPED = replace(SHIPMENT, contract=Contract(number="C-1", signed=date(2020, 3, 5)))


@pytest.mark.parametrize("held", [None, Unread(typed="sail")])
def test_a_condition_that_hangs_on_an_unfilled_field_asks_for_it(held: Any) -> None:
    dossier = replace(UNTYPED, contract=replace(UNTYPED.contract, type=held))
    (finding,) = report(dossier, pack(condition(when=(SALE,)))).findings
    assert finding.answer == "unfilled"
    assert finding.places == ("contract.type",)
    assert finding.sentence("en") == "Do it."


@pytest.mark.parametrize(
    "changes",
    [
        {"when": (SALE, when("head.origin", in_=("CN",)))},
        {"when": (SALE,), "unless": (when("head.origin", in_=("VN",)),)},
        {"when": (SALE, when("goods[].kind", in_=("gloves",)))},
    ],
)
def test_a_condition_that_cannot_apply_asks_for_nothing(changes: dict[str, Any]) -> None:
    assert answers(UNTYPED, pack(condition(**changes))) == {}


def test_a_condition_of_an_unknown_day_that_cannot_apply_asks_for_nothing() -> None:
    dossier = replace(SHIPMENT, contract=Contract(number="C-1", type="sale"))
    of_aid = condition("of-aid", day="contract-signed", when=(AID,))
    of_gloves = condition("of-gloves", day="contract-signed", kinds=("gloves",))
    lifted = condition("lifted", day="contract-signed")
    exemption = Exemption(
        id="free", lifts=("lifted",), when=(SALE,), sources=("s",), sentence=words("Free.")
    )
    asked = condition("asked", day="contract-signed")
    one = pack(of_aid, of_gloves, lifted, asked, exemptions=(exemption,))
    assert answers(dossier, one) == {"lifted": "not-applicable", "asked": "unfilled"}


LINES = with_lines(
    GoodsLine(id="g1", kind="medical-mask", use="medical", model="A", sterile=True),
    GoodsLine(id="g2", kind="gloves", use="daily", sterile=False),
    GoodsLine(id="g3", kind="medical-mask", use="daily"),
)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ["g2", "g3"]),
        ({"kinds": ("medical-mask",)}, ["g3"]),
        ({"uses": ("daily",)}, ["g2", "g3"]),
        ({"kinds": ("gloves",), "uses": ("daily",)}, ["g2"]),
        ({"when": (when("goods[].sterile", in_=(False,)),)}, ["g2"]),
        ({"when": (when("goods[].sterile", not_in=(True,)),)}, ["g2"]),
        ({"when": (when("goods[].sterile", filled=False),)}, ["g3"]),
        ({"unless": (when("goods[].sterile", in_=(False,)),)}, ["g3"]),
        ({"unless": (when("goods[].use", in_=("daily",)),)}, []),
        ({"unless": (when("goods[].model", filled=False),)}, []),
        ({"when": (when("goods[].use", in_=("daily",)),),
          "unless": (when("goods[].kind", in_=("gloves",)),)}, ["g3"]),
    ],
)  # fmt: skip
def test_a_condition_asks_only_the_goods_it_is_about(
    changes: dict[str, Any], missing: list[str]
) -> None:
    asked = {"fields": ["goods[].model"]}
    (finding,) = report(LINES, pack(condition(parameters=asked, **changes))).findings
    assert list(finding.places) == [f"goods[{line}].model" for line in missing]
    assert finding.answer == ("unfilled" if missing else "met")


def test_a_condition_about_no_goods_here_is_not_asked() -> None:
    never = (when("goods[].sterile", in_=(True,)), when("goods[].use", in_=("daily",)))
    assert answers(LINES, pack(condition(when=never))) == {}


FREE = Exemption(
    id="free",
    lifts=("duty",),
    when=(when("exporter.status", in_=("export-processing",)),),
    sources=("p",),
    sentence=words("You are free of it since {deciding_day}."),
    severity="note",
)


def test_an_exemption_speaks_instead_of_what_it_lifts() -> None:
    dossier = replace(
        SHIPMENT, exporter=Exporter(status="export-processing"), contract=Contract(type="sale")
    )
    (finding,) = report(dossier, pack(condition(), exemptions=(FREE,))).findings
    assert finding.answer == "not-applicable"
    assert finding.exemption == "free"
    assert finding.severity == "note"
    assert finding.sentence("en") == "You are free of it since 20 Apr 2020."
    assert finding.places == ("exporter.status",)
    assert [source.id for source in finding.sources] == ["p"]
    assert not finding.open


def test_an_exemption_needs_all_it_asks_and_lifts_no_other_condition() -> None:
    dossier = replace(SHIPMENT, exporter=Exporter(status="export-processing"))
    both = replace(FREE, when=(*FREE.when, when("exporter.investment_certificate", filled=True)))
    one = pack(condition(), condition("other"), exemptions=(FREE,))
    assert answers(dossier, one) == {"duty": "not-applicable", "other": "met"}
    assert answers(dossier, replace(one, exemptions=(both,))) == {"duty": "met", "other": "met"}
    assert answers(SHIPMENT, one) == {"duty": "met", "other": "met"}


def test_an_exempted_condition_asks_for_nothing() -> None:
    dossier = replace(UNTYPED, exporter=Exporter(status="export-processing"))
    one = pack(condition(when=(SALE,)), exemptions=(FREE,))
    assert answers(dossier, one) == {"duty": "not-applicable"}


def by_ways(*ways: tuple[str, dict[str, Any]], **changes: Any) -> Any:
    """A condition that is met in any of several ways, each one check."""
    routes = tuple(
        Route(id=f"r{n}", label=words(), all=(Requirement(check=check, parameters=asked),))
        for n, (check, asked) in enumerate(ways)
    )
    return condition("duty", "", any_of=routes, **changes)


FILLED = ("filled", {"fields": ["contract.number"]})
EMPTY = ("filled", {"fields": ["contract.invoice_number"]})
RIGHT = ("value-in", {"field": "contract.type", "values": ["sale"]})
WRONG = ("value-in", {"field": "contract.type", "values": ["aid"]})
IDLE = ("identifier", {"field": "contract.invoice_number", "pattern": "x"})
EXTRACT = ("listed", {"list": "office", "must": True})


@pytest.mark.parametrize(
    ("ways", "answer", "places"),
    [
        ([FILLED, WRONG], "met", ()),
        ([WRONG, FILLED], "met", ()),
        ([WRONG, EMPTY], "unfilled", ("contract.type", "contract.invoice_number")),
        ([WRONG, WRONG], "not-met", ("contract.type",)),
        ([EXTRACT, WRONG], "cannot-tell", ("extracts", "contract.type")),
        ([IDLE, WRONG], "not-met", ("contract.type",)),
        ([IDLE, EMPTY], "unfilled", ("contract.invoice_number",)),
        ([IDLE, RIGHT], "met", ()),
        ([IDLE, IDLE], "not-applicable", ()),
    ],
)
def test_of_several_ways_the_best_answers_for_all(
    ways: list[tuple[str, dict[str, Any]]], answer: str, places: tuple[str, ...]
) -> None:
    (finding,) = report(SHIPMENT, pack(by_ways(*ways))).findings
    assert finding.answer == answer
    assert finding.places == places


def test_of_one_way_all_steps_must_be_taken() -> None:
    def answer(*steps: tuple[str, dict[str, Any]]) -> str:
        requirements = tuple(Requirement(check=name, parameters=asked) for name, asked in steps)
        way = Route(id="r", label=words(), all=requirements)
        return answers(SHIPMENT, pack(condition("duty", "", any_of=(way,))))["duty"]

    assert answer(FILLED, RIGHT) == "met"
    assert answer(FILLED, WRONG) == "not-met"
    assert answer(FILLED, EMPTY) == "unfilled"
    assert answer(EMPTY, WRONG) == "not-met"
    assert answer(EXTRACT, EMPTY) == "cannot-tell"
    assert answer(FILLED, IDLE) == "met"
    assert answer(IDLE) == "not-applicable"


def test_a_sentence_may_name_the_numbers_of_any_way_and_all_ways_to_cure_are_told() -> None:
    share = {"part": "output.pieces_kept", "whole": "output.pieces_made", "at_least": "half"}
    of_output = {"part": "declared", "whole": "output.pieces_made", "at_most": "half"}
    duty = by_ways(
        WRONG,
        ("share", share),
        ("share", of_output),
        not_met=words("{found}: {short} short, {over} over, of {whole}."),
    )
    dossier = replace(SHIPMENT, output=Output(pieces_made=100, pieces_kept=40))
    (finding,) = report(dossier, pack(duty, values=(value("half", 50),))).findings
    assert finding.answer == "not-met"
    assert finding.sentence("en") == "sale: 10 short, 950 over, of 100."
    assert finding.cures == (Cure(kind="declare-at-most", pieces=50),)


def test_a_number_the_check_had_no_cause_to_give_reads_as_nothing() -> None:
    duty = condition("duty", "adds-up", parameters={"sum": "value"}, duty=words("Do it."),
                     met=words("{expected} is {stated}."))  # fmt: skip
    (finding,) = report(SHIPMENT, pack(duty)).findings
    assert finding.answer == "not-applicable"
    listed = condition(
        "duty", "listed", parameters={"list": "office", "must": True},
        cannot_tell=words("{rows} rows by {makers} on {day}."),
    )  # fmt: skip
    (finding,) = report(SHIPMENT, pack(listed)).findings
    assert finding.sentence("en") == "– rows by – on 20 Apr 2020."


def test_what_is_not_met_met_or_unknown_has_its_own_sentence() -> None:
    def sentence(asked: dict[str, Any], **changes: Any) -> str:
        (finding,) = report(
            SHIPMENT, pack(condition("duty", "value-in", parameters=asked, **changes))
        ).findings
        return finding.sentence("en")

    assert sentence({"field": "contract.type", "values": ["sale"]}) == "Done."
    assert sentence({"field": "contract.type", "values": ["aid"]}) == "Not done."
    assert sentence({"field": "contract.incoterm", "values": ["FOB"]}) == "Do it."


def test_papers_are_due_by_pack_day_scope_and_exemption() -> None:
    paper = DuePaper(form="f", why=words("Because."), sources=("s",))
    one = pack(papers=(paper,))
    (due,) = report(SHIPMENT, one).due
    assert (due.form, due.pack, due.subject) == ("f", "sample", "")
    assert report(SHIPMENT, one).standings[0].applies
    assert report(SHIPMENT, replace(one, since=date(2020, 5, 1))).due == ()
    assert report(SHIPMENT, replace(one, papers=(replace(paper, when=(AID,)),))).due == ()
    assert report(SHIPMENT, replace(one, papers=(replace(paper, when=(SALE,)),))).due != ()
    lifting = replace(one, papers=(replace(paper, unless_exempt=("free",)),), exemptions=(FREE,))
    free = replace(SHIPMENT, exporter=Exporter(status="export-processing"))
    assert report(free, lifting).due == ()
    assert report(SHIPMENT, lifting).due != ()
    twice = Customs(
        declarations=(Declaration(id="a", planned=DAY), Declaration(id="b", planned=DAY))
    )
    found = report(replace(SHIPMENT, customs=twice), one).due
    assert [due.subject for due in found] == ["a", "b"]


def test_findings_are_found_by_key_and_by_condition() -> None:
    twice = Customs(
        declarations=(Declaration(id="a", planned=DAY), Declaration(id="b", planned=DAY))
    )
    found = report(replace(SHIPMENT, customs=twice), pack(condition()))
    assert [one.subject for one in found.find("sample/duty")] == ["a", "b"]
    assert [one.subject for one in found.find("sample/duty@b")] == ["b"]
    assert found.find("duty") == ()


def test_asking_does_not_change_what_is_asked_and_answers_alike_each_time() -> None:
    one = pack(condition(), condition("other", when=(SALE,)))
    assert report(SHIPMENT, one) == report(SHIPMENT, one)


def test_a_registration_covers_any_goods_through_its_certificates() -> None:
    with_scheme = when("certificates[].scheme", in_=("nmpa-registration",))
    one = pack(condition(unless=(with_scheme,)))
    held = replace(SHIPMENT, certificates=(Certificate(id="c", scheme="nmpa-registration"),))
    assert answers(SHIPMENT, one) == {"duty": "met"}
    assert answers(held, one) == {}
