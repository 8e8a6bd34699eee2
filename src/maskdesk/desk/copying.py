"""A new dossier from an old one: its content copied with care, its evidence taken along."""

import secrets

from maskdesk.desk.evidence import named_in
from maskdesk.desk.opening import OpenDossier, new_dossier
from maskdesk.dossier.copying import copied_as_new
from maskdesk.store.member_names import EVIDENCE


def copy_as_new(opened: OpenDossier) -> OpenDossier:
    """A dossier that was never saved, with a name of its own; sealed versions stay behind.

    Numbers, days, lots and decisions are dropped; what normally differs is listed to be confirmed.
    """
    copied = new_dossier(copied_as_new(opened.dossier, new_dossier_id()))
    container = copied.container
    named = named_in(copied.dossier)
    for name in opened.container.under(EVIDENCE):
        if name.removeprefix(EVIDENCE) in named:
            container = container.put(name, opened.container.blob(name))
    return OpenDossier(dossier=copied.dossier, container=container)


def new_dossier_id() -> str:
    """A name that no other dossier bears: sixteen hexadecimal digits by chance."""
    return secrets.token_hex(8)
