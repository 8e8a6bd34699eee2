"""The page sets as typst source, set in the same fonts, sizes and margins."""

import json
from functools import cache

import typst

from benchmarks.in_maskdesk import FONTS
from benchmarks.page_sets import FIELDS_ABREAST, FormPage, Listing, PageSet
from maskdesk.output.page_style import TRADE


@cache
def compiler() -> typst.Compiler:
    """One compiler for all rounds: its fonts are loaded once, as ours are."""
    return typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)


def draw(source: bytes) -> bytes:
    """The PDF of a source that was not seen before; untagged, which is less work for typst."""
    pdf = compiler().compile(input=source, format="pdf", pdf_tags=False)
    if not isinstance(pdf, bytes):
        raise TypeError(pdf)
    return pdf


def source_of(page_set: PageSet) -> bytes:
    """A page set in typst's language."""
    parts = [_HEAD % {"top": TRADE.top, "bottom": TRADE.bottom}]
    parts.append("\n#pagebreak()\n".join(map(_form, page_set.forms)))
    if page_set.listing is not None:
        if page_set.forms:
            parts.append("#pagebreak()")
        parts.append(_listing(page_set.listing))
    return "\n".join(parts).encode()


_HEAD = """
#set page(paper: "a4", margin: (top: %(top)dmm, bottom: %(bottom)dmm, left: 20mm, right: 15mm),
  footer: context text(7pt, luma(64))[
    #h(1fr) Page #counter(page).display() of #counter(page).final().first() #h(1fr) MD-SAMPL-E0001
  ])
#set text(font: ("Tinos", "Noto Serif SC"), size: 9.5pt, hyphenate: false)
#set par(justify: false)
#let title(words) = align(center, text(15pt, weight: "bold", words))
#let field(caption, value) = [#text(6.8pt, luma(51), caption)\\ #value]
"""


def _form(form: FormPage) -> str:
    cells = ", ".join(f"field({_text(caption)}, {_text(value)})" for caption, value in form.fields)
    columns = ", ".join(["1fr"] * FIELDS_ABREAST)
    return "\n".join(
        (
            f"#title({_text(form.title)})",
            f"#grid(columns: ({columns}), stroke: 0.45pt, inset: 4pt, {cells})",
            *(f"#par({_text(sentence)})" for sentence in form.sentences),
            f'#align(right, block(width: 50%, align(center, text(weight: "bold", '
            f"{_text(form.signer)}))))",
            "#align(right, rect(width: 45%, height: 26mm, stroke: 0.45pt))",
        )
    )


def _listing(listing: Listing) -> str:
    columns = ", ".join("auto" if n != 1 else "1fr" for n in range(len(listing.heads)))
    aligned = ", ".join("right" if numeric else "left" for numeric in listing.numeric)
    heads = ", ".join(f"strong({_text(head)})" for head in listing.heads)
    cells = ", ".join(_text(cell) for row in listing.rows for cell in row)
    return (
        f"#title({_text(listing.title)})\n#set text(8.5pt)\n"
        f"#table(columns: ({columns}), align: ({aligned}), stroke: 0.4pt, "
        f"inset: (x: 4pt, y: 3.8pt), table.header({heads}), {cells})"
    )


def _text(words: str) -> str:
    """A typst string; its escapes are those of JSON for the characters that occur here."""
    return json.dumps(words, ensure_ascii=False)
