"""All packs of a folder in one compact file, so that a start does not read their TOML anew.

A pack's head is read at once, the rest when the pack is first asked: of all the law a consignment
needs a few packs. The index only ever saves time: a pack is taken from it by the SHA-256 of its own
file, so that one that was changed since is read from its file again.
"""

import hashlib
import zlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from maskdesk.law.pack import Head, Pack

_MOST_BYTES = 64 << 20


class Shelved(Struct, frozen=True, kw_only=True):
    """A pack in the index: its head, and the whole of it still packed."""

    head: Head
    packed: bytes

    def unpack(self) -> Pack | None:
        """The whole pack; None where the index is damaged, for its file can be read."""
        try:
            whole = zlib.decompressobj().decompress(self.packed, _MOST_BYTES)
            return msgspec.msgpack.decode(whole, type=Pack)
        except (zlib.error, msgspec.DecodeError):
            return None


def digest_of(content: bytes) -> str:
    """The name under which the index knows a pack's file: its SHA-256."""
    return hashlib.sha256(content).hexdigest()


def write_index(packs: Mapping[str, Pack]) -> bytes:
    """The index of some packs, by the digests of their files."""
    shelved = {digest: _shelved(pack) for digest, pack in packs.items()}
    return msgspec.msgpack.encode(shelved, order="deterministic")


def read_index(content: bytes) -> Mapping[str, Shelved]:
    """The packs in an index; none where it cannot be read, for their files can be."""
    try:
        return msgspec.msgpack.decode(content, type=dict[str, Shelved])
    except msgspec.DecodeError:
        return {}


def _shelved(pack: Pack) -> Shelved:
    of_head = {name: getattr(pack, name) for name in Head.__struct_fields__}
    whole = msgspec.msgpack.encode(pack, order="deterministic")
    return Shelved(head=Head(**of_head), packed=zlib.compress(whole, 9))
