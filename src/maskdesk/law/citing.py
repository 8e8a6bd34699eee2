"""How a source is cited to the clerk: who issued it, what it is, where in it, of which day."""

import re

from maskdesk.language import N_, Catalogue
from maskdesk.law.pack import Source, Words, worded

# A title of federal rules, as in "21 CFR 878.4040", begins with a number that is no article's.
_BARE_ARTICLE = re.compile(r"\d+\b(?! [A-Z])")


def cited(catalogue: Catalogue, source: Source) -> str:
    """A source in the clerk's language, its parts in the order they are cited in."""
    issuer, number, article = (
        _said(catalogue, words) for words in (source.issuer, source.number, source.article)
    )
    if _BARE_ARTICLE.match(article):
        article = catalogue.say(N_("article {number}"), number=article)
    day = catalogue.show(source.day) if source.day is not None else ""
    named = (part for part in (issuer, number, article, day) if part)
    return catalogue.translate(N_(", ")).join(named)


def _said(catalogue: Catalogue, words: Words) -> str:
    """What a pack says, where it is one text as MaskDesk says the same in this language."""
    return catalogue.say_in("source", worded(words, catalogue.language))
