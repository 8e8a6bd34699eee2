"""Hexadecimal read at once is what pyHanko reads from digit to digit, and what it refuses."""

import io
from collections.abc import Callable
from typing import BinaryIO

import pytest
from pyhanko.pdf_utils.generic import read_hex_string_from_stream
from pyhanko.pdf_utils.misc import PdfStreamError

from maskdesk.output.hexadecimal import HexadecimalText, read_hexadecimal

LONG = b"<" + b"30820a1F" * 2_000 + b">"


@pytest.mark.parametrize(
    "written",
    [
        b"<>",
        b"<4142> (next)",
        b"<FEFF00C10042>",
        b"<feff00e9d83dde00>/Next",
        b"<414>",
        b"<41 42\r\n4 3>",
        b"<41%a remark\n42>",
        b"<" + b"00" * 255 + b">",
        b"<" + b"00" * 256 + b">",
        b"<" + b"0 " * 400 + b">",
        b"<" + b"ab" * 40_000 + b">",
        LONG,
        LONG + b" <41>",
    ],
)
def test_hexadecimal_is_read_as_pyhanko_reads_it(written: bytes) -> None:
    assert read_by(read_hexadecimal, written) == read_by(read_hex_string_from_stream, written)


@pytest.mark.parametrize(
    "broken", [b"<", b"<41", b"<4g>", b"<41<42>>", LONG[:-1], LONG[:-1] + b"x>"]
)
def test_what_is_no_hexadecimal_is_refused_as_pyhanko_refuses_it(broken: bytes) -> None:
    with pytest.raises(PdfStreamError) as theirs:
        read_hex_string_from_stream(io.BytesIO(broken))
    with pytest.raises(PdfStreamError) as ours:
        read_hexadecimal(io.BytesIO(broken))
    assert str(ours.value) == str(theirs.value)


def read_by(
    read: Callable[[BinaryIO], HexadecimalText], written: bytes
) -> tuple[type, HexadecimalText, bytes]:
    """What is read behind a first word, of which type, and what is left unread."""
    stream = io.BytesIO(b"word" + written)
    stream.seek(4)
    found = read(stream)
    return type(found), found, stream.read()
