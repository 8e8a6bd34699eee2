"""The commands of MaskDesk and what each takes."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from maskdesk import __version__
from maskdesk.language import LANGUAGES, N_


def parse(arguments: Sequence[str], say: Callable[[str], str]) -> argparse.Namespace:
    """The arguments of a command; ends the program with 2 where they are not understood."""
    return _parser(say).parse_args(arguments)


def wanted_language(arguments: Sequence[str]) -> str | None:
    """The language asked for, before anything else is read."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--lang", choices=LANGUAGES)
    known, _ = early.parse_known_args(arguments)
    language: str | None = known.lang
    return language


def _parser(say: Callable[[str], str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="maskdesk", description=say(_DESCRIPTION), epilog=say(_EPILOG)
    )
    parser.add_argument("--version", action="version", version=f"MaskDesk {__version__}")
    spoken = argparse.ArgumentParser(add_help=False)
    spoken.add_argument("--lang", choices=LANGUAGES, help=say(N_("language of what is said")))
    commands = parser.add_subparsers(dest="command", metavar=say(N_("COMMAND")), required=True)

    def command(name: str, help_: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=say(help_), description=say(help_), parents=[spoken])

    _add_check(command, say)
    _add_seal(command, say)
    _add_make(command, say)
    _add_signing(command, say)
    _add_verify(command, say)
    _add_identity(command, say)
    _add_files(command, say)
    return parser


_Command = Callable[[str, str], argparse.ArgumentParser]


def _add_check(command: _Command, say: Callable[[str], str]) -> None:
    check = command("check", N_("check a dossier against the law of the days that count"))
    check.add_argument("dossier", type=Path)
    check.add_argument(
        "--on", type=_day, metavar=say(N_("DAY")), help=say(N_("as if filed on this day"))
    )
    check.add_argument("--json", action="store_true", help=say(N_("for other programs")))


def _add_seal(command: _Command, say: Callable[[str], str]) -> None:
    seal = command("seal", N_("freeze a version of the dossier so that papers can be made final"))
    seal.add_argument("dossier", type=Path)
    seal.add_argument("--on", type=_day, metavar=say(N_("DAY")))
    seal.add_argument(
        "--acknowledge",
        action="append",
        default=[],
        metavar=say(N_("FINDING=REASON")),
        help=say(N_("a finding was looked at, and why it stands")),
    )
    seal.add_argument(
        "--override",
        action="append",
        default=[],
        metavar=say(N_("FINDING=NAME:REASON")),
        help=say(N_("a named person goes on in spite of a finding from a secondary source")),
    )
    amend = command("amend", N_("open the next version of a sealed dossier"))
    amend.add_argument("dossier", type=Path)
    amend.add_argument("--reason", required=True)


def _add_make(command: _Command, say: Callable[[str], str]) -> None:
    make = command("make", N_("make the papers of the sealed version into a folder"))
    make.add_argument("dossier", type=Path)
    make.add_argument("-o", "--output", type=Path, required=True, metavar=say(N_("FOLDER")))
    make.add_argument(
        "--paper",
        action="append",
        default=[],
        metavar=say(N_("PAPER")),
        help=say(N_("only this paper; may be given several times")),
    )
    way = make.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--identity", type=Path, metavar="ID.p12", help=say(N_("sign with this identity"))
    )
    way.add_argument(
        "--for-ink", action="store_true", help=say(N_("leave room for signature and seal"))
    )
    way.add_argument(
        "--draft", action="store_true", help=say(N_("of the dossier as it stands, marked DRAFT"))
    )
    _add_passphrase(make, say)


def _add_signing(command: _Command, say: Callable[[str], str]) -> None:
    countersign = command("countersign", N_("sign a certified paper as the other side"))
    countersign.add_argument("pdf", type=Path)
    countersign.add_argument("--identity", type=Path, required=True, metavar="ID.p12")
    countersign.add_argument("-o", "--output", type=Path, required=True, metavar="NEW.pdf")
    _add_passphrase(countersign, say)
    accept = command("accept", N_("file papers that came back countersigned"))
    accept.add_argument("dossier", type=Path)
    accept.add_argument("files", type=Path, nargs="+")
    _add_trust(accept, say)


def _add_verify(command: _Command, say: Callable[[str], str]) -> None:
    verify = command("verify", N_("verify a submission, a paper or a dossier"))
    verify.add_argument("path", type=Path)
    _add_trust(verify, say)
    verify.add_argument("--json", action="store_true", help=say(N_("for other programs")))


def _add_identity(command: _Command, say: Callable[[str], str]) -> None:
    identity = command("identity", N_("identities to sign with"))
    actions = identity.add_subparsers(dest="action", metavar=say(N_("ACTION")), required=True)
    new = actions.add_parser("new", help=say(N_("make a practice identity")))
    new.add_argument("-o", "--output", type=Path, required=True, metavar="ID.p12")
    new.add_argument("--name", required=True)
    new.add_argument("--organisation", required=True)
    new.add_argument("--lang", choices=LANGUAGES, help=argparse.SUPPRESS)
    _add_passphrase(new, say)


def _add_files(command: _Command, say: Callable[[str], str]) -> None:
    command("schema", N_("print the JSON Schema of a dossier"))
    pack = command("pack", N_("put a folder with dossier.json and evidence into a dossier"))
    pack.add_argument("folder", type=Path)
    pack.add_argument("-o", "--output", type=Path, required=True, metavar="X.maskdesk")
    unpack = command("unpack", N_("lay a dossier out as a folder"))
    unpack.add_argument("dossier", type=Path)
    unpack.add_argument("folder", type=Path)
    demo = command("demo", N_("make and verify the submission of the worked sample"))
    demo.add_argument("output", type=Path, metavar=say(N_("FOLDER")))


def _add_passphrase(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help=say(N_("read the passphrase from this file descriptor instead of asking")),
    )


def _add_trust(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    parser.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="CA.pem",
        help=say(N_("a root certificate you trust")),
    )
    parser.add_argument(
        "--crl",
        type=Path,
        action="append",
        default=[],
        metavar=say(N_("FILE")),
        help=say(N_("a list of revoked certificates")),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


_DESCRIPTION = N_("Prepares, checks and makes the papers of an export consignment of masks.")
_EPILOG = N_(
    "Exit codes: 0 done and clear, 1 done but something is held up or not valid, "
    "2 could not be done."
)
