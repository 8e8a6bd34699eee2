"""A real share for tests: a mounted file system whose server can go away at any of its requests.

sshfs speaks to an SFTP server through a pipe held here, so that nothing goes over any network.
"""

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

SERVERS = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server")
_SECONDS_TO_MOUNT = 120


class Share:
    """A folder `place` on a server that keeps its files in `kept`."""

    def __init__(self, place: Path, kept: Path) -> None:
        self.place = place
        self.kept = kept
        self.requests = 0
        self._away_at = 0
        self._answers = threading.Event()
        self._answers.set()
        place.mkdir()
        kept.mkdir()

    @contextmanager
    def connected(self, *, away_at: int = 0) -> Iterator[None]:
        """The share mounted; at the request of that number from then on the server goes away."""
        self._away_at = 0
        server = next(path for path in SERVERS if Path(path).exists())
        ours, to_client = socket.socketpair()
        theirs, to_server = socket.socketpair()
        serving = subprocess.Popen([server], stdin=to_server.fileno(), stdout=to_server.fileno())
        mounting = subprocess.Popen(
            ["sshfs", f"here:{self.kept}", self.place, "-o", "passive,auto_cache", "-f"],
            stdin=to_client.fileno(),
            stdout=to_client.fileno(),
            stderr=subprocess.DEVNULL,
        )
        to_client.close()
        to_server.close()
        asking = threading.Thread(target=self._ask, args=(ours, theirs))
        answering = threading.Thread(target=_answer, args=(theirs, ours))
        asking.start()
        answering.start()
        try:
            end = time.monotonic() + _SECONDS_TO_MOUNT
            while not self.place.is_mount():
                if mounting.poll() is not None or time.monotonic() > end:
                    pytest.skip("this user may not mount a share")
            self.goes_away_at(away_at)
            yield
        finally:
            subprocess.run(
                ["fusermount3", "-u", "-z", self.place], check=False, stderr=subprocess.DEVNULL
            )
            _cut(ours)
            _cut(theirs)
            mounting.wait()
            serving.wait()
            asking.join()
            answering.join()
            ours.close()
            theirs.close()

    def goes_away_at(self, number: int) -> None:
        """At the request of that number from now on the server goes away; 0 is never."""
        self.requests, self._away_at = 0, number

    @contextmanager
    def silent(self) -> Iterator[None]:
        """The server lets every request wait, as an overloaded or sleeping one does."""
        self._answers.clear()
        try:
            yield
        finally:
            self._answers.set()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        """Pass requests on, each after its length, until the server is to be gone."""
        with suppress(OSError):
            while (head := _read(client, 4)) and (
                body := _read(client, *struct.unpack(">I", head))
            ):
                self.requests += 1
                if self.requests == self._away_at:
                    break
                self._answers.wait()
                server.sendall(head + body)
        _cut(server)
        _cut(client)


def _answer(server: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while content := server.recv(1 << 16):
            client.sendall(content)
    _cut(client)


def _read(source: socket.socket, size: int) -> bytes:
    content = b""
    try:
        while len(content) < size and (piece := source.recv(size - len(content))):
            content += piece
    except OSError:
        return b""
    return content if len(content) == size else b""


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def share(tmp_path: Path) -> Share:
    """A share that is not connected yet."""
    if shutil.which("sshfs") is None or not any(Path(path).exists() for path in SERVERS):
        pytest.skip("sshfs or its server is not here")
    return Share(tmp_path / "share", tmp_path / "server")
