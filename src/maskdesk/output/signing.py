"""Signs a paper in one of its places: in memory, verified before it is handed out."""

import datetime as dt
import io
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pikepdf

    from maskdesk.output.identity import Identity
    from maskdesk.output.verification import Verdict


class UnreadablePaper(MaskDeskError):
    """The bytes are not a PDF that can be opened."""

    problem = N_("This file cannot be read as a PDF.")
    way_out = N_("Take the file as MaskDesk made it.")


class NoSuchPlace(MaskDeskError):
    """The paper has no signature field of this name."""

    problem = N_("The paper has no place for a signature called “{field}”.")
    way_out = N_("Its places are: {places}.")


class AlreadySigned(MaskDeskError):
    """The place holds a signature."""

    problem = N_("The place “{field}” is already signed.")
    way_out = N_("A signed paper is never changed; make a new one to sign it anew.")


class NotFirst(MaskDeskError):
    """A certifying signature has to be the first one."""

    problem = N_("The paper already bears a signature, so it can no longer be certified.")
    way_out = N_("Sign the paper as it was made, before anybody else has signed it.")


class NothingToCountersign(MaskDeskError):
    """There is no certifying signature to add another one to."""

    problem = N_("The paper is not certified by its exporter yet.")
    way_out = N_("Let the exporter sign first.")


class Unsound(MaskDeskError):
    """A failure whose sentence is followed by what verifying found: a code and its places."""

    def _message_ids(self) -> tuple[str, ...]:
        from maskdesk.output.verification import REASONS

        found = REASONS.get(str(self.places.get("code")))
        return tuple(part for part in (self.problem, found and found[1], self.way_out) if part)


class BrokenBefore(Unsound):
    """What is signed already is not what was signed."""

    problem = N_("What was signed in this paper before does not hold.")
    way_out = N_("Do not sign it; ask for the paper as it was made.")


class SigningFailed(MaskDeskError):
    """The signature could not be made."""

    problem = N_("The signature could not be made; the program that signs says “{reason}”.")
    way_out = N_("Nothing was written; make the paper anew and sign that, or report this line.")


class NotAsSigned(Unsound):
    """The signature was made, but verifying it at once found fault with it."""

    problem = N_("The signature was made, but does not hold, so nothing was written.")
    way_out = N_("Make the paper anew and sign that; should it fail again, report this line.")


class PlaceState(Struct, frozen=True, kw_only=True):
    """One signature field of a paper, and whether it holds a signature.

    `page` counts from 0, or is None where the field stands on no page; `size` is the width and
    height of its box in points.
    """

    field: str
    page: int | None
    holder: str
    filled: bool
    size: tuple[float, float] = (0.0, 0.0)


