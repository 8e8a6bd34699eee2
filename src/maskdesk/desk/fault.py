"""What is said where MaskDesk itself is at fault."""

import traceback
from pathlib import Path

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_


class Fault(MaskDeskError):
    """MaskDesk itself went wrong: the clerk gets a sentence, the maintainers the place."""

    problem = N_("MaskDesk met a fault of its own ({fault}) and stopped.")
    way_out = N_("Your files are as they were; please report this line.")


def place_of(fault: BaseException) -> str:
    """What went wrong and where, without the values: those may be the clerk's."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__}, {Path(last.filename).name}:{last.lineno}"
