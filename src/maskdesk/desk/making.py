"""Making a submission: drawn, archived, signed, listed, verified, then written as a whole."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from msgspec import Struct
from msgspec.structs import replace

from maskdesk import __version__
from maskdesk.desk.manifest import (
    COUNTER_SHEET,
    FORMAT,
    MANIFEST,
    Manifest,
    Packed,
    PackedAnnex,
    Way,
    digest_for_sheet,
    write_manifest,
)
from maskdesk.desk.office import Office
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.paper_data import DATA, PageData, PaperData, write_data
from maskdesk.desk.plan import Finish, PlannedPaper, plan, way_of
from maskdesk.desk.printing import unprintable
from maskdesk.desk.replacing import Printed, replaced_papers
from maskdesk.desk.sealed import NotSealed
from maskdesk.desk.verifying import check_package
from maskdesk.dossier.linking import without_papers_of_steps
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Language, show_sentences
from maskdesk.output.annexes import ANNEXES
from maskdesk.output.archive import Attachment, archive_pdf
from maskdesk.output.forms import FORMS
from maskdesk.output.forms.form import About, Enclosure, Facts, Form, PackagedFile
from maskdesk.output.paper import paper_code, places_to_sign
from maskdesk.output.sheet import Drawing, page_digests
from maskdesk.output.signing import sign
from maskdesk.output.stamp import Stamp, stamp
from maskdesk.output.typeface import NotPrintable
from maskdesk.rules.ground import known

if TYPE_CHECKING:
    from maskdesk.output.identity import Identity


class NoSuchPaper(MaskDeskError):
    """A paper was asked for that this submission does not have."""

    problem = N_("This submission has no paper called {paper}.")
    way_out = N_("Its papers are: {papers}. Wish for others in the dossier's papers.")


class HeldUp(MaskDeskError):
    """A paper that may not be made yet."""

    problem = N_("{paper} is held up: {reasons}")
    way_out = N_("Cure that, or name only the papers that are ready: {ready}.")


class NotVerified(MaskDeskError):
    """What was made did not stand its own check, so nothing was written."""

    problem = N_("The submission did not verify after it was made: {reason}")
    way_out = N_("Nothing was written; report this, it is a fault in MaskDesk.")


class Progress(Struct, frozen=True, kw_only=True):
    """How far the making is: the paper in work and its place among all."""

    paper: str
    position: int
    count: int


class Making(Struct, frozen=True, kw_only=True):
    """How the papers are to be finished: an identity signs, ink is left room, a draft says so.

    `forms` names the papers wanted, empty for all; `moment` is the time that stands in them.
    `finishes` says by form where a paper is finished otherwise than the dossier has it.
    """

    moment: datetime
    identity: "Identity | None" = None
    draft: bool = False
    forms: tuple[str, ...] = ()
    finishes: Mapping[str, Finish] = {}

    def way(self, planned: PlannedPaper) -> Way:
        """How one paper is finished."""
        by_identity = self.identity is not None
        return way_of(planned, self.finishes, by_identity=by_identity, draft=self.draft)


class Submission(Struct, frozen=True, kw_only=True):
    """A package that was made: its files by name, and what its manifest says."""

    files: dict[str, bytes]
    manifest: Manifest

    @property
    def draft(self) -> bool:
        """Whether it was made of drafts, which no dossier remembers."""
        return all(paper.way == "draft" for paper in self.manifest.papers)


class Prospect(Struct, frozen=True, kw_only=True):
    """What could be made of a dossier: the papers of its last sealed version, and its drafts.

    `version` is 0 where nothing is sealed; `changed` says that the dossier has gone on since.
    Papers that are due and that MaskDesk has no form for are among them.
    """

    version: int
    changed: bool
    final: tuple[PlannedPaper, ...]
    drafts: tuple[PlannedPaper, ...]


def prospect(opened: OpenDossier, office: Office, moment: datetime) -> Prospect:
    """What could be made now. Raises what reading a sealed version raises."""
    drafts = _Work(opened, office, Making(moment=moment, draft=True)).planned
    version = max(opened.versions, default=0)
    if not version:
        return Prospect(version=0, changed=True, final=(), drafts=drafts)
    return Prospect(
        version=version,
        changed=not is_as_sealed(opened),
        final=_Work(opened, office, Making(moment=moment)).planned,
        drafts=drafts,
    )


def make_submission(
    opened: OpenDossier,
    office: Office,
    making: Making,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Submission:
    """All chosen papers of the last sealed version, or none of them.

    Drafts are made from the dossier as it stands. Raises NotSealed, NoSuchPaper, HeldUp,
    Unprintable, CannotStand, what signing raises, and NotVerified; nothing is written here.
    """
    work = _Work(opened, office, making)
    chosen = work.choose()
    work.add_annexes()
    # What lists other pieces is drawn after them, yet stands where the plan puts it.
    for done, (position, planned) in enumerate(_in_drawing_order(chosen), start=1):
        progress(Progress(paper=planned.form, position=done, count=len(chosen)))
        work.add_paper(position, planned)
    submission = Submission(files=work.files, manifest=work.manifest())
    files = {**work.files, MANIFEST: write_manifest(submission.manifest)}
    if not making.draft:
        _refuse_unless_verified(files, making)
    return replace(submission, files=files)


def preview(
    opened: OpenDossier, office: Office, form: str, subject: str, moment: datetime
) -> Drawing:
    """One paper as it would be made now: a draft, unless this very content is sealed.

    Any paper can be looked at, due or not. One that lists others is drawn after these were made
    without an identity, so it takes as long as they do.
    Raises NoSuchPaper, Unprintable, and what reading a sealed version raises.
    """
    draft = not is_as_sealed(opened)
    return _Work(opened, office, Making(moment=moment, draft=draft)).drawing(form, subject)


def is_as_sealed(opened: OpenDossier) -> bool:
    """Whether the dossier as it stands is its last sealed version: its papers are no drafts.

    What became of that version meanwhile changes none of its papers.
    """
    version = known(opened.dossier.head.version) or 1
    if version != max(opened.versions, default=0):
        return False
    return _before_steps(opened.sealed(version).dossier) == _before_steps(opened.dossier)


def _before_steps(dossier: Dossier) -> Dossier:
    return replace(without_papers_of_steps(dossier), moves=())


def printer(opened: OpenDossier, office: Office, moment: datetime) -> Printed:
    """What papers of the dossier as it stands would print, form by form."""
    return _Work(opened, office, Making(moment=moment, draft=True)).printed


class _Work:
    """One submission in the making."""

    def __init__(self, opened: OpenDossier, office: Office, making: Making) -> None:
        self._opened = opened
        self._office = office
        self._making = making
        self.files: dict[str, bytes] = {}
        self._annexes: list[PackedAnnex] = []
        self._papers: list[Packed] = []
        self._pages_to_sign: dict[str, dict[str, int]] = {}
        self._seal = ""
        if making.draft:
            self._dossier = opened.dossier
            today = making.moment.date()
            self._law = office.law
            self._report = office.report(opened.dossier, today, returned=opened.returned)
            self._version = known(opened.dossier.head.version) or 1
        else:
            self._version = max(opened.versions, default=0)
            if not self._version:
                raise NotSealed(version="1")
            sealed = opened.sealed(self._version)
            self._dossier, self._seal = sealed.dossier, sealed.seal.digest
            self._law = sealed.law
            self._report = sealed.report(opened.returned_to(self._version))
        self._dossier = without_papers_of_steps(self._dossier)

    def choose(self) -> tuple[PlannedPaper, ...]:
        """The planned papers that are wanted, the counter sheet always last."""
        makeable = self._makeable
        forms = tuple(dict.fromkeys(one.form for one in makeable))
        for form in self._making.forms:
            if form not in forms:
                raise NoSuchPaper(paper=form, papers=", ".join(forms))
        wanted = {*(self._making.forms or forms), COUNTER_SHEET}
        chosen = tuple(one for one in makeable if one.form in wanted)
        if not self._making.draft:
            self._refuse_held_up(chosen)
        return chosen

    def drawing(self, form_id: str, subject: str) -> Drawing:
        """One paper drawn and nothing else, after those it must know of."""
        form = FORMS.get(form_id)
        if form is None or subject not in form.subjects(self._dossier):
            raise NoSuchPaper(paper=form_id, papers=", ".join(FORMS))
        if form.about != "dossier":
            self.add_annexes()
            for position, planned in _in_drawing_order(self._makeable):
                is_it = (planned.form, planned.subject) == (form_id, subject)
                if is_it or _rank(planned.form) > _rank(form_id):
                    break
                self.add_paper(position, planned)
        return self._draw(form, self._facts(form, subject), draft=self._making.draft)

    @cached_property
    def planned(self) -> tuple[PlannedPaper, ...]:
        """Every paper of the plan, those without a form too."""
        return plan(self._dossier, self._report, self._office.customary)

    @property
    def _makeable(self) -> tuple[PlannedPaper, ...]:
        return tuple(one for one in self.planned if one.makeable)

    def add_paper(self, position: int, planned: PlannedPaper) -> None:
        """Draw, archive and finish one paper, with the files that lie beside it."""
        form = FORMS[planned.form]
        facts = self._facts(form, planned.subject)
        languages = form.languages_for(self._dossier)
        drawing = self._draw(form, facts, draft=self._making.draft)
        way = self._making.way(planned)
        places = () if way == "draft" else places_to_sign(form, drawing)
        certified = tuple(place for place in places if way == "signed" and place.role == "certify")
        signed = tuple(place.field for place in certified)
        packed = Packed(
            file=f"{position:02}-{form.id}.pdf",
            form=form.id,
            way=way,
            code=paper_code(facts) if form.coded else "",
            pages=drawing.pages,
            sha256="",
            subject=facts.subject,
            signed=signed,
            to_sign=tuple(place.field for place in places if place.field not in signed),
            open=tuple(finding.key for finding in planned.handing_in),
        )
        pdf = archive_pdf(
            drawing.pdf,
            title=self._office.catalogue(languages[0]).translate(form.title),
            language=languages[0],
            moment=self._making.moment,
            facts=self._marks(form, facts),
            attachments=(self._data(drawing, facts, packed),),
            places=places if way == "signed" else (),
        )
        for place in certified:
            pdf = self._sign(pdf, languages, place.field, place.box)
        self.files[packed.file] = pdf
        self._pages_to_sign[packed.file] = {place.field: place.page + 1 for place in places}
        self._papers.append(replace(packed, sha256=_sha256(pdf)))
        for beside, content in (form.beside(facts) if form.beside is not None else {}).items():
            self._add_annex(f"{position:02}-{beside}", form.id, content)

    def _draw(self, form: Form, facts: Facts, *, draft: bool) -> Drawing:
        press = self._office.press
        try:
            return press.draw(form, facts, draft=draft)
        except NotPrintable as refusal:
            catalogue = self._office.catalogue(self._language)
            raise unprintable(refusal, form.id, facts.dossier, press.faces, catalogue) from refusal

    def add_annexes(self) -> None:
        """Write every annex the dossier has rows for."""
        for annex in ANNEXES.values():
            if annex.concerns(self._dossier):
                catalogue = self._office.catalogue(self._language)
                content = annex.write(
                    self._dossier, catalogue, self._making.moment, draft=self._making.draft
                )
                self._add_annex(f"annexes/{annex.id}.xlsx", annex.id, content)

    def manifest(self, *last: Packed) -> Manifest:
        """What the package says of itself; `last` stands for a paper that is not made yet."""
        identity = self._making.identity
        return Manifest(
            format=FORMAT,
            dossier=self._dossier.id,
            reference=known(self._dossier.head.reference) or "",
            version=self._version,
            seal=self._seal,
            made=self._making.moment,
            program=__version__,
            practice=identity is not None and identity.practice,
            papers=tuple(sorted((*self._papers, *last), key=lambda paper: paper.file)),
            annexes=tuple(self._annexes),
        )

    def _add_annex(self, name: str, annex: str, content: bytes) -> None:
        self.files[name] = content
        self._annexes.append(PackedAnnex(file=name, annex=annex, sha256=_sha256(content)))

    @property
    def _language(self) -> Language:
        languages = known(self._dossier.head.languages) or ()
        chosen: tuple[Language, ...] = ("en", "vi", "zh")
        return next((one for one in chosen if one in languages[:1]), "en")

    def _facts(self, form: Form, subject: str) -> Facts:
        declarations = self._dossier.customs.declarations
        files = tuple(
            PackagedFile(name=name, sha256=_sha256(content))
            for name, content in sorted(self.files.items())
        )
        return Facts(
            dossier=self._dossier,
            report=self._report,
            form=form.id,
            subject=subject,
            version=self._version,
            seal=self._seal,
            declaration=declarations[0] if len(declarations) == 1 else None,
            files=files if form.about == "package" else (),
            enclosures=self._enclosures() if form.about in ("set", "pile") else (),
            packs=tuple(self._law),
            publishers=self._law.publishers,
            before=self._before if form.about == "set" else None,
            replaced=self._replaced if form.about == "set" else (),
        )

    def printed(self, form: str, subject: str) -> Mapping[str, str] | None:
        """What a paper of this dossier prints, by path; None where it has no such paper."""
        known_form = FORMS.get(form)
        if known_form is None or subject not in known_form.subjects(self._dossier):
            return None
        facts = self._facts(known_form, subject)
        drawing = self._draw(known_form, facts, draft=False)
        return {one.path: one.text for one in drawing.placements}

    @cached_property
    def _before(self) -> Dossier | None:
        earlier = [version for version in self._opened.versions if version < self._version]
        if not earlier:
            return None
        return without_papers_of_steps(self._opened.sealed(earlier[-1]).dossier)

    @cached_property
    def _replaced(self) -> tuple[Enclosure, ...]:
        earlier = [version for version in self._opened.versions if version < self._version]
        if not earlier:
            return ()
        return replaced_papers(self._opened, earlier[-1], self._dossier, self.printed)

    def _enclosures(self) -> tuple[Enclosure, ...]:
        rows = {(known(row.form), known(row.subject) or ""): row.id for row in self._dossier.papers}
        papers = (
            Enclosure(
                form=paper.form,
                title=FORMS[paper.form].title,
                file=paper.file,
                subject=paper.subject,
                paper=rows.get((paper.form, paper.subject), ""),
                pages=paper.pages,
                way=paper.way,
                fields=(*paper.signed, *paper.to_sign),
                field_pages=tuple(
                    self._pages_to_sign[paper.file][field]
                    for field in (*paper.signed, *paper.to_sign)
                ),
            )
            for paper in sorted(self._papers, key=lambda paper: paper.file)
        )
        annexes = (
            Enclosure(form=annex.annex, title=_annex_title(annex.annex), file=annex.file)
            for annex in self._annexes
        )
        return (*papers, *annexes)

    def _marks(self, form: Form, facts: Facts) -> dict[str, str]:
        return {
            "dossier": self._dossier.id,
            "version": str(self._version),
            "paper": form.id,
            "subject": facts.subject,
            "code": paper_code(facts),
            "seal": self._seal,
            "state": "draft" if self._making.draft else "final",
        }

    def _data(self, drawing: Drawing, facts: Facts, packed: Packed) -> Attachment:
        """What this paper printed, page by page, and nothing else of the dossier.

        On the counter sheet also what makes the package one: every other file and the manifest.
        """
        printed: list[dict[str, str]] = [{} for _ in range(drawing.pages)]
        for placement in drawing.placements:
            printed[placement.page][placement.path] = placement.text
        digests = page_digests(drawing.placements, drawing.pages)
        whole = facts.form == COUNTER_SHEET
        data = PaperData(
            dossier=self._dossier.id,
            version=self._version,
            paper=facts.form,
            subject=facts.subject,
            code=packed.code,
            seal=self._seal,
            pages=tuple(
                PageData(digest=digest, printed=values)
                for digest, values in zip(digests, printed, strict=True)
            ),
            files={file.name: file.sha256 for file in facts.files} if whole else {},
            manifest=digest_for_sheet(self.manifest(packed)) if whole else "",
        )
        return Attachment(
            name=DATA,
            media_type="application/json",
            relationship="Data",
            description="The values printed on this paper",
            content=write_data(data),
        )

    def _sign(
        self,
        pdf: bytes,
        languages: tuple[Language, ...],
        field: str,
        box: tuple[float, float, float, float],
    ) -> bytes:
        identity = self._making.identity
        if identity is None:
            raise TypeError("only an identity signs")
        catalogue = self._office.catalogue(languages[0])
        moment = self._making.moment
        lines = (
            identity.holder,
            catalogue.say(N_("Signed electronically on {moment}"), moment=moment),
        )
        size = (box[2] - box[0], box[3] - box[1])
        look = stamp(
            self._office.press.faces,
            Stamp(lines=lines, languages=languages, practice=identity.practice),
            size,
        )
        return sign(pdf, field=field, role="certify", identity=identity, stamp=look, moment=moment)

    def _refuse_held_up(self, chosen: Sequence[PlannedPaper]) -> None:
        for planned in chosen:
            if planned.making:
                language = self._language
                reasons = show_sentences(
                    (finding.sentence(language) for finding in planned.making), language
                )
                ready = ", ".join(one.form for one in chosen if one.ready)
                raise HeldUp(paper=planned.form, reasons=reasons, ready=ready)


def _in_drawing_order(chosen: Sequence[PlannedPaper]) -> list[tuple[int, PlannedPaper]]:
    return sorted(enumerate(chosen, start=1), key=lambda one: _rank(one[1].form))


def _rank(form: str) -> int:
    return get_args(About).index(FORMS[form].about)


def _annex_title(annex: str) -> str:
    return ANNEXES[annex].title if annex in ANNEXES else FORMS[annex].title


def _refuse_unless_verified(files: dict[str, bytes], making: Making) -> None:
    signer = making.identity.fingerprint if making.identity is not None else ""
    package = check_package(files, moment=making.moment, signer=signer)
    for item in package.items:
        if item.indication == "not valid":
            reason = item.reasons[0].sentence() if item.reasons else item.name
            raise NotVerified(reason=f"{item.name}: {reason}")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
