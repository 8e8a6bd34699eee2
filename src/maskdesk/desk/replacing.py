"""Which papers of an earlier version are wrong now: those that would print something else."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from maskdesk.desk.manifest import MANIFEST, read_manifest
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.paper_data import PaperData, data_in
from maskdesk.desk.proving import packages_of
from maskdesk.dossier.sections import Dossier
from maskdesk.output.forms import FORMS
from maskdesk.output.forms.form import Enclosure

if TYPE_CHECKING:
    from maskdesk.desk.office import Office

# What a paper prints now, by path; None where it is not made any more.
Printed = Callable[[str, str], Mapping[str, str] | None]

# A new version gives every paper a new number and day; that alone makes none of them wrong.
_OF_THE_PAPER = ("number", "day")


def replaced_papers(
    opened: OpenDossier, version: int, dossier: Dossier, printed_now: Printed
) -> tuple[Enclosure, ...]:
    """The papers last made from a version that would print other values now, as they stood then.

    Papers about the set or the package are left out: they are made anew with it.
    """
    packages = (
        files for files in packages_of(opened) if read_manifest(files[MANIFEST]).version == version
    )
    files = next(packages, None)
    if files is None:
        return ()
    found = []
    for packed in read_manifest(files[MANIFEST]).papers:
        data = data_in(files[packed.file])
        form = FORMS.get(packed.form)
        if data is None or form is None or form.about != "dossier":
            continue
        now = printed_now(packed.form, packed.subject)
        if now is None or _facts(now, dossier) != _facts(_then(data), dossier):
            then = _then(data)
            found.append(
                Enclosure(
                    form=packed.form,
                    title=form.title,
                    file=packed.file,
                    subject=packed.subject,
                    pages=packed.pages,
                    way=packed.way,
                    fields=(*packed.signed, *packed.to_sign),
                    number=_own(then, "number"),
                    day=_own(then, "day"),
                )
            )
    return tuple(found)


def wrong_papers(opened: OpenDossier, office: "Office", moment: datetime) -> tuple[Enclosure, ...]:
    """The papers of the last sealed version that no longer say what the dossier says."""
    from maskdesk.desk.making import printer

    version = max(opened.versions, default=0)
    if not version or opened.sealed(version).dossier == opened.dossier:
        return ()
    return replaced_papers(opened, version, opened.dossier, printer(opened, office, moment))


def _then(data: PaperData) -> dict[str, str]:
    return {path: text for page in data.pages for path, text in page.printed.items()}


def _facts(printed: Mapping[str, str], dossier: Dossier) -> dict[str, str]:
    own = {f"papers[{row.id}].{name}" for row in dossier.papers for name in _OF_THE_PAPER} | {
        "head.version",
        "head.amends",
    }
    return {path: text for path, text in printed.items() if path not in own}


def _own(printed: Mapping[str, str], name: str) -> str:
    """What a paper printed as its own number or day."""
    ending = f"].{name}"
    found = (
        text
        for path, text in printed.items()
        if path.startswith("papers[") and path.endswith(ending)
    )
    return next(found, "")
