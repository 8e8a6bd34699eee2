"""From a folder to a countersigned submission, every step a process of its own."""

import subprocess
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from cli.command_line import child, everything, folder_of, here, identity_file, refusal, sealed_file
from desk.dossiers import china, viet_nam
from desk.made import PASSPHRASE, practice_file
from maskdesk.desk.manifest import MANIFEST

REASON = "cn-12a-2020/consignor=SAMPLE: the consignor declares"
ONE = ("--paper", "vn-undertaking")
JOINT_ALONE = ("--paper", "cn-joint-declaration")
JOINT = "01-cn-joint-declaration.pdf"


class Way(NamedTuple):
    """A dossier on its way, with who signs."""

    dossier: Path
    exporter: Path
    importer: Path


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Way:
    """The Chinese consignment packed, checked and sealed on the command line."""
    folder = tmp_path_factory.mktemp("way")
    dossier = folder / "c.maskdesk"
    packed = child("pack", folder_of(china(), folder / "c"), "-o", dossier)
    assert (packed.code, packed.out) == (0, "c.maskdesk: packed.\n")
    checked = child("check", dossier)
    assert checked.code == 1
    assert "Holds up (1):\n  [not met] cn-12a-2020/countersigned\n" in checked.out
    unseen = child("seal", dossier, "--on", "2020-05-06")
    refusal(unseen, "cn-12a-2020/consignor", "--acknowledge FINDING=REASON")
    sealed = child("seal", dossier, "--on", "2020-05-06", "--acknowledge", REASON)
    assert sealed.code == 1
    assert sealed.out.splitlines() == [
        "Sealed as version 1.",
        "cn-joint-declaration cannot be handed in yet: cn-12a-2020/countersigned",
    ]
    return Way(
        dossier, identity_file(folder, "SAMPLE Exporter"), identity_file(folder, "SAMPLE Importer")
    )


def test_made_countersigned_and_accepted(way: Way, tmp_path: Path) -> None:
    made = child(
        *("make", way.dossier, "-o", tmp_path / "out", "--identity", way.exporter),
        passphrase=PASSPHRASE,
    )
    assert made.code == 1
    assert made.out.splitlines() == [
        "9 papers made in out.",
        "Still open before handing in: cn-12a-2020/countersigned",
    ]
    assert made.err.splitlines()[0] == "1 of 9: cn-joint-declaration"
    assert len(made.err.splitlines()) == 9

    package = child("verify", tmp_path / "out")
    assert package.code == 0
    assert package.out.splitlines()[-2:] == [
        "The whole: valid.",
        "Signed for practice: the signatures vouch for nobody.",
    ]
    before = everything(tmp_path / "out")

    back = tmp_path / "back.pdf"
    countersigned = child(
        *("countersign", tmp_path / "out" / JOINT, "--identity", way.importer, "-o", back),
        passphrase=PASSPHRASE,
    )
    assert (countersigned.code, countersigned.out) == (0, "back.pdf: signed by SAMPLE Importer.\n")
    assert back.read_bytes().startswith(before[JOINT])
    read_by_poppler = subprocess.run(["pdfsig", back], capture_output=True, text=True)
    assert read_by_poppler.stdout.count("Signature is Valid.") == 2

    accepted = child("accept", way.dossier, back)
    assert (accepted.code, accepted.out) == (
        0,
        "back.pdf: filed; signed in “SigImporter” by SAMPLE Importer.\n"
        "SAMPLE Importer signed with a practice identity, which means nothing in law.\n",
    )
    checked = child("check", way.dossier, "--on", "2020-05-06", "--json")
    assert checked.code == 0
    answers = {
        finding["key"]: finding["answer"]
        for finding in msgspec.json.decode(checked.out)["findings"]
    }
    assert answers["cn-12a-2020/countersigned"] == "met"

    assert everything(tmp_path / "out") == before
    whole = child("verify", way.dossier)
    assert whole.code == 0
    assert "valid        returns/1/cn-joint-declaration.1.pdf\n" in whole.out

    refusal(child("accept", way.dossier, back), "returns/1/cn-joint-declaration.1.pdf")
    again = child("make", way.dossier, "-o", tmp_path / "again", "--for-ink", *JOINT_ALONE)
    assert again.code == 0, "the condition is met for what is made from now on"


def test_a_paper_for_ink_leaves_room_and_bears_no_signature(tmp_path: Path) -> None:
    made = child("make", sealed_file(tmp_path), "-o", tmp_path / "out", "--for-ink", *ONE)
    assert made.code == 0
    assert made.out == "2 papers made in out.\n"
    for paper in (tmp_path / "out").glob("*.pdf"):
        looked = subprocess.run(["pdfsig", paper], capture_output=True, text=True)
        assert "does not contain any signatures" in looked.stdout
    verified = child("verify", tmp_path / "out")
    assert verified.code == 0
    assert verified.out.count("Final, for ink and seal: it bears no electronic signature.") == 2


