"""`maskdesk diff`: what an amendment changed, in words, and which papers are wrong by it."""

from pathlib import Path

from cli.command_line import here
from desk.versions import amended, made_viet_nam
from maskdesk.desk.opening import save_dossier
from maskdesk.dossier.paths import put, remove_row


def test_an_amended_field_is_told_in_words_with_the_papers_it_makes_wrong(tmp_path: Path) -> None:
    opened = made_viet_nam()
    file = tmp_path / "x.maskdesk"
    save_dossier(amended(opened, put(opened.dossier, "contract.number", "SAMPLE-77")), file)
    done = here("diff", file)
    assert done.code == 0
    assert f"Contract: Contract number: {opened.dossier.contract.number} → SAMPLE-77" in done.out
    assert "Wrong now: Quality and supply undertaking" in done.out


def test_a_row_taken_out_is_told_by_its_name(tmp_path: Path) -> None:
    opened = made_viet_nam()
    gone = opened.dossier.goods[0]
    file = tmp_path / "x.maskdesk"
    save_dossier(amended(opened, remove_row(opened.dossier, f"goods[{gone.id}]")), file)
    told = here("diff", file).out
    assert ": taken out" in told
    assert str(gone.model) in told


def test_an_unchanged_dossier_differs_in_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.maskdesk"
    save_dossier(made_viet_nam(), file)
    done = here("diff", file)
    assert (done.code, done.out) == (0, "Nothing differs.\n")


def test_a_version_that_was_never_sealed_cannot_be_compared(tmp_path: Path) -> None:
    file = tmp_path / "x.maskdesk"
    save_dossier(made_viet_nam(), file)
    done = here("diff", file, "--from", "7")
    assert done.code == 2
    assert "no sealed version 7" in done.err
