"""Every frame is acknowledged once, and every iteration reaches its run."""

import numpy as np
import pytest

from engine.linear.run import LinearRun
from engine.messages import Acknowledge, Frame
from engine.player import Pace
from engine.run import Block, Mode, Programme
from tests.gui.inline import Bench
from tests.gui.workbench.stage import SETTINGS, block_of, losses_of, undisturbed


class Heads:
    """Notes, whenever a frame is acknowledged, how far the open record has come."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._original = bench.engine.send
        self.at: list[int] = []
        bench.engine.send = self.send  # type: ignore[method-assign]

    def send(self, command: object) -> None:
        if isinstance(command, Acknowledge):
            self.at.append(self._bench.record.head)
        self._original(command)


def test_a_frame_is_acknowledged_once_the_history_has_it(bench: Bench) -> None:
    heads = Heads(bench)
    frame = Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PAUSED)
    bench.workbench.receive(frame)
    assert heads.at == [3]


def test_while_it_plays_a_frame_waits_for_the_display_tick(bench: Bench) -> None:
    bench.workbench.play()
    heads = Heads(bench)
    bench.workbench.receive(Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PLAYING))
    assert heads.at == []
    bench.workbench.tick()
    assert heads.at == [3]


@pytest.mark.parametrize("run_id", [1, 99])
def test_every_frame_is_acknowledged_whosever_it_is(bench: Bench, run_id: int) -> None:
    before = len(bench.engine.sent_of(Acknowledge))
    for _ in range(3):
        bench.workbench.receive(Frame(run_id, None, Mode.PAUSED))
    assert len(bench.engine.sent_of(Acknowledge)) == before + 3


def test_a_frame_that_cannot_be_taken_is_acknowledged_too(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(block: Block) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr(bench.record, "append", break_down)
    before = len(bench.engine.sent_of(Acknowledge))
    with pytest.raises(MemoryError):
        bench.workbench.receive(Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PAUSED))
    assert len(bench.engine.sent_of(Acknowledge)) == before + 1


def test_frames_of_another_run_are_not_mixed_in(bench: Bench) -> None:
    old = bench.record.key
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    bench.answer()
    bench.workbench.receive(Frame(old, block_of(SETTINGS, bench, 3), Mode.PAUSED))
    assert bench.record.head == 0


def test_a_run_that_was_left_while_it_trained_still_gets_its_iterations(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    left = bench.record
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    opened = bench.record
    bench.workbench.receive(Frame(left.key, block_of(SETTINGS, bench, 3), Mode.PAUSED))
    assert left.head == 3
    assert opened.head == 0


def test_a_run_that_was_deleted_while_it_trained_comes_back_whole(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.change(SETTINGS.changed(batch_size=16, iterations=500))
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.3)
    bench.engine.now += 0.1
    bench.engine.obey()  # iterations that come after the run has gone
    deleted = bench.record
    bench.workbench.shelf.remove(deleted.key, bench.workbench.position)
    bench.wait(0.2)
    bench.workbench.shelf.undo_stack.undo()
    assert bench.record is deleted
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(deleted) == undisturbed(deleted.settings, bench)


def test_a_late_frame_behind_a_gap_is_dropped_and_the_run_goes_on(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    late = LinearRun(Programme.of(SETTINGS), bench.points)
    late.advance(7)
    bench.workbench.receive(Frame(bench.record.key, late.advance(2), Mode.PAUSED))
    assert bench.record.head == 1
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)


def test_the_worker_never_starves_whatever_is_pressed(bench: Bench) -> None:
    random = np.random.default_rng(5)
    bench.workbench.set_pace(Pace.steady(120))
    wishes = (
        bench.workbench.toggle,
        bench.workbench.step_forward,
        bench.workbench.reset,
        bench.workbench.branch_here,
        bench.workbench.go_to_end,
        bench.workbench.shelf.undo_stack.undo,
        bench.workbench.shelf.undo_stack.redo,
        lambda: bench.workbench.seek(int(random.integers(40))),
        lambda: bench.workbench.change(SETTINGS.changed(batch_size=int(random.integers(1, 9)))),
        lambda: bench.workbench.change(
            bench.workbench.settings.changed(learning_rate=float(random.uniform(0.01, 1)))
        ),
    )
    for _ in range(400):
        wishes[random.integers(len(wishes))]()
        if random.random() < 0.5:
            bench.wait(float(random.uniform(0, 0.1)))
    bench.workbench.pause()
    bench.wait(0.2)
    bench.workbench.open_new(SETTINGS, bench.points, "Open")
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)
