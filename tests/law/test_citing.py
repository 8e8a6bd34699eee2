"""How a source reads to a clerk: in the clerk's language, as far as the pack says it there."""

from datetime import date

import pytest
from msgspec.structs import replace

from maskdesk.desk.office import Office
from maskdesk.language import LANGUAGES, Language
from maskdesk.law.citing import cited
from maskdesk.law.pack import Source, Wording

OFFICE = Office()
ACT = Source(
    id="act",
    issuer=Wording(en="SAMPLE Ministry", vi="Bộ MẪU", zh="样例部"),
    number="1/2020",
    article="5",
    day=date(2020, 4, 1),
    confidence="high",
    seen="full",
)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "SAMPLE Ministry, 1/2020, article 5, 1 Apr 2020"),
        ("vi", "Bộ MẪU, 1/2020, Điều 5, 01/04/2020"),
        ("zh", "样例部，1/2020，第5条，2020-04-01"),
    ],
)
def test_a_source_is_cited_in_the_language_of_the_clerk(language: Language, told: str) -> None:
    assert cited(OFFICE.catalogue(language), ACT) == told


@pytest.mark.parametrize(
    ("issuer", "vietnamese", "chinese"),
    [
        ("Government of Viet Nam", "Chính phủ", "越南政府"),
        ("General Administration of Customs", "Tổng cục Hải quan Trung Quốc", "海关总署"),
        ("Thời Đại", "Thời Đại", "Thời Đại"),
        ("SAMPLE Ministry", "SAMPLE Ministry", "SAMPLE Ministry"),
    ],
)
def test_an_issuer_whose_name_maskdesk_knows_is_named_as_the_clerk_names_it(
    issuer: str, vietnamese: str, chinese: str
) -> None:
    plain = replace(ACT, issuer=issuer, number="", article="", day=None)
    said = [cited(OFFICE.catalogue(one), plain) for one in LANGUAGES]
    assert said == [issuer, vietnamese, chinese]


def test_what_is_not_known_of_a_source_leaves_no_gap() -> None:
    bare = replace(ACT, number="", article="", day=None)
    assert cited(OFFICE.catalogue("en"), bare) == "SAMPLE Ministry"


@pytest.mark.parametrize(
    ("article", "told"),
    [
        ("16(1), 16a", "article 16(1), 16a"),
        ("Section 41GS", "Section 41GS"),
        ("21 CFR 878.4040(b)", "21 CFR 878.4040(b)"),
    ],
)
def test_only_a_bare_number_is_called_an_article(article: str, told: str) -> None:
    said = cited(OFFICE.catalogue("en"), replace(ACT, article=article, day=None))
    assert said == f"SAMPLE Ministry, 1/2020, {told}"
