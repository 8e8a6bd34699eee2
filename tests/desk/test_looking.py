"""A paper looked at apart gets the very verdict it gets here; a hostile one gets none."""

import datetime as dt

import pytest

from desk.made import MOMENT, signed_few
from maskdesk.desk.looking import Apart, Question, look_here, rehearsal
from maskdesk.output.verification import Expected
from output import attacks, issued
from output.specimens import archived, certified, countersigned, drawn
from output.test_attacks import ON_OURS, PERMISSIONS, victim
from output.test_certificate_trouble import CASES, signed

LATER = MOMENT + dt.timedelta(days=2)


def asked(pdf: bytes, *, judged: bool = True) -> Question:
    expected = Expected(signed=False, practice=True)
    return Question(pdf=pdf, moment=LATER, expected=expected, judged=judged)


def agree(questions: dict[str, Question]) -> None:
    with Apart() as look:
        apart = look(questions)
    assert apart == look_here(questions)
    assert not any(one.given_up for one in apart.values())


def test_papers_of_every_kind_are_judged_apart_as_they_are_here() -> None:
    papers = {"drawn": drawn(), "archived": archived(), "certified": certified()}
    papers |= {"countersigned": countersigned(), "nothing": b"", "broken": certified()[:20_000]}
    papers |= {"shadow": attacks.refilled(victim(None)), "moved": victim(PERMISSIONS[2])}
    papers |= {name: pdf for name, pdf in signed_few().files.items() if name.endswith(".pdf")}
    agree({name: asked(pdf) for name, pdf in papers.items()})
    agree({"only facts": asked(certified(), judged=False)})


def test_certificates_are_judged_apart_as_they_are_here() -> None:
    roots, crls = (issued.root(),), issued.lists(LATER)
    cases = ("good", "revoked", "expired", "not-yet", "of-stranger")
    agree(
        {case: Question(pdf=signed(case), moment=LATER, roots=roots, crls=crls) for case in cases}
    )


@pytest.mark.long
def test_every_attack_and_case_is_judged_apart_as_it_is_here() -> None:
    papers = {case: signed(case) for case in CASES}
    for name, attack in ON_OURS.items():
        papers |= {f"{name} {variant}": pdf for variant, pdf in attack(certified())}
    for permission in PERMISSIONS:
        for variant, pdf in (
            *attacks.turned(victim(permission)),
            *attacks.annotated(victim(permission)),
        ):
            papers[f"{permission} {variant}"] = pdf
    agree({name: asked(pdf) for name, pdf in papers.items()})


def test_papers_that_take_too_long_are_given_up_and_all_the_others_are_judged() -> None:
    papers = {f"{n}.pdf": asked(certified()) for n in range(20)}
    hostile = ("0.pdf", "9.pdf")
    papers |= {name: asked(attacks.endless_table()) for name in hostile}
    with Apart(seconds=4) as look:
        found = look(papers)
    assert [name for name, one in found.items() if one.given_up] == list(hostile)
    for name in hostile:
        verdict = found[name].verdict
        assert verdict is not None
        assert verdict.indication == "cannot tell"
        assert [reason.code for reason in verdict.reasons] == ["too-much"]
    honest = look_here({"1.pdf": papers["1.pdf"]})["1.pdf"]
    assert all(one == honest for name, one in found.items() if name not in hostile)


def test_a_file_of_very_many_updates_is_not_compared_for_minutes() -> None:
    often = {"often.pdf": asked(attacks.often_updated(certified(), 500))}
    verdict = look_here(often)["often.pdf"].verdict
    assert verdict is not None
    assert [reason.code for reason in verdict.reasons] == ["too-much"]


def test_the_paper_that_is_looked_at_before_any_other_is_a_valid_one_of_maskdesk() -> None:
    (looked,) = look_here({"rehearsal": rehearsal()}).values()
    assert looked.verdict is not None
    assert looked.verdict.indication == "valid"
    assert looked.verdict.signatures[0].ours
    assert looked.data is not None
    assert looked.places is not None
