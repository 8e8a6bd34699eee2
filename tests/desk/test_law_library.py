"""Packs beside MaskDesk's own: taken in with reason, refused with reason, never in their place."""

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from desk.dossiers import DAY, viet_nam
from desk.made import MOMENT, opened
from maskdesk.desk.law_library import (
    BrokenInstalled,
    NoFingerprint,
    NoSuchInstalled,
    NoSuchPublisher,
    NotNewer,
    OlderPack,
    OtherPublisher,
    OwnOfMaskDesk,
    ReplacesNothing,
    UntrustedPublisher,
    WithdrawnPublisher,
    examine,
    install,
    installed,
    law_with,
    remove,
    trust,
    withdraw,
)
from maskdesk.desk.making import Making, make_submission
from maskdesk.desk.office import Office
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.sealing import acknowledge, seal
from maskdesk.law.reader import BrokenPack, ContradictoryPacks, LoadedPack
from maskdesk.output.publishing import (
    DamagedArchive,
    fingerprint_of_key,
    new_publisher_key,
    publish,
)
from maskdesk.rules.evaluate import check
from maskdesk.rules.holding import to_look_at
from maskdesk.store.law_shelf import DamagedTrust, read_publishers

PASSPHRASE, NAME = "SAMPLE passphrase", "SAMPLE Law Service"
TODAY = date(2026, 11, 24)
PACK = """format = 1
id = "sample-nq60"
regime = "vn-medical-mask-export"
jurisdiction = "VN"
side = "origin"
status = "in_force"
from = 2020-04-29
until = 2021-01-01
compiled_on = 2026-11-24
replaces = ["vn-2020-nq60"]
replacing = "correction"
title = { en = "SAMPLE reading", vi = "Cách đọc SAMPLE", zh = "SAMPLE解读" }
scope = { kinds = ["medical-mask"] }

[[sources]]
id = "s"
issuer = "SAMPLE"
number = "1"
confidence = "medium"
seen = "secondary"

[[papers]]
form = "vn-undertaking"
sources = ["s"]
why = { en = "SAMPLE why.", vi = "SAMPLE vì sao.", zh = "SAMPLE原因。" }

[[conditions]]
id = "payment"
check = "filled"
with = { fields = ["contract.payment"] }
severity = "look"
stage = "handing-in"
sources = ["s"]
papers = ["vn-undertaking"]
duty = { en = "Name the payment.", vi = "Hãy nêu thanh toán.", zh = "请填写付款方式。" }
met = { en = "Named.", vi = "Đã nêu.", zh = "已填写。" }
not_met = { en = "Not named.", vi = "Chưa nêu.", zh = "未填写。" }
"""


@cache
def key(name: str = "first") -> bytes:
    """A publisher's key; each name has its own."""
    return new_publisher_key(PASSPHRASE + name)


def archive(text: str = PACK, name: str = "first") -> bytes:
    """The pack, signed."""
    return publish(text.encode(), NAME, key(name), PASSPHRASE + name, "key.pem")


