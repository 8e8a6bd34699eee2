"""Finds what MaskDesk brings along: law packs, wording, fonts, samples, help and notices."""

import functools
from pathlib import Path, PurePosixPath

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_


class ResourceMissing(MaskDeskError):
    """A part of the program itself is not where it must be."""

    problem = N_("A part of MaskDesk itself is missing: {resource}.")
    way_out = N_("Install MaskDesk again.")


def resource(path: str) -> bytes:
    """The bytes of one resource, named from `resources/` on with "/" between the parts.

    Raises ResourceMissing.
    """
    try:
        return resource_path(path).read_bytes()
    except OSError as error:
        raise ResourceMissing(resource=path) from error


def resources_under(folder: str) -> tuple[str, ...]:
    """The names of all resources below a folder, sorted; empty if there are none."""
    start = resource_path(folder)
    root = resource_root()
    return tuple(sorted(p.relative_to(root).as_posix() for p in start.rglob("*") if p.is_file()))


def resource_path(path: str) -> Path:
    """Where a resource lies, for libraries that want a file; it need not exist.

    Raises ResourceMissing for a name that leads out of `resources/`.
    """
    name = PurePosixPath(path)
    if name.is_absolute() or ".." in name.parts or "\\" in path or ":" in path:
        raise ResourceMissing(resource=path)
    return resource_root().joinpath(*name.parts)


@functools.cache
def resource_root() -> Path:
    """The folder of all resources.

    An installed or frozen MaskDesk has it inside the package, a checkout beside `src`.
    """
    package = Path(__file__).resolve().parents[1]
    for root in (package / "resources", package.parents[1] / "resources"):
        if root.is_dir():
            return root
    raise ResourceMissing(resource="resources")
