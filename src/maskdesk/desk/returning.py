"""What comes back: a paper countersigned by the other side, checked and filed as a return."""

import hashlib
from datetime import datetime

from maskdesk.desk.looking import ANY_MOMENT, Addition, Apart, Question
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.proving import PageProof, marks_on, packages_of, prove
from maskdesk.desk.sealed import papers_folder
from maskdesk.desk.verifying import Ground, Trust
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Phrase
from maskdesk.output.signing import UnreadablePaper, signature_places
from maskdesk.output.verification import REASONS, SignatureResult, verify_pdf
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


class FiledAlready(MaskDeskError):
    """The very file was accepted before."""

    problem = N_("This paper was filed already ({member}).")
    way_out = N_("There is nothing more to do with it.")


class OwnCountersignature(MaskDeskError):
    """The exporter signed in the other side's place."""

    problem = N_("{holder} signed this paper for both sides.")
    way_out = N_("Have the other side sign it.")


class PracticeReturn(MaskDeskError):
    """A practice signature under a paper that is meant."""

    problem = N_("{holder} countersigned with a practice identity, which means nothing in law.")
    way_out = N_("Ask for a signature with a real identity.")


class ForeignScan(MaskDeskError):
    """A scan of a page that was not made from this dossier, or not with this content."""

    problem = N_("{file} is not filed: {reason}")
    way_out = N_("Look whether it is the right page; the dossier is as it was.")


def accept(
    opened: OpenDossier, returned: bytes, *, moment: datetime, trust: Trust
) -> tuple[OpenDossier, SignatureResult]:
    """File a countersigned paper: only the expected signature may have been added to it.

    It is kept beside the sealed version, never in it. Raises ForeignReturn, NeverMade,
    NothingToSign, FiledAlready, OwnCountersignature, PracticeReturn, UnreadablePaper,
    UnwelcomeReturn, TooMuchToRead.
    """
    with Apart() as apart:
        return _accept(opened, returned, moment, trust, apart)


def _accept(
    opened: OpenDossier, returned: bytes, moment: datetime, trust: Trust, apart: Apart
) -> tuple[OpenDossier, SignatureResult]:
    file = Phrase(N_("The paper that came back"))
    looked = apart.look_or_refuse(Question(pdf=returned, moment=moment, judged=False), file)
    if looked.places is None:
        raise UnreadablePaper
    facts = looked.facts
    if facts.get("dossier") != opened.dossier.id:
        raise ForeignReturn(dossier=facts.get("dossier") or "?")
    form, version = facts.get("paper", ""), facts.get("version", "")
    folder = f"{RETURNS}{version}/"
    _refuse_filed(opened, returned)
    sent = _sent(opened, returned, form, version)
    if sent is None:
        raise NeverMade(paper=form or "?")
    empty = [place.field for place in signature_places(sent) if not place.filled]
    if not empty:
        raise NothingToSign
    addition = Addition(
        before=sent,
        after=returned,
        field=empty[0],
        moment=moment,
        roots=trust.roots,
        crls=trust.crls,
    )
    result = apart.only_addition(addition, file)
    _refuse_signer(sent, result, moment)
    number = len(opened.container.under(f"{folder}{form}.")) + 1
    opened = opened.put(f"{folder}{form}.{number}.pdf", returned)
    digest = hashlib.sha256(returned).hexdigest()
    return opened.note("returned", moment, before=f"{version}/{form}", after=digest), result


def doubt_about(result: SignatureResult, trust: Trust) -> Ground | None:
    """Why it cannot be told whether whoever countersigned is who it says; None where it can."""
    codes = {
        "practice": "practice-only",
        "self-signed": "self-signed",
        "no": "untrusted" if trust.roots else "no-anchor",
    }
    code = codes.get(result.trusted)
    if code is None:
        return None
    places = {"holder": result.holder, "issuer": result.issuer}
    return Ground(code=code, message=REASONS[code][1], places={**places})


def _sent(opened: OpenDossier, returned: bytes, form: str, version: str) -> bytes | None:
    """The paper as it last went out: what was made or came back before, the longest that fits.

    Where nothing fits, any such paper, so that the refusal can say what is wrong.
    """
    if version not in map(str, opened.versions) or not form:
        return None
    made = papers_folder(int(version))
    names = [name for name in opened.container.under(made) if name.endswith(f"-{form}.pdf")]
    names += opened.container.under(f"{RETURNS}{version}/{form}.")
    papers = [opened.container.read(name) for name in names]
    fitting = [one for one in papers if returned.startswith(one)]
    return max(fitting, key=len) if fitting else next(iter(papers), None)


def _refuse_filed(opened: OpenDossier, returned: bytes) -> None:
    digest = hashlib.sha256(returned).hexdigest()
    for name in opened.container.under(RETURNS):
        if opened.container.members[name].sha256 == digest:
            raise FiledAlready(member=name)


def _refuse_signer(sent: bytes, result: SignatureResult, moment: datetime) -> None:
    first = verify_pdf(sent, moment=moment).signatures[0]
    if result.fingerprint == first.fingerprint:
        raise OwnCountersignature(holder=result.holder)
    if result.practice and not first.practice:
        raise PracticeReturn(holder=result.holder)


def is_signed_paper(content: bytes) -> bool:
    """Whether a file that came back is a paper with signatures, rather than a scan of one."""
    if not content.startswith(b"%PDF-"):
        return False
    with Apart() as apart:
        (looked,) = apart({"": Question(pdf=content, moment=ANY_MOMENT, judged=False)}).values()
    # What is broken, or took too much, is refused as a paper, with its own sentence.
    return looked.places is None or bool(looked.facts.get("dossier") or looked.places)


def accept_scan(
    opened: OpenDossier, content: bytes, file: str, *, moment: datetime
) -> tuple[OpenDossier, tuple[PageProof, ...]]:
    """File a scan of stamped pages: every code on it must be that of a page made from this dossier.

    Which hand signed and what the seal says is the clerk's to see. Raises NoCode, NotAScan,
    ForeignScan naming what is wrong with the first page that does not fit, FiledAlready.
    """
    _refuse_filed(opened, content)
    proofs = tuple(prove(mark, packages_of(opened)) for mark in marks_on(content, file))
    for proof in proofs:
        if proof.indication != "valid" or proof.made is None:
            raise ForeignScan(file=file, reason=Phrase(proof.message, **proof.places))
    ending = _ending_of(content)
    digest = hashlib.sha256(content).hexdigest()
    papers = {(one.made.data.version, one.made.data.paper) for one in proofs if one.made}
    for version, form in sorted(papers):
        folder = f"{RETURNS}{version}/"
        number = len(opened.container.under(f"{folder}{form}.")) + 1
        opened = opened.put(f"{folder}{form}.{number}.scan{ending}", content)
        opened = opened.note("returned", moment, before=f"{version}/{form}", after=digest)
    return opened, proofs


def _ending_of(content: bytes) -> str:
    known_kinds = ((b"%PDF-", ".pdf"), (b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"))
    return next((ending for mark, ending in known_kinds if content.startswith(mark)), ".tif")
