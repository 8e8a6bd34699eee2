"""Hands a package over and ends, without another word, before the dossier is saved.

Run as a program: `cut_off_delivery.py DOSSIER PACKAGE FOLDER NOTES`; PACKAGE is a folder that
holds what is to be handed over.
"""

import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from maskdesk.desk.delivering import deliver
from maskdesk.desk.making import Submission
from maskdesk.desk.manifest import MANIFEST, read_manifest
from maskdesk.desk.opening import OpenDossier, open_dossier
from maskdesk.store.durable import read_folder

MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=timezone(timedelta(hours=7)))
CUT_OFF = 9


def end(_opened: OpenDossier, _file: Path) -> OpenDossier:
    """End as a power cut would."""
    os._exit(CUT_OFF)


def main(path: Path, package: Path, folder: Path, notes: Path) -> None:
    """Hand over up to the moment before the dossier is saved."""
    files = read_folder(package)
    submission = Submission(files=dict(files), manifest=read_manifest(files[MANIFEST]))
    deliver(open_dossier(path), submission, folder, path, MOMENT, save=end, notes=notes)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
