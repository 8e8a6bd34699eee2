"""The record of findings that other programs read and a seal keeps."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from msgspec.structs import replace

from dossier.arbitrary import dossiers
from maskdesk.dossier.sections import Customs, Declaration, Dossier, Head, Support
from maskdesk.language import LANGUAGES
from maskdesk.law.pack import DuePaper, ProductClass, Wording
from maskdesk.rules import record as module
from maskdesk.rules.evaluate import Report
from maskdesk.rules.record import FORMAT, record
from rules.asking import DAY, FULL, PRESS, SHIPMENT, condition, pack, report, value, words

COUNT = {
    "facilities": ["health-facility"],
    "products": ["medical-mask"],
    "quantity": "pieces_pledged",
    "proofs": [{"basis": "agreement", "fields": ["agreement_number"]}],
}
SHARE = condition(
    "share",
    "share",
    parameters={"whole": "declared", "support": COUNT, "at_least": "share"},
    not_met=words("{short} of {required} short."),
)
SAMPLE = pack(
    SHARE,
    condition("number"),
    values=(value("share", "12.5"),),
    classes=(ProductClass(id="mask", sources=("s",), name=words("Class I.")),),
    papers=(DuePaper(form="f", why=words("Because."), sources=("s",)),),
)


def asked(dossier: Dossier = SHIPMENT) -> Report:
    support = (Support(id="s1", facility="Bệnh viện Mẫu", kind="other-body"),)
    return report(replace(dossier, support=support), SAMPLE)


def read(found: Report, **how: Any) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(record(found, **how))
    return held


def test_it_has_the_keys_it_documents_and_no_others() -> None:
    held = read(asked())
    assert set(held) == {
        *("format", "today", "findings", "packs", "due", "uncovered", "classes"),
    }
    assert held["format"] == FORMAT
    assert held["today"] == DAY.isoformat()
    document = module.__doc__ or ""
    for finding in held["findings"]:
        for key in finding:
            assert key in document, key
    assert set(held["findings"][0]) == {
        *("key", "pack", "condition", "status", "answer", "severity", "stage", "papers", "places"),
        *("numbers", "cures", "sentence", "sources", "deciding", "day", "subject", "exemption"),
        *("counted", "left_out"),
    }
    assert set(held["packs"][0]) == {"pack", "why", "days"}
    assert set(held["due"][0]) == {"form", "pack", "subject", "why"}
    assert set(held["uncovered"][0]) == {"side", "place"}
    assert held["classes"] == [
        {
            "places": ["goods[g1]"],
            "pack": "sample",
            "class": "mask",
            "name": {"en": "Class I.", "vi": "Class I.", "zh": "Class I."},
        }
    ]


def test_it_says_exactly_what_was_found() -> None:
    (share, number) = read(asked())["findings"]
    assert share["key"] == "sample/share"
    assert share["answer"] == "not-met"
    assert share["numbers"] == {
        "counted": 0,
        "declare_at_most": 0,
        "deciding_day": "2020-04-20",
        "left_out": ["Bệnh viện Mẫu"],
        "required": 125,
        "rows": 0,
        "share": "12.5",
        "short": 125,
        "whole": 1000,
    }
    assert share["cures"] == [
        {"kind": "propose-support", "pieces": 125, "day": None},
        {"kind": "declare-at-most", "pieces": 0, "day": None},
    ]
    assert share["left_out"] == ["support[s1].kind"]
    assert share["sentence"] == {
        "en": "125 of 125 short.",
        "vi": "125 of 125 short.",
        "zh": "125 of 125 short.",
    }
    assert share["sources"][0]["confidence"] == "high"
    assert number["answer"] == "met"
    assert number["cures"] == []


def test_the_same_findings_are_the_same_bytes() -> None:
    assert record(asked()) == record(asked())
    assert record(asked()).endswith(b"}\n")


def test_it_speaks_the_languages_it_is_asked_for() -> None:
    held = read(asked(), languages=("vi",))
    assert set(held["findings"][0]["sentence"]) == {"vi"}
    assert set(held["due"][0]["why"]) == {"vi"}


def test_a_source_is_one_text_in_the_first_of_these_languages() -> None:
    told = replace(FULL, issuer=Wording(en="Ministry", vi="Bộ", zh="部"))
    found = report(SHIPMENT, pack(condition(), sources=(told, PRESS)))
    for languages, issuer in ((LANGUAGES, "Ministry"), (("zh",), "部")):
        (source,) = read(found, languages=languages)["findings"][0]["sources"]
        assert (source["issuer"], source["number"]) == (issuer, "1/2020")


def test_several_declarations_are_told_apart() -> None:
    declarations = (Declaration(id="a", planned=DAY), Declaration(id="b", planned=date(2020, 4, 2)))
    held = read(asked(replace(SHIPMENT, customs=Customs(declarations=declarations))))
    keys = [finding["key"] for finding in held["findings"]]
    assert keys == ["sample/share@a", "sample/share@b", "sample/number@a", "sample/number@b"]
    assert [finding["subject"] for finding in held["findings"]] == ["a", "b", "a", "b"]
    assert held["packs"][0]["days"] == ["2020-04-02", "2020-04-20"]
    assert [due["subject"] for due in held["due"]] == ["a", "b"]


def test_numbers_beyond_any_trade_are_still_recorded() -> None:
    rows = tuple(
        Support(
            id=f"s{n}",
            kind="health-facility",
            product="medical-mask",
            standing="agreed",
            basis="agreement",
            agreement_number="1",
            pieces_pledged=10**15 - 1,
        )
        for n in range(100)
    )
    tiny = pack(SHARE, values=(value("share", "0.000001"),))
    held = read(report(replace(SHIPMENT, support=rows), tiny))
    assert held["findings"][0]["numbers"]["declare_at_most"] == 100 * (10**15 - 1) * 10**8


@given(dossier=dossiers())
def test_any_dossier_is_answered_and_recorded(dossier: Dossier) -> None:
    dossier = replace(dossier, head=Head(origin="VN"), goods=(*dossier.goods[:1], *SHIPMENT.goods))
    held = read(report(dossier, SAMPLE))
    assert {finding["condition"] for finding in held["findings"]} == {"share", "number"}
