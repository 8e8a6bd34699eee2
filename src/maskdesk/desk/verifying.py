"""Verifying as a stranger would: a submission, a paper on its own, or a dossier."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.looking import Apart, Look, Looked, Question, look_here
from maskdesk.desk.manifest import (
    COUNTER_SHEET,
    MANIFEST,
    BrokenManifest,
    Manifest,
    Packed,
    digest_for_sheet,
    read_manifest,
)
from maskdesk.desk.opening import OpenDossier, of_container
from maskdesk.desk.sealed import made_packages, seal_in
from maskdesk.desk.strangers import prove_dossier
from maskdesk.dossier.paths import every
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.output.verification import Expected, Verdict
from maskdesk.rules.record import record
from maskdesk.store import history
from maskdesk.store.container import verify_container
from maskdesk.store.durable import beginning_of, read_file, read_folder
from maskdesk.store.member_names import EVIDENCE, HISTORY, RETURNS, SEALED

Indication = Literal["valid", "cannot tell", "not valid"]
Kind = Literal["submission", "paper", "dossier"]

_DOSSIER_MARK = b"PK\x03\x04"
_WORST_FIRST: tuple[Indication, ...] = ("not valid", "cannot tell", "valid")


class NothingToVerify(MaskDeskError):
    """A path at which neither a submission nor a paper nor a dossier lies."""

    problem = N_("{file} is neither a submission, a paper (PDF) nor a dossier (.maskdesk).")
    way_out = N_("Name the folder of a submission, a PDF, or a dossier.")


class NotTrustable(MaskDeskError):
    """A file that was named as a root certificate or revocation list and is none."""

    problem = N_("{file} is neither a certificate nor a list of revoked ones.")
    way_out = N_("Name a file in PEM or DER form, as the authority publishes it.")


class Ground(Struct, frozen=True, kw_only=True):
    """One reason for a verdict: a stable code and its sentence with places."""

    code: str
    message: str
    places: dict[str, object] = {}

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The reason as the clerk reads it."""
        return translate(self.message).format(**self.places)


class Item(Struct, frozen=True, kw_only=True):
    """The verdict on one file, sealed version or record, with its reasons."""

    name: str
    indication: Indication
    reasons: tuple[Ground, ...] = ()
    signers: tuple[str, ...] = ()


class Verification(Struct, frozen=True, kw_only=True):
    """The verdict on a whole: the worst of its items counts."""

    kind: Kind
    items: tuple[Item, ...]
    practice: bool = False

    @property
    def indication(self) -> Indication:
        """Valid only if every item is."""
        found = {item.indication for item in self.items}
        return next((one for one in _WORST_FIRST if one in found), "cannot tell")


class Trust(Struct, frozen=True, kw_only=True):
    """Whom the verifier trusts: root certificates and revocation lists, PEM or DER."""

    roots: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


def verify(path: Path, *, moment: datetime, trust: Trust = Trust()) -> Verification:  # noqa: B008 - an immutable value
    """The verdict on whatever lies at a path; raises NothingToVerify and StorageErrors.

    Every paper is looked at in a process that is thrown away, within limits on time and memory.
    """
    with Apart() as look:
        if path.is_dir():
            files = read_folder(path)
            if MANIFEST not in files:
                raise NothingToVerify(file=path.name)
            return check_package(files, moment=moment, trust=trust, look=look)
        start = beginning_of(path, len(_DOSSIER_MARK))
        if start == _DOSSIER_MARK:
            return _dossier(path, moment, trust, look)
        if start[:4] == b"%PDF":
            content = read_file(path)
            looked = look({path.name: _question(content, moment, trust, None)})
            return Verification(kind="paper", items=(_item(path.name, looked[path.name].verdict),))
        raise NothingToVerify(file=path.name)


