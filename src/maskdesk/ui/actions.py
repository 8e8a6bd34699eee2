"""What the clerk can do, by menu and by key: each deed once, named anew when language changes."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from maskdesk.ui import look
from maskdesk.ui.speech import Speech

Keys = str | QKeySequence.StandardKey | QKeySequence | None


class Actions:
    """The deeds of one window, by name; `before` precedes each."""

    def __init__(
        self, holder: QWidget, speech: Speech, before: Callable[[], object] = lambda: None
    ) -> None:
        self._holder = holder
        self._before = before
        self._speech = speech
        self._actions: dict[str, tuple[QAction, str, str]] = {}
        self._menus: list[tuple[QMenu, str]] = []

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name][0]

    def add(
        self,
        name: str,
        text: str,
        done: Callable[[], object],
        *,
        keys: Keys = None,
        icon: str = "",
        checkable: bool = False,
    ) -> QAction:
        """Add a deed; `text` is a message id with its access key."""
        action = QAction(self._holder)
        action.setObjectName(name)
        action.setCheckable(checkable)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: (self._before(), done()))
        self._actions[name] = (action, text, icon)
        self._holder.addAction(action)
        return action

    def menu(self, bar: QMenuBar | QMenu, text: str, names: tuple[str, ...]) -> QMenu:
        """A menu of deeds; an empty name is a rule between them."""
        menu = bar.addMenu("")
        menu.aboutToShow.connect(self._draw_icons)
        self._menus.append((menu, text))
        for name in names:
            if name:
                menu.addAction(self[name])
            else:
                menu.addSeparator()
        return menu

    def say_again(self) -> None:
        """Name everything anew."""
        for action, text, _ in self._actions.values():
            action.setText(self._speech.say(text))
        for menu, text in self._menus:
            menu.setTitle(self._speech.say(text))

    def _draw_icons(self) -> None:
        """Icons in the colours of the moment, once there is somebody to see them."""
        for action, _, icon in self._actions.values():
            if icon:
                action.setIcon(look.icon(icon))

    def listed(self) -> list[tuple[str, str]]:
        """Every deed that has keys, with its name, as the sheet of keys shows them."""
        return [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), action.text())
            for action, _, _ in self._actions.values()
            if not action.shortcut().isEmpty()
        ]
