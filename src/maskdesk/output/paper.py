"""Drawing one paper from its facts."""

import hashlib
from collections.abc import Callable, Mapping

from maskdesk.language import Catalogue, Language
from maskdesk.output.archive import SignaturePlace
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.writing import Wording, Writing, read_wording
from maskdesk.output.sheet import Drawing, Sheet
from maskdesk.output.typeface import Typefaces

PROOF_MARK = "MD1"

# Crockford's base 32: no letter that is taken for another when read aloud or typed from paper.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Press:
    """Everything that is loaded once to draw papers: fonts, wordings, words of each language.

    `wording` gives the bytes of a wording file by form and language.
    """

    def __init__(
        self,
        fonts: Callable[[str], bytes],
        wording: Callable[[str, Language], bytes],
        catalogues: Mapping[Language, Catalogue],
    ) -> None:
        self.faces = Typefaces(fonts)
        self.catalogues = catalogues
        self._wording = wording
        self._wordings: dict[tuple[str, Language], Wording] = {}

    def draw(self, form: Form, facts: Facts, *, draft: bool) -> Drawing:
        """One paper as pages; a draft says so on every page.

        Raises NotPrintable naming a text that no font prints, and BrokenWording.
        """
        languages = form.languages_for(facts.dossier)
        wordings = {language: self._read(form.id, language) for language in languages}
        writing = Writing(facts, wordings, self.catalogues, languages)
        sheet = Sheet(
            self.faces,
            form.style_in(languages[0]),
            languages=languages,
            title=writing.catalogue.translate(form.title),
            code=paper_code(facts) if form.coded else "",
            proof=proof_of(facts) if form.coded else "",
            small_print=writing.small_print,
            draft=draft,
        )
        sheet.add(*form.write(facts, writing))
        return sheet.finish()

    def _read(self, form: str, language: Language) -> Wording:
        kept = self._wordings.get((form, language))
        if kept is None:
            kept = read_wording(self._wording(form, language), f"{form}.{language}")
            self._wordings[form, language] = kept
        return kept


def proof_of(facts: Facts) -> str:
    """What the QR codes of a paper begin with: mark, dossier, version, paper and its code.

    Parts are parted by spaces; the page from 1 and the digest of its facts follow.
    """
    return f"{PROOF_MARK} {facts.dossier.id or '-'} {facts.version} {paper_code(facts)}"


def paper_code(facts: Facts) -> str:
    """The code at the foot that names dossier, version and paper: twice five letters."""
    paper = f"{facts.form}@{facts.subject}" if facts.subject else facts.form
    named = f"{facts.dossier.id}|{facts.version}|{paper}|{facts.seal}"
    number = int.from_bytes(hashlib.sha256(named.encode()).digest()[:7], "big")
    letters = []
    for _ in range(10):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return f"MD-{''.join(letters[:5])}-{''.join(letters[5:])}"


def places_to_sign(form: Form, drawing: Drawing) -> tuple[SignaturePlace, ...]:
    """The signature places of a drawn paper, with the part each plays."""
    signers = {signer.field: signer for signer in form.signers}
    return tuple(
        SignaturePlace(
            field=box.name,
            page=box.page,
            box=box.box,
            role=signers[box.name].role,
            holder=signers[box.name].holder,
        )
        for box in drawing.places
    )
