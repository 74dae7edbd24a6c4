"""LaTeX read aloud."""

import pytest

from gui.latex_text import plain_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\sigma(z) = \frac{1}{1 + e^{-z}}", "σ(z) = 1/(1 + e^(−z))"),
        (r"w \leftarrow w - \eta\, g", "w ← w − η g"),
        (r"g^2", "g²"),
        (r"\hat{m} = \frac{m}{1 - \alpha^t}", "m\u0302 = m/(1 − αᵗ)"),
        (r"\frac{\partial L}{\partial w}", "∂L/∂w"),
        (r"\frac{1}{n} \sum_{i=1}^{n} (p_i - y_i)\, x_i", "1/n Σ (pᵢ − yᵢ) xᵢ"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b = c"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b; c = d"),
        (r"W_2^{\top} dZ_2", "W₂ᵀ dZ₂"),
    ],
)
def test_a_formula_is_one_plain_line(latex: str, text: str) -> None:
    assert plain_text(latex) == text


def test_an_unknown_command_is_an_error_and_not_silence() -> None:
    with pytest.raises(KeyError, match="zeta"):
        plain_text(r"\zeta")
