"""What every dossier of this office is worked on with: law, fonts, wordings, words."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from maskdesk.language import LANGUAGES, Catalogue, Language, load_catalogue
from maskdesk.store.resources import ResourceMissing, resource, resources_under

if TYPE_CHECKING:
    from datetime import date

    from maskdesk.dossier.sections import Dossier
    from maskdesk.law.bodies import Body
    from maskdesk.law.reader import Law
    from maskdesk.output.paper import Press
    from maskdesk.rules.evaluate import Report


class _Checked(Struct, frozen=True):
    """A dossier that was checked, and under what."""

    dossier: "Dossier"
    law: "Law"
    days: "tuple[date, date | None]"
    returned: frozenset[str]
    report: "Report"

    def is_of(
        self,
        dossier: "Dossier",
        law: "Law",
        days: "tuple[date, date | None]",
        returned: frozenset[str],
    ) -> bool:
        same = self.dossier is dossier and self.law is law
        return same and (self.days, self.returned) == (days, returned)


class Office:
    """Resources read once, each when first needed.

    `law_folder` is where the office's own law lies; unless told, in the user's own data.
    """

    def __init__(self, law_folder: Path | None = None) -> None:
        self._law_folder = law_folder
        self._checked: _Checked | None = None

    @cached_property
    def law_folder(self) -> Path:
        """Where installed packs and trusted publishers lie."""
        from maskdesk.store.law_shelf import law_folder

        return self._law_folder or law_folder()

    @cached_property
    def law(self) -> "Law":
        """Every pack that came with MaskDesk or was installed beside it.

        Raises BrokenPack, BrokenInstalled, ContradictoryPacks.
        """
        from maskdesk.desk.law_library import installed, law_with

        return law_with(self.built_in.packs, installed(self.law_folder))

    @cached_property
    def built_in(self) -> "Law":
        """The packs that came with MaskDesk alone; raises BrokenPack or ContradictoryPacks.

        Whether they speak the vocabulary of the checks is proved pack by pack as they are asked.
        """
        from maskdesk.law.index import read_index
        from maskdesk.law.reader import read_law

        names = [name for name in resources_under("law") if name.endswith(".toml")]
        files = {name: resource(name) for name in names}
        return read_law(files, index=read_index(_index()))

    @cached_property
    def bodies(self) -> "Mapping[str, Body]":
        """The bodies that certify, as they are reported, by their number."""
        from maskdesk.law.bodies import read_bodies

        return read_bodies(resource("bodies/notified-bodies.toml"))

    def report(
        self,
        dossier: "Dossier",
        today: "date",
        *,
        on: "date | None" = None,
        returned: frozenset[str] = frozenset(),
    ) -> "Report":
        """How a dossier stands, as `rules.evaluate.check` says it; asked again, it is not checked.

        A preview follows the check of the same edit.
        """
        from maskdesk.rules.evaluate import check

        law, days = self.law, (today, on)
        known = self._checked
        if known is None or not known.is_of(dossier, law, days, returned):
            report = check(dossier, law, today, on=on, returned=returned)
            known = self._checked = _Checked(dossier, law, days, returned, report)
        return known.report

    def forget_law(self) -> None:
        """Read the law anew when next asked: something was installed, removed or withdrawn."""
        self.__dict__.pop("law", None)

    @cached_property
    def press(self) -> "Press":
        """What papers are drawn with."""
        from maskdesk.output.paper import Press

        return Press(_font, _wording, {one: self.catalogue(one) for one in LANGUAGES})

    @cached_property
    def customary(self) -> Mapping[str, tuple[str, ...]]:
        """The papers usual for each origin."""
        import tomllib

        tables = tomllib.loads(resource("forms/customary.toml").decode())
        return {origin: tuple(forms) for origin, forms in tables.items()}

    def catalogue(self, language: Language) -> Catalogue:
        """The sentences of one language; English where it has no catalogue yet."""
        kept = self._catalogues.get(language)
        if kept is None:
            kept = self._catalogues[language] = load_catalogue(language, _mo(language))
        return kept

    @cached_property
    def _catalogues(self) -> dict[Language, Catalogue]:
        return {}


def _index() -> bytes:
    try:
        return resource("law/packs.index")
    except ResourceMissing:
        return b""


def _font(name: str) -> bytes:
    return resource(f"fonts/{name}")


def _wording(form: str, language: Language) -> bytes:
    return resource(f"forms/{form}.{language}.toml")


def _mo(language: Language) -> bytes | None:
    if language == "en":
        return None
    try:
        return resource(f"locale/{language}/LC_MESSAGES/maskdesk.mo")
    except ResourceMissing:
        return None
