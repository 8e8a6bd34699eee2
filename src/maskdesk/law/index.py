"""All packs of a folder in one compact file, so that a start does not read their TOML anew.

The index only ever saves time: a pack is taken from it by the SHA-256 of its own file, so that one
that was changed since is read from its file again.
"""

import hashlib
import zlib
from collections.abc import Mapping

import msgspec

from maskdesk.law.pack import Pack

_MOST_BYTES = 64 << 20


def digest_of(content: bytes) -> str:
    """The name under which the index knows a pack's file: its SHA-256."""
    return hashlib.sha256(content).hexdigest()


def write_index(packs: Mapping[str, Pack]) -> bytes:
    """The index of some packs, by the digests of their files."""
    return zlib.compress(msgspec.msgpack.encode(packs, order="deterministic"), 9)


def read_index(content: bytes) -> Mapping[str, Pack]:
    """The packs in an index; none where it cannot be read, for their files can be."""
    try:
        unpacked = zlib.decompressobj().decompress(content, _MOST_BYTES)
        return msgspec.msgpack.decode(unpacked, type=dict[str, Pack])
    except (zlib.error, msgspec.DecodeError):
        return {}
