"""The menus that every window of MaskDesk has: program, view, help."""

from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from maskdesk.language import LANGUAGE_NAMES, LANGUAGES, N_, Language
from maskdesk.ui.actions import Actions
from maskdesk.ui.desktop import Desktop

_TEXT_STEPS = (75, 90, 100, 110, 125, 150, 175, 200)


def add_program(actions: Actions, desktop: Desktop) -> None:
    """New, open, home, quit."""
    keys = QKeySequence.StandardKey
    actions.add("new", N_("&New"), lambda: desktop.new_wanted.emit(), keys=keys.New, icon="new")
    actions.add(
        "open", N_("&Open …"), lambda: desktop.open_wanted.emit(), keys=keys.Open, icon="open"
    )
    actions.add("home", N_("&Home"), lambda: desktop.homeward.emit(), keys="Ctrl+Home")
    actions.add("quit", N_("&Quit"), lambda: desktop.quitting.emit(), keys="Ctrl+Q")


def add_view(actions: Actions, desktop: Desktop, bar: QMenuBar, own: tuple[str, ...] = ()) -> None:
    """Panes, size of text, language."""
    actions.add("larger", N_("&Larger text"), lambda: _step_text(desktop, 1), keys="Ctrl+Shift+.")
    actions.add(
        "smaller", N_("&Smaller text"), lambda: _step_text(desktop, -1), keys="Ctrl+Shift+,"
    )
    rule = ("",) if own else ()
    menu = actions.menu(bar, N_("&View"), (*own, *rule, "larger", "smaller", ""))
    group = QActionGroup(menu)
    for language in LANGUAGES:
        # Each is named in its own words, whatever the window speaks.
        action = menu.addAction(LANGUAGE_NAMES[language])
        action.setCheckable(True)
        action.setChecked(language == desktop.speech.language)
        action.setObjectName(f"language-{language}")
        action.triggered.connect(lambda _=False, one=language: _speak(desktop, one))
        group.addAction(action)


def add_help(
    actions: Actions, desktop: Desktop, window: QWidget, bar: QMenuBar, own: tuple[str, ...] = ()
) -> None:
    """Help, support, about."""
    actions.add("law", N_("&Law in use …"), lambda: desktop.law_wanted.emit(window), icon="law")
    actions.add(
        "settings",
        N_("&Settings …"),
        lambda: desktop.settings_wanted.emit(window),
        keys="Ctrl+,",
        icon="settings",
    )
    actions.add(
        "support", N_("Save a s&upport bundle …"), lambda: desktop.support_wanted.emit(window)
    )
    actions.add("about", N_("&About MaskDesk"), lambda: desktop.about_wanted.emit(window))
    actions.menu(bar, N_("&Help"), (*own, "", "law", "settings", "", "support", "about"))


def _step_text(desktop: Desktop, by: int) -> None:
    now = desktop.settings.text_percent
    others = [one for one in _TEXT_STEPS if (one > now if by > 0 else one < now)]
    if others:
        desktop.change_settings(text_percent=others[0] if by > 0 else others[-1])


def _speak(desktop: Desktop, language: Language) -> None:
    desktop.speech.speak(language)
    desktop.change_settings(language=language)
