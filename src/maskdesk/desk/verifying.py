"""Verifying as a stranger would: a submission, a paper on its own, or a dossier."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from maskdesk.desk.manifest import MANIFEST, Manifest, Packed, read_manifest
from maskdesk.desk.opening import OpenDossier, of_container
from maskdesk.desk.sealed import BrokenSeal
from maskdesk.dossier.paths import every
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.rules.record import record
from maskdesk.store import history
from maskdesk.store.container import open_container, verify_container
from maskdesk.store.durable import read_file, read_folder
from maskdesk.store.member_names import EVIDENCE, HISTORY

if TYPE_CHECKING:
    from maskdesk.output.verification import Verdict

Indication = Literal["valid", "cannot tell", "not valid"]
Kind = Literal["submission", "paper", "dossier"]

_WORST_FIRST: tuple[Indication, ...] = ("not valid", "cannot tell", "valid")


class NothingToVerify(MaskDeskError):
    """A path at which neither a submission nor a paper nor a dossier lies."""

    problem = N_("{file} is neither a submission, a paper (PDF) nor a dossier (.maskdesk).")
    way_out = N_("Name the folder of a submission, a PDF, or a dossier.")


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
    """The verdict on whatever lies at a path; raises NothingToVerify and StorageErrors."""
    if path.is_dir():
        files = read_folder(path)
        if MANIFEST not in files:
            raise NothingToVerify(file=path.name)
        return check_package(files, moment=moment, trust=trust)
    content = read_file(path)
    if content[:5] == b"%PDF-":
        item = _paper(path.name, content, moment, trust, None)
        return Verification(kind="paper", items=(item,))
    if content[:4] == b"PK\x03\x04":
        return _dossier(path)
    raise NothingToVerify(file=path.name)


def check_package(
    files: Mapping[str, bytes],
    *,
    moment: datetime,
    trust: Trust = Trust(),  # noqa: B008 - an immutable value
) -> Verification:
    """The verdict on the files of a package: each against the manifest and the counter sheet."""
    manifest = read_manifest(files[MANIFEST])
    listed = _listed_on_counter_sheet(manifest, files)
    items = [_packed(paper, files, manifest, moment, trust) for paper in manifest.papers]
    items += [_same_bytes(annex.file, annex.sha256, files) for annex in manifest.annexes]
    items = [_against_list(item, files, listed) for item in items]
    named = {MANIFEST, *(one.file for one in manifest.papers)}
    named |= {one.file for one in manifest.annexes}
    items += [
        _bad(name, "stranger", N_("This file is not part of the submission."))
        for name in sorted(set(files) - named)
    ]
    return Verification(kind="submission", items=tuple(items), practice=manifest.practice)


def _packed(
    paper: Packed,
    files: Mapping[str, bytes],
    manifest: Manifest,
    moment: datetime,
    trust: Trust,
) -> Item:
    same = _same_bytes(paper.file, paper.sha256, files)
    if same.indication != "valid":
        return same
    content = files[paper.file]
    strange = _not_of(paper, manifest, content)
    if strange is not None:
        return strange
    if paper.way == "signed":
        return _paper(paper.file, content, moment, trust, paper, practice=manifest.practice)
    message = {
        "ink": N_("Final, for ink and seal: it bears no electronic signature."),
        "draft": N_("A draft: not to be handed in."),
    }[paper.way]
    reason = Ground(code=paper.way, message=message)
    return Item(name=paper.file, indication="valid", reasons=(reason,))


def _not_of(paper: Packed, manifest: Manifest, content: bytes) -> Item | None:
    facts = _facts(content)
    expected = {
        "dossier": manifest.dossier,
        "version": str(manifest.version),
        "paper": paper.form,
        "seal": manifest.seal,
    }
    if any(facts.get(name) != value for name, value in expected.items()):
        message = N_("The manifest names another dossier, version or form for this paper.")
        return _bad(paper.file, "foreign", message)
    return None


def _paper(
    name: str,
    content: bytes,
    moment: datetime,
    trust: Trust,
    packed: Packed | None,
    *,
    practice: bool = False,
) -> Item:
    from maskdesk.output.verification import Expected, verify_pdf

    expected = (
        Expected(own=True, practice=practice, sha256=packed.sha256, filled=packed.signed)
        if packed is not None
        else None
    )
    verdict = verify_pdf(
        content, moment=moment, roots=trust.roots, crls=trust.crls, expected=expected
    )
    return _item(name, verdict)


def _item(name: str, verdict: "Verdict") -> Item:
    reasons = tuple(
        Ground(code=one.code, message=one.message, places=dict(one.places))
        for one in verdict.reasons
    )
    signers = tuple(f"{one.field}: {one.holder}" for one in verdict.signatures)
    return Item(name=name, indication=verdict.indication, reasons=reasons, signers=signers)


def _same_bytes(name: str, sha256: str, files: Mapping[str, bytes]) -> Item:
    if name not in files:
        return _bad(name, "missing", N_("This file is missing from the submission."))
    if hashlib.sha256(files[name]).hexdigest() != sha256:
        return _bad(name, "changed", N_("This file is not as it was made: its SHA-256 differs."))
    return Item(name=name, indication="valid")


def _listed_on_counter_sheet(
    manifest: Manifest, files: Mapping[str, bytes]
) -> Mapping[str, str] | None:
    """What the counter sheet, finished last, lists; None where there is none to be read."""
    from maskdesk.output.archive import attached

    sheet = next((one for one in manifest.papers if one.form == "counter-sheet"), None)
    if sheet is None or sheet.file not in files:
        return None
    try:
        content = attached(files[sheet.file], "data.json")
        data = msgspec.json.decode(content) if content is not None else {}
    except Exception:  # noqa: BLE001 - whatever a broken sheet does, its own verdict will say it
        return None
    listed = data.get("files", {}) if isinstance(data, dict) else {}
    return {str(name): str(digest) for name, digest in listed.items()}


def _against_list(item: Item, files: Mapping[str, bytes], listed: Mapping[str, str] | None) -> Item:
    if listed is None or item.indication == "not valid" or item.name.endswith("counter-sheet.pdf"):
        return item
    if listed.get(item.name) != hashlib.sha256(files[item.name]).hexdigest():
        message = N_("The counter sheet lists another file under this name, or none.")
        return _bad(item.name, "not-listed", message)
    return item


def _facts(content: bytes) -> Mapping[str, str]:
    from maskdesk.output.archive import facts_of

    try:
        return facts_of(content)
    except Exception:  # noqa: BLE001 - a paper that cannot be read bears no facts
        return {}


def _dossier(path: Path) -> Verification:
    problems = verify_container(path)
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
        for problem in problems
    ]
    if problems:
        return Verification(kind="dossier", items=tuple(items))
    opened = of_container(open_container(path))
    items.append(Item(name=path.name, indication="valid"))
    items += _missing_evidence(opened)
    items += [_sealed(opened, version) for version in opened.versions]
    items.append(_history(opened))
    return Verification(kind="dossier", items=tuple(items))


def _missing_evidence(opened: OpenDossier) -> list[Item]:
    return [
        _bad(place, "evidence", N_("The file this row names is not in the dossier."))
        for place, digest in every(opened.dossier, "evidence[].digest")
        if isinstance(digest, str) and f"{EVIDENCE}{digest}" not in opened.container.members
    ]


def _sealed(opened: OpenDossier, version: int) -> Item:
    name = f"sealed/{version}"
    try:
        sealed = opened.sealed(version)
    except BrokenSeal as damage:
        return _bad(name, "seal", damage.problem, **damage.places)
    if record(sealed.report()) != sealed.findings:
        message = N_("Checked again under its own packs, this version gives other findings.")
        return Item(
            name=name,
            indication="cannot tell",
            reasons=(Ground(code="findings", message=message),),
        )
    return Item(name=name, indication="valid")


def _history(opened: OpenDossier) -> Item:
    kept = opened.container.read(HISTORY) if HISTORY in opened.container.members else b""
    heads = tuple(
        history.Head(sequence=seal.head, hash=seal.head_hash)
        for version in opened.versions
        if (seal := opened.sealed(version).seal).head >= 0
    )
    bad = history.check_chain(kept, heads)
    if bad is not None:
        message = N_("The history was changed from event {number} on.")
        return _bad(HISTORY, "history", message, number=bad + 1)
    return Item(name=HISTORY, indication="valid")


def _bad(name: str, code: str, message: str, **places: object) -> Item:
    reason = Ground(code=code, message=message, places=dict(places))
    return Item(name=name, indication="not valid", reasons=(reason,))


def read_trust(roots: Sequence[Path], crls: Sequence[Path]) -> Trust:
    """Root certificates and revocation lists from files; raises StorageErrors."""
    return Trust(
        roots=tuple(read_file(path) for path in roots),
        crls=tuple(read_file(path) for path in crls),
    )
