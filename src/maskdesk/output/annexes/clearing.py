"""What a cell of a workbook can hold, and the refusal, by name, of what it cannot."""

from maskdesk.dossier.naming import name_of
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Catalogue, odd_characters

# ECMA-376 sets no limit; Excel's own, in UTF-16 units.
MOST_CHARACTERS = 32_767


class CannotStand(MaskDeskError):
    """A text holds characters that no cell can hold, or that would mislead a reader."""

    problem = N_("{place}: the text holds characters that no annex can show: {characters}.")
    way_out = N_("Remove or replace them there.")


class TooLong(CannotStand):
    """A text is longer than a cell can hold."""

    problem = N_("{place}: the text has {length} characters; a cell of Excel holds {most}.")
    way_out = N_("Shorten it there, or attach the text as evidence.")


class Clearing:
    """Lets through the texts a workbook can hold; each different text is looked at once."""

    def __init__(self, dossier: Dossier, catalogue: Catalogue) -> None:
        self._dossier = dossier
        self._catalogue = catalogue
        self._cleared: set[str] = set()

    def clear(self, text: str, path: str) -> str:
        """The text itself; raises CannotStand, or TooLong, naming the place it stands in."""
        if text in self._cleared:
            return text
        odd = odd_characters(text)
        if odd:
            raise CannotStand(place=self._place(path), characters=", ".join(odd))
        # A text with _x0041_ in it is written with more characters than it has.
        most = 2 * len(text) + 6 * text.count("_x")
        if most > MOST_CHARACTERS:
            length = len(text.encode("utf-16-le")) // 2 + 6 * text.count("_x")
            if length > MOST_CHARACTERS:
                raise TooLong(place=self._place(path), length=length, most=MOST_CHARACTERS)
        self._cleared.add(text)
        return text

    def _place(self, path: str) -> str:
        """The place in words that are safe to show, although its own name may be the odd text."""
        place = name_of(self._dossier, path, self._catalogue.translate, self._catalogue.language)
        shown = "".join(c if c.isprintable() else "\ufffd" for c in place)
        return shown if len(shown) <= 160 else f"{shown[:80]}…{shown[-79:]}"
