"""The rules by which a gradient becomes a step, in order of complexity, and the table of them.

Each rule is its formula, then the same as code. A rule changes `weights` and `memory` in place, so
that a live run needs no new arrays. w are the weights, g the gradient of the mini-batch, η the
learning rate, α the rule's decay; what a rule remembers has the letter of its paper.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

ADAM_BETA_2 = 0.999
"""Decay of Adam's second moment, as in its paper; its first is the setting α."""


@dataclass(frozen=True)
class Rates:
    """The numbers that a rule is given.

    Attributes:
        learning_rate: η, above 0.
        alpha: α, the decay of what is remembered, from 0 to below 1.
        epsilon: ε, what keeps a division by zero away.
    """

    learning_rate: float
    alpha: float
    epsilon: float


Update = Callable[[FloatArray, FloatArray, FloatArray, Rates, int], None]


# ruff: noqa: ARG001, D403 - every rule takes the same arguments; w is not W


def sgd(
    weights: FloatArray, gradient: FloatArray, memory: FloatArray, rates: Rates, step: int
) -> None:
    """w ← w − η g."""
    weights -= rates.learning_rate * gradient


def momentum(
    weights: FloatArray, gradient: FloatArray, memory: FloatArray, rates: Rates, step: int
) -> None:
    """ν ← α ν + η g; w ← w − ν."""
    velocity = memory[0]
    velocity *= rates.alpha
    velocity += rates.learning_rate * gradient
    weights -= velocity


def nesterov(
    weights: FloatArray, gradient: FloatArray, memory: FloatArray, rates: Rates, step: int
) -> None:
    """ν ← α ν + η g; w ← w − (α ν + η g).

    The weights kept are those that look ahead, w − α ν, so that the gradient is taken where the
    momentum leads.
    """
    velocity = memory[0]
    scaled = rates.learning_rate * gradient
    velocity *= rates.alpha
    velocity += scaled
    weights -= rates.alpha * velocity + scaled


def adagrad(
    weights: FloatArray, gradient: FloatArray, memory: FloatArray, rates: Rates, step: int
) -> None:
    """G ← G + g²; w ← w − η g / √(G + ε)."""
    squares = memory[0]
    squares += gradient * gradient
    weights -= rates.learning_rate * gradient / np.sqrt(squares + rates.epsilon)


def rmsprop(
    weights: FloatArray, gradient: FloatArray, memory: FloatArray, rates: Rates, step: int
) -> None:
    """G ← α G + (1 − α) g²; w ← w − η g / √(G + ε)."""
    squares = memory[0]
    squares *= rates.alpha
    squares += (1 - rates.alpha) * (gradient * gradient)
    weights -= rates.learning_rate * gradient / np.sqrt(squares + rates.epsilon)


def adam(
    weights: FloatArray, gradient: FloatArray, memory: FloatArray, rates: Rates, step: int
) -> None:
    """m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; w ← w − η m̂ / (√v̂ + ε).

    m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at step t; β₁ is the setting α, β₂ is 0.999.
    """
    mean, squares = memory
    mean *= rates.alpha
    mean += (1 - rates.alpha) * gradient
    squares *= ADAM_BETA_2
    squares += (1 - ADAM_BETA_2) * (gradient * gradient)
    unbiased_mean = mean / (1 - rates.alpha**step)
    unbiased_squares = squares / (1 - ADAM_BETA_2**step)
    weights -= rates.learning_rate * unbiased_mean / (np.sqrt(unbiased_squares) + rates.epsilon)


@dataclass(frozen=True)
class Rule:
    """One rule, with what form, inspector and formulas show of it.

    Attributes:
        name: Its key, as on the command line.
        label: Its name for people.
        update: The function: (weights, gradient, memory, rates, step t ≥ 1), in place.
        memory: The letters of what it remembers; one array like the weights for each.
        uses_alpha: Whether α means something to it.
        formulas: Its update in LaTeX, a line each.
        source: Where it was first written down.
    """

    name: str
    label: str
    update: Update
    memory: tuple[str, ...]
    uses_alpha: bool
    formulas: tuple[str, ...]
    source: str


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "sgd",
            "SGD",
            sgd,
            (),
            False,
            (r"w \leftarrow w - \eta\, g",),
            "Robbins and Monro, A stochastic approximation method, 1951",
        ),
        Rule(
            "momentum",
            "momentum",
            momentum,
            ("ν",),
            True,
            (r"\nu \leftarrow \alpha \nu + \eta\, g", r"w \leftarrow w - \nu"),
            "Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
        ),
        Rule(
            "nesterov",
            "Nesterov",
            nesterov,
            ("ν",),
            True,
            (
                r"\nu \leftarrow \alpha \nu + \eta\, g",
                r"w \leftarrow w - (\alpha \nu + \eta\, g)",
            ),
            "Nesterov, A method of solving a convex programming problem, 1983; in the form of"
            " Sutskever et al., On the importance of initialization and momentum, 2013",
        ),
        Rule(
            "adagrad",
            "AdaGrad",
            adagrad,
            ("G",),
            False,
            (r"G \leftarrow G + g^2", r"w \leftarrow w - \frac{\eta\, g}{\sqrt{G + \varepsilon}}"),
            "Duchi, Hazan and Singer, Adaptive subgradient methods, 2011",
        ),
        Rule(
            "rmsprop",
            "RMSprop",
            rmsprop,
            ("G",),
            True,
            (
                r"G \leftarrow \alpha G + (1 - \alpha)\, g^2",
                r"w \leftarrow w - \frac{\eta\, g}{\sqrt{G + \varepsilon}}",
            ),
            "Tieleman and Hinton, Neural networks for machine learning, lecture 6.5, 2012",
        ),
        Rule(
            "adam",
            "Adam",
            adam,
            ("m", "v"),
            True,
            (
                r"m \leftarrow \alpha m + (1 - \alpha)\, g",
                r"v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2",
                r"w \leftarrow w - \frac{\eta\, \hat{m}}{\sqrt{\hat{v}} + \varepsilon}",
            ),
            "Kingma and Ba, Adam: a method for stochastic optimization, 2015",
        ),
    )
}
