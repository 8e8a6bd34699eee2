"""Times several ways of doing one thing side by side, and holds their ratio against its bound."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

# Gets the number of the round, makes new material so that nothing is answered from a cache, and
# gives back what is then timed.
Way = Callable[[int], Callable[[], object]]


class Bound(Struct, frozen=True):
    """How long one way may take at most, as a share of what the other takes."""

    share: float

    @property
    def words(self) -> str:
        """The bound as the issue words it."""
        if self.share < 1:
            return f"{1 / self.share:g} times faster"
        return f"at most {self.share:g} times" if self.share > 1 else "not slower"


class Figure(Struct, frozen=True, kw_only=True):
    """One ratio as measured: the medians of both ways, and of their quotients round by round.

    `low` and `high` are the quartiles of the quotients; `of` and `by` name the two ways.
    A figure without a bound is only told.
    """

    subject: str
    of: str
    by: str
    seconds: float
    seconds_by: float
    share: float
    low: float
    high: float
    rounds: int
    bound: Bound | None = None

    @property
    def verdict(self) -> str:
        """Whether the bound is kept."""
        if self.bound is None:
            return ""
        return "within" if self.share <= self.bound.share else "over"

    @property
    def ratio(self) -> str:
        """The quotient as the bound words it, with its quartiles."""
        if self.share < 0.5 or (self.bound is not None and self.bound.share < 1):
            shares = (1 / self.share, 1 / self.high, 1 / self.low)
            return "{:.1f} times faster ({:.1f} to {:.1f})".format(*shares)
        return f"{self.share:.2f} ({self.low:.2f} to {self.high:.2f})"


class Samples:
    """What every way took in every round, in seconds."""

    def __init__(self, taken: Mapping[str, Sequence[float]]) -> None:
        self._taken = dict(taken)

    @property
    def seconds(self) -> Mapping[str, Sequence[float]]:
        """What was timed, by way."""
        return self._taken

    def add_difference(self, name: str, more: str, less: str, parts: int) -> None:
        """A way that was not timed itself: a part of what one way takes more than another."""
        pairs = zip(self._taken[more], self._taken[less], strict=True)
        self._taken[name] = [(one - other) / parts for one, other in pairs]

    def figure(
        self, subject: str, of: str, by: str, bound: Bound | None = None, scale: float = 1.0
    ) -> Figure:
        """The ratio of two of the ways; `scale` multiplies it (for times per line and the like)."""
        pairs = zip(self._taken[of], self._taken[by], strict=True)
        shares = sorted(scale * one / other for one, other in pairs)
        low, _, high = statistics.quantiles(shares, n=4, method="inclusive")
        return Figure(
            subject=subject,
            of=of,
            by=by,
            seconds=statistics.median(self._taken[of]),
            seconds_by=statistics.median(self._taken[by]),
            share=statistics.median(shares),
            low=low,
            high=high,
            rounds=len(shares),
            bound=bound,
        )


def side_by_side(
    ways: Mapping[str, Way], rounds: int, *, warm_up: int = 1, runs: int = 1
) -> Samples:
    """Each way in each round, forwards and backwards by turns; the first rounds do not count.

    Whatever else the machine does meanwhile falls on all ways alike.
    `runs` are timed together where one is too short for the clock.
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(warm_up + rounds):
        order = list(ways.items())
        for name, way in order if number % 2 else reversed(order):
            seconds = _timed(way(number), runs)
            if number >= warm_up:
                taken[name].append(seconds)
    return Samples(taken)


def _timed(run: Callable[[], object], runs: int) -> float:
    gc.collect()
    start = time.perf_counter()
    for _ in range(runs):
        run()
    return (time.perf_counter() - start) / runs
