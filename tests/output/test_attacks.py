"""No published attack on signed PDFs passes as valid, and every untouched control does."""

import datetime as dt
from collections.abc import Iterator

import pypdfium2
import pytest
from pyhanko.sign.fields import MDPPerm

from maskdesk.output.verification import Expected, Verdict, verify_pdf
from output import attacks, pki
from output.other_program import nothing_else, signed_elsewhere
from output.specimens import certified, countersigned

OURS = Expected(own=True, practice=True)
THEIRS = Expected(signed=False, practice=True)
PERMISSIONS = (None, MDPPerm.NO_CHANGES, MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE)


def verdict(pdf: bytes, expected: Expected) -> Verdict:
    """Tomorrow, for other programs sign with the clock of this computer."""
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    return verify_pdf(pdf, moment=tomorrow, expected=expected)


def passed(attempts: Iterator[tuple[str, bytes]], control: bytes, expected: Expected) -> list[str]:
    """The attacks that were not seen through, of those that changed anything."""
    tried = list(attempts)
    assert tried
    assert all(pdf != control for _, pdf in tried)
    return [
        name
        for name, pdf in tried
        for wanted in {expected, Expected(signed=False, practice=True)}
        if verdict(pdf, wanted).indication == "valid"
    ]


ON_OURS = {
    "forged in place": attacks.forged_in_place,
    "forged by update": attacks.forged_by_update,
    "saved on": attacks.saved_on,
    "wrapped": attacks.wrapped,
    "annotated": attacks.annotated,
}


def seen(pdf: bytes) -> bytes:
    """The first page as a viewer shows it that checks nothing."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    return bytes(document[0].render(scale=0.5).to_pil().tobytes())


def test_the_attacks_do_change_what_is_seen() -> None:
    """Or passing them would prove nothing."""
    shown, hidden = seen(certified()), seen(victim(None))
    for attack in ON_OURS.values():
        name, pdf = next(attack(certified()))
        assert seen(pdf) != shown, name
    for name, pdf in attacks.turned(victim(None)):
        assert seen(pdf) != hidden, name
    for name, pdf in attacks.annotated(victim(None)):
        assert name == "/Widget" or seen(pdf) != hidden, name  # a lone one pdfium passes over
    assert seen(attacks.with_sneaky_field(victim(None))) != hidden
    assert seen(attacks.refilled(victim(None))) == hidden, "only a program for forms shows it"


def test_the_untouched_controls_are_valid() -> None:
    for pdf in (certified(), countersigned()):
        assert verdict(pdf, OURS).indication == "valid"
    for permission in PERMISSIONS:
        assert verdict(victim(permission), THEIRS).indication == "valid"


@pytest.mark.parametrize("attack", ON_OURS)
def test_an_attack_on_a_paper_of_ours_is_never_valid(attack: str) -> None:
    assert passed(ON_OURS[attack](certified()), certified(), OURS) == []


@pytest.mark.long
@pytest.mark.parametrize("attack", ON_OURS)
def test_an_attack_on_a_countersigned_paper_is_never_valid(attack: str) -> None:
    assert passed(ON_OURS[attack](countersigned()), countersigned(), OURS) == []


def victim(certify: MDPPerm | None) -> bytes:
    """A prepared paper, signed by somebody who did not see what it hides."""
    return signed_elsewhere(attacks.shadow_document(), "victim", nothing_else, certify=certify)


@pytest.mark.parametrize("permission", PERMISSIONS, ids=str)
def test_a_shadow_document_that_was_turned_is_never_valid(permission: MDPPerm | None) -> None:
    pdf = victim(permission)
    assert passed(attacks.turned(pdf), pdf, THEIRS) == []


@pytest.mark.parametrize("permission", PERMISSIONS, ids=str)
def test_a_note_or_stamp_on_a_certified_paper_is_never_valid(permission: MDPPerm | None) -> None:
    pdf = victim(permission)
    assert passed(attacks.annotated(pdf), pdf, THEIRS) == []
    assert passed(iter([("sneaky", attacks.with_sneaky_field(pdf))]), pdf, THEIRS) == []


@pytest.mark.parametrize("permission", [None, MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE], ids=str)
def test_a_later_signature_that_covers_or_moves_is_never_valid(permission: MDPPerm | None) -> None:
    pdf = victim(permission)
    assert verdict(signed_elsewhere(pdf, "second", nothing_else), THEIRS).indication == "valid"
    for change, field in (
        (attacks.cover_by_field, "second"),
        (attacks.cover_by_field, "sneaky"),
        (attacks.move_field, "second"),
    ):
        assert verdict(signed_elsewhere(pdf, field, change), THEIRS).indication != "valid"


def test_filling_a_form_after_signing_is_named() -> None:
    for permission in PERMISSIONS:
        filled = attacks.refilled(victim(permission))
        later = signed_elsewhere(filled, "second", nothing_else)
        found = verdict(later, THEIRS)
        assert found.indication == "not valid"
        named = [reason for reason in found.reasons if reason.code == "filled-in"]
        if permission is not MDPPerm.NO_CHANGES:
            assert named
            assert "price" in named[0].sentence()


def test_what_certification_forbids_stays_forbidden_to_later_signers() -> None:
    later = signed_elsewhere(victim(MDPPerm.NO_CHANGES), "second", nothing_else)
    assert verdict(later, THEIRS).indication == "not valid"


def test_a_control_with_a_root_of_its_own_is_valid() -> None:
    signed = signed_elsewhere(
        attacks.shadow_document(form=False), "victim", nothing_else, pki.identity(pki.leaf())
    )
    now = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    found = verify_pdf(signed, moment=now, roots=(pki.pem(pki.root()),))
    assert found.indication == "valid"
