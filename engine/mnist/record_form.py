"""What a file keeps of a run on MNIST: curves, epochs, kept weights, the last full state.

Not the images: only where they are, so that who opens the file can read them again.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.mnist.block import Epoch
from engine.mnist.digits import Digits, Source, absent_digits
from engine.mnist.history import BatchHistory
from engine.mnist.perceptron import n_parameters
from engine.mnist.record import MnistRecord
from engine.point_form import programme_facts, programme_of, stop_facts, stop_of
from engine.run import State
from engine.run_record import Origin

Facts = dict[str, Any]
Pieces = dict[str, tuple[NDArray[Any], ...]]
KINDS = ("file", "keras", "sklearn")


def taken(record: MnistRecord) -> tuple[Facts, Pieces]:
    """What a file keeps of a record; of weights and state it copies nothing."""
    facts = {
        **programme_facts(record.programme, record.events),
        "origin": None if record.origin is None else record.origin.iteration,
        "stop": stop_facts(record.stop),
        "digits": _digits_facts(record.points),
        "epochs": [asdict(one) for one in record.epochs],
        "kept": list(record.kept),
    }
    pieces: Pieces = {"batches": (record.history.rows(),)}
    if record.kept:
        pieces["weights"] = tuple(record.weights(k)[None] for k in record.kept)
    state = record.start_for(record.head)
    if state is not None:
        facts["state"] = state.iteration
        pieces["state"] = (state.values,)
    return facts, pieces


def taken_for_journal(record: MnistRecord) -> tuple[Facts, Pieces]:
    """The same up to the last full state, with the weights of that one alone.

    It is written at the end of each epoch, while the next one is being trained.
    """
    state = record.start_for(record.head)
    end = 0 if state is None else state.iteration
    facts, pieces = taken(record)
    kept = [k for k in facts["kept"] if k <= end][-1:]
    facts["kept"] = kept
    facts["epochs"] = [one for one in facts["epochs"] if one["iteration"] <= end]
    facts["stop"] = None
    pieces["batches"] = (record.history.rows(0, end - 1),)
    pieces.pop("weights", None)
    if kept:
        pieces["weights"] = (record.weights(kept[0])[None],)
    return facts, pieces


def rebuilt(assignment: str, facts: Facts, arrays: Mapping[str, NDArray[Any]]) -> MnistRecord:
    """The record that was taken, on digits that are not there yet.

    Raises:
        InputError: A setting cannot be used.
        ValueError: Parts do not belong together. Other errors of wrong types are possible.
    """
    programme, events = programme_of(assignment, facts)
    origin = facts["origin"]
    record = MnistRecord(
        key=0,
        programme=programme,
        points=_digits_of(facts["digits"]),
        origin=None if origin is None else Origin(0, int(origin)),
    )
    history = _history(facts, arrays, n_parameters(record.settings))
    epochs = tuple(_epoch(one) for one in facts["epochs"])
    record.take_back(history, epochs, events, stop_of(facts["stop"]))
    return record


def _history(facts: Facts, arrays: Mapping[str, NDArray[Any]], n_weights: int) -> BatchHistory:
    rows = arrays["batches"]
    if rows.dtype != np.float64 or rows.ndim != 2 or rows.shape[1] != 2:
        raise ValueError("Each batch must have a loss and an accuracy.")
    kept = [int(k) for k in facts["kept"]]
    weights = arrays["weights"] if kept else np.empty((0, n_weights), np.float32)
    if weights.dtype != np.float32 or weights.shape != (len(kept), n_weights):
        raise ValueError("The weights are not those of a network with these settings.")
    if kept != sorted(set(kept)) or any(not 0 <= k <= len(rows) for k in kept):
        raise ValueError("The weights must be those of batches of this run.")
    return BatchHistory.restored(rows, dict(zip(kept, weights, strict=True)), _state(facts, arrays))


def _state(facts: Facts, arrays: Mapping[str, NDArray[Any]]) -> State | None:
    if "state" not in facts:
        return None
    values = arrays["state"]
    iteration = int(facts["state"])
    if values.ndim != 1 or not 0 <= iteration <= len(arrays["batches"]):
        raise ValueError("The state must be one of this run.")
    return State(iteration, values.copy())


def _epoch(facts: Facts) -> Epoch:
    return Epoch(
        number=int(facts["number"]),
        iteration=int(facts["iteration"]),
        loss=float(facts["loss"]),
        accuracy=float(facts["accuracy"]),
        val_loss=float(facts["val_loss"]),
        val_accuracy=float(facts["val_accuracy"]),
        seconds=float(facts["seconds"]),
    )


def _digits_facts(digits: Digits) -> Facts:
    source = digits.source
    labels = (digits.train_labels, digits.validation_labels, digits.test_labels)
    return {
        "name": digits.name,
        "is_mnist": digits.is_mnist,
        "counts": [len(one) for one in labels],
        "kind": source.kind if source else None,
        "path": str(source.path.absolute()) if source and source.path else None,
    }


def _digits_of(facts: Facts) -> Digits:
    kind, path = facts["kind"], facts["path"]
    if kind is not None and kind not in KINDS:
        raise ValueError(f"Digits come from {', '.join(KINDS)}, not from {kind}.")
    source = None if kind is None else Source(kind, Path(path) if path else None)
    train, validation, test = (int(n) for n in facts["counts"])
    return absent_digits(
        str(facts["name"]), bool(facts["is_mnist"]), (train, validation, test), source
    )
