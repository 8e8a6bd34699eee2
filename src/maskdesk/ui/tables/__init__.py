"""Lists of rows as tables: typed into, pasted into, sorted and filtered."""

from maskdesk.ui.tables.row_table import RowTable

__all__ = ["RowTable"]
