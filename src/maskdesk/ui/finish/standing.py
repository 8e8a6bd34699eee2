"""How a file of a submission stands, in one word with a sign of its own."""

from msgspec import Struct

from maskdesk.desk.manifest import Packed
from maskdesk.desk.verifying import Item
from maskdesk.language import N_
from maskdesk.ui.look import Tone


class Standing(Struct, frozen=True):
    """A word, the tone it is said in, and its sign."""

    word: str
    tone: Tone
    sign: str


_CHANGED = Standing(N_("changed after it was made"), "blocks", "blocks")
_MISSING = Standing(N_("missing"), "blocks", "remove")
_BAD = Standing(N_("signature not good"), "blocks", "problem")
_EXPIRED = Standing(N_("certificate expired"), "look", "time")
_UNTRUSTED = Standing(N_("signed; issuer not checked"), "note", "cannot-tell")
_UNCLEAR = Standing(N_("cannot tell"), "look", "look")
_PRACTICE = Standing(N_("practice signature"), "note", "sample")
_SIGNED = Standing(N_("signed, valid"), "met", "sign")
_INK = Standing(N_("to be signed and sealed by hand"), "note", "amend")
_FINAL = Standing(N_("final; asks for no signature"), "met", "complete")
_DRAFT = Standing(N_("DRAFT"), "quiet", "unfilled")
_WHOLE = Standing(N_("as it was made"), "met", "met")

_SIGNATURE_BAD = {"signed-expired", "signed-early", "signed-revoked", "revoked"}
_ISSUER_UNKNOWN = {"no-anchor", "untrusted", "self-signed"}


def standing_of(item: Item, paper: Packed | None) -> Standing:
    """The standing of one file; `paper` is what the manifest says of it, None for no paper."""
    codes = {ground.code for ground in item.reasons}
    if item.indication == "not valid":
        if "missing" in codes:
            return _MISSING
        return _BAD if codes & _SIGNATURE_BAD else _CHANGED
    if item.indication == "cannot tell":
        if codes & {"expired", "not-yet"}:
            return _EXPIRED
        doubts = {ground.code for ground in item.reasons} - _NOTES
        return _UNTRUSTED if doubts and doubts <= _ISSUER_UNKNOWN else _UNCLEAR
    if paper is None:
        return _WHOLE
    if paper.way == "signed":
        return _PRACTICE if "practice" in codes else _SIGNED
    if paper.way == "draft":
        return _DRAFT
    return _INK if paper.to_sign else _FINAL


# Said beside a verdict without weighing on it.
_NOTES = {"clock", "revocation", "foreign-container", "timestamp"}


def standing_of_all(practice: bool, draft: bool, indication: str, standings: set[str]) -> Standing:
    """The worst of all files counts for the whole."""
    if indication == "not valid":
        return Standing(N_("Something is wrong with these files."), "blocks", "blocks")
    if draft:
        return Standing(N_("These are drafts: not to be handed in."), "quiet", "unfilled")
    if practice:
        return Standing(N_("Practice: nothing of this counts."), "note", "sample")
    if indication == "cannot tell" and standings == {_UNTRUSTED.word}:
        text = N_("Made and signed. Whether your issuer is trusted is for the receiver to check.")
        return Standing(text, "met", "met")
    if indication == "cannot tell":
        return Standing(N_("Made; something could not be checked."), "look", "look")
    return Standing(N_("Made, and verified as it lies in the folder."), "met", "met")
