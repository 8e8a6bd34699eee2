"""How a kind of paper looks: margins, sizes and the engine's own few words per language."""

from typing import Literal

import msgspec

from maskdesk.output.ink import MM

PaperLanguage = Literal["en", "vi", "zh"]


class PageStyle(msgspec.Struct, frozen=True, kw_only=True):
    """The look of one kind of paper; margins in millimetres, everything else in points."""

    name: str
    top: float
    bottom: float
    left: float
    right: float
    body: float
    leading: float
    least: float
    caption: float
    small: float
    title: float
    subject: float
    indent: float
    gap: float
    justify: bool
    heading_space: float = 6.0

    @property
    def line(self) -> float:
        """Leading as a share of the type size."""
        return self.leading / self.body


# Decree 30/2020/ND-CP, Annex I, as house style: it binds state bodies only.
PETITION = PageStyle(
    name="petition",
    top=20,
    bottom=22,
    left=30,
    right=18,
    body=13,
    leading=17.5,
    least=11,
    caption=9,
    small=9,
    title=14,
    subject=13,
    indent=10 * MM,
    gap=5,
    justify=True,
)
# After the UN Layout Key for Trade Documents (ISO 6422): compact boxes on one page.
TRADE = PageStyle(
    name="trade",
    top=15,
    bottom=22,
    left=20,
    right=15,
    body=9.5,
    leading=11.5,
    least=8,
    caption=6.8,
    small=7.5,
    title=15,
    subject=10.5,
    indent=0,
    gap=4,
    justify=False,
)
# GB/T 9704-2012 with smaller type: it binds offices, and its size 3 fills four pages.
MINISTRY_ZH = PageStyle(
    name="ministry_zh",
    top=28,
    bottom=25,
    left=28,
    right=26,
    body=12,
    leading=20,
    least=10,
    caption=9,
    small=9,
    title=20,
    subject=13,
    indent=24,
    gap=4,
    justify=True,
)


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine itself prints: page numbers, the draft's marks, the continuation sheet."""

    page: str
    draft: str
    draft_note: str
    continuation: str
    see: str
    item: str
    colon: str
    practice: str


_WORDS: dict[PaperLanguage, Words] = {
    "en": Words(
        page="Page {n} of {m}",
        draft="DRAFT",
        draft_note="DRAFT: not sealed, not to be handed in",
        continuation="Continuation sheet",
        see="See continuation sheet, item {n}",
        item="Item {n}",
        colon=": ",
        practice="PRACTICE",
    ),
    "vi": Words(
        page="Trang {n}/{m}",
        draft="BẢN NHÁP",
        draft_note="BẢN NHÁP: hồ sơ chưa chốt, không dùng để nộp",
        continuation="Tờ bổ sung",
        see="Xem tờ bổ sung, mục {n}",
        item="Mục {n}",
        colon=": ",
        practice="THỬ NGHIỆM",
    ),
    "zh": Words(
        page="第 {n} 页 共 {m} 页",
        draft="草稿",
        draft_note="草稿：尚未封存，不得提交",
        continuation="续页",
        see="见续页第 {n} 项",
        item="第 {n} 项",
        colon="：",
        practice="练习",
    ),
}


def words_for(languages: tuple[PaperLanguage, ...]) -> Words:
    """The engine's words for a paper; a bilingual paper has them in both languages."""
    chosen = [_WORDS[language] for language in languages]
    names = Words.__struct_fields__
    both = {name: " / ".join(getattr(words, name) for words in chosen) for name in names}
    return Words(**{**both, "colon": chosen[-1].colon})
