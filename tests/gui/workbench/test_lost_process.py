"""A process that dies, or is in trouble, takes nothing with it."""

import numpy as np
from pytestqt.qtbot import QtBot

from engine.linear.run import LinearRun
from engine.messages import Adjust, Frame, Pause, Play, Prepare, Trouble
from engine.player import Pace
from engine.run import Mode, Programme
from gui.workbench import Workbench
from tests.gui.inline import Bench, InlineEngine
from tests.gui.workbench.stage import SETTINGS, block_of, losses_of, undisturbed


def test_a_lost_process_loses_no_iteration_and_play_goes_on_to_the_same_bits(
    bench: Bench,
) -> None:
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.3)
    head = bench.record.head
    bench.engine.die()
    bench.workbench.engine_lost("The engine was ended by signal 9.")
    assert bench.mode() is Mode.PAUSED
    assert bench.record.head == head > 0
    ((key, sentence),) = bench.said("troubled")
    assert key == "engine"
    assert f"{head} iterations" in sentence
    assert "Press Play" in sentence
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)
    run = LinearRun(Programme.of(SETTINGS), bench.points)
    run.advance(40)
    np.testing.assert_array_equal(bench.record.state(40).values, run.state.values)
    assert bench.said("relieved")[-1] == ("engine",)


def test_what_came_before_the_process_died_and_was_not_shown_yet_is_kept(bench: Bench) -> None:
    bench.workbench.play()
    bench.workbench.receive(Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PLAYING))
    bench.engine.die()
    bench.workbench.engine_lost("Gone.")
    assert bench.record.head == 3


def test_a_new_process_is_sent_nothing_before_something_is_wished(bench: Bench) -> None:
    bench.workbench.play()
    bench.workbench.receive(Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PLAYING))
    bench.engine.die()
    sent = len(bench.engine.sent)
    bench.workbench.engine_lost("Gone.")
    assert len(bench.engine.sent) == sent


def test_a_rate_that_the_lost_process_never_heard_of_acts_in_the_next(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    bench.engine.alive = False
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.engine.alive = True
    bench.engine.die()
    bench.workbench.engine_lost("Gone.")
    assert bench.workbench.settings.learning_rate == 0.5
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert [(e.iteration, e.settings.learning_rate) for e in bench.record.events] == [(1, 0.5)]


def test_a_process_lost_before_there_is_a_run_is_told_in_a_whole_sentence(qtbot: QtBot) -> None:
    bench = Bench()
    bench.workbench.engine_lost("The engine was ended by signal 9.")
    ((_, sentence),) = bench.said("troubled")
    assert sentence == "The engine was ended by signal 9. Press Play to go on."


def test_trouble_in_the_engine_is_told_and_the_next_play_prepares_again(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.workbench.play()
    bench.workbench.receive(Trouble(bench.record.key, "It broke. Try Reset.", "traceback"))
    assert bench.mode() is Mode.PAUSED
    assert bench.said("troubled") == [("engine", "It broke. Try Reset.")]
    prepared = len(bench.engine.sent_of(Prepare))
    bench.workbench.play()
    assert len(bench.engine.sent_of(Prepare)) == prepared + 1


def test_trouble_of_a_run_that_was_left_is_not_told(bench: Bench) -> None:
    bench.workbench.receive(Trouble(77, "It broke.", ""))
    assert bench.said("troubled") == []


def test_a_channel_hears_prepare_before_anything_else_of_a_run(qtbot: QtBot) -> None:
    engine = InlineEngine()
    workbench = Workbench("linear", engine, clock=engine.clock)
    workbench.open_new(SETTINGS, Bench().points, "Open")
    workbench.play()
    workbench.pause()
    kinds = [type(command) for command in engine.sent]
    assert kinds == [Prepare, Play, Pause]
    workbench.change(SETTINGS.changed(learning_rate=1.0))
    assert isinstance(engine.sent[-1], Adjust)
