"""Commands for what follows a seal: the hand-in, what comes back, proof of paper, copies."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Phrase
from maskdesk.rules.life import STATES

if TYPE_CHECKING:
    from maskdesk.desk.attaching import Attachment
    from maskdesk.desk.handing_in import Standing
    from maskdesk.desk.opening import OpenDossier
    from maskdesk.desk.proving import Mark, Package, PageProof
    from maskdesk.desk.verifying import Trust
    from maskdesk.dossier.difference import Difference
    from maskdesk.dossier.kinds import Kind
    from maskdesk.dossier.sections import Dossier, Move

CLEAR, HELD_UP = 0, 1


class NothingToCompareWith(MaskDeskError):
    """A page to prove, but nothing it could belong to."""

    problem = N_("To prove a page, name the submission or dossier it should belong to.")
    way_out = N_("Add --in and the folder of the submission, or the dossier.")


class PaperWithoutStep(MaskDeskError):
    """A paper to file, but no step it could belong to."""

    problem = N_("{file} is not filed: it is not said what happened.")
    way_out = N_("Add --what and the step the paper belongs to.")


class NothingNamed(MaskDeskError):
    """Nothing to verify was named."""

    problem = N_("Nothing to verify was named.")
    way_out = N_("Name a submission, a paper or a dossier, or a page with --page or --code.")


def hand_in(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001 - every command takes the same
    """Record a step in the life of a sealed version, or show where each version stands."""
    from maskdesk.cli.keeping import save
    from maskdesk.desk.attaching import examine_attachment
    from maskdesk.desk.handing_in import correct_move, record_move, standings
    from maskdesk.desk.opening import open_to_change
    from maskdesk.rules.life import licences

    opened = open_to_change(given.dossier)
    if given.what is not None or given.correct is not None:
        moment = terminal.now()
        papers = tuple(map(examine_attachment, given.papers))
        if given.what is not None:
            move = _step(given, opened.dossier, moment.date(), terminal)
            opened = record_move(opened, move, moment, terminal.language, papers)
        else:
            move = _corrected(given, opened.dossier, terminal)
            opened = correct_move(opened, move, moment, papers)
        save(opened, given.dossier, terminal)
        _warn_of(papers, terminal)
    elif given.papers:
        raise PaperWithoutStep(file=given.papers[0].name)
    for standing in standings(opened):
        _tell_standing(standing, terminal)
        _tell_corrected(opened.dossier, standing.version, terminal)
        _tell_filed(opened.dossier, standing.version, terminal)
    _tell_licences(opened, terminal)
    return HELD_UP if any(one.left < 0 for one in licences(opened.dossier)) else CLEAR


def differ(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    """Tell two versions apart, field by field, and name the papers that are wrong now."""
    from maskdesk.desk.opening import open_dossier
    from maskdesk.desk.replacing import wrong_papers
    from maskdesk.dossier.difference import differences

    opened = open_dossier(given.dossier)
    last = max(opened.versions, default=0)
    before = opened.sealed(given.earlier or last or 1).dossier
    after = opened.dossier if given.later is None else opened.sealed(given.later).dossier
    found = differences(before, after)
    for difference in found:
        _tell_difference(difference, before, after, terminal)
    if not found:
        terminal.say(N_("Nothing differs."))
    if given.later is None and given.earlier in (None, last):
        for paper in wrong_papers(opened, office, terminal.now()):
            name = terminal.catalogue.translate(paper.title)
            terminal.say(N_("Wrong now: {paper} {number}"), paper=name, number=paper.number or "–")
    return CLEAR


def copy(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    """Start a new dossier from an old one."""
    from maskdesk.cli.keeping import save
    from maskdesk.desk.copying import copy_as_new
    from maskdesk.desk.opening import open_dossier
    from maskdesk.desk.wording import place_name
    from maskdesk.dossier.copying import to_confirm

    copied = copy_as_new(open_dossier(given.dossier))
    save(copied, given.output, terminal)
    terminal.say(
        N_("{file}: a new dossier; numbers, days and lots are left out."), file=given.output.name
    )
    for place in to_confirm(copied.dossier):
        name = place_name(terminal.catalogue, copied.dossier, place)
        terminal.say(N_("To be changed or confirmed: {place}"), place=name)
    return CLEAR


def accept(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    """File what came back: countersigned papers and scans of stamped pages."""
    from maskdesk.cli.keeping import save
    from maskdesk.desk.opening import open_to_change
    from maskdesk.desk.verifying import read_trust
    from maskdesk.store.durable import read_file

    opened = open_to_change(given.dossier)
    trust = read_trust(given.trust, given.crl)
    filed: list[str] = []
    for file in given.files:
        opened, said = _accepted(opened, file, read_file(file), trust, terminal)
        filed += said
    save(opened, given.dossier, terminal)
    for line in filed:
        terminal.line(line)
    return CLEAR


def verify_page(given: argparse.Namespace, terminal: Terminal) -> int:
    """Whether a page in the hand is one that was made, and what it said then."""
    from maskdesk.desk.looking import Apart
    from maskdesk.desk.proving import marks_on, prove, typed_mark
    from maskdesk.store.durable import read_file

    if given.within is None:
        raise NothingToCompareWith
    marks: tuple[Mark, ...] = ()
    if given.page is not None:
        marks += marks_on(read_file(given.page), given.page.name)
    if given.code is not None:
        marks += (typed_mark(given.code),)
    packages = _packages_at(given.within)
    with Apart() as apart:
        proofs = [prove(mark, packages, apart.data_in) for mark in marks]
    for proof in proofs:
        _tell_proof(proof, terminal)
    return CLEAR if all(proof.indication == "valid" for proof in proofs) else HELD_UP


# What a step can be told with, beside the shipment and the licence it is about.
_TOLD = (
    "day",
    "authority",
    "receipt",
    "question",
    "working_days",
    "answer",
    "number",
    "pieces",
    "transport_document",
    "reason",
)


def _step(given: argparse.Namespace, dossier: "Dossier", today: date, terminal: Terminal) -> "Move":
    """The step as it was told; a shipment and its licence are called by their own names."""
    from maskdesk.desk.handing_in import licence_called, shipment_called
    from maskdesk.dossier.sections import Move

    told = {name: getattr(given, name) for name in _TOLD}
    move = Move(id="new", kind=given.what, **told | {"day": given.day or today})
    if given.what != "shipped":
        return move
    catalogue = terminal.catalogue
    return replace(
        move,
        number=None,
        licence=licence_called(dossier, given.number),
        shipment=shipment_called(dossier, given.shipment, catalogue.translate, catalogue.language),
    )


def _corrected(given: argparse.Namespace, dossier: "Dossier", terminal: Terminal) -> "Move":
    """A step as it should read: what is told takes the place of what was, "" of nothing."""
    from maskdesk.desk.handing_in import licence_called, shipment_called, step_called

    catalogue = terminal.catalogue
    say, language = catalogue.translate, catalogue.language
    step = step_called(dossier, given.correct, say, language)
    told = {name: getattr(given, name) for name in _TOLD}
    changes = {
        name: None if value == "" else value for name, value in told.items() if value is not None
    }
    if step.kind == "shipped" and changes.pop("number", None) is not None:
        changes["licence"] = licence_called(dossier, given.number)
    if given.shipment is not None:
        changes["shipment"] = shipment_called(dossier, given.shipment, say, language)
    return replace(step, corrected=given.why, **changes)


def _accepted(
    opened: "OpenDossier", file: Path, content: bytes, trust: "Trust", terminal: Terminal
) -> "tuple[OpenDossier, list[str]]":
    """The dossier with what came back, and what is to be said of it once it is saved."""
    from maskdesk.desk.returning import accept as accept_signed
    from maskdesk.desk.returning import accept_scan, doubt_about, is_signed_paper

    say = terminal.catalogue.say
    if is_signed_paper(content):
        opened, result = accept_signed(opened, content, moment=terminal.now(), trust=trust)
        message = N_("{file}: filed; signed in “{field}” by {holder}.")
        said = [say(message, file=file.name, field=result.field, holder=result.holder)]
        doubt = doubt_about(result, trust)
        if doubt is not None:
            said.append(say(doubt.message, **doubt.places))
        return opened, said
    opened, proofs = accept_scan(opened, content, file.name, moment=terminal.now())
    message = N_("{file}: filed as page {page} of {paper}; see for yourself who signed it.")
    return opened, [
        say(message, file=file.name, page=proof.page, paper=proof.made.packed.form)
        for proof in proofs
        if proof.made is not None
    ]


def _packages_at(path: Path) -> "tuple[Package, ...]":
    from maskdesk.desk.manifest import MANIFEST
    from maskdesk.desk.opening import open_dossier
    from maskdesk.desk.proving import packages_of
    from maskdesk.desk.verifying import NothingToVerify
    from maskdesk.store.durable import read_folder

    if not path.is_dir():
        return tuple(packages_of(open_dossier(path)))
    files = read_folder(path)
    if MANIFEST not in files:
        raise NothingToVerify(file=path.name)
    return (files,)


def _tell_difference(
    difference: "Difference", before: "Dossier", after: "Dossier", terminal: Terminal
) -> None:
    from maskdesk.desk.wording import place_name
    from maskdesk.dossier.fields import Field
    from maskdesk.dossier.paths import describe

    gone, came = difference.after is None, difference.before is None
    place = place_name(terminal.catalogue, before if gone else after, difference.path)
    description = describe(difference.path)
    if isinstance(description, Field):
        values = (
            _in_words(value, description.kind, terminal)
            for value in (difference.before, difference.after)
        )
        earlier, later = values
        message = N_("{place}: {earlier} → {later}")
        terminal.say(message, place=place, earlier=earlier or "–", later=later or "–")
    elif gone:
        terminal.say(N_("{place}: taken out"), place=place)
    elif came:
        terminal.say(N_("{place}: added"), place=place)


def _in_words(value: object, kind: "Kind", terminal: Terminal) -> str:
    from maskdesk.dossier.kinds import Choice
    from maskdesk.dossier.unread import Unread

    if isinstance(value, Unread):
        return value.typed
    if isinstance(kind, Choice):
        codes = value if isinstance(value, tuple) else (value,)
        labels = (kind.labels.get(str(code), str(code)) for code in codes if code is not None)
        return "; ".join(map(terminal.catalogue.translate, labels))
    return kind.show(value, terminal.language)  # type: ignore[arg-type]  # a field holds values


def _tell_standing(standing: "Standing", terminal: Terminal) -> None:
    state = Phrase(STATES[standing.state])
    terminal.say(N_("Version {version}: {state}."), version=standing.version, state=state)
    if standing.last is not None and standing.last.question and standing.state == "query-open":
        terminal.say(N_("  Question: {question}"), question=standing.last.question)
    if standing.answer_by is not None:
        terminal.say(N_("  To be answered by {day}."), day=standing.answer_by)


def _warn_of(papers: "tuple[Attachment, ...]", terminal: Terminal) -> None:
    """Say what a file that was filed would do, or tell of, to whoever gets it."""
    for paper in papers:
        for warning in paper.found.warnings:
            terminal.line(f"{paper.file}: {warning.sentence(terminal.catalogue.translate)}")
        if paper.found.located:
            terminal.say(N_("{file} tells where it was taken."), file=paper.file)


def _tell_corrected(dossier: "Dossier", version: int, terminal: Terminal) -> None:
    from maskdesk.dossier.naming import row_name

    catalogue = terminal.catalogue
    for move in dossier.moves:
        if move.version == version and move.corrected:
            path = f"moves[{move.id}]"
            step = row_name(dossier, path, catalogue.translate, catalogue.language)
            terminal.say(N_("  “{step}” was corrected: {reason}"), step=step, reason=move.corrected)


def _tell_filed(dossier: "Dossier", version: int, terminal: Terminal) -> None:
    from maskdesk.desk.handing_in import papers_filed
    from maskdesk.dossier.naming import row_name

    catalogue = terminal.catalogue
    for move, paper in papers_filed(dossier):
        if move.version == version:
            path = f"moves[{move.id}]"
            step = row_name(dossier, path, catalogue.translate, catalogue.language)
            terminal.say(N_("  Filed with “{step}”: {file}"), step=step, file=paper.file or "–")


def _tell_licences(opened: "OpenDossier", terminal: Terminal) -> None:
    from maskdesk.desk.wording import balance_sentences

    for sentence in balance_sentences(terminal.catalogue, opened.dossier):
        terminal.line(sentence)


def _tell_proof(proof: "PageProof", terminal: Terminal) -> None:
    from maskdesk.desk.wording import INDICATIONS

    verdict = terminal.catalogue.translate(INDICATIONS[proof.indication])
    terminal.line(f"{verdict:12} {terminal.catalogue.say(proof.message, **proof.places)}")
    if proof.made is not None:
        packed, data = proof.made.packed, proof.made.data
        terminal.say(
            N_("  {file}, version {version}, page {page}"),
            file=packed.file,
            version=data.version,
            page=proof.page if proof.page is not None else "1…" + str(len(data.pages)),
        )
    for path, text in proof.printed:
        terminal.line(f"    {path}: {text}")
