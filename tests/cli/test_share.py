"""Papers made into a folder on a share that goes away: a refusal, and nothing half made."""

from pathlib import Path

import pytest

from cli.command_line import here, sealed_file
from desk.shares import Share, share
from maskdesk.desk.opening import open_dossier
from maskdesk.desk.proving import packages_of

__all__ = ["share"]

MAKE = ("--for-ink", "--paper", "commercial-invoice")


@pytest.mark.parametrize("number", [1, 5, 20, 40])
def test_a_share_that_goes_away_while_papers_are_made_is_said_and_leaves_none(
    share: Share, tmp_path: Path, number: int
) -> None:
    dossier, folder = sealed_file(tmp_path), share.place / "package"
    with share.connected(away_at=number):
        done = here("make", dossier, "-o", folder, *MAKE)
        assert share.requests >= number
    assert done.code == 2
    assert "Traceback" not in done.said
    assert "share" in done.err.splitlines()[-1]
    assert list(share.place.iterdir()) == []
    assert not [one for one in share.kept.iterdir() if not one.name.startswith(".maskdesk-")]
    assert list(packages_of(open_dossier(dossier))) == []
    with share.connected():
        assert here("make", dossier, "-o", folder, *MAKE).code < 2
    assert [one.name for one in share.kept.iterdir()] == ["package"]
