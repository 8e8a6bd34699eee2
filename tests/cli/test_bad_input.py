"""Whatever a command is given, it answers with one sentence and a way out, and spoils nothing."""

import hashlib
import os
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from cli.command_line import (
    Done,
    child,
    everything,
    folder_of,
    here,
    identity_file,
    refusal,
    sealed_file,
)
from desk.dossiers import viet_nam
from desk.made import MOMENT, PASSPHRASE, office
from maskdesk.cli.terminal import Terminal
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.store.container import open_container, save_container
from output import pki

ONE = ("--paper", "vn-undertaking")


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1000])


def _foreign(file: Path) -> None:
    file.write_bytes(b"SAMPLE text of another program\n")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _repacked(file: Path) -> None:
    with zipfile.ZipFile(file) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as again:
        for name, content in members.items():
            again.writestr(name, content)


def _flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[content.index(b'"reference"')] ^= 1
    file.write_bytes(content)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _gone(file: Path) -> None:
    file.unlink()


def _device(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


UNFIT: dict[str, tuple[Callable[[Path], None], str]] = {
    "truncated": (_truncated, "is cut off"),
    "foreign": (_foreign, "is not a MaskDesk dossier"),
    "empty": (_empty, "is not a MaskDesk dossier"),
    "repacked": (_repacked, "packed anew by another program"),
    "flipped": (_flipped, "damaged in its part dossier.json"),
    "folder": (_folder, "is not a MaskDesk dossier"),
    "gone": (_gone, "There is no file"),
    "device": (_device, "is not a MaskDesk dossier"),
}


@pytest.mark.parametrize("unfit", UNFIT)
def test_an_unfit_dossier_is_refused_by_every_command_and_left_alone(
    unfit: str, tmp_path: Path
) -> None:
    dossier = sealed_file(tmp_path)
    spoil, problem = UNFIT[unfit]
    spoil(dossier)
    before = everything(tmp_path) if unfit != "device" else {}
    for command in (
        ("check", dossier),
        ("check", dossier, "--json"),
        ("seal", dossier),
        ("amend", dossier, "--reason", "SAMPLE"),
        ("make", dossier, "-o", tmp_path / "out", "--for-ink"),
        ("make", dossier, "-o", tmp_path / "out", "--draft"),
        ("accept", dossier, dossier),
        ("unpack", dossier, tmp_path / "folder"),
    ):
        refusal(here(*command), problem, "consignment.maskdesk")
    assert (everything(tmp_path) if unfit != "device" else {}) == before


def test_a_newer_dossier_is_read_and_never_written(tmp_path: Path) -> None:
    sealed_file(tmp_path)
    newer = _as_newer(tmp_path)
    before = newer.read_bytes()
    for command in (
        ("seal", newer, "--on", "2020-05-06"),
        ("amend", newer, "--reason", "SAMPLE"),
        ("make", newer, "-o", tmp_path / "out", "--for-ink", *ONE),
    ):
        refusal(here(*command), "newer MaskDesk")
    assert newer.read_bytes() == before
    assert not (tmp_path / "out").exists()
    assert here("check", newer).code == 0


def _as_newer(folder: Path) -> Path:
    """A dossier as the next format might begin: the same frame, another number."""
    from maskdesk.store import frame
    from maskdesk.store.frame import derive_frame, front_of, manifest_of, rows_of

    container = open_container(folder / "consignment.maskdesk")
    rows = rows_of(container.members)
    manifest = manifest_of(rows)
    number = str(frame.FORMAT).encode()
    newer = manifest.replace(b'"format":' + number, b'"format":' + str(frame.FORMAT + 1).encode())
    assert newer != manifest
    derived = derive_frame(frame.FORMAT + 1, rows, newer)
    file = folder / "newer.maskdesk"
    with file.open("wb") as stream:
        stream.write(front_of(newer))
        for name, span in derived.spans.items():
            stream.write(span.header + container.read(name))
        stream.write(derived.directory)
    return file


def rewritten(dossier: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The dossier with one member changed by somebody who knows how to save it."""
    container = open_container(dossier)
    save_container(container.put(member, change(container.read(member))), dossier)
    return dossier


def _edit(**changes: object) -> Callable[[bytes], bytes]:
    def edited(content: bytes) -> bytes:
        return msgspec.json.encode({**msgspec.json.decode(content), **changes})

    return edited


PACK = "sealed/1/packs/vn-2020-nq60.toml"


@pytest.mark.parametrize(
    ("member", "change"),
    [
        (PACK, lambda content: content + b"\nunknown = 1\n"),
        (PACK, lambda content: content.replace(b"status", b"statsu", 1)),
        (PACK, lambda _: b"\xff\xfe"),
        ("sealed/1/snapshot.json", lambda content: content[:-2]),
        ("sealed/1/findings.json", lambda _: b"{}"),
        ("sealed/1/seal.json", lambda _: b"{}"),
        ("sealed/1/seal.json", lambda content: content[:-20]),
        ("sealed/1/seal.json", _edit(today="2020-05-07")),
        ("sealed/1/seal.json", _edit(packs={})),
        ("sealed/1/seal.json", _edit(version=7)),
    ],
)
def test_a_sealed_version_that_was_changed_makes_nothing_and_says_so(
    member: str, change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    dossier = rewritten(sealed_file(tmp_path), member, change)
    before = dossier.read_bytes()
    refusal(here("make", dossier, "-o", tmp_path / "out", "--for-ink", *ONE), "sealed version 1")
    assert dossier.read_bytes() == before
    assert not (tmp_path / "out").exists()
    verified = here("verify", dossier)
    assert verified.code == 1
    assert "NOT VALID    sealed/1\n" in verified.out


def _sealed_anew(dossier: Path, pack: bytes) -> None:
    """Seal another text of the pack: as a newer MaskDesk would that knows more checks."""
    opened = open_dossier(dossier)
    seal = opened.sealed(1).seal
    packs = {**seal.packs, "vn-2020-nq60": hashlib.sha256(pack).hexdigest()}
    again = msgspec.structs.replace(seal, packs=packs)
    opened = opened.put(PACK, pack).put("sealed/1/seal.json", msgspec.json.encode(again))
    save_dossier(opened.note("sealed", MOMENT, after=again.digest), dossier)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'check = "', b'check = "of-a-newer-maskdesk-'),
        (b"[title]", b"novel = true\n[title]"),
        (b"[title]", b"[title"),
    ],
)
def test_a_broken_pack_under_an_intact_seal_is_named(
    old: bytes, new: bytes, tmp_path: Path
) -> None:
    dossier = sealed_file(tmp_path)
    pack = open_container(dossier).read(PACK)
    broken = pack.replace(old, new, 1)
    assert broken != pack
    _sealed_anew(dossier, broken)
    refusal(here("make", dossier, "-o", tmp_path / "out", "--for-ink", *ONE), "vn-2020-nq60")
    verified = here("verify", dossier)
    assert verified.code == 1
    assert "fault" not in verified.said


@pytest.mark.parametrize(
    "history", [b"", b"{}\n", b"\xff", b'{"from":""}\n', b"[" * 100_000 + b"\n"]
)
def test_a_damaged_history_is_told_and_stops_nothing_silently(
    history: bytes, tmp_path: Path
) -> None:
    dossier = rewritten(sealed_file(tmp_path), "history.jsonl", lambda _: history)
    verified = here("verify", dossier)
    if history:
        assert verified.code == 1
        assert "NOT VALID    history.jsonl\n" in verified.out
        refusal(here("amend", dossier, "--reason", "SAMPLE"), "history")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b"[" * 200_000,
        b'{"a":' * 50_000,
        b'{"unknown": 1}',
        b'{"head": {"origin": "VN", "origin": 7}}',
        b'{"goods": [{"id": "g1", "pieces_declared": 1e400}]}',
        b'{"goods": [{"id": "g1"}, {"id": "g1"}]}',
        b'{"head": {"reference": "\\ud800"}}',
        b'{"goods": [{"id": "g1", "unit_price": "NaN"}]}',
        b'{"customs": {"declarations": [{"id": "d", "planned": "2020-02-30"}]}}',
    ],
)
def test_a_folder_whose_content_is_no_dossier_is_not_packed(content: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "dossier.json").write_bytes(content)
    refusal(here("pack", folder, "-o", tmp_path / "x.maskdesk"))
    assert not (tmp_path / "x.maskdesk").exists()


def test_what_does_not_belong_into_a_dossier_is_not_left_out_silently(tmp_path: Path) -> None:
    folder = folder_of(viet_nam(), tmp_path / "folder")
    (folder / "notes.txt").write_text("SAMPLE")
    refusal(here("pack", folder, "-o", tmp_path / "x.maskdesk"), "notes.txt")
    (folder / "notes.txt").unlink()
    (folder / "evidence" / "link.pdf").symlink_to("/etc/hostname")
    refusal(here("pack", folder, "-o", tmp_path / "x.maskdesk"), "link.pdf")


def test_a_dossier_is_replaced_only_when_told(tmp_path: Path) -> None:
    folder = folder_of(viet_nam(), tmp_path / "folder")
    dossier = sealed_file(tmp_path)
    before = dossier.read_bytes()
    refusal(here("pack", folder, "-o", dossier), "left as it is")
    assert dossier.read_bytes() == before
    assert here("pack", folder, "-o", dossier, "--replace").code == 0
    assert dossier.read_bytes() != before


def test_filled_folders_are_not_touched(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    filled = tmp_path / "filled"
    filled.mkdir()
    (filled / "letter.txt").write_text("SAMPLE")
    before = everything(tmp_path)
    for command in (
        ("make", dossier, "-o", filled, "--for-ink"),
        ("make", dossier, "-o", filled, "--draft"),
        ("unpack", dossier, filled),
        ("demo", filled),
    ):
        refusal(here(*command), "already holds files")
    refusal(here("make", dossier, "-o", filled / "letter.txt", "--for-ink"), "is a file")
    nowhere = tmp_path / "no" / "where"
    refusal(here("make", dossier, "-o", nowhere, "--for-ink"), "is not there")
    assert everything(tmp_path) == before


# Identities.


def signing(dossier: Path, identity: Path, out: Path, passphrase: str | None) -> Done:
    command = ("make", dossier, "-o", out, "--identity", identity, *ONE)
    return here(*command, passphrase=passphrase)


def test_a_wrong_passphrase_makes_nothing(tmp_path: Path) -> None:
    dossier, identity = sealed_file(tmp_path), identity_file(tmp_path)
    before = everything(tmp_path)
    for wrong in ("wrong", " ", PASSPHRASE + " ", "x" * 10_000, "ع"):
        refusal(signing(dossier, identity, tmp_path / "out", wrong), "passphrase")
    assert everything(tmp_path) == before


LATER, EARLIER = MOMENT + timedelta(days=1), MOMENT - timedelta(days=1)


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (lambda: pki.p12(pki.leaf(until=EARLIER)), "expired on"),
        (lambda: pki.p12(pki.leaf(since=LATER)), "is not valid before"),
        (lambda: pki.p12(pki.leaf(signs=False)), "not issued for signing"),
        (lambda: pki.p12(pki.leaf(purposes=(ExtendedKeyUsageOID.SERVER_AUTH,))), "not issued"),
        (lambda: pki.p12(pki.leaf(key=pki.rsa_key("w", 1024)), pki.rsa_key("w", 1024)), "weak"),
        (lambda: pki.p12(pki.leaf())[:-100], "not a complete identity"),
        (lambda: b"SAMPLE", "not a complete identity"),
        (lambda: b"", "not a complete identity"),
    ],
)
def test_an_unusable_identity_makes_nothing(
    made: Callable[[], bytes], problem: str, tmp_path: Path
) -> None:
    dossier, identity = sealed_file(tmp_path), tmp_path / "id.p12"
    identity.write_bytes(made())
    before = everything(tmp_path)
    refusal(signing(dossier, identity, tmp_path / "out", pki.PASSPHRASE), problem)
    assert everything(tmp_path) == before


def test_an_identity_that_is_not_there_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone.p12"
    refusal(signing(sealed_file(tmp_path), gone, tmp_path / "out", "x"), "gone.p12")


def test_an_identity_without_a_passphrase_signs(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    identity = tmp_path / "id.p12"
    identity.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"SAMPLE", key, pki.leaf(key=key), None, NoEncryption()
        )
    )
    assert signing(sealed_file(tmp_path), identity, tmp_path / "out", "").code == 0


@pytest.mark.parametrize(
    ("name", "organisation", "passphrase"),
    [
        ("", "SAMPLE", "x"),
        ("   ", "SAMPLE", "x"),
        ("x" * 65, "SAMPLE", "x"),
        ("SAMPLE", "", "x"),
        ("SAMPLE", "x" * 65, "x"),
        ("SAMPLE\x07", "SAMPLE", "x"),
        ("SAMPLE\u202eLPMAS", "SAMPLE", "x"),
        ("SAMPLE", "SAMPLE", ""),
    ],
)
def test_an_identity_nobody_could_use_is_not_made(
    name: str, organisation: str, passphrase: str, tmp_path: Path
) -> None:
    new = ("identity", "new", "-o", tmp_path / "new.p12")
    command = (*new, "--name", name, "--organisation", organisation)
    refusal(here(*command, passphrase=passphrase))
    assert not everything(tmp_path)


@pytest.mark.parametrize("unfit", [b"", b"\xff\xfe\n", b"a\0b\n"])
def test_what_is_no_text_is_no_passphrase(unfit: bytes, tmp_path: Path) -> None:
    end, start = os.pipe()
    os.write(start, unfit)
    os.close(start)
    identity = identity_file(tmp_path)
    make = ("make", sealed_file(tmp_path), "-o", tmp_path / "out", "--identity", identity)
    refusal(here(*make, "--passphrase-fd", str(end)), f"descriptor {end}")
    os.close(end)


@pytest.mark.parametrize("descriptor", ["-1", "999", "99999999999999999999"])
def test_a_closed_descriptor_gives_no_passphrase(descriptor: str, tmp_path: Path) -> None:
    identity = identity_file(tmp_path)
    make = ("make", sealed_file(tmp_path), "-o", tmp_path / "out", "--identity", identity)
    refusal(child(*make, "--passphrase-fd", descriptor), f"descriptor {descriptor}")
    assert not (tmp_path / "out").exists()


def test_without_a_terminal_nobody_is_asked_in_the_open(tmp_path: Path) -> None:
    identity = identity_file(tmp_path)
    make = ("make", sealed_file(tmp_path), "-o", tmp_path / "out", "--identity", identity)
    refusal(child(*make), "--passphrase-fd")


# What the clerk decides, and other words of a command line.


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--acknowledge", "cn-12a-2020/consignor"), "FINDING=REASON"),
        (("--acknowledge", "cn-12a-2020/consignor="), "FINDING=REASON"),
        (("--acknowledge", "=SAMPLE"), "FINDING=REASON"),
        (("--acknowledge", "no/such=SAMPLE"), "no/such"),
        (("--acknowledge", "cn-12a-2020/producer=SAMPLE"), "cn-12a-2020/producer"),
        (("--acknowledge", "cn-12a-2020/countersigned=SAMPLE"), "changes nothing"),
        (("--override", "cn-12a-2020/countersigned=SAMPLE"), "FINDING=NAME:REASON"),
        (("--override", "cn-12a-2020/countersigned=:SAMPLE"), "FINDING=NAME:REASON"),
        (("--override", "cn-12a-2020/countersigned=SAMPLE: "), "FINDING=NAME:REASON"),
        (("--override", "cn-12a-2020/countersigned=SAMPLE:SAMPLE"), "the legal text itself"),
    ],
)
def test_a_decision_that_is_none_seals_nothing(
    words: tuple[str, str], named: str, tmp_path: Path
) -> None:
    from desk.dossiers import china

    dossier = tmp_path / "c.maskdesk"
    here("pack", folder_of(china(), tmp_path / "c"), "-o", dossier)
    before = dossier.read_bytes()
    refusal(here("seal", dossier, "--on", "2020-05-06", *words), named)
    assert dossier.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("frobnicate",), "frobnicate"),
        (("check",), "dossier"),
        (("check", "x", "y"), "y"),
        (("check", "x", "--on", "6.5.2020"), "6.5.2020"),
        (("check", "x", "--on", "2020-02-30"), "2020-02-30"),
        (("check", "x", "--lang", "fr"), "fr"),
        (("check", "x", "--lang"), "--lang"),
        (("check", "x", "--js"), "--js"),
        (("make", "x", "-o", "y"), "--identity"),
        (("make", "x", "-o", "y", "--for-ink", "--draft"), "--draft"),
        (("make", "x", "--for-ink"), "--output"),
        (("make", "x", "-o", "y", "--identity", "i", "--passphrase-fd", "x"), "--passphrase-fd"),
        (("identity",), "ACTION"),
        (("amend", "x"), "--reason"),
    ],
)
def test_a_command_that_is_not_understood_says_where_help_is(
    words: tuple[str, ...], named: str
) -> None:
    assert "--help` shows what it takes." in refusal(here(*words), named)


def test_unknown_papers_are_refused_with_the_names_of_those_there_are(tmp_path: Path) -> None:
    make = ("make", sealed_file(tmp_path), "-o", tmp_path / "out", "--for-ink")
    refusal(here(*make, "--paper", "no-such"), "no-such", "vn-undertaking", "counter-sheet")
    assert not (tmp_path / "out").exists()


def test_nothing_is_made_before_it_is_sealed(tmp_path: Path) -> None:
    dossier = tmp_path / "v.maskdesk"
    here("pack", folder_of(viet_nam(), tmp_path / "v"), "-o", dossier)
    refusal(here("make", dossier, "-o", tmp_path / "out", "--for-ink"), "maskdesk seal")


@pytest.mark.parametrize(
    "content", [b"", b"SAMPLE", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 1000, b"PK\x03\x04"]
)
def test_a_file_that_is_no_paper_is_neither_verified_nor_signed_nor_filed(
    content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    dossier, identity = sealed_file(tmp_path), identity_file(tmp_path)
    before = everything(tmp_path)
    verified = here("verify", file)
    assert verified.code in (1, 2)
    assert "The whole: valid." not in verified.out
    if verified.code == 2:
        refusal(verified)
    sign = ("countersign", file, "--identity", identity, "-o", tmp_path / "new.pdf")
    refusal(here(*sign, passphrase=PASSPHRASE))
    refusal(here("accept", dossier, file))
    assert everything(tmp_path) == before


def test_a_paper_that_leaves_nothing_to_sign_is_not_countersigned(tmp_path: Path) -> None:
    dossier, identity = sealed_file(tmp_path), identity_file(tmp_path)
    ink, signed = tmp_path / "ink", tmp_path / "signed"
    here("make", dossier, "-o", ink, "--for-ink", *ONE)
    given = ("--identity", identity)
    here("make", dossier, "-o", signed, *given, *ONE, passphrase=PASSPHRASE)
    before = everything(tmp_path)
    for folder, said in (
        (ink, "This paper has no place for an electronic signature."),
        (signed, "Every place for a signature in this paper is signed already."),
    ):
        (paper,) = folder.glob("*-vn-undertaking.pdf")
        words = ("countersign", paper, *given, "-o", tmp_path / "new.pdf")
        refusal(here(*words, passphrase=PASSPHRASE), said)
    assert everything(tmp_path) == before


def test_a_file_that_is_not_there_is_told_with_its_folder(tmp_path: Path) -> None:
    refusal(child("check", "gone.maskdesk", cwd=tmp_path), f"no file gone.maskdesk in {tmp_path}")


def test_trust_that_is_none_is_not_trusted(tmp_path: Path) -> None:
    bad = tmp_path / "ca.pem"
    bad.write_bytes(b"SAMPLE")
    out = tmp_path / "out"
    here("make", sealed_file(tmp_path), "-o", out, "--for-ink", *ONE)
    refusal(here("verify", out, "--trust", tmp_path / "gone.pem"), "gone.pem")
    refusal(here("verify", out, "--crl", tmp_path / "gone.crl"), "gone.crl")
    for option in ("--trust", "--crl"):
        refusal(here("verify", out, option, bad), "ca.pem")


# The clerk's end.


def test_without_a_command_and_a_screen_maskdesk_says_what_it_can_do() -> None:
    shown = child()
    assert shown.code == 0
    assert not shown.err
    for command in ("check", "seal", "make", "verify", "demo"):
        assert f"\n    {command} " in shown.out


def test_help_and_version_are_no_failures() -> None:
    assert child("--help").code == 0
    told = child("check", "--help")
    assert told.code == 0
    assert told.out.startswith("usage: maskdesk check [-h]")
    assert child("--version").out.startswith("MaskDesk ")


def test_no_text_of_a_dossier_steers_the_terminal(tmp_path: Path) -> None:
    from msgspec.structs import replace

    odd = viet_nam()
    goods = (replace(odd.goods[0], model="SM\x1b[2J\u202e1\nThe whole: valid.", standards=()),)
    dossier = tmp_path / "v.maskdesk"
    here("pack", folder_of(replace(odd, goods=goods), tmp_path / "v"), "-o", dossier)
    said = here("check", dossier, "--on", "2020-05-06").said
    assert "SM<U+001B>[2J<U+202E>1<U+000A>The whole: valid." in said
    assert "\x1b" not in said


def test_letters_the_system_cannot_show_are_shown_by_number(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    shown = child("check", dossier, "--lang", "vi", env=env)
    assert shown.code == 0
    assert "\\u" in shown.out
    data = child("check", dossier, "--json", "--lang", "vi", env=env)
    assert data.out == child("check", dossier, "--json", "--lang", "vi").out


def test_a_fault_of_our_own_is_one_line_that_names_its_place() -> None:
    import io

    from maskdesk.cli.commands import run_command

    def broken_clock() -> None:
        raise ZeroDivisionError("SAMPLE secret")

    err = io.StringIO()
    terminal = Terminal(out=io.StringIO(), err=err, language="en", now=broken_clock)  # type: ignore[arg-type]
    code = run_command(["verify", __file__], office(), terminal)
    assert code == 2
    assert "ZeroDivisionError, test_bad_input.py:" in err.getvalue()
    assert "SAMPLE secret" not in err.getvalue()
    assert len(err.getvalue().splitlines()) == 1
