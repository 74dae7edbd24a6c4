"""The optimisers that race in a run: each a rule with rates of its own, from the same weights."""

from collections import Counter
from dataclasses import dataclass

from engine.optimizers import RULES, Rates

MOST_RACERS = 4


@dataclass(frozen=True)
class Racer:
    """One optimiser in a run.

    Attributes:
        name: Its key among the racers: "sgd", for a second one "sgd-2".
        rule: A key of `engine.optimizers.RULES`.
        learning_rate: η.
        alpha: α.
        epsilon: ε.
    """

    name: str
    rule: str
    learning_rate: float
    alpha: float
    epsilon: float

    @property
    def rates(self) -> Rates:
        """The numbers for the rule."""
        return Rates(self.learning_rate, self.alpha, self.epsilon)

    @property
    def label(self) -> str:
        """Its name for people: "SGD", for a second one "SGD 2"."""
        return RULES[self.rule].label + self.name.removeprefix(self.rule).replace("-", " ")


def racer_names(rules: tuple[str, ...]) -> tuple[str, ...]:
    """A name for each racer: the rule's, and from its second appearance on with a number."""
    seen: Counter[str] = Counter()
    names = []
    for rule in rules:
        seen[rule] += 1
        names.append(rule if seen[rule] == 1 else f"{rule}-{seen[rule]}")
    return tuple(names)
