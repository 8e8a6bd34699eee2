"""Pieces the papers of Chinese exporters share: lots, producer, day, seal, two languages."""

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.sections import Certificate, GoodsLine
from maskdesk.output.blocks import SignaturePlace
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts
from maskdesk.output.forms.pieces import DeclaredGoods, line_name
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import MINISTRY_ZH
from maskdesk.output.setting import Content, Printed
from maskdesk.rules.ground import Index, filled, known

# Room above the name: a round seal of 38 to 42 mm covers it together with name and day.
SEAL_ROOM = 36
# Together with two names and a day as high as that seal.
SEAL_ROOM_BILINGUAL = 27

# Two languages under each other: smaller than a paper in one, so that both fit on two pages.
BILINGUAL_ZH = replace(
    MINISTRY_ZH,
    name="ministry_bilingual",
    top=16,
    bottom=20,
    left=24,
    right=22,
    body=10,
    leading=13,
    least=9,
    caption=8,
    title=18,
    subject=12,
    indent=0,
    justify=False,
)
# A sheet of many boxes in one language, which is worked with rather than read.
SHEET_ZH = replace(
    MINISTRY_ZH,
    name="ministry_sheet",
    top=18,
    bottom=22,
    left=24,
    right=22,
    body=10.5,
    leading=14.5,
    least=9,
    title=18,
    subject=12,
    indent=0,
    justify=False,
)


class Both(Struct, frozen=True):
    """A paper's two languages."""

    chinese: Writing
    english: Writing

    def under(self, key: str) -> Content:
        """The English under the Chinese."""
        return (self.chinese.word(key), "\n", self.english.word(key))

    def beside(self, key: str) -> Content:
        """The English after the Chinese, on one line where it fits."""
        return (self.chinese.word(key), " / ", self.english.word(key))

    def line_names(self, line: GoodsLine) -> Content:
        """What a goods line is called, in both languages where both are known."""
        if not (filled(line.name_chinese) and filled(line.name_english)):
            return line_name(line, self.chinese)
        english = self.english.field(f"goods[{line.id}].name_english")
        return (self.chinese.field(f"goods[{line.id}].name_chinese"), "\n", english)

    def destination(self) -> Content:
        """The country of destination in both languages."""
        chinese = self.chinese.field("destination.country")
        if not chinese.text:
            return chinese
        return (chinese, " ", self.english.field("destination.country"))

    def exporters_seal_place(self, facts: Facts, *, role: str, note: str) -> SignaturePlace:
        """Where the exporter's company seal goes, over its names in both languages and the day."""
        exporter = facts.dossier.exporter
        in_both = filled(exporter.name_local) and filled(exporter.name_english)
        name = (self.english.field("exporter.name_english"),) if in_both else ()
        return exporters_seal_place(
            self.chinese,
            role=self.beside(role),
            note=self.beside(note),
            below=(*name, self._day(facts)),
            height=SEAL_ROOM_BILINGUAL,
        )

    def _day(self, facts: Facts) -> Content:
        """The exporter's day in figures, which both sides read alike."""
        details = facts.details
        if details is None or not filled(details.day):
            return self.chinese.text("blank_day")
        return self.chinese.field(f"papers[{details.id}].day")


def may_be_medical(line: GoodsLine) -> bool:
    """Whether a line can be one of the medical supplies; what is not said counts as possible."""
    return known(line.kind) != "non-medical-mask" and known(line.use) in (None, "medical")


def may_be_non_medical(line: GoodsLine) -> bool:
    """Whether a line can be non-medical masks; what is not said counts as possible."""
    masks = (None, "non-medical-mask", "respirator")
    return known(line.use) != "medical" and known(line.kind) in masks


def certificate_numbers(certificates: list[Certificate], writing: Writing) -> Content:
    """The numbers of certificates, one after the other."""
    return listed(
        [
            writing.field(f"certificates[{one.id}].number")
            for one in certificates
            if filled(one.number)
        ]
    )


def certificates_of(
    line: GoodsLine, facts: Facts, *, schemes: tuple[str, ...]
) -> list[Certificate]:
    """The certificates of these schemes that cover a goods line."""
    found = Index(facts.dossier).certificates_for(line)
    return [one for one in found if known(one.scheme) in schemes]


def quantity(one: DeclaredGoods, writing: Writing) -> Content:
    """Pieces declared with their unit."""
    pieces = writing.field(one.path)
    unit = known(one.line.unit)
    if not pieces.text or unit is None:
        return pieces
    return (pieces, " ", Printed(writing.word(f"unit_{unit}"), f"goods[{one.line.id}].unit"))


def lot_numbers(line: GoodsLine, writing: Writing) -> Content:
    """The numbers of a line's lots, parted as Chinese lists are."""
    numbers = [
        writing.field(f"goods[{line.id}].lots[{lot.id}].number")
        for lot in line.lots
        if filled(lot.number)
    ]
    return listed(numbers)


def listed(pieces: list[Printed]) -> Content:
    """Pieces one after the other; nothing at all is an empty box."""
    return tuple(part for piece in pieces for part in ("、", piece))[1:] or ""


def producer_name(line: GoodsLine, facts: Facts, writing: Writing) -> Printed:
    """Who made a goods line, in the paper's language where that name is known."""
    made_by = known(line.producer)
    if made_by not in {producer.id for producer in facts.dossier.producers}:
        return Printed("", f"goods[{line.id}].producer")
    names = ["name_local", "name_english"]
    if writing.language == "en":
        names.reverse()
    return writing.first(*(f"producers[{made_by}].{name}" for name in names))


def day_signed(facts: Facts, writing: Writing) -> Content:
    """The day on this paper; room to write one where none is settled."""
    details = facts.details
    if details is None or not filled(details.day):
        return writing.text("blank_day")
    return writing.day(f"papers[{details.id}].day")


def exporters_seal_place(
    writing: Writing,
    *,
    role: Content,
    note: Content,
    below: tuple[Content, ...],
    height: float = SEAL_ROOM,
) -> SignaturePlace:
    """Where the exporter's company seal goes: over its name and the day, which stand `below`."""
    return SignaturePlace(
        field=EXPORTER_SIGNS.field,
        role=role,
        note=note,
        name=writing.first("exporter.name_local", "exporter.name_english"),
        below=below,
        height=height,
        framed=True,
    )
