"""The process that trains: reads commands, plays a run, sends frames.

`Worker` is the whole behaviour and needs no process; `main` is what a process runs. At most one
frame is under way, so nothing can pile up in the pipe, and every iteration is in some frame.
"""

import contextlib
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from engine.errors import DescentError
from engine.late_import import imported
from engine.messages import (
    Acknowledge,
    Adjust,
    Command,
    Frame,
    Pause,
    Play,
    Prepare,
    Quit,
    Restore,
    Step,
    Trouble,
    WarmUp,
)
from engine.niceness import behind_everything
from engine.player import Player
from engine.run import Block, Change, Mode, Programme, Run

BACKLOG_BYTES = 16 * 1024 * 1024
"""What may wait for the window; beyond it, training waits too."""

ABOUT_A_RUN = (Prepare, Restore, Play, Pause, Step, Adjust)
"""Commands that mean nothing any more once another run is to be prepared."""

RunFactory = Callable[[Programme[Any], Any], Run]

RUNS = {
    "linear": "engine.linear.run:LinearRun",
    "planar": "engine.planar.run:PlanarRun",
    "planar-sizes": "engine.planar.sweep:SweepRun",
    "planar-rates": "engine.planar.sweep:SweepRun",
    "mnist": "engine.mnist.run:MnistRun",
}
"""For each assignment, where its run is; imported when first needed."""

WARM_UPS = {"mnist": "engine.mnist.keras_start:start_keras"}
"""What an assignment's first run would have to wait for."""


class Connection(Protocol):
    """What the worker needs of `multiprocessing.connection.Connection`."""

    def poll(self, timeout: float | None) -> bool:
        """Whether something can be received within the time; None waits without end."""

    def recv(self) -> Any:
        """The next message. Raises EOFError when the other end is closed."""

    def send(self, message: Any) -> None:
        """Sends a message."""


def make_run(assignment: str, programme: Programme[Any], points: Any) -> Run:
    """The run of an assignment, from the table `RUNS`."""
    factory: RunFactory = imported(RUNS[assignment])
    return factory(programme, points)


