"""Turns a drawn paper into its archival form: PDF/A-3b, with attachments and places to sign."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Language

if TYPE_CHECKING:
    import pikepdf


class NotArchivable(MaskDeskError):
    """The drawn paper did not pass as PDF/A-3b, so nothing was made from it."""

    problem = N_("The paper could not be made as PDF/A-3b: {findings}.")
    way_out = N_("Nothing was written; report this, it is a fault in the form.")


class Attachment(Struct, frozen=True, kw_only=True):
    """A file that travels inside the paper.

    `relationship` is the PDF's /AFRelationship: what the paper was printed from ("Source"),
    figures shown in it ("Data"), or something beside it ("Supplement").
    """

    name: str
    media_type: str
    relationship: Literal["Source", "Data", "Supplement"]
    description: str
    content: bytes


class SignaturePlace(Struct, frozen=True, kw_only=True):
    """Where one signature is to stand.

    `page` counts from 0; `box` is left, bottom, right, top in points from the lower left corner;
    `holder` says in plain words who is to sign, such as "exporter".
    """

    field: str
    page: int
    box: tuple[float, float, float, float]
    role: Literal["certify", "approve"]
    holder: str


def archive_pdf(
    pdf: bytes,
    *,
    title: str,
    language: Language,
    moment: dt.datetime,
    facts: Mapping[str, str],
    attachments: Sequence[Attachment] = (),
    places: Sequence[SignaturePlace] = (),
) -> bytes:
    """The paper as PDF/A-3b, with its attachments and its empty signature fields.

    The same arguments give the same bytes: all dates are `moment`, which must carry its zone, and
    the document's identifier is computed from its content.
    `facts` (dossier, paper, digest of the sealed snapshot...) stand in the document information
    dictionary, where PDF/A-3 allows keys of one's own; `facts_of` reads them back.

    The bytes are approved by pikepdf's PDF/A validator before the signature fields are added;
    a signature field is allowed in PDF/A (ISO 19005-3, 6.4.3) but unknown to that validator.

    Raises NotArchivable where the approval is refused.
    """
    import pikepdf
    from pikepdf import pdfa

    with pikepdf.open(io.BytesIO(pdf)) as paper:
        _drop_transitions(paper)
        _describe(paper, title, language, moment, facts)
        _attach(paper, attachments, moment)
        pdfa.prepare(paper, "3b")
        with paper.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["xmp:MetadataDate"] = moment.isoformat(timespec="seconds")
        approved = _written(paper)
        report = pdfa.validate_written(io.BytesIO(approved), "3b")
        # "not_checked" is what the validator says of un-embedded fonts: only "pass" will do.
        if report.verdict != "pass":
            raise NotArchivable(findings="; ".join(str(finding) for finding in report.findings[:5]))
        if not places:
            return approved
        _add_signature_fields(paper, places)
        return _written(paper)


def facts_of(pdf: bytes) -> dict[str, str]:
    """The facts that `archive_pdf` put into this paper; empty for a paper from elsewhere."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return facts_in(paper)


def facts_in(paper: "pikepdf.Pdf") -> dict[str, str]:
    """The facts in a paper that is open."""
    import pikepdf

    information = paper.trailer.get("/Info", pikepdf.Dictionary())
    return {
        key.removeprefix(_FACT_PREFIX): str(value)
        for key, value in information.items()
        if key.startswith(_FACT_PREFIX)
    }


