"""Each check holds, and fails when what it checks is broken."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.datasets import Points, make_points
from engine.planar import check
from engine.planar.activations import ACTIVATIONS
from engine.planar.run import PlanarRun
from engine.run import State


def flower(seed: int = 1) -> Points:
    return make_points("flower", 400, 0.2, seed)


def test_everything_that_is_known_holds() -> None:
    found = tuple(check.checks())
    assert [one.name for one in found if not one.ok] == []
    assert len(found) == 24


def test_other_points_are_noticed() -> None:
    assert not any(one.ok for one in check.check_points(flower(2)))
    assert not check.check_baseline(flower(2)).ok


def test_other_costs_are_noticed() -> None:
    costs = np.full(9001, 0.5)
    assert not any(one.ok for one in check.check_costs("nobody", costs))


def test_a_wrong_slope_is_noticed_by_the_gradient(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(ACTIVATIONS["tanh"], slope=lambda a: 1.001 - a * a)
    monkeypatch.setitem(ACTIVATIONS, "tanh", wrong)
    assert not check.check_gradient(flower(), "tanh").ok


def broken(name: str, by: Callable[[PlanarRun], None]) -> Callable[..., Any]:
    real = getattr(PlanarRun, name)

    def method(self: PlanarRun, *arguments: Any) -> Any:
        by(self)
        return real(self, *arguments)

    return method


def test_a_live_step_that_strays_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def stray(run: PlanarRun) -> None:
        run._layers += 1e-9

    monkeypatch.setattr(PlanarRun, "_backward", broken("_backward", stray))
    assert not check.check_step(flower(), "tanh").ok


def test_a_run_that_depends_on_its_cuts_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def stray(run: PlanarRun) -> None:
        run._layers += 1e-15

    monkeypatch.setattr(PlanarRun, "go_on", broken("go_on", stray))
    assert not check.check_cuts(flower()).ok


def test_a_branch_that_is_not_its_parent_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(run: PlanarRun, state: State) -> None:
        real(run, State(state.iteration, np.nextafter(state.values, 1)))

    real = PlanarRun.restore
    monkeypatch.setattr(PlanarRun, "restore", forgetful)
    assert not check.check_branch(flower()).ok
