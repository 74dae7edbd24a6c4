"""How a number is written where there is little room: its sign, and few significant figures."""

SIGNIFICANT = 3
WIDEST = "−0.00888"
"""The longest way to write three significant figures."""
SMALLEST_FIXED = 1e-3
LARGEST_FIXED = 1e6


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
