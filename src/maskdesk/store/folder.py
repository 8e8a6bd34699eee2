"""Goes between a dossier's file and a folder that people and other programs can work in.

The folder holds what the file holds, under the same names.
Evidence may have any name there: in the file it goes by its SHA-256, and `dossier.json` says
which name people know it by.
"""

from pathlib import Path

from maskdesk.language import N_
from maskdesk.store.blob import Blob, blob_of_file
from maskdesk.store.container import Container, new_container
from maskdesk.store.durable import (
    FileMissing,
    StorageError,
    building_folder,
    list_folder,
    read_file,
    translated,
)
from maskdesk.store.failures import BadMemberName
from maskdesk.store.frame import MOST_BYTES, MOST_MEMBERS
from maskdesk.store.member_names import DOSSIER, EVIDENCE, MANIFEST, check_name
from maskdesk.store.system import closing

# What file managers leave in folders; and what another zip program leaves of our own frame.
_NOT_OURS = ("thumbs.db", "desktop.ini")
_FRAME = ("mimetype", MANIFEST)


class StrangeFile(StorageError):
    """A file in the folder has no place in a dossier, and leaving it out would lose it."""

    problem = N_("{file} does not belong in a dossier's folder.")
    way_out = N_("Move it out of the folder, or into its evidence folder.")


def unpack(container: Container, folder: Path, *, over: bool = False) -> None:
    """Write all members into a folder, whole or not at all; every byte is checked on the way.

    Raises FolderNotEmpty unless told `over`, DamagedDossier naming the member, StorageError.
    """
    with building_folder(folder, over=over) as part:
        for name in container.members:
            place = part.joinpath(*name.split("/"))
            place.parent.mkdir(parents=True, exist_ok=True)
            with closing(place.open("xb")) as stream:
                container.copy(name, stream)


def pack(folder: Path) -> Container:
    """Read a folder into a container that was never saved; evidence is hashed, not held.

    Files whose names begin with a dot and what file managers leave behind are passed over.
    Raises FileMissing without `dossier.json`, StrangeFile, NotAPlainFile, TooMuchInFolder.
    """
    files = {
        name: path
        for name, path in list_folder(
            folder, most_files=MOST_MEMBERS, most_bytes=MOST_BYTES
        ).items()
        if not _passed_over(name)
    }
    if DOSSIER not in files:
        raise FileMissing(file=DOSSIER, folder=str(folder), reason="")
    container = new_container(read_file(files.pop(DOSSIER)))
    members: dict[str, Blob] = dict(container.members)
    for name, path in files.items():
        with translated(path, reading=True):
            blob = blob_of_file(path)
        member = EVIDENCE + blob.sha256 if name.startswith(EVIDENCE) else name
        try:
            check_name(member)
        except BadMemberName as error:
            raise StrangeFile(file=name, folder=str(folder), reason="") from error
        members[member] = blob
    return Container(members=members)


def _passed_over(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith(".") for part in parts)
    return hidden or parts[-1].lower() in _NOT_OURS or name in _FRAME
