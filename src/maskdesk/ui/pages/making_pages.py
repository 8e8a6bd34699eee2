"""Which page a section has: made from its fields, or arranged by hand where that helps."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from maskdesk.ui.arrangement import CHECK
from maskdesk.ui.pages.section_page import Page, SectionPage
from maskdesk.ui.section_list import section_label

if TYPE_CHECKING:
    from maskdesk.ui.window import DossierWindow


def make_page(window: "DossierWindow", section: str) -> Page:
    """The page of a section; what one arranged by hand needs is loaded when it is first seen."""
    by_hand = _BY_HAND.get(section)
    return (
        by_hand(window)
        if by_hand is not None
        else SectionPage(window.editing, section, window.stack)
    )


def _check_page(window: "DossierWindow") -> Page:
    from maskdesk.ui.pages.check_page import CheckPage

    page = CheckPage(window.editing, window.stack)
    page.acknowledge.connect(window.settling.acknowledge)
    page.confirm.connect(window.settling.confirm)
    page.seal.connect(window.menus.seal)
    page.amend.connect(window.menus.amend)
    page.finish.connect(window.menus.finish)
    page.what_if.connect(window.menus.what_if)
    return page


def _hand_in_page(window: "DossierWindow") -> Page:
    from maskdesk.ui.pages.hand_in_page import Deeds, HandInPage

    deeds = Deeds(
        record=window.handing.record,
        correct=window.handing.correct,
        accept=window.handing.accept,
        choose=window.handing.choose,
        show=window.handing.show,
    )
    opened, label = lambda: window.file.as_shown, section_label("moves")
    return HandInPage(window.editing, opened, deeds, label, window.stack)


def _evidence_page(window: "DossierWindow") -> Page:
    from maskdesk.ui.pages.evidence_page import EvidencePage

    label = section_label("evidence")
    return EvidencePage(
        window.editing, lambda: window.file, window.desktop.now, label, window.stack
    )


def _papers_page(window: "DossierWindow") -> Page:
    from maskdesk.ui.pages.papers_page import PapersPage

    papers = PapersPage(window.editing, section_label("papers"), window.stack)
    papers.shown.connect(window.preview.choose)
    return papers


def _certificates_page(window: "DossierWindow") -> Page:
    from maskdesk.law.reader import covered_destinations
    from maskdesk.ui.pages.certificates_page import CertificatesPage

    desktop = window.desktop
    return CertificatesPage(
        window.editing,
        desktop.workers,
        lambda: desktop.now().date(),
        lambda: covered_destinations(desktop.office.law),
        window.stack,
    )


def _support_page(window: "DossierWindow") -> Page:
    from maskdesk.ui.pages.support_page import SupportPage

    return SupportPage(window.editing, window.settling.cure, window.stack)


def _destination_page(window: "DossierWindow") -> Page:
    from maskdesk.ui.pages.destination_page import DestinationPage

    return DestinationPage(window.editing, window.stack)


_BY_HAND: Mapping[str, Callable[["DossierWindow"], Page]] = {
    CHECK: _check_page,
    "moves": _hand_in_page,
    "evidence": _evidence_page,
    "papers": _papers_page,
    "certificates": _certificates_page,
    "support": _support_page,
    "destination": _destination_page,
}
