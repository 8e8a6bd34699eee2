"""Opening and saving a dossier with everything that lies beside its content."""

import getpass
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.sealed import Sealed, read_sealed, sealed_versions
from maskdesk.dossier import codec
from maskdesk.dossier.sections import Dossier
from maskdesk.rules.ground import known
from maskdesk.store import history
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.container import (
    Container,
    Over,
    new_container,
    opening_container,
    save_container,
)
from maskdesk.store.failures import NewerDossier
from maskdesk.store.giving_way import giving_way
from maskdesk.store.history import Deed
from maskdesk.store.known_versions import KnownVersions
from maskdesk.store.member_names import DOSSIER, HISTORY, RETURNS


class OpenDossier(Struct, frozen=True, kw_only=True):
    """A dossier with its file: content, evidence, history, sealed versions and returns."""

    dossier: Dossier
    container: Container

    @property
    def versions(self) -> tuple[int, ...]:
        """The numbers of the sealed versions, in order."""
        return sealed_versions(self.container)

    def sealed(self, version: int) -> Sealed:
        """One sealed version."""
        return read_sealed(self.container, version)

    @property
    def returned(self) -> frozenset[str]:
        """The papers of this version that came back countersigned, by their form."""
        return self.returned_to(known(self.dossier.head.version) or 1)

    def returned_to(self, version: int) -> frozenset[str]:
        """The papers of a version that came back countersigned, by their form."""
        folder = f"{RETURNS}{version}/"
        return frozenset(
            name.removeprefix(folder).partition(".")[0] for name in self.container.under(folder)
        )

    def with_dossier(self, dossier: Dossier) -> "OpenDossier":
        """The same file with other content."""
        text = b"".join(giving_way(codec.portions(dossier)))
        container = self.container.put(DOSSIER, text)
        return replace(self, dossier=dossier, container=container)

    def put(self, name: str, content: bytes) -> "OpenDossier":
        """The same file with one more member."""
        return replace(self, container=self.container.put(name, content))

    def note(
        self, what: str, moment: datetime, *, before: str = "", after: str = "", who: str = ""
    ) -> "OpenDossier":
        """The same file with one more event in its history."""
        deed = Deed(moment=moment, who=who or user(), what=what, before=before, after=after)
        return self.recorded((deed,))

    def recorded(self, deeds: Iterable[Deed]) -> "OpenDossier":
        """The same file with an event in its history for each deed."""
        kept = self.container.read(HISTORY) if HISTORY in self.container.members else b""
        return self.put(HISTORY, history.extend(kept, deeds))


def open_dossier(
    path: Path, copies: BlobStore | None = None, known: KnownVersions | None = None
) -> OpenDossier:
    """Open a dossier's file; evidence stays unread, and comes from `copies` where the file fails.

    Values are gone through one by one the first time a version is opened on this computer.
    Raises DossierError, DamagedContent.
    """
    known = known or KnownVersions()
    with opening_container(path, copies) as container:
        if container.digest in known:
            return OpenDossier(dossier=codec.read_again(container.dossier), container=container)
        dossier, as_kept = codec.read_through(container.dossier)
    if as_kept:
        known.add(container.digest)
    return OpenDossier(dossier=dossier, container=container)


def open_to_change(path: Path) -> OpenDossier:
    """Open a dossier's file that is to be saved again; raises NewerDossier for a newer one too."""
    opened = open_dossier(path)
    if opened.container.read_only:
        raise NewerDossier(file=path.name)
    return opened


def of_container(container: Container) -> OpenDossier:
    """The dossier in a container. Raises DamagedContent."""
    return OpenDossier(dossier=codec.read(container.dossier), container=container)


def new_dossier(dossier: Dossier) -> OpenDossier:
    """A dossier that was never saved."""
    return OpenDossier(dossier=dossier, container=new_container(codec.write(dossier)))


def save_dossier(
    opened: OpenDossier,
    path: Path,
    *,
    over: Over = False,
    medium: int | None = None,
    known: KnownVersions | None = None,
) -> OpenDossier:
    """Save whole or not at all. Raises what `save_container` raises.

    What comes of a version this computer knows is one, too: whatever was changed in it since was
    asked when it was changed.
    """
    container = save_container(opened.container, path, over=over, medium=medium)
    (known or KnownVersions()).follow(opened.container.digest, container.digest)
    return replace(opened, container=container)


def user() -> str:
    """Who works at this computer, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user on this system
        return "unknown"
