"""A law pack in an archive: signed once, every change seen, nothing in it can swell."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.output.publishing import (
    DamagedArchive,
    UnusableKey,
    WronglySigned,
    fingerprint_of_key,
    new_publisher_key,
    open_archive,
    publish,
)

PASSPHRASE = "SAMPLE mật khẩu"
PACK = 'id = "sample"\n# Gói luật 样例\n'.encode()
NAME = "SAMPLE Law Service"


@pytest.fixture(scope="module")
def key() -> bytes:
    """A publisher's key."""
    return new_publisher_key(PASSPHRASE)


@pytest.fixture(scope="module")
def archive(key: bytes) -> bytes:
    """A signed pack."""
    return publish(PACK, NAME, key, PASSPHRASE, "key.pem")


def test_what_was_signed_comes_out_with_the_name_and_fingerprint(
    key: bytes, archive: bytes
) -> None:
    found = open_archive(archive, "sample.maskdesk-law")
    assert (found.pack, found.publisher) == (PACK, NAME)
    assert found.fingerprint == fingerprint_of_key(key, PASSPHRASE, "key.pem")
    assert len(found.fingerprint.split()) == 16


def test_the_same_pack_and_key_give_the_same_archive(key: bytes, archive: bytes) -> None:
    assert publish(PACK, NAME, key, PASSPHRASE, "key.pem") == archive


@given(data=st.data())
def test_a_changed_byte_is_never_taken_for_the_pack_that_was_signed(
    archive: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(archive) - 1))
    changed = (
        archive[:at] + bytes([archive[at] ^ data.draw(st.integers(1, 255))]) + archive[at + 1 :]
    )
    try:
        found = open_archive(changed, "sample.maskdesk-law")
    except (DamagedArchive, WronglySigned):
        return
    # What the zip says beside its members is nobody's statement.
    assert (found.pack, found.publisher) == (PACK, NAME)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_opening_fall_over(content: bytes) -> None:
    with pytest.raises(DamagedArchive):
        open_archive(b"PK" + content, "sample.maskdesk-law")


def packed(members: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def members_of(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        return {name: held.read(name) for name in held.namelist()}


def test_another_pack_under_the_same_signature_is_refused(archive: bytes) -> None:
    members = members_of(archive)
    with pytest.raises(WronglySigned, match=NAME):
        open_archive(packed({**members, "pack.toml": PACK + b"#"}), "sample.maskdesk-law")


def test_another_name_under_the_same_signature_is_refused(archive: bytes) -> None:
    members = members_of(archive)
    said = members["signature.json"].replace(b"SAMPLE Law", b"SAMPLE Lax")
    with pytest.raises(WronglySigned):
        open_archive(packed({**members, "signature.json": said}), "sample.maskdesk-law")


def test_what_is_packed_smaller_or_beside_the_two_members_is_refused(archive: bytes) -> None:
    members = members_of(archive)
    for odd in (
        packed(members, zipfile.ZIP_DEFLATED),
        packed({**members, "more.toml": b""}),
        packed({"pack.toml": PACK}),
        packed({**members, "signature.json": b"{}"}),
        archive + b"\0" * (5 << 20),
    ):
        with pytest.raises(DamagedArchive):
            open_archive(odd, "sample.maskdesk-law")


def test_only_a_key_of_its_own_kind_and_passphrase_signs(key: bytes) -> None:
    for wrong, passphrase in ((key, "other"), (b"no key", PASSPHRASE), (key, "")):
        with pytest.raises(UnusableKey):
            publish(PACK, NAME, wrong, passphrase, "key.pem")
