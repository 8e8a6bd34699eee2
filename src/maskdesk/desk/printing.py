"""Says where in the dossier the text stands that no font prints."""

from maskdesk.dossier.naming import name_of
from maskdesk.dossier.paths import fields
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Catalogue
from maskdesk.output.typeface import NotPrintable, Typefaces

_PLACES_NAMED = 5


class Unprintable(MaskDeskError):
    """A paper would have to print what no font prints, or what would mislead its reader."""

    problem = N_(
        "{paper} cannot be printed: {places} holds characters that no font prints: {characters}."
    )
    way_out = N_("Remove or replace them there; in a sealed dossier, amend it first.")


def unprintable(
    refusal: NotPrintable, paper: str, dossier: Dossier, faces: Typefaces, catalogue: Catalogue
) -> MaskDeskError:
    """The refusal of a paper with the places its text comes from; itself where there are none."""
    named = [
        _legible(name_of(dossier, path, catalogue.translate, catalogue.language))
        for path, _, value in fields(dossier)
        if any(faces.missing(text) for text in _texts(value))
    ]
    if not named:
        return refusal
    shown = "; ".join(named[:_PLACES_NAMED])
    more = f"; … (+{len(named) - _PLACES_NAMED})" if len(named) > _PLACES_NAMED else ""
    return Unprintable(
        paper=paper, places=shown + more, characters=refusal.places.get("characters", "")
    )


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def _legible(name: str) -> str:
    """A place in words that are safe to show, although its own name may be the odd text."""
    shown = "".join(one if one.isprintable() else "\ufffd" for one in name)
    return shown if len(shown) <= 160 else f"{shown[:80]}…{shown[-79:]}"
