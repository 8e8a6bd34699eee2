"""The command that shows which goods, standards and certificates fit which destinations."""

import argparse
from datetime import date

from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office
from maskdesk.desk.wording import SUBJECTS, VERDICTS, body_sentence, fit_reason
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, country_name, is_country
from maskdesk.rules.fit import FitGrid, Row, fit_grid

CLEAR, HELD_UP = 0, 1


class NoDestination(MaskDeskError):
    """A grid of fits without a country to fit."""

    problem = N_("There is no destination to compare with.")
    way_out = N_("Name one or more countries by their two letters: --to DE --to US.")


def run_fit(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    """Show the grid, row by row."""
    from maskdesk.desk.opening import open_dossier

    dossier = open_dossier(given.dossier).dossier
    own = dossier.destination.country
    wanted = [country.upper() for country in given.to] or ([own] if isinstance(own, str) else [])
    if not wanted or not all(map(is_country, wanted)):
        raise NoDestination
    today = given.on or terminal.now().date()
    grid = fit_grid(dossier, office.law, today, wanted, bodies=office.bodies)
    for row in grid.rows:
        _tell_row(terminal, row, grid)
    misfit = any(cell.verdict == "does-not" for row in grid.rows for cell in row.cells)
    return HELD_UP if misfit else CLEAR


def _tell_row(terminal: Terminal, row: Row, grid: FitGrid) -> None:
    say = terminal.catalogue.translate
    terminal.line(f"{row.name} ({say(SUBJECTS[row.subject])})")
    if row.body is not None:
        terminal.line(f"  {body_sentence(terminal.catalogue, row.body)}")
    if row.subject == "certificate":
        _tell_days(terminal, row, grid)
    for cell in row.cells:
        country = country_name(cell.destination, terminal.language)
        terminal.line(f"  {country}: {say(VERDICTS[cell.verdict])}")
        terminal.line(f"      {fit_reason(terminal.catalogue, cell)}")


def _tell_days(terminal: Terminal, row: Row, grid: FitGrid) -> None:
    for holds, day, good, bad in (
        (
            row.holds_shipped,
            grid.shipped,
            N_("holds on the day of shipment, {day}"),
            N_("does not hold on the day of shipment, {day}"),
        ),
        (
            row.holds_arrived,
            grid.arrives,
            N_("holds on the day of arrival, {day}"),
            N_("does not hold on the day of arrival, {day}"),
        ),
    ):
        if holds is not None and isinstance(day, date):
            terminal.line("  " + terminal.catalogue.say(good if holds else bad, day=day))
