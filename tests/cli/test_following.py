"""What follows a seal, on the command line: hand-in, returns, copies, proof of paper."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from pikepdf import Name, String

from cli.command_line import Done, everything, here, identity_file, refusal, sealed_file
from desk.made import PASSPHRASE
from desk.versions import JOINT, first_papers, joint_papers, made_china, made_twice, made_viet_nam
from intake import attachments
from intake.scanning import cleanly_scanned, photograph, qr_code, rendered, saved, with_code
from maskdesk.desk.making import Submission
from maskdesk.desk.opening import OpenDossier, open_dossier, save_dossier
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Move, Shipment
from maskdesk.language import LANGUAGES
from maskdesk.store.durable import write_folder

APRIL, MAY = date(2020, 4, 8), date(2020, 5, 6)
INVOICE = "commercial-invoice"
SEVERAL = (
    "Each licence is counted by itself: only the authority's paper says whether a later one "
    "replaces an earlier one."
)
DEADLINE = ("--what", "query", "--question", "SAMPLE: which lots?", "--working-days", "3")


def file_of(opened: OpenDossier, folder: Path) -> Path:
    file = folder / "c.maskdesk"
    save_dossier(opened, file)
    return file


def folder_of(submission: Submission, folder: Path) -> Path:
    package = folder / "package"
    write_folder(package, submission.files)
    return package


def named(submission: Submission, form: str) -> str:
    return next(one.file for one in submission.manifest.papers if one.form == form)


def code(form: str) -> str:
    return next(one.code for one in first_papers().manifest.papers if one.form == form)


def scan(folder: Path, form: str = INVOICE, submission: Submission | None = None) -> Path:
    made = submission or first_papers()
    picture = folder / f"{form}.jpg"
    picture.write_bytes(cleanly_scanned(made.files[named(made, form)]))
    return picture


def licences_told(opened: OpenDossier, folder: Path) -> list[str]:
    told = hand_in(file_of(opened, folder)).out.splitlines()
    return [line for line in told if "icence" in line]


def hand_in(file: Path, *words: str, language: str = "en") -> Done:
    return here("hand-in", file, *words, language=language)


# The hand-in.


def test_the_life_of_a_version_from_hand_in_to_licence(tmp_path: Path) -> None:
    file = file_of(made_viet_nam(), tmp_path)
    assert hand_in(file).out == "Version 1: sealed.\n"
    day = ("--day", "2020-05-06")
    handed = hand_in(file, "--what", "handed-in", *day, "--authority", "SAMPLE", "--receipt", "7")
    assert (handed.code, handed.out) == (0, "Version 1: handed in.\n")
    asked = hand_in(file, *DEADLINE, "--day", "2020-05-07")
    assert asked.out.splitlines() == [
        "Version 1: query open.",
        "  Question: SAMPLE: which lots?",
        "  To be answered by 12 May 2020.",
    ]
    assert "12/05/2020" in hand_in(file, language="vi").out
    answered = hand_in(file, "--what", "answered", "--answer", "SAMPLE: those", *day)
    assert answered.out == "Version 1: handed in.\n"
    accepted = hand_in(
        file, "--what", "accepted", "--number", "GP-SAMPLE", "--pieces", "1000000", *day
    )
    assert accepted.out.splitlines() == [
        "Version 1: accepted.",
        "Licence GP-SAMPLE: 1,000,000 pieces, 0 shipped, 1,000,000 left.",
    ]
    refusal(hand_in(file, "--what", "withdrawn"), "accepted", "Withdrawn", "Shipment left")
    kinds = [move.kind for move in open_dossier(file).dossier.moves]
    assert kinds == ["handed-in", "query", "answered", "accepted"]
    assert here("verify", file).code == 0


def test_a_step_told_wrongly_is_corrected_by_its_name(tmp_path: Path) -> None:
    file = file_of(made_viet_nam(), tmp_path)
    day = ("--day", "2020-05-06")
    assert hand_in(file, "--what", "handed-in", *day, "--receipt", "7").code == 0
    accepted = ("--what", "accepted", *day, "--number", "GP-1", "--pieces", "10")
    assert hand_in(file, *accepted).code == 0
    before = file.read_bytes()
    why = ("--why", "SAMPLE: misread")
    refusal(hand_in(file, "--correct", "?", *why), "no step ?", "Accepted GP-1 6 May 2020")
    refusal(hand_in(file, "--correct", "m2", "--number", "GP-2"), "why")
    refusal(hand_in(file, "--correct", "m2", *why), "stands like that already")
    assert file.read_bytes() == before
    done = hand_in(file, "--correct", "Accepted GP-1 6 May 2020", "--number", "GP-2", *why)
    assert (done.code, done.out.splitlines()) == (
        0,
        [
            "Version 1: accepted.",
            "  “Accepted GP-2 6 May 2020” was corrected: SAMPLE: misread",
            "Licence GP-2: 10 pieces, 0 shipped, 10 left.",
        ],
    )
    assert hand_in(file, "--correct", "m1", "--receipt", "", *why).code == 0
    first, second = open_dossier(file).dossier.moves
    assert (first.receipt, first.corrected) == (None, "SAMPLE: misread")
    assert (second.number, second.pieces, second.day) == ("GP-2", 10, date(2020, 5, 6))
    left = ("--what", "shipped", *day, "--pieces", "3")
    assert hand_in(file, *left).code == 0
    corrected = hand_in(file, "--correct", "m3", "--pieces", "4", "--number", "GP-2", *why)
    assert corrected.out.splitlines()[-1] == "Licence GP-2: 10 pieces, 4 shipped, 6 left."
    assert here("verify", file).code == 0


def test_each_licence_tells_its_balance_and_what_is_to_be_said_for_it(tmp_path: Path) -> None:
    moves = (
        Move(id="h", version=1, kind="handed-in", day=APRIL),
        Move(id="a", version=1, kind="accepted", number="GP-1", pieces=1_000_000, day=APRIL),
        Move(id="b", version=2, kind="accepted", number="GP-2", pieces=500_000, day=MAY),
    )
    shipments = (
        Shipment(id="s1", name="First", state="shipped", pieces=300_000, shipped=APRIL),
        Shipment(id="s2", name="Second", state="shipped", pieces=200_000, shipped=MAY),
    )
    opened = made_viet_nam()
    dossier = replace(opened.dossier, moves=moves, shipments=shipments)
    assert licences_told(opened.with_dossier(dossier), tmp_path) == [
        "Licence GP-1: 1,000,000 pieces, 300,000 shipped, at most 700,000 left. "
        "Say how many pieces left, and under which licence: Second.",
        "Licence GP-2: 500,000 pieces, 0 shipped, at most 500,000 left. "
        "Say how many pieces left, and under which licence: Second.",
        SEVERAL,
    ]
    said = put(dossier, "shipments[s2].licence", "b")
    (later := tmp_path / "later").mkdir()
    assert licences_told(opened.with_dossier(said), later) == [
        "Licence GP-1: 1,000,000 pieces, 300,000 shipped, 700,000 left.",
        "Licence GP-2: 500,000 pieces, 200,000 shipped, 300,000 left.",
        SEVERAL,
    ]


def test_what_leaves_after_the_acceptance_draws_the_licence_down(tmp_path: Path) -> None:
    opened = made_viet_nam()
    waiting = (Shipment(id="s1", name="First", state="planned", pieces=300_000),)
    moves = (
        Move(id="h", version=1, kind="handed-in", day=APRIL),
        Move(id="a", version=1, kind="accepted", number="GP-1", pieces=500_000, day=APRIL),
    )
    dossier = replace(opened.dossier, moves=moves, shipments=waiting)
    file = file_of(opened.with_dossier(dossier), tmp_path)
    left = ("--what", "shipped", "--day", "2020-05-06", "--pieces", "300000")
    refusal(hand_in(file, *left), "which shipment", "First")
    refusal(hand_in(file, *left, "--shipment", "First", "--number", "GP-7"), "GP-7", "GP-1")
    done = hand_in(file, *left, "--shipment", "First", "--number", "GP-1")
    assert (done.code, done.out.splitlines()) == (
        0,
        [
            "Version 1: accepted.",
            "Licence GP-1: 500,000 pieces, 300,000 shipped, 200,000 left.",
        ],
    )
    # The row says so, too, once the dossier is amended: it is the same shipment.
    assert here("amend", file, "--reason", "SAMPLE").code == 0
    again = open_dossier(file)
    row = put(put(again.dossier, "shipments[s1].state", "shipped"), "shipments[s1].shipped", MAY)
    save_dossier(again.with_dossier(row), file, over=True)
    assert "300,000 shipped, 200,000 left." in hand_in(file).out
    over = hand_in(file, *left, "--transport-document", "BL-1/SAMPLE")
    assert (over.code, over.out.splitlines()) == (
        1,
        [
            "Version 1: accepted.",
            "Licence GP-1: 500,000 pieces, 600,000 shipped, 100,000 more than licensed.",
        ],
    )
    assert open_dossier(file).dossier.moves[-1].transport_document == "BL-1/SAMPLE"
    for language, word in (("vi", "vượt"), ("zh", "超出")):
        assert word in hand_in(file, language=language).out
    assert here("verify", file).code == 0


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "  Filed with “Refused TB-7/SAMPLE 6 May 2020”: thư từ chối.pdf"),
        ("vi", "  Lưu kèm “Bị từ chối TB-7/SAMPLE 06/05/2020”: thư từ chối.pdf"),
        ("zh", "  随“被拒绝 TB-7/SAMPLE 2020-05-06”归档：thư từ chối.pdf"),
    ],
)
def test_the_authoritys_letter_is_filed_with_its_refusal_and_told_ever_after(
    language: str, told: str, tmp_path: Path
) -> None:
    file = file_of(made_viet_nam(), tmp_path)
    letter = tmp_path / "thư từ chối.pdf"
    letter.write_bytes(attachments.doing(S=Name.JavaScript, JS=String("app.alert(1)")))
    assert hand_in(file, "--what", "handed-in", "--day", "2020-05-06").code == 0
    refused = hand_in(
        file,
        *("--what", "refused", "--day", "2020-05-06", "--number", "TB-7/SAMPLE"),
        *("--reason", "SAMPLE", "--paper", str(letter)),
        language=language,
    )
    assert refused.code == 0, refused
    assert told in refused.out.splitlines()
    assert "JavaScript" in refused.out, "what it would do is said when it is filed"
    letter.unlink()
    assert told in hand_in(file, language=language).out.splitlines()
    assert here("verify", file).code == 0
    folder, packed = tmp_path / "folder", tmp_path / "packed.maskdesk"
    assert here("unpack", file, folder).code == 0
    assert here("pack", folder, "-o", packed).code == 0
    assert told in hand_in(packed, language=language).out.splitlines()


def test_a_paper_that_cannot_be_kept_or_belongs_to_no_step_changes_nothing(tmp_path: Path) -> None:
    file = file_of(made_viet_nam(), tmp_path)
    before = file.read_bytes()
    (text := tmp_path / "letter.docx").write_bytes(b"SAMPLE: no picture of anything")
    refusal(hand_in(file, "--what", "handed-in", "--paper", str(text)), "letter.docx", "PDF")
    refusal(hand_in(file, "--what", "handed-in", "--paper", str(tmp_path / "none.pdf")))
    refusal(hand_in(file, "--paper", str(text)), "letter.docx", "--what")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("sealed", "Query answered", "Handed in")),
        ("vi", ("đã chốt", "Đã giải trình", "Đã nộp")),
        ("zh", ("已封存", "已答复询问", "已提交")),
    ],
)
def test_a_move_that_cannot_follow_is_refused_in_words(
    language: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    file = file_of(made_viet_nam(), tmp_path)
    before = file.read_bytes()
    said = refusal(hand_in(file, "--what", "answered", language=language))
    assert "handed-in" not in said
    assert [word for word in words if word.casefold() not in said.casefold()] == []
    assert file.read_bytes() == before


def test_nothing_is_handed_in_that_is_not_sealed_or_not_made(tmp_path: Path) -> None:
    sealed = sealed_file(tmp_path)
    refusal(hand_in(sealed, "--what", "handed-in"), "No papers were made of version 1 yet")


def test_a_deadline_that_cannot_be_is_refused(tmp_path: Path) -> None:
    file = file_of(made_viet_nam(), tmp_path)
    assert hand_in(file, "--what", "handed-in").code == 0
    for days in ("1001", "99999999999999"):
        refusal(hand_in(file, "--what", "query", "--working-days", days), "cannot be right")
    refusal(hand_in(file, "--what", "query", "--working-days", "-1"))


def test_a_paper_held_up_is_handed_in_after_its_countersigned_return(tmp_path: Path) -> None:
    file = file_of(made_china(), tmp_path)
    refusal(hand_in(file, "--what", "handed-in"), JOINT, "cannot be handed in yet")
    package = folder_of(joint_papers(), tmp_path)
    importer = identity_file(tmp_path, "SAMPLE Importer")
    back = tmp_path / "back.pdf"
    signed = here(
        *("countersign", package / named(joint_papers(), JOINT), "--identity", importer),
        *("-o", back),
        passphrase=PASSPHRASE,
    )
    assert signed.code == 0
    assert here("accept", file, back).out == (
        "back.pdf: filed; signed in “SigImporter” by SAMPLE Importer.\n"
        "SAMPLE Importer signed with a practice identity, which means nothing in law.\n"
    )
    assert hand_in(file, "--what", "handed-in").out == "Version 1: handed in.\n"


def test_a_paper_held_up_is_handed_in_after_its_stamped_scan(tmp_path: Path) -> None:
    file = file_of(made_china(), tmp_path)
    accepted = here("accept", file, scan(tmp_path, JOINT, joint_papers()))
    assert (accepted.code, accepted.out) == (
        0,
        f"{JOINT}.jpg: filed as page 1 of {JOINT}; see for yourself who signed it.\n",
    )
    assert hand_in(file, "--what", "handed-in").out == "Version 1: handed in.\n"
    verified = here("verify", file)
    assert verified.code == 0, verified


# Proof of paper.


@pytest.mark.parametrize("where", ["submission", "dossier"])
def test_a_page_is_proved_by_submission_or_dossier(where: str, tmp_path: Path) -> None:
    within = (
        folder_of(first_papers(), tmp_path)
        if where == "submission"
        else file_of(made_viet_nam(), tmp_path)
    )
    proved = here("verify", "--page", scan(tmp_path), "--in", within)
    assert proved.code == 0
    assert proved.out.splitlines()[:2] == [
        "valid        The code is that of this page as it was made: compare what it says.",
        f"  {named(first_papers(), INVOICE)}, version 1, page 1",
    ]
    assert "    contract.number: 01/2020/HĐ-SAMPLE\n" in proved.out


def test_a_page_is_proved_in_every_language(tmp_path: Path) -> None:
    page, within = scan(tmp_path), folder_of(first_papers(), tmp_path)
    said = {
        here("verify", "--page", page, "--in", within, language=language).out
        for language in LANGUAGES
    }
    assert len(said) == len(LANGUAGES)


def test_a_foreign_page_is_told_with_1_and_changes_nothing(tmp_path: Path) -> None:
    page = scan(tmp_path)
    for number, within in enumerate((made_china(), made_twice())):
        folder = tmp_path / str(number)
        folder.mkdir()
        file = file_of(within, folder)
        before = everything(folder)
        proved = here("verify", "--page", page, "--in", file)
        assert proved.code == (1, 0)[number]
        assert ("another dossier: SAMPLE-VN", "version 2 were made since")[number] in proved.out
        assert everything(folder) == before


@pytest.mark.parametrize(
    ("typed", "exit_code", "told"),
    [
        (code(INVOICE), 1, "This code was given to a paper: compare what stands on it."),
        (code(INVOICE).lower() + " 1", 1, "This code was given to a paper"),
        ("MD-00000-00000", 1, "No paper with the code MD-00000-00000 was made here."),
        (code(INVOICE) + " 7", 1, "there is no page 7"),
        ("nonsense", 2, "“nonsense” is not a code as it stands at the foot of a page."),
    ],
)
def test_a_code_is_typed(typed: str, exit_code: int, told: str, tmp_path: Path) -> None:
    proved = here("verify", "--code", typed, "--in", folder_of(first_papers(), tmp_path))
    assert proved.code == exit_code
    assert told in proved.said
    assert ("01/2020/HĐ-SAMPLE" in proved.out) == ("compare" in told or "was given" in told)


def test_what_is_no_page_is_refused_and_not_filed(tmp_path: Path) -> None:
    file = file_of(made_viet_nam(), tmp_path)
    before = file.read_bytes()
    forged = rendered(first_papers().files[named(first_papers(), INVOICE)])
    forged.paste(qr_code("MD1 SAMPLE-VN 1 MD-00000-00000 1 0123456789ab"), (80, 1900))
    pictures = {
        "photo.jpg": (saved(photograph(), "JPEG"), "No code of MaskDesk was found on photo.jpg."),
        "broken.png": (b"\x89PNG broken", "broken.png is no picture of a page"),
        "forged.png": (saved(forged, "PNG"), "Page 1 of forged.png bears the codes of several"),
    }
    for name, (content, told) in pictures.items():
        picture = tmp_path / name
        picture.write_bytes(content)
        refusal(here("verify", "--page", picture, "--in", file), told)
        refusal(here("accept", file, picture), told)
    other = tmp_path / "other.png"
    other.write_bytes(saved(with_code(f"MD1 SAMPLE-VN 1 {code(INVOICE)} 1 0123456789ab"), "PNG"))
    assert here("verify", "--page", other, "--in", file).code == 1
    refusal(here("accept", file, other), "other.png is not filed", "made with other content")
    assert file.read_bytes() == before


def test_one_file_that_is_refused_keeps_all_of_them_out(tmp_path: Path) -> None:
    file = file_of(made_viet_nam(), tmp_path)
    before = file.read_bytes()
    bad = tmp_path / "photo.jpg"
    bad.write_bytes(saved(photograph(), "JPEG"))
    done = here("accept", file, scan(tmp_path), bad)
    assert done.code == 2
    assert file.read_bytes() == before
    assert "filed" not in done.out, "nothing is said to be filed that is not"


def test_a_page_needs_something_to_belong_to(tmp_path: Path) -> None:
    refusal(here("verify", "--code", code(INVOICE)), "--in")
    refusal(here("verify"), "--page")
    refusal(here("verify", "--code", code(INVOICE), "--in", tmp_path), tmp_path.name)


# Copy as new.


def test_a_copy_names_what_is_to_be_confirmed_and_seals_once_it_is(tmp_path: Path) -> None:
    new = tmp_path / "new.maskdesk"
    copied = here("copy", file_of(made_viet_nam(), tmp_path), "-o", new)
    assert copied.code == 0
    first, *places = copied.out.splitlines()
    assert first == "new.maskdesk: a new dossier; numbers, days and lots are left out."
    assert any("Country of destination" in place for place in places)
    unconfirmed = refusal(here("seal", new), "destination.country")
    assert f"{len(places)} fields were copied" in unconfirmed
    seen = [
        word
        for finding in ("quality", "supply-on-request")
        for word in ("--acknowledge", f"vn-2020-nq60/{finding}=SAMPLE reason")
    ]
    refusal(here("seal", new, *seen, "--confirm", "exporter.name_local"), "exporter.name_local")
    refusal(here("seal", new, *seen, "--confirm", "goods[g1].pieces_declared"), "1 fields were")
    sealed = here("seal", new, *seen, "--confirm", "all", "--on", "2020-05-06")
    assert sealed.out.startswith("Sealed as version 1.\n"), sealed
    taken = here("copy", tmp_path / "c.maskdesk", "-o", new)
    refusal(taken, "new.maskdesk")
