"""Lists on disk: workbooks and text in columns, read apart, as cells of text to import."""

from pathlib import Path

from maskdesk.intake import table
from maskdesk.intake.table import Letters, Table
from maskdesk.language import Language
from maskdesk.store.durable import read_file, size_of


def read_list(path: Path, language: Language, *, letters: Letters | None = None) -> Table:
    """The first visible sheet of a workbook, or a text in columns, as rows of text.

    Numbers stand as they are typed in `language`, so that the fields read them as typed text.
    Where UnknownLetters is raised, ask whether the text is Chinese ("gb18030") or Vietnamese
    ("cp1258") and read it again with `letters`.

    Raises StorageError, and what `intake.table.read_table` raises.
    """
    table.refuse_size(path.name, size_of(path))
    return table.read_table(read_file(path), path.name, language, letters=letters)
