"""What a foreign file may do to its reader, which is a fresh process that imports this."""

import ctypes
import os
import pickle
import sys
import time
from pathlib import Path


def mirrored(content: bytes) -> bytes:
    return content[::-1]


def nothing(content: bytes) -> bytes:
    return content[:0]


def crashed(content: bytes) -> bytes:
    return content + ctypes.string_at(0)


def gone(content: bytes) -> bytes:
    os._exit(len(content) and 0)


def raised(content: bytes) -> bytes:
    raise RuntimeError(content)


def hung(content: bytes) -> bytes:
    time.sleep(600)
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
    """The open files beyond the standard streams and the pipe."""
    folder = Path("/proc/self/fd")
    names = [str(one.readlink()) for one in folder.iterdir() if one.exists()]
    return b"yes" if any(content.decode() in name for name in names) else b"no"
