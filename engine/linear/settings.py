"""What can be set for a linear model, and the presets of the assignment."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import ValidationInfo, field_validator

from engine.datasets import DATASETS
from engine.linear.features import FEATURE_NAMES, FEATURES
from engine.linear.racers import MOST_RACERS, Racer, racer_names
from engine.optimizers import RULES
from engine.point_settings import PointSettings, data_set_of
from engine.settings import Kind, declaration, kind_of, setting

COMMON = {"learning_rates": "learning_rate", "alphas": "alpha", "batch_sizes": "batch_size"}
"""For each setting of racers' own values the one that holds for the others, with its range."""

BRANCHED = frozenset({"optimizers", "batch_size"})
"""Settings that begin a new run, but may be others from a branch on."""


class LinearSettings(PointSettings):
    """All settings of assignment 1; the defaults are the assignment's."""

    dataset: str = data_set_of(*(one for one in DATASETS.values() if "linear" in one.assignments))
    features: tuple[str, ...] = setting(
        FEATURE_NAMES,
        label="features",
        kind=Kind.RUN,
        group="Features",
        choices=tuple((feature.name, feature.symbol) for feature in FEATURES),
        help="What the model sees of a point. Without the squares it can only draw a line.",
    )
    optimizers: tuple[str, ...] = setting(
        ("sgd",),
        label="optimisers",
        kind=Kind.RUN,
        group="Optimiser",
        choices=tuple((rule.name, rule.label) for rule in RULES.values()),
        help="One to four rules that race from the same weights on the same mini-batches.",
    )
    learning_rate: float = setting(
        0.05,
        label="learning rate",
        symbol="η",
        kind=Kind.LIVE,
        group="Optimiser",
        gt=0,
        le=100,
        logarithmic=True,
        help="How far a step goes along the gradient.",
    )
    learning_rates: Mapping[str, float] = setting(
        {},
        label="own learning rates",
        kind=Kind.LIVE,
        group="Optimiser",
        help="Racers with a learning rate of their own, as sgd=0.1,rmsprop=0.1.",
    )
    alpha: float = setting(
        0.9,
        label="decay",
        symbol="α",
        kind=Kind.LIVE,
        group="Optimiser",
        ge=0,
        le=0.9999,
        step=0.01,
        help="How much of its memory a rule keeps at each step.",
    )
    alphas: Mapping[str, float] = setting(
        {},
        label="own decays",
        kind=Kind.LIVE,
        group="Optimiser",
        help="Racers with a decay of their own, as momentum=0.5.",
    )
    epsilon: float = setting(
        1e-8,
        label="ε",
        kind=Kind.RUN,
        group="Optimiser",
        gt=0,
        le=1,
        logarithmic=True,
        help="Keeps RMSprop, AdaGrad and Adam from dividing by zero.",
    )
    iterations: int = setting(
        100,
        label="iterations",
        kind=Kind.LIVE,
        group="Run",
        ge=1,
        le=10_000_000,
        logarithmic=True,
        help="Where the run stops; it can be trained on from there.",
    )
    batch_size: int = setting(
        4,
        label="batch size",
        kind=Kind.RUN,
        group="Run",
        ge=1,
        le=100_000,
        logarithmic=True,
        help="Points drawn, with replacement, for each step.",
    )
    batch_sizes: Mapping[str, int] = setting(
        {},
        label="own batch sizes",
        kind=Kind.RUN,
        group="Run",
        help="Racers that draw mini-batches of their own size, as sgd=1,sgd-2=16.",
    )
    seed: int = setting(
        42,
        label="seed",
        kind=Kind.RUN,
        group="Run",
        ge=0,
        le=2**32 - 1,
        help="Fixes which mini-batches are drawn.",
    )

    @field_validator("features", "optimizers", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(value.split(",")) if isinstance(value, str) else value

    @field_validator("features")
    @classmethod
    def _known_features(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in value if name not in FEATURE_NAMES]
        if unknown or not value:
            received = ",".join(unknown) or "none"
            raise ValueError(
                f"The features must be one or more of {', '.join(FEATURE_NAMES)}."
                f" Received {received}. Try {','.join(FEATURE_NAMES)}."
            )
        return tuple(name for name in FEATURE_NAMES if name in value)

    @field_validator("optimizers")
    @classmethod
    def _known_rules(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not 1 <= len(value) <= MOST_RACERS or any(name not in RULES for name in value):
            raise ValueError(
                f"The optimisers must be one to {MOST_RACERS} of {', '.join(RULES)}."
                f" Received {','.join(value) or 'none'}. Try sgd,momentum,rmsprop."
            )
        return value

    @field_validator("learning_rates", "alphas", "batch_sizes", mode="before")
    @classmethod
    def _pairs(cls, value: Any) -> Any:
        return parse_pairs(value) if isinstance(value, str) else value

    @field_validator(*COMMON)
    @classmethod
    def _own_values(cls, own: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
        common = declaration(cls, COMMON[info.field_name or ""])
        names = racer_names(info.data.get("optimizers", ()))
        for name, value in own.items():
            if names and name not in names:
                raise ValueError(
                    f"There is no racer {name!r} with a {common.label} of its own."
                    f" The racers are {', '.join(names)}."
                )
            if not common.allows(value):
                raise ValueError(
                    f"The {common.label} of {name} must be {common.range_text}."
                    f" Received {value:g}. Try {common.default:g}."
                )
        return own

    def can_follow(self, before: Self) -> bool:
        """Whether as many racers can go on by these, perhaps by other rules or batches."""
        other = set(self.differences(before)) - BRANCHED
        live = all(kind_of(type(self), name) is Kind.LIVE for name in other)
        return live and len(self.optimizers) == len(before.optimizers)

    @cached_property
    def racers(self) -> tuple[Racer, ...]:
        """The racers with the numbers that each has in the end."""
        return tuple(
            Racer(
                name=name,
                rule=rule,
                learning_rate=self.learning_rates.get(name, self.learning_rate),
                alpha=self.alphas.get(name, self.alpha),
                epsilon=self.epsilon,
            )
            for name, rule in zip(racer_names(self.optimizers), self.optimizers, strict=True)
        )

    def batch_size_of(self, racer: int) -> int:
        """How many points this racer draws for each step."""
        name = racer_names(self.optimizers)[racer]
        return int(self.batch_sizes.get(name, self.batch_size))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What each racer is called where several are seen: its rule, and what sets it apart."""
        racers = self.racers
        rules = Counter(self.optimizers)
        return tuple(
            RULES[racer.rule].label
            if rules[racer.rule] == 1
            else " ".join((RULES[racer.rule].label, *self._apart(index)))
            for index, racer in enumerate(racers)
        )

    def _apart(self, index: int) -> tuple[str, ...]:
        """What differs between this racer and others of its rule: "η 0.1", "batch 16"."""
        racer = self.racers[index]
        mine = [k for k, rule in enumerate(self.optimizers) if rule == racer.rule]
        parts = []
        if len({self.racers[k].learning_rate for k in mine}) > 1:
            parts.append(f"η {racer.learning_rate:g}")
        if RULES[racer.rule].uses_alpha and len({self.racers[k].alpha for k in mine}) > 1:
            parts.append(f"α {racer.alpha:g}")
        if len({self.batch_size_of(k) for k in mine}) > 1:
            parts.append(f"batch {self.batch_size_of(index)}")
        return tuple(parts) or (str(mine.index(index) + 1),)

    def with_racers(self, racers: tuple[Racer, ...]) -> Self:
        """These settings with other racers: the first one's rates become the common ones.

        Raises:
            SettingsError: A rule or rate is out of range.
        """
        rules = tuple(racer.rule for racer in racers)
        names = racer_names(rules)
        learning_rate = racers[0].learning_rate if racers else self.learning_rate
        alpha = next((one.alpha for one in racers if RULES[one.rule].uses_alpha), self.alpha)
        return self.changed(
            optimizers=rules,
            learning_rate=learning_rate,
            alpha=alpha,
            learning_rates={
                name: racer.learning_rate
                for name, racer in zip(names, racers, strict=True)
                if racer.learning_rate != learning_rate
            },
            batch_sizes={name: size for name, size in self.batch_sizes.items() if name in names},
            alphas={
                name: racer.alpha
                for name, racer in zip(names, racers, strict=True)
                if RULES[racer.rule].uses_alpha and racer.alpha != alpha
            },
        )


def parse_pairs(text: str) -> dict[str, float]:
    """`sgd=0.1,rmsprop=0.1` as a dictionary.

    Raises:
        ValueError: A part is not name=number.
    """
    pairs = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, number = part.partition("=")
        try:
            pairs[name.strip()] = float(number)
        except ValueError:
            equals = ""
        if not equals:
            raise ValueError(f"Own rates are pairs as sgd=0.1,rmsprop=0.1. Received {part!r}.")
    return pairs
