"""The law on the command line: listed, shown, checked, taken in, published, compared by day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from cli.command_line import Done, here
from desk.test_law_library import NAME, PACK, PASSPHRASE
from law.tables import china, viet_nam
from maskdesk.desk.office import Office
from maskdesk.desk.opening import new_dossier, save_dossier
from maskdesk.dossier.sections import Destination, Dossier, GoodsLine

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own folders, empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def run(home: Path, *arguments: str | Path, passphrase: str | None = None) -> Done:
    """One command of an office that has these folders, read anew each time."""
    return here(*arguments, passphrase=passphrase, moment=NOW, of=Office(home / "law"))


def saved(dossier: Dossier, path: Path) -> Path:
    """The dossier in a file."""
    save_dossier(new_dossier(dossier), path)
    return path


def test_a_pack_goes_the_whole_way_from_a_key_to_its_removal(at_home: Path) -> None:
    pack, key = at_home / "sample.toml", at_home / "key.pem"
    archive = at_home / "sample.maskdesk-law"
    pack.write_text(PACK, "utf-8")
    made = run(at_home, "law", "key", "-o", key, passphrase=PASSPHRASE)
    assert made.code == 0, made
    fingerprint = made.out.strip().rpartition(": ")[2]
    signed = run(
        at_home, "law", "publish", pack, "--key", key, "--name", NAME, "-o", archive,
        passphrase=PASSPHRASE,
    )  # fmt: skip
    assert signed.code == 0, signed
    refused = run(at_home, "law", "install", archive)
    assert refused.code == 2
    assert fingerprint in refused.err
    assert run(at_home, "law", "trust", fingerprint, "--name", NAME).code == 0
    taken = run(at_home, "law", "install", archive)
    assert taken.code == 0, taken
    assert f"Signed by {NAME}." in taken.out
    assert "vn-2020-nq60: sample-nq60 corrects it" in taken.out
    listed = run(at_home, "law", "list").out
    assert "sample-nq60: SAMPLE reading" in listed
    assert fingerprint in listed
    assert "SAMPLE reading" in run(at_home, "law", "show", "sample-nq60").out
    withdrawn = run(at_home, "law", "withdraw", fingerprint)
    assert withdrawn.code == 0, withdrawn
    assert "withdrawn on" in run(at_home, "law", "list").out
    assert run(at_home, "law", "remove", "sample-nq60").code == 0
    assert "sample-nq60" not in run(at_home, "law", "list").out


def test_every_mistake_is_told_with_file_line_and_cure(at_home: Path) -> None:
    pack = at_home / "sample.toml"
    pack.write_text(
        PACK.replace('"filled"', '"filed"').replace('"medical-mask"', '"mask"'), "utf-8"
    )
    found = here("law", "check", pack)
    assert found.code == 1
    first, second, total = found.out.splitlines()
    assert first.startswith("sample.toml:13: scope.kinds: there is no mask to choose. Use one of")
    assert "conditions.payment.check: there is no check called filed" in second
    assert total == "2 mistakes."
    vietnamese = here("law", "check", pack, language="vi").out
    assert "filed" in vietnamese
    assert "there is no" not in vietnamese
    pack.write_text(PACK, "utf-8")
    assert here("law", "check", pack).code == 0


@pytest.mark.usefixtures("at_home")
def test_what_a_pack_says_is_shown_in_each_language() -> None:
    shown = here("law", "show", "cn-standards")
    assert "yy-0469, from 1 Dec 2026: YY 0469-2023" in shown.out
    assert "cn-standards/yy-0469" in shown.out
    assert "YY 0469-2023" in here("law", "show", "cn-standards", language="zh").out
    assert here("law", "show", "nobody").code == 2


@pytest.mark.usefixtures("at_home")
def test_the_report_names_what_was_seen_in_part_and_later_what_is_old() -> None:
    now = here("law", "report", moment=NOW)
    assert now.code == 0
    assert "vn-2020-nq60" in now.out
    refusals = "Consignments of masks refused or recalled in 2020"
    assert now.out.count(refusals) == 1
    assert "au-respirators, br-2020-priority-devices" in now.out.partition(refusals)[2]
    assert now.out.splitlines()[1].endswith("low confidence)")
    assert "Somebody looked at every source within a year." in now.out
    later = here("law", "report", moment=NOW.replace(year=2028))
    assert later.code == 1
    assert "cn-standards" in later.out.partition("for a year")[2]


def test_another_day_is_compared_and_each_change_has_pack_and_day(at_home: Path) -> None:
    path = saved(viet_nam.BASES["free-2020"], at_home / "sale.maskdesk")
    told = here("law", "diff", path, "--from", "2020-04-20", "--to", "2020-05-06")
    assert told.code == 0, told
    assert "[no longer asked] vn-2020-nq20/route, from 29 Apr 2020" in told.out
    assert "[new] vn-2020-nq60/quality, from 29 Apr 2020" in told.out
    assert "before: [not met] Resolution 20 has no route for an ordinary seller" in told.out
    assert "after: [met] The exporter takes full responsibility" in told.out
    assert "Paper due: vn-undertaking (vn-2020-nq60), from 29 Apr 2020" in told.out
    same = here("law", "diff", path, "--from", "2020-05-04", "--to", "2020-05-06")
    assert "Nothing changes." in same.out


def test_a_check_for_another_day_says_so_and_names_no_pack_of_other_places(at_home: Path) -> None:
    path = saved(viet_nam.BASES["free-2020"], at_home / "sale.maskdesk")
    told = here("check", "--on", "2020-04-20", path)
    assert told.out.startswith("As if filed on 20 Apr 2020; what is registered keeps its own day.")
    assert "vn-2020-nq60: not in force on the days that count" in told.out
    assert "za-respirators" not in told.out
    assert "  for another destination: " in told.out
    assert "As if filed" not in here("check", path).out


def test_a_check_reads_the_packs_it_asks_and_of_all_others_their_heads(at_home: Path) -> None:
    file = saved(viet_nam.BASES["free-2020"], at_home / "sample.maskdesk")
    office = Office(at_home / "law")
    told = here("check", file, moment=NOW, of=office).out
    read = {one.head.id for one in office.law.packs if one.is_read}
    applying = told.partition("Packs that apply:")[2].partition("Packs that do not apply:")[0]
    assert {line.split(":")[0].strip() for line in applying.splitlines() if line} <= read
    assert {one.jurisdiction for one in office.law.heads if one.id in read} <= {"VN", "EU", "*"}
    assert 0 < len(read) < len(office.law.packs) / 4


@pytest.mark.parametrize(
    ("language", "kind", "country", "cure"),
    [
        ("en", "Ventilator", "into Japan", "Ask the buyer or the authority there."),
        ("vi", "Máy thở", "Nhật Bản", "Hãy hỏi người mua"),
        ("zh", "呼吸机", "日本", "请向买方"),
    ],
)
def test_goods_that_no_pack_covers_are_named_with_kind_and_place(
    at_home: Path, language: str, kind: str, country: str, cure: str
) -> None:
    line = GoodsLine(id="g1", kind="ventilator", use="medical", name_english="SAMPLE V1")
    path = saved(
        replace(viet_nam.BASES["free-2020"], goods=(line,), destination=Destination(country="JP")),
        at_home / "ventilators.maskdesk",
    )
    told = here("check", path, language=language).out.splitlines()
    gap = next(one for one in told if country in one and kind in one)
    assert "SAMPLE V1" in gap
    assert cure in gap


def test_goods_of_no_origin_and_no_destination_are_said_to_need_both(at_home: Path) -> None:
    goods = viet_nam.BASES["free-2020"].goods
    told = here("check", saved(Dossier(goods=goods), at_home / "new.maskdesk")).out
    assert "Not covered: choose the origin, so that packs are asked about" in told
    assert "Not covered: enter the country of destination, so that packs are asked about" in told


def test_the_calendar_counts_the_days(at_home: Path) -> None:
    dossier = china.BASES["surgical-2026"]
    dossier = replace(dossier, goods=(replace(dossier.goods[0], lots=()),))
    path = saved(dossier, at_home / "masks.maskdesk")
    told = here("law", "calendar", path, moment=NOW)
    assert "In 9 days, on 1 Dec 2026:" in told.out
    assert "YY 0469-2011 ends (cn-standards)." in told.out
    assert "masks.maskdesk" in told.out
    quiet = here("law", "calendar", path, "--days", "5", moment=NOW)
    assert "Nothing changes for these dossiers in the next 5 days." in quiet.out
