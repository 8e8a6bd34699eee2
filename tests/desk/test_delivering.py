"""A package and the dossier's memory of it come together, also where a run is cut off between."""

import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec import Raw

from desk import cut_off_delivery
from desk.made import MOMENT, sealed_viet_nam, signed_few
from desk.workplaces import START, workplace
from maskdesk.desk.delivering import deliver, dossiers_cut_off, reconcile
from maskdesk.desk.left_behind import file_cut_off
from maskdesk.desk.manifest import MANIFEST
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.proving import packages_of
from maskdesk.desk.recovering import KeptEdit, encode
from maskdesk.desk.verifying import verify
from maskdesk.desk.working import open_file
from maskdesk.dossier import edits
from maskdesk.store import history
from maskdesk.store.durable import read_folder, write_folder
from maskdesk.store.journal import Journal, place_of
from maskdesk.store.lock import acquire
from maskdesk.store.member_names import HISTORY
from store.rights import bound_by_rights

RECONCILE = (
    "import sys; from datetime import datetime; from pathlib import Path\n"
    "from maskdesk.desk.delivering import reconcile\n"
    "path, notes, moment = sys.argv[1:]\n"
    "filed = reconcile(Path(path), Path(notes), datetime.fromisoformat(moment))\n"
    "print(len(filed))"
)


