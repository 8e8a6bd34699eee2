"""A place to work at for tests: a clock that moves by itself, and journals of its own."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk.dossiers import viet_nam
from maskdesk.desk.opening import OpenDossier, new_dossier, save_dossier
from maskdesk.desk.working import Workplace
from maskdesk.dossier.sections import Dossier
from maskdesk.law.reader import Law

START = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)
NO_LAW = Law(packs=())


def workplace(folder: Path, who: str = "SAMPLE clerk") -> Workplace:
    """Each look at the clock is a second later than the one before."""
    seconds = itertools.count()
    return Workplace(
        law=lambda: NO_LAW,
        now=lambda: START + timedelta(seconds=next(seconds)),
        who=who,
        folder=folder / "recovery",
    )


def saved(path: Path, dossier: Dossier | None = None) -> OpenDossier:
    """A dossier in its file."""
    return save_dossier(new_dossier(dossier or viet_nam()), path)
