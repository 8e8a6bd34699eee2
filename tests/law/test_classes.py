"""What each authority takes the goods for, written by hand; what is not written is not covered."""

from datetime import date
from pathlib import Path

import pytest

from law.consignments import consignment
from maskdesk.dossier.sections import GoodsLine
from maskdesk.dossier.vocabulary import INTENDED_USES, PRODUCT_KINDS
from maskdesk.law.reader import Law, read_law
from maskdesk.rules.evaluate import check

DAY = date(2026, 11, 24)
PREFIXES = {"DE": "eu-", "KZ": "eaeu-", "RU": ""}
DESTINATIONS = (
    *("AE", "AU", "BR", "CA", "CH", "CN", "DE", "GB", "IN", "JP"),
    *("KR", "KZ", "MX", "NZ", "RU", "SA", "SG", "US", "VN", "ZA"),
)
ANY = ("medical", "workplace", "daily")
WORN = ("workplace", "daily")

# Country, kind and uses against the classes, each as pack/class without the country's prefix.
# No class: a pack speaks of the goods, but their class was not found.
MAP: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]] = {
    ("US", "medical-mask", ANY): ("510k-masks/surgical-mask",),
    ("US", "respirator", ("medical",)): (
        "niosh-respirators/particulate-respirator",
        "surgical-n95/surgical-n95",
    ),
    ("US", "respirator", WORN): ("niosh-respirators/particulate-respirator",),
    ("US", "non-medical-mask", ANY): ("community-masks/consumer-mask",),
    ("US", "infrared-thermometer", ("medical",)): ("510k-thermometers/thermometer",),
    ("US", "test-kit", ANY): ("test-kits/diagnostic",),
    ("DE", "medical-mask", ANY): ("mdr-masks/class-i",),
    ("DE", "respirator", ANY): ("ppe-respirators/category-iii",),
    ("DE", "non-medical-mask", ANY): ("community-masks/consumer-mask",),
    ("DE", "test-kit", ANY): ("ivdr-test-kits-transition/class-d",),
    ("CA", "medical-mask", ANY): ("establishment-licence/class-i-mask",),
    ("CA", "respirator", ("medical",)): (
        "establishment-licence/licensed-respirator",
        "medical-respirators/medical-respirator",
    ),
    ("CA", "respirator", ("workplace",)): ("workplace-respirators/workplace-respirator",),
    ("CA", "respirator", ("daily",)): ("community-masks/consumer-respirator",),
    ("CA", "non-medical-mask", ANY): ("community-masks/consumer-mask",),
    ("CA", "protective-suit", ("medical",)): ("medical-gowns/class-i",),
    ("GB", "medical-mask", ANY): ("medical-masks/class-i",),
    ("GB", "respirator", ANY): ("respirators/ppe",),
    ("GB", "non-medical-mask", ANY): ("community-masks/consumer-mask",),
    ("JP", "medical-mask", ANY): ("masks/no-device",),
    ("JP", "protective-suit", ANY): ("masks/no-device",),
    ("JP", "face-shield", ANY): ("masks/no-device",),
    ("JP", "respirator", ("medical", "daily")): ("care-respirators/no-device",),
    ("JP", "respirator", ("workplace",)): ("dust-masks/dust-mask",),
    ("JP", "non-medical-mask", ANY): ("community-masks/general-mask",),
    ("AU", "medical-mask", ANY): ("medical-masks/class-i",),
    ("AU", "respirator", ANY): ("respirators/claimed-device",),
    ("AU", "non-medical-mask", ANY): ("community-masks/excluded",),
    ("AU", "protective-suit", WORN): ("protective-articles/excluded",),
    ("AU", "goggles", WORN): ("protective-articles/excluded",),
    ("AU", "face-shield", WORN): ("protective-articles/excluded",),
    ("AU", "gloves", WORN): ("protective-articles/excluded",),
    ("CH", "medical-mask", ANY): ("medical-masks/device",),
    ("CH", "respirator", ANY): ("respirators/ppe",),
    ("KR", "medical-mask", ANY): ("medical-masks/quasi-drug",),
    ("KR", "respirator", ("medical", "daily")): ("respirators/quasi-drug",),
    ("KR", "non-medical-mask", ANY): ("industrial-masks/industrial",),
    ("SG", "medical-mask", ANY): ("class-a-masks/class-a",),
    ("SG", "protective-suit", ("medical",)): ("class-a-gowns/class-a",),
    ("SG", "infrared-thermometer", ANY): ("registered-devices/class-b-c",),
    ("SG", "test-kit", ANY): ("registered-devices/class-b-c",),
    ("NZ", "medical-mask", ANY): ("medical-masks/notified-device",),
    ("NZ", "respirator", ("workplace",)): ("respirators/workplace",),
    ("VN", "medical-mask", ANY): ("2026-import-masks-overlay/device",),
    ("VN", "respirator", ("workplace",)): (),
    ("CN", "medical-mask", ANY): ("import-masks/device",),
    ("CN", "respirator", ("medical",)): ("2025-import-protective-masks/device",),
    ("CN", "respirator", ("workplace",)): ("import-workplace-respirators/workwear",),
    ("CN", "protective-suit", ("medical",)): ("import-devices/device",),
    ("CN", "infrared-thermometer", ("medical",)): ("import-devices/device",),
    ("CN", "ventilator", ("medical",)): ("import-devices/device",),
    ("CN", "test-kit", ("medical",)): ("import-devices/device",),
    ("CN", "non-medical-mask", ANY): ("import-daily-masks/daily",),
    ("BR", "medical-mask", ANY): ("device-masks/device",),
    ("BR", "respirator", ("medical", "workplace")): ("respirators/pff",),
    ("IN", "medical-mask", ANY): ("device-masks/a",),
    ("IN", "respirator", ANY): (),
    ("IN", "protective-suit", ("medical",)): ("protective-kits/b",),
    ("MX", "medical-mask", ("medical",)): ("device-masks/device",),
    ("MX", "respirator", ("medical",)): ("device-masks/device",),
    ("MX", "respirator", ("workplace",)): ("workplace-respirators/ppe",),
    ("MX", "non-medical-mask", ANY): ("daily-masks/textile",),
    ("SA", "medical-mask", ("medical",)): ("device-masks/device",),
    ("SA", "respirator", ("medical",)): ("device-masks/device",),
    ("SA", "respirator", WORN): ("daily-masks/ppe",),
    ("SA", "protective-suit", ("medical",)): ("2020-gowns-and-gloves/device",),
    ("SA", "gloves", ("medical",)): ("2020-gowns-and-gloves/device",),
    ("SA", "non-medical-mask", WORN): ("daily-masks/ppe",),
    ("AE", "medical-mask", ANY): ("ppe/ppe",),
    ("AE", "respirator", ANY): ("ppe/ppe",),
    ("AE", "protective-suit", ANY): ("ppe/ppe",),
    ("AE", "goggles", ANY): ("ppe/ppe",),
    ("AE", "gloves", ANY): ("ppe/ppe",),
    ("ZA", "medical-mask", ANY): ("device-masks/a",),
    ("ZA", "respirator", ("medical", "workplace")): ("respirators/vc",),
    ("ZA", "non-medical-mask", ANY): ("cloth-masks/cloth",),
    ("RU", "medical-mask", ANY): ("ru-device-masks/device",),
    ("RU", "respirator", ("medical", "workplace")): ("eaeu-respirators/ppe",),
    ("RU", "non-medical-mask", ANY): ("ru-hygienic-masks/hygienic",),
    ("KZ", "respirator", ("medical", "workplace")): ("respirators/ppe",),
}


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """All packs as they are shipped."""
    return read_law(
        {path.name: path.read_bytes() for path in repository.glob("resources/law/*.toml")}
    )


@pytest.mark.parametrize("country", DESTINATIONS)
@pytest.mark.parametrize("kind", PRODUCT_KINDS)
def test_each_kind_and_use_has_the_class_that_was_written_or_is_not_covered(
    law: Law, country: str, kind: str
) -> None:
    for use in INTENDED_USES:
        line = GoodsLine(
            id="g1",
            kind=kind,
            use=use,
            sterile=False,
            filter_class="N95" if kind == "respirator" else None,
        )
        report = check(consignment(country, DAY, line), law, DAY)
        told = tuple(f"{one.pack}/{one.id}" for one in report.classes)
        written = [
            classes
            for (at, of, uses), classes in MAP.items()
            if (at, of) == (country, kind) and use in uses
        ]
        prefix = PREFIXES.get(country, f"{country.lower()}-")
        assert told == tuple(f"{prefix}{one}" for classes in written for one in classes)
        covered = ("destination", "goods[g1]") not in report.uncovered
        assert covered is bool(written)
