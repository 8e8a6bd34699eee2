"""The annexes MaskDesk makes: one module each, one line here."""

from maskdesk.output.annexes import certificates, domestic_support, evidence, goods, producers
from maskdesk.output.annexes.annex import Annex

ANNEXES: dict[str, Annex] = {
    annex.id: annex
    for annex in (
        goods.ANNEX,
        domestic_support.ANNEX,
        certificates.ANNEX,
        producers.ANNEX,
        evidence.ANNEX,
    )
}
