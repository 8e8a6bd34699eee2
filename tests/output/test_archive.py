import datetime as dt
import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa

from maskdesk.output.archive import Attachment, NotArchivable, archive_pdf, facts_of
from output.specimens import EXPORTER, IMPORTER, MOMENT, archived, drawn

DATA = Attachment(
    name="tờ khai.json",
    media_type="application/json",
    relationship="Source",
    description="What the form printed",
    content=b'{"pieces": 6400000}',
)


def _archive(
    pdf: bytes | None = None, *, moment: dt.datetime = MOMENT, attachments: tuple[Attachment, ...]
) -> bytes:
    return archive_pdf(
        pdf or drawn(),
        title="Tờ khai",
        language="vi",
        moment=moment,
        facts={"dossier": "SAMPLE-1", "snapshot": "0" * 64},
        attachments=attachments,
    )


def test_a_drawn_paper_passes_as_pdfa_3b_with_its_attachment() -> None:
    paper = _archive(attachments=(DATA,))
    assert pdfa.validate_written(io.BytesIO(paper), "3b").verdict == "pass"
    with pikepdf.open(io.BytesIO(paper)) as opened:
        assert opened.attachments["tờ khai.json"].get_file().read_bytes() == DATA.content
        assert opened.attachments["tờ khai.json"].relationship == pikepdf.Name.Source
        assert str(opened.Root.Lang) == "vi"
        assert str(opened.docinfo["/Title"]) == "Tờ khai"


def test_the_facts_are_read_back() -> None:
    assert facts_of(_archive(attachments=())) == {"dossier": "SAMPLE-1", "snapshot": "0" * 64}


def test_a_paper_from_elsewhere_has_no_facts() -> None:
    assert facts_of(drawn()) == {}


def test_the_same_paper_at_the_same_moment_has_the_same_bytes() -> None:
    assert _archive(attachments=(DATA,)) == _archive(attachments=(DATA,))
    archived.cache_clear()
    first = archived()
    archived.cache_clear()
    assert archived() == first


def test_another_process_makes_the_same_bytes() -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]);"
        "from output.specimens import archived;"
        "print(hashlib.sha256(archived()).hexdigest())"
    )
    tests = str(Path(__file__).parents[1])
    made = subprocess.run(
        [sys.executable, "-c", code, tests], capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == hashlib.sha256(archived()).hexdigest()


def test_another_moment_makes_other_bytes() -> None:
    later = MOMENT + dt.timedelta(seconds=1)
    assert _archive(attachments=()) != _archive(moment=later, attachments=())


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        _archive(moment=MOMENT.replace(tzinfo=None), attachments=())


def test_a_font_that_is_not_embedded_is_refused() -> None:
    with pytest.raises(NotArchivable) as refused:
        _archive(drawn(1, font="Helvetica"), attachments=())
    assert "Helvetica" in str(refused.value) or "font" in str(refused.value)


def test_every_place_is_an_empty_field_on_its_page() -> None:
    with pikepdf.open(io.BytesIO(archived())) as paper:
        fields = paper.Root.AcroForm.Fields
        assert [str(field.T) for field in fields] == ["exporter", "importer"]
        assert [str(field.TU) for field in fields] == [EXPORTER.holder, IMPORTER.holder]
        assert all("/V" not in field and "/AP" in field for field in fields)
        assert len(paper.pages[0].Annots) == 2


def test_the_validator_finds_nothing_wrong_with_the_fields_but_that_it_does_not_know_them() -> None:
    report = pdfa.validate_written(io.BytesIO(archived()), "3b")
    assert report.violations == ()
    assert [finding.rule for finding in report.findings] == ["pikepdf:schema-Catalog"]
    assert "/AcroForm" in report.findings[0].where


def test_qpdf_finds_a_paper_with_places_sound(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(archived())
    assert subprocess.run(["qpdf", "--check", file], capture_output=True).returncode == 0


def test_archiving_does_not_import_the_signing_library() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from output.specimens import archived; archived();"
        "print('pyhanko' in sys.modules)"
    )
    tests = str(Path(__file__).parents[1])
    made = subprocess.run(
        [sys.executable, "-c", code, tests], capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == "False"
