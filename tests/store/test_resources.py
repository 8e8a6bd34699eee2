"""Resources are found by name, and a name cannot lead out of their folder."""

from pathlib import Path

import pytest

from maskdesk.store import resources
from maskdesk.store.resources import ResourceMissing, resource, resource_path, resources_under


def test_in_the_checkout_they_lie_beside_src() -> None:
    assert resources.resource_root() == Path(__file__).parents[2] / "resources"


def test_every_listed_resource_can_be_read() -> None:
    for name in resources_under("law"):
        assert resource(name)


def test_a_folder_that_is_not_there_lists_nothing() -> None:
    assert resources_under("no-such-folder") == ()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(ResourceMissing, match=r"law/none\.toml"):
        resource("law/none.toml")


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/passwd", "law\\x", "C:x"])
def test_a_name_cannot_lead_out(name: str) -> None:
    with pytest.raises(ResourceMissing):
        resource_path(name)
