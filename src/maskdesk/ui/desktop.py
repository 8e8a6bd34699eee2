"""What all windows of one running MaskDesk share: office, language, settings, processes."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError
from maskdesk.store.settings import Settings, read_settings, write_settings
from maskdesk.ui.collecting import Collecting
from maskdesk.ui.openings import Openings
from maskdesk.ui.speech import Speech

if TYPE_CHECKING:
    from maskdesk.desk.workers import Workers
    from maskdesk.desk.working import OpenedFile, Workplace
    from maskdesk.law.reader import Law


class Desktop(QObject):
    """Shared by the home window and every dossier's; what is heavy comes when it is first needed.

    `settings` and `journals` are the folders of the clerk's own; without a folder settings are the
    defaults and are not kept.

    `looks_changing` says that palette or text size are about to change, `looks_changed` that they
    did; `settings_changed` any setting;
    `wanted` carries a path to be opened, `opened` a dossier that is to get a window,
    `homeward` that the home window is wanted, `quitting` that all is to be closed; what ends in
    `_wanted` is a deed of the program that any window can ask for.
    """

    looks_changing = Signal()
    looks_changed = Signal()
    settings_changed = Signal()
    wanted = Signal(object)
    opened = Signal(object)
    homeward = Signal()
    quitting = Signal()
    new_wanted = Signal()
    sample_wanted = Signal(object)
    open_wanted = Signal()
    law_wanted = Signal(object)
    settings_wanted = Signal(object)
    support_wanted = Signal(object)
    about_wanted = Signal(object)

    def __init__(
        self,
        office: Office,
        now: Callable[[], datetime],
        speech: Speech,
        settings: Path | None,
        journals: Path | None = None,
    ) -> None:
        super().__init__()
        self.office = office
        self.now = now
        self.speech = speech
        self.openings = Openings(self)
        self._collecting = Collecting(self)
        self._folder = settings
        self._journals = journals
        self._settings = Settings() if settings is None else read_settings(settings)

    @cached_property
    def workplace(self) -> "Workplace":
        """Where dossiers are worked on; the law is read when the first one is checked."""
        from maskdesk.desk.working import Workplace

        if self._journals is None:
            return Workplace(law=self._law, now=self.now)
        return Workplace(law=self._law, now=self.now, folder=self._journals)

    @cached_property
    def workers(self) -> "Workers":
        """The processes that do what takes time."""
        from maskdesk.desk.workers import Workers

        return Workers()

    def _law(self) -> "Law":
        return self.office.law

    def forget_law(self) -> None:
        """Read the law anew: it holds for every dossier opened from now on."""
        self.office.forget_law()
        if "workers" in self.__dict__:
            self.workers.forget_law()

    def close(self) -> None:
        """End what was started."""
        if "workers" in self.__dict__:
            self.workers.close()
        self._collecting.end()

    @property
    def settings(self) -> Settings:
        """How the clerk likes to work."""
        return self._settings

    def change_settings(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Change settings and keep them; one that cannot be kept holds while MaskDesk runs."""
        self.take_settings(replace(self._settings, **changes))

    def take_settings(self, settings: Settings) -> None:
        """Go on with other settings and keep them."""
        if settings == self._settings:
            return
        self._settings = settings
        # A full disk must not keep the clerk from working; it is said when a dossier is saved.
        if self._folder is not None:
            with contextlib.suppress(MaskDeskError):
                write_settings(settings, self._folder)
        self.settings_changed.emit()

    def open_path(self, path: Path) -> None:
        """Open a dossier's file in a window of its own, or show the one it has."""
        self.wanted.emit(path)

    def open_file(self, file: "OpenedFile") -> None:
        """Give a dossier that was just made a window."""
        self.opened.emit(file)

    def tell(self, holder: QWidget) -> Callable[[MaskDeskError], None]:
        """What tells a failure over a window."""

        def told(failure: MaskDeskError) -> None:
            from maskdesk.ui.asking import tell_failure

            tell_failure(holder, self.speech, failure)

        return told
