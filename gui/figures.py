"""How numbers are written: losses, and values where there is little room."""

SIGNIFICANT = 3
WIDEST = "−0.00888"
"""The longest way to write three significant figures."""
SMALLEST_FIXED = 1e-3
LARGEST_FIXED = 1e6
LOSS_DECIMALS, COST_DECIMALS = 3, 4
LARGEST_LOSS = 1000
"""From here on a loss is written with three significant figures."""


def rounded(value: float, figures: int = SIGNIFICANT) -> str:
    """A number with its sign, to so many significant figures: "+0.462", "−1.2e-5"."""
    if value != value:
        return "nan"
    if value in (float("inf"), float("-inf")):
        return "+∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    text = f"{value:+#.{figures}g}"
    if "e" not in text and abs(value) >= SMALLEST_FIXED:
        return text.rstrip(".").replace("-", "−")
    rough = float(f"{value:.{figures - 1}e}")
    if not SMALLEST_FIXED <= abs(rough) < LARGEST_FIXED:
        mantissa, power = f"{rough:+.{figures - 1}e}".split("e")
        return f"{mantissa}e{int(power)}".replace("-", "−")
    digits = max(figures - 1 - int(f"{rough:e}".split("e")[1]), 0)
    return f"{rough:+,.{digits}f}".replace("-", "−")


def loss_text(loss: float, decimals: int = LOSS_DECIMALS) -> str:
    """A loss with always as many decimals, so that it does not jump: "0.439"."""
    return f"{loss:.{decimals}f}" if loss < LARGEST_LOSS else f"{loss:.3g}"
