"""Papers as a manifest names them."""

from maskdesk.desk.manifest import Packed, Way


def packed(way: Way) -> Packed:
    """A paper with a place to sign, finished in a way."""
    return Packed(
        file="SAMPLE", form="SAMPLE", way=way, code="", pages=1, sha256="", to_sign=("SAMPLE",)
    )
