"""Opening a dossier's file: gone through value by value once, and the same dossier ever after."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.made import sealed_china, sealed_viet_nam
from maskdesk.desk.opening import new_dossier, open_dossier, save_dossier
from maskdesk.dossier.codec import DamagedContent
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Dossier
from maskdesk.store.container import digest_at, new_container, save_container
from maskdesk.store.failures import DamagedDossier
from maskdesk.store.known_versions import KnownVersions

TWICE = b'{"id":"SAMPLE","parties":[{"id":"a"},{"id":"a"}]}'
MINUS = b'{"id":"SAMPLE","contract":{"value":"-1"}}'


@pytest.fixture
def known(tmp_path: Path) -> KnownVersions:
    return KnownVersions(tmp_path / "known")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.maskdesk"


def saved(content: bytes, file: Path) -> Path:
    save_container(new_container(content), file)
    return file


@pytest.mark.parametrize("make", [sealed_viet_nam, sealed_china])
def test_a_known_version_opens_to_the_same_dossier(
    make: type, file: Path, known: KnownVersions
) -> None:
    save_dossier(make(), file)
    first = open_dossier(file, known=known)
    assert digest_at(file) in known
    assert open_dossier(file, known=known) == first


@given(text=st.text(max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_the_same_whenever_it_is_opened(
    text: str, file: Path, known: KnownVersions
) -> None:
    import json

    for written in (json.dumps(text, ensure_ascii=False), json.dumps(text)):
        content = f'{{"id": "SAMPLE", "head": {{"note": {written}}}}}'.encode(
            errors="surrogatepass"
        )
        file.unlink(missing_ok=True)
        saved(content, file)
        notes = [open_dossier(file, known=known).dossier.head.note for _ in range(3)]
        assert notes == [unicodedata.normalize("NFC", text)] * 3


def test_decomposed_text_is_composed_each_time_and_after_each_save(
    file: Path, known: KnownVersions
) -> None:
    decomposed = unicodedata.normalize("NFD", "Việt Nam")
    saved(f'{{"id":"SAMPLE","head":{{"reference":"{decomposed}"}}}}'.encode(), file)
    opened = open_dossier(file, known=known)
    # Saved with something else beside the content, which stays as it was written elsewhere.
    save_dossier(opened.put("history.jsonl", b""), file, known=known)
    for _ in range(2):
        assert open_dossier(file, known=known).dossier.head.reference == "Việt Nam"


@pytest.mark.parametrize("content", [TWICE, MINUS])
def test_content_that_cannot_stand_is_refused_each_time(
    content: bytes, file: Path, known: KnownVersions
) -> None:
    saved(content, file)
    for _ in range(2):
        with pytest.raises(DamagedContent):
            open_dossier(file, known=known)
        assert digest_at(file) not in known


def test_a_known_version_is_not_gone_through_again(file: Path, known: KnownVersions) -> None:
    saved(MINUS, file)
    known.add(digest_at(file))
    assert open_dossier(file, known=known).dossier.contract.value is not None


def test_a_known_version_whose_bytes_changed_is_damaged_all_the_same(
    file: Path, known: KnownVersions
) -> None:
    save_dossier(new_dossier(Dossier(id="SAMPLE one")), file)
    open_dossier(file, known=known)
    file.write_bytes(file.read_bytes().replace(b"SAMPLE one", b"SAMPLE two"))
    assert digest_at(file) in known
    with pytest.raises(DamagedDossier, match=r"dossier\.json"):
        open_dossier(file, known=known)


def test_what_is_saved_from_a_known_version_is_known_and_nothing_else(
    file: Path, known: KnownVersions
) -> None:
    save_dossier(new_dossier(Dossier(id="SAMPLE")), file, known=known)
    assert digest_at(file) not in known
    opened = open_dossier(file, known=known)
    for note in ("first", "second"):
        opened = opened.with_dossier(put(opened.dossier, "head.note", note))
        opened = save_dossier(opened, file, known=known)
        assert digest_at(file) in known
    assert open_dossier(file, known=known).dossier.head.note == "second"


def test_it_opens_where_nothing_can_be_remembered(tmp_path: Path, file: Path) -> None:
    (tmp_path / "known").write_bytes(b"a file where the folder should be")
    save_dossier(new_dossier(Dossier(id="SAMPLE")), file)
    known = KnownVersions(tmp_path / "known")
    for _ in range(2):
        assert open_dossier(file, known=known).dossier.id == "SAMPLE"