def fingerprint(name: str = "first") -> str:
    """The fingerprint of a publisher's key."""
    return fingerprint_of_key(key(name), PASSPHRASE + name, "key.pem")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with an empty shelf."""
    return Office(tmp_path / "law")


def take_in(office: Office, content: bytes | str, file: str = "sample.toml") -> None:
    """Install a pack."""
    bare = content.encode() if isinstance(content, str) else content
    install(office.law_folder, bare, file, office.built_in.packs)
    office.forget_law()


def ids(office: Office) -> set[str]:
    """The packs that hold."""
    return {pack.id for pack in office.law}


def test_an_unsigned_pack_is_the_offices_own_and_stands_in_the_place_it_names(
    office: Office,
) -> None:
    take_in(office, PACK)
    assert "sample-nq60" in ids(office)
    assert "vn-2020-nq60" not in ids(office)
    assert "vn-2020-nq60" in {pack.id for pack in office.built_in}
    assert office.law.publishers == {"sample-nq60": ""}
    assert [(one.pack, one.to, one.why) for one in office.law.replaced] == [
        ("vn-2020-nq60", "sample-nq60", "correction")
    ]


def test_a_signed_pack_is_taken_once_its_key_is_trusted(office: Office) -> None:
    with pytest.raises(UntrustedPublisher) as refused:
        take_in(office, archive())
    assert fingerprint() in refused.value.sentence()
    assert ids(office) == {pack.id for pack in office.built_in}
    trust(office.law_folder, fingerprint().lower().replace(" ", ""), NAME, TODAY)
    take_in(office, archive())
    assert office.law.publishers == {"sample-nq60": NAME}


def test_a_withdrawn_key_signs_nothing_any_more(office: Office) -> None:
    trust(office.law_folder, fingerprint(), NAME, TODAY)
    take_in(office, archive())
    withdraw(office.law_folder, fingerprint(), date(2026, 12, 1))
    office.forget_law()
    assert "sample-nq60" not in ids(office)
    assert "vn-2020-nq60" in ids(office)
    assert [one.withdrawn_on for one in installed(office.law_folder)] == [date(2026, 12, 1)]
    with pytest.raises(WithdrawnPublisher, match="2026-12-01"):
        take_in(office, archive(PACK.replace("2026-11-24", "2026-11-25")))
    trust(office.law_folder, fingerprint(), NAME, date(2027, 1, 1))
    office.forget_law()
    assert "sample-nq60" in ids(office)


@pytest.mark.parametrize(
    ("old", "new", "refusal", "named"),
    [
        ('id = "sample-nq60"', 'id = "vn-2020-nq60"', OwnOfMaskDesk, "vn-2020-nq60"),
        ('"vn-2020-nq60"]', '"vn-2020-nq61"]', ReplacesNothing, "vn-2020-nq61"),
        ('"vn-2020-nq60"]', '"vn-2020-letter-2012"]', ReplacesNothing, "vn-2020-letter-2012"),
        ("2026-11-24\nreplaces", "2020-05-01\nreplaces", None, ""),
        ('["vn-2020-nq60"]\nreplacing = "correction"', "[]", ContradictoryPacks, "vn-2020-nq60"),
        ('"contract.payment"', '"contract.paid"', BrokenPack, "contract.paid"),
        ('form = "vn-undertaking"', 'form = "vn-promise"', BrokenPack, "vn-promise"),
        (
            'severity = "look"\nstage = "handing-in"\nsources = ["s"]\npapers = ["vn-undertaking"]',
            'severity = "blocks"\nstage = "handing-in"\nsources = ["s"]',
            BrokenPack,
            "holds up no paper",
        ),
        ("format = 1", "format = 2", BrokenPack, "format"),
        ("\nid = ", "\nid == ", BrokenPack, "line 2"),
    ],
)
def test_what_cannot_be_relied_on_is_refused_with_the_reason(
    office: Office, old: str, new: str, refusal: type[Exception] | None, named: str
) -> None:
    text = PACK.replace(old, new)
    assert text != PACK
    if refusal is None:  # a correction may be older than what it corrects
        take_in(office, text)
        return
    with pytest.raises(refusal, match=named):
        take_in(office, text)
    assert installed(office.law_folder) == ()


def test_a_release_must_be_newer_than_what_it_replaces(office: Office) -> None:
    text = PACK.replace('"correction"', '"release"')
    with pytest.raises(OlderPack):
        take_in(office, text.replace("2026-11-24", "2020-05-01"))
    take_in(office, text)
    assert [one.why for one in office.law.replaced] == ["release"]


def test_an_installed_pack_gives_way_to_a_newer_one_of_its_id_only(office: Office) -> None:
    take_in(office, PACK)
    take_in(office, PACK)  # once more changes nothing
    for day in ("2026-11-24", "2026-11-23"):
        with pytest.raises(NotNewer, match="sample-nq60 is installed already"):
            take_in(office, PACK.replace("2026-11-24", day) + "# changed\n")
    newer = PACK.replace("2026-11-24", "2026-12-24")
    take_in(office, newer)
    (kept,) = installed(office.law_folder)
    assert kept.loaded.content == newer.encode()
    trust(office.law_folder, fingerprint(), NAME, TODAY)
    with pytest.raises(OtherPublisher):
        take_in(office, archive(PACK.replace("2026-11-24", "2027-01-24")))


def test_a_newer_maskdesk_that_brings_the_same_id_is_not_stopped_by_what_was_installed(
    office: Office,
) -> None:
    take_in(office, PACK)
    beside = installed(office.law_folder)
    now_its_own = LoadedPack(held=beside[0].loaded.pack, content=b"")
    law = law_with([*office.built_in.packs, now_its_own], beside)
    assert law.publishers == {}
    assert "sample-nq60" in {pack.id for pack in law}


def test_a_damaged_archive_is_refused_and_so_is_one_damaged_on_the_shelf(office: Office) -> None:
    trust(office.law_folder, fingerprint(), NAME, TODAY)
    with pytest.raises(DamagedArchive):
        take_in(office, archive()[:-9])
    take_in(office, archive())
    (file,) = (office.law_folder / "packs").iterdir()
    file.write_bytes(file.read_bytes()[:-9])
    office.forget_law()
    with pytest.raises(BrokenInstalled, match="law remove sample-nq60"):
        _ = office.law
    remove(office.law_folder, "sample-nq60")
    assert ids(office) == {pack.id for pack in office.built_in}


def test_what_was_never_installed_or_trusted_is_named(office: Office) -> None:
    with pytest.raises(NoSuchInstalled, match="vn-2020-nq60"):
        remove(office.law_folder, "vn-2020-nq60")
    with pytest.raises(NoSuchPublisher):
        withdraw(office.law_folder, fingerprint(), TODAY)
    with pytest.raises(NoFingerprint, match="1234"):
        trust(office.law_folder, "1234", NAME, TODAY)


def test_a_damaged_list_of_publishers_trusts_nobody(office: Office) -> None:
    trust(office.law_folder, fingerprint(), NAME, TODAY)
    (office.law_folder / "publishers.json").write_bytes(b"[{")
    with pytest.raises(DamagedTrust):
        read_publishers(office.law_folder)


def test_a_sealed_version_keeps_its_copy_when_the_pack_is_removed(
    office: Office, tmp_path: Path
) -> None:
    take_in(office, PACK)
    dossier = viet_nam()
    report = check(dossier, office.law, DAY)
    for finding in to_look_at(report, dossier):
        dossier = acknowledge(dossier, report, finding.key, "SAMPLE reason")
    path = tmp_path / "sample.maskdesk"
    save_dossier(seal(opened(dossier), office.law, MOMENT, DAY), path)
    remove(office.law_folder, "sample-nq60")
    office.forget_law()
    kept = open_dossier(path).sealed(1)
    assert kept.law.publishers == {"sample-nq60": ""}
    assert kept.report().find("sample-nq60/payment")
    assert not kept.report().find("vn-2020-nq60/quality")
    assert hashlib.sha256(PACK.encode()).hexdigest() in kept.seal.packs.values()
    assert check(dossier, office.law, DAY).find("vn-2020-nq60/quality")


def test_papers_made_under_the_offices_own_law_say_so(office: Office) -> None:
    take_in(office, PACK)
    dossier = viet_nam()
    report = check(dossier, office.law, DAY)
    for finding in to_look_at(report, dossier):
        dossier = acknowledge(dossier, report, finding.key, "SAMPLE reason")
    sealed = seal(opened(dossier), office.law, MOMENT, DAY)
    making = Making(moment=MOMENT, forms=("vn-undertaking", "commercial-invoice"))
    made = make_submission(sealed, office, making)
    texts = {paper.form: text_of(made.files[paper.file]) for paper in made.manifest.papers}
    assert "sample-nq60" in texts["vn-undertaking"]
    assert "không ai ký" in texts["vn-undertaking"]
    assert "sample-nq60" not in texts["commercial-invoice"]
    assert "nobody signed it" in texts["counter-sheet"]


def test_every_mistake_in_a_file_is_told_with_line_and_cure() -> None:
    text = (
        PACK.replace('status = "in_force"', 'status = "in force"')
        .replace("jurisdiction = ", "juristiction = ")
        .replace('severity = "look"', "severity = 3")
    )
    found = {one.line: (one.key, str(one.reason), str(one.cure)) for one in examine(text.encode())}
    assert found[4][0] == "juristiction"
    assert "jurisdiction" in found[4][2]
    assert found[6][0] == "status"
    assert '"in_force"' in found[6][2]
    line = text[: text.index("severity")].count("\n") + 1
    assert found[line][0] == "conditions[0].severity"
    assert ("jurisdiction", "the key is missing") in {
        (key, why) for key, why, _ in found.values()
    } | {(one.key, str(one.reason)) for one in examine(text.encode())}


def test_mistakes_of_sense_are_told_all_at_once() -> None:
    text = (
        PACK.replace('["medical-mask"]', '["medical-masks"]')
        .replace('sources = ["s"]\nwhy', 'sources = ["t"]\nwhy')
        .replace("Named.", "Named {payment}.")
        .replace('"contract.payment"', '"contract.paid"')
        .replace('papers = ["vn-undertaking"]', 'papers = ["*", "vn-promise"]')
    )
    keys = [one.key for one in examine(text.encode())]
    assert keys == [
        "scope.kinds",
        "papers.vn-undertaking.sources",
        "conditions.payment.with.fields",
        "conditions.payment.papers",
        "conditions.payment.met.en",
    ]
    assert examine(PACK.encode()) == ()


def text_of(pdf: bytes) -> str:
    """What stands on a paper."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")
