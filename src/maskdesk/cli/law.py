"""The commands about the law itself: which packs there are, what they say, what a day changes."""

import argparse
import os
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office
from maskdesk.desk.wording import (
    ANSWERS,
    CHANGES,
    REPLACED,
    SEVERITIES,
    STATUSES,
    source_line,
)
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.law.citing import cited
from maskdesk.law.pack import Dated, Pack

if TYPE_CHECKING:
    from maskdesk.desk.law_library import Installed
    from maskdesk.desk.time_machine import ChangedFinding, ChangedPaper, ComingChange
    from maskdesk.law.replacing import Replaced

CLEAR, HELD_UP = 0, 1


class NoSuchPack(MaskDeskError):
    """A pack that nobody brought along or installed."""

    problem = N_("There is no pack called {pack}.")
    way_out = N_("`maskdesk law list` shows all packs.")


class NoKeyPassphrase(MaskDeskError):
    """A key to sign law with that anybody could use is not made."""

    problem = N_("A key to sign packs with is not made without a passphrase.")
    way_out = N_("Choose one and give it again.")


def run_law(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    """Do one of the actions on the law."""
    return _ACTIONS[given.action](given, office, terminal)


def _list(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001 - every action takes the same
    from maskdesk.desk.law_library import installed
    from maskdesk.store.law_shelf import read_publishers

    beside = {one.loaded.pack.id: one for one in installed(office.law_folder)}
    gone = {one.pack: one for one in office.law.replaced}
    terminal.say(N_("Packs that came with MaskDesk:"))
    for loaded in office.built_in.packs:
        _tell_pack_line(terminal, loaded.pack, gone)
    terminal.say(N_("Packs that were installed:") if beside else N_("No pack was installed."))
    for one in beside.values():
        _tell_pack_line(terminal, one.loaded.pack, gone)
        terminal.line(f"      {_vouched(terminal, one)}")
    publishers = read_publishers(office.law_folder)
    if publishers:
        terminal.say(N_("Publishers:"))
    for publisher in publishers:
        day = publisher.withdrawn_on or publisher.trusted_on
        said = (
            N_("{name}, trusted since {day}: {fingerprint}")
            if publisher.withdrawn_on is None
            else N_("{name}, withdrawn on {day}: {fingerprint}")
        )
        text = terminal.catalogue.say(
            said, name=publisher.name, day=day, fingerprint=publisher.fingerprint
        )
        terminal.line(f"  {text}")
    return CLEAR


def _show(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    pack = _pack_called(given.pack, office)
    say, language = terminal.catalogue.translate, terminal.language
    gone = {one.pack: one for one in office.law.replaced}
    _tell_pack_line(terminal, pack, gone)
    if pack.remark is not None:
        terminal.line(f"  {pack.remark.in_language(language)}")
    terminal.say(N_("Compiled on {day}."), day=pack.compiled_on)
    terminal.say(N_("Sources:"))
    for source in pack.sources:
        terminal.line(f"  {source.id}: {source_line(terminal.catalogue, source)}")
        if source.address:
            terminal.line(f"      {source.address}")
    if pack.values:
        terminal.say(N_("Values:"))
    for value in pack.values:
        for dated in value.history:
            terminal.line(f"  {value.name}, {_since(terminal, dated)}")
    for product in pack.classes:
        text = terminal.catalogue.say(
            N_("The authority takes these goods for: {name}"),
            name=product.name.in_language(language),
        )
        terminal.line(text)
    terminal.say(N_("Conditions:"))
    for condition in pack.conditions:
        severity = say(SEVERITIES[condition.severity])
        terminal.line(f"  [{severity}] {pack.id}/{condition.id}")
        terminal.line(f"      {condition.duty.in_language(language)}")
    if pack.papers:
        terminal.say(N_("Papers due:"))
    for paper in pack.papers:
        terminal.line(f"  {paper.form}: {paper.why.in_language(language)}")
    return CLEAR


def _report(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.law.trustworthiness import seen_in_part, unverified_since

    today = terminal.now().date()
    partly = seen_in_part(office.law)
    terminal.say(N_("Seen only in part, the least reliable first ({n}):"), n=len(partly))
    for source, packs in partly:
        terminal.line(f"  {source_line(terminal.catalogue, source)}")
        terminal.line(f"      {', '.join(pack.id for pack in packs)}")
    old = unverified_since(office.law, today)
    if not old:
        terminal.say(N_("Somebody looked at every source within a year."))
        return CLEAR
    terminal.say(N_("Verified by nobody for a year ({n}):"), n=len(old))
    for pack, source, day in old:
        since = terminal.catalogue.show(day)
        terminal.line(f"  {pack.id}: {cited(terminal.catalogue, source)} ({since})")
    return HELD_UP


def _check(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.desk.law_library import examine
    from maskdesk.store.durable import read_file

    found = examine(read_file(given.file))
    for mistake in found:
        reason = terminal.catalogue.show(mistake.reason)
        cure = terminal.catalogue.show(mistake.cure)
        terminal.line(f"{given.file.name}:{mistake.line}: {mistake.key}: {reason}. {cure}.")
    if not found:
        terminal.say(N_("{file}: this pack can be installed."), file=given.file.name)
        return CLEAR
    terminal.line(terminal.catalogue.plural("{n} mistake.", "{n} mistakes.", len(found)))
    return HELD_UP


def _install(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.law_library import install
    from maskdesk.store.durable import read_file

    content = read_file(given.file)
    new = install(office.law_folder, content, given.file.name, office.built_in.packs)
    office.forget_law()
    terminal.say(N_("Installed: {pack}."), pack=new.loaded.pack.id)
    terminal.line(_vouched(terminal, new))
    for gone in office.law.replaced:
        if gone.to == new.loaded.pack.id:
            terminal.line(f"{gone.pack}: {_why(terminal, gone)}")
    return CLEAR


def _remove(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.law_library import remove

    remove(office.law_folder, given.pack)
    terminal.say(N_("Removed: {pack}. Sealed versions keep their own copy."), pack=given.pack)
    return CLEAR


def _trust(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.law_library import trust

    today = terminal.now().date()
    publisher = trust(office.law_folder, given.fingerprint, given.name, today)
    terminal.say(N_("Packs signed by {name} are taken from now on."), name=publisher.name)
    return CLEAR


def _withdraw(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.law_library import withdraw

    publisher = withdraw(office.law_folder, given.fingerprint, terminal.now().date())
    terminal.say(
        N_("Packs signed by {name} are not asked any more. Sealed versions keep their own copy."),
        name=publisher.name,
    )
    return CLEAR


def _key(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.output.publishing import fingerprint_of_key, new_publisher_key
    from maskdesk.store.durable import write_new_file

    passphrase = terminal.new_passphrase(
        N_("Passphrase for the new key:"), N_("The same once more:"), given.passphrase_fd
    )
    if not passphrase:
        raise NoKeyPassphrase
    key = new_publisher_key(passphrase)
    others = os.umask(0o077)  # a key is nobody else's to read, however well it is wrapped
    try:
        write_new_file(given.output, key)
    finally:
        os.umask(others)
    terminal.say(
        N_("{file}: a key to sign packs with. Its fingerprint: {fingerprint}"),
        file=given.output.name,
        fingerprint=fingerprint_of_key(key, passphrase, given.output.name),
    )
    return CLEAR


def _publish(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.law.reader import read_pack
    from maskdesk.output.publishing import publish
    from maskdesk.rules.vocabulary import bind
    from maskdesk.store.durable import read_file, write_new_file

    content = read_file(given.file)
    bind(read_pack(content, given.file.name))
    key = read_file(given.key)
    passphrase = terminal.passphrase(N_("Passphrase of the key:"), given.passphrase_fd)
    archive = publish(content, given.name, key, passphrase, given.key.name)
    write_new_file(given.output, archive)
    terminal.say(N_("{file}: signed by {name}."), file=given.output.name, name=given.name)
    return CLEAR


def _diff(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.opening import open_dossier
    from maskdesk.desk.time_machine import law_difference

    opened = open_dossier(given.dossier)
    difference = law_difference(
        opened.dossier, office.law, given.earlier, given.later, returned=opened.returned
    )
    terminal.say(
        N_("Filed on {later} instead of {earlier}:"), earlier=given.earlier, later=given.later
    )
    if difference.empty:
        terminal.say(
            N_(
                "Nothing changes. Days that the dossier states itself, such as shipment, arrival "
                "or a registered declaration, stay as they are."
            )
        )
    for finding in difference.findings:
        _tell_changed(terminal, finding)
    for paper in difference.papers:
        _tell_paper(terminal, paper)
    return CLEAR


def _calendar(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.opening import open_dossier
    from maskdesk.desk.time_machine import calendar

    dossiers = {path.name: open_dossier(path).dossier for path in given.dossiers}
    coming = calendar(dossiers, office.law, terminal.now().date(), days=given.days)
    if not coming:
        terminal.say(N_("Nothing changes for these dossiers in the next {n} days."), n=given.days)
    for change in coming:
        _tell_coming(terminal, change)
    return CLEAR


def _tell_coming(terminal: Terminal, change: "ComingChange") -> None:
    terminal.line(
        terminal.catalogue.plural(
            "In {n} day, on {day}:", "In {n} days, on {day}:", change.days_left,
            day=change.day,
        )
    )  # fmt: skip
    for point in change.points:
        for said, what in (
            (N_("{pack} begins."), point.kind == "begins"),
            (N_("{pack} ends."), point.kind == "ends"),
        ):
            if what:
                terminal.line("  " + terminal.catalogue.say(said, pack=point.pack))
        for said, names in (
            (N_("{names} ends ({pack})."), point.ends),
            (N_("{names} begins ({pack})."), point.begins),
        ):
            if point.kind == "value" and names:
                text = terminal.catalogue.say(said, names=", ".join(names), pack=point.pack)
                terminal.line(f"  {text}")
    for touched in change.touched:
        terminal.line(f"  {touched.dossier}")
        for finding in touched.findings:
            _tell_changed(terminal, finding, indent="    ")
        for paper in touched.papers:
            _tell_paper(terminal, paper, indent="    ")


def _tell_changed(terminal: Terminal, changed: "ChangedFinding", indent: str = "  ") -> None:
    say = terminal.catalogue.translate
    terminal.line(
        f"{indent}[{say(CHANGES[changed.kind])}] {changed.key}, {_from_day(terminal, changed.day)}"
    )
    for label, finding in ((N_("before: {sentence}"), changed.before),
                           (N_("after: {sentence}"), changed.after)):  # fmt: skip
        if finding is not None:
            answer, sentence = say(ANSWERS[finding.answer]), finding.sentence(terminal.language)
            told = terminal.catalogue.say(label, sentence=f"[{answer}] {sentence}")
            terminal.line(f"{indent}    {told}")
    if not changed.by_law:
        terminal.line(f"{indent}    {say(N_('No pack changes on that day: a term runs out.'))}")


def _tell_paper(terminal: Terminal, paper: "ChangedPaper", indent: str = "  ") -> None:
    said = (
        N_("Paper due: {form} ({pack}), {since}")
        if paper.kind == "appears"
        else N_("Paper no longer due: {form} ({pack}), {since}")
    )
    since = _from_day(terminal, paper.day)
    text = terminal.catalogue.say(said, form=paper.form, pack=paper.pack, since=since)
    terminal.line(f"{indent}{text}")


def _from_day(terminal: Terminal, day: date) -> str:
    return terminal.catalogue.say(N_("from {day}"), day=day)


def _tell_pack_line(terminal: Terminal, pack: Pack, gone: Mapping[str, "Replaced"]) -> None:
    title = pack.title.in_language(terminal.language)
    status = terminal.catalogue.translate(STATUSES[pack.status])
    terminal.line(f"  {pack.id}: {title} ({status}; {_life(terminal, pack)})")
    if pack.id in gone:
        terminal.line(f"      {_why(terminal, gone[pack.id])}")


def _life(terminal: Terminal, pack: Pack) -> str:
    if pack.until is None:
        return _from_day(terminal, pack.since)
    message = N_("from {day} until before {until}")
    return terminal.catalogue.say(message, day=pack.since, until=pack.until)


def _why(terminal: Terminal, gone: "Replaced") -> str:
    day = gone.left.until if gone.left is not None else None
    return terminal.catalogue.say(REPLACED[gone.why], to=gone.to, day=day or "–")


def _vouched(terminal: Terminal, one: "Installed") -> str:
    say = terminal.catalogue.say
    if not one.fingerprint:
        return say(N_("The office's own: nobody signed it, and papers made under it say so."))
    if one.withdrawn_on is not None:
        message = N_("Signed by {publisher}, whose key was withdrawn on {day}: not asked.")
        return say(message, publisher=one.loaded.publisher, day=one.withdrawn_on)
    return say(N_("Signed by {publisher}."), publisher=one.loaded.publisher)


def _since(terminal: Terminal, dated: Dated) -> str:
    held = (
        dated.value if isinstance(dated.value, tuple) else (terminal.catalogue.show(dated.value),)
    )
    return f"{_from_day(terminal, dated.since)}: {', '.join(held)}"


def _pack_called(name: str, office: Office) -> Pack:
    from maskdesk.desk.law_library import installed

    known = [*office.built_in.packs, *(one.loaded for one in installed(office.law_folder))]
    found = next((one.pack for one in known if one.pack.id == name), None)
    if found is None:
        raise NoSuchPack(pack=name)
    return found


_ACTIONS: Mapping[str, Callable[[argparse.Namespace, Office, Terminal], int]] = {
    "list": _list,
    "show": _show,
    "report": _report,
    "check": _check,
    "install": _install,
    "remove": _remove,
    "trust": _trust,
    "withdraw": _withdraw,
    "key": _key,
    "publish": _publish,
    "diff": _diff,
    "calendar": _calendar,
}
