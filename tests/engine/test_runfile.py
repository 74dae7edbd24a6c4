"""Run files: a run comes back to the bit and goes on as if it had never stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.chunk import CHUNK
from engine.datasets import Points, make_points
from engine.errors import RunFileError
from engine.forms import FORMS
from engine.linear.settings import LinearSettings
from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.record import Record
from engine.run import Change, Programme
from engine.run_record import Origin, expected
from engine.runfile import VERSION, open_run, portrait_of, save_run, write_portrait
from engine.sealed import sealed, unsealed
from engine.worker import RUNS, make_run

RING = make_points("ring", 30, 0.3, 0)
FLOWER = make_points("flower", 40, 0.2, 1)
OWN = Points(FLOWER.X + 0.25, 1 - FLOWER.y, "mine.csv", "Labels −1 and 1 were read as 0 and 1.")

KINDS: dict[str, tuple[Any, Points]] = {
    "linear": (LinearSettings(optimizers=("sgd", "momentum", "rmsprop"), iterations=5000), RING),
    "planar": (PlanarSettings(iterations=5000), FLOWER),
    "planar-sizes": (SizesSettings(sizes="1,4", iterations=5000), FLOWER),
    "planar-rates": (RatesSettings(rates="0.1,1.2", iterations=5000), FLOWER),
}
each_kind = pytest.mark.parametrize("kind", list(KINDS))


def record_of(kind: str, points: Points | None = None) -> Record:
    settings, made = KINDS[kind]
    return Record(7, kind, Programme.of(settings), points or made)


def train(record: Record, n: int) -> None:
    """What the worker does: prepares the record's run at its head and sends a block."""
    run = make_run(record.assignment, record.programme, record.points)
    if record.head:
        run.restore(record.state(record.head))
    record.append(run.advance(n))


def change(record: Record, **values: Any) -> None:
    record.note(Change(record.head, record.settings.changed(**values)))


def saved_and_opened(record: Record, folder: Path, position: int = 0) -> Record:
    path = folder / "a run.descent"
    save_run(path, record, position)
    return expected(Record, open_run(path).record)


def assert_same_run(one: Record, other: Record, every: int = 1) -> None:
    assert one.head == other.head
    np.testing.assert_array_equal(one.history.losses(), other.history.losses())
    for k in range(0, one.head + 1, every):
        np.testing.assert_array_equal(one.state(k).values, other.state(k).values, f"state {k}")
    assert (one.programme, one.events, one.stop) == (other.programme, other.events, other.stop)


def test_every_run_that_can_be_trained_has_a_form_in_which_it_is_kept() -> None:
    assert set(RUNS) == set(FORMS)


@each_kind
def test_a_run_comes_back_with_its_history_points_and_position(kind: str, tmp_path: Path) -> None:
    record = record_of(kind)
    train(record, 300)
    save_run(tmp_path / "run.descent", record, 123)
    saved = open_run(tmp_path / "run.descent")
    assert_same_run(expected(Record, saved.record), record)
    assert (saved.position, saved.held_out, saved.record.assignment) == (123, None, kind)
    np.testing.assert_array_equal(saved.record.points.X, record.points.X)
    np.testing.assert_array_equal(saved.record.points.y, record.points.y)
    assert saved.record.points.name == record.points.name


@each_kind
def test_an_opened_run_goes_on_with_the_bits_of_one_that_never_stopped(
    kind: str, tmp_path: Path
) -> None:
    whole = record_of(kind)
    train(whole, 400)
    halted = record_of(kind)
    train(halted, 150)
    opened = saved_and_opened(halted, tmp_path)
    train(opened, 250)
    assert_same_run(opened, whole)


@each_kind
def test_live_changes_come_back_and_act_when_states_are_computed_again(
    kind: str, tmp_path: Path
) -> None:
    record = record_of(kind)
    train(record, 100)
    change(record, iterations=6000)
    train(record, 50)
    change(record, **({"alpha": 0.5} if kind == "linear" else {"l2": 0.3}))
    train(record, 50)
    opened = saved_and_opened(record, tmp_path)
    assert_same_run(opened, record)
    assert [one.iteration for one in opened.events] == [150]
    for one in (opened, record):
        change(one, iterations=300)
        train(one, 100)
    assert_same_run(opened, record)


def test_own_points_come_back_with_their_name_note_and_held_out_part(tmp_path: Path) -> None:
    record = record_of("planar", OWN)
    train(record, 20)
    save_run(tmp_path / "own.descent", record, 20, held_out=FLOWER)
    saved = open_run(tmp_path / "own.descent")
    assert (saved.record.points.name, saved.record.points.note) == (OWN.name, OWN.note)
    np.testing.assert_array_equal(saved.record.points.X, OWN.X)
    assert saved.held_out is not None
    np.testing.assert_array_equal(saved.held_out.X, FLOWER.X)
    train(record, 30)
    train(expected(Record, saved.record), 30)
    assert_same_run(expected(Record, saved.record), record)


def test_a_branch_with_another_rule_keeps_where_it_left_its_parent(tmp_path: Path) -> None:
    parent = record_of("linear")
    train(parent, 90)
    rules = ("adam", "momentum", "sgd")
    branch = parent.branched(8, 40, parent.settings.changed(optimizers=rules, batch_size=9))
    train(branch, 60)
    opened = saved_and_opened(branch, tmp_path)
    assert opened.origin == Origin(0, 40)
    assert_same_run(opened, branch)
    train(branch, 100)
    train(opened, 100)
    assert_same_run(opened, branch)


