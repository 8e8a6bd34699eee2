"""What a check is: a name, its parameters in a pack, the numbers its sentences may use."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from maskdesk.rules.checks.faults import Fault
from maskdesk.rules.finding import Outcome
from maskdesk.rules.ground import Ground


class Parameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of one check as a pack writes them under `with`."""


def no_faults(_: Parameters) -> Iterable[Fault]:
    """Nothing: the parameters of this check can only be wrong as those of any other."""
    return ()


class Check(Struct, frozen=True, kw_only=True):
    """One kind of duty.

    `numbers` are the places its sentences may name; `paths` and `legal` name the parameters
    that hold paths into the dossier and names of the pack's values, so that both are proved
    when a pack is read; of `legal` those in `figures` are numbers that are not negative.
    `faults` tells what else can be wrong with the parameters.
    """

    name: str
    parameters: type[Parameters]
    answer: Callable[[Ground, Any], Outcome]
    numbers: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    faults: Callable[[Any], Iterable[Fault]] = no_faults