class Worker:
    """Reads commands, plays a run, sends frames.

    Args:
        connection: The pipe to the window.
        make: Makes the run of a `Prepare`.
        clock: Seconds, from any origin.
    """

    def __init__(
        self,
        connection: Connection,
        make: Callable[[str, Programme[Any], Any], Run] = make_run,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._connection = connection
        self._make = make
        self._clock = clock
        self._player: Player | None = None
        self._run_id = 0
        self._commands: deque[Command] = deque()
        self._waiting: list[Block] = []
        self._changes: list[Change[Any]] = []
        self._mode_sent: Mode | None = None
        self._frame_under_way = False
        self._answer_due = False
        self._quit = False

    def serve(self) -> None:
        """Works until told to quit."""
        while not self._quit:
            self.turn()

    def turn(self) -> None:
        """One round: a command if there is one, else a slice of training; then perhaps a frame."""
        if self._commands or self._connection.poll(self._patience()):
            self._obey(self._next_command())
        else:
            self._train()
        self._send_frame()

    def _next_command(self) -> Command:
        """The next command. Of several runs that are to be prepared only the last one counts.

        To prepare one can take seconds, and a slider that is dragged asks for many.
        """
        command = self._commands.popleft() if self._commands else self._connection.recv()
        if isinstance(command, Prepare):
            while self._connection.poll(0):
                self._commands.append(self._connection.recv())
            while any(isinstance(one, Prepare) for one in self._commands):
                command = self._skip_to_next_prepare()
        return command

    def _skip_to_next_prepare(self) -> Prepare:
        others: list[Command] = []
        while not isinstance(command := self._commands.popleft(), Prepare):
            others += [] if isinstance(command, ABOUT_A_RUN) else [command]
        self._commands.extendleft(reversed(others))
        return command

    def _patience(self) -> float | None:
        """How long to wait for a command before there is something else to do."""
        if self._player is None or self._backlog_is_full():
            return None
        return self._player.seconds_until_due()

    def _backlog_is_full(self) -> bool:
        return sum(block.nbytes for block in self._waiting) > BACKLOG_BYTES

    def _obey(self, command: Command) -> None:
        try:
            self._actions[type(command)](self, command)
        except Exception as error:  # the boundary of the process: the window must hear of it
            self._report(error)

    def _train(self) -> None:
        if self._player is None:
            return
        try:
            block = self._player.advance_slice()
        except Exception as error:  # the boundary of the process
            self._player.pause()
            self._report(error)
            return
        if block is not None and len(block):
            self._waiting.append(block)

    def _report(self, error: Exception) -> None:
        known = isinstance(error, DescentError)
        sentence = (
            str(error)
            if known
            else f"The engine met an error of its own: {type(error).__name__}: {error}."
            " The iterations received are kept. Try Reset."
        )
        self._connection.send(Trouble(self._run_id, sentence, traceback.format_exc()))

    def _prepare(self, command: Prepare) -> None:
        self._player = None
        self._waiting, self._changes = [], []
        self._run_id = command.run_id
        run = self._make(command.assignment, command.programme, command.points)
        if command.state is not None:
            run.restore(command.state)
        missing = (command.iteration or 0) - run.iteration
        if missing > 0:
            run.restore(run.replayed(run.state, missing))
        self._player = Player(run, self._clock)
        self._answer_with_present_state()

    def _warm_up(self, command: WarmUp) -> None:
        if command.assignment in WARM_UPS:
            behind_everything(imported(WARM_UPS[command.assignment]))

    def _restore(self, command: Restore) -> None:
        if self._player is not None:
            self._player.pause()
            self._player.run.restore(command.state)
            self._waiting = []
            self._answer_with_present_state()

    def _answer_with_present_state(self) -> None:
        if self._player is not None:
            self._waiting = [self._player.run.here()]
            self._answer_due = True

    def _play(self, command: Play) -> None:
        if self._player is not None:
            self._player.play(command.pace)
            self._answer_due = True

    def _pause(self, _command: Pause) -> None:
        if self._player is not None:
            self._player.pause()
            self._answer_due = True

    def _step(self, command: Step) -> None:
        if self._player is not None:
            block = self._player.step(command.n)
            if len(block):
                self._waiting.append(block)
            self._answer_due = True

    def _adjust(self, command: Adjust) -> None:
        if self._player is not None:
            run = self._player.run
            run.change(command.settings)
            self._changes.append(Change(run.iteration, command.settings))
            self._answer_due = True

    def _acknowledge(self, _command: Acknowledge) -> None:
        self._frame_under_way = False

    def _end(self, _command: Quit) -> None:
        self._quit = True

    _actions: Mapping[type[Command], Callable[["Worker", Any], None]] = {
        WarmUp: _warm_up,
        Prepare: _prepare,
        Restore: _restore,
        Play: _play,
        Pause: _pause,
        Step: _step,
        Adjust: _adjust,
        Acknowledge: _acknowledge,
        Quit: _end,
    }

    def _send_frame(self) -> None:
        """Sends what waits, unless a frame is under way."""
        if self._player is None or self._frame_under_way or self._quit:
            return
        mode = self._player.mode
        if not (self._waiting or self._answer_due or mode != self._mode_sent):
            return
        block = self._player.run.gathered(self._waiting, mode is not Mode.PLAYING)
        changes = tuple(self._changes)
        self._waiting, self._changes, self._answer_due = [], [], False
        self._mode_sent = mode
        self._frame_under_way = True
        self._connection.send(Frame(self._run_id, block, mode, changes))


def main(connection: Connection) -> None:
    """What the process runs: serves until told to quit or until the window is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        Worker(connection).serve()
