"""The dossier's JSON: what is written is read again the same, what is damaged is named."""

import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.arbitrary import dossiers, every_path, with_every_row
from maskdesk.dossier import codec
from maskdesk.dossier.codec import DamagedContent
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import (
    Assignment,
    Contract,
    Customs,
    Declaration,
    Dossier,
    GoodsLine,
    Head,
    Lot,
    Support,
)
from maskdesk.dossier.unread import Unread
from maskdesk.language import LANGUAGES, load_catalogue

PATHS = [path for path, _ in every_path()]
SMALL = Dossier(
    id="d-1",
    head=Head(reference="SAMPLE", languages=("en", "vi")),
    contract=Contract(value=Decimal("10.50"), signed=date(2020, 3, 1)),
    customs=Customs(
        declarations=(Declaration(id="d1", registered=datetime(2020, 5, 6, 2, 30, tzinfo=UTC)),)
    ),
    goods=(
        GoodsLine(id="g1", pieces_declared=Unread(typed="12o"), lots=(Lot(id="a", pieces=5),)),
        GoodsLine(id="g2", sterile=False, standards=("EN 14683:2025",)),
    ),
)


def place_of_damage(content: bytes) -> object:
    """The place a JSON text is damaged at; None for a dossier."""
    try:
        codec.read(content)
    except DamagedContent as damage:
        return damage.places["place"]
    return None


@given(dossier=dossiers())
def test_any_dossier_is_read_as_it_was_written(dossier: Dossier) -> None:
    content = codec.write(dossier)
    again = codec.read(content)
    assert again == dossier
    assert codec.write(again) == content


@given(dossier=dossiers())
def test_the_same_content_gives_the_same_bytes_however_it_came_about(dossier: Dossier) -> None:
    content = codec.write(dossier)
    edited = put(dossier, "contract.assignment.number", "x")
    edited = put(edited, "head.version", 7)
    edited = put(edited, "destination.country", Unread(typed="?"))
    back = put(edited, "contract.assignment.number", dossier.contract.assignment.number)
    back = put(back, "head.version", dossier.head.version)
    back = put(back, "destination.country", dossier.destination.country)
    assert back == dossier
    assert codec.write(back) == content


def test_an_empty_dossier_is_an_empty_object_however_it_is_spelled() -> None:
    spelled = Dossier(head=Head(), contract=Contract(assignment=Assignment()), goods=())
    assert codec.write(Dossier()) == codec.write(spelled) == b"{}\n"
    assert codec.read(b"{}") == Dossier()
    assert codec.write(codec.read(b'{"id": "", "head": {"version": 1, "basis": []}}')) == b"{}\n"


@pytest.mark.parametrize("path", PATHS)
def test_every_field_survives_being_unreadable_and_being_cleared(path: str) -> None:
    typed = put(
        with_every_row(), path, Unread(typed='"\\\u0000ă\n', language="vi", readings=("1",))
    )
    assert codec.read(codec.write(typed)) == typed
    cleared = put(typed, path, None)
    assert codec.read(codec.write(cleared)) == cleared


def test_decomposed_text_is_composed_on_reading_in_whatever_way_it_is_written() -> None:
    decomposed = unicodedata.normalize("NFD", "Việt Nam")
    for text in (json.dumps(decomposed, ensure_ascii=False), json.dumps(decomposed)):
        content = f'{{"head": {{"reference": {text}}}}}'.encode()
        assert codec.read(content).head.reference == "Việt Nam"


@given(text=st.text())
@example(text='\nu\u0301 \\nu\u0301 \\\\u0075\u0301 "u\u0301')
# In the JSON a letter or digit of an escape stands before these marks.
@example(text="a\n\u0301 \t\u030c \x1c\u0301 \b\u0307 e\u0301")
@example(text="a\n\u0301" + "o" * (100 << 10))
def test_any_text_is_read_composed(text: str) -> None:
    for written in (json.dumps(text, ensure_ascii=False), json.dumps(text)):
        content = f'{{"head": {{"note": {written}}}}}'.encode()
        assert codec.read(content).head.note == unicodedata.normalize("NFC", text)


def test_whose_a_text_is_is_read_without_the_rest_of_it() -> None:
    assert (
        codec.id_in(b'{"goods": [{"id": "no such", "pieces": "many"}], "id": "SAMPLE"}') == "SAMPLE"
    )
    assert codec.id_in(b"{}") == ""
    for damaged in (b"[]", b'{"id": 1}', b'{"id": "SAMPLE"', b"\xff", b"[" * 100_000):
        with pytest.raises(codec.DamagedContent):
            codec.id_in(damaged)


