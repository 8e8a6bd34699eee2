"""The annexes MaskDesk makes: one module each, one line here."""

from maskdesk.output.annexes.annex import Annex

ANNEXES: dict[str, Annex] = {}
