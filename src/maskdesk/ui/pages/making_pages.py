"""Which page a section has: made from its fields, or arranged by hand where that helps."""

from typing import TYPE_CHECKING

from maskdesk.law.reader import covered_destinations
from maskdesk.ui.arrangement import CHECK
from maskdesk.ui.pages.certificates_page import CertificatesPage
from maskdesk.ui.pages.check_page import CheckPage
from maskdesk.ui.pages.destination_page import DestinationPage
from maskdesk.ui.pages.evidence_page import EvidencePage
from maskdesk.ui.pages.hand_in_page import Deeds, HandInPage
from maskdesk.ui.pages.papers_page import PapersPage
from maskdesk.ui.pages.section_page import Page, SectionPage
from maskdesk.ui.pages.support_page import SupportPage
from maskdesk.ui.section_list import section_label

if TYPE_CHECKING:
    from maskdesk.ui.window import DossierWindow


def make_page(window: "DossierWindow", section: str) -> Page:
    """The page of a section."""
    if section == CHECK:
        return _check_page(window)
    if section == "moves":
        deeds = Deeds(
            record=window.handing.record,
            accept=window.handing.accept,
            choose=window.handing.choose,
        )
        label = section_label(section)
        return HandInPage(window.editing, lambda: window.file.opened, deeds, label)
    if section == "evidence":
        now, label = window.desktop.now, section_label(section)
        return EvidencePage(window.editing, lambda: window.file, now, label)
    if section == "papers":
        papers = PapersPage(window.editing, section_label(section))
        papers.shown.connect(window.preview.choose)
        return papers
    if section == "certificates":
        desktop = window.desktop
        return CertificatesPage(
            window.editing,
            desktop.workers,
            lambda: desktop.now().date(),
            lambda: covered_destinations(desktop.office.law),
        )
    if section == "support":
        return SupportPage(window.editing, window.settling.cure)
    if section == "destination":
        return DestinationPage(window.editing)
    return SectionPage(window.editing, section)


def _check_page(window: "DossierWindow") -> CheckPage:
    page = CheckPage(window.editing)
    page.acknowledge.connect(window.settling.acknowledge)
    page.confirm.connect(window.settling.confirm)
    page.seal.connect(window.menus.seal)
    page.amend.connect(window.menus.amend)
    page.finish.connect(window.menus.finish)
    page.what_if.connect(window.menus.what_if)
    page.take_report(window.editing.report, left=False)
    return page
