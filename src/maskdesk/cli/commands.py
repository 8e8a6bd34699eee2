"""Each command of the command line, done with the desk."""

import argparse
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from maskdesk.cli.arguments import overview, parse, wanted_language
from maskdesk.cli.terminal import Terminal
from maskdesk.desk.fault import Fault, place_of
from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, tidy

if TYPE_CHECKING:
    from maskdesk.desk.making import Submission
    from maskdesk.desk.opening import OpenDossier
    from maskdesk.dossier.sections import Dossier
    from maskdesk.output.identity import Identity

CLEAR, HELD_UP, NOT_DONE = 0, 1, 2

_DEMO = "viet-nam-2020-05-06"


class Malformed(MaskDeskError):
    """A decision that is not written as one."""

    problem = N_("“{text}” is not written as {shape}.")
    way_out = N_("Put the whole in quotes and part it as shown.")


class NoNewPassphrase(MaskDeskError):
    """An identity that anybody could use is not made."""

    problem = N_("An identity is not made without a passphrase.")
    way_out = N_("Choose one and give it again.")


class Interrupted(MaskDeskError):
    """The clerk stopped the command."""

    problem = N_("Stopped.")
    way_out = N_("Nothing was left half done.")


def run_command(arguments: Sequence[str], office: Office, terminal: Terminal) -> int:
    """Do one command; a failure is said and answered with 2, never with a traceback."""
    try:
        terminal.speak(office.catalogue(wanted_language(arguments) or terminal.language))
        code = _done(arguments, office, terminal)
        terminal.finish()
    except MaskDeskError as failure:
        terminal.fail(failure)
    except KeyboardInterrupt:
        terminal.fail(Interrupted())
    except BaseException as fault:  # noqa: BLE001 - the last place where a clerk can be spared it
        # A panic of a library in Rust is no Exception.
        terminal.fail(Fault(fault=place_of(fault)))
    else:
        return code
    return NOT_DONE


def _done(arguments: Sequence[str], office: Office, terminal: Terminal) -> int:
    try:
        given = parse(arguments, terminal.catalogue.translate)
    except SystemExit:  # help or the version was asked for, and printed
        return CLEAR
    if given.command is None:
        terminal.data(overview(terminal.catalogue.translate))
        return CLEAR
    return _COMMANDS[given.command](given, office, terminal)


