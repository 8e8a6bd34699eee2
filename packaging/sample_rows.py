"""Rows that the samples share: lots, machine lines, accredited laboratories, papers."""

from datetime import date

from msgspec.structs import replace

from maskdesk.dossier import sections as d

TCVN = "TCVN 8389-1:2010"
EN_2019 = "EN 14683:2019+AC:2019"
EN_2025 = "EN 14683:2025"


def lots_of(number: str, pieces: int, years: int, *days: date) -> tuple[d.Lot, ...]:
    """Lots of one size, one a day; `number` may name {n} and {produced}."""
    return tuple(
        d.Lot(
            id=f"a{n}",
            number=number.format(n=n, produced=produced),
            produced=produced,
            expires=date(produced.year + years, produced.month, produced.day),
            pieces=pieces,
        )
        for n, produced in enumerate(days, start=1)
    )


def numbers(lots: tuple[d.Lot, ...]) -> tuple[str, ...]:
    """The numbers of lots."""
    return tuple(str(lot.number) for lot in lots)


def machines(kind: str, *lines: tuple[str, int, date]) -> tuple[d.ProductionLine, ...]:
    """Production lines of one kind: name, pieces a day, first day."""
    return tuple(
        d.ProductionLine(id=f"l{n}", name=name, kind=kind, pieces_per_day=pieces, runs_from=since)
        for n, (name, pieces, since) in enumerate(lines, start=1)
    )


def laboratory(issued: date, expires: date, looked_up: date) -> d.Certificate:
    """The accreditation of the laboratory behind the test reports."""
    return d.Certificate(
        id="laboratory",
        scheme="lab-accreditation",
        number="SAMPLE-LAB-0001",
        body="SAMPLE Accreditation Bureau",
        holder="SAMPLE Mask Laboratory",
        standards=("ISO/IEC 17025:2017",),
        issued=issued,
        expires=expires,
        looked_up_at="Register of the SAMPLE Accreditation Bureau",
        looked_up=looked_up,
        evidence=("laboratory",),
    )


def chinese_laboratory(looked_up: date) -> d.Certificate:
    """The accreditation of the Chinese laboratory behind the test reports."""
    return replace(
        laboratory(date(2018, 11, 5), date(2024, 11, 4), looked_up),
        number="SAMPLE-LAB-0002",
        body="样本认可中心",
        holder="样本检测中心",
        looked_up_at="样本认可中心网站",
    )


def paper(form: str, number: str, day: date, addressee: str | None, **more: object) -> d.Paper:
    """What is settled for one paper; the director signs unless somebody else is named."""
    settled = d.Paper(
        id=form,
        form=form,
        number=number,
        day=day,
        addressee=addressee,
        originals=1,
        copies=2,
        signatory="director",
        finish="signed",
    )
    return replace(settled, **more)


def wish(form: str, day: date | None, number: str | None = None, **more: object) -> d.Paper:
    """A paper made on wish; `subject` names the row it is about where there is one for each."""
    about = str(more.get("subject", "")).rstrip("]").partition("[")[2]
    settled = d.Paper(
        id=f"{form}-{about}" if about else form,
        form=form,
        wished=True,
        number=number,
        day=day,
        originals=1,
        copies=1,
        signatory="director",
        finish="signed",
    )
    return replace(settled, **more)


def usual_papers(
    day: date, place: str, buyer: str, series: str, office: str, *, clerk: str = "deputy"
) -> tuple[d.Paper, ...]:
    """The papers every consignment has; `clerk` signs invoice and packing list."""
    trade = {"place": place, "signatory": clerk, "copies": 3}
    declaration = {"id": "customs-data-sheet-d1", "subject": "customs.declarations[d1]"}
    return (
        paper("supplier-statement", f"ST-{series}", day, buyer, place=place),
        paper("commercial-invoice", f"INV-{series}", day, buyer, **trade),
        paper("packing-list", f"PKL-{series}", day, buyer, **trade),
        paper("customs-data-sheet", f"CD-{series}", day, None, **declaration, place=place),
        paper("letter-to-authority", f"LA-{series}", day, office, place=place),
        paper("set-list", f"SL-{series}", day, None, place=place, copies=0, finish="ink"),
        paper("counter-sheet", f"CS-{series}", day, None, place=place, copies=1),
    )
