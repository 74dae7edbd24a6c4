"""Things that are kept along a run, evenly thinned when they become too many or too large.

Those at marked iterations, the ends of epochs, stay when their neighbours go.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class KeptAt(Generic[T]):
    """Things by their iterations: the first, the last, and between them as many as there is room.

    Marked ones stay as long as they take no more than half of the room; then every second of them
    is one like any other.

    Args:
        most: How many at most.
        budget_bytes: How much memory at most; the last one stays in any case.
    """

    def __init__(self, most: int, budget_bytes: int) -> None:
        self._most = most
        self._budget = budget_bytes
        self._things: dict[int, tuple[T, int]] = {}
        self._apart = 1
        self._marked: set[int] = set()

    @property
    def iterations(self) -> tuple[int, ...]:
        """Where something is kept, ascending."""
        return tuple(self._things)

    @property
    def apart(self) -> int:
        """How far apart they are, at least, except for the last and the marked ones."""
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
        if len(known) >= 2 and not self._stays(known[-1], known[-2]):
            del self._things[known[-1]]  # it was kept only as long as it was the last
        self._things[iteration] = thing, n_bytes
        self._fit(self._budget)

    def shrink(self, budget_bytes: int) -> None:
        """Keeps no more than fits into this."""
        self._fit(budget_bytes)

    def mark(self, iterations: Iterable[int]) -> None:
        """What is kept at these, now or later, is not to go before what is between them."""
        self._marked.update(iterations)

    def _fit(self, budget_bytes: int) -> None:
        while len(self._things) > 2 and not self._has_room(self._things, budget_bytes, 1):
            marked = sorted(self._marked & self._things.keys())
            known = self.iterations
            alone = self._apart > known[-1] - known[0]  # between the marked ones is nothing left
            if alone or not self._has_room(marked, budget_bytes, 2):
                self._marked -= set(marked[::2])
            else:
                self._apart *= 2
            self._thin()

    def _has_room(self, iterations: Iterable[int], budget_bytes: int, part: int) -> bool:
        """Whether what is kept at these fits into a half, as `part` 2, or the whole of the room."""
        sizes = [self._things[one][1] for one in iterations]
        return len(sizes) <= self._most // part and sum(sizes) <= budget_bytes // part

    def _stays(self, iteration: int, before: int) -> bool:
        """Whether one that is no longer the last is kept."""
        return iteration in self._marked or iteration - before >= self._apart

    def _thin(self) -> None:
        """Keeps the first of what is nearer together than `apart`, the marked, and the last."""
        known = self.iterations
        kept, before = {}, known[0]
        for iteration in known:
            if iteration in (known[0], known[-1]) or self._stays(iteration, before):
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
        early._marked = {one for one in self._marked if one <= iteration}
        early._things = {at: one for at, one in self._things.items() if at <= iteration}
        return early
