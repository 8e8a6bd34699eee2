"""The window: shows what the desk knows, reports what the clerk does, decides nothing."""
