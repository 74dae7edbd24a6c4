"""The values of a drawn network: those of the units that are shown, link by link, and in words.

Indices in words count from 0, as in numpy.
"""

from dataclasses import dataclass, field

import numpy as np

from gui.planar.network_layout import N_INPUTS, IndexArray, shown_units
from gui.shapes import FloatArray
from gui.ticks import number_text

LEAST_REFERENCE = 1.0
"""Weights are drawn against the largest of them, but never against less than this: a network that
has learnt nothing has thin links."""
COMPRESSION = 1.6
"""How far small weights are lifted."""
MOST_TERMS = 4
"""Units up to which the output's sum is written out."""
SUBSCRIPTS = "₀₁₂₃"


@dataclass(frozen=True)
class ShownNetwork:
    """What is drawn of a network.

    Attributes:
        units: Which units are drawn, place by place, (k,).
        n_hidden: How many units there are.
        weights: Of the links, (3 k,): place by place those of the two inputs, then those of all
            places to the output.
        strong: How strongly they are drawn, from 0 to 1, the same shape.
        biases: Of the units that are drawn, and of the output, (k + 1,).
        activation: How the units' function is called.
    """

    units: IndexArray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    n_hidden: int = 0
    weights: FloatArray = field(default_factory=lambda: np.empty(0))
    strong: FloatArray = field(default_factory=lambda: np.empty(0))
    biases: FloatArray = field(default_factory=lambda: np.empty(0))
    activation: str = "tanh"

    def __len__(self) -> int:
        return len(self.units)

    @property
    def first_outgoing(self) -> int:
        """Index of the first link to the output."""
        return N_INPUTS * len(self.units)

    @property
    def cut_words(self) -> str:
        """Says that not all units are drawn; empty if they are."""
        cut = len(self.units) < self.n_hidden
        return f"{len(self.units)} of {self.n_hidden:,} units shown" if cut else ""

    def unit_words(self, place: int) -> str:
        """What a unit computes: "unit 3: tanh(0.410 x₀ − 1.42 x₁ + 0.0300)"."""
        first, second = (float(w) for w in self.weights[N_INPUTS * place :][:N_INPUTS])
        inside = f"{number_text(first)} x₀ {_after_sign(second)} x₁"
        bias = _after_sign(float(self.biases[place]))
        return f"unit {self.units[place]}: {self.activation}({inside} {bias})"

    def link_words(self, link: int) -> str:
        """A weight by its name: "W1[3,1] = −1.42"."""
        if link < self.first_outgoing:
            place, column = divmod(link, N_INPUTS)
            name = f"W1[{self.units[place]},{column}]"
        else:
            name = f"W2[0,{self.units[link - self.first_outgoing]}]"
        return f"{name} = {number_text(float(self.weights[link]))}"

    def output_words(self) -> str:
        """What the output computes of the units' answers a."""
        bias = _after_sign(float(self.biases[-1]))
        if self.n_hidden > MOST_TERMS:
            return f"output: σ(W2 a {bias}), a sum of {self.n_hidden:,} units"
        first, *others = (float(weight) for weight in self.weights[self.first_outgoing :])
        terms = [f"{number_text(first)} a₀"]
        terms += [f"{_after_sign(w)} a{SUBSCRIPTS[n]}" for n, w in enumerate(others, start=1)]
        return f"output: σ({' '.join(terms)} {bias})"


def shown_network(
    W1: FloatArray,
    b1: FloatArray,
    W2: FloatArray,
    b2: FloatArray,
    activation: str,
    before: ShownNetwork,
) -> ShownNetwork:
    """What is drawn of these parameters, of the shapes (n_h, 2), (n_h, 1), (1, n_h), (1, 1).

    Args:
        W1: Weights of the hidden units.
        b1: Their biases.
        W2: Weights of the output.
        b2: Its bias.
        activation: How the hidden units' function is called.
        before: What was drawn last; units that are drawn again keep their places.
    """
    units = shown_units(W2[0], before.units)
    weights = np.concatenate((W1[units].ravel(), W2[0, units]))
    biases = np.append(b1[units, 0], b2[0, 0])
    return ShownNetwork(units, len(W1), weights, strengths(weights), biases, activation)


def strengths(weights: FloatArray) -> FloatArray:
    """How strongly weights are drawn, from 0 to 1, against the largest; what is no number, 0."""
    sizes = np.nan_to_num(np.abs(weights), nan=0.0, posinf=np.finfo(np.float64).max)
    reference = max(float(sizes.max(initial=0.0)), LEAST_REFERENCE)
    return np.asarray(np.tanh(COMPRESSION * (sizes / reference)) / np.tanh(COMPRESSION))


def _after_sign(value: float) -> str:
    """A number after its sign: "− 1.42", "+ 0.0300"."""
    return f"{'−' if value < 0 else '+'} {number_text(abs(value))}"
