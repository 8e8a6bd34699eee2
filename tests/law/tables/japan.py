"""Japan as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    MASK_2026,
    N95,
    OLD_LOOK_UP,
    ONE_LOT,
    REPORT,
    TODAY,
    consignment,
    destination,
    goods,
    held,
    looked_up,
    paper,
    party,
    without_party,
)
from law.table import Row, all_of, of_pack, with_, with_paper, without

MASK = replace(
    MASK_2026, ce_mark=None, standards=("JIS T 9001:2021",), pack_wording="Pleated mask, 50 pieces"
)
CONFORMS = held("destination-conformity")
JAPANESE = destination(label_languages=("ja",))

BASES = {
    "jp-2020-masks": consignment("JP", date(2020, 5, 6), MASK, REPORT),
    "jp-masks": JAPANESE(consignment("JP", TODAY, MASK, CONFORMS, REPORT)),
    "jp-care-respirators": JAPANESE(
        consignment("JP", TODAY, replace(N95, pack_wording="Respirator"), REPORT)
    ),
    "jp-community-masks": JAPANESE(consignment("JP", TODAY, CLOTH)),
    "jp-dust-masks": JAPANESE(
        consignment(
            "JP",
            TODAY,
            replace(N95, use="workplace", filter_class="DS2", pack_wording="Dust mask"),
            looked_up("destination-conformity", "TM345", TODAY),
            REPORT,
        )
    ),
}
ROWS = (
    *of_pack(
        "jp-2020-masks",
        ("claims", goods(pack_wording="コロナウイルス対策マスク"), "not-met", "コロナ"),
        ("claims", goods(pack_wording=None), "unfilled", "names of viruses"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
    ),
    *of_pack(
        "jp-masks",
        ("claims", goods(pack_wording="Prevents infection"), "not-met", "prevents infection"),
        ("claims", goods(pack_wording="This mask does not prevent infection."), "met", ""),
        ("claims", goods(pack_wording="Filters virus droplets (JIS T 9001)"), "met", ""),
        ("jis-number", without("destination-conformity"), "unfilled", "leave the standard out"),
        ("jis-number", paper("destination-conformity", models=("M2",)), "not-met", "this model"),
        (
            "jis-number",
            all_of(goods(standards=("ASTM F2100-23",)), without("destination-conformity")),
            "not-asked",
            "",
        ),
        ("jis-edition", goods(standards=("JIS T 9001",)), "not-met", "JIS T 9001:2021"),
        ("jis-edition-9002", goods(standards=("JIS T 9002:2026",)), "not-met", "JIS T 9002:2026"),
        ("foreign-papers", with_paper(held("fda-510k")), "cannot-tell", "asks for none"),
        ("importer", without_party("im"), "unfilled", "importer of record"),
        ("importer", party("im", country="KR"), "not-met", "in Japan"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("label-languages", destination(label_languages=("en",)), "not-met", "Japanese"),
    ),
    *of_pack(
        "jp-care-respirators",
        ("claims", goods(pack_wording="Stops the coronavirus"), "not-met", "coronavirus"),
        ("foreign-papers", with_paper(held("fda-registration")), "cannot-tell", "asks for none"),
        ("importer", without_party("im"), "unfilled", "importer of record"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("label-languages", destination(label_languages=("en",)), "not-met", "Japanese"),
    ),
    *of_pack(
        "jp-community-masks",
        ("claims", goods(pack_wording="Influenza mask"), "not-met", "influenza"),
        ("jis-number", goods(standards=("JIS T 9001:2021",)), "unfilled", "JHPIA"),
        ("jis-edition", goods(standards=("JIS T 9001:2019",)), "not-met", "JIS T 9001:2019"),
        ("label-languages", destination(label_languages=()), "unfilled", "Japanese"),
    ),
    *of_pack(
        "jp-dust-masks",
        ("type-examination", without("destination-conformity"), "unfilled", "sold for work"),
        ("type-examination", paper("destination-conformity", evidence=()), "unfilled", "Attach"),
        ("type-examination", paper("destination-conformity", models=("M2",)), "not-met", "TM345"),
        ("class", goods(filter_class="N95"), "not-met", "N95 is no class"),
        ("number-shape", paper("destination-conformity", number="KC12"), "not-met", "KC12"),
        ("importer", without_party("im"), "unfilled", "importer of record"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("register", paper("destination-conformity", looked_up=OLD_LOOK_UP), "not-met", "30 days"),
        ("label-languages", destination(label_languages=("zh",)), "not-met", "Japanese"),
    ),
    Row(
        "jp-masks/claims",
        "jp-masks",
        all_of(
            goods(kind="protective-suit", pack_wording="COVID-19 gown"),
            with_("goods[g1].standards", ()),
        ),
        "not-met",
        "covid",
    ),
)
