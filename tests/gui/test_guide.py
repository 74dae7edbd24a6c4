from dataclasses import replace

import numpy as np
import pytest

from engine.course import Course
from engine.linear.look import step_lengths
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Block, Programme, Stop
from gui.guide import TRY_LESS, TRY_MORE, Guide, course_message, tried, worst_course
from tests.gui.inline import some_points

SETTINGS = LinearSettings(points=60, iterations=40)


def record_with(losses: list[list[float]], settings: LinearSettings = SETTINGS) -> Record:
    """A record of a real run that is said to have had these losses after state 0."""
    record = Record(1, "linear", Programme.of(settings), some_points())
    block = LinearRun(record.programme, record.points).advance(len(losses))
    record.append(replace(block, losses=np.array(losses)))
    return record


START = float(record_with([[0.5]]).history.losses_at(0)[0])


@pytest.mark.parametrize(
    ("losses", "course", "level", "action"),
    [
        ([START * 0.99] * 30, Course.CRAWLING, "info", ("Try η·10", TRY_MORE)),
        ([START * 2, START * 0.5], Course.OSCILLATING, "info", ("Try η/10", TRY_LESS)),
        ([START * 0.9, START * 3], Course.DIVERGING, "warn", ("Try η/10", TRY_LESS)),
    ],
)
def test_a_course_is_said_with_what_to_try(
    losses: list[float], course: Course, level: str, action: tuple[str, str]
) -> None:
    message = course_message(record_with([[loss] for loss in losses]), step_lengths)
    assert message is not None
    assert message.level == level
    assert message.actions == (action,)
    words = {Course.OSCILLATING: "oscillates"}.get(course, str(course))
    assert words in message.text
    assert "the weights" in message.text


def test_of_a_run_that_goes_well_nothing_is_said() -> None:
    assert course_message(record_with([[START * 0.8], [START * 0.6]]), step_lengths) is None


def test_of_several_racers_the_worst_is_named() -> None:
    settings = SETTINGS.changed(optimizers=("sgd", "momentum", "rmsprop"))
    fine, bad, back = [START * 0.5, START * 3, START * 2]
    record = record_with([[fine, bad, back], [fine, bad, fine]], settings)
    worst = worst_course(record)
    assert worst is not None
    assert (worst[0].course, worst[1]) == (Course.DIVERGING, 1)


def test_a_run_that_stopped_says_where_why_and_that_all_is_kept() -> None:
    record = Record(1, "linear", Programme.of(SETTINGS), some_points())
    block = LinearRun(record.programme, record.points).advance(3)
    stop = Stop(3, 0, "the loss passed 1,000,000", 12.0, 2e6)
    record.append(Block(block.first, block.losses.copy(), block.values.copy(), stop))
    message = course_message(record, step_lengths)
    assert message is not None
    assert message.level == "bad"
    assert "SGD stopped at iteration 3: the loss passed 1,000,000 (12 → 2e+06)" in message.text
    assert "All iterations are kept." in message.text
    assert message.actions == (("Try η/10", TRY_LESS),)


def test_a_thing_is_said_once_and_taken_back_once() -> None:
    guide = Guide(step_lengths)
    record = record_with([[START * 2]])
    first, message = guide.look_at(record)
    assert first
    assert message is not None
    assert guide.look_at(record) == (False, None)
    well = record_with([[START * 0.5]])
    assert guide.look_at(well) == (True, None)
    assert guide.look_at(well) == (False, None)


def test_a_run_that_crawls_on_is_not_told_again_at_each_iteration() -> None:
    guide = Guide(step_lengths)
    assert guide.look_at(record_with([[START * 0.99]] * 25))[1] is not None
    assert guide.look_at(record_with([[START * 0.99]] * 30)) == (False, None)


def test_what_is_tried_is_a_tenth_or_ten_times_of_every_rate() -> None:
    settings = SETTINGS.changed(
        optimizers=("sgd", "momentum"), learning_rate=0.3, learning_rates={"momentum": 0.07}
    )
    record = record_with([[0.5, 0.5]], settings)
    less, more = tried(record, TRY_LESS), tried(record, TRY_MORE)
    assert (less.learning_rate, less.learning_rates) == (0.03, {"momentum": 0.007})
    assert (more.learning_rate, more.learning_rates) == (3.0, {"momentum": 0.7})


def test_nothing_beyond_the_range_is_tried() -> None:
    record = record_with([[0.5]], SETTINGS.changed(learning_rate=50.0))
    assert tried(record, TRY_MORE).learning_rate == 100.0