def check_package(
    files: Mapping[str, bytes],
    *,
    moment: datetime,
    trust: Trust = Trust(),  # noqa: B008 - an immutable value
    signer: str = "",
    look: Look = look_here,
) -> Verification:
    """The verdict on the files of a package: each against the manifest and the counter sheet.

    The counter sheet, finished last, lists every other file and what the manifest says; all
    signed papers are of one signer (`signer` by the fingerprint of its certificate, if known).
    `look` is how its papers are looked at: `look_here` is for what was just made alone.
    """
    try:
        manifest = read_manifest(files[MANIFEST])
    except BrokenManifest as damage:
        item = _bad(MANIFEST, "manifest", damage.problem, **damage.places)
        return Verification(kind="submission", items=(item,))
    # Whoever names whom he trusts is not content with a practice identity.
    practice = manifest.practice and not trust.roots
    sheet = next((one for one in manifest.papers if one.form == COUNTER_SHEET), None)
    papers_here = (paper for paper in manifest.papers if paper.file in files)
    looked = look(
        {
            paper.file: _question(
                files[paper.file],
                moment,
                trust,
                Expected(own=True, practice=practice, sha256=paper.sha256, filled=paper.signed),
                judged=paper.way == "signed",
            )
            for paper in papers_here
        }
    )
    ground = _Ground(
        files=files,
        manifest=manifest,
        looked=looked,
        listed=_listed(looked.get(sheet.file) if sheet is not None else None),
    )
    items = [_manifest(sheet, ground)]
    papers = {paper.file: _packed(paper, ground) for paper in manifest.papers}
    signer = signer or (papers[sheet.file].signer if sheet is not None else "")
    items += [_of_one_signer(packed, signer) for packed in papers.values()]
    items += [_same_bytes(annex.file, annex.sha256, files) for annex in manifest.annexes]
    named = {one.name for one in items}
    items = [_against_list(item, sheet, ground) for item in items]
    items += [
        _bad(name, "stranger", N_("This file is not part of the submission."))
        for name in sorted(set(files) - named)
    ]
    return Verification(kind="submission", items=tuple(items), practice=manifest.practice)


class _Listed(Struct, frozen=True):
    """What the counter sheet bears inside it: the other files' digests, and the manifest's."""

    files: dict[str, str] = {}
    manifest: str = ""


class _Ground(Struct, frozen=True, kw_only=True):
    """What every file of one package is held against."""

    files: Mapping[str, bytes]
    manifest: Manifest
    looked: Mapping[str, Looked]
    listed: _Listed


class _Judged(Struct, frozen=True):
    """The verdict on one paper, and the fingerprint of who signed it first."""

    item: Item
    signer: str = ""
    holder: str = ""


def _manifest(sheet: Packed | None, ground: _Ground) -> Item:
    if sheet is None:
        message = N_("The submission has no counter sheet, which lists all its files.")
        return _bad(MANIFEST, "no-sheet", message)
    ways = {paper.way for paper in ground.manifest.papers}
    said = digest_for_sheet(ground.manifest)
    if said != ground.listed.manifest or ("signed" in ways and sheet.way != "signed"):
        message = N_("The manifest is not the one the counter sheet was made with.")
        return _bad(MANIFEST, "manifest", message)
    return Item(name=MANIFEST, indication="valid")


def _packed(paper: Packed, ground: _Ground) -> _Judged:
    same = _same_bytes(paper.file, paper.sha256, ground.files)
    if same.indication != "valid":
        return _Judged(same)
    looked = ground.looked[paper.file]
    if looked.given_up:
        return _Judged(_item(paper.file, looked.verdict))
    strange = _not_of(paper, ground.manifest, looked.facts)
    if strange is not None:
        return _Judged(strange)
    if looked.verdict is not None:
        item = _item(paper.file, looked.verdict)
        first = next(iter(looked.verdict.signatures), None)
        return _Judged(item, first.fingerprint, first.holder) if first else _Judged(item)
    message = {
        "ink": N_("Final, for ink and seal: it bears no electronic signature."),
        "draft": N_("A draft: not to be handed in."),
    }[paper.way]
    reason = Ground(code=paper.way, message=message)
    return _Judged(Item(name=paper.file, indication="valid", reasons=(reason,)))


def _of_one_signer(paper: _Judged, signer: str) -> Item:
    if paper.item.indication == "not valid" or paper.signer in ("", signer):
        return paper.item
    message = N_("It was signed by {holder}, the submission by somebody else.")
    return _bad(paper.item.name, "other-signer", message, holder=paper.holder)


def _not_of(paper: Packed, manifest: Manifest, facts: Mapping[str, str]) -> Item | None:
    expected = {
        "dossier": manifest.dossier,
        "version": str(manifest.version),
        "paper": paper.form,
        "seal": manifest.seal,
        "state": "draft" if paper.way == "draft" else "final",
    }
    if any(facts.get(name) != value for name, value in expected.items()):
        message = N_("The manifest names another dossier, version or form for this paper.")
        return _bad(paper.file, "foreign", message)
    return None


