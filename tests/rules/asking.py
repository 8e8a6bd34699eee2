"""A small invented consignment, and a pack of one condition to ask it."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from maskdesk.dossier.sections import (
    Contract,
    Customs,
    Declaration,
    Destination,
    Dossier,
    Exporter,
    GoodsLine,
    Head,
    Producer,
)
from maskdesk.law.pack import Condition, Dated, LegalValue, Pack, Source, Wording
from maskdesk.law.reader import Law, LoadedPack
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding

DAY = date(2020, 4, 20)
FULL = Source(id="s", issuer="SAMPLE ministry", number="1/2020", confidence="high", seen="full")
PRESS = Source(id="p", issuer="SAMPLE newspaper", number="7", confidence="medium", seen="secondary")
SHIPMENT = Dossier(
    head=Head(origin="VN"),
    exporter=Exporter(name_local="CÔNG TY MẪU (SAMPLE)", name_english="SAMPLE Masks JSC"),
    contract=Contract(number="C-1", type="sale", signed=date(2020, 3, 5)),
    customs=Customs(declarations=(Declaration(id="d1", planned=DAY),)),
    goods=(
        GoodsLine(
            id="g1", kind="medical-mask", use="medical", model="A1", pieces_declared=1000,
            producer="p1",
        ),
    ),
    producers=(Producer(id="p1", name_english="SAMPLE Factory", code="0100109106"),),
    destination=Destination(country="DE"),
)  # fmt: skip


def words(text: str = "So.") -> Wording:
    """The same words in each language."""
    return Wording(en=text, vi=text, zh=text)


def condition(name: str = "duty", check: str = "filled", /, **changes: Any) -> Condition:
    """A duty that asks one check; by default for the contract's number."""
    given: dict[str, Any] = {
        "id": name,
        "severity": "blocks",
        "stage": "making",
        "sources": ("s",),
        "duty": words("Do it."),
        "met": words("Done."),
        "not_met": words("Not done."),
        "check": check,
        "papers": ("*",),
        **changes,
    }
    if check == "filled" and "parameters" not in given:
        given["parameters"] = {"fields": ["contract.number"]}
    return Condition(**given)


def pack(*conditions: Condition, **changes: Any) -> Pack:
    """A pack of Viet Nam in force since the first of April 2020."""
    given: dict[str, Any] = {
        "format": 1,
        "id": "sample",
        "regime": "sample",
        "jurisdiction": "VN",
        "side": "origin",
        "status": "in_force",
        "since": date(2020, 4, 1),
        "compiled_on": date(2020, 4, 2),
        "title": words("A sample."),
        "sources": (FULL, PRESS),
        "conditions": conditions,
        **changes,
    }
    return Pack(**given)


def value(name: str, held: int | str | tuple[str, ...], *, since: date = date.min) -> LegalValue:
    """A figure or list of the law that never changed."""
    return LegalValue(name=name, source="s", history=(Dated(since=since, value=held),))


def law(*packs: Pack) -> Law:
    """The law of some packs."""
    return Law(packs=tuple(LoadedPack(held=one, content=b"") for one in packs))


def report(dossier: Dossier, *packs: Pack, today: date = DAY, **how: Any) -> Report:
    """How a dossier stands under some packs."""
    return check(dossier, law(*packs), today, **how)


def ask(
    dossier: Dossier,
    name: str,
    parameters: dict[str, Any],
    *,
    values: tuple[LegalValue, ...] = (),
    today: date = DAY,
    returned: frozenset[str] = frozenset(),
    **changes: Any,
) -> Finding:
    """What one check answers on a dossier with one declaration."""
    duty = condition("duty", name, parameters=parameters, **changes)
    found = report(dossier, pack(duty, values=values), today=today, returned=returned).findings
    assert len(found) == 1
    return found[0]


def with_line(dossier: Dossier = SHIPMENT, **changes: Any) -> Dossier:
    """The consignment with its first goods line changed."""
    first, *others = dossier.goods
    return replace(dossier, goods=(replace(first, **changes), *others))


def with_lines(*lines: GoodsLine) -> Dossier:
    """The consignment with other goods lines."""
    return replace(SHIPMENT, goods=lines)
