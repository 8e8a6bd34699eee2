"""What can be measured, each by itself."""

from importlib import import_module

from benchmarks.measuring import Figure

SUBJECTS = ("checking", "drawing", "keeping", "law", "making", "storing", "tables", "window")


def measure(subject: str) -> tuple[list[Figure], list[str]]:
    """The figures of a subject, and sentences on what could not be measured."""
    module = import_module(f"benchmarks.{subject}")
    left_out = module.skipped() if hasattr(module, "skipped") else []
    return module.figures(), left_out
