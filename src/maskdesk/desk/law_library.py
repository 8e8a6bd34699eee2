"""The law of an office: what MaskDesk brought along, what was installed beside it, whom it trusts.

An installed pack never changes one of MaskDesk's own: it stands beside it under the same regime
and says in whose place. What cannot be relied on is refused with the reason before it is kept.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Phrase, tidy
from maskdesk.law.mistakes import Mistake, mistakes
from maskdesk.law.mistakes import examine as examine_file
from maskdesk.law.pack import Pack
from maskdesk.law.reader import Law, LoadedPack, assemble, broken, read_pack
from maskdesk.law.replacing import of_one_regime
from maskdesk.law.structure import Told
from maskdesk.rules.holding import EVERY_PAPER
from maskdesk.rules.vocabulary import bind, faults
from maskdesk.store.law_shelf import (
    Publisher,
    drop_pack,
    keep_pack,
    kept_packs,
    read_publishers,
    write_publishers,
)

_BARE = ".toml"
_SIGNED = ".maskdesk-law"
_ZIP = b"PK"
_FINGERPRINT = re.compile(r"[0-9A-F]{64}")
_GROUP = 4


class UntrustedPublisher(MaskDeskError):
    """A pack signed with a key nobody in this office has trusted."""

    problem = N_("{file} is signed by {publisher}, whom you have not trusted: {fingerprint}.")
    way_out = N_("Compare this fingerprint with the publisher's, then `maskdesk law trust` it.")


class WithdrawnPublisher(MaskDeskError):
    """A pack signed with a key this office trusts no longer."""

    problem = N_("{file} is signed by {publisher}, whose key was withdrawn on {day}.")
    way_out = N_("Ask the publisher for a pack signed with a key you trust.")


class NoFingerprint(MaskDeskError):
    """What was typed is not the fingerprint of a key."""

    problem = N_("“{text}” is no fingerprint.")
    way_out = N_("Type the 64 letters and digits; spaces and case do not matter.")


class NoSuchPublisher(MaskDeskError):
    """A key that is to be withdrawn was never trusted."""

    problem = N_("No publisher with the fingerprint {fingerprint} is trusted.")
    way_out = N_("`maskdesk law list` shows whom you trust.")


class OwnOfMaskDesk(MaskDeskError):
    """A pack that would change one of MaskDesk's own."""

    problem = N_("MaskDesk itself brings a pack called {pack}; no other may bear that id.")
    way_out = N_("Give it an id of its own, and name {pack} under `replaces`.")


class OlderPack(MaskDeskError):
    """A pack that is no newer than the one it would stand in for."""

    problem = N_("{pack} was compiled on {day}, and {other} on {other_day}: it is not newer.")
    way_out = N_("Nothing is to be done: the newer one holds.")


class NotNewer(OlderPack):
    """Another state of a pack that is installed already, no newer by its own word."""

    problem = N_("{pack} is installed already, compiled on {other_day}; this file says {day}.")
    way_out = N_(
        "Are you still writing it? Then remove the other first: `maskdesk law remove {pack}`. "
        "A newer state of a pack that others have needs a later `compiled_on`."
    )


class OtherPublisher(MaskDeskError):
    """A pack by somebody else than the installed one of the same id."""

    problem = N_("The installed pack {pack} is by somebody else ({publisher}).")
    way_out = N_("Remove it first if this one is to take its place: `maskdesk law remove {pack}`.")


class ReplacesNothing(MaskDeskError):
    """A pack that names packs there are not, or of another regime."""

    problem = N_(
        "{pack} says it replaces {other}, but of the regime {regime} there is no such pack."
    )
    way_out = N_("Correct `replaces` or `regime`; `maskdesk law list` shows all packs.")


class NoSuchInstalled(MaskDeskError):
    """A pack that is to be removed was never installed."""

    problem = N_("No installed pack is called {pack}.")
    way_out = N_("Installed are: {packs}. What MaskDesk brings along stays.")


class BrokenInstalled(MaskDeskError):
    """A pack that was installed can no longer be relied on."""

    problem = N_("The installed pack {pack} cannot be relied on: {reason}")
    way_out = N_("Remove it and install it again: `maskdesk law remove {pack}`.")


