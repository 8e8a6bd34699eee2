"""One widget for every kind of field: label, input, and what is to be said about it."""

from maskdesk.ui.fields.field_frame import FieldFrame, Remark

__all__ = ["FieldFrame", "Remark"]
