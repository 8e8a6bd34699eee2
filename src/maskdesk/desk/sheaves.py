"""What is printed of a submission: its papers in order, each as often as it is needed."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from maskdesk.desk.making import Submission
from maskdesk.desk.manifest import MANIFEST, Way, read_manifest
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.sealed import made_packages, papers_folder
from maskdesk.dossier.sections import Dossier
from maskdesk.rules.ground import known


class Sheaf(Struct, frozen=True, kw_only=True):
    """One paper of a set to be printed, with all its pages, `copies` times."""

    file: str
    form: str
    subject: str
    way: Way
    pdf: bytes
    pages: int
    copies: int = 1


class Side(Struct, frozen=True):
    """One side of a sheet: a page of a sheaf, from 0; none is an empty side."""

    sheaf: Sheaf | None
    page: int = 0


def sheaves(submission: Submission, dossier: Dossier) -> tuple[Sheaf, ...]:
    """The papers of a submission as they lie in it, as often as the dossier wants each."""
    rows = {(known(row.form), known(row.subject) or ""): row for row in dossier.papers}

    def copies(form: str, subject: str) -> int:
        row = rows.get((form, subject))
        if row is None:
            return 1
        return max(1, (known(row.originals) or 1) + (known(row.copies) or 0))

    return tuple(
        Sheaf(
            file=paper.file,
            form=paper.form,
            subject=paper.subject,
            way=paper.way,
            pdf=submission.files[paper.file],
            pages=paper.pages,
            copies=copies(paper.form, paper.subject),
        )
        for paper in submission.manifest.papers
    )


def latest_package(opened: OpenDossier) -> Submission | None:
    """What was made last of the last sealed version; None where nothing was.

    Raises BrokenManifest, NewerManifest, and what reading the dossier raises.
    """
    version = max(opened.versions, default=0)
    folders = [
        one for one in made_packages(opened.container) if one.startswith(papers_folder(version))
    ]
    if not folders:
        return None
    folder = max(folders, key=lambda one: int(one.rstrip("/").rpartition("/")[2]))
    names = opened.container.under(folder)
    files = {name.removeprefix(folder): opened.container.read(name) for name in names}
    return Submission(files=files, manifest=read_manifest(files[MANIFEST]))


def sides(chosen: Sequence[Sheaf], first: int, last: int, *, duplex: bool) -> tuple[Side, ...]:
    """The sides to print, in order; `first` and `last` count the pages of one set, from 1.

    The copies of a paper follow each other. Printed on both sides, each begins on a new sheet.
    """
    printed: list[Side] = []
    for sheaf, pages in _in_range(chosen, first, last):
        for _ in range(sheaf.copies):
            if duplex and len(printed) % 2:
                printed.append(Side(None))
            printed += [Side(sheaf, page) for page in pages]
    return tuple(printed)


def _in_range(
    chosen: Sequence[Sheaf], first: int, last: int
) -> Iterator[tuple[Sheaf, Sequence[int]]]:
    before = 0
    for sheaf in chosen:
        pages = [page for page in range(sheaf.pages) if first <= before + page + 1 <= last]
        before += sheaf.pages
        if pages:
            yield sheaf, pages