class Installed(Struct, frozen=True, kw_only=True):
    """A pack that was installed: its file, who signed it, and since when that key is withdrawn."""

    loaded: LoadedPack
    file: str
    fingerprint: str = ""
    withdrawn_on: date | None = None


def installed(folder: Path) -> tuple[Installed, ...]:
    """The packs that were installed, withdrawn ones too.

    Raises BrokenInstalled, DamagedTrust, a StorageError.
    """
    trusted = _trusted(folder)
    return tuple(
        _as_installed(name, content, trusted) for name, content in kept_packs(folder).items()
    )


def law_with(built_in: Sequence[LoadedPack], beside: Sequence[Installed]) -> Law:
    """The law of MaskDesk's own packs and those installed beside them.

    Left out are withdrawn ones, and those whose id a newer MaskDesk took for a pack of its own.
    Raises ContradictoryPacks, BrokenPack.
    """
    own = {one.head.id for one in built_in}
    added = (
        one.loaded for one in beside if one.withdrawn_on is None and one.loaded.head.id not in own
    )
    return assemble([*built_in, *added])


def install(folder: Path, content: bytes, file: str, built_in: Sequence[LoadedPack]) -> Installed:
    """Keep a pack from its archive or its bare file; what cannot be relied on is refused.

    Raises DamagedArchive, WronglySigned, UntrustedPublisher, WithdrawnPublisher, BrokenPack,
    OwnOfMaskDesk, OtherPublisher, NotNewer, OlderPack, ReplacesNothing, ContradictoryPacks.
    """
    new = _opened(content, file, _trusted(folder))
    pack = new.loaded.pack
    bind(pack)
    for told in _faults_of_papers(pack):
        raise broken(file, *told)
    _refuse_own_id(pack.id, built_in)
    before = installed(folder)
    known = next((one for one in before if one.loaded.pack.id == pack.id), None)
    if known is not None:
        _refuse_unless_newer(new, known)
    others = [one for one in before if one is not known]
    _refuse_unless_replacing(new.loaded, [*built_in, *(one.loaded for one in others)])
    law_with(built_in, [*others, new])
    keep_pack(folder, new.file, content)
    return new


def examine(content: bytes) -> tuple[Mistake, ...]:
    """Every mistake in a pack's file, with its line and its cure."""
    read = examine_file(content)
    if read.pack is None:
        return read.mistakes
    told = mistakes(read.lines, (*faults(read.pack), *_faults_of_papers(read.pack)))
    return tuple(sorted((*read.mistakes, *told), key=lambda one: one.line))


def _faults_of_papers(pack: Pack) -> Iterator[Told]:
    """What is wrong with the papers a pack makes due or holds up."""
    from maskdesk.output.forms import FORMS

    named = [(f"papers.{one.form}.form", one.form) for one in pack.papers]
    for condition in pack.conditions:
        held = (form for form in condition.papers if form != EVERY_PAPER)
        named += [(f"conditions.{condition.id}.papers", form) for form in held]
        if condition.severity == "blocks" and not condition.papers:
            yield (
                f"conditions.{condition.id}.papers",
                N_("it blocks and holds up no paper"),
                N_("Name the forms it holds up, or `*` for every paper"),
            )
    for key, form in named:
        if form not in FORMS:
            reason = Phrase(N_("there is no {name} to choose"), name=form)
            yield key, reason, Phrase(N_("Use one of: {names}"), names=", ".join(FORMS))


def remove(folder: Path, pack: str) -> None:
    """Take an installed pack away, a broken one too. Raises NoSuchInstalled, a StorageError."""
    names = {_id_of(name): name for name in kept_packs(folder)}
    if pack not in names:
        raise NoSuchInstalled(pack=pack, packs=", ".join(names) or "–")
    drop_pack(folder, names[pack])


def trust(folder: Path, fingerprint: str, name: str, today: date) -> Publisher:
    """Take packs signed with a key from now on. Raises NoFingerprint, DamagedTrust."""
    publisher = Publisher(fingerprint=_read(fingerprint), name=tidy(name), trusted_on=today)
    others = [one for one in read_publishers(folder) if one.fingerprint != publisher.fingerprint]
    write_publishers(folder, (*others, publisher))
    return publisher