@pytest.mark.parametrize("length", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 100])
def test_thinned_histories_come_back_and_their_curve_is_drawn_alike(
    length: int, tmp_path: Path
) -> None:
    record = record_of("planar").branched(1, 0, KINDS["planar"][0].changed(iterations=20_000))
    train(record, length - 1)
    record.history.shrink(60_000)
    assert record.history.stride > 1
    opened = saved_and_opened(record, tmp_path)
    assert opened.history.stride == record.history.stride
    assert_same_run(opened, record, every=977)
    edges = np.arange(0, length, 50)
    for mine, theirs in zip(
        opened.history.curve(edges, 0), record.history.curve(edges, 0), strict=True
    ):
        np.testing.assert_array_equal(mine, theirs)
    for one in (record, opened):
        train(one, 10)
    assert_same_run(opened, record, every=1009)


def test_a_run_that_stopped_itself_comes_back_with_its_reason(tmp_path: Path) -> None:
    settings = PlanarSettings(activation="relu", learning_rate=100.0, iterations=5000)
    record = Record(1, "planar", Programme.of(settings), Points(FLOWER.X * 1e4, FLOWER.y, "far"))
    train(record, 5000)
    assert record.stop is not None
    opened = saved_and_opened(record, tmp_path)
    assert repr(opened.stop) == repr(record.stop)
    assert opened.judge(0) == record.judge(0)


def test_a_portrait_stays_as_it_was_while_the_run_goes_on_and_is_thinned(tmp_path: Path) -> None:
    record, same = record_of("planar"), record_of("planar")
    train(record, 500)
    train(same, 500)
    portrait = portrait_of(record, 500)
    train(record, 4000)
    record.history.shrink(20_000)
    write_portrait(tmp_path / "run.descent", portrait)
    assert_same_run(expected(Record, open_run(tmp_path / "run.descent").record), same)


def test_a_position_beyond_the_run_becomes_its_last(tmp_path: Path) -> None:
    record = record_of("linear")
    train(record, 10)
    save_run(tmp_path / "run.descent", record, 99)
    assert open_run(tmp_path / "run.descent").position == 10


def altered(folder: Path, alter: Callable[[dict[str, Any], dict[str, Any]], None]) -> Path:
    """A run file whose facts and arrays were altered by somebody who can count checksums."""
    path = folder / "run.descent"
    record = record_of("linear")
    train(record, 20)
    save_run(path, record, 3)
    facts, arrays = unsealed(path.read_bytes(), path.name, "a saved run")
    alter(facts, arrays)
    path.write_bytes(sealed(facts, {name: (one,) for name, one in arrays.items()}))
    return path


def test_a_file_of_a_newer_version_says_to_update(tmp_path: Path) -> None:
    path = altered(tmp_path, lambda facts, _: facts.update(version=VERSION + 1))
    with pytest.raises(RunFileError, match=r"^run\.descent was saved by a newer .* Update"):
        open_run(path)


def test_a_file_of_an_assignment_that_is_not_known_says_to_update(tmp_path: Path) -> None:
    path = altered(tmp_path, lambda facts, _: facts.update(assignment="cifar"))
    with pytest.raises(RunFileError, match="newer version"):
        open_run(path)


FORGED: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "no losses": lambda _, arrays: arrays.pop("losses"),
    "empty losses": lambda _, arrays: arrays.update(losses=arrays["losses"][:0]),
    "too few states": lambda _, arrays: arrays.update(values=arrays["values"][:-1]),
    "states of another shape": lambda _, arrays: arrays.update(values=arrays["values"][:, :2]),
    "losses of other racers": lambda _, arrays: arrays.update(losses=arrays["losses"][:, :2]),
    "losses in float32": lambda _, a: a.update(losses=a["losses"].astype(np.float32)),
    "points that are not finite": lambda _, arrays: arrays.update(X=arrays["X"] * np.inf),
    "points in three dimensions": lambda _, a: a.update(X=np.zeros((len(a["y"]), 3))),
    "one point": lambda _, arrays: arrays.update(X=arrays["X"][:1], y=arrays["y"][:1]),
    "three classes": lambda _, arrays: arrays.update(y=arrays["y"] + 1),
    "no class for a point": lambda _, arrays: arrays.update(y=arrays["y"][1:]),
    "no programme": lambda facts, _: facts.update(programme=[]),
    "a programme that begins late": lambda facts, _: facts["programme"][0].update(iteration=5),
    "a racer more": lambda facts, _: facts["programme"].append(
        {"iteration": 5, "settings": {"optimizers": ["sgd", "sgd"]}}
    ),
    "other features": lambda facts, _: facts["programme"].append(
        {"iteration": 5, "settings": {"features": ["x0"]}}
    ),
    "a setting out of range": lambda facts, _: facts["programme"][0]["settings"].update(
        learning_rate=-1
    ),
    "an unknown setting": lambda facts, _: facts["programme"][0]["settings"].update(magic=1),
    "a stride that is no part of a chunk": lambda facts, _: facts.update(stride=3),
    "a stride of 0": lambda facts, _: facts.update(stride=0),
    "no position": lambda facts, _: facts.pop("position"),
    "a position that is no number": lambda facts, _: facts.update(position=[1]),
    "a stop without a number": lambda facts, _: facts.update(stop={"iteration": "x"}),
    "points without a name": lambda facts, _: facts.update(points=None),
    "a list for a programme": lambda facts, _: facts.update(programme=[[1, 2]]),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_file_whose_parts_do_not_belong_together_is_refused(forgery: str, tmp_path: Path) -> None:
    path = altered(tmp_path, FORGED[forgery])
    with pytest.raises(RunFileError, match=r"run\.descent is not a saved run, or was cut off"):
        open_run(path)
