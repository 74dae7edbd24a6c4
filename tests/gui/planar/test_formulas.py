"""What the planar tab says about its mathematics."""

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.planar.activations import ACTIVATIONS, Activation
from engine.planar.network import (
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    update_parameters,
)
from gui.formula import Formula, NumberPlace, Section, Sentence, svg
from gui.number_line import NumberBlock
from gui.planar.formulas import PlanarNumbers, planar_blocks, planar_sections

ETA = 1.2
UNIT = 1


def numbers_of(activation: str, l2: float, n_hidden: int = 4) -> PlanarNumbers:
    """The numbers of one point and one unit, computed by the engine."""
    random = np.random.RandomState(1)
    X, Y = random.randn(2, 30), (random.rand(1, 30) > 0.5).astype(float)
    old = initialize_parameters(2, n_hidden, 1)
    old = {name: 100 * value + 0.1 for name, value in old.items()}
    A2, cache = forward_propagation(X, old, activation=activation)
    grads = backward_propagation(old, cache, X, Y, activation=activation, l2=l2)
    new = update_parameters(old, grads, ETA)
    a1, a2, y = float(cache["A1"][UNIT, 0]), float(A2[0, 0]), int(Y[0, 0])
    slope = float(ACTIVATIONS[activation].slope(cache["A1"])[UNIT, 0])
    w2, dz2 = float(old["W2"][0, UNIT]), a2 - y
    entropy, cost = compute_cost(A2, Y), compute_cost(A2, Y, old, l2=l2)

    def pair(of: dict[str, np.ndarray], name: str) -> tuple[float, float]:
        return float(of[name][UNIT, 0]), float(of[name][UNIT, 1])

    return PlanarNumbers(
        iteration=1200,
        activation=activation,
        unit=UNIT + 1,
        n_hidden=n_hidden,
        n_points=30,
        learning_rate=ETA,
        l2=l2,
        x=(float(X[0, 0]), float(X[1, 0])),
        y=y,
        w1=pair(old, "W1"),
        b1=float(old["b1"][UNIT, 0]),
        z1=float(cache["Z1"][UNIT, 0]),
        a1=a1,
        slope=slope,
        w2=w2,
        outputs=tuple(zip(old["W2"][0].tolist(), cache["A1"][:, 0].tolist(), strict=True)),
        b2=float(old["b2"][0, 0]),
        z2=float(cache["Z2"][0, 0]),
        a2=a2,
        loss=-math.log(a2 if y else 1 - a2),
        cross_entropy=entropy,
        penalty=cost - entropy,
        cost=cost,
        dz2=dz2,
        dz1=w2 * dz2 * slope,
        dw1=pair(grads, "dW1"),
        db1=float(grads["db1"][UNIT, 0]),
        dw2=float(grads["dW2"][0, UNIT]),
        db2=float(grads["db2"][0, 0]),
        w1_next=pair(new, "W1"),
        b1_next=float(new["b1"][UNIT, 0]),
        w2_next=float(new["W2"][0, UNIT]),
        b2_next=float(new["b2"][0, 0]),
    )


def formulas(sections: tuple[Section, ...]) -> list[str]:
    return [latex for section in sections for latex in section.formulas]


def plain(block: NumberBlock) -> list[str]:
    return [line.plain for line in block.lines]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_every_formula_can_be_typeset_and_read_aloud(activation: str, l2: float) -> None:
    for latex in formulas(planar_sections(activation, l2=l2)):
        assert svg(latex).startswith(b"<svg")
        assert not set(Formula(latex).plain) & set("\\{}&")


def test_all_six_equations_of_back_propagation_are_there() -> None:
    backward = planar_sections()[2]
    for letters in ("dZ_2", "dW_2", "db_2", "dZ_1", "dW_1", "db_1"):
        assert any(latex.startswith(f"{letters} = ") for latex in backward.formulas)


@pytest.mark.parametrize(
    ("activation", "slope"),
    [("tanh", "1 − a²"), ("sigmoid", "a (1 − a)"), ("relu", "1 if a > 0; 0 else")],
)
def test_the_derivative_is_that_of_the_activation(activation: str, slope: str) -> None:
    plains = [Formula(latex).plain for latex in planar_sections(activation)[2].formulas]
    assert f"g'(z) = {slope}" in plains


def test_a_new_activation_is_written_as_its_own_table_writes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bent: Activation = replace(
        ACTIVATIONS["relu"], name="bent", label="bent", formula="|z|", slope_formula="±1"
    )
    monkeypatch.setitem(ACTIVATIONS, "bent", bent)
    items = [item for section in planar_sections("bent") for item in section.items]
    assert Sentence("g(z) = |z|") in items
    assert Sentence("g′(z) = ±1, with a = g(z)") in items
    lines = planar_blocks(replace(numbers_of("relu", 0.0), activation="bent"))
    assert plain(lines["forward"])[2].startswith("a₁ = g(")


def test_lambda_is_shown_only_where_it_acts() -> None:
    assert not any(r"\lambda" in latex for latex in formulas(planar_sections()))
    regular = [latex for latex in formulas(planar_sections(l2=0.1)) if r"\lambda" in latex]
    assert [latex[:4].strip() for latex in regular] == ["J =", "dW_2", "dW_1"]
    assert len(plain(planar_blocks(numbers_of("tanh", 0.1))["cost"])[-1].split("+")) == 2
    assert "+" not in plain(planar_blocks(numbers_of("tanh", 0.0))["cost"])[-1]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_place_gets_its_numbers(activation: str) -> None:
    places = {
        item.name
        for section in planar_sections(activation)
        for item in section.items
        if isinstance(item, NumberPlace)
    }
    blocks = planar_blocks(numbers_of(activation, 0.1))
    assert set(blocks) == places
    assert all(block.lines for block in blocks.values())


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_the_arithmetic_that_is_shown_is_true(activation: str, l2: float) -> None:
    """Each line, computed by Python from all figures, gives the number behind its last sign."""
    checked = 0
    for block in planar_blocks(numbers_of(activation, l2)).values():
        for line in block.lines:
            text = line.text.replace("|", "").replace("←", "=")
            if text.count("@") < 2 or text.count("=") != 2 or "dW" in text:
                continue
            _, work, result = text.split("=")
            for old, new in (("−", "-"), ("·", "*"), ("²", "**2"), ("σ", "sigma")):
                work = work.replace(old, new)
            values = iter(line.values)
            for _ in range(work.count("@") + work.count("#")):
                first = min(place for place in map(work.find, "@#") if place >= 0)
                work = f"{work[:first]}({next(values)!r}){work[first + 1 :]}"
            known = {"tanh": math.tanh, "log": math.log, "sigma": lambda z: 1 / (1 + math.exp(-z))}
            work = work.replace("log (", "log(")
            assert result.strip() == "@"
            assert eval(work, known) == pytest.approx(next(values), rel=1e-9), line.plain
            checked += 1
    assert checked >= 11


def test_many_hidden_units_are_not_all_written_out() -> None:
    assert "…" in plain(planar_blocks(numbers_of("tanh", 0.0, n_hidden=20))["forward"])[3]
    assert "…" not in plain(planar_blocks(numbers_of("tanh", 0.0))["forward"])[3]
