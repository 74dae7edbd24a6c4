"""What can be set for the planar network, and for several of them that train together."""

from typing import Any

from pydantic import field_validator

from engine.datasets import DATASETS
from engine.planar.activations import ACTIVATIONS
from engine.point_settings import PointSettings, data_set_of
from engine.settings import Declared, Kind, declaration, setting

FLOWER = DATASETS["flower"]
LARGEST_NOISE = max(one.noise_range[1] for one in DATASETS.values() if "planar" in one.assignments)

SIZES = (1, 2, 3, 4, 5, 20, 50)
"""Hidden-layer sizes that the assignment compares."""
RATES = (0.01, 0.1, 1.2, 10.0, 30.0)
"""Learning rates from crawling to diverging."""
MOST_NETWORKS = 12
"""Networks that can train together: more cannot be told apart."""


def _iterations(default: int) -> Any:
    return setting(
        default,
        label="iterations",
        kind=Kind.LIVE,
        group="Run",
        ge=1,
        le=10_000_000,
        logarithmic=True,
        help="Where the run stops; it can be trained on from there.",
    )


class PlanarSettings(PointSettings):
    """All settings of assignment 2; the defaults are the assignment's."""

    dataset: str = data_set_of(*(one for one in DATASETS.values() if "planar" in one.assignments))
    points: int = setting(
        FLOWER.points,
        label="points",
        kind=Kind.RUN,
        group="Data",
        ge=10,
        le=100_000,
        logarithmic=True,
        help="How many points there are.",
    )
    noise: float = setting(
        FLOWER.noise,
        label="noise",
        kind=Kind.RUN,
        group="Data",
        ge=0,
        le=LARGEST_NOISE,
        step=0.01,
        help="How far the points stray: the more, the more the classes overlap.",
    )
    data_seed: int = setting(
        FLOWER.data_seed,
        label="data seed",
        kind=Kind.RUN,
        group="Data",
        ge=0,
        le=2**32 - 1,
        help="Fixes the points.",
    )
    n_hidden: int = setting(
        4,
        label="hidden units",
        symbol="nₕ",
        kind=Kind.RUN,
        group="Model",
        ge=1,
        le=1000,
        logarithmic=True,
        help="How many bends the boundary can have: each unit draws one line through the plane.",
    )
    activation: str = setting(
        "tanh",
        label="activation",
        symbol="g",
        kind=Kind.RUN,
        group="Model",
        choices=tuple((one.name, one.label) for one in ACTIVATIONS.values()),
        help="What a hidden unit does with its input. Without it the network could only draw"
        " a straight line.",
    )
    learning_rate: float = setting(
        1.2,
        label="learning rate",
        symbol="η",
        kind=Kind.LIVE,
        group="Optimiser",
        gt=0,
        le=100,
        logarithmic=True,
        help="How far a step goes along the gradient.",
    )
    l2: float = setting(
        0.0,
        label="L2 penalty",
        symbol="λ",
        kind=Kind.LIVE,
        group="Optimiser",
        ge=0,
        le=100,
        step=0.01,
        help="Adds λ/2m Σ W² to the cost, so that large weights are worth it only where they"
        " help. Biases are free.",
    )
    iterations: int = _iterations(10_000)
    seed: int = setting(
        2,
        label="seed",
        kind=Kind.RUN,
        group="Run",
        ge=0,
        le=2**32 - 1,
        help="Fixes the initial weights.",
    )

    @property
    def labels(self) -> tuple[str, ...]:
        """What each network of a run is called where several are seen."""
        return ("Network",)


class SizesSettings(PlanarSettings):
    """Networks that differ in nothing but their hidden-layer size; `n_hidden` is not used."""

    sizes: str = setting(
        ",".join(map(str, SIZES)),
        label="hidden-layer sizes",
        symbol="nₕ",
        kind=Kind.RUN,
        group="Model",
        help="The sizes that train side by side, as 1,2,3,4,5,20,50.",
    )
    iterations: int = _iterations(5000)

    @field_validator("sizes")
    @classmethod
    def _each_in_range(cls, text: str) -> str:
        return _checked(text, declaration(cls, "sizes"), declaration(cls, "n_hidden"))

    @property
    def networks(self) -> tuple[PlanarSettings, ...]:
        """The settings of each network, in the order of `sizes`."""
        return tuple(_network(self, n_hidden=int(size)) for size in self.sizes.split(","))

    @property
    def labels(self) -> tuple[str, ...]:
        """What each network is called: "nₕ 4"."""
        return tuple(f"nₕ {size}" for size in self.sizes.split(","))


class RatesSettings(PlanarSettings):
    """Networks that differ in nothing but their learning rate; `learning_rate` is not used."""

    rates: str = setting(
        ",".join(f"{rate:g}" for rate in RATES),
        label="learning rates",
        symbol="η",
        kind=Kind.RUN,
        group="Optimiser",
        help="The rates that train side by side, as 0.01,0.1,1.2,10,30.",
    )
    iterations: int = _iterations(1000)

    @field_validator("rates")
    @classmethod
    def _each_in_range(cls, text: str) -> str:
        return _checked(text, declaration(cls, "rates"), declaration(cls, "learning_rate"))

    @property
    def networks(self) -> tuple[PlanarSettings, ...]:
        """The settings of each network, in the order of `rates`."""
        return tuple(_network(self, learning_rate=float(rate)) for rate in self.rates.split(","))

    @property
    def labels(self) -> tuple[str, ...]:
        """What each network is called: "η 1.2"."""
        return tuple(f"η {rate}" for rate in self.rates.split(","))


def _network(sweep: PlanarSettings, **own: float) -> PlanarSettings:
    """The settings of one network of a sweep."""
    shared = {name: getattr(sweep, name) for name in PlanarSettings.model_fields}
    return PlanarSettings(**{**shared, **own})


def _checked(text: str, several: Declared, one: Declared) -> str:
    """A list of numbers with commas, each in the range of the setting `one`; without blanks.

    Raises:
        ValueError: A part is no number or out of its range, or there are too many.
    """
    parts = [part.strip() for part in text.split(",")]
    wrong = next((part for part in parts if not _fits(part, one)), None)
    if wrong is None and len(parts) <= MOST_NETWORKS:
        return ",".join(parts)
    received = f"{len(parts)} of them" if wrong is None else wrong or "nothing"
    kind = "whole numbers" if one.type == "int" else "numbers"
    raise ValueError(
        f"The {several.label} must be one to {MOST_NETWORKS} {kind} with commas, each"
        f" {one.range_text}. Received {received}. Try {several.default}."
    )


def _fits(part: str, one: Declared) -> bool:
    try:
        return one.allows(int(part) if one.type == "int" else float(part))
    except ValueError:
        return False
