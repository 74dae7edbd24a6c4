"""What the linear tab says about its mathematics."""

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.optimizers import RULES, Rates
from gui.formula import Formula, NumberPlace, svg
from gui.linear.formulas import LinearNumbers, linear_blocks, linear_sections
from gui.number_line import NumberBlock

W, G, ETA, ALPHA, EPSILON, T = -0.31849, 0.11234, 0.05, 0.9, 1e-8, 38


def numbers_of(rule: str) -> LinearNumbers:
    """The numbers of one step, taken by the engine's own rule."""
    letters = RULES[rule].memory
    weights = np.array([W])
    memory = np.full((2, 1), 0.0293)
    before = {letter: float(memory[row, 0]) for row, letter in enumerate(letters)}
    RULES[rule].update(weights, np.array([G]), memory, Rates(ETA, ALPHA, EPSILON), T)
    after = {letter: float(memory[row, 0]) for row, letter in enumerate(letters)}
    unbiased = {}
    if rule == "adam":
        unbiased = {"m": after["m"] / (1 - ALPHA**T), "v": after["v"] / (1 - 0.999**T)}
    return LinearNumbers(
        iteration=37,
        rule=rule,
        racer=rule,
        feature="x₀²",
        index=2,
        w=W,
        g=G,
        w_next=float(weights[0]),
        step=float(weights[0]) - W,
        learning_rate=ETA,
        alpha=ALPHA,
        epsilon=EPSILON,
        batch_size=4,
        z=0.4123,
        p=0.60164,
        y=1,
        error=-0.39836,
        loss=0.50810,
        terms=((-0.398, 1.46), (0.212, -0.0071)),
        memory=before,
        memory_next=after,
        unbiased=unbiased,
        t=T,
    )


def plain(block: NumberBlock) -> list[str]:
    return [line.plain for line in block.lines]


@pytest.mark.parametrize("rule", RULES)
def test_every_formula_can_be_typeset_and_read_aloud(rule: str) -> None:
    for section in linear_sections(rule):
        for item in section.items:
            if isinstance(item, Formula):
                assert svg(item.latex).startswith(b"<svg")
                assert not set(item.plain) & set("\\{}&")


@pytest.mark.parametrize("rule", RULES)
def test_the_selected_rule_comes_before_the_others_and_every_rule_names_its_source(
    rule: str,
) -> None:
    *_, update, others = linear_sections(rule)
    assert update.title == f"Update: {RULES[rule].label}"
    captions = [
        [item.caption for item in section.items if isinstance(item, Formula) and item.caption]
        for section in (update, others)
    ]
    assert captions[0] == [f"{RULES[rule].source}."]
    assert set(captions[1]) == {f"{one.source}." for one in RULES.values() if one.name != rule}


@pytest.mark.parametrize("rule", RULES)
def test_every_place_gets_its_numbers(rule: str) -> None:
    places = {
        item.name
        for section in linear_sections(rule)
        for item in section.items
        if isinstance(item, NumberPlace)
    }
    blocks = linear_blocks(numbers_of(rule))
    assert set(blocks) == places
    assert all(block.lines for block in blocks.values())


@pytest.mark.parametrize("rule", RULES)
def test_the_arithmetic_that_is_shown_is_true(rule: str) -> None:
    """Each line, computed by Python from all figures, gives the number behind its last sign."""
    for line in linear_blocks(numbers_of(rule))["update"].lines:
        text = line.text.replace("|", "")
        if text.count("@") < 2:
            continue
        *_, work, result = text.replace("←", "=").split("=")
        work = work.replace("^#", "**#").replace("β₂", "0.999").replace("√@", "√(@)")
        for old, new in (("−", "-"), ("·", "*"), ("²", "**2"), ("√", "sqrt")):
            work = work.replace(old, new)
        values = iter(line.values)
        for _ in range(work.count("@") + work.count("#")):
            first = min(place for place in map(work.find, "@#") if place >= 0)
            work = f"{work[:first]}({next(values)!r}){work[first + 1 :]}"
        assert result.strip() == "@"
        assert eval(work, {"sqrt": math.sqrt}) == pytest.approx(next(values), rel=1e-12)


def test_the_numbers_of_a_momentum_step_read_as_in_a_book() -> None:
    block = linear_blocks(replace(numbers_of("momentum"), racer="momentum"))["update"]
    assert block.caption == "w₂ for x₀². momentum, iteration 37"
    assert plain(block) == [
        "ν ← 0.9 · 0.0293 + 0.05 · 0.112 = 0.0320",
        "w₂ ← −0.318 − 0.0320 = −0.350",
        "step = −0.0320",
    ]


def test_the_loss_of_the_example_takes_the_term_of_its_class() -> None:
    numbers = numbers_of("sgd")
    assert plain(linear_blocks(numbers)["loss"]) == ["y = 1", "ℓ = −log 0.602 = 0.508"]
    other = linear_blocks(replace(numbers, y=0, loss=0.92042))["loss"]
    assert plain(other) == ["y = 0", "ℓ = −log(1 − 0.602) = 0.920"]


def test_a_gradient_that_is_not_written_out_in_full_says_so() -> None:
    lines = plain(linear_blocks(numbers_of("sgd"))["gradient"])
    assert lines[-1] == "g₂ = (1/4) [−0.398 · 1.46 + 0.212 · (−0.00710) + …] = 0.112"
    full = replace(numbers_of("sgd"), batch_size=2)
    assert "…" not in plain(linear_blocks(full)["gradient"])[-1]
