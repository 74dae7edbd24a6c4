"""The real process, a handful of times: its answers, and every way in which it ends."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from engine import worker
from engine.datasets import make_points
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.messages import Acknowledge, Frame, Pause, Play, Prepare, Quit, Step, Trouble
from engine.niceness import TRAINING
from engine.player import Pace
from engine.process import THREAD_VARIABLES, WorkerProcess
from engine.run import Block, Mode, Programme

pytestmark = pytest.mark.process

PATIENCE = 60.0
"""Seconds after which something that must happen is held not to happen; never waited out."""
ROOT = Path(__file__).parents[2]
POINTS = make_points("ring", 20, 0.3, 0)
PROGRAMME = Programme.of(LinearSettings(iterations=3000))


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    one = WorkerProcess(worker.main, "worker of a test")
    yield one
    one.end(0)
    one.close()


def receive(process: WorkerProcess) -> Any:
    assert process.connection.poll(PATIENCE), "The process does not answer."
    return process.connection.recv()


def prepare(process: WorkerProcess) -> Frame:
    process.connection.send(Prepare(1, "linear", PROGRAMME, POINTS))
    frame = receive(process)
    assert isinstance(frame, Frame)
    process.connection.send(Acknowledge())
    return frame


def test_a_process_answers_and_quits_when_told(process: WorkerProcess) -> None:
    frame = prepare(process)
    assert (frame.run_id, frame.mode) == (1, Mode.PAUSED)
    assert frame.block is not None
    assert not frame.block.losses.flags.writeable
    assert process.alive
    process.connection.send(Quit())
    process.end(PATIENCE)
    assert (process.alive, process.exit_code) == (False, 0)


def test_no_iteration_is_lost_while_the_acknowledgement_is_withheld(process: WorkerProcess) -> None:
    prepare(process)
    process.connection.send(Play(Pace.flat_out()))
    first = receive(process)
    # An unknown command is answered at once, past the frames: so the process works on meanwhile.
    process.connection.send("Are you there?")
    assert isinstance(receive(process), Trouble)
    frames = [first]
    while frames[-1].mode is not Mode.FINISHED:
        process.connection.send(Acknowledge())
        frames.append(receive(process))
    joined = Block.joined([frame.block for frame in frames if frame.block is not None])
    expected = LinearRun(PROGRAMME, POINTS).advance(3000)
    assert (joined.first, joined.last) == (1, 3000)
    np.testing.assert_array_equal(joined.losses, expected.losses)
    np.testing.assert_array_equal(joined.values, expected.values)


def test_pause_gives_the_true_last_state(process: WorkerProcess) -> None:
    prepare(process)
    process.connection.send(Play(Pace.steady(200)))
    frame = receive(process)
    blocks: list[Block] = []
    while len(blocks) < 2:
        process.connection.send(Acknowledge())
        frame = receive(process)
        blocks += [frame.block] if frame.block else []
    process.connection.send(Pause())
    while frame.mode is not Mode.PAUSED:
        process.connection.send(Acknowledge())
        frame = receive(process)
        blocks += [frame.block] if frame.block else []
    process.connection.send(Acknowledge())
    process.connection.send(Step(1))
    step = receive(process).block
    assert step.first == blocks[-1].last + 1
    expected = LinearRun(PROGRAMME, POINTS).advance(step.last)
    np.testing.assert_array_equal(Block.joined([*blocks, step]).values, expected.values)


def test_a_prepare_that_cannot_be_made_is_told_and_the_process_lives_on(
    process: WorkerProcess,
) -> None:
    process.connection.send(Prepare(1, "nonsense", PROGRAMME, POINTS))
    trouble = receive(process)
    assert isinstance(trouble, Trouble)
    assert trouble.sentence.endswith("Try Reset.")
    assert prepare(process).block is not None


def test_a_process_ends_when_the_pipe_closes(process: WorkerProcess) -> None:
    prepare(process)
    process.connection.close()
    process.end(PATIENCE)
    assert process.exit_code == 0  # by itself: a kill would be negative


def test_a_process_ends_when_the_pipe_closes_in_the_middle_of_playing(
    process: WorkerProcess,
) -> None:
    prepare(process)
    process.connection.send(Play(Pace.steady(1000)))
    receive(process)
    process.connection.close()
    process.end(PATIENCE)
    assert process.exit_code == 0  # by itself: a kill would be negative


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent to processes there")
def test_a_process_ignores_an_interrupt_from_the_terminal(process: WorkerProcess) -> None:
    prepare(process)
    os.kill(process.pid, signal.SIGINT)
    process.connection.send(Step(1))
    assert receive(process).block.last == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent to processes there")
def test_a_process_ignores_an_interrupt_that_comes_while_it_is_still_importing() -> None:
    process = WorkerProcess(worker.main, "worker of a test")
    try:
        os.kill(process.pid, signal.SIGINT)
        assert prepare(process).block is not None
        assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == set()
    finally:
        process.end(0)
        process.close()


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is called priority there")
def test_a_process_is_nicer_than_the_window_from_its_first_moment(process: WorkerProcess) -> None:
    wished = min(psutil.Process().nice() + TRAINING, 19)
    assert psutil.Process(process.pid).nice() == wished
    prepare(process)
    assert psutil.Process(process.pid).nice() == wished


def test_a_process_has_one_blas_thread_and_leaves_the_windows_environment_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in THREAD_VARIABLES:
        monkeypatch.setenv(name, "2")
    monkeypatch.delenv("MKL_NUM_THREADS")
    process = WorkerProcess(worker.main, "worker of a test")
    try:
        assert os.environ["OPENBLAS_NUM_THREADS"] == "2"
        assert "MKL_NUM_THREADS" not in os.environ
        prepare(process)
        assert psutil.Process(process.pid).num_threads() == 1
    finally:
        process.end(0)
        process.close()


def test_the_pipe_closes_when_a_process_is_killed(process: WorkerProcess) -> None:
    prepare(process)
    psutil.Process(process.pid).kill()
    with pytest.raises((EOFError, OSError)):
        receive(process)
    process.end(PATIENCE)
    assert process.exit_code not in (0, None)


def test_a_process_that_does_not_listen_is_killed() -> None:
    process = WorkerProcess(listen_to_nobody, "deaf worker of a test")
    assert process.connection.recv() == "ready"
    process.end(0)
    process.close()
    assert not process.alive
    assert process.exit_code not in (0, None)
    assert process.connection.closed


def listen_to_nobody(connection: Connection) -> None:
    connection.send("ready")
    threading.Event().wait()


PARENT = """
import sys, time
sys.path.insert(0, {root!r})
from engine import worker
from engine.process import WorkerProcess
from engine.messages import Play
from engine.player import Pace
if __name__ == "__main__":
    process = WorkerProcess(worker.main, "worker of a test")
    process.connection.send(Play(Pace.flat_out()))
    print(process.pid, flush=True)
    sys.stdin.read()
"""


def test_a_process_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(root=str(ROOT)))
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        assert child.is_running()
        parent.kill()
        parent.wait()
        psutil.wait_procs([child], timeout=PATIENCE)
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
