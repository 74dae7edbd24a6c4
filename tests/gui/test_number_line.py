"""How numbers are written into lines of mathematics."""

import math

import pytest

from gui.number_line import NumberLine, chunks, entered_text, number_text, rows


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1, "1.00"),
        (-0.318491, "−0.318"),
        (999.6, "1000"),
        (1234.5, "1234"),
        (0.00123, "0.00123"),
        (-1.234e-5, "−1.23·10⁻⁵"),
        (1.5e6, "1.50·10⁶"),
        (0.1 + 0.2, "0.300"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "not a number"),
    ],
)
def test_a_computed_number_has_three_figures(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.05, "0.05"), (1e-8, "10⁻⁸"), (2.5e-8, "2.5·10⁻⁸"), (4, "4"), (0, "0"), (1e6, "10⁶")],
)
def test_an_entered_number_is_written_as_it_was_entered(value: float, text: str) -> None:
    assert entered_text(value) == text


def test_numbers_are_put_in_and_negative_factors_bracketed() -> None:
    line = NumberLine("w₂ ← @ |− # · @ |= @", (-0.31849, 0.05, -0.11234, -0.312873))
    assert line.plain == "w₂ ← −0.318 − 0.05 · (−0.112) = −0.313"


def test_a_squared_number_is_bracketed_where_the_square_would_miss_its_sign() -> None:
    assert NumberLine("@²", (-2.0,)).plain == "(−2.00)²"
    assert NumberLine("@²", (2.0,)).plain == "2.00²"
    assert NumberLine("@²", (2e-5,)).plain == "(2.00·10⁻⁵)²"


def test_an_entered_number_can_be_a_power() -> None:
    assert NumberLine("1 − #^#", (0.9, 38)).plain == "1 − 0.9³⁸"


def test_the_tooltip_has_all_figures() -> None:
    assert NumberLine("z = @", (0.123456789,)).exact == "z = 0.123456789"


def test_symbols_are_italic_and_words_are_not() -> None:
    assert chunks(NumberLine("w log h η dW"), italic=True) == ("𝑤 log ℎ 𝜂 𝑑𝑊",)
    assert chunks(NumberLine("w log h"), italic=False) == ("w log h",)


def test_a_line_is_broken_only_where_it_may_be_and_where_it_must() -> None:
    pieces = ("aaaa ", "bbbb ", "cccc")
    assert rows(pieces, 14, 1, len, set()) == ["aaaa bbbb cccc"]
    assert rows(pieces, 13, 1, len, set()) == ["aaaa bbbb ", "cccc"]
    assert rows(pieces, 2, 1, len, set()) == ["aaaa ", "bbbb ", "cccc"]


def test_a_row_that_was_once_begun_stays_so_that_nothing_jumps() -> None:
    broken: set[int] = set()
    assert len(rows(("aaaa ", "bbbb"), 8, 1, len, broken)) == 2
    assert len(rows(("a ", "b"), 8, 1, len, broken)) == 2
    assert len(rows(("a ", "b"), 8, 1, len, set())) == 1
