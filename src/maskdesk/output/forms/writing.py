"""What a form writes with: the dossier's fields by their paths, and its wording."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec import Struct

from maskdesk.dossier.fields import Field
from maskdesk.dossier.kinds import Choice, Country, Kind
from maskdesk.dossier.paths import describe, get
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread
from maskdesk.errors import MaskDeskError
from maskdesk.language import (
    N_,
    Catalogue,
    Language,
    country_name,
    is_language,
    language_name,
    show_day,
    show_whole,
)
from maskdesk.output.forms.form import Facts
from maskdesk.output.setting import UNFILLED, Content, Printed, words_of
from maskdesk.rules.ground import filled

_PLACE = re.compile(r"\{([a-z_]+)\}")
_CODES = re.compile(r"[,;/、\s]+")


class BrokenWording(MaskDeskError):
    """A wording file that cannot be used."""

    problem = N_("The wording of {form} cannot be used: {reason}.")
    way_out = N_("Put back the wording that came with MaskDesk, or correct the file.")


class Wording(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fixed words of one form in one language.

    `official` says whether the text is the authority's own; where it is not, `small_print` says
    so on the paper. An office may replace the file by official text under the same keys.
    """

    version: int
    texts: Mapping[str, str]
    official: bool = False
    small_print: str = ""


def read_wording(content: bytes, form: str) -> Wording:
    """The wording in a TOML file; raises BrokenWording."""
    try:
        tables = tomllib.loads(content.decode("utf-8"))
        return msgspec.convert(tables, Wording, strict=True)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as damage:
        raise BrokenWording(form=form, reason=str(damage)) from damage


class Writing:
    """Gives a form its pieces: fields drawn by their path, sums by their name, wording by key.

    The first language is the paper's; a second one stands beside it on a bilingual paper.
    """

    def __init__(
        self,
        facts: Facts,
        wordings: Mapping[Language, Wording],
        catalogues: Mapping[Language, Catalogue],
        languages: tuple[Language, ...],
    ) -> None:
        self._facts = facts
        self._wordings = wordings
        self._catalogues = catalogues
        self.languages = languages

    @property
    def language(self) -> Language:
        """The language of the paper."""
        return self.languages[0]

    @property
    def catalogue(self) -> Catalogue:
        """The words for choices and countries in the paper's language."""
        return self._catalogues[self.language]

    def in_language(self, language: Language) -> "Writing":
        """The same paper written in another of its languages."""
        others = tuple(one for one in self.languages if one != language)
        return Writing(self._facts, self._wordings, self._catalogues, (language, *others))

    @property
    def small_print(self) -> str:
        """What must be said at the foot: that the layout is not an official one, nor the law."""
        prints = [self._wordings[language].small_print for language in self.languages]
        own = ", ".join(self._facts.own_packs)
        if own:
            message = N_("Made under law the office wrote itself and nobody signed: {packs}.")
            prints += [self._catalogues[one].say(message, packs=own) for one in self.languages]
        return " ".join(text for text in prints if text)

    def field(self, path: str, *, empty: str = "") -> Printed:
        """What stands in a field, with its path; `empty` where nothing can be printed.

        Typed text that cannot be read yet prints nowhere.
        """
        return Printed(self._shown_at(self._facts.dossier, path) or empty, path)

    def before(self, path: str) -> Printed:
        """What stood in a field in the version this one amends: `sum:before.contract.number`."""
        earlier = self._facts.before
        return self.named(f"before.{path}", self._shown_at(earlier, path) if earlier else "")

    def first(self, *paths: str, empty: str = "") -> Printed:
        """The first of several fields that is filled."""
        for path in paths:
            if filled(get(self._facts.dossier, path)):
                return self.field(path)
        return Printed(empty, paths[0])

    def blank(self, path: str) -> Printed:
        """A field in running text: dots to write on where it is empty."""
        return self.field(path, empty=UNFILLED)

    def day(self, path: str, *, form: str = "long") -> Printed:
        """A day in the long form of the paper's language; dots to write on where it is empty."""
        value = get(self._facts.dossier, path)
        shown = show_day(value, self.language, "long") if isinstance(value, date) else UNFILLED
        return Printed(shown if form == "long" else self.field(path).text, path)

    def languages_named(self, path: str) -> Printed:
        """Languages of a field by their names in the paper's, where it holds their codes."""
        printed = self.field(path)
        codes = _CODES.split(printed.text)
        if not all(map(is_language, codes)):
            return printed
        names = [language_name(code, self.language) for code in codes]
        return Printed(("、" if self.language == "zh" else ", ").join(names), path)

    def whole(self, name: str, value: int) -> Printed:
        """A whole number that is a named sum: `sum:goods.pieces_declared`."""
        return Printed(show_whole(value, self.language), f"sum:{name}")

    def named(self, name: str, text: str) -> Printed:
        """A text derived under a name, such as a total of money: `sum:goods.value`."""
        return Printed(text, f"sum:{name}")

    def text(self, key: str, **places: Content) -> Content:
        """The wording under a key, its {named} places filled with pieces."""
        wording = self._wordings[self.language]
        if key not in wording.texts:
            raise BrokenWording(
                form=self._facts.form, reason=N_("{key} is missing").format(key=key)
            )
        template = wording.texts[key]
        if not places and "{" not in template:
            return template
        pieces: list[str | Printed] = []
        for n, part in enumerate(_PLACE.split(template)):
            if n % 2:
                content = places[part]
                pieces.extend(content if isinstance(content, tuple) else (content,))
            elif part:
                pieces.append(part)
        return tuple(pieces)

    def has(self, key: str) -> bool:
        """Whether the wording has this key."""
        return key in self._wordings[self.language].texts

    def word(self, key: str) -> str:
        """The wording under a key that has no places."""
        return words_of(self.text(key))

    def _shown_at(self, dossier: Dossier, path: str) -> str:
        value = get(dossier, path)
        description = describe(path)
        if not isinstance(description, Field):
            raise TypeError(f"{path} is not a field")
        return "" if isinstance(value, Unread) else self._shown(description.kind, value)

    def _shown(self, kind: Kind, value: object) -> str:
        if isinstance(kind, Choice):
            codes = value if isinstance(value, tuple) else (value,)
            labels = [kind.labels[code] for code in codes if isinstance(code, str)]
            return "; ".join(self.catalogue.translate(label) for label in labels)
        if isinstance(kind, Country) and isinstance(value, str):
            return country_name(value, self.language)
        return kind.show(value, self.language)  # type: ignore[arg-type]  # a field holds values
