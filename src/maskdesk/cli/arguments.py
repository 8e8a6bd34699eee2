"""The commands of MaskDesk and what each takes."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from maskdesk import __version__
from maskdesk.dossier.vocabulary import LISTS, MOVES
from maskdesk.errors import MaskDeskError
from maskdesk.language import LANGUAGES, N_, Language


class NotUnderstood(MaskDeskError):
    """A command line that is none of MaskDesk's."""

    problem = N_("The command was not understood: {reason}.")
    way_out = N_("`{help}` shows what it takes.")


def parse(arguments: Sequence[str], say: Callable[[str], str]) -> argparse.Namespace:
    """The arguments of a command; `command` is None where none was named.

    Raises NotUnderstood; ends the program with 0 where help or the version was asked for.
    """
    return _parser(say).parse_args(arguments)


def overview(say: Callable[[str], str]) -> str:
    """What MaskDesk is and all its commands, for who names none."""
    return _parser(say).format_help()


def wanted_language(arguments: Sequence[str]) -> Language | None:
    """The language asked for, before anything else is read; nothing wrong is refused yet."""
    for position, word in enumerate(arguments):
        name, given, value = word.partition("=")
        if name == "--lang":
            value = value if given else next(iter(arguments[position + 1 :]), "")
            return next((one for one in LANGUAGES if one == value), None)
    return None


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals are sentences with a way out, like all others."""

    def error(self, message: str) -> NoReturn:
        raise NotUnderstood(reason=message, help=f"{self.prog} --help")


class _Help(argparse.HelpFormatter):
    """Help whose headings are in the clerk's language too."""

    def __init__(self, prog: str, say: Callable[[str], str]) -> None:
        super().__init__(prog)
        self._translate = say

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        # An empty prefix is asked for where the usage becomes part of a command's own.
        own = f"{self._translate(_USAGE)} " if prefix is None else prefix
        super().add_usage(usage, actions, groups, own)

    def start_section(self, heading: str | None) -> None:
        said = _HEADINGS.get(heading or "")
        super().start_section(self._translate(said) if said else heading)


def _parser(say: Callable[[str], str]) -> argparse.ArgumentParser:
    def formatter(prog: str) -> argparse.HelpFormatter:
        return _Help(prog, say)

    # An abbreviation in use would bind the names of all later options.
    parser = _Parser(
        prog="maskdesk",
        description=say(_DESCRIPTION),
        epilog=say(_EPILOG),
        formatter_class=formatter,
        add_help=False,
        allow_abbrev=False,
    )
    _add_help(parser, say)
    parser.add_argument(
        "--version",
        action="version",
        version=f"MaskDesk {__version__}",
        help=say(N_("show the version")),
    )
    spoken = _Parser(add_help=False)
    _add_help(spoken, say)
    spoken.add_argument("--lang", choices=LANGUAGES, help=say(N_("language of what is said")))
    parser.add_argument("--lang", choices=LANGUAGES, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar=say(N_("COMMAND")))

    def command(name: str, help_: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=say(help_),
            description=say(help_),
            parents=[spoken],
            formatter_class=formatter,
            add_help=False,
            allow_abbrev=False,
        )

    _add_check(command, say)
    _add_fit(command, say)
    _add_seal(command, say)
    _add_make(command, say)
    _add_signing(command, say)
    _add_verify(command, say)
    _add_life(command, say)
    _add_identity(command, say)
    _add_files(command, say)
    _add_law(command, say)
    _add_lists(command, say)
    return parser


