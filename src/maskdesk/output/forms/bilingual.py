"""A paper in two languages: wording and values one under or beside the other."""

from collections.abc import Callable

from msgspec import Struct

from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Content, Printed


def in_all_languages(writing: Writing) -> "Bilingual":
    """The paper written in each of its languages."""
    return Bilingual(tuple(writing.in_language(one) for one in writing.languages))


class Bilingual(Struct, frozen=True):
    """The languages of a paper, its own first; a paper of one language is written in it alone."""

    writings: tuple[Writing, ...]

    @property
    def first(self) -> Writing:
        """The paper's own language."""
        return self.writings[0]

    def under(self, key: str) -> Content:
        """One language under the other."""
        return "\n".join(self._words(key))

    def beside(self, key: str) -> Content:
        """One language after the other, on one line where it fits."""
        return " / ".join(self._words(key))

    def second(self, key: str) -> Content | None:
        """The second language alone, where there is one."""
        return self.writings[1].word(key) if len(self.writings) > 1 else None

    def each(self, value: Callable[[Writing], Printed], mark: str = "\n") -> Content:
        """A value in both languages; once where they write it alike or it is empty."""
        shown = [value(writing) for writing in self.writings]
        kept = [one for n, one in enumerate(shown) if one.text not in [s.text for s in shown[:n]]]
        filled_ones = [one for one in kept if one.text]
        if len(filled_ones) < 2:
            return (filled_ones or kept)[0]
        return tuple(part for one in filled_ones for part in (mark, one))[1:]

    def _words(self, key: str) -> tuple[str, ...]:
        return tuple(writing.word(key) for writing in self.writings)
