"""What an annex is: a workbook with the rows behind the forms' figures."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from maskdesk.dossier.sections import Dossier
from maskdesk.language import Catalogue


class Annex(Struct, frozen=True, kw_only=True):
    """One workbook that is handed in beside the papers.

    `concerns` tells whether a dossier has any rows for it; `write` gives the bytes of the .xlsx,
    the same for the same dossier, language and moment.
    """

    id: str
    title: str
    concerns: Callable[[Dossier], bool]
    write: Callable[[Dossier, Catalogue, datetime], bytes]
