"""A dossier from elsewhere is read apart first: what would hang or swell is refused."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks.large import large_dossier
from desk.made import MOMENT, sealed_china, sealed_viet_nam
from desk.versions import amended, resealed
from desk.workplaces import workplace
from maskdesk.desk.opening import OpenDossier, new_dossier, open_dossier, save_dossier
from maskdesk.desk.saving import save_with_backup
from maskdesk.desk.strangers import TooMuchInDossier, prove_file
from maskdesk.desk.verifying import verify
from maskdesk.desk.working import new_file
from maskdesk.dossier.sections import Dossier
from maskdesk.store.backups import backups_of
from maskdesk.store.container import digest_at, save_container
from maskdesk.store.failures import DamagedDossier, DossierTooLarge
from maskdesk.store.journal import place_of
from maskdesk.store.known_versions import KnownVersions
from maskdesk.store.member_names import DOSSIER, HISTORY


@pytest.mark.parametrize("make", [sealed_viet_nam, sealed_china])
def test_an_honest_dossier_passes(make: Callable[[], OpenDossier], tmp_path: Path) -> None:
    file = tmp_path / "x.maskdesk"
    save_dossier(make(), file)
    prove_file(file)


def test_an_honest_dossier_of_as_many_lines_as_a_table_takes_passes(tmp_path: Path) -> None:
    file = tmp_path / "x.maskdesk"
    save_dossier(new_dossier(large_dossier(50_000)), file)
    prove_file(file)


@pytest.mark.long
def test_a_dossier_of_as_many_lines_pasted_changed_and_sealed_twice_passes(tmp_path: Path) -> None:
    path = tmp_path / "x.maskdesk"
    dossier = large_dossier(50_000)
    file = new_file(new_dossier(replace(dossier, goods=())), workplace(tmp_path))
    file.session.put_rows("goods", dossier.goods)
    file.save_as(path)
    file.commit(resealed)
    file.commit(amended)
    file.session.put_rows("goods", tuple(replace(line, brand="S") for line in dossier.goods))
    file.commit(resealed)
    file.close()
    prove_file(path)
    verification = verify(path, moment=MOMENT)
    assert {one.name for one in verification.items if one.indication == "valid"} >= {
        "sealed/1",
        "sealed/2",
        "history.jsonl",
    }


def swollen() -> OpenDossier:
    """Forty megabytes that become more than a gigabyte of goods lines."""
    lines = b",".join([b'{"id":"g"}'] * 3_500_000)
    return sealed_viet_nam().put(DOSSIER, b'{"id":"SAMPLE","goods":[' + lines + b"]}")


def test_a_dossier_that_would_swell_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.maskdesk"
    save_container(swollen().container, file)
    with pytest.raises(TooMuchInDossier, match=r"x\.maskdesk .* ask the sender to divide it"):
        prove_file(file)
    with pytest.raises(TooMuchInDossier, match=r"x\.maskdesk"):
        verify(file, moment=MOMENT)


def test_a_version_that_was_here_before_is_not_read_apart_again_another_under_its_name_is(
    tmp_path: Path,
) -> None:
    file, known = tmp_path / "x.maskdesk", KnownVersions(tmp_path / "known")
    save_dossier(sealed_viet_nam(), file)
    prove_file(file, known)
    assert digest_at(file) in known.read_apart
    save_container(swollen().container, file, over=True)
    with pytest.raises(TooMuchInDossier):
        prove_file(file, known)
    known.read_apart.add(digest_at(file))  # as if it had passed
    prove_file(file, known)


def test_what_is_saved_from_a_version_that_was_read_apart_is_not_read_apart(
    tmp_path: Path,
) -> None:
    file, known = tmp_path / "x.maskdesk", KnownVersions(tmp_path / "known")
    save_dossier(sealed_viet_nam(), file, known=known)
    assert digest_at(file) not in known.read_apart
    prove_file(file, known)
    opened = open_dossier(file, known=known)
    save_dossier(opened.put(HISTORY, b""), file, known=known)
    assert digest_at(file) in known.read_apart


def test_a_version_of_which_only_the_content_was_read_is_still_read_apart(tmp_path: Path) -> None:
    file, known = tmp_path / "x.maskdesk", KnownVersions(tmp_path / "known")
    pack = b"# SAMPLE pack"
    save_dossier(sealed_viet_nam().put("sealed/1/packs/x.toml", pack), file)
    open_dossier(file, known=known)  # as `maskdesk check` does
    file.write_bytes(file.read_bytes().replace(pack, pack.upper()))
    with pytest.raises(DamagedDossier, match=r"packs/x\.toml"):
        prove_file(file, known)


def test_other_bytes_in_the_frame_of_a_version_that_was_read_apart_are_damage(
    tmp_path: Path,
) -> None:
    file, known = tmp_path / "x.maskdesk", KnownVersions(tmp_path / "known")
    save_dossier(sealed_viet_nam().put(DOSSIER, b'{"id":"SAMPLE one"}'), file)
    prove_file(file, known)
    file.write_bytes(file.read_bytes().replace(b"SAMPLE one", b"SAMPLE two"))
    with pytest.raises(DamagedDossier, match=r"dossier\.json"):
        prove_file(file, known)


def test_what_somebody_put_in_its_place_is_kept_without_being_decoded(tmp_path: Path) -> None:
    file, own = tmp_path / "x.maskdesk", tmp_path / "own"
    save_container(swollen().container, file)
    tracemalloc.start()
    try:
        save_with_backup(new_dossier(Dossier(id="SAMPLE")), file, MOMENT, own, over=True)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 300_000_000
    kept = backups_of(own, place=place_of(file))
    assert [one.dossier for one in kept] == ["SAMPLE", "SAMPLE"]


def test_a_pack_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "x.maskdesk"
    pack = b"# SAMPLE pack"
    save_container(sealed_viet_nam().container.put("sealed/1/packs/papers/x.toml", pack), file)
    file.write_bytes(file.read_bytes().replace(pack, pack.upper()))
    with pytest.raises(DamagedDossier, match=r"papers/x\.toml"):
        prove_file(file)


def test_content_of_more_than_any_consignment_is_not_decoded(tmp_path: Path) -> None:
    huge = sealed_viet_nam().container.put(DOSSIER, b" " * ((128 << 20) + 1))
    with pytest.raises(DossierTooLarge):
        save_container(huge, tmp_path / "x.maskdesk")
