"""What the worker cannot do it tells, and goes on."""

from typing import Any

from engine.datasets import Points
from engine.errors import DataError
from engine.linear.run import LinearRun
from engine.messages import (
    Acknowledge,
    Frame,
    Prepare,
    Step,
    Trouble,
)
from engine.run import Block, Mode, Programme, Run
from engine.worker import RUNS, make_run
from tests.engine.worker.made import FLAT_OUT, POINTS, SETTINGS, Bench, blocks_of, prepare, prepared


class FailingRun(LinearRun):
    """A run that fails in its fifth iteration."""

    def advance(self, n: int) -> Block:
        if self.iteration + n > 5:
            raise ZeroDivisionError("no more")
        return super().advance(n)


def test_a_prepare_that_cannot_be_made_is_answered_by_a_sentence_and_the_worker_lives_on() -> None:
    bench = Bench()
    bench.do(Prepare(4, "nonsense", Programme.of(SETTINGS), POINTS), Step(1), FLAT_OUT)
    (trouble,) = bench.take()
    assert isinstance(trouble, Trouble)
    assert trouble.run_id == 4
    assert trouble.sentence.startswith("The engine met an error of its own: KeyError")
    assert trouble.sentence.endswith("Try Reset.")
    assert "Traceback" in trouble.detail
    bench.do(prepare(run_id=5))
    assert bench.frame().run_id == 5


def test_an_error_made_on_purpose_keeps_its_own_sentence() -> None:
    def refuse(assignment: str, programme: Programme[Any], points: Points) -> Run:
        raise DataError("There are no points. Open another file.")

    bench = Bench(refuse)
    bench.do(prepare())
    (trouble,) = bench.take()
    assert trouble.sentence == "There are no points. Open another file."


def test_a_run_that_fails_while_playing_pauses_and_its_iterations_arrive() -> None:
    bench = Bench(lambda assignment, programme, points: FailingRun(programme, points))
    bench.do(prepare(), FLAT_OUT)
    sent = bench.take()
    while not bench.pipe.sent and len(sent) < 10:
        bench.do(Acknowledge())
        more = bench.take()
        if not more:
            break
        sent += more
    troubles = [one for one in sent if isinstance(one, Trouble)]
    frames = [one for one in sent if isinstance(one, Frame)]
    assert len(troubles) == 1
    assert "ZeroDivisionError: no more" in troubles[0].sentence
    assert blocks_of(frames)[-1].last == 3  # slices of 1, 2, then 4
    assert frames[-1].mode is Mode.PAUSED


def test_an_unknown_command_is_trouble_and_not_the_end() -> None:
    bench = prepared()
    bench.do("nonsense", Step(1))
    trouble, frame = bench.take()
    assert isinstance(trouble, Trouble)
    assert isinstance(frame, Frame)


def test_every_assignment_in_the_table_names_a_run() -> None:
    assert "linear" in RUNS
    assert isinstance(make_run("linear", Programme.of(SETTINGS), POINTS), LinearRun)
