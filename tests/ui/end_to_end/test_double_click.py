"""A double click on a dossier, as a desktop does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.command_line import child
from maskdesk.desk.opening import of_container, save_dossier
from maskdesk.store.folder import pack
from maskdesk.store.resources import resource_path
from ui.end_to_end.screen import Screen, screen, until


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Screen]:
    """A desktop that knows MaskDesk."""
    with screen(tmp_path) as one:
        assert child("desktop", "add", env={"HOME": str(tmp_path / "home")}).code == 0
        yield one


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two dossiers, of Viet Nam and of China."""
    samples = {"first": "viet-nam-2020-05-06", "second": "china-2020-04-12-surgical"}
    for name, sample in samples.items():
        file = tmp_path / f"{name}.maskdesk"
        save_dossier(of_container(pack(resource_path(f"samples/{sample}"))), file)
    return tmp_path / "first.maskdesk", tmp_path / "second.maskdesk"


def test_a_double_click_opens_the_dossier_and_a_second_one_in_the_same_program(
    shown: Screen, files: tuple[Path, Path]
) -> None:
    shown.open_on_desktop(files[0])
    shown.wait_for_title("SAMPLE-VN")
    shown.open_on_desktop(files[1])
    shown.wait_for_title("SAMPLE-CN")
    assert len(shown.programs()) == 1
    shown.press("ctrl+q")
    until(lambda: not shown.titles(), "still open: {}", shown.titles)


def test_a_second_double_click_while_maskdesk_is_starting_is_for_the_same_program(
    shown: Screen, files: tuple[Path, Path]
) -> None:
    for file in files:
        shown.open_on_desktop(file)
    for reference in ("SAMPLE-VN", "SAMPLE-CN"):
        shown.wait_for_title(reference)
    assert len(shown.programs()) == 1
    shown.press("ctrl+q")
    until(lambda: not shown.titles(), "still open: {}", shown.titles)