def test_drafts_are_made_unsealed_say_so_and_are_not_remembered(tmp_path: Path) -> None:
    dossier = tmp_path / "v.maskdesk"
    here("pack", folder_of(viet_nam(), tmp_path / "v"), "-o", dossier)
    before = dossier.read_bytes()
    assert here("make", dossier, "-o", tmp_path / "out", "--draft", *ONE).code == 0
    assert dossier.read_bytes() == before
    for paper in (tmp_path / "out").glob("*.pdf"):
        text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True).stdout
        assert "DRAFT" in text or "BẢN NHÁP" in text, paper
    assert here("verify", tmp_path / "out").out.count("A draft: not to be handed in.") == 2


def test_a_paper_is_signed_and_verified_where_the_computers_zone_has_no_name(
    tmp_path: Path,
) -> None:
    exporter, out = identity_file(tmp_path), tmp_path / "out"
    nameless = {"TZ": "UTC-7"}
    made = child(
        *("make", sealed_file(tmp_path), "-o", out, *ONE, "--identity", exporter),
        passphrase=PASSPHRASE,
        env=nameless,
    )
    assert made.code != 2, made.err
    assert made.out.startswith("2 papers made in out.")
    assert "The whole: valid." in child("verify", out, env=nameless).out


def test_only_the_named_papers_are_made_and_the_counter_sheet(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    wanted = ("--paper", "packing-list", "--paper", "vn-undertaking")
    assert here("make", dossier, "-o", tmp_path / "out", "--for-ink", *wanted).code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == [
        "01-vn-undertaking.pdf",
        "02-packing-list.pdf",
        "03-counter-sheet.pdf",
    ]


def test_a_dossier_survives_unpacking_and_packing_byte_for_byte(way: Way, tmp_path: Path) -> None:
    laid_out = child("unpack", way.dossier, tmp_path / "folder")
    assert (laid_out.code, laid_out.out) == (0, "folder: unpacked.\n")
    assert {"dossier.json", "history.jsonl", "sealed/1/seal.json"} <= set(
        everything(tmp_path / "folder")
    )
    here("pack", tmp_path / "folder", "-o", tmp_path / "again.maskdesk")
    assert (tmp_path / "again.maskdesk").read_bytes() == way.dossier.read_bytes()


def test_an_amended_version_is_sealed_and_made_beside_the_first(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    assert here("make", dossier, "-o", tmp_path / "one", "--for-ink", *ONE).code == 0
    refusal(here("seal", dossier), "Version 1", "maskdesk amend")
    amended = here("amend", dossier, "--reason", "SAMPLE: another quantity")
    assert (amended.code, amended.out) == (0, "Version 2 is open for edits.\n")
    refusal(here("amend", dossier, "--reason", "SAMPLE"), "Version 2", "open already")
    stale = here("make", dossier, "-o", tmp_path / "stale", "--for-ink", *ONE)
    assert "They show version 1 as it was sealed, not what was changed since." in stale.out
    assert here("seal", dossier, "--on", "2020-05-06").code == 0
    assert here("make", dossier, "-o", tmp_path / "two", "--for-ink", *ONE).code == 0
    versions = [
        msgspec.json.decode((tmp_path / name / MANIFEST).read_bytes())["version"]
        for name in ("one", "two")
    ]
    assert versions == [1, 2]
    assert here("verify", dossier).code == 0


def test_the_schema_is_json_for_other_programs() -> None:
    printed = child("schema")
    assert printed.code == 0
    schema = msgspec.json.decode(printed.out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"head", "goods", "papers"} <= set(schema["properties"])


def test_the_demonstration_makes_and_verifies_a_submission(tmp_path: Path) -> None:
    shown = child("demo", tmp_path / "out")
    assert shown.code == 0
    assert shown.out.splitlines()[-2] == "The whole: valid."


def test_a_new_identity_is_for_practice_and_signs(tmp_path: Path) -> None:
    file = tmp_path / "new.p12"
    new = ("identity", "new", "-o", file, "--name", "Nguyễn Thị Mẫu", "--organisation", "MẪU")
    made = here(*new, passphrase=PASSPHRASE)
    assert (made.code, made.out) == (0, "new.p12: an identity for practice only.\n")
    assert file.read_bytes() != practice_file("SAMPLE Exporter")
    refusal(here(*new, passphrase=PASSPHRASE), "new.p12", "left as it is")
    used = here(
        *("make", sealed_file(tmp_path), "-o", tmp_path / "out", *ONE),
        *("--identity", file),
        passphrase=PASSPHRASE,
    )
    assert used.code == 0
    assert "SigExporter: Nguyễn Thị Mẫu" in here("verify", tmp_path / "out").out


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Resolution 60/NQ-CP on the export of medical masks"),
        ("vi", "Nghị quyết số 60/NQ-CP về xuất khẩu khẩu trang y tế"),
        ("zh", "越南政府第60/NQ-CP号决议：医用口罩出口"),
    ],
)
def test_the_law_speaks_the_language_that_is_asked_for(
    tmp_path: Path, language: str, title: str
) -> None:
    dossier = sealed_file(tmp_path)
    asked = child("check", dossier, "--lang", language)
    assert title in asked.out
    by_system = child("check", dossier, env={"LANGUAGE": f"de:{language}_XX.UTF-8"})
    assert by_system.out == asked.out
