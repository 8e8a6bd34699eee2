"""What the clerk decides about findings: acknowledge, override, take up a cure, confirm a copy."""

from typing import TYPE_CHECKING

from maskdesk.dossier.copying import confirm, to_confirm
from maskdesk.dossier.sections import Dossier, Support
from maskdesk.language import N_
from maskdesk.rules.ground import known

if TYPE_CHECKING:
    from maskdesk.rules.finding import Cure, Finding
    from maskdesk.ui.window import DossierWindow


class Settling:
    """The decisions of one dossier's window."""

    def __init__(self, window: "DossierWindow") -> None:
        self._window = window

    def acknowledge(self, finding: "Finding") -> None:
        """Ask why the finding stands, and keep it with the numbers it showed."""
        from maskdesk.desk.sealing import acknowledge
        from maskdesk.ui.asking import ReasonDialog

        speech = self._window.desktop.speech
        dialog = ReasonDialog(
            self._window,
            speech,
            question=finding.sentence(speech.language),
            verb=speech.say(N_("Acknowledge")),
            named=False,
        )
        if dialog.exec():
            editing = self._window.editing
            after = acknowledge(editing.dossier, editing.report, finding.key, dialog.reason)
            editing.put_rows("acknowledgements", after.acknowledgements)

    def override(self, finding: "Finding") -> None:
        """Ask who goes on in spite of a finding, and why."""
        from maskdesk.desk.sealing import override
        from maskdesk.ui.asking import ReasonDialog

        speech = self._window.desktop.speech
        dialog = ReasonDialog(
            self._window,
            speech,
            question=finding.sentence(speech.language),
            verb=speech.say(N_("Override")),
            named=True,
        )
        if dialog.exec():
            editing = self._window.editing
            after = override(
                editing.dossier, editing.report, finding.key, dialog.name, dialog.reason
            )
            editing.put_rows("overrides", after.overrides)

    def cure(self, cure: "Cure", finding: "Finding") -> None:
        """Add the missing pieces as a proposed row, which counts once its agreement exists."""
        if cure.kind != "propose-support" or cure.pieces is None:
            return
        editing = self._window.editing
        row = Support(
            id=editing.session.new_row("support").id,
            kind="health-facility",
            product=_product(editing.dossier),
            pieces_pledged=cure.pieces,
            standing="proposed",
            declaration=_declaration(editing.dossier, finding),
        )
        editing.insert("support", row)
        editing.want(f"support[{row.id}].facility")

    def confirm(self, place: str) -> None:
        """Confirm one copied field, or all of them."""
        editing = self._window.editing
        dossier = editing.dossier
        for one in to_confirm(dossier) if not place else (place,):
            dossier = confirm(dossier, one)
        editing.put_rows("copied", dossier.copied)


def _product(dossier: Dossier) -> str | None:
    kinds = {known(line.kind) for line in dossier.goods}
    return kinds.pop() if len(kinds) == 1 else None


def _declaration(dossier: Dossier, finding: "Finding") -> str | None:
    declarations = [row.id for row in dossier.customs.declarations]
    if len(declarations) == 1:
        return declarations[0]
    named = (one for one in declarations if finding.subject and one in finding.subject)
    return next(named, None)
