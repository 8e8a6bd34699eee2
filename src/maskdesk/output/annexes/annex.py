"""What an annex is: a workbook with the rows behind the forms' figures."""

from datetime import datetime

from msgspec import Struct

from maskdesk.dossier.paths import every
from maskdesk.dossier.sections import Dossier
from maskdesk.language import Catalogue
from maskdesk.output.annexes.clearing import Clearing
from maskdesk.output.annexes.filling import fill
from maskdesk.output.annexes.links import Names
from maskdesk.output.annexes.listing import Listing, completed
from maskdesk.output.annexes.table import Book
from maskdesk.output.annexes.workbook import write_workbook
from maskdesk.rules.ground import filled


class Annex(Struct, frozen=True, kw_only=True):
    """One workbook that is handed in beside the papers; each of its sheets lists like things."""

    id: str
    title: str
    listings: tuple[Listing, ...]

    def concerns(self, dossier: Dossier) -> bool:
        """Whether the dossier has rows for it."""
        return any(True for _ in every(dossier, self.listings[0].path))

    def write(
        self, dossier: Dossier, catalogue: Catalogue, moment: datetime, *, draft: bool = False
    ) -> bytes:
        """The bytes of the .xlsx, the same for the same dossier, language and moment.

        A draft says so above every sheet and on every page.
        Raises CannotStand for a text no cell can hold and TooManyRows; nothing is made then.
        """
        clearing = Clearing(dossier, catalogue)
        names = Names(dossier, catalogue, clearing)
        sheets = (
            fill(dossier, listing, catalogue, names, clearing)
            for listing in completed(self.listings)
        )
        book = Book(
            title=catalogue.translate(self.title),
            issuer=_first(dossier, _ISSUER[catalogue.language], clearing),
            reference=_first(dossier, ("head.reference",), clearing),
            catalogue=catalogue,
            sheets=tuple(sheet for sheet in sheets if sheet is not None),
            draft=draft,
        )
        return write_workbook(book, moment)


_LOCAL = ("exporter.name_local", "exporter.name_english")
_ISSUER = {"en": _LOCAL[::-1], "vi": _LOCAL, "zh": _LOCAL}


def _first(dossier: Dossier, paths: tuple[str, ...], clearing: Clearing) -> str:
    for path in paths:
        for _, value in every(dossier, path):
            if isinstance(value, str) and filled(value):
                return clearing.clear(value, path)
    return ""
