"""Qt's own words (Yes, Cancel, names of colours) in the language of the window."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from maskdesk.language import N_
from maskdesk.ui.speech import Speech

# Qt brings no Vietnamese, so these come from our own catalogue in every language.
_OURS = {
    "OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "Close": N_("Close"),
    "Save": N_("Save"),
    "Open": N_("Open"),
    "&Yes": N_("&Yes"),
    "&No": N_("&No"),
    "Apply": N_("Apply"),
    "Reset": N_("Reset"),
    "Help": N_("Help"),
    "Discard": N_("Discard"),
    "Cu&t": N_("Cu&t"),
    "&Copy": N_("&Copy"),
    "&Paste": N_("&Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select All"),
    "&Undo": N_("&Undo"),
    "&Save": N_("&Save"),
    "&Open": N_("&Open"),
    "&Choose": N_("&Choose"),
    "&Look in:": N_("&Look in:"),
    "File &name:": N_("File &name:"),
    "Files of &type:": N_("Files of &type:"),
    "Directory:": N_("Folder:"),
    "Name": N_("File name"),
    "Size": N_("Size"),
    "Type": N_("Type"),
    "Kind": N_("Type"),
    "Date Modified": N_("Date modified"),
    "Computer": N_("Computer"),
    "My Computer": N_("Computer"),
    "Back": N_("Back"),
    "Forward": N_("Forward"),
    "Go back": N_("Back"),
    "Go forward": N_("Forward"),
    "Parent Directory": N_("Folder above"),
    "Go to the parent directory": N_("Folder above"),
    "Create New Folder": N_("New folder"),
    "Create a New Folder": N_("New folder"),
    "New Folder": N_("New folder"),
    "&New Folder": N_("&New folder"),
    "List View": N_("As a list"),
    "Change to list view mode": N_("As a list"),
    "Detail View": N_("With details"),
    "Change to detail view mode": N_("With details"),
    "&Rename": N_("&Rename"),
    "&Delete": N_("&Delete"),
    "Show &hidden files": N_("Show &hidden files"),
    "Folder": N_("Folder"),
    "&Redo": N_("&Redo"),
}


class QtWords(QTranslator):
    """Answers from our catalogue first, then from what Qt ships."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._shipped = QTranslator(self)

    def load_language(self) -> None:
        """Take what Qt ships for the language of the moment, if anything."""
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        names = {"zh": "zh_CN", "vi": "vi", "en": "en"}
        self._shipped.load(QLocale(names[self._speech.language]), "qtbase", "_", folder)

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The words for one of Qt's texts; none leaves it as Qt has it."""
        ours = _OURS.get(source)
        if ours is not None:
            return self._speech.say(ours)
        return self._shipped.translate(context, source, disambiguation, n) or None

    def isEmpty(self) -> bool:
        """There is always something."""
        return False