def _check(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.cli.telling import tell_report
    from maskdesk.desk.opening import open_dossier
    from maskdesk.rules.evaluate import check
    from maskdesk.rules.holding import holds_up
    from maskdesk.rules.record import record

    opened = open_dossier(given.dossier)
    today = terminal.now().date()
    report = check(opened.dossier, office.law, today, on=given.on, returned=opened.returned)
    if given.json:
        terminal.data(record(report, (terminal.language,)))
    else:
        tell_report(terminal, opened.dossier, office.law, report, given.on)
    return HELD_UP if any(holds_up(one, opened.dossier) for one in report.findings) else CLEAR


def _seal(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.cli.keeping import save
    from maskdesk.desk.opening import open_to_change
    from maskdesk.desk.sealing import acknowledge, override, seal
    from maskdesk.rules.evaluate import check

    opened = open_to_change(given.dossier)
    moment = terminal.now()
    today = given.on or moment.date()
    report = check(opened.dossier, office.law, today, on=given.on, returned=opened.returned)
    dossier = opened.dossier
    for text in given.acknowledge:
        finding, reason = _parted(text, "=", N_("FINDING=REASON"))
        dossier = acknowledge(dossier, report, finding, reason)
    for text in given.override:
        finding, decision = _parted(text, "=", N_("FINDING=NAME:REASON"))
        name, reason = _parted(decision, ":", N_("FINDING=NAME:REASON"), whole=text)
        dossier = override(dossier, report, finding, name, reason)
    dossier = _confirmed(dossier, given.confirm)
    if dossier is not opened.dossier:
        opened = opened.with_dossier(dossier)
    sealed = seal(opened, office.law, moment, today, on=given.on)
    save(sealed, given.dossier, terminal)
    version = sealed.versions[-1]
    terminal.say(N_("Sealed as version {version}."), version=version)
    return _tell_held_up(sealed, office, terminal)


def _confirmed(dossier: "Dossier", places: list[str]) -> "Dossier":
    from maskdesk.dossier.copying import confirm, to_confirm

    for place in to_confirm(dossier) if "all" in places else tuple(places):
        dossier = confirm(dossier, place)
    return dossier


def _amend(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001 - every command takes the same
    from maskdesk.cli.keeping import save
    from maskdesk.desk.opening import open_to_change
    from maskdesk.desk.sealing import amend

    amended = amend(open_to_change(given.dossier), given.reason, terminal.now())
    save(amended, given.dossier, terminal)
    version = amended.dossier.head.version
    terminal.say(N_("Version {version} is open for edits."), version=version)
    return CLEAR


def _make(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.cli.keeping import own_folder, save
    from maskdesk.desk.delivering import deliver, forgotten
    from maskdesk.desk.making import Making, make_submission
    from maskdesk.desk.opening import open_to_change
    from maskdesk.store.durable import medium_of

    opened = open_to_change(given.dossier)
    filled, medium = _holds_files(given.output), medium_of(given.output)
    moment = terminal.now()
    identity = _identity(given, terminal) if given.identity is not None else None
    making = Making(moment=moment, identity=identity, draft=given.draft, forms=tuple(given.paper))
    if filled:
        filed = not given.draft and given.output.resolve() in given.filed
        found = forgotten(opened, office, making, given.output, filed=filed)
        return _take_up(given, found, terminal)
    submission = make_submission(
        opened,
        office,
        making,
        lambda at: terminal.progress(
            N_("{position} of {count}: {paper}"),
            position=at.position,
            count=at.count,
            paper=at.paper,
        ),
    )
    kept = deliver(
        opened,
        submission,
        given.output,
        given.dossier,
        moment,
        save=lambda kept, file: save(kept, file, terminal),
        notes=own_folder(),
        medium=medium,
    )
    count = len(submission.manifest.papers)
    terminal.say(N_("{count} papers made in {folder}."), count=count, folder=given.output.name)
    if not given.draft:
        _tell_other_state(kept, submission.manifest.version, terminal)
    return _tell_open(submission, terminal)


def _take_up(given: argparse.Namespace, submission: "Submission | None", terminal: Terminal) -> int:
    """File the package an interrupted run left in the folder; any other folder is refused."""
    from maskdesk.cli.keeping import save
    from maskdesk.desk.delivering import remembering
    from maskdesk.desk.opening import open_to_change
    from maskdesk.store.durable import refuse_filled

    if submission is None:
        refuse_filled(given.output)
        raise RuntimeError("a filled folder is refused")
    if given.output.resolve() not in given.filed:
        opened = open_to_change(given.dossier)
        save(remembering(opened, submission, terminal.now()), given.dossier, terminal)
    terminal.say(
        N_("{folder} already holds these papers from a run that was cut off; they are filed now."),
        folder=given.output.name,
    )
    return _tell_open(submission, terminal)


def _tell_open(submission: "Submission", terminal: Terminal) -> int:
    still_open = sorted({key for paper in submission.manifest.papers for key in paper.open})
    for key in still_open:
        terminal.say(N_("Still open before handing in: {finding}"), finding=key)
    return HELD_UP if still_open else CLEAR


def _tell_other_state(opened: "OpenDossier", version: int, terminal: Terminal) -> None:
    """Say so where the dossier has gone on since the version the papers were made from."""
    if opened.sealed(version).dossier != opened.dossier:
        terminal.say(
            N_("They show version {version} as it was sealed, not what was changed since."),
            version=str(version),
        )


def _countersign(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.countersigning import countersigned
    from maskdesk.store.durable import read_file, write_new_file

    _refuse_taken(given.output)
    pdf = read_file(given.pdf)
    identity = _identity(given, terminal)
    signed = countersigned(pdf, identity, office, terminal.now())
    write_new_file(given.output, signed)
    terminal.say(N_("{file}: signed by {holder}."), file=given.output.name, holder=identity.holder)
    return CLEAR


def _verify(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.cli.following import NothingNamed, verify_page
    from maskdesk.cli.telling import tell_verification, verification_record
    from maskdesk.desk.origin import verify_origin
    from maskdesk.desk.verifying import read_trust, verify

    if given.page is not None or given.code is not None:
        return verify_page(given, terminal)
    if given.path is None:
        raise NothingNamed
    trust = read_trust(given.trust, given.crl)
    if given.within is None:
        verification = verify(given.path, moment=terminal.now(), trust=trust)
    else:
        verification = verify_origin(given.path, given.within, moment=terminal.now(), trust=trust)
    if given.json:
        terminal.data(verification_record(verification) + b"\n")
    else:
        tell_verification(terminal, verification)
    return CLEAR if verification.indication == "valid" else HELD_UP


def _identity_command(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.output.identity import new_practice_identity
    from maskdesk.store.durable import write_new_file

    _refuse_taken(given.output)
    passphrase = terminal.new_passphrase(
        N_("Passphrase for the new identity:"), N_("The same once more:"), given.passphrase_fd
    )
    if not passphrase:
        raise NoNewPassphrase
    p12 = new_practice_identity(
        name=given.name,
        organisation=given.organisation,
        passphrase=passphrase,
        moment=terminal.now(),
    )
    write_new_file(given.output, p12, own=True)  # a key is nobody else's, however well wrapped
    terminal.say(N_("{file}: an identity for practice only."), file=given.output.name)
    return CLEAR


def _schema(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    import msgspec

    from maskdesk.dossier.schema import schema

    content = msgspec.json.encode(schema(terminal.catalogue.translate))
    terminal.data(msgspec.json.format(content, indent=1) + b"\n")
    return CLEAR


def _pack(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.cli.keeping import save
    from maskdesk.desk.opening import of_container
    from maskdesk.desk.saving import locked
    from maskdesk.store.folder import pack

    packed = of_container(pack(given.folder))
    with locked(given.output, terminal.now()):
        save(packed, given.output, terminal, over=given.replace)
    terminal.say(N_("{file}: packed."), file=given.output.name)
    return CLEAR


def _unpack(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.store.container import open_container
    from maskdesk.store.folder import unpack

    unpack(open_container(given.dossier), given.folder)
    terminal.say(N_("{folder}: unpacked."), folder=given.folder.name)
    return CLEAR


def _demo(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.cli.telling import tell_verification
    from maskdesk.desk.demonstration import demonstrate
    from maskdesk.desk.verifying import verify
    from maskdesk.store.durable import refuse_filled
    from maskdesk.store.resources import resource_path

    if _holds_files(given.output):
        refuse_filled(given.output)
    sample = resource_path(f"samples/{_DEMO}")
    demonstrate(sample, given.output, office, terminal.now(), secrets.token_urlsafe(16))
    verification = verify(given.output, moment=terminal.now())
    tell_verification(terminal, verification)
    return CLEAR if verification.indication == "valid" else HELD_UP


def _identity(given: argparse.Namespace, terminal: Terminal) -> "Identity":
    from maskdesk.output.identity import open_identity
    from maskdesk.store.durable import read_file

    p12 = read_file(given.identity)
    question = N_("Passphrase of the identity:")
    passphrase = terminal.passphrase(question, given.passphrase_fd)
    return open_identity(p12, passphrase, moment=terminal.now())


def _holds_files(folder: Path) -> bool:
    """Whether a folder for new papers is filled already; raises what makes it unfit for them."""
    from maskdesk.store.durable import FolderMissing, FolderNotEmpty, refuse_filled, translated

    with translated(folder):
        if not folder.absolute().parent.is_dir():
            raise FolderMissing(folder=str(folder.parent))
    try:
        refuse_filled(folder)
    except FolderNotEmpty:
        return True
    return False


def _refuse_taken(file: Path) -> None:
    """Refuse a new file's place before anybody is asked for a passphrase."""
    from maskdesk.store.durable import FolderMissing
    from maskdesk.store.failures import NameTaken

    if file.exists():
        raise NameTaken(file=file.name)
    if not file.absolute().parent.is_dir():
        raise FolderMissing(folder=str(file.parent))


def _tell_held_up(sealed: "OpenDossier", office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.plan import plan

    version = sealed.sealed(sealed.versions[-1])
    report = version.report(sealed.returned_to(sealed.versions[-1]))
    held = False
    for paper in plan(version.dossier, report, office.customary):
        for stage, findings in (
            (N_("{paper} cannot be made yet: {findings}"), paper.making),
            (N_("{paper} cannot be handed in yet: {findings}"), paper.handing_in),
        ):
            if findings:
                held = True
                keys = ", ".join(finding.key for finding in findings)
                terminal.say(stage, paper=paper.form, findings=keys)
    return HELD_UP if held else CLEAR


def _parted(text: str, mark: str, shape: str, *, whole: str = "") -> tuple[str, str]:
    first, found, second = text.partition(mark)
    if not found or not first.strip() or not second.strip():
        raise Malformed(text=whole or text, shape=shape)
    return tidy(first.strip()), tidy(second.strip())


_Command = Callable[[argparse.Namespace, Office, Terminal], int]


def _following(name: str) -> _Command:
    """A command for what follows a seal; its module is loaded when it is given."""

    def command(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
        from maskdesk.cli import following

        run: _Command = getattr(following, name)
        return run(given, office, terminal)

    return command


def _keeping(name: str) -> _Command:
    """A command about backups; its module is loaded when it is given."""

    def command(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
        from maskdesk.cli import keeping

        run: _Command = getattr(keeping, name)
        return run(given, office, terminal)

    return command


def _changing(
    command: _Command, when: Callable[[argparse.Namespace], bool] = lambda _: True
) -> _Command:
    """A command that holds the dossier while it changes it."""

    def locked(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
        from maskdesk.cli.keeping import changing

        if not when(given):
            return command(given, office, terminal)
        with changing(given.dossier, terminal) as filed:
            given.filed = filed
            return command(given, office, terminal)

    return locked


def _law(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.cli.law import run_law

    return run_law(given, office, terminal)


def _fit(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.cli.fit import run_fit

    return run_fit(given, office, terminal)


def _lists(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.cli.lists import run_list

    return run_list(given, office, terminal)


def _desktop(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.store.desktop_entry import enter, leave, start_command

    if given.action == "add":
        enter(start_command(), office.catalogue)
        terminal.say(N_("MaskDesk is in the menu; a double click opens a dossier."))
    else:
        leave()
        terminal.say(N_("MaskDesk is no longer in the menu."))
    return CLEAR


_COMMANDS: Mapping[str, _Command] = {
    "check": _check,
    "seal": _changing(_seal),
    "amend": _changing(_amend),
    "make": _changing(_make, lambda given: not given.draft),
    "countersign": _countersign,
    "accept": _changing(_following("accept")),
    "verify": _verify,
    "hand-in": _changing(_following("hand_in"), lambda given: given.what is not None),
    "diff": _following("differ"),
    "copy": _following("copy"),
    "backups": _keeping("backups"),
    "restore": _keeping("restore"),
    "identity": _identity_command,
    "schema": _schema,
    "pack": _pack,
    "unpack": _unpack,
    "demo": _demo,
    "desktop": _desktop,
    "fit": _fit,
    "law": _law,
    "list": _changing(_lists, lambda given: given.action == "attach"),
}
