"""Which papers fit where, on the command line, in each language."""

from datetime import UTC, datetime
from pathlib import Path

from cli.command_line import here
from law.tables import european_union
from maskdesk.desk.opening import new_dossier, save_dossier

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_the_grid_is_told_row_by_row_with_a_reason_for_each_cell(tmp_path: Path) -> None:
    path = tmp_path / "masks.maskdesk"
    save_dossier(new_dossier(european_union.BASES["eu-mdr-masks"]), path)
    told = here("fit", path, "--to", "de", "--to", "US", moment=NOW)
    assert told.code == 1
    lines = told.out.splitlines()
    at = lines.index("declaration-of-conformity (certificate)")
    assert lines[at + 1] == "  Germany: fits"
    assert lines[at + 3] == "  United States: does not fit"
    assert "proves nothing there" in lines[at + 4]
    assert "不符合" in here("fit", path, "--to", "US", moment=NOW, language="zh").out
    assert here("fit", path, moment=NOW).code == 0
    assert here("fit", path, "--to", "Mars").code == 2