def attached(pdf: bytes, name: str) -> bytes | None:
    """The file of this name inside a paper, or None."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return attached_in(paper, name)


def attached_in(paper: "pikepdf.Pdf", name: str) -> bytes | None:
    """The file of this name inside a paper that is open, or None."""
    held = paper.attachments.get(name)
    return held.get_file().read_bytes() if held is not None else None


_FACT_PREFIX = "/MaskDesk-"
_FACT_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")

_LANGUAGE_TAGS: Mapping[Language, str] = {"en": "en", "vi": "vi", "zh": "zh-CN"}

# Print and Locked: the widget shows on paper and cannot be dragged away.
_WIDGET_FLAGS = 4 + 128
# SignaturesExist and AppendOnly: a reader then only ever appends to the file.
_SIGNATURE_FLAGS = 1 + 2


def _written(paper: "pikepdf.Pdf") -> bytes:
    from pikepdf import pdfa

    # 1.7 is what PAdES extensions build on; with it the signer need not touch the version.
    settings = pdfa.resolve_save_kwargs("3b", deterministic_id=True, force_version="1.7")
    target = io.BytesIO()
    paper.save(target, **settings)
    return target.getvalue()


def _drop_transitions(paper: "pikepdf.Pdf") -> None:
    # reportlab writes an empty /Trans on every page; PDF/A-3 allows none.
    for page in paper.pages:
        if "/Trans" in page:
            del page["/Trans"]


def _describe(
    paper: "pikepdf.Pdf",
    title: str,
    language: Language,
    moment: dt.datetime,
    facts: Mapping[str, str],
) -> None:
    import pikepdf

    day = _pdf_date(moment)
    information = pikepdf.Dictionary(
        Title=pikepdf.String(title),
        Creator=pikepdf.String("MaskDesk"),
        CreationDate=pikepdf.String(day),
        ModDate=pikepdf.String(day),
    )
    for name, value in sorted(facts.items()):
        if not _FACT_NAME.fullmatch(name):
            message = f"a fact's name is lower-case letters, digits and hyphens, not {name!r}"
            raise ValueError(message)
        information[_FACT_PREFIX + name] = pikepdf.String(value)
    paper.trailer["/Info"] = paper.make_indirect(information)
    paper.Root.Lang = pikepdf.String(_LANGUAGE_TAGS[language])
    paper.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def _attach(paper: "pikepdf.Pdf", attachments: Sequence[Attachment], moment: dt.datetime) -> None:
    import pikepdf

    day = _pdf_date(moment)
    for attachment in attachments:
        file = pikepdf.AttachedFileSpec(
            paper,
            attachment.content,
            filename=attachment.name,
            mime_type=attachment.media_type,
            description=attachment.description,
            creation_date=day,
            mod_date=day,
        )
        file.relationship = pikepdf.Name("/" + attachment.relationship)
        paper.attachments[attachment.name] = file


def _add_signature_fields(paper: "pikepdf.Pdf", places: Sequence[SignaturePlace]) -> None:
    """Add every place as an empty field, before anybody signs.

    A field added after a certifying signature would break that signature.
    """
    import pikepdf

    fields = pikepdf.Array()
    for place in places:
        left, bottom, right, top = place.box
        page = paper.pages[place.page]
        # A visible widget without an appearance is not PDF/A: it starts with an empty one.
        blank = pikepdf.Stream(
            paper,
            b"",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, right - left, top - bottom],
            Resources=pikepdf.Dictionary(),
        )
        widget = paper.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T=pikepdf.String(place.field),
                TU=pikepdf.String(place.holder),
                Rect=[left, bottom, right, top],
                P=page.obj,
                F=_WIDGET_FLAGS,
                AP=pikepdf.Dictionary(N=paper.make_indirect(blank)),
            )
        )
        if "/Annots" not in page:
            page.obj.Annots = paper.make_indirect(pikepdf.Array())
        page.obj.Annots.append(widget)
        fields.append(widget)
    paper.Root.AcroForm = paper.make_indirect(
        pikepdf.Dictionary(Fields=fields, SigFlags=_SIGNATURE_FLAGS)
    )


def _pdf_date(moment: dt.datetime) -> str:
    """`moment` as PDF writes it, such as D:20200506093000+07'00' (ISO 32000-1, 7.9.4)."""
    zone = moment.strftime("%z")
    if not zone:
        message = "a moment carries its zone"
        raise ValueError(message)
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
