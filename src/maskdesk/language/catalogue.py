"""Sentences in the clerk's language, with the numbers and days in them written its way."""

import gettext
import io
import struct
from datetime import date, datetime
from decimal import Decimal

from maskdesk.language.languages import Language
from maskdesk.language.phrase import Phrase
from maskdesk.language.showing import show_day, show_decimal, show_moment, show_whole


class Catalogue:
    """The sentences of one language; what is not translated is said in English.

    Places given as numbers, days and moments are shown in the catalogue's language;
    texts are put in as they are: numbers that name something (a year, a decree) go in as text.
    """

    def __init__(self, language: Language, translations: gettext.NullTranslations) -> None:
        self.language: Language = language
        self._translations = translations

    def say(self, msgid: str, /, **places: object) -> str:
        """The sentence in this language with its {named} places filled."""
        return self._fill(self.translate(msgid), msgid, places)

    def say_in(self, context: str, msgid: str, /, **places: object) -> str:
        """As `say`, for an English wording whose translation depends on where it stands."""
        said = self._translations.pgettext(context, msgid)
        return self._fill(said, msgid, places)

    def plural(self, one: str, many: str, n: int, /, **places: object) -> str:
        """The sentence that fits the count `n`, which is also the place {n}."""
        said = self._translations.ngettext(one, many, n)
        return self._fill(said, one if n == 1 else many, {"n": n, **places})

    def translate(self, msgid: str) -> str:
        """The sentence in this language, its places still open."""
        # The empty message id is the catalogue's own header.
        return self._translations.gettext(msgid) if msgid else ""

    def show(self, value: object) -> str:
        """One value as a sentence of this language would hold it."""
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int):
            return show_whole(value, self.language)
        if isinstance(value, Decimal) and value.is_finite():
            return show_decimal(value, self.language)
        if isinstance(value, datetime):
            return show_moment(value, self.language) if value.tzinfo else value.isoformat(" ")
        if isinstance(value, date):
            return show_day(value, self.language)
        if isinstance(value, Phrase):
            return ", ".join(self.say(one, **value.places) for one in value.messages)
        return str(value)

    def _fill(self, said: str, english: str, places: dict[str, object]) -> str:
        if not places:
            return said
        shown = {name: self.show(value) for name, value in places.items()}
        try:
            return said.format(**shown)
        except (KeyError, IndexError, ValueError):
            # A slip in a translation must not cost the clerk the sentence.
            return english.format(**shown)


def load_catalogue(language: Language, mo: bytes | None = None) -> Catalogue:
    """The catalogue of a language from the bytes of its .mo file; English without any.

    Raises ValueError when the bytes are no catalogue.
    """
    if mo is None:
        return Catalogue(language, gettext.NullTranslations())
    try:
        return Catalogue(language, gettext.GNUTranslations(io.BytesIO(mo)))
    except (OSError, ValueError, struct.error, IndexError) as unreadable:
        raise ValueError(f"the catalogue of {language} cannot be read") from unreadable
