"""The clerk's end of the command line: what is said, in which language, and what is asked."""

import errno
import getpass
import os
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import TextIO

from maskdesk.errors import MaskDeskError
from maskdesk.language import LANGUAGES, N_, Catalogue, Language, odd_characters, show_sentences


class NoPassphrase(MaskDeskError):
    """There is nobody to ask for a passphrase."""

    problem = N_("The passphrase cannot be asked for here.")
    way_out = N_("Give it through a file descriptor: --passphrase-fd N.")


class PassphraseUnreadable(MaskDeskError):
    """The file descriptor that was named does not give a passphrase."""

    problem = N_("No passphrase can be read from file descriptor {number}.")
    way_out = N_("Open it for reading, with the passphrase as its first line in UTF-8.")


class TypedTwice(MaskDeskError):
    """A new passphrase was not typed the same twice."""

    problem = N_("The two passphrases are not the same.")
    way_out = N_("Nothing was made; begin again.")


class NotTold(MaskDeskError):
    """What was found could not be written out."""

    problem = N_("The answer could not be written: the system says “{reason}”.")
    way_out = N_("Send it elsewhere and run the command again.")


class Terminal:
    """Streams, language and clock of one run of the command line.

    A reader that goes away in the middle (as `head` does) stops the telling, never the work.
    """

    def __init__(
        self, *, out: TextIO, err: TextIO, language: str, now: Callable[[], datetime]
    ) -> None:
        self._out: TextIO | None = out
        self._err: TextIO | None = err
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
        """One line; what would act on the terminal or mislead in it is shown by its number."""
        self.data(f"{legible(text)}\n")

    def data(self, content: bytes | str) -> None:
        """Data for another program: bytes go out as they are. Raises NotTold."""
        if self._out is None:
            return
        try:
            if isinstance(content, str):
                self._out.write(content)
            elif hasattr(self._out, "buffer"):
                self._out.flush()
                self._out.buffer.write(content)
            else:
                self._out.write(content.decode())
        except OSError as failure:
            self._out_failed(failure)

    def finish(self) -> None:
        """Have all that was said arrive. Raises NotTold."""
        try:
            if self._out is not None:
                self._out.flush()
        except OSError as failure:
            self._out_failed(failure)

    def progress(self, message: str, /, **places: object) -> None:
        """A passing remark, beside the output."""
        self._beside(self.catalogue.say(message, **places))

    def fail(self, failure: MaskDeskError) -> None:
        """A failure and its way out."""
        parts = (failure.problem, failure.way_out)
        said = (self.catalogue.say(part, **failure.places) for part in parts if part)
        self._beside(show_sentences(said, self.catalogue.language))

    def passphrase(self, message: str, descriptor: int | None) -> str:
        """A passphrase from a file descriptor, else typed unseen.

        Raises PassphraseUnreadable, NoPassphrase.
        """
        if descriptor is None:
            return self._typed(message)
        try:
            with os.fdopen(descriptor, "r", encoding="utf-8", closefd=False) as stream:
                line = stream.readline()
        except (OSError, OverflowError, TypeError, ValueError) as error:
            raise PassphraseUnreadable(number=str(descriptor)) from error
        # No program could have taken a passphrase with a NUL in it, and libraries stumble over one.
        if not line or "\0" in line:
            raise PassphraseUnreadable(number=str(descriptor))
        return line.rstrip("\r\n")

    def new_passphrase(self, message: str, again: str, descriptor: int | None) -> str:
        """A passphrase for something new: typed twice, for a slip would lock it for ever.

        Raises TypedTwice and what `passphrase` raises.
        """
        chosen = self.passphrase(message, descriptor)
        if descriptor is None and self._typed(again) != chosen:
            raise TypedTwice
        return chosen

    def _typed(self, message: str) -> str:
        try:
            with warnings.catch_warnings():
                # Without a terminal getpass would go on with a warning and show what is typed.
                warnings.simplefilter("error", getpass.GetPassWarning)
                return getpass.getpass(f"{self.catalogue.translate(message)} ")
        except (EOFError, OSError, UnicodeDecodeError, getpass.GetPassWarning) as error:
            raise NoPassphrase from error

    def _beside(self, text: str) -> None:
        try:
            if self._err is not None:
                print(legible(text), file=self._err, flush=True)
        except OSError:  # nobody is left to be told
            err, self._err = self._err, None
            if err is not None:
                _drop(err)

    def _out_failed(self, failure: OSError) -> None:
        """Say nothing more; a reader that went away is no failure."""
        out, self._out = self._out, None
        if out is not None:
            _drop(out)
        # Windows says EINVAL of a pipe that nobody reads any longer.
        if failure.errno not in (errno.EPIPE, errno.EINVAL):
            raise NotTold(reason=failure.strerror or str(failure)) from failure


def legible(text: str) -> str:
    """A line in which no character steers the terminal or turns the order of the others."""
    if "\n" not in text and not odd_characters(text):
        return text
    return "".join(_by_number(one) if one == "\n" or odd_characters(one) else one for one in text)


def _by_number(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def _drop(stream: TextIO) -> None:
    """Keep what is left in the buffer from being written, and failing, once more at the end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # a stream of no file has nothing to fail again
        return


def _language(wanted: str) -> Language:
    """The first language of a list such as `vi_VN:en` that MaskDesk speaks; else English."""
    for one in wanted.lower().split(":"):
        for language in LANGUAGES:
            if one.startswith(language):
                return language
    return "en"
