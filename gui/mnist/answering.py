"""Who answers for a drawing at a moment of a run: the run itself once it trains, else another."""

import functools
from typing import NamedTuple

from engine.errors import DataError
from engine.mnist.ready_made import ready_made
from engine.mnist.record import MnistRecord
from engine.run import Mode
from engine.run_record import expected
from gui.mnist.answers import Answerer
from gui.mnist.network_files import NetworkFiles
from gui.workbench import Workbench


@functools.cache
def _ready_made() -> tuple[Answerer | None, str]:
    """The network that comes with the program, and what is wrong with it."""
    try:
        made = ready_made()
    except DataError as error:
        return None, str(error)
    words = f"Ready-made network ({100 * made.test_accuracy:.1f} % on test)"
    return Answerer(words, made.network, made.description), ""


def ready_made_answerer() -> Answerer | None:
    """The network that comes with the program, by what it is and how good; None if damaged."""
    return _ready_made()[0]


def ready_made_trouble() -> str:
    """Why there is none, in a sentence that says what to do; "" where there is."""
    return _ready_made()[1]


def run_at(record: MnistRecord, position: int) -> Answerer | None:
    """The run's network at a position, as "Batch 412"; None before Keras has answered."""
    network = record.network(position)
    return None if network is None else Answerer(_batch_words(record, position), network)


def _batch_words(record: MnistRecord, position: int) -> str:
    kept = record.nearest_kept(position)
    if position in (kept, record.head):  # a run that trains is always a few batches ahead
        return f"Batch {kept:,}"
    return f"Batch {kept:,}, the nearest kept to {position:,}"


RUN, OPENED, READY_MADE = "run", "opened", "ready-made"
"""Who can be chosen to answer."""


class Who(NamedTuple):
    """Who does what at a moment.

    Attributes:
        answering: Who answers for the drawing.
        other: Who stands beside it as outlines.
        weights: Whose weights are shown.
        examined: Whose mistakes are shown; None where nothing has been learnt.
        name: What a file of the one that answers would be called, without an ending.
    """

    answering: Answerer | None
    other: Answerer | None
    weights: Answerer | None
    examined: Answerer | None
    name: str


class Answering:
    """Chooses among the run, the network that was opened, and the one that comes along.

    An opened network takes the place of the ready-made one. It stands before the run, too, until
    the run is played, or another position or another run is shown. Whom a person chose answers
    until a run begins to be played, or another one is shown.

    Args:
        workbench: The run, and where it is.
        networks: Has the network that was `opened`, or None.
    """

    def __init__(self, workbench: Workbench, networks: NetworkFiles) -> None:
        self._workbench = workbench
        self._networks = networks
        self._front: tuple[int, int] | None = None
        self._chosen: tuple[int, str] | None = None
        self._was_running = False

    @property
    def _record(self) -> MnistRecord:
        return expected(MnistRecord, self._workbench.record)

    def choices(self) -> dict[str, Answerer]:
        """All who can answer now: a run that has trained, an opened network, the ready-made one."""
        record, opened, made = self._record, self._networks.opened, ready_made_answerer()
        position = min(self._workbench.position, record.head)
        run = _as_run(record, position, run_at(record, position)) if record.head else None
        known = {RUN: run, OPENED: opened, READY_MADE: made}
        return {key: one for key, one in known.items() if one is not None}

    def choose(self, key: str) -> None:
        """One of the choices answers from now on."""
        self._front = None
        self._chosen = self._workbench.record.key, key

    @property
    def in_front(self) -> bool:
        """Whether the opened network stands before the run."""
        return self._front is not None and self._networks.opened is not None

    def bring_forward(self) -> None:
        """The opened network answers from now on; the run rests."""
        self._workbench.seek(self._workbench.position)
        self._front, self._chosen = self._here(), None

    def steps_behind(self) -> bool:
        """Whether who stood before the run has just left this place."""
        running = self._workbench.mode in (Mode.PLAYING, Mode.REPLAYING)
        begins, self._was_running = running and not self._was_running, running
        if self._chosen is not None and (begins or self._chosen[0] != self._workbench.record.key):
            self._chosen = None
            return True
        if self._front is None or (self._front == self._here() and not running):
            return False
        self._front = None
        return True

    def now(self) -> Who:
        """Who does what at the position shown."""
        chosen = self._chosen_one()
        if chosen is not None:
            return chosen
        record, opened = self._record, self._networks.opened
        position = min(self._workbench.position, record.head)
        run, stand_in = run_at(record, position), opened or ready_made_answerer()
        name = "ready-made" if opened is None else opened.words.partition(".keras")[0]
        trained = run is not None and record.head > 0
        if opened is not None and (self.in_front or not trained):
            weights = opened if self.in_front else run or opened
            outlined = _as_run(record, position, run) if trained else None
            return Who(opened, outlined, weights, opened, name)
        if run is None or not record.head:
            return Who(stand_in, None, run or stand_in, None, name)
        of_run = _as_run(record, position, run)
        return Who(of_run, stand_in, run, run, f"batch-{record.nearest_kept(position)}")

    def _chosen_one(self) -> Who | None:
        """Who does what where a person has chosen who answers; None where nobody has."""
        choices = self.choices() if self._chosen is not None else {}
        key = self._chosen[1] if self._chosen is not None else ""
        if key not in choices:
            return None
        one = choices.pop(key)
        other = next(iter(choices.values()), None)
        if key == RUN:
            record = self._record
            position = min(self._workbench.position, record.head)
            run = run_at(record, position)
            return Who(one, other, run, run, f"batch-{record.nearest_kept(position)}")
        name = one.words.partition(".keras")[0] if key == OPENED else READY_MADE
        return Who(one, other, one, one, name)

    def _here(self) -> tuple[int, int]:
        return self._workbench.record.key, self._workbench.position


def _as_run(record: MnistRecord, position: int, run: Answerer | None) -> Answerer | None:
    """A run's network as the one that answers: "This run, batch 412"."""
    if run is None:
        return None
    return Answerer(f"This run, batch {record.nearest_kept(position):,}", run.network)
