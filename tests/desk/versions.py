"""Dossiers that remember what was made of them, and their second versions."""

from functools import cache

from desk.dossiers import DAY
from desk.made import (
    MOMENT,
    made,
    office,
    practice,
    sealed_china,
    sealed_viet_nam,
)
from maskdesk.desk.delivering import remembering
from maskdesk.desk.making import Submission
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.sealing import acknowledge, amend, seal
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Dossier
from maskdesk.rules.evaluate import check
from maskdesk.rules.holding import to_look_at

# The papers these tests are about; what else is customary is none of their business.
PAPERS = ("commercial-invoice", "packing-list", "supplier-statement", "vn-undertaking")
JOINT = "cn-joint-declaration"


@cache
def first_papers() -> Submission:
    """Vietnamese papers for ink."""
    return made(sealed_viet_nam(), None, *PAPERS)


@cache
def joint_papers() -> Submission:
    """The Chinese joint declaration, signed by the exporter."""
    return made(sealed_china(), practice(), JOINT)


@cache
def made_viet_nam() -> OpenDossier:
    """The Vietnamese dossier with its papers for ink."""
    return remembering(sealed_viet_nam(), first_papers(), MOMENT)


@cache
def made_china() -> OpenDossier:
    """The Chinese dossier with the signed paper that wants the importer's signature."""
    return remembering(sealed_china(), joint_papers(), MOMENT)


def amended(opened: OpenDossier, dossier: Dossier | None = None) -> OpenDossier:
    """The next version, open for edits, with other content."""
    following = amend(opened, "SAMPLE reason", MOMENT)
    head = following.dossier.head
    if dossier is None:
        return following
    for name in ("version", "amends"):
        dossier = put(dossier, f"head.{name}", getattr(head, name))
    return following.with_dossier(dossier)


def resealed(opened: OpenDossier) -> OpenDossier:
    """The version at hand sealed, whatever is to be looked at acknowledged."""
    dossier = opened.dossier
    report = check(dossier, office().law, DAY)
    for finding in to_look_at(report, dossier):
        dossier = acknowledge(dossier, report, finding.key, "SAMPLE reason")
    return seal(opened.with_dossier(dossier), office().law, MOMENT, DAY)


@cache
def second_viet_nam() -> OpenDossier:
    """A second version with another contract number, sealed; papers of the first alone."""
    first = made_viet_nam()
    return resealed(amended(first, put(first.dossier, "contract.number", "02/2020/HĐ-SAMPLE")))


@cache
def second_papers() -> Submission:
    """The papers of the second version."""
    return made(second_viet_nam(), None, *PAPERS)


@cache
def made_twice() -> OpenDossier:
    """Both versions with their papers."""
    return remembering(second_viet_nam(), second_papers(), MOMENT)


@cache
def signed_few_again() -> OpenDossier:
    """The first version with a package of two papers, made after the whole one."""
    few = made(sealed_viet_nam(), practice(), "commercial-invoice")
    return remembering(made_viet_nam(), few, MOMENT)
