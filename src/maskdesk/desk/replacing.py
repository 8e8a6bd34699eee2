"""Which papers of an earlier version are wrong now: those that would print something else."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from maskdesk.desk.manifest import MANIFEST, Packed, PackedAnnex, read_manifest
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.paper_data import data_in
from maskdesk.desk.proving import packages_of
from maskdesk.dossier.linking import without_papers_of_steps
from maskdesk.dossier.sections import Dossier
from maskdesk.language import load_catalogue
from maskdesk.output.annexes import ANNEXES
from maskdesk.output.forms import FORMS
from maskdesk.output.forms.form import Enclosure

if TYPE_CHECKING:
    from maskdesk.desk.office import Office

# What a paper prints now, by path; None where it is not made any more.
Printed = Callable[[str, str], Mapping[str, str] | None]

# A new version gives every paper a new number and day; that alone makes none of them wrong.
_OF_THE_PAPER = re.compile(r"papers\[[^]]*\]\.(number|day)|head\.(version|amends)")


def replaced_papers(
    opened: OpenDossier, version: int, dossier: Dossier, printed_now: Printed
) -> tuple[Enclosure, ...]:
    """The papers last made from a version that would say something else now, as they stood then.

    Annexes follow the papers. What is about the set or the package is left out: it is made anew
    with it.
    """
    papers: dict[tuple[str, str], Enclosure | None] = {}
    annexes: dict[str, Enclosure | None] = {}
    for files in packages_of(opened):
        manifest = read_manifest(files[MANIFEST])
        if manifest.version != version:
            continue
        for packed in manifest.papers:
            key = (packed.form, packed.subject)
            if key not in papers:
                papers[key] = _wrong_paper(packed, files[packed.file], printed_now)
        for annex in manifest.annexes:
            if annex.annex not in annexes:
                states = (opened.sealed(version).dossier, dossier)
                before, now = map(without_papers_of_steps, states)
                annexes[annex.annex] = _wrong_annex(annex, before, now, manifest.made)
    return tuple(one for one in (*papers.values(), *annexes.values()) if one is not None)


def wrong_papers(opened: OpenDossier, office: "Office", moment: datetime) -> tuple[Enclosure, ...]:
    """The papers of the last sealed version that no longer say what the dossier says."""
    from maskdesk.desk.making import printer

    version = max(opened.versions, default=0)
    if not version or opened.sealed(version).dossier == opened.dossier:
        return ()
    return replaced_papers(opened, version, opened.dossier, printer(opened, office, moment))


def _wrong_paper(packed: Packed, pdf: bytes, printed_now: Printed) -> Enclosure | None:
    data, form = data_in(pdf), FORMS.get(packed.form)
    if data is None or form is None or form.about != "dossier":
        return None
    then = {path: text for page in data.pages for path, text in page.printed.items()}
    now = printed_now(packed.form, packed.subject)
    if now is not None and _facts(now) == _facts(then):
        return None
    return Enclosure(
        form=packed.form,
        title=form.title,
        file=packed.file,
        subject=packed.subject,
        pages=packed.pages,
        way=packed.way,
        fields=(*packed.signed, *packed.to_sign),
        number=_own(then, "number", form.number_at, packed.subject),
        day=_own(then, "day", form.day_at, packed.subject),
    )


def _wrong_annex(
    packed: PackedAnnex, before: Dossier, dossier: Dossier, moment: datetime
) -> Enclosure | None:
    """An annex is compared as it would be written now of both, whatever program wrote it then."""
    annex = ANNEXES.get(packed.annex)
    if annex is None:  # figures beside a form, which tells of them
        return None
    catalogue = load_catalogue("en")
    if annex.concerns(dossier) and annex.write(before, catalogue, moment) == annex.write(
        dossier, catalogue, moment
    ):
        return None
    return Enclosure(form=packed.annex, title=annex.title, file=packed.file)


def _facts(printed: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in printed.items() if not _OF_THE_PAPER.fullmatch(path)}


def _own(printed: Mapping[str, str], name: str, at: str, subject: str) -> str:
    """What a paper printed as its number or day: where its form has it, or as settled for it."""
    ending = f"].{name}"
    settled = (
        text
        for path, text in printed.items()
        if path.startswith("papers[") and path.endswith(ending)
    )
    return printed.get(at.format(subject=subject), "") or next(settled, "")
