"""Lists of makers on the command line: imported, matched with age and score, put into a dossier."""

from datetime import UTC, datetime
from pathlib import Path

from cli.command_line import here
from law.tables import china
from maskdesk.desk.opening import new_dossier, open_dossier, save_dossier

NOW = datetime(2020, 5, 9, 9, tzinfo=UTC)


def test_a_list_goes_the_way_from_a_workbook_into_a_dossier(tmp_path: Path) -> None:
    source, dated = tmp_path / "list.csv", tmp_path / "samr.maskdesk-list"
    source.write_text("企业名称,产品\n样本防护用品有限公司,口罩\n,手套\n", "utf-8")
    done = here(
        "list", "import", source, "--list", "samr-sanctioned", "--day", "2020-05-06",
        "--source", "SAMPLE page", "-o", dated,
    )  # fmt: skip
    assert done.code == 0, done
    assert (
        "samr.maskdesk-list: 1 firm on 6 May 2020. Whoever stands on it is sanctioned." in done.out
    )
    assert "1 row names no firm and was left out: 3. Look at it in the file." in done.out
    dossier = tmp_path / "masks.maskdesk"
    save_dossier(new_dossier(china.BASES["kn95"]), dossier)
    told = here("list", "match", dossier, dated, moment=NOW)
    assert told.code == 1
    assert "of 6 May 2020 (age in days: 3; firms: 1)" in told.out
    assert "only a name like it" in told.out
    assert " %)" in told.out
    attached = here("list", "attach", dossier, dated, moment=NOW)
    assert attached.code == 0, attached
    kept = open_dossier(dossier).dossier
    assert "samr-sanctioned-2020-05-06" in {one.id for one in kept.extracts}
    assert here("list", "match", dossier, source).code == 2
