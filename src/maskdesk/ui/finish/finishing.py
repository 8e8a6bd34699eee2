"""What is to be finished and how: the clerk's choices on the way through the wizard."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from maskdesk.desk.making import Making, Prospect
from maskdesk.desk.manifest import COUNTER_SHEET, Way
from maskdesk.desk.plan import Finish, PlannedPaper, way_of
from maskdesk.desk.tasks import Holder, Signing
from maskdesk.desk.wording import place_name
from maskdesk.desk.workers import Workers
from maskdesk.desk.working import OpenedFile
from maskdesk.dossier.sections import Dossier
from maskdesk.language import N_
from maskdesk.output.forms import FORMS
from maskdesk.rules.finding import Finding
from maskdesk.rules.ground import known
from maskdesk.store.secrets import Keyring
from maskdesk.store.settings import Settings
from maskdesk.ui.jobs import answer_at_once
from maskdesk.ui.savings import Savings
from maskdesk.ui.speech import Speech

# How a whole submission is finished.
Manner = Literal["signed", "ink", "practice", "draft"]
# Where the settings remember a folder: for submissions, for identities.
SUBMISSIONS, IDENTITIES = "submissions", "identities"
# Signs that a file system, ours or the receiver's, may refuse in a name.
_UNFIT = '<>:"/\\|?*'
_LONGEST_NAME = 80


class Candidate(Struct, frozen=True, kw_only=True):
    """One line of the list of papers: a form, with all papers that are made from it."""

    form: str
    papers: tuple[PlannedPaper, ...]

    @property
    def makeable(self) -> bool:
        """Whether MaskDesk has a form for it."""
        return all(one.makeable for one in self.papers)

    @property
    def making(self) -> tuple[Finding, ...]:
        """What holds it up at making."""
        return _each_once(finding for one in self.papers for finding in one.making)

    @property
    def handing_in(self) -> tuple[Finding, ...]:
        """What holds it up at the hand-in."""
        return _each_once(finding for one in self.papers for finding in one.handing_in)

    @property
    def always(self) -> bool:
        """Whether it goes with whatever is made."""
        return self.form == COUNTER_SHEET


class Place(Struct, frozen=True, kw_only=True):
    """Where the papers go, as it was found when the clerk settled it.

    `medium` tells its disk or share from what may be found in its place later.
    """

    folder: Path
    medium: int
    on_share: bool
    is_filled: bool

    def leaves_bare(self, folder: Path, *, on_share: bool) -> bool:
        """Whether a folder lies where this one did, but no more on a share."""
        return self.on_share and not on_share and folder.parent == self.folder.parent


class Finishing(Struct, kw_only=True):
    """One run of the wizard: what it works with, what was chosen, what came of it.

    `signing` opens the identity; it lives as long as the wizard is open and is shown nowhere.
    """

    speech: Speech
    workers: Workers
    file: OpenedFile
    savings: Savings
    now: Callable[[], datetime]
    settings: Settings
    keep_settings: Callable[[Settings], None]
    keyring: Keyring = field(default_factory=Keyring)
    prospect: Prospect | None = None
    manner: Manner = "draft"
    chosen: frozenset[str] = frozenset()
    finishes: dict[str, Finish] = {}
    signing: Signing | None = None
    holder: Holder | None = None
    place: Place | None = None

    @property
    def draft(self) -> bool:
        """Whether drafts are made."""
        return self.manner == "draft"

    @property
    def by_identity(self) -> bool:
        """Whether somebody signs electronically."""
        return self.manner in ("signed", "practice")

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands, for the names of its rows."""
        return self.file.session.dossier

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The papers that can be chosen from, in their order."""
        if self.prospect is None:
            return ()
        planned = self.prospect.drafts if self.draft else self.prospect.final
        forms: dict[str, list[PlannedPaper]] = {}
        for one in planned:
            forms.setdefault(one.form, []).append(one)
        return tuple(Candidate(form=form, papers=tuple(one)) for form, one in forms.items())

    def possible(self, candidate: Candidate) -> bool:
        """Whether it can be made now; a draft can be made of what is held up."""
        return candidate.makeable and (self.draft or not candidate.making)

    @property
    def wanted(self) -> tuple[PlannedPaper, ...]:
        """The papers that will be made, the counter sheet included."""
        return tuple(
            paper
            for one in self.candidates
            if self.possible(one) and (one.form in self.chosen or one.always)
            for paper in one.papers
        )

    def way(self, planned: PlannedPaper) -> Way:
        """How one paper will be finished."""
        return way_of(planned, self.finishes, by_identity=self.by_identity, draft=self.draft)

    def needs_a_hand(self, planned: PlannedPaper) -> bool:
        """Whether it is to be signed by hand: final, not signed here, and with a place for it."""
        return self.way(planned) == "ink" and bool(FORMS[planned.form].signers)

    def can_choose_way(self, candidate: Candidate) -> bool:
        """Whether this paper can be finished otherwise than the rest."""
        signed = self.by_identity and candidate.makeable and not candidate.always
        return signed and FORMS[candidate.form].exporter_signs

    @property
    def making(self) -> Making:
        """What the making process is asked for; it opens the identity itself."""
        forms = tuple(dict.fromkeys(one.form for one in self.wanted))
        return Making(
            moment=self.now(), draft=self.draft, forms=forms, finishes=dict(self.finishes)
        )

    def change_settings(self, **changes: object) -> None:
        """Remember how the clerk likes it."""
        self.settings = replace(self.settings, **changes)
        self.keep_settings(self.settings)

    def remember_folder(self, purpose: str, folder: Path) -> None:
        """Remember where such files are kept."""
        self.change_settings(folders={**self.settings.folders, purpose: str(folder)})

    def folder_for(self, purpose: str) -> Path:
        """Where such files were kept last and can be reached; else beside the dossier, or home."""
        kept = self.settings.folders.get(purpose)
        if kept and answer_at_once(Path(kept).is_dir, otherwise=False):
            return Path(kept)
        return self.file.path.parent if self.file.path is not None else Path.home()

    def new_folder(self) -> Path:
        """A folder that is still free as far as can be told, named for what goes into it."""
        say = self.speech.say
        reference = known(self.dossier.head.reference) or self.dossier.id or say(N_("Papers"))
        version = self.prospect.version if self.prospect is not None else 0
        marks = {
            "draft": say(N_("DRAFT")),
            "practice": say(N_("practice")),
            "signed": say(N_("version {version}"), version=version),
            "ink": say(N_("version {version}"), version=version),
        }
        name = _fit_for_a_file(f"{reference} {marks[self.manner]}")
        wanted = self.folder_for(SUBMISSIONS) / name
        return answer_at_once(lambda: _free(wanted), otherwise=wanted)

    def title(self, form: str, subject: str = "") -> str:
        """What a paper is called, with the row it is about."""
        return paper_title(self.speech, self.dossier, form, subject)


def paper_title(speech: Speech, dossier: Dossier, form: str, subject: str = "") -> str:
    """What a paper is called, with the row it is about."""
    title = speech.say(FORMS[form].title) if form in FORMS else form
    return f"{title}: {place_name(speech.catalogue, dossier, subject)}" if subject else title


def _free(wanted: Path) -> Path:
    free, number = wanted, 1
    while free.exists():
        number += 1
        free = wanted.with_name(f"{wanted.name} ({number})")
    return free


def _each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple({finding.key: finding for finding in findings}.values())


def _fit_for_a_file(name: str) -> str:
    fit = "".join(" " if sign in _UNFIT or not sign.isprintable() else sign for sign in name)
    return " ".join(fit.split())[:_LONGEST_NAME].strip(" .") or "MaskDesk"
