"""Small papers and stamps for the tests of archiving and signing, set in an embedded font."""

import datetime as dt
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from maskdesk.output.archive import SignaturePlace, archive_pdf
from maskdesk.output.identity import Identity, new_practice_identity, open_identity
from maskdesk.output.signing import countersign, sign

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "Tinos-Regular.ttf"

MOMENT = dt.datetime(2020, 5, 6, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))

EXPORTER = SignaturePlace(
    field="exporter", page=0, box=(60, 60, 280, 130), role="certify", holder="the exporter"
)
IMPORTER = SignaturePlace(
    field="importer", page=0, box=(310, 60, 530, 130), role="approve", holder="the importer"
)


@cache
def drawn(pages: int = 2, *, size: tuple[float, float] = (595, 842), font: str = "Tinos") -> bytes:
    """A drawing of some lines in Vietnamese, as a form would hand it over."""
    if "Tinos" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Tinos", str(FONT)))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1, initialFontName=font)
    for page in range(1, pages + 1):
        canvas.setFont(font, 11)
        for line in range(1, 30):
            canvas.drawString(60, size[1] - 40 - 16 * line, f"Trang {page}, dòng {line}: SAMPLE")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@cache
def archived(places: Sequence[SignaturePlace] = (EXPORTER, IMPORTER)) -> bytes:
    """That drawing as an archived paper with these places to sign."""
    return archive_pdf(
        drawn(),
        title="Tờ khai SAMPLE",
        language="vi",
        moment=MOMENT,
        facts={"dossier": "SAMPLE-1"},
        places=tuple(places),
    )


@cache
def stamp() -> bytes:
    """A one-page drawing that fits a place."""
    return drawn(1, size=(220, 70))


@cache
def practice(name: str = "SAMPLE Exporter") -> Identity:
    """A practice identity, the same one through a run."""
    p12 = new_practice_identity(name=name, organisation="SAMPLE", passphrase="x", moment=MOMENT)
    return open_identity(p12, "x", moment=MOMENT)


@cache
def certified(places: Sequence[SignaturePlace] = (EXPORTER, IMPORTER)) -> bytes:
    """The archived paper, certified by the practising exporter."""
    return sign(
        archived(places),
        field="exporter",
        role="certify",
        identity=practice(),
        stamp=stamp(),
        moment=MOMENT,
        reason="Certified by the exporter (SAMPLE)",
        location="Hà Nội",
    )


@cache
def countersigned() -> bytes:
    """The certified paper with the practising importer's signature added."""
    return countersign(
        certified(),
        field="importer",
        identity=practice("SAMPLE Importer"),
        stamp=stamp(),
        moment=MOMENT + dt.timedelta(days=1),
    )
