"""What the linear tab's fold-out *Formulas* says: the mathematics, and the numbers put into it.

The update rules are those of `engine.optimizers`, in its words. Nothing is computed here: every
number comes in with `LinearNumbers`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.optimizers import RULES, Rule
from gui.formula import Formula, Item, NumberPlace, Section, Sentence
from gui.number_line import NumberBlock, NumberLine

POINT, LOSS, GRADIENT, UPDATE = "point", "loss", "gradient", "update"
"""The places for numbers."""
MOST_TERMS = 4
"""So many points of a mini-batch are written out in its gradient."""

EXTRA: Mapping[str, tuple[str, ...]] = {
    "adam": (r"\hat{m} = \frac{m}{1 - \alpha^t}, \quad \hat{v} = \frac{v}{1 - \beta_2^t}",),
}
"""What a rule's formulas use, by the rule's name."""
REMARKS: Mapping[str, str] = {
    "momentum": "ν is the step before, shortened by α, plus a new one.",
    "nesterov": "As momentum, but the gradient is taken where ν leads.",
    "adagrad": "G sums the squares, so that the steps of each weight shrink at their own pace.",
    "rmsprop": "G is a fading mean of the squares: each weight gets its own scale.",
    "adam": "α is the paper's β₁, and β₂ = 0.999. The hats undo that m and v begin at zero.",
}


@dataclass(frozen=True)
class LinearNumbers:
    """The numbers of one racer at the state shown, for one weight and one point.

    Attributes:
        iteration: k; w, g and memory are those of state k, and the update leads to state k + 1.
        rule: The racer's rule, a key of `engine.optimizers.RULES`.
        racer: The racer's name, as in the legend.
        feature: The chosen feature's symbol, "x₀²".
        index: Its column among the six, for w₂.
        w: The weight.
        g: Its gradient over the mini-batch.
        w_next: The weight after the update.
        step: w_next − w.
        learning_rate: η.
        alpha: α.
        epsilon: ε.
        batch_size: Points in the mini-batch.
        z: w·x of the example, the mini-batch's first point.
        p: Its probability.
        y: Its class, 0 or 1.
        error: Its p − y.
        loss: Its cross-entropy.
        terms: (p − y, x of the chosen feature) of the mini-batch's points, in order; the first few
            are enough.
        memory: The weight's memory at state k, by the rule's symbols.
        memory_next: The same after the update.
        unbiased: Adam's m̂ and v̂ of the update, by "m" and "v".
        t: Adam's step, k + 1 unless its memory began later.
    """

    iteration: int
    rule: str
    racer: str
    feature: str
    index: int
    w: float
    g: float
    w_next: float
    step: float
    learning_rate: float
    alpha: float
    epsilon: float
    batch_size: int
    z: float
    p: float
    y: int
    error: float
    loss: float
    terms: tuple[tuple[float, float], ...] = ()
    memory: Mapping[str, float] = field(default_factory=dict)
    memory_next: Mapping[str, float] = field(default_factory=dict)
    unbiased: Mapping[str, float] = field(default_factory=dict)
    t: int = 1


def linear_sections(rule: str = "sgd") -> tuple[Section, ...]:
    """The tab's mathematics, the update of one rule first.

    Args:
        rule: The selected racer's rule.
    """
    others = [one for one in RULES.values() if one.name != rule]
    return (
        MODEL,
        CROSS_ENTROPY,
        DERIVATION,
        Section(f"Update: {RULES[rule].label}", (*_formulas(RULES[rule]), NumberPlace(UPDATE))),
        Section("The other rules", tuple(item for one in others for item in _titled(one))),
    )


MODEL = Section(
    "Model",
    (
        Formula(
            r"z = w \cdot x = \sum_j w_j x_j", "x are the features, one of them the constant 1"
        ),
        Formula(r"\sigma(z) = \frac{1}{1 + e^{-z}}"),
        Formula(r"p = \sigma(w \cdot x)", "the probability that the point is of class 1"),
        NumberPlace(POINT),
    ),
)

CROSS_ENTROPY = Section(
    "Loss",
    (
        Formula(r"\ell = {-y} \log p - (1 - y) \log(1 - p)", "cross-entropy of one point"),
        Formula(r"L = \frac{1}{n} \sum_{i=1}^{n} \ell_i", "its mean over all points: the curve"),
        Formula(
            r"\ell = \max(z, 0) - z y + \log(1 + e^{-|z|})",
            "the same from z; finite even where p is rounded to 0 or 1",
        ),
        NumberPlace(LOSS),
    ),
)

DERIVATION = Section(
    "Gradient",
    (
        Sentence("The chain rule, from the loss back to the weights:"),
        Formula(
            r"\frac{\partial \ell}{\partial w} = \frac{\partial \ell}{\partial p} \cdot"
            r" \frac{\partial p}{\partial z} \cdot \frac{\partial z}{\partial w}"
        ),
        Formula(
            r"\frac{\partial \ell}{\partial p} = \frac{p - y}{p (1 - p)}, \quad"
            r" \frac{\partial z}{\partial w} = x"
        ),
        Formula(r"\frac{\partial p}{\partial z} = \sigma'(z) = p (1 - p)"),
        Formula(
            r"\begin{aligned} \frac{\partial \ell}{\partial w}"
            r" &= \frac{p - y}{p (1 - p)} \cdot p (1 - p) \cdot x \\ &= (p - y)\, x \end{aligned}"
        ),
        Formula(
            r"g = \frac{\partial L}{\partial w} = \frac{1}{n} \sum_{i=1}^{n} (p_i - y_i)\, x_i",
            "the mean over the n points of the mini-batch",
        ),
        NumberPlace(GRADIENT),
    ),
)


def linear_blocks(numbers: LinearNumbers) -> dict[str, NumberBlock]:
    """The numbers put into the formulas, by the names of their places. Takes microseconds."""
    whose = f"{numbers.racer}, iteration {numbers.iteration:,}"
    weight = f"w{_lowered(numbers.index)} for {numbers.feature}"
    return {
        POINT: NumberBlock("First point of the mini-batch", _point(numbers)),
        LOSS: NumberBlock("The same point", _loss(numbers)),
        GRADIENT: NumberBlock(f"{weight}, mini-batch of {numbers.batch_size}", _gradient(numbers)),
        UPDATE: NumberBlock(f"{weight}. {whose}", UPDATES[numbers.rule](numbers)),
    }


def _lowered(index: int) -> str:
    return str(index).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _point(n: LinearNumbers) -> tuple[NumberLine, ...]:
    return (
        NumberLine("z = w · x = @", (n.z,)),
        NumberLine("p = σ(@) |= @", (n.z, n.p)),
    )


def _loss(n: LinearNumbers) -> tuple[NumberLine, ...]:
    template = "ℓ = −log @ |= @" if n.y else "ℓ = −log(1 − @) |= @"
    return (NumberLine(f"y = {n.y}"), NumberLine(template, (n.p, n.loss)))


def _gradient(n: LinearNumbers) -> tuple[NumberLine, ...]:
    lines = [NumberLine(f"p − y = @ − {n.y} |= @", (n.p, n.error))]
    terms = n.terms[:MOST_TERMS]
    if terms:
        products = " |+ ".join(["@ · @"] * len(terms))
        more = " |+ …" if n.batch_size > len(terms) else ""
        values = tuple(value for term in terms for value in term)
        text = f"g{_lowered(n.index)} = (1/{n.batch_size}) [{products}{more}] |= @"
        lines.append(NumberLine(text, (*values, n.g)))
    else:
        lines.append(NumberLine(f"g{_lowered(n.index)} = @", (n.g,)))
    return tuple(lines)


def _step(n: LinearNumbers) -> NumberLine:
    return NumberLine("step = @", (n.step,))


def _sgd(n: LinearNumbers) -> tuple[NumberLine, ...]:
    text = f"w{_lowered(n.index)} ← @ |− # · @ |= @"
    return (NumberLine(text, (n.w, n.learning_rate, n.g, n.w_next)), _step(n))


def _velocity(n: LinearNumbers) -> NumberLine:
    values = (n.alpha, n.memory["ν"], n.learning_rate, n.g, n.memory_next["ν"])
    return NumberLine("ν ← # · @ |+ # · @ |= @", values)


def _momentum(n: LinearNumbers) -> tuple[NumberLine, ...]:
    text = f"w{_lowered(n.index)} ← @ |− @ |= @"
    return (_velocity(n), NumberLine(text, (n.w, n.memory_next["ν"], n.w_next)), _step(n))


def _nesterov(n: LinearNumbers) -> tuple[NumberLine, ...]:
    text = f"w{_lowered(n.index)} ← @ |− (# · @ |+ # · @) |= @"
    values = (n.w, n.alpha, n.memory_next["ν"], n.learning_rate, n.g, n.w_next)
    return (_velocity(n), NumberLine(text, values), _step(n))


def _scaled(n: LinearNumbers) -> NumberLine:
    text = f"w{_lowered(n.index)} ← @ |− # · @ / √(@ + #) |= @"
    values = (n.w, n.learning_rate, n.g, n.memory_next["G"], n.epsilon, n.w_next)
    return NumberLine(text, values)


def _adagrad(n: LinearNumbers) -> tuple[NumberLine, ...]:
    squares = NumberLine("G ← @ |+ @² |= @", (n.memory["G"], n.g, n.memory_next["G"]))
    return (squares, _scaled(n), _step(n))


def _rmsprop(n: LinearNumbers) -> tuple[NumberLine, ...]:
    values = (n.alpha, n.memory["G"], n.alpha, n.g, n.memory_next["G"])
    return (NumberLine("G ← # · @ |+ (1 − #) · @² |= @", values), _scaled(n), _step(n))


def _adam(n: LinearNumbers) -> tuple[NumberLine, ...]:
    m, v = n.memory["m"], n.memory["v"]
    m_next, v_next = n.memory_next["m"], n.memory_next["v"]
    m_hat, v_hat = n.unbiased["m"], n.unbiased["v"]
    text = f"w{_lowered(n.index)} ← @ |− # · @ / (√@ + #) |= @"
    return (
        NumberLine("m ← # · @ |+ (1 − #) · @ |= @", (n.alpha, m, n.alpha, n.g, m_next)),
        NumberLine("v ← β₂ · @ |+ (1 − β₂) · @² |= @", (v, n.g, v_next)),
        NumberLine("m̂ = @ / (1 − #^#) |= @", (m_next, n.alpha, n.t, m_hat)),
        NumberLine("v̂ = @ / (1 − β₂^#) |= @", (v_next, n.t, v_hat)),
        NumberLine(text, (n.w, n.learning_rate, m_hat, v_hat, n.epsilon, n.w_next)),
        _step(n),
    )


UPDATES: Mapping[str, Callable[[LinearNumbers], tuple[NumberLine, ...]]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
}
"""How each rule's numbers are put in, by the rule's name."""


def _formulas(rule: Rule) -> tuple[Item, ...]:
    """A rule's lines, the source beneath the last."""
    lines = (*EXTRA.get(rule.name, ()), *rule.formulas)
    if rule.name in EXTRA:  # the update itself comes last
        lines = (*rule.formulas[:-1], *EXTRA[rule.name], rule.formulas[-1])
    items: tuple[Item, ...] = tuple(Formula(line) for line in lines[:-1])
    items = (*items, Formula(lines[-1], f"{rule.source}."))
    remark = REMARKS.get(rule.name)
    return (*items, Sentence(remark, secondary=True)) if remark else items


def _titled(rule: Rule) -> tuple[Item, ...]:
    return (Sentence(rule.label), *_formulas(rule))
