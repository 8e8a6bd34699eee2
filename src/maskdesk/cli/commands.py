"""Each command of the command line, done with the desk."""

import argparse
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from maskdesk.cli.arguments import parse, wanted_language
from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError
from maskdesk.language import LANGUAGES, N_, Language

if TYPE_CHECKING:
    from maskdesk.desk.opening import OpenDossier
    from maskdesk.output.identity import Identity

CLEAR, HELD_UP, NOT_DONE = 0, 1, 2

_DEMO = "viet-nam-2020-05-06"


class Malformed(MaskDeskError):
    """A decision that is not written as one."""

    problem = N_("“{text}” is not written as {shape}.")
    way_out = N_("Put the whole in quotes and part it as shown.")


class Interrupted(MaskDeskError):
    """The clerk stopped the command."""

    problem = N_("Stopped.")
    way_out = N_("Nothing was left half done.")


def run_command(arguments: Sequence[str], office: Office, terminal: Terminal) -> int:
    """Do one command; a failure is said and answered with 2, never with a traceback."""
    wanted = wanted_language(arguments)
    terminal.speak(office.catalogue(_chosen(wanted, terminal)))
    try:
        given = parse(arguments, terminal.catalogue.translate)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else NOT_DONE
    try:
        return _COMMANDS[given.command](given, office, terminal)
    except MaskDeskError as failure:
        terminal.fail(failure)
    except KeyboardInterrupt:
        terminal.fail(Interrupted())
    except BrokenPipeError:
        sys.stderr.close()
    return NOT_DONE


def _chosen(wanted: str | None, terminal: Terminal) -> Language:
    return next((one for one in LANGUAGES if one == wanted), terminal.language)


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
        tell_report(terminal, opened.dossier, office.law, report)
    return HELD_UP if any(holds_up(one, opened.dossier) for one in report.findings) else CLEAR


def _seal(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.opening import open_dossier, save_dossier
    from maskdesk.desk.sealing import acknowledge, override, seal
    from maskdesk.rules.evaluate import check

    opened = open_dossier(given.dossier)
    moment = terminal.now()
    today = given.on or moment.date()
    report = check(opened.dossier, office.law, today, on=given.on, returned=opened.returned)
    dossier = opened.dossier
    for text in given.acknowledge:
        finding, reason = _parted(text, "=", N_("FINDING=REASON"))
        dossier = acknowledge(dossier, report, finding, reason)
    for text in given.override:
        finding, decision = _parted(text, "=", N_("FINDING=NAME:REASON"))
        name, reason = _parted(decision, ":", N_("FINDING=NAME:REASON"))
        dossier = override(dossier, report, finding, name, reason)
    if dossier is not opened.dossier:
        opened = opened.with_dossier(dossier)
    sealed = seal(opened, office.law, moment, today, on=given.on)
    save_dossier(sealed, given.dossier)
    version = sealed.versions[-1]
    terminal.say(N_("Sealed as version {version}."), version=version)
    return _tell_held_up(sealed, office, terminal)


def _amend(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001 - every command takes the same
    from maskdesk.desk.opening import open_dossier, save_dossier
    from maskdesk.desk.sealing import amend

    amended = amend(open_dossier(given.dossier), given.reason, terminal.now())
    save_dossier(amended, given.dossier)
    version = amended.dossier.head.version
    terminal.say(N_("Version {version} is open for edits."), version=version)
    return CLEAR


def _make(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.making import Making, keep_submission, make_submission
    from maskdesk.desk.opening import open_dossier, save_dossier
    from maskdesk.store.durable import refuse_filled

    opened = open_dossier(given.dossier)
    refuse_filled(given.output)
    moment = terminal.now()
    identity = _identity(given, terminal) if given.identity is not None else None
    making = Making(moment=moment, identity=identity, draft=given.draft, forms=tuple(given.paper))
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
    kept = keep_submission(opened, submission, given.output, moment)
    if kept is not opened:
        save_dossier(kept, given.dossier)
    count = len(submission.manifest.papers)
    terminal.say(N_("{count} papers made in {folder}."), count=count, folder=given.output.name)
    still_open = sorted({key for paper in submission.manifest.papers for key in paper.open})
    for key in still_open:
        terminal.say(N_("Still open before handing in: {finding}"), finding=key)
    return HELD_UP if still_open else CLEAR


def _countersign(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.countersigning import countersigned
    from maskdesk.store.durable import read_file, write_new_file

    pdf = read_file(given.pdf)
    identity = _identity(given, terminal)
    signed = countersigned(pdf, identity, office, terminal.now())
    write_new_file(given.output, signed)
    terminal.say(N_("{file}: signed by {holder}."), file=given.output.name, holder=identity.holder)
    return CLEAR


def _accept(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.desk.opening import open_dossier, save_dossier
    from maskdesk.desk.returning import accept
    from maskdesk.desk.verifying import read_trust
    from maskdesk.store.durable import read_file

    opened = open_dossier(given.dossier)
    trust = read_trust(given.trust, given.crl)
    for file in given.files:
        opened, result = accept(opened, read_file(file), moment=terminal.now(), trust=trust)
        terminal.say(
            N_("{file}: filed; signed in “{field}” by {holder}."),
            file=file.name,
            field=result.field,
            holder=result.holder,
        )
    save_dossier(opened, given.dossier)
    return CLEAR


def _verify(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.cli.telling import tell_verification, verification_record
    from maskdesk.desk.verifying import read_trust, verify

    trust = read_trust(given.trust, given.crl)
    verification = verify(given.path, moment=terminal.now(), trust=trust)
    if given.json:
        terminal.data(verification_record(verification) + b"\n")
    else:
        tell_verification(terminal, verification)
    return CLEAR if verification.indication == "valid" else HELD_UP


def _identity_command(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.output.identity import new_practice_identity
    from maskdesk.store.durable import write_new_file

    question = N_("Passphrase for the new identity:")
    passphrase = terminal.passphrase(question, given.passphrase_fd)
    p12 = new_practice_identity(
        name=given.name,
        organisation=given.organisation,
        passphrase=passphrase,
        moment=terminal.now(),
    )
    write_new_file(given.output, p12)
    terminal.say(N_("{file}: an identity for practice only."), file=given.output.name)
    return CLEAR


def _schema(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    import msgspec

    from maskdesk.dossier.schema import schema

    content = msgspec.json.encode(schema(terminal.catalogue.translate))
    terminal.data(msgspec.json.format(content, indent=1) + b"\n")
    return CLEAR


def _pack(given: argparse.Namespace, office: Office, terminal: Terminal) -> int:  # noqa: ARG001
    from maskdesk.desk.opening import of_container, save_dossier
    from maskdesk.store.folder import pack

    save_dossier(of_container(pack(given.folder)), given.output)
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
    from maskdesk.store.resources import resource_path

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


def _tell_held_up(sealed: "OpenDossier", office: Office, terminal: Terminal) -> int:
    from maskdesk.desk.plan import plan

    version = sealed.sealed(sealed.versions[-1])
    report = version.report(sealed.returned)
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


def _parted(text: str, mark: str, shape: str) -> tuple[str, str]:
    first, found, second = text.partition(mark)
    if not found or not first.strip() or not second.strip():
        raise Malformed(text=text, shape=shape)
    return first.strip(), second.strip()


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Office, Terminal], int]] = {
    "check": _check,
    "seal": _seal,
    "amend": _amend,
    "make": _make,
    "countersign": _countersign,
    "accept": _accept,
    "verify": _verify,
    "identity": _identity_command,
    "schema": _schema,
    "pack": _pack,
    "unpack": _unpack,
    "demo": _demo,
}
