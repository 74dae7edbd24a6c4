"""One run as its owner keeps it: settings, points, history, and a mirror to compute states again.

A record knows no process: blocks are given to it, wherever they were computed.
"""

from typing import Any

from engine.course import CourseWatch, Judgement
from engine.datasets import Points
from engine.history import History
from engine.kept import Kept
from engine.late_import import imported
from engine.run import Block, Change, Programme, Run, State, Stop
from engine.run_record import Origin, RunRecord
from engine.worker import make_run

RECORDS = {"mnist": "engine.mnist.record:new_record"}
"""Assignments whose runs are kept in a way of their own; those of all others are a `Record`."""


def make_record(assignment: str, key: int, programme: Programme[Any], points: Any) -> RunRecord:
    """A new record of an assignment's run.

    Args:
        assignment: A key of `engine.worker.RUNS`.
        key: A number that no other record of this window has.
        programme: Its settings.
        points: Its data.
    """
    if assignment not in RECORDS:
        return Record(key, assignment, programme, points)
    made: RunRecord = imported(RECORDS[assignment])(key, programme, points)
    return made


class Record:
    """One run on points with everything that is known of it.

    Args:
        key: A number that no other record of this window has.
        assignment: A key of `engine.worker.RUNS`.
        programme: Its settings.
        points: Its data.
        origin: Where it branched off, if it did.
    """

    begun = False

    def __init__(
        self,
        key: int,
        assignment: str,
        programme: Programme[Any],
        points: Points,
        origin: Origin | None = None,
    ) -> None:
        self.key = key
        self.assignment = assignment
        self.points = points
        self.origin = origin
        self.mirror: Run = make_run(assignment, programme, points)
        self.history = History(self.mirror)
        self.history.append(self.mirror.here())
        self.events: tuple[Change[Any], ...] = ()
        self.stop: Stop | None = None
        self._n_racers: int = self.history.losses_at(0).shape[0]
        self._watches = self._new_watches()

    @classmethod
    def restored(
        cls,
        key: int,
        assignment: str,
        programme: Programme[Any],
        points: Points,
        kept: Kept,
        origin: Origin | None = None,
        events: tuple[Change[Any], ...] = (),
        stop: Stop | None = None,
    ) -> "Record":
        """A record with all that was kept of it: its losses, its kept states.

        Args:
            key: A number that no other record of this window has.
            assignment: A key of `engine.worker.RUNS`.
            programme: Which settings act from which iteration on.
            points: Its data.
            kept: Its losses and states.
            origin: Where it branched off, if it did.
            events: The changes that the timeline marks.
            stop: Why it stopped itself, if it did.
        """
        record = cls.__new__(cls)
        record.key, record.assignment, record.points = key, assignment, points
        record.origin, record.events, record.stop = origin, events, stop
        record.mirror = make_run(assignment, programme, points)
        record.history = History.restored(record.mirror, kept)
        record._n_racers = record.history.losses_at(0).shape[0]
        record._watches = record._new_watches()
        return record

    def _new_watches(self) -> tuple[CourseWatch, ...]:
        watches = tuple(CourseWatch() for _ in range(self._n_racers))
        known = self.history.losses()
        for racer, watch in enumerate(watches):
            watch.follow(known[:, racer])
        return watches

    @property
    def programme(self) -> Programme[Any]:
        """Which settings act from which iteration on."""
        return self.mirror.programme

    @property
    def settings(self) -> Any:
        """The settings that act last."""
        return self.programme.settings

    @property
    def head(self) -> int:
        """The last iteration received."""
        return self.history.head

    @property
    def data(self) -> Any:
        """What the process that trains needs of the data."""
        return self.points

    def iterations(self, settings: Any) -> int:
        """The iteration at which this run stops by these settings."""
        return int(settings.iterations)

    def length(self, iterations: int) -> int:
        """The setting of that name by which this run stops there, or soon after."""
        return iterations

    def start_for(self, iteration: int) -> State | None:
        """The last known state up to `iteration` that a run can go on from; None for state 0."""
        return self.state(iteration) if iteration else None

    @property
    def n_racers(self) -> int:
        """How many racers there are."""
        return self._n_racers

    def append(self, block: Block) -> None:
        """Takes iterations that were computed."""
        known = len(self.history)
        self.history.append(block)
        new = block.losses[max(0, known - block.first) :]
        for racer, watch in enumerate(self._watches):
            watch.follow(new[:, racer])
        self.stop = block.stop or self.stop

    def note(self, change: Change[Any]) -> None:
        """Takes note that other settings act from an iteration on.

        Where an earlier change began at the same iteration, the later one stands for both.
        """
        if change.settings != self.programme.at(change.iteration):
            self.mirror.restore(self.history.state(min(change.iteration, self.head)))
            self.mirror.change(change.settings)
            self.events = tuple(one for one in self.events if one.iteration < change.iteration)
            before = self.programme.at(change.iteration - 1)
            if change.iteration and set(change.settings.differences(before)) - {
                change.settings.length_name
            }:
                self.events = (*self.events, change)

    def judge(self, racer: int) -> Judgement | None:
        """The course of one racer."""
        return self._watches[racer].judge(self.settings.iterations)

    def state(self, iteration: int) -> State:
        """A state, looked up or computed again."""
        return self.history.state(iteration)

    def branched(self, key: int, iteration: int, settings: Any) -> "Record":
        """A record that shares this one's states up to `iteration` and goes on by other settings.

        With the settings that act there it will equal this record bit for bit, as far as nothing
        was changed in this one after that.
        """
        here = self.state(iteration)
        programme = self.programme.changed(iteration, settings)
        branch = Record.__new__(Record)
        branch.key, branch.assignment, branch.points = key, self.assignment, self.points
        branch.origin = Origin(self.key, iteration)
        branch.mirror = make_run(self.assignment, programme, self.points)
        branch.mirror.restore(here)
        branch.history = self.history.branched(branch.mirror, iteration)
        branch.history.append(branch.mirror.here())
        branch.events = tuple(one for one in self.events if one.iteration < iteration)
        branch.stop = None
        branch._n_racers = self._n_racers
        branch._watches = branch._new_watches()
        return branch
