"""Reads what a PDF writes in hexadecimal at once; pyHanko goes from digit to digit.

A signature is thousands of digits: to read them takes a fifth of the time that looking at a paper
does.
"""

import binascii
import re
from typing import BinaryIO, Final

from pyhanko.pdf_utils import generic

HexadecimalText = generic.ByteStringObject | generic.TextStringObject


def read_hexadecimal(stream: BinaryIO) -> HexadecimalText:
    """The string in hexadecimal that begins here, as pyHanko reads it.

    What is not written plainly pyHanko reads itself, or refuses.
    """
    start = stream.tell()
    written = stream.read(_MOST_OF_A_SHORT_ONE)
    if b">" not in written:
        written += stream.read(_MOST_OF_A_SIGNATURE)
    plain = _PLAIN.match(written)
    if plain is None or len(plain[1]) % 2:
        stream.seek(start)
        return _from_digit_to_digit(stream)
    stream.seek(start + plain.end())
    return generic.pdf_string(binascii.unhexlify(plain[1]))


def read_at_once() -> None:
    """Let pyHanko read so from now on, in a process that does nothing but look at papers."""
    vars(generic)["read_hex_string_from_stream"] = read_hexadecimal


_PLAIN: Final = re.compile(rb"<([0-9A-Fa-f]*)>")
_MOST_OF_A_SHORT_ONE: Final = 1 << 9
_MOST_OF_A_SIGNATURE: Final = 1 << 16
_from_digit_to_digit: Final = generic.read_hex_string_from_stream
