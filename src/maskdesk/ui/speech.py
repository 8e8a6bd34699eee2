"""The language the window speaks, changed while it is open."""

import re
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError
from maskdesk.language import Catalogue, Language, show_local, show_sentences


class Speech(QObject):
    """The window's sentences; `changed` says that every text has to be said anew."""

    changed = Signal()

    def __init__(self, office: Office, language: Language) -> None:
        super().__init__()
        self._office = office
        self._catalogue = office.catalogue(language)

    @property
    def language(self) -> Language:
        """The language spoken now."""
        return self._catalogue.language

    @property
    def catalogue(self) -> Catalogue:
        """The sentences of that language."""
        return self._catalogue

    @property
    def translate(self) -> Callable[[str], str]:
        """Gives the words of a message id in that language, the same as long as it is spoken.

        What rows are called is kept by it.
        """
        return self._catalogue.translate

    def say(self, message: str, /, **places: object) -> str:
        """A sentence with its places filled."""
        return self._catalogue.say(message, **self._here(places))

    def plural(self, one: str, many: str, n: int, /, **places: object) -> str:
        """The sentence that fits a count, which is also the place {n}."""
        return self._catalogue.plural(one, many, n, **self._here(places))

    def show(self, value: object) -> str:
        """One value as a sentence would hold it; a moment by the clock on the clerk's wall."""
        if isinstance(value, datetime):
            return show_local(value, self.language)
        return self._catalogue.show(value)

    def tell(self, failure: MaskDeskError) -> str:
        """What could not be done and the way out, with its numbers and days as they are said."""
        parts = (failure.problem, failure.way_out)
        return self.join(*(self.say(part, **failure.places) for part in parts if part))

    def join(self, *sentences: str) -> str:
        """Sentences one after another."""
        return show_sentences(sentences, self.language)

    def _here(self, places: dict[str, object]) -> dict[str, object]:
        return {
            name: self.show(value) if isinstance(value, datetime) else value
            for name, value in places.items()
        }

    def speak(self, language: Language) -> None:
        """Go over to another language; nothing the clerk typed changes."""
        if language != self.language:
            self._catalogue = self._office.catalogue(language)
            self.changed.emit()


def without_key(text: str) -> str:
    """The words of a label or an entry without its access key, which Chinese puts behind them."""
    return re.sub(r"\(&.\)", "", text).replace("&", "")
