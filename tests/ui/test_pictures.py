"""The window looks as it looked when somebody last looked at its pictures.

`packaging/test tests/ui/test_pictures.py --renew-references` draws them anew; whoever does that
looks at each. With `--long` everything is drawn in each state, language and light.
"""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from ui.drawing import Picture, every, kept

PICTURES = Path(__file__).with_name("pictures")
FACES = (
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
)
# These faces and no others, unhinted and in greys, so that they are shaped alike everywhere.
FONTS = """<?xml version="1.0"?>
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir><match target="font">
<edit name="antialias"><bool>true</bool></edit><edit name="hinting"><bool>false</bool></edit>
<edit name="rgba"><const>none</const></edit></match></fontconfig>
"""
# Edges that are smoothed otherwise differ by less once they are blurred; a line of text that moved
# by three pixels, or is gone, leaves far more.
BLUR, TELLING, FEW = 2, 24, 10
COLOURS = 100  # fewer are drawn where there is nothing to see


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every picture drawn anew."""
    return draw(kept(), tmp_path_factory.mktemp("drawn"))


def draw(pictures: tuple[Picture, ...], folder: Path) -> Path:
    """Draw in a process that has the faces of the pictures alone."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for face in map(Path, FACES):
        (fonts / face.name).symlink_to(face)
    (folder / "fonts.conf").write_text(FONTS.format(fonts=fonts, cache=folder / "cache"))
    tests = Path(__file__).parents[1]
    told = subprocess.run(
        [sys.executable, "-m", "ui.drawing", str(folder), *(one.name for one in pictures)],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join((str(tests.parent / "src"), str(tests))),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "QT_QPA_PLATFORM": "offscreen",
            "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return folder


@pytest.mark.parametrize("picture", kept(), ids=lambda one: one.name)
def test_the_window_looks_as_it_was_looked_at(
    picture: Picture, drawn: Path, tmp_path: Path, renew_references: bool
) -> None:
    reference = PICTURES / f"{picture.name}.png"
    with Image.open(drawn / reference.name) as opened:
        new = opened.convert("RGB")
    if renew_references:
        reference.write_bytes(small(new))
    with Image.open(reference) as opened:
        old = opened.convert("RGB")
    places = differences(old, new)
    if places:
        new.save(tmp_path / "new.png")
        marked(new, places).save(tmp_path / "differs.png")
    assert places == [], f"{reference.name} differs: see new.png and differs.png in {tmp_path}"


def test_no_picture_is_kept_that_nobody_draws() -> None:
    assert {one.stem for one in PICTURES.iterdir()} == {one.name for one in kept()}
    assert sum(one.stat().st_size for one in PICTURES.iterdir()) < 4_000_000


Change = Callable[[Image.Image], Image.Image]
# “Running total”, the heading of a card.
HEADING = (228, 228, 318, 246)
SIZE = (HEADING[2] - HEADING[0], HEADING[3] - HEADING[1])


def moved(picture: Image.Image) -> Image.Image:
    other = picture.copy()
    other.paste(picture.crop(HEADING), (HEADING[0] + 3, HEADING[1]))
    return other


def gone(picture: Image.Image) -> Image.Image:
    other = picture.copy()
    other.paste(picture.crop((*HEADING[:2], HEADING[0] + 1, HEADING[3])).resize(SIZE), HEADING)
    return other


def one_letter(picture: Image.Image) -> Image.Image:
    other = picture.copy()
    letter = picture.crop((HEADING[0], HEADING[1], HEADING[0] + 9, HEADING[3]))
    other.paste(letter, (HEADING[0] + 30, HEADING[1]))
    return other


def other_colour(picture: Image.Image) -> Image.Image:
    other = picture.copy()
    box = (232, 304, 1082, 311)  # what of the running total is reached
    other.paste(Image.new("RGB", (box[2] - box[0], box[3] - box[1]), "#1c6438"), box)
    return other


@pytest.mark.parametrize("change", [moved, gone, one_letter, other_colour])
def test_a_picture_with_something_changed_is_told(drawn: Path, change: Change) -> None:
    with Image.open(drawn / "support-findings-en-light.png") as opened:
        picture = opened.convert("RGB")
    assert differences(picture, change(picture)) != []


def test_edges_smoothed_otherwise_are_not_told(drawn: Path) -> None:
    with Image.open(drawn / "support-findings-en-light.png") as opened:
        picture = opened.convert("RGB")
    smoothed = Image.blend(picture, picture.filter(ImageFilter.SMOOTH), 0.5)
    assert differences(picture, smoothed) == []


@pytest.mark.long
def test_everything_can_be_drawn_in_every_state_language_and_light(tmp_path: Path) -> None:
    pictures = tuple(every())
    folder = draw(pictures, tmp_path)
    for picture in pictures:
        with Image.open(folder / f"{picture.name}.png") as opened:
            assert len(opened.convert("RGB").getcolors(1 << 24) or ()) > COLOURS, picture.name


def differences(old: Image.Image, new: Image.Image) -> list[tuple[int, int]]:
    """The pixels that differ, beyond what smoothing does; all of them where the size differs."""
    if old.size != new.size:
        return [(0, 0)]
    if not telling(old, new).getbbox():
        return []  # blurring brings nothing to light
    blurred = ImageFilter.GaussianBlur(BLUR)
    apart = telling(old.filter(blurred), new.filter(blurred))
    if apart.histogram()[255] < FEW:
        return []
    wide = apart.width
    return [(at % wide, at // wide) for at, one in enumerate(apart.tobytes()) if one]


def telling(old: Image.Image, new: Image.Image) -> Image.Image:
    """White where two pictures are further apart than smoothing brings them."""
    red, green, blue = ImageChops.difference(old, new).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 * (one > TELLING) for one in range(256)])


def marked(new: Image.Image, places: list[tuple[int, int]]) -> Image.Image:
    """A picture with what differs framed."""
    shown = Image.blend(new, Image.new("RGB", new.size, "white"), 0.5)
    draw_on = ImageDraw.Draw(shown)
    for x, y in places[::50]:
        draw_on.rectangle((x - 8, y - 8, x + 8, y + 8), outline="red")
    return shown


def small(picture: Image.Image) -> bytes:
    """A picture as a small file."""
    stream = io.BytesIO()
    picture.quantize(method=Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
    return stream.getvalue()
