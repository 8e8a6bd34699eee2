"""What a child process can be asked to do: each task is a value that knows how it is done.

A task crosses a pipe, so it holds no dossier: that comes along apart, as only what changed.
What is heavy to load is loaded by the process that does the task.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.office import Office
from maskdesk.dossier.sections import Dossier

if TYPE_CHECKING:
    from maskdesk.desk.making import Making, Progress, Prospect, Submission
    from maskdesk.desk.time_machine import LawDifference
    from maskdesk.desk.verifying import Trust, Verification
    from maskdesk.output.identity import Identity
    from maskdesk.output.sheet import DrawnPages
    from maskdesk.rules.evaluate import Report
    from maskdesk.rules.fit import FitGrid
    from maskdesk.store.container import Container


class Bench(Struct, frozen=True, kw_only=True):
    """What a task is done with: the office, and whom to tell how far it is.

    `tell` raises what ends the task where it is not wanted any more.
    """

    office: Office
    tell: "Callable[[Progress], None]"


class Signing(Struct, frozen=True, kw_only=True):
    """What opens an identity: the bytes of its PKCS#12 file and the passphrase, shown nowhere."""

    p12: bytes
    passphrase: str

    def open(self, moment: datetime) -> "Identity":
        """The identity, ready to sign. Raises WrongPassphrase, UnusableIdentity."""
        from maskdesk.output.identity import open_identity

        return open_identity(self.p12, self.passphrase, moment=moment)

    def __repr__(self) -> str:
        return "Signing(…)"

    __str__ = __repr__


class Holder(Struct, frozen=True, kw_only=True):
    """Who an identity belongs to, without its key."""

    name: str
    issuer: str
    until: datetime
    practice: bool
    fingerprint: str


class Task(Struct, frozen=True, kw_only=True):
    """One thing to be done by another process."""

    def do(self, bench: Bench, dossier: Dossier) -> object:
        """Do it to a dossier, an empty one where it is about none. Raises MaskDeskErrors."""
        raise NotImplementedError


class Warm(Task, frozen=True, kw_only=True):
    """Load what the first real task would wait for: law, forms, fonts."""

    def do(self, bench: Bench, dossier: Dossier) -> None:
        """Draw one paper of nothing."""
        from maskdesk.desk.making import preview
        from maskdesk.desk.opening import new_dossier

        moment = datetime(2020, 1, 1, tzinfo=UTC)
        preview(new_dossier(dossier), bench.office, "commercial-invoice", "", moment)


class ForgetLaw(Task, frozen=True, kw_only=True):
    """Read the law anew at the next task: a pack was installed or removed."""

    def do(self, bench: Bench, dossier: Dossier) -> None:  # noqa: ARG002 - it needs neither
        """Forget it."""
        bench.office.forget_law()


class Check(Task, frozen=True, kw_only=True):
    """How a dossier stands."""

    today: date
    on: date | None
    returned: frozenset[str]

    def do(self, bench: Bench, dossier: Dossier) -> "Report":
        """Ask every condition."""
        return bench.office.report(dossier, self.today, on=self.on, returned=self.returned)


class Differ(Task, frozen=True, kw_only=True):
    """What filing on another day would change."""

    earlier: date
    later: date
    returned: frozenset[str]

    def do(self, bench: Bench, dossier: Dossier) -> "LawDifference":
        """Ask every condition on both days, and on those between where something changed."""
        from maskdesk.desk.time_machine import law_difference

        law = bench.office.law
        return law_difference(dossier, law, self.earlier, self.later, returned=self.returned)


class Fit(Task, frozen=True, kw_only=True):
    """Which goods, standards and certificates fit which destinations."""

    today: date
    destinations: tuple[str, ...]

    def do(self, bench: Bench, dossier: Dossier) -> "FitGrid":
        """Ask each destination's conditions of each thing alone."""
        from maskdesk.rules.fit import fit_grid

        office = bench.office
        return fit_grid(dossier, office.law, self.today, self.destinations, bodies=office.bodies)


