"""The rules against golden numbers worked out by hand and against the formulas of Keras."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.optimizers import RULES, Rates

ETA, EPSILON = 0.1, 1e-7


def follow(
    rule: str, gradients: list[float], alpha: float, eta: float = ETA, epsilon: float = EPSILON
) -> list[float]:
    """The weights that a rule makes of 1.0 under these gradients."""
    weights, memory = np.array([1.0]), np.zeros((2, 1))
    path = []
    for step, gradient in enumerate(gradients, start=1):
        RULES[rule].update(weights, np.array([gradient]), memory, Rates(eta, alpha, epsilon), step)
        path.append(float(weights[0]))
    return path


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # g = 1 then 2, η = 0.1, α = 0.5, ε = 0, from w = 1
        ("sgd", [0.9, 0.7]),
        # ν = 0.1, then 0.05 + 0.2 = 0.25
        ("momentum", [0.9, 0.65]),
        # ν the same; steps 0.05 + 0.1, then 0.125 + 0.2
        ("nesterov", [0.85, 0.525]),
        # G = 1, then 5
        ("adagrad", [0.9, 0.9 - 0.2 / math.sqrt(5)]),
        # G = 0.5, then 0.25 + 2
        ("rmsprop", [1 - 0.1 / math.sqrt(0.5), 1 - 0.1 / math.sqrt(0.5) - 0.2 / 1.5]),
        # m̂ = 1, v̂ = 1; then m = 1.25, m̂ = 1.25/0.75, v = 0.000999 + 0.004, v̂ = v/0.001999
        ("adam", [0.9, 0.9 - 0.1 * (5 / 3) / math.sqrt(0.004999 / 0.001999)]),
    ],
)
def test_two_steps_by_hand(rule: str, expected: list[float]) -> None:
    assert follow(rule, [1.0, 2.0], 0.5, epsilon=0.0) == pytest.approx(expected, rel=1e-12)


class Keras:
    """One weight under the update steps of Keras 3, as in keras/src/optimizers, in plain floats."""

    def __init__(self, epsilon: float) -> None:
        self.w, self.a, self.b = 1.0, 0.0, 0.0
        self.epsilon = epsilon

    def sgd(self, g: float, rho: float, t: int) -> None:
        self.w -= g * ETA

    def momentum(self, g: float, rho: float, t: int) -> None:
        self.a = self.a * rho - g * ETA
        self.w += self.a

    def nesterov(self, g: float, rho: float, t: int) -> None:
        self.a = self.a * rho - g * ETA
        self.w += self.a * rho - g * ETA

    def adagrad(self, g: float, rho: float, t: int) -> None:
        self.a += g * g
        self.w -= ETA * g / math.sqrt(self.a + self.epsilon)

    def rmsprop(self, g: float, rho: float, t: int) -> None:
        self.a = rho * self.a + (1 - rho) * g * g
        self.w -= ETA * g / math.sqrt(self.a + self.epsilon)

    def adam(self, g: float, rho: float, t: int) -> None:
        rate = ETA * math.sqrt(1 - 0.999**t) / (1 - rho**t)
        self.a += (g - self.a) * (1 - rho)
        self.b += (g * g - self.b) * (1 - 0.999)
        # Keras has the paper's "epsilon hat": ours, times the root that it moved into the rate
        self.w -= self.a * rate / (math.sqrt(self.b) + self.epsilon * math.sqrt(1 - 0.999**t))


@pytest.mark.parametrize("rule", list(RULES))
@given(
    gradients=st.lists(st.floats(-100, 100), min_size=1, max_size=30),
    alpha=st.floats(0, 0.99),
)
def test_a_rule_moves_a_weight_as_keras_does(
    rule: str, gradients: list[float], alpha: float
) -> None:
    keras, path = Keras(EPSILON), []
    for step, gradient in enumerate(gradients, start=1):
        getattr(keras, rule)(gradient, alpha, step)
        path.append(keras.w)
    assert follow(rule, gradients, alpha) == pytest.approx(path, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("rule", list(RULES))
def test_each_weight_goes_its_own_way(rule: str) -> None:
    gradients = np.random.default_rng(0).normal(size=(5, 3))
    weights, memory = np.ones(3), np.zeros((2, 3))
    for step, gradient in enumerate(gradients, start=1):
        RULES[rule].update(weights, gradient.copy(), memory, Rates(ETA, 0.9, EPSILON), step)
    for column in range(3):
        alone = follow(rule, list(gradients[:, column]), 0.9)[-1]
        assert weights[column] == pytest.approx(alone, rel=1e-14)


@pytest.mark.parametrize("rule", list(RULES))
def test_a_rule_leaves_the_gradient_alone_and_writes_only_the_memory_it_names(rule: str) -> None:
    weights, memory, gradient = np.ones(2), np.zeros((2, 2)), np.array([1.0, -2.0])
    RULES[rule].update(weights, gradient, memory, Rates(ETA, 0.9, EPSILON), 1)
    np.testing.assert_array_equal(gradient, [1.0, -2.0])
    used = [bool(array.any()) for array in memory]
    named = len(RULES[rule].memory)
    assert used == [index < named for index in range(2)]


@pytest.mark.parametrize("rule", list(RULES))
def test_alpha_matters_to_a_rule_exactly_if_it_says_so(rule: str) -> None:
    gradients = [1.0, 2.0, -0.5]
    differs = follow(rule, gradients, 0.1) != follow(rule, gradients, 0.8)
    assert differs == RULES[rule].uses_alpha


@pytest.mark.parametrize("rule", list(RULES))
def test_no_gradient_moves_no_weight(rule: str) -> None:
    assert follow(rule, [0.0, 0.0], 0.9) == [1.0, 1.0]


def test_every_rule_has_words_formulas_and_a_source() -> None:
    for name, rule in RULES.items():
        assert rule.name == name
        assert rule.label
        assert rule.source
        assert len(rule.formulas) >= 1
