"""Tells whether a returned paper is the one sent out and one signature, and nothing else."""

import datetime as dt
from collections.abc import Sequence

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.output.archive import facts_of
from maskdesk.output.signing import AlreadySigned, Unsound, signature_places, worst_reason
from maskdesk.output.verification import Expected, SignatureResult, verify_pdf


class UnwelcomeReturn(MaskDeskError):
    """A returned paper that cannot be filed as the countersigned one."""


class NothingAdded(UnwelcomeReturn):
    """The return is the paper as it was sent out."""

    problem = N_("This is the paper as it was sent; nobody has signed it in “{field}”.")
    way_out = N_("Ask for the countersigned file.")


class Rewritten(UnwelcomeReturn):
    """The return does not begin with the bytes that were sent out."""

    problem = N_("This file is not the paper that was sent with a signature added to it.")
    way_out = N_(
        "Ask that the file itself be signed: not printed, scanned, or saved as a new file."
    )


class MoreAdded(UnwelcomeReturn):
    """More was added than the one signature."""

    problem = N_("More than the signature in “{field}” was added to the paper.")
    way_out = N_("Ask for the paper with nothing but the signature.")


class OtherPlaceSigned(UnwelcomeReturn):
    """The signature stands in another place."""

    problem = N_("The place “{field}” is not signed; what is signed is: {signed}.")
    way_out = N_("Ask that the right place be signed.")


class AdditionNotIntact(UnwelcomeReturn, Unsound):
    """The signature that was added, or an earlier one, does not hold."""

    problem = N_("The signatures of the returned paper do not hold.")
    way_out = N_("Ask for the countersigned file once more.")


def only_addition_is(
    before: bytes,
    after: bytes,
    *,
    field: str,
    moment: dt.datetime,
    roots: Sequence[bytes] = (),
    crls: Sequence[bytes] = (),
) -> SignatureResult:
    """The signature that `after` adds to `before` in `field`, if that is all it adds.

    `after` has to begin with every byte of `before`, hold one more revision, and change nothing
    in it but that field; dates and producer of the document may change, our facts may not.
    Who vouches for the signer is said in the result, and judged by whoever asks.

    Raises the UnwelcomeReturn that names what is wrong, AlreadySigned where the place was filled
    before, and UnreadablePaper for what is no PDF.
    """
    if any(place.field == field and place.filled for place in signature_places(before)):
        raise AlreadySigned(field=field)
    if after == before:
        raise NothingAdded(field=field)
    if not after.startswith(before):
        raise Rewritten
    filled_before = {place.field for place in signature_places(before) if place.filled}
    filled = {place.field for place in signature_places(after) if place.filled} - filled_before
    if field not in filled:
        raise OtherPlaceSigned(field=field, signed=", ".join(sorted(filled)) or "-")
    verdict = verify_pdf(
        after, moment=moment, roots=roots, crls=crls, expected=Expected(filled=(field,))
    )
    sound = all(signature.intact for signature in verdict.signatures)
    last = verdict.signatures[-1] if verdict.signatures else None
    if verdict.altered or not sound or last is None:
        raise AdditionNotIntact(**worst_reason(verdict))
    if last.field != field:
        raise OtherPlaceSigned(field=field, signed=last.field)
    _refuse_more(before, after, field)
    return last


def _refuse_more(before: bytes, after: bytes, field: str) -> None:
    from maskdesk.output.examination import added_revisions, changed_fields

    if (
        added_revisions(before, after) != 1
        or facts_of(before) != facts_of(after)
        or changed_fields(after) != {field}
    ):
        raise MoreAdded(field=field)
