"""The checks hold, and each of them fails when what it checks is broken."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

from engine.check import Check, checks_as_json, checks_as_text
from engine.datasets import Points
from engine.errors import DataError
from engine.linear import check
from engine.linear.logistic import compute_grad
from engine.linear.run import MEMORY, LinearRun, Samples
from engine.optimizers import RULES
from engine.run import Block, State


def test_all_checks_of_the_linear_assignment_hold_and_none_of_the_rules_is_left_out() -> None:
    found = tuple(check.checks())
    assert [one.name for one in found if not one.ok] == []
    names = " ".join(one.name for one in found)
    assert [rule for rule in RULES if rule not in names] == []


def test_a_wrong_gradient_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "compute_grad", lambda X, y, w: compute_grad(X, y, w) + 1e-6)
    points = Points(np.eye(4)[:, :2], np.array([0.0, 1.0, 0.0, 1.0]), "four")
    assert not check.check_gradient(points).ok


def test_a_wrong_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(LinearRun):
        def _step(self, samples: Samples) -> None:
            super()._step(samples)
            self._values *= 1 - 1e-9

    monkeypatch.setattr(check, "LinearRun", Slow)
    assert not check.check_step(check._ring(), ("sgd",)).ok
    assert not check.check_notebook(check._ring(), "sgd").ok


def test_a_run_whose_numbers_depend_on_the_cut_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Cut(LinearRun):
        def advance(self, n: int) -> Block:
            self._values[:, 0, 0] += 1e-15
            return super().advance(n)

    monkeypatch.setattr(check, "LinearRun", Cut)
    assert not check.check_cuts(check._ring()).ok


def test_a_branch_that_forgets_the_memory_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(LinearRun):
        def restore(self, state: State) -> None:
            super().restore(state)
            self._values[:, MEMORY] = 0

    monkeypatch.setattr(check, "LinearRun", Forgetful)
    assert not check.check_branch(check._ring()).ok


def test_points_that_are_not_the_courses_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "mine.npz", X=np.eye(20)[:, :2], y=np.arange(20) % 2)
    with pytest.raises(DataError, match=r"course's own 826 points"):
        check.checks(tmp_path / "mine.npz")


def test_a_target_without_data_is_refused() -> None:
    with pytest.raises(DataError, match="--data"):
        check.checks(None, Path("target.npy"))


def test_the_courses_points_add_its_graded_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The course's file may not be shipped: any points stand in for it, and do not give its numbers.
    points = check._ring()
    np.savez(tmp_path / "train.npz", X=points.X, y=points.y)
    monkeypatch.setattr(check, "is_course_file", lambda points: True)
    found = tuple(check.checks(tmp_path / "train.npz"))
    assert [one.expected for one in found if not one.ok] == [
        *(number for _, number in check.GRADED_AT_LINSPACE),
        *(loss for _, _, loss in check.GRADED_LOSSES),
    ]


@pytest.mark.parametrize(
    ("expected", "obtained", "holds"),
    [
        (1.0, 1.0 + 1e-10, True),
        (1.0, 1.0 + 1e-8, False),
        (1.0, math.nan, False),
        ((1.0, 2.0), (1.0, 2.0), True),
        ((1.0, 2.0), (1.0, 2.1), False),
        ((1.0, 2.0), (1.0,), False),
    ],
)
def test_a_check_holds_when_every_number_is_within_its_tolerance(
    expected: float | tuple[float, ...], obtained: float | tuple[float, ...], holds: bool
) -> None:
    assert Check("", expected, obtained, 1e-9).ok is holds


def test_one_check_that_does_not_hold_makes_the_whole_not_ok() -> None:
    good = Check("a", 1.0, 1.0, 0.0)
    bad = dataclasses.replace(good, name="b", obtained=2.0)
    assert checks_as_json([good])["ok"] is True
    assert checks_as_json([good, bad])["ok"] is False
    assert "FAIL  b" in checks_as_text([good, bad])
    assert "1 of 2 do not hold" in checks_as_text([good, bad])
