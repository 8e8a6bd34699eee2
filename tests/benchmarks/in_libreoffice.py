"""The page sets as flat OpenDocument text, converted by LibreOffice without a window."""

import os
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.in_maskdesk import FONTS
from benchmarks.page_sets import FIELDS_ABREAST, FormPage, Listing, PageSet
from maskdesk.output.page_style import TRADE

PDF = "pdf"
# PDF/A-3b, as MaskDesk archives.
PDF_A = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}'


def program() -> str | None:
    """Where LibreOffice is, if it is here at all."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def version() -> str:
    """Which LibreOffice that is; empty if there is none."""
    found = program()
    if found is None:
        return ""
    told = subprocess.run([found, "--version"], check=True, capture_output=True, text=True).stdout
    return told.split()[1]


class Office:
    """LibreOffice with a profile of its own, so that nobody's settings are read or changed.

    It sees the shipped fonts besides those of the system.
    """

    def __init__(self, folder: Path) -> None:
        found = program()
        if found is None:
            raise FileNotFoundError("soffice")
        self._program = found
        self._folder = folder
        fonts = folder / "fonts.conf"
        fonts.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<include>/etc/fonts/fonts.conf</include><dir>{escape(str(FONTS))}</dir></fontconfig>",
            encoding="utf-8",
        )
        self._environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}

    def lay_down(self, source: bytes, name: str) -> Path:
        """A source where LibreOffice finds it."""
        path = self._folder / f"{name}.fodt"
        path.write_bytes(source)
        return path

    def convert(self, *sources: Path, to: str = PDF) -> list[Path]:
        """Sources converted in one run of the program."""
        profile = (self._folder / "profile").as_uri()
        command = [self._program, f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(self._folder), *map(str, sources)]
        subprocess.run(command, env=self._environment, check=True, capture_output=True)
        made = [source.with_suffix(".pdf") for source in sources]
        for path in made:
            if not path.is_file():
                raise FileNotFoundError(path)
        return made


def source_of(page_set: PageSet) -> bytes:
    """A page set in flat OpenDocument."""
    parts = [_form(form, n) for n, form in enumerate(page_set.forms)]
    if page_set.listing is not None:
        parts.append(_listing(page_set.listing, turns=bool(page_set.forms)))
    return (_HEAD % {"top": TRADE.top, "bottom": TRADE.bottom} + "".join(parts) + _FOOT).encode()


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
  xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
  office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>
  <style:font-face style:name="Tinos" svg:font-family="Tinos"/>
  <style:font-face style:name="Noto Serif SC" svg:font-family="'Noto Serif SC'"/>
</office:font-face-decls>
<office:styles>
  <style:default-style style:family="paragraph"><style:text-properties
    style:font-name="Tinos" style:font-name-asian="Noto Serif SC" fo:font-size="9.5pt"
    style:font-size-asian="9.5pt" fo:language="en" fo:country="GB"/></style:default-style>
  <style:style style:name="Standard" style:family="paragraph"/>
</office:styles>
<office:automatic-styles>
  <style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm"
    fo:page-height="297mm" fo:margin-top="%(top)dmm" fo:margin-bottom="7mm" fo:margin-left="20mm"
    fo:margin-right="15mm"/><style:footer-style><style:header-footer-properties
    svg:height="15mm" fo:margin-top="5mm"/></style:footer-style></style:page-layout>
  <style:style style:name="Title" style:family="paragraph"><style:paragraph-properties
    fo:text-align="center" fo:margin-bottom="3mm"/><style:text-properties fo:font-size="15pt"
    fo:font-weight="bold"/></style:style>
  <style:style style:name="Turn" style:family="paragraph" style:parent-style-name="Title">
    <style:paragraph-properties fo:break-before="page" fo:text-align="center"
    fo:margin-bottom="3mm"/><style:text-properties fo:font-size="15pt"
    fo:font-weight="bold"/></style:style>
  <style:style style:name="Caption" style:family="paragraph"><style:text-properties
    fo:font-size="6.8pt" fo:color="#333333"/></style:style>
  <style:style style:name="Value" style:family="paragraph"/>
  <style:style style:name="Signer" style:family="paragraph"><style:paragraph-properties
    fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
  <style:style style:name="Foot" style:family="paragraph"><style:paragraph-properties
    fo:text-align="center"/><style:text-properties fo:font-size="7pt"/></style:style>
  <style:style style:name="Left" style:family="paragraph"><style:text-properties
    fo:font-size="8.5pt"/></style:style>
  <style:style style:name="Right" style:family="paragraph"><style:paragraph-properties
    fo:text-align="end"/><style:text-properties fo:font-size="8.5pt"/></style:style>
  <style:style style:name="Head" style:family="paragraph"><style:text-properties
    fo:font-size="8.5pt" fo:font-weight="bold"/></style:style>
  <style:style style:name="Grid" style:family="table"><style:table-properties
    style:width="175mm" table:align="left" fo:margin-bottom="2mm"/></style:style>
  <style:style style:name="Box" style:family="table-cell"><style:table-cell-properties
    fo:border="0.45pt solid #000000" fo:padding="1.2mm"/></style:style>
  <style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties
    fo:border="0.4pt solid #404040" fo:padding="0.6mm"/></style:style>
  <style:style style:name="Third" style:family="table-column"><style:table-column-properties
    style:column-width="58.33mm"/></style:style>
  <style:style style:name="Half" style:family="table-column"><style:table-column-properties
    style:column-width="87.5mm"/></style:style>
  <style:style style:name="Room" style:family="table-row"><style:table-row-properties
    style:min-row-height="26mm"/></style:style>
  <style:style style:name="W0" style:family="table-column"><style:table-column-properties
    style:column-width="10mm"/></style:style>
  <style:style style:name="W1" style:family="table-column"><style:table-column-properties
    style:column-width="55mm"/></style:style>
  <style:style style:name="W2" style:family="table-column"><style:table-column-properties
    style:column-width="25mm"/></style:style>
  <style:style style:name="W3" style:family="table-column"><style:table-column-properties
    style:column-width="20mm"/></style:style>
  <style:style style:name="W4" style:family="table-column"><style:table-column-properties
    style:column-width="17mm"/></style:style>
  <style:style style:name="W5" style:family="table-column"><style:table-column-properties
    style:column-width="11mm"/></style:style>
  <style:style style:name="W6" style:family="table-column"><style:table-column-properties
    style:column-width="13mm"/></style:style>
  <style:style style:name="W7" style:family="table-column"><style:table-column-properties
    style:column-width="24mm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
  <style:footer><text:p text:style-name="Foot">Page <text:page-number/> of <text:page-count/>
  MD-SAMPL-E0001</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
"""
_FOOT = "</office:text></office:body></office:document>\n"


