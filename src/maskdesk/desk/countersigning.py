"""The other side's signature on a paper that its exporter certified."""

from datetime import datetime

from maskdesk.desk.looking import Apart, Question
from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError
from maskdesk.language import LANGUAGES, N_, Phrase
from maskdesk.output.forms import FORMS
from maskdesk.output.identity import Identity
from maskdesk.output.signing import UnreadablePaper, countersign
from maskdesk.output.stamp import Stamp, stamp


class NoPlaceToSign(MaskDeskError):
    """A paper that nobody signs electronically."""

    problem = N_("This paper has no place for an electronic signature.")
    way_out = N_(
        "It is for ink and seal, or a draft: sign it by hand, or ask for one made with an identity."
    )


class NothingLeftToSign(MaskDeskError):
    """A paper that everybody has signed."""

    problem = N_("Every place for a signature in this paper is signed already.")
    way_out = N_("Send it back as it is, or take the file as it was before the last signature.")


def countersigned(pdf: bytes, identity: Identity, office: Office, moment: datetime) -> bytes:
    """The paper with its next empty place signed; the bytes given stay its beginning.

    It is looked at apart first: what would take too long or too much never meets the key.
    Raises what `countersign` raises, NoPlaceToSign, NothingLeftToSign and TooMuchToRead.
    """
    with Apart() as apart:
        looked = apart.look_or_refuse(
            Question(pdf=pdf, moment=moment), Phrase(N_("The paper to sign"))
        )
    if looked.places is None:
        raise UnreadablePaper
    places = looked.places
    form = FORMS.get(looked.facts.get("paper", ""))
    languages = form.languages if form is not None else LANGUAGES[:1]
    empty = [box for box in places if not box.filled]
    if not empty:
        raise NothingLeftToSign if places else NoPlaceToSign
    place = empty[0]
    catalogue = office.catalogue(languages[-1])
    signed_on = catalogue.say(N_("Signed electronically on {moment}"), moment=moment)
    content = Stamp(
        lines=(identity.holder, signed_on), languages=languages, practice=identity.practice
    )
    look = stamp(office.press.faces, content, place.size)
    return countersign(pdf, field=place.field, identity=identity, stamp=look, moment=moment)
