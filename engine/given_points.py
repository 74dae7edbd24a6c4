"""Settings and points as they are given without a window: made by the settings, or from a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from engine.datafile import load_points
from engine.datasets import Points, make_points
from engine.errors import InputError
from engine.point_settings import OWN_FILE, PointSettings
from engine.settings import validated

OF_MADE_POINTS = ("dataset", "points", "noise", "data_seed")
"""Settings that mean nothing to points from a file."""

S = TypeVar("S", bound=PointSettings)


def settings_and_points(
    settings_class: type[S], values: Mapping[str, str], data: Path | None, target: Path | None
) -> tuple[S, Points]:
    """The settings, checked, and the points that they belong to.

    Args:
        settings_class: Of the assignment.
        values: The settings that were given, as text.
        data: A file of points, or None for those that the settings name.
        target: Its labels, where they stand in a second file.

    Raises:
        SettingsError: A setting is out of its range.
        InputError: The settings do not fit the files, or a file cannot be used.
    """
    if data is None:
        if target is not None:
            raise InputError(
                "--target names the labels of a file of points. Give that with --data."
            )
        settings = validated(settings_class, values)
        if settings.dataset == OWN_FILE:
            raise InputError("--dataset file needs the file. Give it with --data FILE.")
        made = (settings.dataset, settings.points, settings.noise, settings.data_seed)
        return settings, make_points(*made)
    given = [name for name in OF_MADE_POINTS if name in values]
    if given and values.get("dataset") != OWN_FILE:
        option = "--" + given[0].replace("_", "-")
        raise InputError(f"{option} is for points that are made. Leave it out beside --data.")
    settings = validated(settings_class, {**values, "dataset": OWN_FILE})
    return settings, load_points(data, target)


def settings_as_json(settings: PointSettings, points: Points) -> dict[str, object]:
    """The settings for a report; of points from a file only how many they are."""
    report = settings.model_dump(mode="json")
    if settings.dataset == OWN_FILE:
        report = {key: one for key, one in report.items() if key not in OF_MADE_POINTS}
        report.update(dataset=OWN_FILE, points=len(points.y))
    return report
