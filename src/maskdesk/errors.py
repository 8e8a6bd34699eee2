"""Every expected failure is a sentence for the clerk that ends in a way out."""

from collections.abc import Callable
from typing import ClassVar


def _as_written(text: str) -> str:
    return text


class MaskDeskError(Exception):
    """Something could not be done, and the clerk can do something about it.

    A failure is a subclass with two English message ids: what happened, and what to do.
    Both may hold {named} places, filled from the keywords the failure is raised with.
    The front end translates at the moment of showing, so that one failure reads the same
    in the window and on the command line.
    """

    problem: ClassVar[str] = "{reason}"
    way_out: ClassVar[str] = ""

    def __init__(self, **places: object) -> None:
        super().__init__(places)
        self.places = places

    def sentence(self, translate: Callable[[str], str] = _as_written) -> str:
        """The failure and its way out, in the language of `translate`."""
        parts = (translate(part).format(**self.places) for part in self._message_ids())
        return " ".join(parts)

    def __str__(self) -> str:
        return self.sentence()

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.places)

    def _message_ids(self) -> tuple[str, ...]:
        return tuple(part for part in (self.problem, self.way_out) if part)


def _again(kind: type[MaskDeskError], places: dict[str, object]) -> MaskDeskError:
    """A failure that happened in another process of the program."""
    return kind(**places)
