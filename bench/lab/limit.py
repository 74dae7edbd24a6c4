"""What a machine can do at most: the planar network's loop in C, where there is a compiler.

The loop is held to the assignment's cost at iteration 1000, so that it is the same mathematics.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from engine.datasets import make_points
from engine.planar import initialize_parameters

SOURCE = Path(__file__).parent / "planar_loop.c"
COST_AT_1000 = 0.288083
TOLERANCE = 1e-6


def compiled_rate(seconds: float) -> float | None:
    """Iterations/s of the loop in C; None where there is no C compiler.

    Args:
        seconds: How long it runs.

    Raises:
        RuntimeError: It computes something else.
    """
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(folder) / "planar_loop")
        options = ["-O3", "-march=native", "-ffast-math", "-o", program]
        subprocess.run([compiler, *options, str(SOURCE), "-lm"], check=True)
        done = subprocess.run(
            [program, str(seconds)], input=_numbers(), check=True, capture_output=True, text=True
        )
    cost, rate = map(float, done.stdout.split())
    if abs(cost - COST_AT_1000) > TOLERANCE:
        raise RuntimeError(f"The loop in C has the cost {cost} at iteration 1000.")
    return rate


def _numbers() -> str:
    """Points and initial weights, as the loop reads them."""
    points = make_points("flower", 400, 0.2, 1)
    start = initialize_parameters(2, 4, 1)
    rows = np.column_stack((points.X, points.y)).ravel()
    values = [rows, *(start[name].ravel() for name in ("W1", "b1", "W2", "b2"))]
    return "\n".join(repr(float(value)) for value in np.concatenate(values))
