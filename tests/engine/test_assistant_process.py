import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from engine import assistant
from engine.assistant import Answer, Job, do
from engine.datasets import Points, make_points
from engine.process import WorkerProcess

SECONDS = 60
MOONS = ("moons", 60, 0.1, 3)


def test_a_job_is_done_as_its_function_does_it() -> None:
    answer = do(Job(7, "make_points", MOONS))
    assert answer.number == 7
    assert answer.problem == ""
    np.testing.assert_array_equal(answer.result.X, make_points(*MOONS).X)


def test_a_job_that_cannot_be_done_is_answered_by_the_sentence_why() -> None:
    answer = do(Job(8, "load_points", ("/no/such/file.csv",)))
    assert answer.result is None
    assert "/no/such/file.csv" in answer.problem
    assert answer.detail == ""


@pytest.mark.parametrize("job", [Job(9, "make_points", ()), Job(9, "no_such_job", ())])
def test_an_error_of_our_own_is_an_answer_too(job: Job) -> None:
    answer = do(job)
    assert answer.problem.startswith("That could not be done:")
    assert "Traceback" in answer.detail


def answer_of(connection: Connection) -> Answer:
    assert connection.poll(SECONDS), "the process does not answer"
    answer: Answer = connection.recv()
    return answer


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_the_process_answers_one_job_after_the_other_until_the_pipe_closes(
    tmp_path: Path,
) -> None:
    process = WorkerProcess(assistant.main, "descent-assistant")
    try:
        file = tmp_path / "points.csv"
        rows = [f"{k},{-k},{k % 2}" for k in range(20)]
        file.write_text("\n".join(rows))
        process.connection.send(Job(1, "make_points", MOONS))
        process.connection.send(Job(2, "load_points", (file,)))
        process.connection.send(Job(3, "load_points", (tmp_path,)))
        answers = [answer_of(process.connection) for _ in range(3)]
        assert [answer.number for answer in answers] == [1, 2, 3]
        points: Points = answers[0].result
        np.testing.assert_array_equal(points.X, make_points(*MOONS).X)
        assert len(answers[1].result.y) == 20
        assert answers[2].problem
        # Ctrl+C in a terminal reaches all processes; this one has to stay
        os.kill(process.pid, signal.SIGINT)
        process.connection.send(Job(4, "make_points", MOONS))
        assert answer_of(process.connection).number == 4
        process.connection.close()
    finally:
        process.end(SECONDS)
        process.close()
    assert process.exit_code == 0
