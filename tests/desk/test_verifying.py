"""A dossier is verified with all it remembers: seals, packages, returns, history."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desk.made import MOMENT, made, office, practice, sealed_china, sealed_viet_nam, signed_few
from maskdesk.desk.countersigning import countersigned
from maskdesk.desk.delivering import remembering
from maskdesk.desk.opening import OpenDossier, save_dossier
from maskdesk.desk.returning import accept
from maskdesk.desk.verifying import NothingToVerify, Trust, Verification, verify

PACKAGE = "sealed/1/papers/1/"
Change = Callable[[OpenDossier], OpenDossier]


def remembered() -> OpenDossier:
    return remembering(sealed_viet_nam(), signed_few(), MOMENT)


def returned() -> OpenDossier:
    package = made(sealed_china(), practice(), "cn-joint-declaration")
    opened = remembering(sealed_china(), package, MOMENT)
    paper = package.files["01-cn-joint-declaration.pdf"]
    back = countersigned(paper, practice("SAMPLE Importer"), office(), MOMENT)
    return accept(opened, back, moment=MOMENT, trust=Trust())[0]


def verdict(opened: OpenDossier, folder: Path) -> Verification:
    file = folder / "x.maskdesk"
    save_dossier(opened, file)
    return verify(file, moment=MOMENT)


def wrong(found: Verification) -> set[tuple[str, str]]:
    return {
        (item.name, item.reasons[0].code) for item in found.items if item.indication == "not valid"
    }


def test_what_a_dossier_remembers_is_verified_with_it(tmp_path: Path) -> None:
    found = verdict(remembered(), tmp_path)
    assert found.indication == "valid"
    assert found.practice
    names = {item.name for item in found.items}
    assert {f"{PACKAGE}{name}" for name in signed_few().files} <= names


def test_a_return_is_verified_with_it(tmp_path: Path) -> None:
    found = verdict(returned(), tmp_path)
    assert found.indication == "valid"
    assert "returns/1/cn-joint-declaration.1.pdf" in {item.name for item in found.items}


def _flipped(member: str) -> Change:
    def change(opened: OpenDossier) -> OpenDossier:
        content = bytearray(opened.container.read(member))
        content[len(content) // 2] ^= 1
        return opened.put(member, bytes(content))

    return change


def _without(member: str) -> Change:
    def change(opened: OpenDossier) -> OpenDossier:
        from msgspec.structs import replace

        return replace(opened, container=opened.container.without(member))

    return change


@pytest.mark.parametrize("change", [_flipped, _without])
@pytest.mark.parametrize("name", ["01-vn-undertaking.pdf", "annexes/goods.xlsx"])
def test_a_remembered_file_that_was_changed_is_told(
    change: Callable[[str], Change], name: str, tmp_path: Path
) -> None:
    found = verdict(change(f"{PACKAGE}{name}")(remembered()), tmp_path)
    assert f"{PACKAGE}{name}" in {item for item, _ in wrong(found)}


def test_a_package_without_its_manifest_is_told(tmp_path: Path) -> None:
    found = verdict(_without(f"{PACKAGE}manifest.json")(remembered()), tmp_path)
    assert (f"{PACKAGE}manifest.json", "missing") in wrong(found)


def test_a_package_put_in_unrecorded_is_told(tmp_path: Path) -> None:
    opened = sealed_viet_nam()
    for name, content in signed_few().files.items():
        opened = opened.put(f"{PACKAGE}{name}", content)
    assert (f"{PACKAGE}manifest.json", "unrecorded") in wrong(verdict(opened, tmp_path))


@pytest.mark.parametrize("name", ["returns/1/cn-joint-declaration.1.pdf", "returns/1/other.1.pdf"])
def test_a_return_put_in_unrecorded_is_told(name: str, tmp_path: Path) -> None:
    opened = returned().put(name, b"SAMPLE")
    assert (name, "unrecorded") in wrong(verdict(opened, tmp_path))


@pytest.mark.parametrize(
    "member",
    [
        "sealed/1/seal.json",
        "sealed/1/snapshot.json",
        "sealed/1/findings.json",
        "sealed/1/packs/vn-2020-nq60.toml",
        "history.jsonl",
    ],
)
@pytest.mark.parametrize("change", [_flipped, _without])
def test_a_changed_part_of_the_seal_is_told(
    change: Callable[[str], Change], member: str, tmp_path: Path
) -> None:
    assert verdict(change(member)(remembered()), tmp_path).indication == "not valid"


def test_a_path_with_nothing_to_verify_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("SAMPLE")
    for path in (tmp_path, tmp_path / "text.txt"):
        with pytest.raises(NothingToVerify):
            verify(path, moment=MOMENT)