def test_an_amount_is_read_exactly_beside_an_escaped_letter() -> None:
    content = b'{"contract": {"value": 123456789012345.123456789, "number": "\\u0041"}}'
    assert codec.read(content).contract.value == Decimal("123456789012345.123456789")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "dossier.json"),
        (b"\xff\xfe{}", "dossier.json"),
        (b"\xef\xbb\xbf{}", "dossier.json"),
        (b"null", "dossier.json"),
        (b"[]", "dossier.json"),
        (b"{} {}", "dossier.json"),
        (b'{"goods": [', "dossier.json"),
        (b'{"balloons": []}', "dossier.json"),
        (b"[" * 100_000, "dossier.json"),
        (b'{"head": ' * 100_000, "head"),
        (b'{"head": {"note": "\\ud800"}}', "dossier.json"),
        (b'{"head": {"note": "\xed\xa0\x80"}}', "dossier.json"),
        (b'{"head": {"wishes": 1}}', "head"),
        (b'{"head": {"basis": null}}', "head.basis"),
        (b'{"head": {"basis": ["a", {"typed": "b"}]}}', "head.basis[1]"),
        (b'{"head": {"basis": ["a", ""]}}', "head.basis[1]"),
        (b'{"head": {"languages": ["en", "xx"]}}', "head.languages[1]"),
        (b'{"head": {"version": true}}', "head.version"),
        (b'{"head": {"version": 1.5}}', "head.version"),
        (b'{"head": {"version": "1"}}', "head.version"),
        (b'{"head": {"version": -1}}', "head.version"),
        (b'{"head": {"version": 1e400}}', "head.version"),
        (b'{"head": {"version": 1' + b"0" * 5000 + b"}}", "head.version"),
        (b'{"head": {"origin": "DE"}}', "head.origin"),
        (b'{"head": {"reference": 5}}', "head.reference"),
        (b'{"head": {"reference": {"typed": 5}}}', "head.reference.typed"),
        (b'{"head": {"reference": {"language": "en"}}}', "head.reference"),
        (b'{"head": {"reference": {"typed": "a", "guess": "b"}}}', "head.reference"),
        (b'{"contract": {"value": "sNaN"}}', "contract.value"),
        (b'{"contract": {"value": "NaN"}}', "contract.value"),
        (b'{"contract": {"value": "-1"}}', "contract.value"),
        (b'{"contract": {"value": "1E+999999999"}}', "contract.value"),
        (b'{"contract": {"value": "abc"}}', "contract.value"),
        (b'{"contract": {"signed": "2020-02-30"}}', "contract.signed"),
        (b'{"contract": {"signed": "2020-03-01T00:00:00"}}', "contract.signed"),
        (b'{"contract": {"signed": 20200301}}', "contract.signed"),
        (b'{"contract": {"currency": "XXX"}}', "contract.currency"),
        (b'{"contract": {"assignment": null}}', "contract.assignment"),
        (b'{"customs": {"declarations": [{"id": "d1", "registered": "2020-05-06T09:30:00"}]}}',
         "customs.declarations[0].registered"),
        (b'{"goods": [{"model": "A"}]}', "goods[0]"),
        (b'{"goods": [{"id": 1}]}', "goods[0].id"),
        (b'{"goods": [{"id": "a b"}]}', "goods"),
        (b'{"goods": [{"id": ""}]}', "goods[0].id"),
        (b'{"goods": [{"id": "%b"}]}' % (b"g" * 41), "goods[0].id"),
        (b'{"goods": [{"id": "g1"}, {"id": "g1"}]}', "goods"),
        (b'{"goods": [{"id": "g1", "lots": [{"id": "a"}, {"id": "a"}]}]}', "goods[g1].lots"),
        (b'{"goods": [{"id": "g1", "lots": [{"id": "a"}, {"id": "b"}, {"id": "a"}]}]}',
         "goods[g1].lots"),
        (b'{"goods": [{"id": "g1"}, {"id": "g2", "net_kg": "1.5"}, {"id": "g3", "net_kg": "-1.5"},'
         b' {"id": "g4", "net_kg": {"typed": "1.5.1"}}]}', "goods[g3].net_kg"),
        (b'{"goods": [{"id": "g1", "net_kg": "1234567890123456"}]}', "goods[g1].net_kg"),
        (b'{"goods": [{"id": "g1", "net_kg": "0.1234567890123456"}]}', "goods[g1].net_kg"),
        (b'{"goods": [{"id": "g1", "sterile": 1}]}', "goods[0].sterile"),
        (b'{"goods": [{"id": "g1", "lots": [{"id": "a", "pieces": -5}]}]}',
         "goods[0].lots[0].pieces"),
        (b'{"goods": {"id": "g1"}}', "goods"),
        (b'{"evidence": [{"id": "e1", "digest": "ABC"}]}', "evidence[e1].digest"),
        (b'{"parties": [{"id": "p1", "country": "Germany"}]}', "parties[0].country"),
    ],
)  # fmt: skip
def test_what_is_damaged_is_named_by_its_place(content: bytes, place: str) -> None:
    with pytest.raises(DamagedContent) as caught:
        codec.read(content)
    assert caught.value.places["place"] == place
    for language in LANGUAGES:
        assert caught.value.sentence(load_catalogue(language).translate)


