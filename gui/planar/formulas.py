"""What the planar tab's fold-out *Formulas* says: the way forward, the cost, the way back.

The equations are those of `engine.planar.network`, in its letters. Nothing is computed here: every
number comes in with `PlanarNumbers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.planar.activations import ACTIVATIONS
from gui.formula import Formula, Item, NumberPlace, Section, Sentence
from gui.number_line import NumberBlock, NumberLine

FORWARD, COST, BACKWARD, UPDATE = "forward", "cost", "backward", "update"
"""The places for numbers."""
MOST_TERMS = 4
"""So many hidden units are written out in z₂."""


@dataclass(frozen=True)
class Written:
    """How an activation is written.

    Attributes:
        value: LaTeX of g(z).
        slope: LaTeX of g′(z), in terms of a.
        value_numbers: Template of g(z) with z put in.
        slope_numbers: Template of g′(z) with a put in; every slot takes a.
    """

    value: str
    slope: str
    value_numbers: str
    slope_numbers: str


WRITTEN: Mapping[str, Written] = {
    "tanh": Written(r"g(z) = \tanh z", r"g'(z) = 1 - a^2", "tanh(@)", "1 − @²"),
    "sigmoid": Written(
        r"g(z) = \sigma(z) = \frac{1}{1 + e^{-z}}", r"g'(z) = a (1 - a)", "σ(@)", "@ · (1 − @)"
    ),
    "relu": Written(
        r"g(z) = \max(z, 0)",
        r"g'(z) = \begin{cases} 1 & \text{if } a > 0 \\ 0 & \text{else} \end{cases}",
        "max(@, 0)",
        "",
    ),
}
"""By the activation's name; one that is not here is written as its own table writes it."""


@dataclass(frozen=True)
class PlanarNumbers:
    """The numbers of one point and one hidden unit at the state shown.

    Attributes:
        iteration: k; the update leads to state k + 1.
        activation: g, a key of `engine.planar.activations.ACTIVATIONS`.
        unit: The hidden unit, from 1.
        n_hidden: How many there are.
        n_points: m.
        learning_rate: η.
        l2: λ; 0 for none.
        x: The point's two coordinates.
        y: Its class, 0 or 1.
        w1: The unit's two weights.
        b1: Its bias.
        z1: What comes into it for this point.
        a1: What it says.
        slope: g′ there.
        w2: Its weight to the output.
        outputs: (w₂, a₁) of the hidden units in order; the first few are enough.
        b2: The output's bias.
        z2: What comes into the output.
        a2: P(y = 1) of the point.
        loss: The point's cross-entropy.
        cross_entropy: Its mean over all points.
        penalty: λ/2m Σ W².
        cost: The two together.
        dz2: a₂ − y of the point.
        dz1: Of the unit, for the point.
        dw1: The gradient of the unit's two weights, over all points.
        db1: Of its bias.
        dw2: Of its weight to the output.
        db2: Of the output's bias.
        w1_next: The unit's two weights after the update.
        b1_next: Its bias after it.
        w2_next: Its weight to the output after it.
        b2_next: The output's bias after it.
    """

    iteration: int
    activation: str
    unit: int
    n_hidden: int
    n_points: int
    learning_rate: float
    l2: float
    x: tuple[float, float]
    y: int
    w1: tuple[float, float]
    b1: float
    z1: float
    a1: float
    slope: float
    w2: float
    outputs: tuple[tuple[float, float], ...]
    b2: float
    z2: float
    a2: float
    loss: float
    cross_entropy: float
    penalty: float
    cost: float
    dz2: float
    dz1: float
    dw1: tuple[float, float]
    db1: float
    dw2: float
    db2: float
    w1_next: tuple[float, float]
    b1_next: float
    w2_next: float
    b2_next: float


def planar_sections(activation: str = "tanh", *, l2: float = 0.0) -> tuple[Section, ...]:
    """The tab's mathematics for one activation.

    Args:
        activation: A key of `ACTIVATIONS`.
        l2: λ; its terms are shown where it is not 0.
    """
    return (
        Section("Forward", _forward(activation)),
        Section("Cost", _cost(regular=l2 != 0)),
        Section("Back-propagation", _backward(activation, regular=l2 != 0)),
        UPDATES,
    )


def planar_blocks(numbers: PlanarNumbers) -> dict[str, NumberBlock]:
    """The numbers put into the formulas, by the names of their places. Takes microseconds."""
    point = f"One point, hidden unit {numbers.unit} of {numbers.n_hidden}"
    unit = f"Hidden unit {numbers.unit}, all {numbers.n_points:,} points"
    return {
        FORWARD: NumberBlock(point, _forward_numbers(numbers)),
        COST: NumberBlock(f"The point and all, iteration {numbers.iteration:,}", _costs(numbers)),
        BACKWARD: NumberBlock(f"{point}; dW and db over all", _backward_numbers(numbers)),
        UPDATE: NumberBlock(unit, _update_numbers(numbers)),
    }


UPDATES = Section(
    "Update",
    (
        Formula(r"W \leftarrow W - \eta\, dW"),
        Formula(r"b \leftarrow b - \eta\, db", "in both layers"),
        NumberPlace(UPDATE),
    ),
)