def _question(
    content: bytes,
    moment: datetime,
    trust: Trust,
    expected: Expected | None,
    *,
    judged: bool = True,
) -> Question:
    return Question(
        pdf=content,
        moment=moment,
        roots=trust.roots,
        crls=trust.crls,
        expected=expected,
        judged=judged,
    )


def _item(name: str, verdict: Verdict | None) -> Item:
    if verdict is None:
        return Item(name=name, indication="cannot tell")
    reasons = tuple(
        Ground(code=one.code, message=one.message, places=dict(one.places))
        for one in verdict.reasons
    )
    signers = tuple(f"{one.field}: {one.holder}" for one in verdict.signatures)
    return Item(name=name, indication=verdict.indication, reasons=reasons, signers=signers)


_MISSING = N_("This file is missing from the submission.")
_OTHER_SEAL = N_("These papers were made from another sealed version than the one they lie beside.")
_UNRECORDED = N_("The history of the dossier does not know this file.")


def _same_bytes(name: str, sha256: str, files: Mapping[str, bytes]) -> Item:
    if name not in files:
        return _bad(name, "missing", _MISSING)
    if hashlib.sha256(files[name]).hexdigest() != sha256:
        return _bad(name, "changed", N_("This file is not as it was made: its SHA-256 differs."))
    return Item(name=name, indication="valid")


def _listed(sheet: Looked | None) -> _Listed:
    """What the counter sheet lists; nothing where it cannot be read, so that nothing is valid."""
    data = sheet.data if sheet is not None else None
    return _Listed() if data is None else _Listed(files=data.files, manifest=data.manifest)


def _against_list(item: Item, sheet: Packed | None, ground: _Ground) -> Item:
    if item.indication == "not valid" or item.name in (MANIFEST, sheet.file if sheet else ""):
        return item
    digest = hashlib.sha256(ground.files[item.name]).hexdigest()
    if ground.listed.files.get(item.name) != digest:
        message = N_("The counter sheet lists another file under this name, or none.")
        return _bad(item.name, "not-listed", message)
    return item


def _dossier(path: Path, moment: datetime, trust: Trust, look: Look) -> Verification:
    verified = verify_container(path)
    items = [
        Item(
            name=problem.member,
            indication="not valid",
            reasons=(
                Ground(
                    code="container",
                    message=problem.message,
                    places={"member": problem.member, "position": problem.position},
                ),
            ),
        )
        for problem in verified.problems
    ]
    if verified.container is None:
        return Verification(kind="dossier", items=tuple(items))
    prove_dossier(verified.container, path.name)
    opened = of_container(verified.container)
    items.append(Item(name=path.name, indication="valid"))
    items += _missing_evidence(opened)
    items += [_sealed(opened, version) for version in opened.versions]
    items.append(_history(opened))
    made = tuple(_made(opened, moment, trust, look))
    items += [item for package in made for item in package.items]
    practice = any(package.practice for package in made)
    expected = Expected(own=True, practice=practice and not trust.roots)
    items += _returns(opened, moment, trust, expected, look)
    return Verification(kind="dossier", items=tuple(items), practice=practice)


def _missing_evidence(opened: OpenDossier) -> list[Item]:
    return [
        _bad(place, "evidence", N_("The file this row names is not in the dossier."))
        for place, digest in every(opened.dossier, "evidence[].digest")
        if isinstance(digest, str) and f"{EVIDENCE}{digest}" not in opened.container.members
    ]


def _sealed(opened: OpenDossier, version: int) -> Item:
    name = f"{SEALED}{version}"
    try:
        sealed = opened.sealed(version)
        again = record(sealed.report())
    except MaskDeskError as damage:
        return _bad(name, "seal", damage.problem, **damage.places)
    if again != sealed.findings:
        message = N_("Checked again under its own packs, this version gives other findings.")
        return Item(
            name=name,
            indication="cannot tell",
            reasons=(Ground(code="findings", message=message),),
        )
    return Item(name=name, indication="valid")


