"""What the tests of making share: one office, identities, sealed dossiers, packages, each once."""

from datetime import datetime, timedelta, timezone
from functools import cache

from msgspec.structs import replace

from desk.dossiers import DAY, PRINT, china, viet_nam
from maskdesk.desk.making import Making, Submission, make_submission
from maskdesk.desk.office import Office
from maskdesk.desk.opening import OpenDossier, new_dossier
from maskdesk.desk.sealing import acknowledge, seal
from maskdesk.dossier.sections import Dossier
from maskdesk.output.identity import Identity, new_practice_identity, open_identity
from maskdesk.rules.evaluate import check
from maskdesk.rules.holding import to_look_at

MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=timezone(timedelta(hours=7)))
FEW = ("vn-undertaking", "commercial-invoice")
PASSPHRASE = "mật khẩu SAMPLE 样例"


@cache
def office() -> Office:
    return Office()


@cache
def practice_file(name: str) -> bytes:
    """The PKCS#12 file of a practice identity, opened by PASSPHRASE."""
    return new_practice_identity(
        name=name, organisation="SAMPLE", passphrase=PASSPHRASE, moment=MOMENT
    )


@cache
def practice(name: str = "SAMPLE Exporter") -> Identity:
    return open_identity(practice_file(name), PASSPHRASE, moment=MOMENT)


def opened(dossier: Dossier) -> OpenDossier:
    """The dossier with the one file of evidence there is, never saved."""
    fresh = new_dossier(dossier)
    if not dossier.evidence:
        return fresh
    return replace(fresh, container=fresh.container.with_evidence(PRINT))


def sealed(dossier: Dossier) -> OpenDossier:
    """The dossier sealed, with all that is to be looked at acknowledged."""
    report = check(dossier, office().law, DAY)
    for finding in to_look_at(report, dossier):
        dossier = acknowledge(dossier, report, finding.key, "SAMPLE reason")
    return seal(opened(dossier), office().law, MOMENT, DAY)


@cache
def sealed_viet_nam() -> OpenDossier:
    return sealed(viet_nam())


@cache
def sealed_china() -> OpenDossier:
    return sealed(china())


def made(dossier: OpenDossier, identity: Identity | None, *forms: str) -> Submission:
    """The package of a sealed dossier, signed or, without an identity, for ink."""
    making = Making(moment=MOMENT, identity=identity, forms=forms)
    return make_submission(dossier, office(), making)


@cache
def signed_viet_nam() -> Submission:
    return made(sealed_viet_nam(), practice())


@cache
def signed_few() -> Submission:
    """A package of few papers, for what is tried many times."""
    return made(sealed_viet_nam(), practice(), *FEW)


@cache
def signed_china() -> Submission:
    return made(sealed_china(), practice())


@cache
def ink_viet_nam() -> Submission:
    return made(sealed_viet_nam(), None)
