"""What the command line asks of the window is done, or refused in one sentence with a way out."""

from pathlib import Path

import pytest

from cli.command_line import Done, child

UNSEEN = {"QT_QPA_PLATFORM": "offscreen"}


def _asked(folder: Path, *arguments: str) -> Done:
    return child(*arguments, env={**UNSEEN, "HOME": str(folder), "LANG": "C.UTF-8"}, cwd=folder)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--screenshot",), "--screenshot"),
        (("--screenshot", "o.png", "--lang", "fr"), "fr"),
        (("--screenshot", "o.png", "--bogus"), "--bogus"),
        (("--screenshot", "o.png", "--section", "nowhere"), "nowhere"),
        (("--screenshot", "o.png", "gone.maskdesk"), "gone.maskdesk"),
        (("--exit-when-ready", "gone.maskdesk"), "gone.maskdesk"),
        (("--screenshot", "nowhere/o.png"), "nowhere"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    done = _asked(tmp_path, *arguments)
    assert done.code == 2
    lines = [line for line in done.err.splitlines() if not line.startswith("This plugin does")]
    assert len(lines) == 1
    assert named in lines[0]
    assert "usage:" not in done.said
    assert not (tmp_path / "o.png").exists()


def test_the_refusal_is_in_the_language_asked_for(tmp_path: Path) -> None:
    done = _asked(tmp_path, "--screenshot", "o.png", "--lang", "vi", "gone.maskdesk")
    assert done.code == 2
    assert "gone.maskdesk" in done.err
    assert "Không" in done.err


def test_a_picture_of_the_home_window_is_drawn(tmp_path: Path) -> None:
    assert _asked(tmp_path, "--screenshot", "o.png").code == 0
    assert (tmp_path / "o.png").read_bytes().startswith(b"\x89PNG")
