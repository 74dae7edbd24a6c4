"""Training without a window: what is reported, and what is refused."""

from pathlib import Path

import numpy as np
import pytest

from engine.datasets import make_points
from engine.errors import InputError, SettingsError
from engine.planar.look import quality_on
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings
from engine.planar.training import TrainedPlanar, train
from engine.run import Programme


class Signs:
    """What a progress bar was told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def show(self, done: int, total: int) -> None:
        self.told.append((done, total))


def trained(data: Path | None = None, **values: str) -> TrainedPlanar:
    return train(values, data, None, Signs().show)


def test_a_report_has_final_costs_and_baseline() -> None:
    report = trained(iterations="2500").as_json()
    assert report["assignment"] == "planar"
    assert report["settings"]["n_hidden"] == 4
    assert report["iterations"] == 2500
    assert list(report["costs"]) == ["0", "1000", "2000"]
    np.testing.assert_allclose(
        list(report["costs"].values()), [0.693048, 0.288083, 0.254385], atol=1e-6
    )
    assert report["baseline"] == {"accuracy": 0.47}
    assert 0.85 < report["final"]["accuracy"] < 0.95
    assert report["final"]["loss"] < report["costs"]["2000"]
    assert 0.85 < report["held_out"]["accuracy"] < 0.95
    assert "stopped" not in report


def test_the_cost_of_the_last_state_is_not_among_those_printed() -> None:
    assert list(trained(iterations="1000").costs) == [0]
    assert list(trained(iterations="1001").costs) == [0, 1000]


def test_progress_is_told_from_nothing_to_all() -> None:
    signs = Signs()
    train({"iterations": "600"}, None, None, signs.show)
    assert signs.told == [(0, 600), (256, 600), (512, 600), (600, 600)]


def test_a_table_shows_the_costs_as_the_notebook_prints_them() -> None:
    text = trained(iterations="1500").as_text()
    assert "Cost after iteration 1000: 0.288083" in text
    assert "Accuracy of logistic regression: 47.00%" in text


def test_points_from_a_file_are_all_learnt_from(tmp_path: Path) -> None:
    points = make_points("flower", 400, 0.2, 1)
    np.savez(tmp_path / "mine.npz", X=points.X, y=points.y)
    result = trained(tmp_path / "mine.npz", iterations="1001")
    assert result.costs[1000] == pytest.approx(0.288083, abs=1e-6)
    report = result.as_json()
    assert report["settings"]["dataset"] == "file"
    assert report["settings"]["points"] == 400
    assert "noise" not in report["settings"]
    assert "held_out" not in report
    run = PlanarRun(Programme.of(PlanarSettings(iterations=1001)), points)
    run.advance(1001)
    assert result.accuracy == quality_on(run.state.values, 4, "tanh", points).accuracy


def test_a_run_that_stops_itself_says_where_and_why() -> None:
    result = trained(learning_rate="100", l2="30", points="100", iterations="300")
    report = result.as_json()
    assert result.stopped
    assert report["stopped"]["iteration"] == report["iterations"] < 300
    assert "Try a tenth of the learning rate" in result.as_text()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"n_hidden": "0"}, "n_hidden"),
        ({"n_hidden": "1001"}, "n_hidden"),
        ({"learning_rate": "1e9"}, "learning_rate"),
        ({"learning_rate": "0"}, "learning_rate"),
        ({"learning_rate": "-1"}, "learning_rate"),
        ({"activation": "sine"}, "activation"),
        ({"dataset": "ring"}, "dataset"),
        ({"points": "9"}, "points"),
        ({"noise": "2"}, "noise"),
    ],
)
def test_values_out_of_range_are_refused_by_name(values: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        train(values, None, None, Signs().show)
    assert list(caught.value.problems) == [name]


def test_settings_that_do_not_fit_a_file_are_refused(tmp_path: Path) -> None:
    points = make_points("flower", 20, 0.2, 1)
    np.savez(tmp_path / "mine.npz", X=points.X, y=points.y)
    with pytest.raises(InputError, match="--points is for points that are made"):
        trained(tmp_path / "mine.npz", points="50")
    with pytest.raises(InputError, match="needs the file"):
        trained(dataset="file")
    with pytest.raises(InputError, match="--target"):
        train({}, None, tmp_path / "y.npy", Signs().show)
