"""A passphrase and a key leave no trace: not in files, arguments, environment or log."""

import io
import logging
import os
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from cli.command_line import (
    COMMAND,
    environment,
    here,
    identity_file,
    sealed_file,
)
from desk.made import PASSPHRASE

SECRET = "SAMPLE-mật-khẩu-7Kq2"
NAME = "SAMPLE Secretive"


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """An identity whose passphrase is like no other text."""
    file = tmp_path / "id.p12"
    new = ("identity", "new", "-o", file, "--name", NAME, "--organisation", "SAMPLE")
    assert here(*new, passphrase=SECRET).code == 0
    return file


def traces(identity: Path) -> dict[str, bytes]:
    """What must appear nowhere: the passphrase in every spelling, the key in every form."""
    opened = pkcs12.load_pkcs12(identity.read_bytes(), SECRET.encode())
    key = opened.key
    assert isinstance(key, RSAPrivateKey)
    numbers = key.private_numbers()
    secret = {"private exponent": numbers.d, "first prime": numbers.p, "second prime": numbers.q}
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "passphrase": SECRET.encode(),
        "passphrase as UTF-16": SECRET.encode("utf-16-be"),
        "passphrase in JSON": SECRET.encode("ascii", "backslashreplace"),
        "key as DER": der[-400:],
        "key as PEM": pem.splitlines()[8],
        **{
            name: number.to_bytes((number.bit_length() + 7) // 8, "big")
            for name, number in secret.items()
        },
        **{f"{name} in hex": f"{number:x}".encode() for name, number in secret.items()},
        **{f"{name} in digits": str(number).encode() for name, number in secret.items()},
    }


def layers(content: bytes) -> Iterator[bytes]:
    """A file's bytes and what is packed inside them."""
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as whole:
            for name in whole.namelist():
                yield from layers(whole.read(name))
    if content.startswith(b"%PDF-"):
        with pikepdf.open(io.BytesIO(content)) as paper:
            for one in paper.objects:
                if isinstance(one, pikepdf.Stream):
                    try:
                        yield from layers(one.read_bytes())
                    except (pikepdf.PdfError, zlib.error):
                        yield one.read_raw_bytes()


def assert_no_trace(content: bytes, wanted: dict[str, bytes], where: str) -> None:
    for layer in layers(content):
        for name, trace in wanted.items():
            assert trace not in layer, f"{name} in {where}"


def test_a_signing_run_leaves_no_secret_behind(identity: Path, tmp_path: Path) -> None:
    wanted = traces(identity)
    home = tmp_path / "home"
    home.mkdir()
    dossier = sealed_file(tmp_path)
    end, start = os.pipe()
    os.write(start, f"{SECRET}\n".encode())
    os.close(start)
    words = [*COMMAND, "make", str(dossier), "-o", str(tmp_path / "out")]
    words += ["--identity", str(identity), "--paper", "vn-undertaking", "--passphrase-fd", str(end)]
    folders = {"HOME": str(home), "TMPDIR": str(home), "XDG_DATA_HOME": str(home)}
    with subprocess.Popen(
        words,
        env=environment(**folders, PYTHONDONTWRITEBYTECODE="1"),
        pass_fds=(end,),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stderr is not None
        running.stderr.readline()
        process = Path("/proc") / str(running.pid)
        if process.is_dir():
            for part in ("cmdline", "environ"):
                assert_no_trace((process / part).read_bytes(), wanted, part)
        out, err = running.communicate()
    os.close(end)
    assert running.returncode == 0, err
    assert_no_trace(out + err, wanted, "what was said")
    for file in sorted(tmp_path.rglob("*")):
        if file.is_file() and file != identity:
            assert_no_trace(file.read_bytes(), wanted, str(file))
    assert (tmp_path / "out" / "01-vn-undertaking.pdf").is_file()


def test_nothing_logs_a_secret(
    identity: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = traces(identity)
    make = ("make", sealed_file(tmp_path), "-o", tmp_path / "out", "--paper", "vn-undertaking")
    with caplog.at_level(logging.DEBUG):
        assert here(*make, "--identity", identity, passphrase=SECRET).code == 0
        wrong = here(*make, "--identity", identity_file(tmp_path), passphrase=SECRET)
    assert wrong.code == 2
    assert_no_trace(wrong.said.encode(), wanted, "a refusal")
    for record in caplog.records:
        assert_no_trace(record.getMessage().encode(), wanted, "the log")


def test_an_identity_file_is_made_for_its_owner_alone(identity: Path) -> None:
    if os.name == "posix":
        assert identity.stat().st_mode & 0o077 == 0


def test_a_passphrase_is_asked_for_unseen_and_a_new_one_twice(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    new = [*COMMAND, "identity", "new", "-o", str(tmp_path / "new.p12")]
    new += ["--name", NAME, "--organisation", "SAMPLE"]

    def typing(*lines: str) -> tuple[int, str]:
        child, terminal = pty.fork()
        if not child:
            os.execve(new[0], new, environment())  # noqa: S606 - the same fixed arguments
        said = b""
        for line in lines:
            asked = b""
            while b": " not in asked:
                asked += os.read(terminal, 1024)
            said += asked
            os.write(terminal, f"{line}\n".encode())
        try:
            while more := os.read(terminal, 1024):
                said += more
        except OSError:  # so Linux ends a terminal
            pass
        _, status = os.waitpid(child, 0)
        os.close(terminal)
        return os.waitstatus_to_exitcode(status), said.decode()

    code, said = typing(SECRET, "another")
    assert code == 2
    assert "The two passphrases are not the same." in said
    assert not (tmp_path / "new.p12").exists()
    code, said = typing(SECRET, SECRET)
    assert code == 0, said
    assert SECRET not in said
    assert pkcs12.load_pkcs12((tmp_path / "new.p12").read_bytes(), SECRET.encode()).key


def test_a_wrong_passphrase_is_tried_once_and_not_again(tmp_path: Path) -> None:
    """A card locks itself after a few wrong ones; nobody but the clerk may try the next."""
    make = ("make", sealed_file(tmp_path), "-o", tmp_path / "out", "--paper", "vn-undertaking")
    lines = f"SAMPLE wrong\n{PASSPHRASE}"
    wrong = here(*make, "--identity", identity_file(tmp_path), passphrase=lines)
    assert wrong.code == 2
    assert "does not open" in wrong.said
    assert not (tmp_path / "out").exists()
    assert here(*make, "--identity", identity_file(tmp_path), passphrase=PASSPHRASE).code == 0
