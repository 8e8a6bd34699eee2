"""What differs between Windows, Linux and macOS in keeping files: syncing, replacing, processes.

Everything else in `store` is written against the functions here and assumes no system.
Only Linux was run; the branches for Windows and macOS follow their documentation and are
untested there.
"""

import contextlib
import errno
import functools
import io
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

_T = TypeVar("_T")
_Stream = TypeVar("_Stream", bound=io.IOBase)

# Windows: access denied, sharing violation, lock violation.
# An indexer or a virus scanner holds a fresh file for some hundred milliseconds.
_SHARING_ERRORS = (5, 32, 33)
# Kinds of file systems that reach another computer, as Linux names them.
_SHARES = frozenset(b"cifs smb3 smbfs nfs nfs4 afs ceph 9p ncpfs coda davfs fuse".split())
# Through fuse, yet on this computer.
_LOCAL_FUSE = frozenset(b"fuse.ntfs fuse.ntfs-3g fuse.exfat fuse.portal fuse.encfs".split())
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
_LOADED = time.monotonic()


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """One running program: the computer, the number and the moment it began.

    `start` is opaque; it tells a process from a later one that got the same number.
    It is empty where the system does not say.
    """

    host: str
    pid: int
    start: str


def this_process() -> Process:
    """The program that asks."""
    return Process(host=host_name(), pid=os.getpid(), start=start_of(os.getpid()) or "")


def is_running(process: Process) -> bool | None:
    """Whether that program still runs; None if it runs on another computer."""
    if process.host != host_name():
        return None
    start = start_of(process.pid)
    if start is None:
        return False
    return not start or not process.start or start == process.start


def start_of(pid: int) -> str | None:
    """When the process began; empty if it runs but does not say, None if it does not run."""
    if pid <= 0:
        return None
    if sys.platform == "win32":
        return _start_on_windows(pid)
    if sys.platform == "linux":
        return _start_on_linux(pid)
    return _start_by_ps(pid)


@functools.cache
def age_of_process() -> float:
    """Seconds since this process began; elsewhere than on Linux since MaskDesk was loaded."""
    try:
        ticks = Path("/proc/self/stat").read_text("ascii", errors="replace").rpartition(")")[2]
        uptime = float(Path("/proc/uptime").read_text("ascii").split()[0])
        # proc(5): field 22 is the start in ticks since boot.
        return uptime - int(ticks.split()[19]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return time.monotonic() - _LOADED


def host_name() -> str:
    """The name this computer goes by in the network."""
    return platform.node() or "localhost"


def sync_file(descriptor: int) -> None:
    """Have the bytes of an open file on the medium, not in a cache."""
    if sys.platform == "darwin":
        import fcntl

        try:
            # fsync on macOS leaves the bytes in the drive's own cache (fsync(2) there).
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(descriptor)
    else:
        os.fsync(descriptor)


def sync_data(descriptor: int) -> None:
    """Have the bytes of an open file and its length on the medium; its times may wait."""
    if sys.platform == "linux":
        os.fdatasync(descriptor)
    else:
        sync_file(descriptor)


@contextlib.contextmanager
def closing(stream: _Stream) -> Iterator[_Stream]:
    """Close a stream at the end of a block.

    A signal in the middle of closing takes nothing away: what counts was synced before, and the
    descriptor is gone either way (close(2), dealing with error returns).
    """
    try:
        yield stream
    finally:
        with contextlib.suppress(InterruptedError):
            stream.close()


def sync_folder(folder: Path) -> None:
    """Have a folder's entries on the medium, where the system knows such a call."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems refuse to sync a folder; there is nothing more to ask for.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        with contextlib.suppress(InterruptedError):
            os.close(descriptor)


class HeldFile:
    """A file kept open, whose bytes stay readable when its name is gone.

    It is let go with the last who may read it; another process that gets it has nothing of it.
    """

    def __init__(self, descriptor: int) -> None:
        """Hold the file behind an open descriptor, which may be closed."""
        self._descriptor = os.dup(descriptor)

    def __del__(self) -> None:
        with contextlib.suppress(OSError):  # a disk that is gone says so even now
            os.close(self._descriptor)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HeldFile) and os.path.sameopenfile(
            self._descriptor, other._descriptor
        )

    def __hash__(self) -> int:
        return hash(self.status().st_ino)

    def __reduce__(self) -> tuple[object, ...]:
        return type(None), ()

    def status(self) -> os.stat_result:
        """What the system says of it now."""
        return os.fstat(self._descriptor)

    def read_at(self, offset: int, size: int) -> bytes:
        """At most `size` bytes from `offset` on."""
        return os.pread(self._descriptor, size, offset)


def held_open(descriptor: int, path: Path) -> HeldFile | None:
    """The file kept open, where that hinders nobody from replacing it.

    Windows lets no file be replaced that is open, and neither do servers that speak its protocol.
    """
    if sys.platform == "win32" or is_share(path):
        return None
    return HeldFile(descriptor)


def taken_alone(path: Path) -> int | None:
    """The right to a file that one program has at a time; None where another has it.

    It ends when what is given is closed, or with the program, however that ends.
    Raises OSError where the file's disk knows no such right.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno in (errno.EACCES, errno.EAGAIN):  # flock(2); _locking of Windows
            return None
        raise
    return descriptor


def is_share(path: Path) -> bool:
    """Whether a file lies, or would lie, on another computer."""
    place = Path(os.path.realpath(path)).parent
    if sys.platform == "win32":
        return _is_share_on_windows(place)
    if sys.platform == "linux":
        try:
            table = Path("/proc/self/mountinfo").read_bytes()
        except OSError:
            return False
        return share_in(table, place)
    return _is_share_by_mount(place)


def share_in(table: bytes, place: Path) -> bool:
    """Whether the deepest mount above a place is a network file system (proc(5), mountinfo)."""
    wanted = os.fsencode(place)
    deepest, kind = b"", b""
    for line in table.splitlines():
        mounted, _, source = line.partition(b" - ")
        fields = mounted.split()
        if len(fields) < 5 or not source:
            continue
        point = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), fields[4])
        above = wanted == point or wanted.startswith(point.rstrip(b"/") + b"/")
        if above and len(point) >= len(deepest):
            deepest, kind = point, source.split()[0]
    return kind in _SHARES or (kind.startswith(b"fuse.") and kind not in _LOCAL_FUSE)


