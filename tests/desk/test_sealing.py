"""A seal freezes what was said, under which law, and what was found; nothing in it moves again."""

from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from msgspec.structs import replace

from desk.dossiers import DAY, china, viet_nam
from desk.made import MOMENT, office, opened, sealed, sealed_china, sealed_viet_nam
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.sealed import BrokenSeal, NotSealed
from maskdesk.desk.sealing import (
    AlreadySealed,
    NoOrigin,
    NoSuchFinding,
    NotLookedAt,
    NotToAcknowledge,
    NotToBeAmended,
    NotToOverride,
    StillUnread,
    acknowledge,
    amend,
    override,
    seal,
)
from maskdesk.desk.verifying import verify
from maskdesk.dossier.paths import put
from maskdesk.dossier.unread import Unread
from maskdesk.law.reader import Law
from maskdesk.rules.evaluate import check
from maskdesk.rules.holding import holds_up
from maskdesk.store import history
from maskdesk.store.history import Deed
from maskdesk.store.member_names import HISTORY

CONSIGNOR = "cn-12a-2020/consignor"


def test_unread_text_is_refused_with_its_places() -> None:
    dossier = viet_nam()
    goods = (replace(dossier.goods[0], pieces_declared=Unread(typed="12o", language="en")),)
    with pytest.raises(StillUnread, match=r"goods\[g1\]\.pieces_declared"):
        seal(opened(replace(dossier, goods=goods)), office().law, MOMENT, DAY)


def test_a_dossier_of_no_origin_is_not_sealed() -> None:
    with pytest.raises(NoOrigin, match="no law of the origin was checked"):
        sealed(put(viet_nam(), "head.origin", None))


def test_what_is_to_be_looked_at_is_acknowledged_with_the_numbers_it_showed() -> None:
    with pytest.raises(NotLookedAt, match=CONSIGNOR):
        seal(opened(china()), office().law, MOMENT, DAY)
    report = check(china(), office().law, DAY)
    seen = acknowledge(china(), report, CONSIGNOR, "SAMPLE reason")
    assert seal(opened(seen), office().law, MOMENT, DAY).versions == (1,)
    changed = put(seen, "parties[c].name", "SAMPLE Other Firm")
    assert changed.acknowledgements == seen.acknowledgements
    with pytest.raises(NotLookedAt, match=CONSIGNOR):
        seal(opened(changed), office().law, MOMENT, DAY)


def test_decisions_are_about_open_findings_of_the_right_kind() -> None:
    report = check(china(), office().law, DAY)
    with pytest.raises(NoSuchFinding):
        acknowledge(china(), report, "cn-12a-2020/exporter", "met already")
    with pytest.raises(NotToAcknowledge):
        acknowledge(china(), report, "cn-12a-2020/countersigned", "SAMPLE")
    with pytest.raises(NotToOverride, match="legal text itself"):
        override(china(), report, "cn-12a-2020/countersigned", "SAMPLE Person", "SAMPLE")


def test_a_finding_from_a_secondary_source_is_overridden_by_name() -> None:
    dossier = put(viet_nam(), "head.basis", ("vn-2020-draft-mof",))
    law = office().law
    day = DAY - timedelta(days=16)
    dossier = put(dossier, "customs.declarations[d1].planned", day)
    report = check(dossier, law, day)
    blocking = [one for one in report.findings if holds_up(one, dossier) and not one.official]
    assert blocking, "a draft blocks its own papers"
    key = blocking[0].key
    decided = override(dossier, report, key, "SAMPLE Director", "SAMPLE reason")
    (after,) = [one for one in check(decided, law, day).findings if one.key == key]
    assert not holds_up(after, decided)
    assert decided.overrides[0].name == "SAMPLE Director"


def test_a_version_is_sealed_once_and_amended_only_then() -> None:
    with pytest.raises(AlreadySealed):
        seal(sealed_viet_nam(), office().law, MOMENT, DAY)
    with pytest.raises(NotToBeAmended):
        amend(opened(viet_nam()), "SAMPLE", MOMENT)
    second = amend(sealed_viet_nam(), "SAMPLE: more pieces", MOMENT)
    assert second.dossier.head.version == 2
    with pytest.raises(NotToBeAmended):
        amend(second, "SAMPLE", MOMENT)
    assert seal(second, office().law, MOMENT, DAY).versions == (1, 2)


def test_a_sealed_version_is_checked_for_ever_under_its_own_packs() -> None:
    version = sealed_china().sealed(1)
    standings = version.report().standings
    assert {pack.id for pack in version.law} == {one.pack for one in standings if one.applies}
    kept = replace(sealed_china())
    assert kept.sealed(1).report() == version.report()
    nothing_installed = Law(packs=())
    assert not check(version.dossier, nothing_installed, DAY).findings
    assert version.report().findings


def test_edits_after_the_seal_do_not_reach_into_it() -> None:
    changed = sealed_viet_nam().with_dossier(put(viet_nam(), "contract.number", "SAMPLE-NEW"))
    assert changed.sealed(1) == sealed_viet_nam().sealed(1)
    assert changed.sealed(1).dossier.contract.number == "01/2020/HĐ-SAMPLE"


def test_the_same_dossier_sealed_at_the_same_moment_is_the_same() -> None:
    assert sealed(china()).sealed(1).seal.digest == sealed_china().sealed(1).seal.digest


def test_an_unsealed_version_and_a_seal_nobody_recorded_are_refused() -> None:
    with pytest.raises(NotSealed):
        opened(viet_nam()).sealed(1)
    forged = sealed_viet_nam()
    container = forged.container.put("history.jsonl", b"")
    with pytest.raises(BrokenSeal):
        replace(forged, container=container).sealed(1)


def test_a_long_history_is_read_through_once_for_all_versions() -> None:
    long = sealed_viet_nam()
    deeds = (
        Deed(moment=MOMENT, who="SAMPLE", what="edited", before="", after="") for _ in range(20_000)
    )
    long = long.recorded(deeds)
    kept = long.container.read(HISTORY)
    long.sealed(1)
    begun = process_time()
    history.events(kept)
    read = process_time()
    long.sealed(1)
    assert process_time() - read < (read - begun) / 2


def test_an_intact_dossier_verifies_and_one_missing_its_evidence_does_not(tmp_path: Path) -> None:
    file = tmp_path / "c.maskdesk"
    save_dossier(sealed_china(), file)
    assert verify(file, moment=MOMENT).indication == "valid"
    whole = open_dossier(file)
    (evidence,) = whole.container.under("evidence/")
    without = tmp_path / "without.maskdesk"
    save_dossier(replace(whole, container=whole.container.without(evidence)), without)
    found = verify(without, moment=MOMENT)
    assert found.indication == "not valid"
    assert ("evidence[print].digest", "evidence") in {
        (item.name, item.reasons[0].code) for item in found.items if item.reasons
    }