def _forward(activation: str) -> tuple[Item, ...]:
    written = WRITTEN.get(activation)
    value: Item = (
        Formula(written.value, "what each hidden unit does")
        if written
        else Sentence(f"g(z) = {ACTIVATIONS[activation].formula}")
    )
    return (
        Sentence("X has an example in each column."),
        Formula(r"Z_1 = W_1\, X + b_1"),
        Formula(r"A_1 = g(Z_1)"),
        value,
        Formula(r"Z_2 = W_2\, A_1 + b_2"),
        Formula(r"A_2 = \sigma(Z_2)", "the probability that each point is of class 1"),
        NumberPlace(FORWARD),
    )


def _cost(*, regular: bool) -> tuple[Item, ...]:
    items: tuple[Item, ...] = (
        Formula(r"\ell = {-y} \log a - (1 - y) \log(1 - a)", "cross-entropy of one point"),
    )
    if regular:
        return (
            *items,
            Formula(
                r"J = \frac{1}{m} \sum_{i=1}^{m} \ell_i"
                r" + \frac{\lambda}{2m} \sum W^2",
                "its mean, and λ's price for the weights of both layers; biases are free",
            ),
            NumberPlace(COST),
        )
    mean = Formula(r"J = \frac{1}{m} \sum_{i=1}^{m} \ell_i", "its mean over all m points")
    return (*items, mean, NumberPlace(COST))


def _backward(activation: str, *, regular: bool) -> tuple[Item, ...]:
    written = WRITTEN.get(activation)
    slope: Item = (
        Formula(written.slope, f"for {ACTIVATIONS[activation].label}, with a = g(z)")
        if written
        else Sentence(f"g′(z) = {ACTIVATIONS[activation].slope_formula}, with a = g(z)")
    )
    decay = [rf" + \frac{{\lambda}}{{m}} W_{layer}" if regular else "" for layer in (1, 2)]
    return (
        Sentence("dZ is short for ∂ℓ/∂Z of each point, dW for ∂J/∂W. From the output back:"),
        Formula(r"dZ_2 = A_2 - Y"),
        Formula(r"dW_2 = \frac{1}{m}\, dZ_2\, A_1^{\top}" + decay[1]),
        Formula(r"db_2 = \frac{1}{m} \sum dZ_2"),
        Formula(r"dZ_1 = W_2^{\top}\, dZ_2 \circ g'(Z_1)", "∘ multiplies number by number"),
        slope,
        Formula(r"dW_1 = \frac{1}{m}\, dZ_1\, X^{\top}" + decay[0]),
        Formula(r"db_1 = \frac{1}{m} \sum dZ_1"),
        NumberPlace(BACKWARD),
    )


def _forward_numbers(n: PlanarNumbers) -> tuple[NumberLine, ...]:
    written = WRITTEN.get(n.activation)
    value = written.value_numbers if written else "g(@)"
    terms = n.outputs[:MOST_TERMS]
    more = " |+ …" if n.n_hidden > len(terms) else ""
    text = f"z₂ = {' |+ '.join(['@ · @'] * len(terms))}{more} |+ @ |= @"
    return (
        NumberLine("x = (@, @)", n.x),
        NumberLine("z₁ = @ · @ |+ @ · @ |+ @ |= @", (n.w1[0], n.x[0], n.w1[1], n.x[1], n.b1, n.z1)),
        NumberLine(f"a₁ = {value} |= @", (n.z1, n.a1)),
        NumberLine(text, (*(number for term in terms for number in term), n.b2, n.z2)),
        NumberLine("a₂ = σ(@) |= @", (n.z2, n.a2)),
    )


def _costs(n: PlanarNumbers) -> tuple[NumberLine, ...]:
    template = "ℓ = −log @ |= @" if n.y else "ℓ = −log(1 − @) |= @"
    total = (
        NumberLine("J = @ |+ @ |= @", (n.cross_entropy, n.penalty, n.cost))
        if n.l2
        else NumberLine("J = @", (n.cost,))
    )
    return (NumberLine(f"y = {n.y}"), NumberLine(template, (n.a2, n.loss)), total)


def _backward_numbers(n: PlanarNumbers) -> tuple[NumberLine, ...]:
    written = WRITTEN.get(n.activation)
    template = written.slope_numbers if written else ""
    slope = NumberLine("g′ = @", (n.slope,))
    if template:
        values = (*[n.a1] * template.count("@"), n.slope)
        slope = NumberLine(f"g′ = {template} |= @", values)
    return (
        NumberLine(f"dz₂ = @ − {n.y} |= @", (n.a2, n.dz2)),
        slope,
        NumberLine("dz₁ = @ · @ · @ |= @", (n.w2, n.dz2, n.slope, n.dz1)),
        NumberLine("dW₂ = @, |db₂ = @", (n.dw2, n.db2)),
        NumberLine("dW₁ = (@, @), |db₁ = @", (*n.dw1, n.db1)),
    )


def _update_numbers(n: PlanarNumbers) -> tuple[NumberLine, ...]:
    rows = (
        ("w₁₁", n.w1[0], n.dw1[0], n.w1_next[0]),
        ("w₁₂", n.w1[1], n.dw1[1], n.w1_next[1]),
        ("b₁", n.b1, n.db1, n.b1_next),
        ("w₂", n.w2, n.dw2, n.w2_next),
        ("b₂", n.b2, n.db2, n.b2_next),
    )
    return tuple(
        NumberLine(f"{symbol} ← @ |− # · @ |= @", (old, n.learning_rate, gradient, new))
        for symbol, old, gradient, new in rows
    )
