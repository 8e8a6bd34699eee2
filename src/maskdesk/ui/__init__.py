"""The window: shows what the desk knows, reports what the clerk does, decides nothing."""

from maskdesk.ui.loading_qt import load_qt

load_qt()
