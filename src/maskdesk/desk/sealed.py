"""A sealed version of a dossier: its snapshot, the law it was checked under, what was found."""

import hashlib
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from maskdesk.dossier import codec
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store import history
from maskdesk.store.container import Container
from maskdesk.store.member_names import HISTORY, SEALED

if TYPE_CHECKING:
    from maskdesk.law.reader import Law
    from maskdesk.rules.evaluate import Report

# What the history calls the event of sealing.
SEALING = "sealed"

_SEAL = "seal.json"
_SNAPSHOT = "snapshot.json"
_FINDINGS = "findings.json"
_PACKS = "packs/"
_PAPERS = "papers/"


class NotSealed(MaskDeskError):
    """There is no sealed version to work from."""

    problem = N_("This dossier has no sealed version {version}.")
    way_out = N_("Seal it first: `maskdesk seal`.")


class BrokenSeal(MaskDeskError):
    """What was sealed is no longer what it was."""

    problem = N_("The sealed version {version} does not match its seal ({member}).")
    way_out = N_("Use the copy that was handed in; nothing can be made from this one.")


class Seal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a version was frozen with.

    `publishers` names who signed each pack that did not come with MaskDesk, empty for the office's
    own; left out where there is none, so that seals of earlier versions keep their digest.

    `today` is the day it was checked from; `on` the day a declaration without a registered moment
    was taken to be filed on, if that was said; `head` is the last event of the history before the
    seal, `-1` for none.
    """

    version: int
    moment: datetime
    today: date
    on: date | None
    snapshot: str
    packs: dict[str, str]
    findings: str
    head: int
    head_hash: str
    program: str
    publishers: dict[str, str] = {}

    @property
    def digest(self) -> str:
        """The SHA-256 that papers and history carry: over the seal, which names all it covers."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()


class Sealed(Struct, frozen=True, kw_only=True):
    """A sealed version read back: what was frozen, and how it stands under its own packs."""

    seal: Seal
    dossier: Dossier
    law: "Law"
    findings: bytes

    def report(self, returned: frozenset[str] = frozenset()) -> "Report":
        """The findings of this version under the packs it was sealed with."""
        from maskdesk.rules.evaluate import check

        seal = self.seal
        return check(self.dossier, self.law, seal.today, on=seal.on, returned=returned)


def sealed_versions(container: Container) -> tuple[int, ...]:
    """The numbers of the sealed versions in a container, in order."""
    names = container.under(SEALED)
    numbers = {name.removeprefix(SEALED).partition("/")[0] for name in names}
    return tuple(sorted(int(number) for number in numbers if number.isdigit()))


def sealed_folder(version: int) -> str:
    """Where a sealed version lies in the container."""
    return f"{SEALED}{version}/"


def papers_folder(version: int) -> str:
    """Where the packages made from a sealed version lie, outside what is sealed."""
    return f"{sealed_folder(version)}{_PAPERS}"


def made_packages(container: Container) -> tuple[str, ...]:
    """Where each package the dossier remembers lies, in order."""
    folders = {
        f"{papers}{name.removeprefix(papers).partition('/')[0]}/"
        for version in sealed_versions(container)
        for papers in (papers_folder(version),)
        for name in container.under(papers)
    }
    return tuple(sorted(folders))


def put_sealed(
    container: Container, seal: Seal, snapshot: bytes, packs: dict[str, bytes], findings: bytes
) -> Container:
    """The container with one more sealed version."""
    folder = sealed_folder(seal.version)
    content = msgspec.json.format(msgspec.json.encode(seal, order="deterministic"), indent=1)
    container = container.put(f"{folder}{_SEAL}", content + b"\n")
    container = container.put(f"{folder}{_SNAPSHOT}", snapshot)
    container = container.put(f"{folder}{_FINDINGS}", findings)
    for pack, pack_content in packs.items():
        container = container.put(f"{folder}{_PACKS}{pack}.toml", pack_content)
    return container


def read_sealed(container: Container, version: int) -> Sealed:
    """One sealed version: every part checked against its seal, the seal against the history.

    Raises NotSealed, BrokenSeal, HistoryBroken, DamagedContent, BrokenPack.
    """
    sealed = sealed_as_it_lies(container, version)
    if not _was_sealed(container, sealed.seal):
        raise BrokenSeal(version=str(version), member=_SEAL)
    return sealed


def sealed_as_it_lies(container: Container, version: int) -> Sealed:
    """One sealed version, every part checked against its seal, the seal against nothing.

    Raises what `read_sealed` raises.
    """
    from maskdesk.law.reader import read_law

    folder = sealed_folder(version)
    if f"{folder}{_SEAL}" not in container.members:
        raise NotSealed(version=str(version))
    try:
        seal = msgspec.json.decode(container.read(f"{folder}{_SEAL}"), type=Seal)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as damage:
        raise BrokenSeal(version=str(version), member=_SEAL) from damage
    if seal.version != version:
        raise BrokenSeal(version=str(version), member=_SEAL)
    snapshot = _member(container, version, _SNAPSHOT, seal.snapshot)
    findings = _member(container, version, _FINDINGS, seal.findings)
    packs = {
        pack: _member(container, version, f"{_PACKS}{pack}.toml", digest)
        for pack, digest in seal.packs.items()
    }
    law = read_law(packs, seal.publishers)
    return Sealed(seal=seal, dossier=codec.read(snapshot), law=law, findings=findings)


def seal_in(container: Container, version: int) -> Seal | None:
    """A seal as it lies there, unchecked; None where none can be read."""
    name = f"{sealed_folder(version)}{_SEAL}"
    try:
        return msgspec.json.decode(container.read(name), type=Seal)
    except (MaskDeskError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def snapshot_in(container: Container, version: int) -> Dossier | None:
    """A sealed version's content as it lies there, unchecked; None where none can be read."""
    try:
        return codec.read(container.read(f"{sealed_folder(version)}{_SNAPSHOT}"))
    except MaskDeskError:
        return None


def _was_sealed(container: Container, seal: Seal) -> bool:
    """Whether the history knows this seal; else whoever rewrites a part would seal it anew."""
    return HISTORY in container.members and seal.digest in _seals_told(container.read(HISTORY))


# The last one is remembered: a history of a hundred thousand events is read through in a second,
# and may be asked about each of many versions.
@lru_cache(maxsize=1)
def _seals_told(kept: bytes) -> frozenset[str]:
    """The digests of all seals that a history tells of."""
    return frozenset(event.to for event in history.events(kept) if event.what == SEALING)


def _member(container: Container, version: int, name: str, digest: str) -> bytes:
    full = f"{sealed_folder(version)}{name}"
    if full not in container.members:
        raise BrokenSeal(version=str(version), member=name)
    content = container.read(full)
    if hashlib.sha256(content).hexdigest() != digest:
        raise BrokenSeal(version=str(version), member=name)
    return content
