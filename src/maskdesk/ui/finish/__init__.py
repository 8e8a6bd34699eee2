"""The one wizard: which papers, finished how, by whom, where to; made, verified, shown."""

from maskdesk.ui.finish.dialog import FinishDialog

__all__ = ["FinishDialog"]
