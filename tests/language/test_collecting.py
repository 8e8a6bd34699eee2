"""The script that keeps the catalogues in step with the sources."""

import subprocess
import sys
from pathlib import Path

import pytest

from maskdesk.language import load_catalogue

SOURCE = """
problem = N_("No {file} here" " at all")
catalogue.say("Said")
catalogue.say(problem)
catalogue.plural("{n} paper", "{n} papers", len(papers), what=catalogue.say("inner"))
N_("{n} paper")
catalogue.say_in("button", "Open")
catalogue.say("Open")
"""


class Collected:
    def __init__(self, folder: Path, script: Path) -> None:
        self.sources, self.locale, self.script = folder / "src", folder / "locale", script
        self.sources.mkdir()
        self.write(SOURCE)

    def write(self, source: str) -> None:
        (self.sources / "a.py").write_text(source, "utf-8")

    def run(self, task: str) -> subprocess.CompletedProcess[str]:
        where = ["--sources", str(self.sources), "--locale", str(self.locale)]
        command = [sys.executable, str(self.script), task, *where]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    def po(self, language: str) -> Path:
        return self.locale / language / "LC_MESSAGES" / "maskdesk.po"

    def translate(self, **changes: str) -> None:
        """Fill every translation with its English; `changes` may replace one text by another."""
        for language in ("vi", "zh"):
            lines = self.po(language).read_text("utf-8").split("\n")
            msgid = ""
            for number, line in enumerate(lines):
                if line.startswith("msgid "):
                    msgid = line.removeprefix("msgid ")
                if line in ('msgstr ""', 'msgstr[0] ""') and msgid != '""':
                    lines[number] = line.removesuffix('""') + msgid
            text = "\n".join(lines)
            for old, new in changes.items():
                text = text.replace(f'msgstr "{old}', f'msgstr "{new}')
            self.po(language).write_text(text, "utf-8")


@pytest.fixture
def collected(tmp_path: Path, repository: Path) -> Collected:
    return Collected(tmp_path, repository / "packaging" / "catalogues")


def test_sentences_are_collected_with_context_and_plural(collected: Collected) -> None:
    assert collected.run("update").returncode == 0
    text = collected.po("vi").read_text("utf-8")
    assert 'msgid "No {file} here at all"' in text
    assert 'msgid "{n} paper"\nmsgid_plural "{n} papers"\nmsgstr[0] ""' in text
    assert 'msgid "inner"' in text
    assert 'msgctxt "button"\nmsgid "Open"' in text
    assert text.count('msgid "Open"') == 2


def test_the_files_hold_no_date_and_no_path(collected: Collected, tmp_path: Path) -> None:
    collected.run("update")
    text = collected.po("zh").read_text("utf-8")
    assert "Date" not in text
    assert "a.py" not in text
    assert str(tmp_path) not in text


def test_complete_catalogues_pass_and_speak(collected: Collected) -> None:
    collected.run("update")
    collected.translate(Said="Đã nói")
    assert collected.run("compile").returncode == 0
    checked = collected.run("check")
    assert (checked.returncode, checked.stdout) == (
        0,
        "The catalogues are complete and up to date.\n",
    )
    catalogue = load_catalogue("vi", collected.po("vi").with_suffix(".mo").read_bytes())
    assert catalogue.say("Said") == "Đã nói"


def test_what_packs_call_their_sources_is_said_by_the_catalogues_too(collected: Collected) -> None:
    collected.run("update")
    collected.translate()
    collected.run("compile")
    told = '[said."Said"]\nvi = "Bộ"\nzh = "部"\n'
    (collected.locale / "sources.toml").write_text(told, "utf-8")
    assert "vi: maskdesk.mo is out of step" in collected.run("check").stdout
    collected.run("compile")
    assert collected.run("check").returncode == 0
    catalogue = load_catalogue("vi", collected.po("vi").with_suffix(".mo").read_bytes())
    assert (catalogue.say("Said"), catalogue.say_in("source", "Said")) == ("Said", "Bộ")


def test_a_second_run_changes_no_byte(collected: Collected) -> None:
    collected.run("update")
    collected.translate()
    collected.run("compile")
    files = sorted(path for path in collected.locale.rglob("*") if path.is_file())
    before = [path.read_bytes() for path in files]
    collected.run("update")
    collected.run("compile")
    assert len(files) == 4
    assert [path.read_bytes() for path in files] == before


def test_a_new_sentence_is_reported_until_it_is_translated(collected: Collected) -> None:
    collected.run("update")
    collected.translate()
    collected.run("compile")
    collected.write(SOURCE + 'N_("New")\n')
    assert "vi: maskdesk.po is out of step with the sources" in collected.run("check").stdout
    collected.run("update")
    checked = collected.run("check")
    assert checked.returncode == 1
    assert "zh: not translated: 'New'" in checked.stdout


def test_a_sentence_no_longer_said_is_dropped(collected: Collected) -> None:
    collected.run("update")
    collected.translate()
    collected.write('N_("Said")\n')
    collected.run("update")
    assert "Open" not in collected.po("vi").read_text("utf-8")
    assert 'msgstr "Said"' in collected.po("vi").read_text("utf-8")


def test_a_translation_with_other_places_is_reported(collected: Collected) -> None:
    collected.run("update")
    collected.translate(**{"No {file}": "No {tệp}"})
    checked = collected.run("check")
    assert "vi: other places than the English: 'No {tệp} here at all'" in checked.stdout


def test_a_translation_with_unpaired_braces_is_reported(collected: Collected) -> None:
    collected.run("update")
    collected.translate(Said="{Said")
    assert "vi: other places than the English: '{Said'" in collected.run("check").stdout


@pytest.mark.parametrize("slip", ['N_(f"a {b}")', "N_(text)", 'N_("a {}".format(b))', "N_()"])
def test_a_marker_around_anything_but_a_literal_is_refused(collected: Collected, slip: str) -> None:
    collected.write(slip)
    failed = collected.run("update")
    assert failed.returncode == 2
    assert "a.py:1: N_() takes a literal, nothing else" in failed.stderr


def test_a_marker_in_a_pair_for_one_and_many_is_refused(collected: Collected) -> None:
    collected.write('plural(N_("{n} day"), N_("{n} days"), 2)\n')
    failed = collected.run("update")
    assert failed.returncode == 2
    assert "a.py:1: plural() takes its literals without a marker" in failed.stderr
