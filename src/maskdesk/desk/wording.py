"""The words for how a dossier stands: the same in the window and on the command line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maskdesk.dossier.naming import name_of, row_name
from maskdesk.dossier.paths import NoSuchPlace, get
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.vocabulary import PRODUCT_KINDS
from maskdesk.language import N_, Catalogue, country_name

if TYPE_CHECKING:
    from maskdesk.desk.recovering import Recovery
    from maskdesk.law.bodies import KnownBody
    from maskdesk.law.pack import Source
    from maskdesk.rules.evaluate import Report
    from maskdesk.rules.finding import Cure
    from maskdesk.rules.fit import Cell
    from maskdesk.rules.life import Licence

ANSWERS = {
    "met": N_("met"),
    "not-met": N_("not met"),
    "unfilled": N_("not filled yet"),
    "not-applicable": N_("not applicable"),
    "cannot-tell": N_("cannot tell"),
}
STAGES = {
    "making": N_("making"),
    "handing-in": N_("handing-in"),
    "departure": N_("departure"),
}
WHY_NOT = {
    "not-in-basis": N_("a draft you do not prepare under"),
    "other-origin": N_("for another origin"),
    "other-destination": N_("for another destination"),
    "no-such-goods": N_("not about these goods"),
    "not-alive": N_("not in force on the days that count"),
    "not-in-scope": N_("not about this consignment"),
}
STATUSES = {
    "in_force": N_("in force"),
    "repealed": N_("repealed since"),
    "draft": N_("draft"),
    "unverified": N_("unverified"),
}
SEEN = {
    "full": N_("text seen in full"),
    "extract": N_("text seen in extract"),
    "secondary": N_("from a secondary source"),
}
CONFIDENCE = {
    "high": N_("high confidence"),
    "medium": N_("medium confidence"),
    "low": N_("low confidence"),
}
INDICATIONS = {
    "valid": N_("valid"),
    "cannot tell": N_("cannot tell"),
    "not valid": N_("NOT VALID"),
}
_NOT_COVERED = {
    "origin": N_(
        "Not covered: no pack speaks of these goods out of {country} on the days that count: "
        "{names}. Ask the authority there."
    ),
    "destination": N_(
        "Not covered: no pack speaks of these goods into {country} on the days that count: "
        "{names}. Ask the buyer or the authority there."
    ),
}
_NOWHERE = {
    "origin": N_("Not covered: choose the origin, so that packs are asked about {names}."),
    "destination": N_(
        "Not covered: enter the country of destination, so that packs are asked about {names}."
    ),
}
REPLACED = {
    "release": N_("{to} is a newer release of it"),
    "correction": N_("{to} corrects it"),
    "amendment": N_("{to} amends it from {day}"),
    "older": N_("{to} is newer"),
}
SEVERITIES = {
    "blocks": N_("holds up"),
    "look": N_("to be looked at"),
    "note": N_("to know"),
}
VERDICTS = {
    "fits": N_("fits"),
    "does-not": N_("does not fit"),
    "not-covered": N_("not covered"),
    "cannot-tell": N_("cannot tell"),
}
SUBJECTS = {
    "goods": N_("the goods themselves"),
    "standard": N_("standard"),
    "certificate": N_("certificate"),
}
BODIES = {
    "malformed": N_("{number} is no body's number: it has four digits."),
    "unknown": N_("What the body {number} is designated for is not known here: look it up."),
    "ended": N_("{number} is {name}, whose number counts no more for the Union since {day}."),
    "ask": N_("{number} is {name}: its number stood on doubtful goods, so ask the body itself."),
    "other-products": N_("{number} is {name}, reported for other goods than these: look it up."),
    "reported": N_("{number} is {name}, reported for goods like these: look it up all the same."),
}
HOW_FOUND = {
    "code": N_("the same code"),
    "name": N_("the same name"),
    "alike": N_("only a name like it: look whether it is the same firm"),
}
DIRECTIONS_SAID = {
    "allow": N_("Whoever stands on it is confirmed."),
    "deny": N_("Whoever stands on it is sanctioned."),
}
CHANGES = {
    "appears": N_("new"),
    "vanishes": N_("no longer asked"),
    "changes": N_("changes"),
}


def source_line(catalogue: Catalogue, source: "Source") -> str:
    """A source with its day and how far it can be relied on."""
    from maskdesk.law.citing import cited

    return catalogue.say(
        N_("{source} ({seen}, {confidence})"),
        source=cited(catalogue, source),
        seen=catalogue.translate(SEEN[source.seen]),
        confidence=catalogue.translate(CONFIDENCE[source.confidence]),
    )


def body_sentence(catalogue: Catalogue, known: "KnownBody") -> str:
    """What is known of a body's number, and what to do about it."""
    body = known.body
    name = f"{body.name} ({country_name(body.country, catalogue.language)})" if body else "–"
    day = body.until if body is not None and body.until is not None else "–"
    return catalogue.say(BODIES[known.standing], number=known.number, name=name, day=day)


