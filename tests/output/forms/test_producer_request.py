"""The request to a producer: what the check found open about its goods, and by when."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Acknowledgement, Dossier, Producer
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.forms.producer_request import FORM
from maskdesk.rules.evaluate import check
from output.forms.consignment import law, line
from output.forms.each_origin import (
    EACH,
    OVERLONG_EACH,
    assert_fits,
    assert_same_keys_in_each_language,
)
from output.forms.pressed import (
    DAY,
    assert_archivable,
    keys_never_printed,
    pressed,
    printed_at,
)

EU = law("eu-mdd-masks")


def two_producers(language: Language = "vi") -> Dossier:
    """Goods of two producers, the second without any certificate."""
    second = Producer(id="f2", name_local="Nhà máy MẪU hai", address="Lô M2", relation="bought")
    whole = EACH[language]
    return replace(
        whole,
        goods=(line(1), line(2, producer="f2", model="XX-9")),
        producers=(*whole.producers, second),
        certificates=tuple(replace(one, goods=("g1",), models=()) for one in whole.certificates),
    )


def findings_on(drawing_paths: set[str]) -> set[str]:
    return {path for path in drawing_paths if path.startswith("sum:finding.")}


def test_each_producer_of_the_goods_is_asked() -> None:
    dossier = two_producers()
    assert FORM.subjects(dossier) == ("producers[f1]", "producers[f2]")
    own = replace(dossier.producers[0], code=dossier.exporter.tax_code)
    asked = replace(dossier, producers=(own, dossier.producers[1]))
    assert FORM.subjects(asked) == ("producers[f2]",), "the exporter does not ask itself"
    idle = replace(dossier, goods=dossier.goods[:1])
    assert FORM.subjects(idle) == ("producers[f1]",)


def test_it_asks_in_the_sentences_of_the_findings_that_touch_its_goods() -> None:
    dossier = two_producers("en")
    report = check(dossier, EU, DAY)
    sentences = {f"sum:finding.{one.key}": one.sentence("en") for one in report.findings}
    drawing = pressed(FORM, dossier, EU, subject="producers[f2]")
    asked = findings_on({one.path for one in drawing.placements})
    assert asked
    for path in asked:
        assert printed_at(drawing, path) == {sentences[path]}
    for finding in report.findings:
        if f"sum:finding.{finding.key}" in asked:
            assert finding.open


def test_quantities_and_prices_are_not_asked_of_it() -> None:
    dossier = two_producers("en")
    bare = replace(dossier.goods[1], pieces_declared=None, unit_price=None, hs_origin=None)
    dossier = replace(dossier, goods=(dossier.goods[0], bare))
    with_open = pressed(FORM, dossier, EU, subject="producers[f2]")
    before = pressed(FORM, two_producers("en"), EU, subject="producers[f2]")
    paths = [
        findings_on({one.path for one in drawing.placements}) for drawing in (with_open, before)
    ]
    assert paths[0] == paths[1]


def test_what_was_acknowledged_is_not_asked_again() -> None:
    dossier = two_producers("en")
    report = check(dossier, EU, DAY)
    drawing = pressed(FORM, dossier, EU, subject="producers[f2]")
    asked = sorted(findings_on({one.path for one in drawing.placements}))
    finding = next(one for one in report.findings if f"sum:finding.{one.key}" == asked[0])
    row = Acknowledgement(id="a1", finding=finding.key, reason="By letter", seen=finding.seen)
    after = pressed(FORM, replace(dossier, acknowledgements=(row,)), EU, subject="producers[f2]")
    assert not printed_at(after, asked[0])


def test_only_its_own_goods_are_listed_with_the_day_of_need() -> None:
    drawing = pressed(FORM, two_producers("en"), EU, subject="producers[f2]")
    assert printed_at(drawing, "goods[g2].model") == {"XX-9"}
    assert not printed_at(drawing, "goods[g1].model")
    assert printed_at(drawing, "customs.declarations[d1].planned") == {"20 April 2020"}


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    assert_fits(FORM, language, dossier)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_wording_is_used(language: Language) -> None:
    whole = two_producers(language)
    own = replace(whole.papers[-2], form=FORM.id, subject="producers[f1]", signatory="p2")
    dossiers = [whole, replace(whole, papers=(replace(own, day=None),))]
    assert keys_never_printed(FORM, dossiers, language, EU) == set()


def test_its_wording_has_the_same_keys_in_each_language() -> None:
    assert_same_keys_in_each_language(FORM)


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, EACH["zh"], subject="producers[f1]"))