class Preview(Task, frozen=True, kw_only=True):
    """One paper as it would be made now."""

    container: "Container"
    form: str
    subject: str
    moment: datetime

    def do(self, bench: Bench, dossier: Dossier) -> "DrawnPages":
        """Draw it."""
        from maskdesk.desk.making import preview
        from maskdesk.desk.opening import OpenDossier
        from maskdesk.output.sheet import drawn_pages

        opened = OpenDossier(dossier=dossier, container=self.container)
        return drawn_pages(preview(opened, bench.office, self.form, self.subject, self.moment))


class Foresee(Task, frozen=True, kw_only=True):
    """What could be made of a dossier now."""

    container: "Container"
    moment: datetime

    def do(self, bench: Bench, dossier: Dossier) -> "Prospect":
        """Plan the papers of its last sealed version and its drafts."""
        from maskdesk.desk.making import prospect
        from maskdesk.desk.opening import OpenDossier

        opened = OpenDossier(dossier=dossier, container=self.container)
        return prospect(opened, bench.office, self.moment)


class Make(Task, frozen=True, kw_only=True):
    """A submission, in memory."""

    container: "Container"
    making: "Making"
    signing: Signing | None

    def do(self, bench: Bench, dossier: Dossier) -> "Submission":
        """Make all of it, verified, or nothing."""
        from maskdesk.desk.making import make_submission
        from maskdesk.desk.opening import OpenDossier

        opened = OpenDossier(dossier=dossier, container=self.container)
        return make_submission(opened, bench.office, self.with_identity(), bench.tell)

    def with_identity(self) -> "Making":
        """How it is to be made, with the identity opened. Raises as `Signing.open` does."""
        if self.signing is None:
            return self.making
        return replace(self.making, identity=self.signing.open(self.making.moment))


class Find(Task, frozen=True, kw_only=True):
    """The package an interrupted run left in a folder, if it is this making's."""

    make: Make
    folder: Path

    def do(self, bench: Bench, dossier: Dossier) -> "Submission | None":
        """Look whether it is, as `delivering.forgotten` says."""
        from maskdesk.desk.delivering import forgotten
        from maskdesk.desk.opening import OpenDossier

        opened = OpenDossier(dossier=dossier, container=self.make.container)
        return forgotten(opened, bench.office, self.make.with_identity(), self.folder)


class Identify(Task, frozen=True, kw_only=True):
    """Whose identity a file holds, and whether it can sign now."""

    signing: Signing
    moment: datetime

    def do(self, bench: Bench, dossier: Dossier) -> Holder:  # noqa: ARG002 - it needs neither
        """Open it and let go of the key."""
        identity = self.signing.open(self.moment)
        return Holder(
            name=identity.holder,
            issuer=identity.issuer,
            until=identity.not_after,
            practice=identity.practice,
            fingerprint=identity.fingerprint,
        )


class MakeIdentity(Task, frozen=True, kw_only=True):
    """A new identity to practise with; the passphrase comes as `Signing` does."""

    name: str
    organisation: str
    wrapping: Signing
    moment: datetime

    def do(self, bench: Bench, dossier: Dossier) -> bytes:  # noqa: ARG002 - it needs neither
        """Make its key and wrap it."""
        from maskdesk.output.identity import new_practice_identity

        return new_practice_identity(
            name=self.name,
            organisation=self.organisation,
            passphrase=self.wrapping.passphrase,
            moment=self.moment,
        )


class Verify(Task, frozen=True, kw_only=True):
    """The verdict on whatever lies at a path."""

    path: Path
    moment: datetime
    trust: "Trust"

    def do(self, bench: Bench, dossier: Dossier) -> "Verification":  # noqa: ARG002 - it needs neither
        """Look at it as a stranger would."""
        from maskdesk.desk.verifying import verify

        return verify(self.path, moment=self.moment, trust=self.trust)
