"""Making, signing and verifying a submission of 20 papers, against bare calls of the libraries.

submission-20  of the sample of 2020-05-06 with 7 facilities: 7 hand-over minutes, 6 support
               agreements, statement on domestic support, report on capacity, undertaking,
               supplier's statement, invoice, packing list, counter sheet; in Vietnamese and
               English; names, numbers and addresses are others in each round.

make    MaskDesk: `make_submission` of a sealed dossier, in memory as it is: the seal's findings
        found again, each paper drawn, archived as PDF/A-3b with its printed values attached,
        stamped and signed (which verifies it), five annexes written, the counter sheet drawn over
        all hashes, the manifest, the whole package verified as a stranger would.
        Bare calls: the same 20 pages letter by letter on a reportlab canvas, where each stands
        being known; the same values attached and saved by `pikepdf.pdfa.save` (which validates); a
        stamp drawn by reportlab; the same fields added, one certified by pyHanko with its own
        signer; each signature validated by pyHanko. No annexes, no hashes, no checks beside.
verify  MaskDesk: `desk.verifying.verify` of the package's folder.
        Bare calls: reading the same files, SHA-256 of each, each signature validated by pyHanko.

Both hold one opened identity (RSA-2048, issued by an authority under a root) and loaded fonts for
all rounds, and both trust the root where they verify.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

from cryptography.hazmat.primitives.serialization import Encoding
from msgspec.structs import replace

from benchmarks import by_bare_calls
from benchmarks.by_bare_calls import BarePaper
from benchmarks.drawing import MOMENT
from benchmarks.measuring import Bound, Figure, Way, side_by_side
from maskdesk.desk.making import Making, Submission, make_submission
from maskdesk.desk.office import Office
from maskdesk.desk.opening import OpenDossier, of_container
from maskdesk.desk.sealing import seal
from maskdesk.desk.verifying import Trust, verify
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Dossier, Paper, Support
from maskdesk.output.archive import attached
from maskdesk.output.identity import Identity, open_identity
from maskdesk.output.ink import Page, paint
from maskdesk.output.typeface import Typefaces
from maskdesk.store.durable import write_folder
from maskdesk.store.folder import pack
from output import pki

ROUNDS = 7
PAPERS = 20
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "viet-nam-2020-05-06"
FORMS = (
    "vn-handover-minutes",
    "vn-support-agreement",
    "vn-domestic-support",
    "vn-capacity-report",
    "vn-undertaking",
    "supplier-statement",
    "commercial-invoice",
    "packing-list",
)
FACILITIES = 7


def figures() -> list[Figure]:
    """Making the papers, then verifying them."""
    with tempfile.TemporaryDirectory(prefix="maskdesk-benchmark-") as folder:
        return _figures(Path(folder))


def _figures(folder: Path) -> list[Figure]:
    p12 = pki.p12(pki.leaf("SAMPLE Exporter"))
    identity = open_identity(p12, pki.PASSPHRASE, moment=MOMENT)
    signer = by_bare_calls.load_signer(p12, pki.PASSPHRASE.encode())
    root = pki.root().public_bytes(Encoding.DER)
    office = Office()

    def made_barely(papers: Sequence[BarePaper]) -> None:
        for paper in papers:
            pdf = by_bare_calls.archive(by_bare_calls.draw(paper.pages), paper.attached)
            signed = by_bare_calls.sign(pdf, paper.fields, signer, folder)
            _insist(by_bare_calls.validate(signed, root), "a bare signature")

    papers = _barely(sealed_for_20(0, office), office, identity)
    making: dict[str, Way] = {
        _DESK: lambda n: partial(_made, sealed_for_20(n, office), office, identity),
        _BARE: lambda _: partial(made_barely, papers),
    }
    made = side_by_side(making, ROUNDS)

    package = folder / "package"
    write_folder(package, _made(sealed_for_20(0, office), office, identity).files)
    files = sorted(path for path in package.rglob("*") if path.is_file())

    def verified() -> None:
        judged = verify(package, moment=MOMENT, trust=Trust(roots=(root,)))
        _insist(judged.indication == "valid", "the package")

    def verified_barely() -> None:
        for path in files:
            content = path.read_bytes()
            hashlib.sha256(content).hexdigest()
            if path.suffix == ".pdf":
                _insist(by_bare_calls.validate(content, root), path.name)

    verifying: dict[str, Way] = {_DESK: lambda _: verified, _BARE: lambda _: verified_barely}
    looked_at = side_by_side(verifying, ROUNDS)
    return [
        made.figure("make and sign submission-20", _DESK, _BARE, Bound(1.3)),
        looked_at.figure("verify submission-20", _DESK, _BARE, Bound(1.5)),
    ]


_DESK, _BARE = "MaskDesk", "bare calls"


def sealed_for_20(n: int, office: Office) -> OpenDossier:
    """The sealed dossier that 20 papers are made from, with other names and numbers for each n."""
    opened = of_container(pack(SAMPLE))
    dossier = opened.dossier
    wished = tuple(Paper(id=form, form=form, wished=True) for form in FORMS)
    dossier = replace(dossier, papers=wished)
    dossier = put(dossier, "contract.number", f"{n:04}/2020/SAMPLE")
    dossier = put(dossier, "exporter.address_local", f"Số {n:04} đường Mẫu, Bắc Giang")
    dossier = put(dossier, "exporter.address_english", f"{n:04} Mau Street, Bac Giang")
    dossier = replace(dossier, support=_facilities(dossier, n))
    return seal(opened.with_dossier(dossier), office.law, MOMENT, MOMENT.date())


def _facilities(dossier: Dossier, n: int) -> tuple[Support, ...]:
    rows = dossier.support
    agreed = [row for row in rows if row.basis == "agreement"]
    more = [
        replace(agreed[at % len(agreed)], id=f"more-{at}") for at in range(FACILITIES - len(rows))
    ]
    return tuple(
        replace(row, facility=f"Bệnh viện đa khoa MẪU {n:04}-{at}")
        for at, row in enumerate((*rows, *more))
    )


def _made(sealed: OpenDossier, office: Office, identity: Identity) -> Submission:
    making = Making(moment=MOMENT, identity=identity, forms=FORMS)
    made = make_submission(sealed, office, making)
    signed = [paper for paper in made.manifest.papers if paper.way == "signed"]
    _insist(len(signed) == PAPERS, f"a submission of {len(signed)} signed papers")
    return made


def _barely(sealed: OpenDossier, office: Office, identity: Identity) -> list[BarePaper]:
    """What bare calls are to make: pages, attachment and fields of each paper, in order."""
    drawn: list[tuple[Page, ...]] = []

    def record(
        faces: Typefaces, pages: tuple[Page, ...], *, title: str = "", language: str = "en"
    ) -> bytes:
        drawn.append(pages)
        return paint(faces, pages, title=title, language=language)

    with patch("maskdesk.output.sheet.paint", record):
        made = _made(sealed, office, identity)
    papers = [content for name, content in made.files.items() if name.endswith(".pdf")]
    return [
        BarePaper(
            pages=pages,
            attached=attached(paper, "data.json") or b"",
            fields=by_bare_calls.fields_of(paper),
        )
        for pages, paper in zip(drawn, papers, strict=True)
    ]


def _insist(good: bool, what: str) -> None:
    """A way that does less than it should would be fast for the wrong reason."""
    if not good:
        raise ValueError(f"{what} is not good")
