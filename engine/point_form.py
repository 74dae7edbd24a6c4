"""What is kept of a run on points: facts for JSON, and arrays; and the run made of them again.

Both are checked as what a person gave: sizes, ranges, and that everything belongs together.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.chunk import CHUNK
from engine.datasets import MAX_POINTS, MIN_POINTS, Points
from engine.forms import settings_class_of
from engine.kept import Kept
from engine.record import Record
from engine.run import Change, Programme, Stop
from engine.run_record import Origin
from engine.settings import Kind, Settings, kind_of, validated

CHANGED_BY_BRANCHES = {"optimizers", "batch_size", "batch_sizes"}
"""Settings of a new run that a branch may change all the same (DESIGN 1.1)."""

Facts = dict[str, Any]


def taken(record: Record) -> tuple[Facts, dict[str, tuple[NDArray[Any], ...]]]:
    """What a file keeps of a record; copies nothing."""
    kept = record.history.kept()
    facts = {
        **programme_facts(record.programme, record.events),
        "origin": None if record.origin is None else record.origin.iteration,
        "stop": stop_facts(record.stop),
        "points": {"name": record.points.name, "note": record.points.note},
        "stride": kept.stride,
    }
    pieces = {
        "losses": kept.losses,
        "values": kept.values,
        "X": (record.points.X,),
        "y": (record.points.y,),
    }
    return facts, pieces


def rebuilt(assignment: str, facts: Facts, arrays: Mapping[str, NDArray[Any]]) -> Record:
    """The record that was taken.

    Raises:
        InputError: A setting or the points cannot be used.
        ValueError: Parts do not belong together. Other errors of wrong types are possible.
    """
    programme, events = programme_of(assignment, facts)
    points = points_of(facts["points"], arrays["X"], arrays["y"])
    origin = facts["origin"]
    kept = Kept((arrays["losses"],), (arrays["values"],), int(facts["stride"]))
    _check_kept(kept)
    record = Record.restored(
        key=0,
        assignment=assignment,
        programme=programme,
        points=points,
        kept=kept,
        origin=None if origin is None else Origin(0, int(origin)),
        events=events,
        stop=stop_of(facts["stop"]),
    )
    here = record.mirror.here()
    if here.values.shape[1:] != arrays["values"].shape[1:] or here.losses.shape[1:] != (
        record.n_racers,
    ):
        raise ValueError("The states are not those of a run with these settings.")
    return record


# Settings --------------------------------------------------------------------------------------


def programme_facts(programme: Programme[Any], events: tuple[Change[Any], ...]) -> Facts:
    """Which settings act from where on: whole at first, then what changed; and what is marked."""
    changes: list[Facts] = []
    before: Facts = {}
    for one in programme.changes:
        values = one.settings.model_dump(mode="json")
        changed = {name: value for name, value in values.items() if before.get(name, ...) != value}
        changes.append({"iteration": one.iteration, "settings": changed})
        before = values
    return {"programme": changes, "events": [one.iteration for one in events]}


def programme_of(assignment: str, facts: Facts) -> tuple[Programme[Any], tuple[Change[Any], ...]]:
    """The programme and its marked changes.

    Raises:
        SettingsError: A setting cannot be used.
        ValueError: The changes are not in order, or one is of a kind that begins a new run.
    """
    settings_class = settings_class_of(assignment)
    changes: list[Change[Any]] = []
    values: Facts = {}
    for one in facts["programme"]:
        values = {**values, **one["settings"]}
        changes.append(Change(int(one["iteration"]), validated(settings_class, values)))
    _check_programme(settings_class, changes)
    marked = set(facts["events"])
    return Programme(tuple(changes)), tuple(one for one in changes if one.iteration in marked)


def _check_programme(settings_class: type[Settings], changes: list[Change[Any]]) -> None:
    iterations = [one.iteration for one in changes]
    if iterations[:1] != [0] or iterations != sorted(set(iterations)):
        raise ValueError(f"The changes must begin at 0 and follow each other: {iterations[:10]}.")
    first = changes[0].settings
    for one in changes[1:]:
        for name in one.settings.differences(first):
            if kind_of(settings_class, name) is Kind.RUN and name not in CHANGED_BY_BRANCHES:
                raise ValueError(f"{name} cannot change within a run.")
        if len(getattr(one.settings, "optimizers", ())) != len(getattr(first, "optimizers", ())):
            raise ValueError("The number of racers cannot change within a run.")


# Points and states -----------------------------------------------------------------------------


def points_of(facts: Facts, X: NDArray[Any], y: NDArray[Any]) -> Points:
    """The points, checked.

    Raises:
        ValueError: They are too few, too many, not finite, or not of two classes.
    """
    if not MIN_POINTS <= len(y) <= MAX_POINTS or not np.isfinite(X).all():
        raise ValueError(f"There must be {MIN_POINTS} to {MAX_POINTS} finite points.")
    if not np.isin(y, (0, 1)).all():
        raise ValueError("Classes must be 0 and 1.")
    return Points(X, y, str(facts["name"]), str(facts["note"]))


def _check_kept(kept: Kept) -> None:
    (losses,), (values,), stride = kept.losses, kept.values, kept.stride
    if losses.dtype != np.float64 or values.dtype != np.float64:
        raise ValueError("Losses and states must be float64.")
    if losses.ndim != 2 or not len(losses) or stride < 1 or CHUNK % stride:
        raise ValueError("Losses must be a table, and the stride a part of a chunk.")
    if len(values) != -(-len(losses) // stride):
        raise ValueError(f"There are {len(values)} states to {len(losses)} losses.")


def stop_facts(stop: Stop | None) -> Facts | None:
    """Why a run stopped itself. A loss that is not finite has no number in JSON."""
    if stop is None:
        return None
    losses = {"loss_before": repr(stop.loss_before), "loss_after": repr(stop.loss_after)}
    return {"iteration": stop.iteration, "racer": stop.racer, "reason": stop.reason, **losses}


def stop_of(facts: Facts | None) -> Stop | None:
    """What `stop_facts` gave."""
    if facts is None:
        return None
    return Stop(
        iteration=int(facts["iteration"]),
        racer=int(facts["racer"]),
        reason=str(facts["reason"]),
        loss_before=float(facts["loss_before"]),
        loss_after=float(facts["loss_after"]),
    )
