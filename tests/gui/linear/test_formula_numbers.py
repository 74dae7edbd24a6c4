"""The formulas' numbers are those of the engine's state."""

import subprocess
import sys

import pytest

from engine.datasets import Points, ring
from engine.linear.features import FEATURE_NAMES
from engine.linear.look import LinearLook, look
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES
from engine.run import Programme
from gui.linear.formula_numbers import numbers_of
from gui.linear.formulas import linear_blocks


@pytest.fixture
def points() -> Points:
    return ring(100, 0.2, 1)


def look_at(points: Points, rule: str, features: tuple[str, ...] = FEATURE_NAMES) -> LinearLook:
    settings = LinearSettings(optimizers=(rule,), features=features)
    run = LinearRun(Programme.of(settings), points)
    run.advance(7)
    return look(run, run.state, 0)


@pytest.mark.parametrize("rule", RULES)
def test_the_step_shown_leads_from_weight_to_weight(points: Points, rule: str) -> None:
    seen = look_at(points, rule)
    numbers = numbers_of(seen, 2, FEATURE_NAMES, points.y[seen.batch[0]])
    assert numbers.iteration == 7
    assert numbers.feature == "x₀²"
    assert numbers.w + numbers.step == pytest.approx(numbers.w_next, rel=1e-12)
    assert set(numbers.memory) == set(RULES[rule].memory)
    assert all(block.lines for block in linear_blocks(numbers).values())


def test_the_example_is_the_first_point_of_the_mini_batch(points: Points) -> None:
    seen = look_at(points, "sgd")
    numbers = numbers_of(seen, 0, FEATURE_NAMES, points.y[seen.batch[0]])
    assert numbers.p - numbers.y == pytest.approx(numbers.error, abs=1e-12)
    assert numbers.terms[0] == (numbers.error, points.X[seen.batch[0], 0])
    mean = sum(error * x for error, x in numbers.terms) / numbers.batch_size
    assert mean == pytest.approx(numbers.g, rel=1e-12)


def test_a_weight_keeps_its_number_when_other_features_are_off(points: Points) -> None:
    features = ("x0^2", "x1^2")
    seen = look_at(points, "momentum", features)
    numbers = numbers_of(seen, 1, features, points.y[seen.batch[0]])
    assert (numbers.index, numbers.feature) == (3, "x₁²")
    assert numbers.w == seen.weights[1]


def test_the_formulas_import_nothing_that_the_window_may_not() -> None:
    code = (
        "import sys, gui.linear.formula_numbers, gui.planar.formulas, gui.widgets.formula_pane;"
        "print(*{'scipy', 'sklearn', 'tensorflow', 'keras', 'ziamath'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
