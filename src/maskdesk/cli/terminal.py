"""The clerk's end of the command line: what is said, in which language, and what is asked."""

import getpass
import os
from collections.abc import Callable
from datetime import datetime
from typing import TextIO

from maskdesk.errors import MaskDeskError
from maskdesk.language import LANGUAGES, N_, Catalogue, Language


class NoPassphrase(MaskDeskError):
    """There is nobody to ask for a passphrase."""

    problem = N_("The passphrase cannot be asked for here.")
    way_out = N_("Give it through a file descriptor: --passphrase-fd N.")


class Terminal:
    """Streams, language and clock of one run of the command line."""

    def __init__(
        self, *, out: TextIO, err: TextIO, language: str, now: Callable[[], datetime]
    ) -> None:
        self._out = out
        self._err = err
        self.now = now
        self.language: Language = _language(language)
        self._catalogue: Catalogue | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The sentences of this run."""
        if self._catalogue is None:
            raise RuntimeError("the catalogue is chosen once the language is known")
        return self._catalogue

    def speak(self, catalogue: Catalogue) -> None:
        """Speak with the sentences of a catalogue from now on."""
        self._catalogue = catalogue
        self.language = catalogue.language

    def say(self, message: str, /, **places: object) -> None:
        """One sentence to the clerk, translated."""
        self.line(self.catalogue.say(message, **places))

    def line(self, text: str = "") -> None:
        """One line as it is."""
        print(text, file=self._out)

    def data(self, content: bytes) -> None:
        """Data for another program."""
        self._out.write(content.decode("utf-8"))

    def progress(self, message: str, /, **places: object) -> None:
        """A passing remark, beside the output."""
        print(self.catalogue.say(message, **places), file=self._err)

    def fail(self, failure: MaskDeskError) -> None:
        """A failure and its way out."""
        parts = (failure.problem, failure.way_out)
        said = (self.catalogue.say(part, **failure.places) for part in parts if part)
        print(" ".join(said), file=self._err)

    def passphrase(self, message: str, descriptor: int | None) -> str:
        """A passphrase from a file descriptor, else typed unseen; raises NoPassphrase."""
        if descriptor is not None:
            try:
                with os.fdopen(descriptor, "r", encoding="utf-8", closefd=False) as stream:
                    return stream.readline().rstrip("\r\n")
            except (OSError, UnicodeDecodeError, ValueError) as error:
                raise NoPassphrase from error
        try:
            return getpass.getpass(f"{self.catalogue.translate(message)} ")
        except (EOFError, OSError) as error:
            raise NoPassphrase from error


def _language(wanted: str) -> Language:
    return next((one for one in LANGUAGES if wanted.lower().startswith(one)), "en")
