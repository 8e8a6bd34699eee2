"""Brings Qt in with less of what PySide computes at each start.

PySide carries a dozen sources of Python in its library. At each start they are unpacked, compiled
and run, a third of what a bare window takes; yet they only tell how a call is to be made, where one
was refused or somebody asks, and serve a switch, `__feature__`, that MaskDesk does not use: in its
process it has no effect. Here they run when the first of their names is asked for. Where PySide
keeps them in another way, nothing is found to put off, and they run as they always did.

And PySide's enumerations are made in a quicker way, unless Python or PySide goes another.
"""

import builtins
import enum
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import RLock
from typing import Any

_PUT_OFF = frozenset(
    f"shibokensupport/{name}.py"
    for name in (
        "feature",
        "signature/errorhandler",
        "signature/layout",
        "signature/lib/enum_sig",
        "signature/lib/pyi_generator",
        "signature/lib/tool",
        "signature/mapping",
        "signature/parser",
    )
)
# What stands for such a source meanwhile. PySide's own C takes `update_mapping` from the names of
# its module. The first two are asked at each import of the process, and stay for good: in earnest
# they would read the source of whatever is imported, in search of the switch, and keep its lines.
_MEANWHILE = """
def feature_import(*_, **__): pass
def feature_imported(_): pass
def update_mapping():
    return __getattr__("update_mapping")()
def __getattr__(name):
    from maskdesk.ui.loading_qt import run_late
    return run_late(globals(), name)
"""

# What a call of Enum comes to.
_MAKE_BY_CALL = "_create_"

_sources: dict[str, Any] = {}
_running = RLock()


def load_qt() -> None:
    """Import Qt."""
    _make_enumerations_at_once()
    if "PySide6.QtCore" in sys.modules:
        return
    compile_now = builtins.compile

    def compile_or_put_off(source: Any, filename: Any, *more: Any, **named: Any) -> Any:  # noqa: ANN401 - as `compile`
        if filename in _PUT_OFF:
            _sources[filename], source = source, _MEANWHILE
        return compile_now(source, filename, *more, **named)

    vars(builtins)["compile"] = compile_or_put_off
    try:
        import PySide6.QtCore  # noqa: F401 - for what it does while it is loaded
    finally:
        vars(builtins)["compile"] = compile_now


def run_late(module: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever bears the name
    """What a module of PySide's calls a name, once the module was run in earnest."""
    with _running:
        file = module["__file__"]
        if file in _sources and not name.startswith("__"):
            source = _sources.pop(file)  # gone meanwhile, for these modules ask one another
            try:
                exec(compile(source, file, "exec"), module)  # noqa: S102 - PySide's own
            except BaseException:
                _sources[file] = source
                raise
            del module["__getattr__"]
    if name not in module:
        raise AttributeError(name)
    return module[name]


def _make_enumerations_at_once() -> None:
    """Have PySide's enumerations made as Python's library makes its own.

    A start needs two hundred of them, with three thousand members. Member by member, as they are
    made where somebody asks by a call, they would take a sixth of it. PySide makes them whenever
    their class is first named, so that this stays; whatever else is asked for is made as ever.
    """
    make_by_member = getattr(enum.EnumType, _MAKE_BY_CALL, None)
    make_at_once = getattr(enum, "_simple_enum", None)
    if make_by_member is None or make_at_once is None:
        return

    def make(kind: Any, *asked: Any, **named: Any) -> Any:  # noqa: ANN401 - as each Python calls it
        # Where nothing else is said, an enumeration is of the module two calls up; here, three.
        asker = sys._getframe(1).f_back
        if asker is not None and named.get("module") is None:
            named["module"] = asker.f_globals.get("__name__")
        if kind.__module__ == enum.__name__ and named.get("boundary") is enum.KEEP:
            # `createEnumForPython` of PySide's sbkenum.cpp asks in this way, and the process ends
            # where it is refused.
            with suppress(Exception):
                return _made_at_once(make_at_once(kind, boundary=enum.KEEP), *asked, **named)
        return make_by_member(kind, *asked, **named)

    setattr(enum.EnumType, _MAKE_BY_CALL, make)


def _made_at_once(
    enumeration: Callable[[type], Any],
    class_name: str,
    names: list[tuple[str, int]],
    *,
    module: str,
    **more: Any,  # noqa: ANN401 - what PySide leaves as it is
) -> Any:  # noqa: ANN401 - an enumeration
    """An enumeration from a list of names and values; raises what asks in another way."""
    if more.get("qualname") or more.get("type") or not isinstance(names[0], tuple):
        raise TypeError(class_name)
    return enumeration(type(class_name, (), {**dict(names), "__module__": module}))