@pytest.fixture(scope="module")
def cut_off(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is left by a run that ended after the package and before the dossier."""
    place = tmp_path_factory.mktemp("cut-off") / "place"
    made = place.parent / "made"
    place.mkdir()
    save_dossier(sealed_viet_nam(), place / "a.maskdesk")
    write_folder(made, signed_few().files)
    words = (place / "a.maskdesk", made, place / "package", place / "recovery")
    ended = subprocess.run(
        [sys.executable, "-B", cut_off_delivery.__file__, *map(str, words)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ended.returncode == cut_off_delivery.CUT_OFF
    assert read_folder(place / "package") == read_folder(made)
    shutil.copytree(place, place.parent / "as left")
    return place


@pytest.fixture
def place(cut_off: Path) -> Path:
    """The same, as it was left, for each test."""
    shutil.rmtree(cut_off)
    shutil.copytree(cut_off.parent / "as left", cut_off)
    return cut_off


@pytest.fixture
def path(place: Path) -> Path:
    return place / "a.maskdesk"


@pytest.fixture
def folder(place: Path) -> Path:
    return place / "package"


@pytest.fixture
def notes(place: Path) -> Path:
    return place / "recovery"


def remembered(path: Path) -> int:
    return len(list(packages_of(open_dossier(path))))


def reconciled_within_rights(path: Path, notes: Path, moment: datetime) -> int:
    """How many packages are filed by a program that is bound by the rights of files."""
    words = (path, notes, moment.isoformat())
    ended = subprocess.run(
        [*bound_by_rights(), sys.executable, "-B", "-c", RECONCILE, *map(str, words)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(ended.stdout)


def test_what_a_run_cut_off_had_written_is_filed_when_the_dossier_is_opened(
    path: Path, folder: Path, notes: Path
) -> None:
    assert remembered(path) == 0
    file = open_file(path, workplace(path.parent))
    assert file.filed == (folder,)
    assert file.recovery is None
    file.close()
    assert remembered(path) == 1
    events = history.events(open_dossier(path).container.read(HISTORY))
    assert events[-1].what == "made"
    assert events[-1].moment.startswith(MOMENT.astimezone(START.tzinfo).strftime("%Y-%m-%dT%H:%M"))
    assert verify(path, moment=MOMENT).indication == "valid"
    again = open_file(path, workplace(path.parent))
    assert again.filed == ()
    again.close()
    assert list((notes / "delivering").iterdir()) == []


def test_a_package_that_was_remembered_is_not_filed_twice(
    path: Path, folder: Path, notes: Path
) -> None:
    (note,) = (notes / "delivering").iterdir()
    written = note.read_bytes()
    assert reconcile(path, notes, MOMENT) == (folder,)
    note.write_bytes(written)
    assert reconcile(path, notes, MOMENT) == ()
    assert remembered(path) == 1
    assert not note.exists()


def test_a_folder_that_was_changed_since_is_not_filed(
    path: Path, folder: Path, notes: Path
) -> None:
    (sheet,) = folder.glob("*counter-sheet.pdf")
    sheet.write_bytes(sheet.read_bytes() + b"\n")
    assert reconcile(path, notes, MOMENT) == ()
    assert remembered(path) == 0
    assert list((notes / "delivering").iterdir()) == []


def test_a_dossier_that_is_away_is_waited_for(path: Path, folder: Path, notes: Path) -> None:
    away = path.rename(path.with_name("away"))
    assert reconcile(path, notes, MOMENT) == ()
    away.rename(path)
    assert reconcile(path, notes, MOMENT) == (folder,)


def test_a_package_that_cannot_be_read_now_is_waited_for(
    path: Path, folder: Path, notes: Path
) -> None:
    manifest = folder / MANIFEST
    manifest.chmod(0)
    assert reconciled_within_rights(path, notes, MOMENT) == 0
    manifest.chmod(0o644)
    assert reconcile(path, notes, MOMENT) == (folder,)
    assert remembered(path) == 1


def test_a_package_that_cannot_be_read_for_long_is_waited_for_no_more(
    path: Path, folder: Path, notes: Path
) -> None:
    (folder / MANIFEST).chmod(0)
    assert reconciled_within_rights(path, notes, MOMENT + timedelta(days=31)) == 0
    assert list((notes / "delivering").iterdir()) == []


def test_notes_of_other_dossiers_and_broken_ones_are_left_alone(
    path: Path, folder: Path, notes: Path
) -> None:
    broken = notes / "delivering" / "x.json"
    broken.write_bytes(msgspec.json.encode({"file": str(path)}))
    assert reconcile(path.with_name("other.maskdesk"), notes, MOMENT) == ()
    assert len(list((notes / "delivering").iterdir())) == 2
    assert reconcile(path, notes, MOMENT) == (folder,)
    assert broken.exists()


def test_what_was_typed_before_the_cut_is_offered_on_top_of_the_filed_papers(
    path: Path, notes: Path
) -> None:
    journal = Journal(notes, open_dossier(path).dossier.id, place_of(path))
    journal.start(base=open_dossier(path).container.digest)
    edit = Raw(edits.write(edits.putting("head.note", "SAMPLE note")))
    journal.append(encode(KeptEdit(moment=MOMENT, who="SAMPLE clerk", edit=edit)))
    journal.close()
    again = open_file(path, workplace(path.parent))
    assert again.filed
    assert again.recovery is not None
    assert not again.recovery.over_another
    again.recover()
    again.save()
    again.close()
    assert open_dossier(path).dossier.head.note == "SAMPLE note"
    assert remembered(path) == 1


def test_with_nowhere_to_leave_word_the_package_is_handed_over_all_the_same(
    path: Path, folder: Path, notes: Path
) -> None:
    shutil.rmtree(notes)
    shutil.rmtree(folder)
    notes.write_bytes(b"in the way")
    deliver(open_dossier(path), signed_few(), folder, path, MOMENT, notes=notes)
    assert remembered(path) == 1


def test_the_papers_of_a_dossier_that_nobody_has_open_are_filed(
    path: Path, folder: Path, notes: Path
) -> None:
    assert dossiers_cut_off(notes) == (path,)
    with acquire(path, "SAMPLE other", MOMENT):
        assert file_cut_off(path, workplace(path.parent)) == ()
    assert remembered(path) == 0
    assert file_cut_off(path, workplace(path.parent)) == (folder,)
    assert remembered(path) == 1
    assert dossiers_cut_off(notes) == ()
    acquire(path, "SAMPLE other", MOMENT).release()
    assert list((notes / "delivering").iterdir()) == []
