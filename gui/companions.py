"""What stands beside a network: the baseline and the held-out points, from the second process."""

from PySide6.QtCore import QObject, Signal

from engine.datasets import Points
from engine.planar.baseline import Baseline
from engine.point_settings import OWN_FILE
from gui.assistant import Assistant

MOST_KEPT = 100
"""Sets of points whose companions are remembered."""


class Companions(QObject):
    """Has baselines fitted and fresh points made; Play never waits for them.

    Signals:
        came: (Points) whose baseline or held-out points are there now.

    Args:
        assistant: The second process.
        parent: Qt's owner.
    """

    came = Signal(object)

    def __init__(self, assistant: Assistant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self._points: list[Points] = []
        self._baselines: dict[int, Baseline] = {}
        self._held_out: dict[int, Points] = {}
        self._problems: dict[int, str] = {}
        self._asked: dict[int, tuple[str, Points]] = {}
        self._next: tuple[Points, object, str] | None = None
        assistant.answered.connect(self._take)
        assistant.refused.connect(self._give_up)

    def baseline(self, points: Points) -> Baseline | None:
        """The baseline of these points, if it is there."""
        return self._baselines.get(id(points))

    def held_out(self, points: Points) -> Points | None:
        """Points of the same kind that no network has learnt from, if they are there."""
        return self._held_out.get(id(points))

    def problem(self, points: Points) -> str:
        """Why there is no baseline; "" while it is being fitted or is there."""
        return self._problems.get(id(points), "")

    def set_held_out(self, points: Points, held_out: Points) -> None:
        """Keeps points that were split off."""
        self._keep(points)
        self._held_out[id(points)] = held_out

    def inherit(self, before: Points, after: Points) -> None:
        """Lets edited points keep the held-out points that they had."""
        held_out = self._held_out.get(id(before))
        if held_out is not None:
            self.set_held_out(after, held_out)

    def want(self, points: Points, settings: object, dataset: str) -> None:
        """Has what is missing for these points made.

        While others are under way these wait; of several that wait, the latest have their turn.

        Args:
            points: What the network learns.
            settings: That they were made with.
            dataset: Of those; own files bring their held-out points themselves.
        """
        self._keep(points)
        self._next = None
        if any(known is not points for _, known in self._asked.values()):
            self._next = points, settings, dataset
            return
        wanted = {kind for kind, known in self._asked.values() if known is points}
        if id(points) not in self._held_out and dataset != OWN_FILE and "held_out" not in wanted:
            self._asked[self._assistant.ask("held_out", settings)] = ("held_out", points)
        if id(points) not in self._baselines and "baseline" not in wanted:
            self._problems.pop(id(points), None)
            self._asked[self._assistant.ask("fit_baseline", points)] = ("baseline", points)

    def _keep(self, points: Points) -> None:
        """Remembers the points, so that their identity stays theirs; forgets the oldest."""
        if any(known is points for known in self._points):
            return
        self._points.append(points)
        for old in self._points[:-MOST_KEPT]:
            for known in (self._baselines, self._held_out, self._problems):
                known.pop(id(old), None)
        self._points = self._points[-MOST_KEPT:]

    def _take(self, number: int, result: object) -> None:
        kind, points = self._asked.pop(number, ("", None))
        if points is None:
            return
        if kind == "baseline" and isinstance(result, Baseline):
            self._baselines[id(points)] = result
        elif isinstance(result, Points):
            self._held_out[id(points)] = result
        self._go_on()
        self.came.emit(points)

    def _give_up(self, number: int, sentence: str) -> None:
        kind, points = self._asked.pop(number, ("", None))
        if points is None:
            return
        self._go_on()
        if kind == "baseline":
            self._problems[id(points)] = sentence
            self.came.emit(points)

    def _go_on(self) -> None:
        """Those that waited have their turn when nothing is under way any more."""
        if self._next is not None and not self._asked:
            self.want(*self._next)