def forget_cached(descriptor: int) -> None:
    """Ask that a synced file be read from its medium next time, where the system knows the call."""
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def replace(source: Path, target: Path) -> None:
    """Put `source` in the place of the file `target`, in one step."""
    patiently(lambda: source.replace(target))


def rename(source: Path, target: Path) -> None:
    """Give `source` a new name that is still free."""
    patiently(lambda: source.rename(target))


def patiently(step: Callable[[], _T]) -> _T:
    """Try again for about 1.5 seconds while another program has the file open (Windows)."""
    for wait in _WAITS:
        try:
            return step()
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING_ERRORS:
                raise
            time.sleep(wait)
    return step()


def _is_share_by_mount(place: Path) -> bool:
    """Ask macOS, whose df names only what is local with -l."""
    import subprocess

    try:
        answer = subprocess.run(
            ["df", "-l", str(place)], capture_output=True, check=False, timeout=5
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.returncode != 0 or len(answer.stdout.splitlines()) < 2


def _is_share_on_windows(place: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    drive_remote = 4
    if place.drive.startswith("\\\\"):
        return True
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == drive_remote)


def _start_on_linux(pid: int) -> str | None:
    try:
        line = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    except OSError:
        return ""
    # proc(5): field 22 is the start in ticks since boot; the name in brackets may hold spaces.
    state, *fields = line.rpartition(")")[2].split()
    return None if state in "ZX" else f"{_boot()}:{fields[18]}"


@functools.cache
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _start_by_ps(pid: int) -> str | None:
    import subprocess

    try:
        answer = subprocess.run(
            ["ps", "-o", "lstart=", "-p", str(pid)],
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
            env={"LC_ALL": "C", "PATH": "/bin:/usr/bin"},
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip() or None


def _start_on_windows(pid: int) -> str | None:
    if sys.platform != "win32":
        return ""
    import ctypes
    from ctypes import wintypes

    query_limited, still_active, invalid_parameter = 0x1000, 259, 87
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    times = ctypes.POINTER(wintypes.FILETIME)
    kernel.GetProcessTimes.argtypes = (wintypes.HANDLE, times, times, times, times)
    kernel.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    handle = kernel.OpenProcess(query_limited, False, pid)
    if not handle:
        return None if ctypes.get_last_error() == invalid_parameter else ""
    try:
        code = wintypes.DWORD()
        if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != still_active:
            return None
        began, ended, kernel_time, user_time = (wintypes.FILETIME() for _ in range(4))
        if not kernel.GetProcessTimes(
            handle,
            ctypes.byref(began),
            ctypes.byref(ended),
            ctypes.byref(kernel_time),
            ctypes.byref(user_time),
        ):
            return ""
        return f"{began.dwHighDateTime:08x}{began.dwLowDateTime:08x}"
    finally:
        kernel.CloseHandle(handle)