def withdraw(folder: Path, fingerprint: str, today: date) -> Publisher:
    """Trust a key no longer; packs signed with it are not asked any more.

    Sealed versions keep their own copies. Raises NoFingerprint, NoSuchPublisher, DamagedTrust.
    """
    wanted = _read(fingerprint)
    publishers = read_publishers(folder)
    known = next((one for one in publishers if one.fingerprint == wanted), None)
    if known is None:
        raise NoSuchPublisher(fingerprint=wanted)
    withdrawn = replace(known, withdrawn_on=known.withdrawn_on or today)
    write_publishers(folder, tuple(withdrawn if one is known else one for one in publishers))
    return withdrawn


def _trusted(folder: Path) -> dict[str, Publisher]:
    return {one.fingerprint: one for one in read_publishers(folder)}


def _as_installed(name: str, content: bytes, trusted: dict[str, Publisher]) -> Installed:
    try:
        found = _opened(content, name, trusted, withdrawn=True)
        bind(found.loaded.pack)
    except MaskDeskError as failure:
        said = Phrase(failure.problem, **failure.places)
        raise BrokenInstalled(pack=_id_of(name), reason=said) from failure
    return replace(found, file=name)


def _opened(
    content: bytes, file: str, trusted: dict[str, Publisher], *, withdrawn: bool = False
) -> Installed:
    """A pack out of its file, its publisher known; a withdrawn one only where that is allowed."""
    if not content.startswith(_ZIP):
        pack = read_pack(content, file)
        own = LoadedPack(held=pack, content=content, publisher="")
        return Installed(loaded=own, file=f"{pack.id}{_BARE}")
    from maskdesk.output.publishing import open_archive

    signed = open_archive(content, file)
    publisher = trusted.get(signed.fingerprint)
    if publisher is None:
        raise UntrustedPublisher(
            file=file, publisher=signed.publisher, fingerprint=signed.fingerprint
        )
    if publisher.withdrawn_on is not None and not withdrawn:
        raise WithdrawnPublisher(file=file, publisher=publisher.name, day=publisher.withdrawn_on)
    pack = read_pack(signed.pack, file)
    loaded = LoadedPack(held=pack, content=signed.pack, publisher=publisher.name)
    return Installed(
        loaded=loaded,
        file=f"{pack.id}{_SIGNED}",
        fingerprint=signed.fingerprint,
        withdrawn_on=publisher.withdrawn_on,
    )


def _refuse_own_id(pack: str, built_in: Sequence[LoadedPack]) -> None:
    if any(one.head.id == pack for one in built_in):
        raise OwnOfMaskDesk(pack=pack)


def _refuse_unless_newer(new: Installed, known: Installed) -> None:
    pack, other = new.loaded.pack, known.loaded.pack
    if new.fingerprint != known.fingerprint:
        raise OtherPublisher(pack=pack.id, publisher=known.loaded.publisher or "–")
    if pack.compiled_on <= other.compiled_on and new.loaded.content != known.loaded.content:
        raise NotNewer(
            pack=pack.id, day=pack.compiled_on, other=other.id, other_day=other.compiled_on
        )


def _refuse_unless_replacing(new: LoadedPack, others: Sequence[LoadedPack]) -> None:
    pack = new.pack
    known = {one.head.id: one.head for one in others}
    for name in pack.replaces:
        other = known.get(name)
        if other is None or (pack.replacing and not of_one_regime(pack, other)):
            raise ReplacesNothing(pack=pack.id, other=name, regime=pack.regime)
        if pack.replacing == "release" and pack.compiled_on < other.compiled_on:
            raise OlderPack(
                pack=pack.id, day=pack.compiled_on, other=name, other_day=other.compiled_on
            )


def _id_of(file: str) -> str:
    return file.removesuffix(_SIGNED).removesuffix(_BARE)


def _read(fingerprint: str) -> str:
    """A fingerprint as MaskDesk writes it, however it was typed."""
    bare = re.sub(r"[\s:\-]+", "", fingerprint).upper()
    if not _FINGERPRINT.fullmatch(bare):
        raise NoFingerprint(text=fingerprint)
    return " ".join(bare[at : at + _GROUP] for at in range(0, len(bare), _GROUP))
