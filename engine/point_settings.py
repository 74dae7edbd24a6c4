"""What the runs on two-dimensional points have in common: which points, and how many."""

from typing import Any

from pydantic import model_validator

from engine.datasets import DATASETS
from engine.settings import Kind, Settings, setting

OWN_FILE = "file"
"""The `dataset` of points that come from a file of the person's own."""


class PointSettings(Settings):
    """The data of a run. `points` and `noise` follow the data set where they are not given."""

    dataset: str = setting(
        "ring",
        label="data set",
        kind=Kind.RUN,
        group="Data",
        choices=(*((one.name, one.label) for one in DATASETS.values()), (OWN_FILE, "Own file")),
        help="The points that are to be told apart.",
    )
    points: int = setting(
        826,
        label="points",
        kind=Kind.RUN,
        group="Data",
        ge=10,
        le=100_000,
        logarithmic=True,
        help="How many points there are.",
    )
    noise: float = setting(
        0.2,
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
        if name not in DATASETS:
            return values
        own = {"points": DATASETS[name].points, "noise": DATASETS[name].noise}
        return {**own, **values}