def _add_help(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    parser.add_argument("-h", "--help", action="help", help=say(N_("show this help")))


_Command = Callable[[str, str], argparse.ArgumentParser]


def _add_check(command: _Command, say: Callable[[str], str]) -> None:
    check = command("check", N_("check a dossier against the law of the days that count"))
    check.add_argument("dossier", type=Path)
    check.add_argument(
        "--on", type=_day(say), metavar=say(N_("DAY")), help=say(N_("as if filed on this day"))
    )
    check.add_argument("--json", action="store_true", help=say(N_("for other programs")))


def _add_fit(command: _Command, say: Callable[[str], str]) -> None:
    fit = command("fit", N_("which goods, standards and certificates fit which destinations"))
    fit.add_argument("dossier", type=Path)
    fit.add_argument(
        "--to", action="append", default=[], metavar="DE",
        help=say(N_("a country; may be given several times; without it, the dossier's own")),
    )  # fmt: skip
    fit.add_argument(
        "--on", type=_day(say), metavar=say(N_("DAY")), help=say(N_("seen from this day"))
    )


def _add_seal(command: _Command, say: Callable[[str], str]) -> None:
    seal = command("seal", N_("freeze a version of the dossier so that papers can be made final"))
    seal.add_argument("dossier", type=Path)
    seal.add_argument(
        "--on", type=_day(say), metavar=say(N_("DAY")), help=say(N_("as if filed on this day"))
    )
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
    seal.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar=say(N_("FIELD")),
        help=say(N_("a copied field is right as it stands; `all` for every one")),
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


def _add_life(command: _Command, say: Callable[[str], str]) -> None:
    hand_in = command("hand-in", N_("record what became of the sealed version, or show it"))
    hand_in.add_argument("dossier", type=Path)
    step = hand_in.add_mutually_exclusive_group()
    step.add_argument(
        "--what", choices=tuple(MOVES), help=say(N_("what happened; without it, show the record"))
    )
    step.add_argument(
        "--correct",
        metavar=say(N_("STEP")),
        help=say(N_("a step that was recorded wrongly; what else is given is what it should say")),
    )
    hand_in.add_argument("--why", help=say(N_("why the step is corrected")))
    hand_in.add_argument("--day", type=_day(say), metavar=say(N_("DAY")))
    hand_in.add_argument("--authority", help=say(N_("to whom, or by whom")))
    hand_in.add_argument("--receipt", help=say(N_("number of the receipt")))
    hand_in.add_argument("--question", help=say(N_("what the authority asks")))
    hand_in.add_argument(
        "--working-days", type=int, metavar="N", help=say(N_("working days to answer"))
    )
    hand_in.add_argument("--answer", help=say(N_("what was answered")))
    hand_in.add_argument(
        "--number", help=say(N_("number the authority gave; of a shipment, that of its licence"))
    )
    hand_in.add_argument(
        "--pieces", type=int, metavar="N", help=say(N_("pieces licensed, or pieces that left"))
    )
    hand_in.add_argument(
        "--shipment",
        metavar=say(N_("NAME")),
        help=say(N_("the dossier's shipment that left, or “other” for one it does not hold")),
    )
    hand_in.add_argument("--transport-document", help=say(N_("transport document of a shipment")))
    hand_in.add_argument(
        "--paper",
        dest="papers",
        type=Path,
        action="append",
        default=[],
        metavar=say(N_("FILE")),
        help=say(N_("file the authority's letter, a receipt or a licence with it; repeatable")),
    )
    hand_in.add_argument("--reason", help=say(N_("reason of a refusal or withdrawal")))
    diff = command("diff", N_("what differs between two versions, field by field"))
    diff.add_argument("dossier", type=Path)
    diff.add_argument(
        "--from",
        dest="earlier",
        type=int,
        metavar=say(N_("VERSION")),
        help=say(N_("the earlier version; without it, the last sealed one")),
    )
    diff.add_argument(
        "--to",
        dest="later",
        type=int,
        metavar=say(N_("VERSION")),
        help=say(N_("the later version; without it, the dossier as it stands")),
    )
    copy = command("copy", N_("start a new dossier from this one"))
    copy.add_argument("dossier", type=Path)
    copy.add_argument("-o", "--output", type=Path, required=True, metavar="NEW.maskdesk")


def _add_verify(command: _Command, say: Callable[[str], str]) -> None:
    verify = command("verify", N_("verify a submission, a paper or a dossier"))
    verify.add_argument("path", type=Path, nargs="?")
    verify.add_argument(
        "--page", type=Path, metavar=say(N_("PICTURE")), help=say(N_("a scan of a printed page"))
    )
    verify.add_argument(
        "--code", metavar="MD-…", help=say(N_("the code at the foot of a page, typed"))
    )
    verify.add_argument(
        "--in",
        dest="within",
        type=Path,
        metavar=say(N_("WHERE")),
        help=say(N_("the dossier it should be made from; for a page, a submission too")),
    )
    _add_trust(verify, say)
    verify.add_argument("--json", action="store_true", help=say(N_("for other programs")))


def _add_identity(command: _Command, say: Callable[[str], str]) -> None:
    identity = command("identity", N_("identities to sign with"))
    action = _actions_of(identity, say)
    new = action("new", N_("make a practice identity"))
    new.add_argument("-o", "--output", type=Path, required=True, metavar="ID.p12")
    new.add_argument("--name", required=True)
    new.add_argument("--organisation", required=True)
    _add_passphrase(new, say)


def _add_law(command: _Command, say: Callable[[str], str]) -> None:
    action = _actions_of(command("law", N_("the law itself: packs, and what a day changes")), say)
    action("list", N_("all packs, and whom you trust"))
    show = action("show", N_("what a pack says"))
    show.add_argument("pack", metavar=say(N_("PACK")))
    action("report", N_("what was seen only in part, and what nobody verified for a year"))
    check = action("check", N_("find every mistake in a pack's file"))
    check.add_argument("file", type=Path, metavar="PACK.toml")
    install = action("install", N_("take in a pack from a file"))
    install.add_argument("file", type=Path, metavar=say(N_("FILE")))
    remove = action("remove", N_("take an installed pack away"))
    remove.add_argument("pack", metavar=say(N_("PACK")))
    _add_publishing(action, say)
    diff = action("diff", N_("what filing on another day would change"))
    diff.add_argument("dossier", type=Path)
    for name, dest in (("--from", "earlier"), ("--to", "later")):
        diff.add_argument(name, dest=dest, type=_day(say), required=True, metavar=say(N_("DAY")))
    calendar = action("calendar", N_("the coming changes that touch some dossiers"))
    calendar.add_argument("dossiers", type=Path, nargs="+", metavar="X.maskdesk")
    calendar.add_argument(
        "--days", type=int, default=_CALENDAR_DAYS, metavar="N", help=say(N_("how far to look"))
    )


def _add_publishing(action: _Command, say: Callable[[str], str]) -> None:
    trust = action("trust", N_("take packs signed with a key, by its fingerprint"))
    trust.add_argument("fingerprint", metavar=say(N_("FINGERPRINT")))
    trust.add_argument("--name", required=True, help=say(N_("who the publisher is")))
    withdraw = action("withdraw", N_("trust a key no longer"))
    withdraw.add_argument("fingerprint", metavar=say(N_("FINGERPRINT")))
    key = action("key", N_("make a key to sign packs with"))
    key.add_argument("-o", "--output", type=Path, required=True, metavar="KEY.pem")
    _add_passphrase(key, say)
    publish = action("publish", N_("sign a pack and put it into an archive"))
    publish.add_argument("file", type=Path, metavar="PACK.toml")
    publish.add_argument("--key", type=Path, required=True, metavar="KEY.pem")
    publish.add_argument("--name", required=True, help=say(N_("who publishes it")))
    publish.add_argument("-o", "--output", type=Path, required=True, metavar="PACK.maskdesk-law")
    _add_passphrase(publish, say)


def _add_lists(command: _Command, say: Callable[[str], str]) -> None:
    action = _actions_of(command("list", N_("lists of makers, confirmed or sanctioned")), say)
    new = action("import", N_("make a dated list out of a workbook or a CSV file"))
    new.add_argument("file", type=Path, metavar="X.xlsx")
    new.add_argument("--list", required=True, choices=tuple(LISTS))
    new.add_argument(
        "--day", type=_day(say), required=True, metavar=say(N_("DAY")),
        help=say(N_("the day on which it was printed")),
    )  # fmt: skip
    new.add_argument("--source", required=True, help=say(N_("where it was taken from")))
    new.add_argument("--keeper", default="", help=say(N_("who keeps it")))
    meaning = new.add_mutually_exclusive_group()
    for option, direction, help_ in (
        ("--allow", "allow", N_("whoever stands on it is confirmed")),
        ("--deny", "deny", N_("whoever stands on it is sanctioned")),
    ):
        meaning.add_argument(
            option, dest="direction", action="store_const", const=direction, help=say(help_)
        )
    for name in ("name", "code", "product"):
        new.add_argument(
            f"--{name}-column", type=int, metavar="N",
            help=say(N_("column, counted from 1, if its heading does not tell")),
        )  # fmt: skip
    new.add_argument(
        "--letters", choices=("gb18030", "cp1258"),
        help=say(N_("how Chinese or Vietnamese letters are written in an old CSV file")),
    )  # fmt: skip
    new.add_argument("-o", "--output", type=Path, required=True, metavar="LIST.maskdesk-list")
    match = action("match", N_("the makers of a dossier against lists"))
    match.add_argument("dossier", type=Path)
    match.add_argument("lists", type=Path, nargs="+", metavar="LIST.maskdesk-list")
    attach = action("attach", N_("put a list into a dossier, with its file as evidence"))
    attach.add_argument("dossier", type=Path)
    attach.add_argument("file", type=Path, metavar="LIST.maskdesk-list")


def _actions_of(command: argparse.ArgumentParser, say: Callable[[str], str]) -> _Command:
    """What adds the actions of a command, each with its help."""
    actions = command.add_subparsers(dest="action", metavar=say(N_("ACTION")), required=True)

    def action(name: str, help_: str) -> argparse.ArgumentParser:
        parser = actions.add_parser(
            name,
            help=say(help_),
            description=say(help_),
            formatter_class=command.formatter_class,
            add_help=False,
            allow_abbrev=False,
        )
        _add_help(parser, say)
        parser.add_argument("--lang", choices=LANGUAGES, help=argparse.SUPPRESS)
        return parser

    return action


def _add_files(command: _Command, say: Callable[[str], str]) -> None:
    command("schema", N_("print the JSON Schema of a dossier"))
    pack = command("pack", N_("put a folder with dossier.json and evidence into a dossier"))
    pack.add_argument("folder", type=Path)
    pack.add_argument("-o", "--output", type=Path, required=True, metavar="X.maskdesk")
    pack.add_argument(
        "--replace", action="store_true", help=say(N_("a dossier of that name may be replaced"))
    )
    unpack = command("unpack", N_("lay a dossier out as a folder"))
    unpack.add_argument("dossier", type=Path)
    unpack.add_argument("folder", type=Path)
    backups = command("backups", N_("list the backups of a dossier, and work not saved yet"))
    backups.add_argument("dossier", type=Path)
    restore = command("restore", N_("bring back a backup of a dossier, or work not saved yet"))
    restore.add_argument("dossier", type=Path)
    which = restore.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--number", type=int, metavar="N", help=say(N_("the backup, as `backups` numbers it"))
    )
    which.add_argument("--unsaved", action="store_true", help=say(N_("the work not saved yet")))
    restore.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="NEW.maskdesk",
        help=say(N_("into a new file; without it, in the dossier's place")),
    )
    desktop = _actions_of(command("desktop", N_("the desktop: menu and double click")), say)
    desktop("add", N_("put MaskDesk into the menu, and open dossiers by a double click"))
    desktop("remove", N_("take MaskDesk out of the menu again"))
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


def _day(say: Callable[[str], str]) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as unreadable:
            said = say(N_("“{text}” is no day; write it as 2020-05-06")).format(text=text)
            raise argparse.ArgumentTypeError(said) from unreadable

    return read


# What a clerk plans ahead: orders are taken for a year.
_CALENDAR_DAYS = 365

_DESCRIPTION = N_("Prepares, checks and makes the papers of an export consignment of masks.")
_EPILOG = N_(
    "Exit codes: 0 done and clear, 1 done but something is held up or not valid, "
    "2 could not be done."
)
_USAGE = N_("usage:")
_HEADINGS = {
    "positional arguments": N_("what it takes"),
    "options": N_("options"),
}
