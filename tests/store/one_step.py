"""Steps of writing, for the tests that kill them or let a call of them fail."""

from collections.abc import Callable, Mapping
from pathlib import Path

from maskdesk.store.blob import blob_of
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.container import Container, new_container, open_container, save_container
from maskdesk.store.durable import write_folder
from maskdesk.store.folder import unpack
from maskdesk.store.journal import Journal

OLD = new_container(b'{"version":"old"}').with_evidence(b"SAMPLE scan" * 30_000)
NEW = OLD.put("dossier.json", b'{"version":"new"}').with_evidence(b"SAMPLE more" * 30_000)
PACKAGE = {"counter sheet.pdf": b"SAMPLE sheet", "annexes/goods.xlsx": b"SAMPLE goods"}


def prepare(step: str, folder: Path) -> None:
    """Bring about what the step finds."""
    if step in ("overwrite", "share-save", "unpack"):
        save_container(OLD, folder / "a.maskdesk")
    if step in ("replace-package", "package-into-empty"):
        write_folder(folder / "package", {"old": b"old"} if step == "replace-package" else {})
    if step in ("append", "add-blob", "restart"):
        with Journal(folder, "id", "place") as journal:
            journal.start(base="old")
            journal.append(b"one")


def _overwrite(folder: Path, *, read_back: bool | None = None) -> None:
    opened = open_container(folder / "a.maskdesk")
    changed = {name: opened.members.get(name, blob) for name, blob in NEW.members.items()}
    changed["dossier.json"] = NEW.members["dossier.json"]
    container = Container(members=changed, digest=opened.digest)
    save_container(container, folder / "a.maskdesk", read_back=read_back)


def _append(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.append(b"two")


def _add_blob(folder: Path) -> None:
    blob = blob_of(b"SAMPLE scan")
    BlobStore(folder).add(blob)
    with Journal(folder, "id", "place") as journal:
        journal.append(b"two", (blob.sha256,))


def _restart(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="new")


STEPS: Mapping[str, Callable[[Path], object]] = {
    "first-save": lambda folder: save_container(NEW, folder / "a.maskdesk"),
    "overwrite": _overwrite,
    "share-save": lambda folder: _overwrite(folder, read_back=True),
    "unpack": lambda folder: unpack(open_container(folder / "a.maskdesk"), folder / "unpacked"),
    "package": lambda folder: write_folder(folder / "package", PACKAGE),
    "package-into-empty": lambda folder: write_folder(folder / "package", PACKAGE),
    "replace-package": lambda folder: write_folder(folder / "package", PACKAGE, over=True),
    "append": _append,
    "add-blob": _add_blob,
    "restart": _restart,
}
