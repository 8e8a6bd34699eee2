"""LibreOffice, which shares no code with us, opens an annex and shows the very text."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from output.annexes.consignments import consignment, line
from output.annexes.reading import written
from output.annexes.test_cells import NAUGHTY

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def converted(content: bytes, form: str, folder: Path) -> Path:
    (folder / "annex.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(folder)]
    subprocess.run(
        [*command, str(folder / "annex.xlsx")], check=True, capture_output=True, timeout=120
    )
    return folder / f"annex.{form[:3]}"


def test_it_shows_every_text_as_it_was_entered(tmp_path: Path) -> None:
    goods = tuple(line(n, brand=text) for n, text in enumerate(NAUGHTY))
    content = written("goods", consignment(goods=goods))
    table = converted(content, "csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path)
    with table.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    place = rows[0].index("Brand")
    assert [row[place] for row in rows[1:-1]] == NAUGHTY
    assert rows[-1][1] == "Total"


def test_each_annex_is_printed_one_page_wide(tmp_path: Path) -> None:
    for annex, pages in (("goods", 4), ("domestic-support", 2), ("evidence", 1)):
        paper = converted(written(annex, consignment()), "pdf", tmp_path)
        told = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
        assert f"Pages:           {pages}\n" in told
        assert re.search(r"Page size: +841\.\d+ x 595\.\d+ pts \(A4\)", told)
