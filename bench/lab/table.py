"""How a measurement is told: a table, with the machine it was made on above it."""

import os
import platform
import statistics
from collections.abc import Sequence


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a title and a table: the first column to the left, figures to the right.

    Args:
        title: What was measured, in what unit.
        columns: Heads of the columns.
        rows: As many cells as columns; floats are rounded to three figures.
    """
    cells = [list(columns), *([_written(cell) for cell in row] for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(columns))]
    print(f"\n{title}  [{machine()}]")
    for row in cells:
        first, rest = row[0].ljust(widths[0]), zip(row[1:], widths[1:], strict=True)
        print("  ".join((first, *(cell.rjust(width) for cell, width in rest))))


def machine() -> str:
    """Cores, how busy they are, and Python's version: without them the figures say little."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{load}, Python {platform.python_version()}"


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of the values do not exceed; nan if there are none."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def median(values: Sequence[float]) -> float:
    """The median; nan if there are none."""
    return statistics.median(values) if values else float("nan")


def _written(cell: object) -> str:
    if not isinstance(cell, float):
        return f"{cell:,}" if isinstance(cell, int) else str(cell)
    return f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:.3g}"
