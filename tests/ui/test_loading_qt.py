"""Qt as the window brings it in: what explains its calls is put off, and not lost."""

import subprocess
import sys

from cli.command_line import environment

START = "import maskdesk.ui\n"
# Two threads at once, as jobs beside the window may be refused at the same moment.
TOLD = """
import sys
from threading import Thread
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QLabel

def told(call, *arguments):
    try:
        call(*arguments)
    except Exception as refused:
        said.append(f"{type(refused).__name__} {refused}")

said = []
threads = [Thread(target=told, args=(QSize().scale, "broad")) for _ in range(4)]
for one in threads:
    one.start()
for one in threads:
    one.join()
told(QObject().setObjectName, 3)
told(QSize)
told(QSize, 1, "high")
told(getattr, QObject(), "setObjectname")
print(*said, QLabel.__doc__, sep="\\n")
"""
# What an enumeration is, what each member is and does, and what becomes of any other value.
ENUMERATIONS = """
import enum, pickle
from PySide6 import QtCore, QtGui, QtNetwork, QtPrintSupport, QtWidgets

def told(call):
    try:
        return call()
    except Exception as refused:
        return refused

def tell(kind):
    members = list(kind.__members__.values())
    print(kind.__module__, kind.__qualname__, kind.__mro__, len(kind), told(lambda: list(kind)))
    for name, one in kind.__members__.items():
        # Python 3.11.2 cannot make every flag from its own value.
        same = (getattr(kind, name), kind[name], told(lambda: kind(one.value)),
                told(lambda: pickle.loads(pickle.dumps(one))))
        print(name, one.name, one.value, repr(one), one, hash(one) == hash(same[1]),
              [other is one or other for other in same], one == one.value, one in kind)
        if issubclass(kind, enum.Flag):
            print(told(lambda: ~one), told(lambda: one | members[-1]), told(lambda: list(one)),
                  told(lambda: one ^ members[0]), told(lambda: len(one)), bool(one))
    print(told(lambda: kind(0)), told(lambda: kind(98765)))

def walk(holder):
    for name in sorted(dir(holder)):
        found = getattr(holder, name, None)
        if isinstance(found, type) and found.__module__.startswith("PySide6") and found not in seen:
            seen.add(found)
            if isinstance(found, enum.EnumType):
                tell(found)
            else:
                walk(found)

seen = set()
for module in (QtCore, QtGui, QtNetwork, QtPrintSupport, QtWidgets):
    walk(module)
"""
ASKED_BY_CALL = """
import enum
told = (
    enum.Enum("Tone", "LOUD QUIET"),
    enum.Flag("Way", [], boundary=enum.KEEP),
    enum.IntFlag("Way", ["IN", "OUT"], boundary=enum.KEEP),
    enum.IntFlag("Way", [("IN", 1), ("OUT", 2)], boundary=enum.KEEP),
    # From Python 3.12 on a call passes both on by their names.
    enum.IntFlag._create_(class_name="Way", names=[("IN", 1)], module="there", boundary=enum.KEEP),
)
print(*((one.__module__, one.__qualname__, list(one)) for one in told))
"""
# Another Python, whose library does not make PySide's enumerations at once.
REFUSED_AT_ONCE = """
import enum, re  # which asks for it, too
make_at_once = enum._simple_enum
def refuse(kind=enum.Enum, *, boundary=None, **more):
    if boundary is enum.KEEP:
        raise TypeError("another way")
    return make_at_once(kind, boundary=boundary, **more)
enum._simple_enum = refuse
"""
MADE_BY_MEMBER = """
import enum
make = enum.EnumType._create_
def tell(kind, class_name, names, **named):
    if names:
        print(named.get("boundary"))
    return make(kind, class_name, names, **named)
enum.EnumType._create_ = tell
"""
# Each import by name while Qt comes in, as another thread may ask for one at any moment.
IMPORTING_MEANWHILE = """
import builtins, sys
plain, asked = builtins.__import__, []
def ask(*_):
    if builtins.__import__ is not plain and not asked:
        asked.append("colorsys")
        builtins.__import__("colorsys", fromlist=["hls_to_rgb"], level=0)
sys.addaudithook(ask)
import maskdesk.ui
print(*asked)
"""


def run(script: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert not ended.stderr
    return ended.stdout


def test_what_pyside_tells_of_a_refused_call_is_the_same() -> None:
    told = run(START + TOLD)
    assert told == run(TOLD)
    assert told.count("Supported signatures") > 1
    assert "QLabel(self, text: str" in told


def test_a_program_that_has_loaded_pyside_before_is_told_the_same() -> None:
    assert run("import PySide6.QtWidgets\n" + START + TOLD) == run(TOLD)


def test_whatever_is_imported_while_qt_comes_in_is_imported() -> None:
    assert run(IMPORTING_MEANWHILE) == "colorsys\n"


def test_none_of_it_runs_before_it_is_asked_for() -> None:
    loaded = run(START + "import sys; print(*sys.modules)").split()
    # What it brings with it.
    assert not {"argparse", "inspect", "logging"} & set(loaded)


def test_each_enumeration_of_qt_is_what_pyside_makes_of_it() -> None:
    told = run(START + ENUMERATIONS)
    assert told == run(ENUMERATIONS)
    assert told.count("PySide6.") > 500


def test_none_is_made_member_by_member() -> None:
    use = "from PySide6.QtCore import Qt\nQt.Key\n"
    assert "keep" in run(MADE_BY_MEMBER + use)
    assert "keep" not in run(MADE_BY_MEMBER + START + use)


def test_each_is_so_where_python_does_not_make_it_at_once() -> None:
    assert run(REFUSED_AT_ONCE + START + ENUMERATIONS) == run(ENUMERATIONS)


def test_an_enumeration_that_anybody_else_asks_for_is_that_of_who_asks() -> None:
    assert run(START + ASKED_BY_CALL) == run(ASKED_BY_CALL)
