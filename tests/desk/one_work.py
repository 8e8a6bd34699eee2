"""Steps of a clerk's work, for the tests that kill them or let a call of them fail.

A step that fails with a sentence is tried once more, as a clerk would, before it gives up: what
was typed must still be there.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from desk.dossiers import viet_nam
from desk.made import FEW, made, sealed_viet_nam
from desk.workplaces import workplace
from maskdesk.desk.making import Submission
from maskdesk.desk.opening import new_dossier, save_dossier
from maskdesk.desk.working import OpenedFile, new_file, open_file
from maskdesk.dossier.sections import Dossier, Evidence, GoodsLine
from maskdesk.errors import MaskDeskError

NUMBER = "contract.number"
SCAN = b"SAMPLE scan" * 30_000
PACKAGE = "package"


@cache
def papers() -> Submission:
    """The package the step `make` hands over."""
    return made(sealed_viet_nam(), None, *FEW)


def get_ready() -> None:
    """Make the papers before anybody looks."""
    papers()


def prepare(step: str, folder: Path) -> None:
    """Bring about what the step finds; nothing lies in the user's own data yet."""
    if step in ("save", "save as", "journal"):
        save_dossier(new_dossier(viet_nam()), folder / "a.maskdesk")
    if step == "make":
        save_dossier(sealed_viet_nam(), folder / "a.maskdesk")


def states_of_journal() -> Iterator[Dossier]:
    """The dossier after each edit of the step `journal`, from before the first."""
    file = new_file(new_dossier(viet_nam()), workplace(Path("/dev/null")))
    file.session._keep = None
    yield file.session.dossier
    for edit in _edits(file):
        edit()
        yield file.session.dossier


def _edits(file: OpenedFile) -> tuple[Callable[[], object], ...]:
    session = file.session
    return (
        lambda: session.edit(NUMBER, "C-2", "en"),
        lambda: session.insert("goods", GoodsLine(id="g2")),
        session.undo,
        lambda: session.edit(NUMBER, "C-3", "en"),
    )


def _new(folder: Path) -> None:
    file = new_file(new_dossier(viet_nam()), workplace(folder))
    _tried_twice(lambda: file.session.edit(NUMBER, "C-2", "en"))
    _tried_twice(lambda: file.save_as(folder / "a.maskdesk"))
    file.close()


def _save(folder: Path) -> None:
    file = open_file(folder / "a.maskdesk", workplace(folder))
    _tried_twice(lambda: file.session.edit(NUMBER, "C-2", "en"))
    _tried_twice(lambda: _attach(file))
    _tried_twice(file.save)
    file.close()


def _save_as(folder: Path) -> None:
    file = open_file(folder / "a.maskdesk", workplace(folder))
    _tried_twice(lambda: file.session.edit(NUMBER, "C-2", "en"))
    _tried_twice(lambda: file.save_as(folder / "b.maskdesk"))
    file.close()


def _journal(folder: Path) -> None:
    file = open_file(folder / "a.maskdesk", workplace(folder))
    for edit in _edits(file):
        _tried_twice(edit)
    file.close(keep=True)


def _make(folder: Path) -> None:
    file = open_file(folder / "a.maskdesk", workplace(folder))

    def deliver() -> None:
        saving = file.delivering(papers(), folder / PACKAGE)
        saving.run()
        file.saved(saving)

    _tried_twice(deliver)
    file.close()


def _attach(file: OpenedFile) -> None:
    if not file.session.dossier.evidence:
        file.add_evidence(file.hold(SCAN), Evidence(id="e1", file="scan.pdf"))


def _tried_twice(step: Callable[[], object]) -> None:
    try:
        step()
    except MaskDeskError:
        step()


STEPS: Mapping[str, Callable[[Path], object]] = {
    "new": _new,
    "save": _save,
    "save as": _save_as,
    "journal": _journal,
    "make": _make,
}