def fit_reason(catalogue: Catalogue, cell: "Cell") -> str:
    """Why a paper or standard fits a destination or not, in one sentence."""
    if cell.finding is not None:
        return cell.finding.sentence(catalogue.language)
    return catalogue.show(cell.message)


def gap_sentences(catalogue: Catalogue, dossier: Dossier, report: "Report") -> Iterator[str]:
    """Which goods no pack covers at the origin and at the destination, and whom to ask."""
    where = {"origin": dossier.head.origin, "destination": dossier.destination.country}
    for side, held in where.items():
        places = [place for of, place in report.uncovered if of == side]
        if not places:
            continue
        names = [_goods_name(catalogue, dossier, place) for place in places[:_GAPS_NAMED]]
        if len(places) > _GAPS_NAMED:
            names.append(f"… (+{len(places) - _GAPS_NAMED})")
        said = "; ".join(names)
        if isinstance(held, str):
            country = country_name(held, catalogue.language)
            yield catalogue.say(_NOT_COVERED[side], country=country, names=said)
        else:
            yield catalogue.say(_NOWHERE[side], names=said)


def _goods_name(catalogue: Catalogue, dossier: Dossier, place: str) -> str:
    """A goods line with its kind, which decides what packs say of it."""
    name = place_name(catalogue, dossier, place)
    kind = get(dossier, f"{place}.kind")
    word = PRODUCT_KINDS.get(kind) if isinstance(kind, str) else None
    return f"{name} ({catalogue.translate(word)})" if word else name


_GAPS_NAMED = 8


def place_name(catalogue: Catalogue, dossier: Dossier, place: str) -> str:
    """A place as the clerk reads it; its path where it has no name."""
    try:
        return name_of(dossier, place, catalogue.translate, catalogue.language)
    except NoSuchPlace:
        return place


def balance_sentences(catalogue: Catalogue, dossier: Dossier) -> tuple[str, ...]:
    """What is left of each licence, and what the dossier cannot tell where there are several."""
    from maskdesk.rules.life import licences

    given = licences(dossier)
    said = [_balance(catalogue, dossier, licence) for licence in given]
    if len(given) > 1:
        said.append(
            catalogue.translate(
                N_(
                    "Each licence is counted by itself: only the authority's paper says whether a "
                    "later one replaces an earlier one."
                )
            )
        )
    return tuple(said)


def _balance(catalogue: Catalogue, dossier: Dossier, licence: "Licence") -> str:
    """What is left of a licence; where the dossier cannot tell, what has to be said for it."""
    say, language = catalogue.translate, catalogue.language
    balance = {
        "number": licence.number or "–",
        "pieces": licence.pieces,
        "shipped": licence.shipped,
        "left": licence.left,
    }
    if licence.left < 0:
        message = N_(
            "Licence {number}: {pieces} pieces, {shipped} shipped, {excess} more than licensed."
        )
        return catalogue.say(message, excess=-licence.left, **balance)
    if not licence.unsaid:
        message = N_("Licence {number}: {pieces} pieces, {shipped} shipped, {left} left.")
        return catalogue.say(message, **balance)
    shipments = "; ".join(row_name(dossier, path, say, language) for path in licence.unsaid)
    message = N_(
        "Licence {number}: {pieces} pieces, {shipped} shipped, at most {left} left. "
        "Say how many pieces left, and under which licence: {shipments}."
    )
    return catalogue.say(message, shipments=shipments, **balance)


def missing_sentences(catalogue: Catalogue, recovery: "Recovery") -> Iterator[str]:
    """What of unsaved work cannot be taken up."""
    if recovery.unfit:
        yield catalogue.plural(
            "{n} edit of the unsaved work cannot be done again.",
            "{n} edits of the unsaved work cannot be done again.",
            recovery.unfit,
        )
    if recovery.damaged:
        yield catalogue.translate(N_("The last of the unsaved work cannot be read."))


def cure_sentence(catalogue: Catalogue, cure: "Cure") -> str:
    """The smallest step that would meet a condition."""
    if cure.kind == "propose-support":
        return catalogue.say(
            N_("Cure: agree on {pieces} more pieces for health facilities."), pieces=cure.pieces
        )
    if cure.kind == "declare-at-most":
        return catalogue.say(N_("Cure: declare at most {pieces} pieces."), pieces=cure.pieces)
    return catalogue.say(N_("Cure: the goods can be ready on {day}."), day=cure.day)