def signature_places(pdf: bytes) -> tuple[PlaceState, ...]:
    """The signature fields of a paper in their order, filled ones included."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as paper:
            return places_in(paper)
    except (pikepdf.PdfError, TypeError, ValueError, RecursionError) as failure:
        raise UnreadablePaper from failure


def places_in(paper: "pikepdf.Pdf") -> tuple[PlaceState, ...]:
    """The signature fields of a paper that is open; raises whatever a broken one makes of it."""
    import pikepdf

    form = paper.Root.get("/AcroForm", pikepdf.Dictionary())
    fields = form.get("/Fields", pikepdf.Array())
    pages = {page.obj.objgen: number for number, page in enumerate(paper.pages)}
    return tuple(_places(fields.as_list(), pages, "", ""))


def sign(
    pdf: bytes,
    *,
    field: str,
    role: Literal["certify", "approve"],
    identity: "Identity",
    stamp: bytes | None,
    moment: dt.datetime,
    reason: str = "",
    location: str = "",
) -> bytes:
    """The paper with its empty place `field` signed by `identity` (PAdES B-B).

    `stamp` is a one-page PDF with embedded fonts that is drawn into the place; None leaves the
    place as it looks. `moment` is the claimed time of signing.
    A certifying signature allows further signatures (DocMDP 2) while empty places remain, and
    nothing at all (DocMDP 1) where it is the only one.

    Raises NoSuchPlace, AlreadySigned, NotFirst, UnusableIdentity, SigningFailed, or NotAsSigned.
    """
    places = signature_places(pdf)
    _refuse_unless_empty(places, field)
    if role == "certify" and any(place.filled for place in places):
        raise NotFirst
    identity.refuse_unless_usable(moment)

    from maskdesk.output import pades

    more_to_come = any(place.field != field and not place.filled for place in places)
    permission = None
    if role == "certify":
        permission = pades.SIGNATURES_MAY_FOLLOW if more_to_come else pades.NOTHING_MAY_FOLLOW
    try:
        signed = pades.fill(
            pdf,
            field=field,
            identity=identity,
            stamp=stamp,
            moment=moment,
            permission=permission,
            reason=reason,
            location=location,
        )
    except pades.FAILURES as failure:
        raise SigningFailed(reason=str(failure)) from failure
    _refuse_unless_intact(signed, field, identity, moment)
    return signed


def countersign(
    pdf: bytes,
    *,
    field: str,
    identity: "Identity",
    stamp: bytes | None,
    moment: dt.datetime,
    reason: str = "",
    location: str = "",
) -> bytes:
    """A certified paper with one more place signed; the bytes given stay its beginning.

    Raises NothingToCountersign or BrokenBefore where what is signed already is not in order,
    and what `sign` raises.
    """
    _refuse_unless_empty(signature_places(pdf), field)

    from maskdesk.output.verification import verify_pdf

    before = verify_pdf(pdf, moment=moment)
    if not before.signatures and not before.altered:
        raise NothingToCountersign
    if before.altered or not all(signature.intact for signature in before.signatures):
        raise BrokenBefore(**worst_reason(before))
    if before.signatures[0].certification == "none":
        raise NothingToCountersign
    return sign(
        pdf,
        field=field,
        role="approve",
        identity=identity,
        stamp=stamp,
        moment=moment,
        reason=reason,
        location=location,
    )


def _places(
    fields: "Iterable[pikepdf.Object]", pages: dict[tuple[int, int], int], parent: str, kind: str
) -> "Iterator[PlaceState]":
    for field in fields:
        name = ".".join(part for part in (parent, str(field.get("/T", ""))) if part)
        own_kind = str(field.get("/FT", kind))
        kids = [kid for kid in field.get("/Kids", ()) if "/T" in kid]
        if kids:
            yield from _places(kids, pages, name, own_kind)
        elif own_kind == "/Sig":
            page = field.get("/P")
            yield PlaceState(
                field=name,
                page=None if page is None else pages.get(page.objgen),
                holder=str(field.get("/TU", "")),
                filled="/V" in field,
                size=_size(field),
            )


def _size(field: "pikepdf.Object") -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in field.get("/Rect", (0, 0, 0, 0)))
    return right - left, top - bottom


def _refuse_unless_empty(places: tuple[PlaceState, ...], field: str) -> None:
    found = next((place for place in places if place.field == field), None)
    if found is None:
        raise NoSuchPlace(field=field, places=", ".join(place.field for place in places) or "-")
    if found.filled:
        raise AlreadySigned(field=field)


def _refuse_unless_intact(
    signed: bytes, field: str, identity: "Identity", moment: dt.datetime
) -> None:
    """Verify what was just made as a stranger would, but for who vouches for the signer."""
    from maskdesk.output.verification import Expected, verify_pdf

    verdict = verify_pdf(
        signed, moment=moment, expected=Expected(practice=identity.practice, filled=(field,))
    )
    last = verdict.signatures[-1] if verdict.signatures else None
    if (
        verdict.altered
        or last is None
        or last.field != field
        or not last.ours
        or not all(signature.intact for signature in verdict.signatures)
    ):
        raise NotAsSigned(**worst_reason(verdict))


def worst_reason(verdict: "Verdict") -> dict[str, object]:
    """What weighs most against a paper, as an Unsound takes it."""
    for weight in ("altered", "bad", "doubt"):
        for reason in verdict.reasons:
            if reason.weight == weight:
                return {"code": reason.code, **reason.places}
    return {}
