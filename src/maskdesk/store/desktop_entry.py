"""Makes the clerk's desktop know MaskDesk: its menu entry, and dossiers opened by double click.

On Linux these are files of the user's own where freedesktop.org has them (Desktop Entry
Specification 1.5, Shared MIME-info Specification 0.22); on Windows keys below the user's own
classes, which were never tried there.
"""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Catalogue, Language
from maskdesk.store.durable import translated, write_file
from maskdesk.store.frame import MIMETYPE
from maskdesk.store.resources import resource

_TYPE = MIMETYPE.decode()
_SUFFIX = ".maskdesk"
_ICON = "icons/maskdesk.svg"
_RENEWING = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))
# Shared MIME-info counts from 0 to 100, with 50 for a type's own ending.
_SURE = 80
# gettext's name of a language -> the desktop's.
_LOCALES: Mapping[Language, str] = {"vi": "vi", "zh": "zh_CN"}
_ABOUT = N_("Prepares the papers of an export consignment of masks")
_DOSSIER = N_("MaskDesk dossier")
# In double quotes a desktop entry wants these escaped; the value itself once more.
_QUOTED = str.maketrans({mark: f"\\\\{mark}" for mark in '"`$'} | {"\\": "\\\\\\\\", "%": "%%"})


class DesktopNotKnown(MaskDeskError):
    """MaskDesk has no way into the menus of this system."""

    problem = N_("MaskDesk cannot enter itself into this system's menu.")
    way_out = N_("Tell the system to open files that end in {suffix} with: {command}")


Catalogues = Callable[[Language], Catalogue]


def enter(command: Sequence[str], catalogues: Catalogues) -> None:
    """Have dossiers opened with `command` by a double click, and MaskDesk in the menu.

    What the menu says of it is entered in every language of `catalogues`.
    Raises a StorageError; DesktopNotKnown.
    """
    if sys.platform == "win32":
        _enter_classes(command, _DOSSIER)
    elif sys.platform == "linux":
        for file, content in _entries(command, catalogues).items():
            with translated(file):
                file.parent.mkdir(parents=True, exist_ok=True)
            write_file(file, content)
        _renew()
    else:
        raise DesktopNotKnown(suffix=_SUFFIX, command=subprocess.list2cmdline(command))


def leave() -> None:
    """Take back what `enter` wrote; nothing else is touched. Raises a StorageError."""
    if sys.platform == "win32":
        _leave_classes()
    else:
        for file in _places():
            with translated(file):
                file.unlink(missing_ok=True)
        _renew()


def is_entered() -> bool:
    """Whether the desktop knows MaskDesk, this one or another of the same user."""
    if sys.platform == "win32":
        return _are_classes_entered()
    return all(file.is_file() for file in _places())


def start_command() -> tuple[str, ...]:
    """What starts this MaskDesk; the names of dossiers may follow."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    python = Path(sys.executable)
    if sys.platform == "win32":
        windowed = python.with_name("pythonw.exe")  # opens no black window behind MaskDesk's
        python = windowed if windowed.is_file() else python
    return (str(python), "-P", "-m", "maskdesk")


def _data_home() -> Path:
    import platformdirs

    return platformdirs.user_data_path()


def _places() -> tuple[Path, Path, Path]:
    """Menu entry, kind of file and icon."""
    home = _data_home()
    return (
        home / "applications" / "maskdesk.desktop",
        home / "mime" / "packages" / "maskdesk.xml",
        home / "icons" / "hicolor" / "scalable" / "apps" / "maskdesk.svg",
    )


def _entries(command: Sequence[str], catalogues: Catalogues) -> dict[Path, bytes]:
    entry, kind, icon = _places()
    return {
        entry: _menu_entry(command, catalogues).encode(),
        kind: _kind_of_file(catalogues).encode(),
        icon: resource(_ICON),
    }


def _in_languages(text: str, catalogues: Catalogues) -> Iterator[tuple[str, str]]:
    return ((locale, catalogues(one).translate(text)) for one, locale in _LOCALES.items())


def _menu_entry(command: Sequence[str], catalogues: Catalogues) -> str:
    words = " ".join(f'"{word.translate(_QUOTED)}"' for word in command)
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.0",
            "Name=MaskDesk",
            f"Comment={_ABOUT}",
            *(f"Comment[{locale}]={said}" for locale, said in _in_languages(_ABOUT, catalogues)),
            f"Exec={words} %F",
            "Icon=maskdesk",
            f"MimeType={_TYPE};",
            "Categories=Office;",
            "Terminal=false",
            "StartupNotify=true",
            "",
        )
    )


def _kind_of_file(catalogues: Catalogues) -> str:
    # A dossier is a zip whose first member bears its kind, right after a header of 30 bytes.
    mark = f'<match type="string" value="mimetype{_TYPE}" offset="30"/>'
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">',
            f'  <mime-type type="{_TYPE}">',
            f"    <comment>{escape(_DOSSIER)}</comment>",
            *(
                f'    <comment xml:lang="{locale}">{escape(said)}</comment>'
                for locale, said in _in_languages(_DOSSIER, catalogues)
            ),
            '    <icon name="maskdesk"/>',
            '    <sub-class-of type="application/zip"/>',
            f'    <magic priority="{_SURE}">{mark}</magic>',
            f'    <glob pattern="*{_SUFFIX}"/>',
            "  </mime-type>",
            "</mime-info>",
            "",
        )
    )


def _renew() -> None:
    """Have the desktop read anew; one without these programs reads the files themselves."""
    home = _data_home()
    for program, folder in _RENEWING:
        if (home / folder).is_dir():
            with contextlib.suppress(OSError):
                subprocess.run([program, home / folder], check=False, capture_output=True)


if sys.platform == "win32":
    import ctypes
    import winreg

    _CLASSES = r"Software\Classes"
    _CLASS = "MaskDesk.Dossier"
    # SHCNE_ASSOCCHANGED: the kinds of files have changed.
    _KINDS_CHANGED = 0x08000000

    def _enter_classes(command: Sequence[str], kind: str) -> None:
        words = subprocess.list2cmdline([*command, "%1"])
        for key, value in (
            (_SUFFIX, _CLASS),
            (_CLASS, kind),
            (rf"{_CLASS}\shell\open\command", words),
        ):
            winreg.SetValue(winreg.HKEY_CURRENT_USER, rf"{_CLASSES}\{key}", winreg.REG_SZ, value)
        _tell_shell()

    def _leave_classes() -> None:
        for key in (
            rf"{_CLASS}\shell\open\command",
            rf"{_CLASS}\shell\open",
            rf"{_CLASS}\shell",
            _CLASS,
            _SUFFIX,
        ):
            with contextlib.suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{_CLASSES}\{key}")
        _tell_shell()

    def _are_classes_entered() -> bool:
        try:
            place = rf"{_CLASSES}\{_CLASS}\shell\open\command"
            return bool(winreg.QueryValue(winreg.HKEY_CURRENT_USER, place))
        except OSError:
            return False

    def _tell_shell() -> None:
        ctypes.windll.shell32.SHChangeNotify(_KINDS_CHANGED, 0, None, None)
