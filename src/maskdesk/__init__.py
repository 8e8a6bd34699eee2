"""MaskDesk prepares, checks and makes the papers of an export consignment of protective goods."""

__version__ = "0.1.0"
