"""Which input a kind of value has, and how broad it stands on a page."""

from PySide6.QtWidgets import QWidget

from maskdesk.dossier.kinds import (
    Choice,
    Choices,
    Country,
    Currency,
    Day,
    Digest,
    Kind,
    Link,
    Links,
    Measure,
    Moment,
    Prose,
    Texts,
    Whole,
    YesNo,
)
from maskdesk.language import N_, countries, currencies
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields.choice_inputs import (
    ChoiceInput,
    CodeInput,
    LinkInput,
    TicksInput,
    YesNoInput,
)
from maskdesk.ui.fields.input import Input
from maskdesk.ui.fields.text_inputs import DayInput, LineInput, ProseInput


def input_for(holder: QWidget, kind: Kind, editing: Editing, path: str) -> Input:
    """The input of a kind of value; where something is offered at the place, a choice of it."""
    speech = editing.speech
    offer = editing.offers.get(path)
    if offer is not None and isinstance(kind, Texts):
        return TicksInput(holder, offer.options, lambda: speech.say(offer.nothing()))
    match kind:
        case Choices():
            labels = kind.labels
            words = [(code, label) for code, label in labels.items()]
            return TicksInput(holder, lambda: [(code, speech.say(one)) for code, one in words])
        case Choice():
            return ChoiceInput(holder, kind, speech)
        case YesNo():
            return YesNoInput(holder, kind, speech)
        case Day():
            return DayInput(holder, kind, speech)
        case Country():
            return CodeInput(holder, kind, speech, countries())
        case Currency():
            return CodeInput(holder, kind, speech, currencies())
        case Link():
            return LinkInput(holder, kind, editing)
        case Links():
            from maskdesk.ui.fields.linked_rows import LinksInput

            return LinksInput(holder, kind, editing)
        case Texts():
            return ProseInput(holder, kind, speech, one_a_line=True)
        case Prose():
            return ProseInput(holder, kind, speech, one_a_line=False)
    return LineInput(holder, kind, speech)


def span_of(kind: Kind) -> int:
    """The columns of a page a kind of value takes; 0 for all of them."""
    if isinstance(kind, Whole | Measure | Day | YesNo):
        return 1
    if isinstance(kind, Choices | Links):
        return 0
    if isinstance(kind, Prose | Texts | Digest):
        return 3
    return 2


def typing_help(kind: Kind) -> str:
    """How a value of this kind can be entered (a message id); empty where nothing needs saying."""
    for known, sentence in _TYPING.items():
        if isinstance(kind, known):
            return sentence
    return ""


_TYPING: dict[type[Kind], str] = {
    Moment: N_("Type day, time and zone, for example 2020-05-31 09:30 +07:00."),
    Day: N_("Type a day, for example 2020-05-31 or 31 May 2020, or pick it with Alt+Down."),
    Whole: N_("Type a whole number; spaces and grouping marks do no harm."),
    Measure: N_("Type a figure; grouping marks do no harm."),
    Choices: N_("Tick all that fit; Space ticks."),
    Choice: N_("Choose one; the first letters find it, Alt+Down opens the list."),
    YesNo: N_("Choose yes or no; leave it open while you do not know."),
    Country: N_("Type a part of the name or the two letters."),
    Currency: N_("Type a part of the name or the three letters."),
    Links: N_("Tick the rows it belongs to."),
    Link: N_("Choose one of the rows of the other section."),
    Texts: N_("One a line."),
    Prose: N_("Several lines are fine; Tab leads on."),
}
