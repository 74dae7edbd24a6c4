"""Exported notebooks and scripts train the same run again, cell by cell, in a fresh interpreter."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from engine.datasets import Points, make_points
from engine.errors import InputError
from engine.export.notebook import notebook_text, script_text
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES
from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.record import Record
from engine.run import Change, Programme

RUNNER = """
import json, sys
names = {"__name__": "__main__"}
with open(sys.argv[1], encoding="utf-8") as file:
    cells = json.load(file)["cells"]
for cell in cells:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
with open(sys.argv[2], "w") as file:
    json.dump(names["losses"], file)
"""
ALL_SAME = "All losses are those of the run."

Trains = Callable[[str], dict[str, list[float]]]


def made(settings: Any) -> Points:
    return make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)


def trained(assignment: str, settings: Any, points: Points | None = None) -> Record:
    """A record of a run that has been trained to its end."""
    record = Record(1, assignment, Programme.of(settings), points or made(settings))
    return to_its_end(record)


def to_its_end(record: Record, last: int | None = None) -> Record:
    """The record, trained on from its head."""
    run = record.mirror
    run.restore(record.state(record.head))
    last = record.settings.iterations if last is None else last
    while not run.finished and run.iteration < last:
        record.append(run.advance(min(500, last - run.iteration)))
    return record


@pytest.fixture
def losses_of(tmp_path: Path) -> Trains:
    """What a notebook's cells leave in `losses`, each run in a new Python."""

    def train(notebook: str) -> dict[str, list[float]]:
        nbformat.validate(json.loads(notebook), version=4)
        path, out = tmp_path / "run.ipynb", tmp_path / "losses.json"
        path.write_text(notebook, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", RUNNER, str(path), str(out)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert ALL_SAME in done.stdout
        losses: dict[str, list[float]] = json.loads(out.read_text())
        return losses

    return train


def assert_same(losses: dict[str, list[float]], record: Record, last: int | None = None) -> None:
    """Every loss of the notebook is that of the record, within 1e-9."""
    known = record.history.losses(0, last)
    assert len(losses) == record.n_racers
    for racer, found in enumerate(losses.values()):
        ours = np.array(found[: len(known)])
        np.testing.assert_allclose(ours, known[: len(ours), racer], rtol=0, atol=1e-9)


RULE_NAMES = tuple(RULES)


@pytest.mark.parametrize("rules", [RULE_NAMES[:4], RULE_NAMES[4:], ("sgd", "sgd", "adam", "adam")])
def test_every_rule_gives_the_same_losses(rules: tuple[str, ...], losses_of: Trains) -> None:
    settings = LinearSettings(optimizers=rules)
    record = trained("linear", settings)
    losses = losses_of(notebook_text(record))
    assert tuple(losses) == settings.labels
    assert_same(losses, record)


def test_a_race_with_features_rates_and_batches_of_its_own(losses_of: Trains) -> None:
    settings = LinearSettings(
        features=("x0", "x0^2", "x1^2"),
        optimizers=("sgd", "momentum", "sgd"),
        learning_rate=0.02,
        learning_rates={"sgd-2": 0.3},
        alphas={"momentum": 0.5},
        batch_sizes={"sgd-2": 16},
        seed=7,
        iterations=250,
    )
    record = trained("linear", settings)
    assert_same(losses_of(notebook_text(record)), record)


@pytest.mark.parametrize("dataset", ["ring", "circles", "moons", "xor"])
def test_linear_points_are_made_to_the_bit(dataset: str, losses_of: Trains) -> None:
    record = trained("linear", LinearSettings().changed(dataset=dataset, iterations=20))
    notebook = notebook_text(record)
    assert ("sklearn" in notebook) == (dataset in ("circles", "moons"))
    assert "b64decode" not in notebook
    assert_same(losses_of(notebook), record)


@pytest.mark.parametrize("n", [12, 300])
def test_points_of_an_own_file_stand_in_the_notebook(n: int, losses_of: Trains) -> None:
    random = np.random.RandomState(3)
    points = Points(random.randn(n, 2), np.arange(n, dtype=np.float64) % 2, "mine.csv")
    record = trained("linear", LinearSettings(dataset="file", points=n), points)
    notebook = notebook_text(record)
    assert "mine.csv" in notebook
    assert_same(losses_of(notebook), record)


def test_edited_points_stand_in_the_notebook_too(losses_of: Trains) -> None:
    settings = LinearSettings(iterations=10)
    points = made(settings)
    moved = Points(points.X, np.where(np.arange(len(points.y)) == 5, 1 - points.y, points.y), "r")
    record = trained("linear", settings, moved)
    assert_same(losses_of(notebook_text(record)), record)


def test_live_changes_of_the_linear_run_act_where_they_acted(losses_of: Trains) -> None:
    record = Record(1, "linear", Programme.of(LinearSettings(iterations=200)), made(
        LinearSettings()))  # fmt: skip
    to_its_end(record, 80)
    record.note(Change(80, record.settings.changed(learning_rate=0.4)))
    to_its_end(record)
    notebook = notebook_text(record)
    assert "From iteration 80 on: η 0.4." in notebook
    assert_same(losses_of(notebook), record)


def test_training_on_is_no_change(losses_of: Trains) -> None:
    record = trained("linear", LinearSettings(optimizers=("momentum",), iterations=50))
    record.note(Change(50, record.settings.changed(iterations=90)))
    to_its_end(record)
    notebook = notebook_text(record)
    assert notebook.count("(momentum, 4,") == 1
    losses = losses_of(notebook)
    assert len(losses["momentum"]) == 91
    assert_same(losses, record)


def test_a_branch_with_another_rule_and_batch_size(losses_of: Trains) -> None:
    settings = LinearSettings(optimizers=("momentum", "adam"))
    parent = trained("linear", settings)
    wished = settings.changed(optimizers=("rmsprop", "adam"), batch_size=9, iterations=180)
    branch = to_its_end(parent.branched(2, 60, wished))
    assert branch.head == 180
    assert_same(losses_of(notebook_text(branch)), branch)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
@pytest.mark.parametrize("l2", [0.0, 0.4])
def test_a_planar_run_of_each_activation(activation: str, l2: float, losses_of: Trains) -> None:
    settings = PlanarSettings(activation=activation, l2=l2, n_hidden=3, iterations=400)
    record = trained("planar", settings)
    assert_same(losses_of(notebook_text(record)), record)


@pytest.mark.parametrize(
    "dataset", ["noisy_circles", "noisy_moons", "blobs", "gaussian_quantiles", "spiral"]
)
def test_planar_points_are_made_to_the_bit(dataset: str, losses_of: Trains) -> None:
    record = trained("planar", PlanarSettings().changed(dataset=dataset, iterations=30))
    assert_same(losses_of(notebook_text(record)), record)


def test_live_changes_of_the_planar_run_act_where_they_acted(losses_of: Trains) -> None:
    record = Record(1, "planar", Programme.of(PlanarSettings(iterations=900)), made(
        PlanarSettings()))  # fmt: skip
    to_its_end(record, 300)
    record.note(Change(300, record.settings.changed(learning_rate=0.4)))
    to_its_end(record, 500)
    record.note(Change(500, record.settings.changed(l2=0.2)))
    to_its_end(record)
    branch = to_its_end(record.branched(2, 700, record.settings.changed(learning_rate=0.9)))
    for one in (record, branch):
        assert_same(losses_of(notebook_text(one)), one)


def test_the_assignments_run_is_the_same_as_far_as_it_is_stable(losses_of: Trains) -> None:
    record = trained("planar", PlanarSettings())
    notebook = notebook_text(record)
    losses = losses_of(notebook)
    assert_same(losses, record, 7_500)
    assert "round-off decides" in notebook
    for k, cost in {1000: 0.288083, 5000: 0.222644, 7000: 0.217504}.items():
        assert losses["Network"][k] == pytest.approx(cost, abs=1e-6)
    assert losses["Network"][9000] == pytest.approx(0.218607, abs=1.5e-4)


def test_hidden_sizes_are_each_the_same(losses_of: Trains) -> None:
    record = trained("planar-sizes", SizesSettings(iterations=200))
    losses = losses_of(notebook_text(record))
    assert list(losses) == ["n_h 1", "n_h 2", "n_h 3", "n_h 4", "n_h 5", "n_h 20", "n_h 50"]
    assert_same(losses, record)


def test_learning_rates_that_diverge_are_compared_while_they_are_stable(losses_of: Trains) -> None:
    record = trained("planar-rates", RatesSettings(iterations=300))
    notebook = notebook_text(record)
    assert "could be any of many" in notebook
    assert_same(losses_of(notebook), record, 9)


def test_a_chaotic_run_from_weights_of_zero_is_known_as_such(losses_of: Trains) -> None:
    settings = LinearSettings(
        features=("x1", "x0^2"), optimizers=("rmsprop",), learning_rate=20, iterations=2000
    )
    notebook = notebook_text(trained("linear", settings))
    assert "round-off decides" in notebook
    losses_of(notebook)


def test_a_run_that_stopped_itself_ends_where_it_stopped(losses_of: Trains) -> None:
    settings = PlanarSettings(activation="relu", learning_rate=100, n_hidden=20, iterations=500)
    record = trained("planar", settings)
    losses = losses_of(notebook_text(record))
    assert len(losses["Network"]) == record.head + 1


def test_a_wrong_number_is_noticed(losses_of: Trains) -> None:
    notebook = notebook_text(trained("linear", LinearSettings()))
    with pytest.raises(AssertionError, match="AssertionError"):
        losses_of(notebook.replace("eta=0.05", "eta=0.0501"))


def test_the_script_is_the_notebook(tmp_path: Path) -> None:
    record = trained("linear", LinearSettings(optimizers=("sgd", "rmsprop")))
    script = script_text(record)
    path = tmp_path / "run.py"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert ALL_SAME in done.stdout
    cells = json.loads(notebook_text(record))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            assert "".join(cell["source"]) in script


def test_a_run_without_iterations_has_no_notebook() -> None:
    record = Record(1, "linear", Programme.of(LinearSettings()), made(LinearSettings()))
    with pytest.raises(InputError, match="not been trained"):
        notebook_text(record)


def test_the_cells_use_the_assignments_own_names() -> None:
    linear = script_text(trained("linear", LinearSettings()))
    for name in ("expand", "probability", "compute_loss", "compute_grad"):
        assert f"def {name}(" in linear
    planar = script_text(trained("planar", PlanarSettings(iterations=20)))
    for name in (
        "layer_sizes", "initialize_parameters", "forward_propagation", "compute_cost",
        "backward_propagation", "update_parameters", "nn_model", "predict",
    ):  # fmt: skip
        assert f"def {name}(" in planar