@given(content=st.binary(max_size=60))
@example(content=b"\\u")
@example(content=b'"\\u00"')
def test_no_bytes_at_all_make_reading_fall_over(content: bytes) -> None:
    assert place_of_damage(content) != ""


@given(data=st.data())
def test_any_cut_or_flipped_byte_is_read_or_named(data: st.DataObject) -> None:
    content = codec.write(SMALL)
    at = data.draw(st.integers(0, len(content) - 1))
    flipped = bytes((content[at] ^ data.draw(st.integers(1, 255)),))
    for damaged in (content[:at], content[:at] + flipped + content[at + 1 :]):
        if place_of_damage(damaged) is None:
            again = codec.read(damaged)
            assert codec.read(codec.write(again)) == again
        assert place_of_damage(damaged) != ""


def test_ten_thousand_letters_and_every_control_character_are_kept() -> None:
    text = "".join(map(chr, range(0x20))) + "=\u202e\u200b\ufeff\U0001f637" + "ă" * 10_000
    dossier = Dossier(head=Head(note=text))
    assert codec.read(codec.write(dossier)).head.note == text


@pytest.mark.parametrize("count", [1, 501, 2_499, 2_500, 5_000, 5_001])
def test_a_long_list_is_written_as_a_short_one_is(count: int) -> None:
    goods = tuple(GoodsLine(id=f"g{n}", model=f'"{n}": [\n ]') for n in range(count))
    support = tuple(Support(id=f"s{n}") for n in range(count))
    dossier = Dossier(id="SAMPLE", goods=goods, support=support)
    at_once = msgspec.json.format(msgspec.json.encode(dossier), indent=1) + b"\n"
    assert codec.write(dossier) == at_once


def swollen() -> Dossier:
    """A dossier of so much text that it is read in portions, with all that can stand in a row."""
    line, lot = SMALL.goods
    text = 'SAMPLE "],[{\\ \n' * 60
    goods = tuple(
        msgspec.structs.replace(line if n % 2 else lot, id=f"g{n}", model=f"{n} {text}")
        for n in range(9_000)
    )
    support = tuple(Support(id=f"s{n}", pieces_pledged=n) for n in range(20_000))
    return msgspec.structs.replace(SMALL, goods=goods, support=support)


def test_a_very_large_dossier_is_read_as_a_small_one_is() -> None:
    dossier = swollen()
    content = codec.write(dossier)
    assert len(content) > 8 << 20
    assert codec.read(content) == dossier


@pytest.mark.parametrize(
    ("sound", "damaged", "place"),
    [
        (b'"id": "g8500"', b'"id": 8500', "goods[8500].id"),
        (b'"id": "g8500"', b'"id": "g8400"', "goods"),
        (
            b'"pieces_pledged": 19999',
            b'"pieces_pledged": "19.999"',
            "support[19999].pieces_pledged",
        ),
        (b'"reference": "SAMPLE"', b'"reference": 1', "head.reference"),
        (b'"id": "g8500"', b'"id"  "g8500"', None),
    ],
)
def test_damage_in_a_very_large_dossier_is_named_by_its_place(
    sound: bytes, damaged: bytes, place: str | None
) -> None:
    content = codec.write(swollen())
    assert content.count(sound) == 1
    small = codec.write(SMALL)
    with pytest.raises(DamagedContent) as caught:
        codec.read(content.replace(sound, damaged))
    if place is None:  # no JSON at all: told as of a small one
        with pytest.raises(DamagedContent) as of_small:
            codec.read(small.replace(b'"id": "g1"', b'"id"  "g1"'))
        place = str(of_small.value.places["place"])
    assert caught.value.places["place"] == place
