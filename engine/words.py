"""Words for people: what differs between two settings, and how a run is going."""

from typing import Any

from engine.course import Course, Judgement
from engine.datasets import DATASETS
from engine.editing import EDITED
from engine.point_settings import FOLLOWING, OWN_FILE
from engine.settings import Declared, Settings, declared


def points_words(name: str) -> str:
    """What a person calls points: "Ring (edited)", or the name of their file.

    Args:
        name: Of the points.
    """
    made = name.removesuffix(EDITED)
    label = DATASETS[made].label if made in DATASETS else made
    return label + name[len(made) :]


def difference_words(settings: Settings, reference: Settings, points_name: str = "") -> str:
    """What differs from the reference: "η 0.1, batch size 16"; "" when nothing does.

    Args:
        settings: What is told.
        reference: Against what.
        points_name: Of the points, by which those of an own file are called.
    """
    names = settings.differences(reference)
    follows = FOLLOWING if "dataset" in names else ()  # another data set brings its own
    by_name = {one.name: one for one in declared(type(settings))}
    words = [_words(by_name[name], names[name]) for name in names if name not in follows]
    if points_name and names.get("dataset") == OWN_FILE:
        words[list(names).index("dataset")] = points_words(points_name)
    return ", ".join(filter(None, words))


def _words(one: Declared, value: Any) -> str:
    """A setting in a list of differences: "η 0.1"; without its name where the value says it."""
    name, told = one.symbol or one.label, _told(one, value)
    if isinstance(value, dict):
        return f"{name}: {told}" if told else ""
    if isinstance(value, tuple):
        return told
    return told.lower() if one.choices else f"{name} {told}"


def _told(one: Declared, value: Any) -> str:
    """A value as a person reads it."""
    labels: dict[str, str] = dict(one.choices)
    if isinstance(value, dict):
        return ", ".join(f"{key} {number:g}" for key, number in value.items())
    if isinstance(value, tuple):
        return " + ".join(labels.get(str(part), str(part)) for part in value)
    return labels.get(value, str(value)) if one.choices else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, str | bool):
        return str(value)
    return f"{value:g}" if isinstance(value, float) else f"{value:,}"


def all_words(settings: Settings) -> str:
    """All settings as a person knows them, one in each line: "learning rate η: 0.05"."""
    lines = []
    for one in declared(type(settings)):
        value = getattr(settings, one.name)
        if value not in ({}, ()):
            name = " ".join(filter(None, (one.label, one.symbol)))
            lines.append(f"{name}: {_told(one, value)}")
    return "\n".join(lines)


def course_words(
    judgement: Judgement,
    label: str,
    step_length: float,
    weights_length: float,
    quantity: str = "loss",
) -> str:
    """A sentence that names the course of a racer, with the numbers behind it.

    Args:
        judgement: Of the racer.
        label: The racer's name.
        step_length: Of the step that led to where it shows.
        weights_length: Of the weights there.
        quantity: What the course calls the loss: "cost".
    """
    moved = f"the step there is {step_length:.3g} long, the weights {weights_length:.3g}"
    change = f"{quantity} {judgement.loss_before:.3g} → {judgement.loss_there:.3g}"
    at = f"iteration {judgement.iteration:,}"
    if judgement.course is Course.CRAWLING:
        return f"{label} is crawling: {change} in {judgement.iteration:,} iterations; {moved}."
    if judgement.course is Course.OSCILLATING:
        return f"{label} oscillates: {change} at {at}, and came back; {moved}."
    return f"{label} is diverging: {change} at {at}; {moved}."


def stop_sentence(iteration: int, reason: str, step: str = "iteration") -> str:
    """That a run stopped by itself, and what to try.

    Args:
        iteration: At which it stopped.
        reason: A short clause: "the loss passed 1,000,000".
        step: What an update is called.
    """
    return f"Stopped at {step} {iteration:,}: {reason}. Try a tenth of the learning rate."
