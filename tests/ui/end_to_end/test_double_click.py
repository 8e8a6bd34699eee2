"""A double click on a dossier, as a desktop does it."""

from pathlib import Path

from cli.command_line import child
from maskdesk.desk.opening import of_container, save_dossier
from maskdesk.store.folder import pack
from maskdesk.store.resources import resource_path
from ui.end_to_end.screen import screen, until


def test_a_double_click_opens_the_dossier_and_a_second_one_in_the_same_program(
    tmp_path: Path,
) -> None:
    files = [tmp_path / "first.maskdesk", tmp_path / "second.maskdesk"]
    for file, sample in zip(
        files, ("viet-nam-2020-05-06", "china-2020-04-12-surgical"), strict=True
    ):
        save_dossier(of_container(pack(resource_path(f"samples/{sample}"))), file)
    with screen(tmp_path) as shown:
        assert child("desktop", "add", env={"HOME": str(tmp_path / "home")}).code == 0
        shown.open_on_desktop(files[0])
        shown.wait_for_title("SAMPLE-VN")
        shown.open_on_desktop(files[1])
        shown.wait_for_title("SAMPLE-CN")
        assert len(shown.programs()) == 1
        shown.press("ctrl+q")
        until(lambda: not shown.titles(), "still open: {}", shown.titles)
