"""Edits a dossier with every edit kept in a journal, for the test that kills it in the middle.

Run as a program: `typing_clerk.py FOLDER`. It says the number of each edit once it is done.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from maskdesk.desk.session import Session
from maskdesk.dossier import edits
from maskdesk.dossier.sections import Contract, Dossier, GoodsLine, Lot
from maskdesk.law.reader import Law
from maskdesk.store.journal import Journal

BASE = Dossier(id="d", contract=Contract(number="C-1"), goods=(GoodsLine(id="g0"),))
NO_LAW = Law(packs=())


def today() -> date:
    """The day the clerk works on."""
    return date(2020, 5, 6)


def work(session: Session) -> Iterator[Dossier]:
    """The dossier after each of many edits of every kind."""
    for n in range(1, 400):
        session.insert("goods", GoodsLine(id=f"g{n}", lots=(Lot(id="a"),)), at=0)
        yield session.dossier
        for typed in ("6", "6o", "60.000", "60,000"):
            session.edit(f"goods[g{n}].pieces_declared", typed, "en")
            yield session.dossier
        session.edit(f"goods[g{n}].lots[a].produced", "03/04/2020", "vi")
        yield session.dossier
        session.move(f"goods[g{n}]", 1)
        yield session.dossier
        session.undo()
        yield session.dossier
        session.redo()
        yield session.dossier
        session.remove(f"goods[g{n}].lots[a]")
        yield session.dossier
        session.undo()
        yield session.dossier


def main(folder: Path) -> None:
    """Edit until killed."""
    with Journal(folder, BASE.id, "place") as journal:
        journal.start(base="base")
        session = Session(
            BASE, lambda: NO_LAW, today, keep=lambda edit: journal.append(edits.write(edit))
        )
        for done, _ in enumerate(work(session), 1):
            print(done, flush=True)  # noqa: T201 - the test listens


if __name__ == "__main__":
    main(Path(sys.argv[1]))
