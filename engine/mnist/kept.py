"""Things that are kept along a run, evenly thinned when they become too many or too large."""

from bisect import bisect_right
from typing import Generic, TypeVar

T = TypeVar("T")


class KeptAt(Generic[T]):
    """Things by their iterations: the first, the last, and between them as many as there is room.

    Args:
        most: How many at most.
        budget_bytes: How much memory at most; the last one stays in any case.
    """

    def __init__(self, most: int, budget_bytes: int) -> None:
        self._most = most
        self._budget = budget_bytes
        self._things: dict[int, tuple[T, int]] = {}
        self._apart = 1

    @property
    def iterations(self) -> tuple[int, ...]:
        """Where something is kept, ascending."""
        return tuple(self._things)

    @property
    def apart(self) -> int:
        """How far apart they are, at least, except for the last."""
        return self._apart

    @property
    def nbytes(self) -> int:
        """Memory that they take."""
        return sum(size for _, size in self._things.values())

    def at(self, iteration: int) -> T:
        """What is kept there.

        Raises:
            KeyError: Nothing is.
        """
        return self._things[iteration][0]

    def add(self, iteration: int, thing: T, n_bytes: int) -> None:
        """Keeps something; what is there already, or lies before the last one, is passed over."""
        known = self.iterations
        if known and iteration <= known[-1]:
            return
        if len(known) >= 2 and known[-1] - known[-2] < self._apart:
            del self._things[known[-1]]  # it was kept only as long as it was the last
        self._things[iteration] = thing, n_bytes
        self._fit(self._budget)

    def shrink(self, budget_bytes: int) -> None:
        """Keeps no more than fits into this."""
        self._fit(budget_bytes)

    def _fit(self, budget_bytes: int) -> None:
        while len(self._things) > 2 and (
            len(self._things) > self._most or self.nbytes > budget_bytes
        ):
            self._apart *= 2
            self._thin()

    def _thin(self) -> None:
        """Keeps the first of what is nearer together than `apart`, and the last of all."""
        known = self.iterations
        kept, before = {}, None
        for iteration in known:
            if before is None or iteration - before >= self._apart or iteration == known[-1]:
                kept[iteration] = self._things[iteration]
                before = iteration
        self._things = kept

    def before(self, iteration: int) -> int | None:
        """The last iteration up to this one at which something is kept; None if there is none."""
        known = self.iterations
        index = bisect_right(known, iteration)
        return known[index - 1] if index else None

    def nearest(self, iteration: int) -> int | None:
        """The iteration nearest to this one at which something is kept; the earlier of two."""
        return min(self._things, key=lambda one: (abs(one - iteration), one), default=None)

    def until(self, iteration: int) -> "KeptAt[T]":
        """The same things, as far as this iteration; shared, not copied."""
        early = KeptAt[T](self._most, self._budget)
        early._apart = self._apart
        early._things = {at: one for at, one in self._things.items() if at <= iteration}
        return early
