"""MaskDesk without a window."""
