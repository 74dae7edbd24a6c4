"""Iterations per second in the window, flat out, against the notebook's loop without a picture.

The rival is the assignment's loop as a learner writes it: `choice`, the loss over all points at
each iteration, the update; plain numpy, a process of its own. Both run in turn, several times, and
the ratio is of their medians. Run: `make bench` or `PYTHONPATH=. python bench/speed.py`. To reach:
1.0 times the notebook's loop.
"""

import argparse
import statistics
import subprocess
import sys
import time

from bench.lab.display import a_display
from bench.lab.table import print_table

SECONDS = 4.0
SETTLING = 4.0
"""Seconds after which the second process has imported what it warms up with."""
NOTEBOOK = """
import sys, time
import numpy as np
from engine.datasets import make_points
from engine.linear import compute_grad, compute_loss, expand
points = make_points("ring", 826, 0.32, 0)
X, y, w = expand(points.X), points.y, np.array([0, 0, 0, 0, 0, 1.0])
np.random.seed(42)
n, losses, until = 0, [], time.perf_counter() + float(sys.argv[1])
while time.perf_counter() < until:
    for _ in range(200):
        batch = np.random.choice(X.shape[0], 4)
        losses.append(compute_loss(X, y, w))
        w = w - 0.05 * compute_grad(X[batch], y[batch], w)
    n += 200
print(n / float(sys.argv[1]))
"""
PLANAR_NOTEBOOK = """
import sys, time
from engine.datasets import make_points
from engine.planar import *
points = make_points("flower", 400, 0.2, 1)
X, Y = points.X.T, points.y[None]
parameters = initialize_parameters(2, 4, 1)
n, costs, until = 0, [], time.perf_counter() + float(sys.argv[1])
while time.perf_counter() < until:
    for _ in range(200):
        A2, cache = forward_propagation(X, parameters)
        costs.append(compute_cost(A2, Y, parameters))
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads)
    n += 200
print(n / float(sys.argv[1]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Iterations per second in the window.")
    parser.add_argument("--runs", type=int, default=3, help="of each, in turn")
    parser.add_argument("--quick", action="store_true", help="one short run each")
    options = parser.parse_args()
    seconds, runs = (0.5, 1) if options.quick else (SECONDS, options.runs)
    with a_display():
        rows = [
            *compare("linear", NOTEBOOK, (1, 3), seconds, runs),
            *compare("planar", PLANAR_NOTEBOOK, (1,), seconds, runs),
        ]
    print_table("Iterations/s", ("loop", "median", "of the notebook's"), rows)


def compare(
    tab: str, notebook: str, racers: tuple[int, ...], seconds: float, runs: int
) -> list[tuple[str, float, float]]:
    """The notebook's loop and the window's, in turn."""
    plain: list[float] = []
    live: dict[int, list[float]] = {one: [] for one in racers}
    for _ in range(runs):
        plain.append(alone(notebook, seconds))
        for one in racers:
            live[one].append(in_window(tab, one, seconds))
    rival = statistics.median(plain)
    rows = [(f"{tab}: the notebook's, no picture", rival, 1.0)]
    for one, rates in live.items():
        what = "1 racer" if one == 1 else f"{one} racers, a surface each"
        middle = statistics.median(rates)
        rows.append((f"{tab}: in the window, {what}", middle, middle / rival))
    return rows


def alone(program: str, seconds: float) -> float:
    """Iterations/s of a loop in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, str(seconds)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def in_window(tab: str, racers: int, seconds: float) -> float:
    """Iterations/s of the window, everything live."""
    from bench.lab.window import program, run_for

    with program(tab) as shown:
        shown.open(racers)
        shown.play()
        run_for(min(SETTLING, seconds))
        first, since = shown.workbench.record.head, time.perf_counter()
        run_for(seconds)
        return (shown.workbench.record.head - first) / (time.perf_counter() - since)


if __name__ == "__main__":
    main()
