"""What a form is, and what it is drawn from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from maskdesk.dossier.difference import Difference, differences
from maskdesk.dossier.sections import Declaration, Dossier, Paper, Signatory
from maskdesk.language import Language
from maskdesk.law.pack import Pack
from maskdesk.output.page_style import PageStyle
from maskdesk.output.setting import Block
from maskdesk.rules.evaluate import Report
from maskdesk.rules.ground import known
from maskdesk.rules.holding import concerns

if TYPE_CHECKING:
    from maskdesk.output.forms.writing import Writing


# Whose hands a paper is meant for: each of them gets a pile of its own.
Reader = Literal["authority", "importer", "producer", "office"]
# What a paper must know of before it can be drawn, in the order in which papers are drawn: the
# dossier alone, the papers drawn before it, all papers but the counter sheet, every file.
About = Literal["dossier", "set", "pile", "package"]


class Signer(Struct, frozen=True, kw_only=True):
    """Who signs a form and where: the name of the signature field, and the part it plays.

    The exporter certifies; whoever signs after may only add a signature.
    """

    field: str
    role: Literal["certify", "approve"]
    holder: str


EXPORTER_SIGNS = Signer(field="SigExporter", role="certify", holder="exporter")
IMPORTER_SIGNS = Signer(field="SigImporter", role="approve", holder="importer")
PRODUCER_SIGNS = Signer(field="SigProducer", role="certify", holder="producer")


class PackagedFile(Struct, frozen=True, kw_only=True):
    """A file of the package, as the counter sheet lists it."""

    name: str
    sha256: str


class Enclosure(Struct, frozen=True, kw_only=True):
    """Another piece of the same submission, as a letter or a set list names it.

    `title` is a message id; `paper` is the id of the row in which the clerk settled its number,
    day and copies, empty where there is none; `fields` are the places in it that are signed and
    `field_pages` the pages they stand on, from 1, where those are known.
    `number` and `day` are what a paper of an earlier version printed, as it printed them.
    """

    form: str
    title: str
    file: str
    subject: str = ""
    paper: str = ""
    pages: int = 0
    way: Literal["signed", "ink", "draft", ""] = ""
    fields: tuple[str, ...] = ()
    field_pages: tuple[int, ...] = ()
    number: str = ""
    day: str = ""


class Facts(Struct, frozen=True, kw_only=True):
    """All a form may draw from: the dossier, how it stands, and what is settled for this paper.

    `subject` is the row the paper is about, by its path, where there is one paper for each; `seal`
    is the digest of the sealed snapshot, empty while nothing is sealed; `packs` are those
    the report was made with and `files` the other files of the package, both for the counter
    sheet; `enclosures` are the other pieces of the submission, for papers about the set.
    `before` is the sealed version that this one amends, `replaced` its papers that are now wrong.
    `publishers` says who signed each pack that did not come with MaskDesk, empty for the office's
    own.
    """

    dossier: Dossier
    report: Report
    form: str
    subject: str = ""
    version: int = 1
    seal: str = ""
    declaration: Declaration | None = None
    files: tuple[PackagedFile, ...] = ()
    packs: tuple[Pack, ...] = ()
    publishers: Mapping[str, str] = {}
    enclosures: tuple[Enclosure, ...] = ()
    before: Dossier | None = None
    replaced: tuple[Enclosure, ...] = ()

    @property
    def own_packs(self) -> tuple[str, ...]:
        """The office's own packs, signed by nobody, under which this paper is made."""
        due = {one.pack for one in self.report.due if one.form == self.form}
        asked = {one.pack for one in self.report.findings if concerns(one, self.form)}
        return tuple(
            pack
            for pack, publisher in self.publishers.items()
            if not publisher and pack in due | asked
        )

    @property
    def changes(self) -> tuple[Difference, ...]:
        """What differs from the version this one amends; nothing where it amends none."""
        return differences(self.before, self.dossier) if self.before is not None else ()

    @property
    def details(self) -> Paper | None:
        """What the clerk settled for this paper, if anything."""
        return next(
            (
                one
                for one in self.dossier.papers
                if known(one.form) == self.form and (known(one.subject) or "") == self.subject
            ),
            None,
        )

    @property
    def signatory(self) -> Signatory | None:
        """Who signs for the exporter: the one named for this paper, else the only one there is."""
        signatories = self.dossier.exporter.signatories
        named = known(self.details.signatory) if self.details is not None else None
        if named is None:
            return signatories[0] if len(signatories) == 1 else None
        return next((one for one in signatories if one.id == named), None)

    @property
    def day(self) -> date | None:
        """The day that stands on this paper, where the clerk gave one."""
        return known(self.details.day) if self.details is not None else None


class Form(Struct, frozen=True, kw_only=True):
    """One paper that is made as a PDF.

    `languages` are those it has wording in, the first being the authority's; `choose` picks among
    them where they depend on the dossier. `per` gives the rows (by path) of which each has a paper
    of its own. `about` says what it must know before it can be drawn. `beside` gives files that
    lie next to it, by name, such as its figures for another program. `origins` says for which
    origins it can be made, empty for all; `reader` on whose pile it lies; `write` gives its
    blocks. `styles` are the looks that a language asks for, such as the petition of Viet Nam; the
    others have `style`. `goes_with` is a holder of signatures: where the paper is only
    customary, it is made if another one of the set needs that hand. `number_at` and `day_at`
    are where its number and day stand if not among what the clerk settled for the paper,
    `{subject}` being the row it is about.
    """

    id: str
    title: str
    languages: tuple[Language, ...]
    style: PageStyle
    write: "Callable[[Facts, Writing], tuple[Block, ...]]"
    signers: tuple[Signer, ...] = (EXPORTER_SIGNS,)
    origins: tuple[str, ...] = ()
    coded: bool = True
    choose: Callable[[Dossier], tuple[Language, ...]] | None = None
    per: Callable[[Dossier], tuple[str, ...]] | None = None
    about: About = "dossier"
    beside: "Callable[[Facts], Mapping[str, bytes]] | None" = None
    reader: Reader = "authority"
    styles: Mapping[Language, PageStyle] = {}
    goes_with: str = ""
    number_at: str = ""
    day_at: str = ""

    def style_in(self, language: Language) -> PageStyle:
        """How the paper looks in the language it is written in."""
        return self.styles.get(language, self.style)

    @property
    def exporter_signs(self) -> bool:
        """Whether the exporter signs it first: its identity finishes no other paper."""
        return bool(self.signers) and self.signers[0].holder == "exporter"

    def languages_for(self, dossier: Dossier) -> tuple[Language, ...]:
        """The languages this paper of this dossier is worded in, the first being its own."""
        return self.languages if self.choose is None else self.choose(dossier)

    def subjects(self, dossier: Dossier) -> tuple[str, ...]:
        """What the papers of this form are about: rows by path, or nothing in particular."""
        return ("",) if self.per is None else self.per(dossier)
