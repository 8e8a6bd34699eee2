"""On a small screen nothing lies beyond its edge."""

from pathlib import Path

import pytest

from maskdesk.desk.opening import of_container, save_dossier
from maskdesk.store.folder import pack
from maskdesk.store.resources import resource_path
from maskdesk.store.settings import Settings, write_settings
from ui.end_to_end.screen import screen


@pytest.mark.parametrize("percent", [100, 200])
def test_a_dossier_fits_on_a_small_screen(tmp_path: Path, percent: int) -> None:
    file = tmp_path / "small.maskdesk"
    save_dossier(of_container(pack(resource_path("samples/viet-nam-2020-05-06"))), file)
    with screen(tmp_path, "1024x768") as shown:
        folder = tmp_path / "home" / ".config" / "MaskDesk"
        write_settings(Settings(text_percent=percent), folder)
        with shown.maskdesk(str(file), day="2020-05-06 09:00:00"):
            shown.wait_for_title("SAMPLE-VN")
            wide, high = shown.extent("SAMPLE-VN")
    assert wide <= 1024
    assert high <= 768 - 20
