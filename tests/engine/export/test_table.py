"""The history as CSV: what stands in it is what the record has."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datasets import make_points
from engine.export.table import settings_path, write_table
from engine.export.whole_file import ExportError, whole_file
from engine.linear.settings import LinearSettings
from engine.mnist.block import MnistBlock, Validation
from engine.mnist.record import MnistRecord
from engine.mnist.settings import MnistSettings
from engine.planar.settings import PlanarSettings, SizesSettings
from engine.record import Record
from engine.run import Programme
from tests.engine.mnist.made import some_digits


def trained(assignment: str, settings: Any) -> Record:
    points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    record = Record(1, assignment, Programme.of(settings), points)
    record.append(record.mirror.advance(settings.iterations))
    return record


def table(record: Record, path: Path, iterations: list[int] | None = None) -> list[dict[str, str]]:
    chosen = np.arange(record.head + 1) if iterations is None else np.array(iterations)
    write_table(record, path, chosen, lambda done, total: None)
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_number_of_a_race_is_there_to_the_bit(tmp_path: Path) -> None:
    record = trained("linear", LinearSettings(optimizers=("sgd", "adam"), iterations=50))
    rows = table(record, tmp_path / "run.csv")
    assert [int(row["iteration"]) for row in rows] == list(range(51))
    for row in rows:
        k = int(row["iteration"])
        losses, values = record.history.losses_at(k), record.state(k).values
        assert [float(row["loss_sgd"]), float(row["loss_adam"])] == losses.tolist()
        assert float(row["adam_w_x0^2"]) == values[1, 0, 2]
        assert float(row["sgd_w_1"]) == values[0, 0, 5]
    assert len(rows[0]) == 1 + 2 + 12


@pytest.mark.parametrize(
    ("assignment", "settings", "columns"),
    [
        ("planar", PlanarSettings(iterations=30), 1 + 1 + 17),
        ("planar-sizes", SizesSettings(iterations=30, sizes="1,4"), 1 + 2 + 5 + 17),
    ],
)
def test_networks_have_a_column_for_each_parameter(
    assignment: str, settings: Any, columns: int, tmp_path: Path
) -> None:
    record = trained(assignment, settings)
    rows = table(record, tmp_path / "run.csv", [0, 7, 30])
    assert len(rows[0]) == columns
    last = list(rows[-1].values())
    assert [float(one) for one in last[-17:]] == record.state(30).values[-17:].tolist()


def test_a_run_on_digits_has_a_row_for_each_batch(tmp_path: Path) -> None:
    record = MnistRecord(1, Programme.of(MnistSettings(batch_size=16)), some_digits())
    losses, accuracies = np.array([[2.5], [2.25], [2.0]]), np.array([0.125, 0.25, 0.5])
    record.append(MnistBlock(1, losses, accuracies, validations=(Validation(2, 1.5, 0.75),)))
    path = tmp_path / "run.csv"
    write_table(record, path, np.arange(4), lambda done, total: None)
    assert path.read_text(encoding="utf-8").splitlines() == [
        "iteration,loss,accuracy,val_loss,val_accuracy",
        "0,,,,",
        "1,2.5,0.125,,",
        "2,2.25,0.25,1.5,0.75",
        "3,2.0,0.5,,",
    ]
    beside = json.loads(settings_path(path).read_text(encoding="utf-8"))
    assert beside["points"] == {"name": record.points.name, "count": 100}


def test_the_settings_stand_beside_the_table(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    table(trained("planar", PlanarSettings(iterations=3)), path)
    beside = json.loads(settings_path(path).read_text(encoding="utf-8"))
    assert beside["settings"][0]["n_hidden"] == 4
    assert beside["settings"][0]["from_iteration"] == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["run.csv", "run.settings.json"]


def test_columns_of_hidden_sizes_can_be_typed(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    table(trained("planar-sizes", SizesSettings(iterations=3, sizes="1,4")), path)
    names = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert {"loss_n_h_1", "loss_n_h_4"} <= set(names)
    assert all(name.isascii() for name in names)


def test_nothing_is_left_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text("before")

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    record = trained("planar", PlanarSettings(iterations=3))
    with pytest.raises(KeyboardInterrupt):
        write_table(record, path, np.arange(4), interrupt)
    assert [one.name for one in tmp_path.iterdir()] == ["run.csv"]
    assert path.read_text() == "before"


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(ExportError, match="the disk is full"),
        whole_file(tmp_path / "run.csv"),
    ):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "nowhere/run.csv"])
def test_an_impossible_place_is_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"folder"), whole_file(tmp_path / name):
        pass