def _history(opened: OpenDossier) -> Item:
    seals = (seal_in(opened.container, version) for version in opened.versions)
    heads = tuple(
        history.Head(sequence=seal.head, hash=seal.head_hash)
        for seal in seals
        if seal is not None and seal.head >= 0
    )
    bad = history.check_chain(_kept_history(opened), heads)
    if bad is not None:
        message = N_("The history was changed from event {number} on.")
        return _bad(HISTORY, "history", message, number=bad + 1)
    return Item(name=HISTORY, indication="valid")


def _made(
    opened: OpenDossier, moment: datetime, trust: Trust, look: Look
) -> Iterator[Verification]:
    """The packages the dossier remembers: each as a stranger would see it, and as it was filed."""
    for folder in made_packages(opened.container):
        names = opened.container.under(folder)
        files = {name.removeprefix(folder): opened.container.read(name) for name in names}
        if MANIFEST not in files:
            item = _bad(folder + MANIFEST, "missing", _MISSING)
            yield Verification(kind="submission", items=(item,))
            continue
        package = check_package(files, moment=moment, trust=trust, look=look)
        items = tuple(replace(item, name=folder + item.name) for item in package.items)
        digest = hashlib.sha256(files[MANIFEST]).hexdigest()
        if not _is_recorded(opened, "made", digest):
            items = (*items, _bad(folder + MANIFEST, "unrecorded", _UNRECORDED))
        if not _is_of_its_seal(opened, folder, files[MANIFEST]):
            items = (*items, _bad(folder + MANIFEST, "other-seal", _OTHER_SEAL))
        yield replace(package, items=items)


def _is_of_its_seal(opened: OpenDossier, folder: str, manifest: bytes) -> bool:
    """Whether a package bears the digest of the seal it lies beside; the papers are signed over it.

    So neither the seal nor the head of the history it names can be made anew under signed papers.
    """
    version = folder.removeprefix(SEALED).partition("/")[0]
    seal = seal_in(opened.container, int(version)) if version.isdecimal() else None
    try:
        return seal is not None and read_manifest(manifest).seal == seal.digest
    except MaskDeskError:
        return True  # the package's own verdict says what is wrong


def _returns(
    opened: OpenDossier, moment: datetime, trust: Trust, expected: Expected, look: Look
) -> Iterator[Item]:
    """What came back: intact, and filed by this dossier."""
    papers: dict[str, Question] = {}
    for name in opened.container.under(RETURNS):
        content = opened.container.read(name)
        if not _is_recorded(opened, "returned", hashlib.sha256(content).hexdigest()):
            yield _bad(name, "unrecorded", _UNRECORDED)
        elif _SCAN in name:
            # Its codes were proven when it was filed; hand and seal are for eyes to see.
            yield Item(name=name, indication="valid")
        else:
            papers[name] = _question(content, moment, trust, expected)
    for name, looked in look(papers).items():
        yield _item(name, looked.verdict)


# In the names of filed scans.
_SCAN = ".scan."


def _is_recorded(opened: OpenDossier, what: str, digest: str) -> bool:
    try:
        events = history.events(_kept_history(opened))
    except MaskDeskError:
        return True  # the history's own verdict says what is wrong
    return any(event.what == what and event.to == digest for event in events)


def _kept_history(opened: OpenDossier) -> bytes:
    return opened.container.read(HISTORY) if HISTORY in opened.container.members else b""


def _bad(name: str, code: str, message: str, **places: object) -> Item:
    reason = Ground(code=code, message=message, places=dict(places))
    return Item(name=name, indication="not valid", reasons=(reason,))


def read_trust(roots: Sequence[Path], crls: Sequence[Path]) -> Trust:
    """Root certificates and revocation lists from files; raises NotTrustable, StorageErrors."""
    return Trust(
        roots=tuple(_trustable(path, "root") for path in roots),
        crls=tuple(_trustable(path, "list") for path in crls),
    )


def _trustable(path: Path, kind: Literal["root", "list"]) -> bytes:
    from maskdesk.output.trust import Anchors

    content = read_file(path)
    try:
        read = (
            Anchors.read((content,), ()).roots
            if kind == "root"
            else Anchors.read((), (content,)).crls
        )
    except (ValueError, TypeError) as failure:
        raise NotTrustable(file=path.name) from failure
    if not read:
        raise NotTrustable(file=path.name)
    return content
