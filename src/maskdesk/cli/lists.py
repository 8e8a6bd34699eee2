"""The commands about lists of makers: taken from a workbook, matched, put into a dossier."""

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office
from maskdesk.desk.wording import DIRECTIONS_SAID, HOW_FOUND
from maskdesk.dossier.vocabulary import LISTS
from maskdesk.language import N_, show_names

if TYPE_CHECKING:
    from maskdesk.desk.dated_lists import Match

CLEAR, HELD_UP = 0, 1


def run_list(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    """Do one of the actions on lists."""
    return _ACTIONS[given.action](given, office, terminal)


def _import(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001 - every action takes the same
    from maskdesk.desk.dated_lists import Columns, import_list, write_list
    from maskdesk.desk.reading_lists import read_list
    from maskdesk.store.durable import write_new_file
    from maskdesk.store.resources import resource

    table = read_list(given.file, terminal.language, letters=given.letters)
    imported = import_list(
        table,
        given.file.name,
        resource("lists/headings.toml"),
        list_=given.list,
        day=given.day,
        source=given.source,
        keeper=given.keeper,
        direction=given.direction,
        columns=Columns(
            name=given.name_column, code=given.code_column, product=given.product_column
        ),
    )
    dated, catalogue = imported.dated, terminal.catalogue
    write_new_file(given.output, write_list(dated))
    meaning = catalogue.translate(DIRECTIONS_SAID[dated.direction])
    terminal.line(
        catalogue.plural(
            "{file}: {n} firm on {day}. {meaning}", "{file}: {n} firms on {day}. {meaning}",
            len(dated.extract.rows), file=given.output.name, day=given.day, meaning=meaning,
        )
    )  # fmt: skip
    if imported.left_out:
        terminal.line(
            catalogue.plural(
                "{n} row names no firm and was left out: {rows}. Look at it in the file.",
                "{n} rows name no firm and were left out: {rows}. Look at them in the file.",
                len(imported.left_out), rows=show_names(
                    tuple(map(str, imported.left_out)), terminal.language
                ),
            )
        )  # fmt: skip
    return CLEAR


def _match(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.desk.dated_lists import matches, read_dated_list
    from maskdesk.desk.opening import open_dossier
    from maskdesk.store.durable import read_file

    dossier = open_dossier(given.dossier).dossier
    lists = [read_dated_list(read_file(file), file.name) for file in given.lists]
    found = matches(dossier, lists, terminal.now().date())
    names = {one.id: one.name_local or one.name_english or one.id for one in dossier.producers}
    for match in found:
        _tell_match(terminal, match, str(names[match.maker]))
    return HELD_UP if any(_doubtful(match) for match in found) else CLEAR


def _attach(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.cli.keeping import save
    from maskdesk.desk.dated_lists import read_dated_list, with_list
    from maskdesk.desk.opening import open_to_change
    from maskdesk.store.durable import read_file

    content = read_file(given.file)
    dated = read_dated_list(content, given.file.name)
    opened = open_to_change(given.dossier)
    save(with_list(opened, dated, content, given.file.name), given.dossier, terminal)
    terminal.line(
        terminal.catalogue.plural(
            "{file}: {n} firm is in the dossier now, with this file as evidence.",
            "{file}: {n} firms are in the dossier now, with this file as evidence.",
            len(dated.extract.rows), file=given.file.name,
        )
    )  # fmt: skip
    return CLEAR


def _tell_match(terminal: Terminal, match: "Match", maker: str) -> None:
    say = terminal.catalogue.say
    title = terminal.catalogue.translate(LISTS[match.list])
    head = say(
        N_("{maker}: {list} of {day} (age in days: {age}; firms: {rows})"),
        maker=maker, list=title, day=match.day, age=match.age, rows=match.rows,
    )  # fmt: skip
    terminal.line(head)
    if not match.hits:
        terminal.line("  " + say(N_("does not stand on it")))
    for hit in match.hits:
        how = terminal.catalogue.translate(HOW_FOUND[hit.how])
        told = say(N_("{name}: {how} ({score} %)"), name=hit.name, how=how, score=hit.score)
        terminal.line(f"  {told}")


def _doubtful(match: "Match") -> bool:
    """Whether somebody has to look: only names alike, or a maker on a deny list."""
    exact = any(hit.exact for hit in match.hits)
    return exact is (match.direction == "deny") or (bool(match.hits) and not exact)


_ACTIONS: Mapping[str, Callable[[argparse.Namespace, Office, Terminal], int]] = {
    "import": _import,
    "match": _match,
    "attach": _attach,
}
