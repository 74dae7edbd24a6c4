"""What the runs on two-dimensional points have in common: which points, and how many."""

from typing import Any, Self

from pydantic import model_validator

from engine.datasets import DATASETS, Dataset
from engine.settings import Kind, Settings, setting, validated

OWN_FILE = "file"
"""The `dataset` of points that come from a file of the person's own."""
OWN_LABEL = "Own file"

FOLLOWING = {"points", "noise", "data_seed"}
"""The settings that each data set has its own numbers for."""

FIRST = DATASETS["ring"]
"""The data set to begin with, unless an assignment has another."""


def data_set_of(*offered: Dataset) -> Any:
    """The setting `dataset` of a class: one of these, the first by default, or an own file."""
    return setting(
        offered[0].name,
        label="data set",
        kind=Kind.RUN,
        group="Data",
        choices=(*((one.name, one.label) for one in offered), (OWN_FILE, OWN_LABEL)),
        help="The points that are to be told apart.",
    )


class PointSettings(Settings):
    """The data of a run. What is `FOLLOWING` comes from the data set where it is not given."""

    dataset: str = data_set_of(*DATASETS.values())
    points: int = setting(
        FIRST.points,
        label="points",
        kind=Kind.RUN,
        group="Data",
        ge=10,
        le=100_000,
        logarithmic=True,
        help="How many points there are.",
    )
    noise: float = setting(
        FIRST.noise,
        label="noise",
        kind=Kind.RUN,
        group="Data",
        ge=0,
        le=1,
        step=0.01,
        help="How far the points stray: the more, the more the classes overlap.",
    )
    data_seed: int = setting(
        0,
        label="data seed",
        kind=Kind.RUN,
        group="Data",
        ge=0,
        le=2**32 - 1,
        help="Fixes the points.",
    )

    @model_validator(mode="before")
    @classmethod
    def _follow_data_set(cls, values: Any) -> Any:
        name = values.get("dataset", cls.model_fields["dataset"].default)
        if not isinstance(name, str) or name not in DATASETS:
            return values
        row = DATASETS[name]
        own = {"points": row.points, "noise": row.noise, "data_seed": row.data_seed}
        return {**own, **values}

    def changed(self, **values: Any) -> Self:
        """These settings with some values changed; another data set brings its own numbers.

        Raises:
            SettingsError: A value is out of its range.
        """
        another = values.get("dataset", self.dataset) not in (self.dataset, OWN_FILE)
        kept = self.model_dump(exclude=FOLLOWING if another else None)
        return validated(type(self), {**kept, **values})