def _form(form: FormPage, n: int) -> str:
    cells = [
        _cell("Box", _paragraph("Caption", caption), _paragraph("Value", value))
        for caption, value in form.fields
    ]
    rows = "".join(
        _row(*cells[at : at + FIELDS_ABREAST]) for at in range(0, len(cells), FIELDS_ABREAST)
    )
    signer = _row(_cell("", _paragraph("Value", "")), _cell("", _paragraph("Signer", form.signer)))
    room = _row(
        _cell("", _paragraph("Value", "")), _cell("Box", _paragraph("Value", "")), style="Room"
    )
    return "".join(
        (
            _paragraph("Turn" if n else "Title", form.title),
            _table(f"Fields{n}", ["Third"] * FIELDS_ABREAST, rows),
            *(_paragraph("Value", sentence) for sentence in form.sentences),
            _table(f"Signature{n}", ["Half", "Half"], signer + room),
        )
    )


def _listing(listing: Listing, *, turns: bool) -> str:
    heads = _row(*(_cell("Cell", _paragraph("Head", head)) for head in listing.heads))
    rows = "".join(
        _row(
            *(
                _cell("Cell", _paragraph("Right" if numeric else "Left", cell))
                for cell, numeric in zip(row, listing.numeric, strict=True)
            )
        )
        for row in listing.rows
    )
    heads = f"<table:table-header-rows>{heads}</table:table-header-rows>"
    columns = [f"W{n}" for n in range(len(listing.heads))]
    title = _paragraph("Turn" if turns else "Title", listing.title)
    return title + _table("Listing", columns, heads + rows)


def _table(name: str, columns: list[str], rows: str) -> str:
    widths = "".join(f'<table:table-column table:style-name="{column}"/>' for column in columns)
    opening = f'<table:table table:name="{name}" table:style-name="Grid">'
    return f"{opening}{widths}{rows}</table:table>"


def _row(*cells: str, style: str = "") -> str:
    styled = f' table:style-name="{style}"' if style else ""
    return f"<table:table-row{styled}>{''.join(cells)}</table:table-row>"


def _cell(style: str, *paragraphs: str) -> str:
    styled = f' table:style-name="{style}"' if style else ""
    return f"<table:table-cell{styled}>{''.join(paragraphs)}</table:table-cell>"


def _paragraph(style: str, words: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(words)}</text:p>'
