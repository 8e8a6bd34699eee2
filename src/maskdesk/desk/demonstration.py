"""The worked sample, from its folder to a verified submission."""

from datetime import datetime
from pathlib import Path

from maskdesk.desk.making import Making, make_submission
from maskdesk.desk.office import Office
from maskdesk.desk.opening import of_container
from maskdesk.desk.sealing import seal
from maskdesk.output.identity import new_practice_identity, open_identity
from maskdesk.rules.ground import known
from maskdesk.store.durable import write_folder
from maskdesk.store.folder import pack


def demonstrate(
    sample: Path, target: Path, office: Office, moment: datetime, passphrase: str
) -> None:
    """Seal a sample, sign its papers with a practice identity and write them into a folder.

    Raises what sealing, making and writing raise.
    """
    opened = of_container(pack(sample))
    exporter = opened.dossier.exporter
    sealed = seal(opened, office.law, moment, moment.date())
    identity = open_identity(
        new_practice_identity(
            name=known(exporter.signatories[0].name) or "SAMPLE",
            organisation=known(exporter.name_english) or "SAMPLE",
            passphrase=passphrase,
            moment=moment,
        ),
        passphrase,
        moment=moment,
    )
    submission = make_submission(sealed, office, Making(moment=moment, identity=identity))
    write_folder(target, submission.files)
