"""What a foreign file may do to its reader, which is a fresh process that imports this."""

import contextlib
import ctypes
import errno
import os
import pickle
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from maskdesk.intake.reader import read_apart


def mirrored(content: bytes) -> bytes:
    return content[::-1]


def nothing(content: bytes) -> bytes:
    return content[:0]


def crashed(content: bytes) -> bytes:
    return content + ctypes.string_at(0)


def gone(content: bytes) -> bytes:
    os._exit(len(content) and 0)


def mirrored_or_gone(content: bytes) -> bytes:
    return mirrored(content) if content else gone(content)


def judged(content: bytes) -> bytes:
    return b"genuine" if content == b"genuine" else b"forged"


def taken_over(content: bytes) -> bytes:
    """A file that makes its reader call genuine whatever comes after it."""
    if content == b"poison":
        globals()["judged"] = lambda _: b"genuine"
    return judged(content)


def own_number(content: bytes) -> bytes:
    return content + str(os.getpid()).encode()


def number_of_parent(content: bytes) -> bytes:
    return content + str(os.getppid()).encode()


def tell_parent(pipe: Connection) -> None:
    pipe.send_bytes(number_of_parent(b""))


def raised(content: bytes) -> bytes:
    raise RuntimeError(content)


def hung(content: bytes) -> bytes:
    time.sleep(600)
    return content


def waited(content: bytes) -> bytes:
    """As long as it takes on a computer that has much else to do."""
    time.sleep(1.5)
    return content


def spun(content: bytes) -> bytes:
    while content:
        pass
    return content


def swelled(content: bytes) -> bytes:
    kept = []
    while True:
        kept.append(bytearray(1 << 26))
        content += bytes(kept[-1][:1])


def endless_answer(content: bytes) -> bytes:
    return bytes(1 << 25) + content


def half_answered(content: bytes) -> bytes:
    """An answer that is announced to whoever listens, and never comes."""
    for number in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(number, struct.pack("!i", 1000) + content[:1])
    return hung(content)


def deaf(content: bytes) -> bytes:
    """A reader that answers, but was made to take nothing more."""
    for number in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(number, struct.pack("!i", 2) + b"ok")
    return hung(content)


def mirrored_apart(content: bytes) -> bytes:
    """A reader started by a worker of the window."""
    return read_apart(mirrored, content, "file", prepare=prepare)


def answer_from_worker(answers: Connection, content: bytes) -> None:
    answers.send_bytes(mirrored_apart(content))


def chatty(content: bytes) -> bytes:
    sys.stderr.write("libraries talk")
    os.write(1, b"about foreign files")
    os.write(2, b"to anybody")
    return content


class Trap:
    """An object that does something when it is taken out of a pickle."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return _sprung, (self.mark,)


def _sprung(mark: str) -> None:
    Path(mark).touch()


def trapped(content: bytes) -> bytes:
    return pickle.dumps(Trap(content.decode()))


def seen(content: bytes) -> bytes:
    """Whether a file of the parent lies among the open ones; a number is needed to list them."""
    for number in range(256):
        with contextlib.suppress(OSError):
            if content.decode() in str(Path(f"/proc/self/fd/{number}").readlink()):
                return b"yes"
    return b"no"


def prepare() -> None:
    """Load what the attempts below need, as a reader of real files loads its libraries."""
    socket.gethostname()


def unprepared() -> None:
    raise ImportError("a library is missing")


def opened(content: bytes) -> bytes:
    return _attempt(lambda: Path(content.decode()).read_bytes())


def written(content: bytes) -> bytes:
    return _attempt(lambda: Path(content.decode()).write_bytes(b"overwritten"))


def connected(content: bytes) -> bytes:
    return _attempt(lambda: (content, socket.create_connection(("127.0.0.1", 9), timeout=1)))


def asked_a_name(content: bytes) -> bytes:
    return _attempt(lambda: (content, socket.getaddrinfo("localhost", 80)))


def started(content: bytes) -> bytes:
    return _attempt(lambda: subprocess.run(["true"], input=content))


def _attempt(action: Callable[[], object]) -> bytes:
    """What was done is done; a limit of the system refuses it with "too many open files"."""
    try:
        action()
    except OSError as refusal:
        if refusal.errno in (errno.EMFILE, errno.EFBIG) or isinstance(refusal, socket.gaierror):
            return b"refused"
        return repr(refusal).encode()
    return b"done"
