"""What tells a firm from others in its name, however it is written."""

import re
from functools import lru_cache
from typing import Final

from maskdesk.language import plain

# Words that say what form a firm has and not which firm it is; without marks and in small letters.
_FORMS_OF_FIRMS = frozenset(
    (
        "co",
        "company",
        "corp",
        "corporation",
        "factory",
        "gmbh",
        "group",
        "inc",
        "jsc",
        "limited",
        "llc",
        "ltd",
        "plc",
        "works",
        "cong",
        "ty",
        "tnhh",
        "cp",
        "co phan",
        "mtv",
        "xuong",
        "股份有限公司",
        "有限责任公司",
        "有限公司",
        "集团",
        "厂",
        "公司",
    )
)

# As many as the longest list of makers has; a check asks for the same ones again and again.
_NAMES_KEPT: Final = 50_000

# The longest first, so that none leaves a part of another behind; Chinese ones end a name unparted.
_LONGEST_FIRST = sorted(_FORMS_OF_FIRMS, key=len, reverse=True)
_FORMS = re.compile(
    "|".join(rf"\b{form}\b" if form.isascii() else f"{form}$" for form in _LONGEST_FIRST)
)


@lru_cache(maxsize=_NAMES_KEPT)
def bare_name(name: str) -> str:
    """What tells a firm from others: without marks, case, and what only says what form it has."""
    joined = re.sub(r"(?<=\w)['’.](?=\w)", "", plain(name))
    words = " ".join(re.findall(r"\w+", joined))
    return " ".join(_FORMS.sub(" ", words).split()) or words
