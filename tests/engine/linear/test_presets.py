import numpy as np
import pytest

from engine.course import Course, CourseWatch
from engine.datasets import make_points
from engine.linear.presets import PRESETS
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.run import Programme


def run_of(settings: LinearSettings) -> LinearRun:
    made = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    return LinearRun(Programme.of(settings), made)


def test_the_first_preset_is_the_assignment_as_its_text_has_it() -> None:
    assert next(iter(PRESETS.values())) == LinearSettings()
    assert LinearSettings().optimizers == ("sgd",)


@pytest.mark.parametrize(
    ("name", "rates"),
    [
        ("Text: all three", (0.05, 0.05, 0.05)),
        ("Graded: all three", (0.1, 0.05, 0.1)),
        ("Three learning rates", (0.01, 0.1, 1.0)),
    ],
)
def test_the_racers_have_the_rates_that_they_are_known_for(
    name: str, rates: tuple[float, ...]
) -> None:
    assert tuple(racer.learning_rate for racer in PRESETS[name].racers) == rates


def test_three_batch_sizes_are_three() -> None:
    settings = PRESETS["Three batch sizes"]
    run = run_of(settings)
    sizes = [len(run.batch(racer, 0)) for racer in range(3)]
    assert len(set(sizes)) == 3
    assert sizes == [settings.batch_size_of(racer) for racer in range(3)]


def test_the_ravine_has_exactly_two_weights() -> None:
    assert len(PRESETS["Two weights: a ravine"].features) == 2


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_runs_to_its_end_and_every_racer_has_a_name_of_its_own(name: str) -> None:
    settings = PRESETS[name]
    assert len(set(settings.labels)) == len(settings.optimizers)
    run = run_of(settings)
    first = run.here().losses[0]
    block = run.advance(settings.iterations)
    assert run.stopped is None
    assert run.finished
    assert np.isfinite(block.losses).all()
    assert (block.losses.min(axis=0) < first).all()


def test_no_preset_of_the_assignment_diverges() -> None:
    for name in ("Text: SGD", "Text: momentum", "Text: RMSprop", "Graded: all three"):
        run = run_of(PRESETS[name])
        start = run.here().losses
        losses = np.vstack([start, run.advance(10_000).losses])
        for racer in range(losses.shape[1]):
            watch = CourseWatch()
            watch.follow(losses[:, racer])
            judgement = watch.judge(PRESETS[name].iterations)
            assert judgement is None or judgement.course is not Course.DIVERGING
