"""What comes back: a paper countersigned by the other side, checked and filed as a return."""

from datetime import datetime

from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.sealed import sealed_folder
from maskdesk.desk.verifying import Trust
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.output.additions import only_addition_is
from maskdesk.output.archive import facts_of
from maskdesk.output.signing import signature_places
from maskdesk.output.verification import SignatureResult
from maskdesk.store.member_names import RETURNS


class ForeignReturn(MaskDeskError):
    """A paper that was not made from this dossier."""

    problem = N_("This paper was not made from this dossier.")
    way_out = N_("Open the dossier it belongs to: {dossier}.")


class NeverMade(MaskDeskError):
    """A paper of this dossier that no package of it holds."""

    problem = N_("No submission of this dossier holds the paper that came back ({paper}).")
    way_out = N_("Open the copy of the dossier that the submission was made from.")


class NothingToSign(MaskDeskError):
    """A paper on which nobody else was to sign."""

    problem = N_("Nobody else was to sign this paper.")
    way_out = N_("Keep the paper as it was made.")


def accept(
    opened: OpenDossier, returned: bytes, *, moment: datetime, trust: Trust
) -> tuple[OpenDossier, SignatureResult]:
    """File a countersigned paper: only the expected signature may have been added to it.

    It is kept beside the sealed version, never in it. Raises ForeignReturn, NeverMade,
    NothingToSign, UnwelcomeReturn.
    """
    facts = facts_of(returned)
    if facts.get("dossier") != opened.dossier.id:
        raise ForeignReturn(dossier=facts.get("dossier") or "?")
    form, version = facts.get("paper", ""), facts.get("version", "")
    sent = _sent(opened, returned, form, version)
    if sent is None:
        raise NeverMade(paper=form)
    empty = [place.field for place in signature_places(sent) if not place.filled]
    if not empty:
        raise NothingToSign
    result = only_addition_is(
        sent, returned, field=empty[0], moment=moment, roots=trust.roots, crls=trust.crls
    )
    folder = f"{RETURNS}{version}/"
    number = len(opened.container.under(f"{folder}{form}.")) + 1
    opened = opened.put(f"{folder}{form}.{number}.pdf", returned)
    return opened.note("returned", moment, before=form, after=result.holder), result


def _sent(opened: OpenDossier, returned: bytes, form: str, version: str) -> bytes | None:
    """The paper as it was sent; of several, the one the return begins with."""
    folder = sealed_folder(int(version)) if version.isdigit() else "sealed//"
    names = [
        name for name in opened.container.under(f"{folder}papers/") if name.endswith(f"-{form}.pdf")
    ]
    papers = [opened.container.read(name) for name in names]
    return next((one for one in papers if returned.startswith(one)), papers[-1] if papers else None)
