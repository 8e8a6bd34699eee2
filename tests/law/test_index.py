"""The index of the packs saves time and never changes what a pack says."""

import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from maskdesk.law.index import digest_of, read_index, write_index
from maskdesk.law.pack import Head, Pack, Wording
from maskdesk.law.reader import read_law, read_pack

OF_HEAD = Head.__struct_fields__


@pytest.fixture(scope="module")
def files(repository: Path) -> dict[str, bytes]:
    """A few packs as they are shipped."""
    return {path.name: path.read_bytes() for path in repository.glob("resources/law/vn-2020*.toml")}


@pytest.fixture(scope="module")
def packs(files: dict[str, bytes]) -> dict[str, Pack]:
    """The packs read from their files, by digest."""
    return {digest_of(content): read_pack(content, name) for name, content in files.items()}


def test_a_pack_out_of_the_index_is_the_pack_of_its_file(
    files: dict[str, bytes], packs: dict[str, Pack]
) -> None:
    index = read_index(write_index(packs))
    assert {digest: one.unpack() for digest, one in index.items()} == packs
    assert list(read_law(files, index=index)) == list(read_law(files))


def test_a_source_that_is_told_in_each_language_is_in_the_index_as_it_was_read(
    packs: dict[str, Pack],
) -> None:
    digest, one = next(iter(packs.items()))
    told = replace(one.sources[0], issuer=Wording(en="Ministry", vi="Bộ", zh="部"))
    changed = replace(one, sources=(told, *one.sources[1:]))
    assert read_index(write_index({digest: changed}))[digest].unpack() == changed


def test_only_the_head_of_a_pack_is_taken_from_the_index_until_it_is_asked(
    files: dict[str, bytes], packs: dict[str, Pack]
) -> None:
    law = read_law(files, index=read_index(write_index(packs)))
    assert [one.is_read for one in law.packs] == [False] * len(files)
    first = law.packs[0]
    assert all(getattr(first.pack, name) == getattr(first.head, name) for name in OF_HEAD)
    assert [one.is_read for one in law.packs] == [True, *[False] * (len(files) - 1)]


def test_a_pack_damaged_in_the_index_is_read_from_its_file(
    files: dict[str, bytes], packs: dict[str, Pack]
) -> None:
    whole = read_index(write_index(packs))
    damaged = {digest: replace(one, packed=one.packed[:-9]) for digest, one in whole.items()}
    assert list(read_law(files, index=damaged)) == list(read_law(files))


def test_the_same_packs_give_the_same_index(packs: dict[str, Pack]) -> None:
    turned = dict(reversed(packs.items()))
    assert write_index(packs) == write_index(turned)


def test_a_file_that_was_changed_since_is_read_again(
    files: dict[str, bytes], packs: dict[str, Pack]
) -> None:
    name, content = next(iter(files.items()))
    changed = content.replace(b'issuer = "', b'issuer = "SAMPLE ')
    assert changed != content
    law = read_law({name: changed}, index=read_index(write_index(packs)))
    assert str(law.packs[0].pack.sources[0].issuer).startswith("SAMPLE ")


@pytest.mark.parametrize(
    "damaged", [b"", b"no index", b"\x81", b"\x81\xa1a\x01", zlib.compress(b"\x80")]
)
def test_a_damaged_index_is_as_good_as_none(damaged: bytes) -> None:
    assert read_index(damaged) == {}
