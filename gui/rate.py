"""How many iterations are made in a second, as the transport shows it."""

WINDOW_SECONDS = 1.0
SHORTEST_SECONDS = 0.3


class Rate:
    """Iterations per second over about the last second."""

    def __init__(self) -> None:
        self._start: tuple[int, float] | None = None
        self._per_second: float | None = None

    @property
    def per_second(self) -> float | None:
        """Iterations/s; None before anything was measured."""
        return self._per_second

    def begin(self, iteration: int, now: float) -> None:
        """Measuring begins at `iteration`."""
        self._start = (iteration, now)
        self._per_second = None

    def reach(self, iteration: int, now: float) -> None:
        """`iteration` was reached at the time `now`, in seconds."""
        if self._start is None:
            return
        first, since = self._start
        seconds = now - since
        if seconds >= SHORTEST_SECONDS:
            self._per_second = (iteration - first) / seconds
        if seconds >= WINDOW_SECONDS:
            self._start = (iteration, now)
