"""Iterations per second in the window, flat out, against the notebook's loop without a picture.

The rival is the assignment's loop as a learner writes it: `choice`, the loss over all points at
each iteration, the update; plain numpy, a process of its own. For three racers it does what they
do: for each of them the loss, the gradient, the rule, on the same mini-batch; an iteration is then
one of all three. For the seven hidden sizes it trains one network after the other. A loop in C is
the limit of what the machine can do. All run in turn, several times, and the ratio is of their
medians. Run: `make bench` or `PYTHONPATH=. python bench/speed.py`.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from bench.lab.display import a_display
from bench.lab.limit import compiled_rate
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
NOTEBOOK_OF_THREE = """
import sys, time
import numpy as np
from engine.datasets import make_points
from engine.linear import compute_grad, compute_loss, expand
points = make_points("ring", 826, 0.32, 0)
X, y = expand(points.X), points.y
w, v, r = (np.array([0, 0, 0, 0, 0, 1.0]) for _ in range(3))
nu, G = np.zeros(6), np.zeros(6)
np.random.seed(42)
n, losses, until = 0, [], time.perf_counter() + float(sys.argv[1])
while time.perf_counter() < until:
    for _ in range(100):
        batch = np.random.choice(X.shape[0], 4)
        Xb, yb = X[batch], y[batch]
        losses.append([compute_loss(X, y, one) for one in (w, v, r)])
        w = w - 0.05 * compute_grad(Xb, yb, w)
        nu = 0.9 * nu + 0.05 * compute_grad(Xb, yb, v)
        v = v - nu
        g = compute_grad(Xb, yb, r)
        G = 0.9 * G + 0.1 * g**2
        r = r - 0.05 * g / np.sqrt(G + 1e-8)
    n += 100
print(n / float(sys.argv[1]))
"""
PLANAR_NOTEBOOK = """
import sys, time
from engine.datasets import make_points
from engine.planar import *
points = make_points("flower", 400, 0.2, 1)
X, Y = points.X.T, points.y[None]

def train(n_h, going):
    parameters, costs = initialize_parameters(2, n_h, 1), []
    while going(len(costs)):
        for _ in range(200):
            A2, cache = forward_propagation(X, parameters)
            costs.append(compute_cost(A2, Y, parameters))
            grads = backward_propagation(parameters, cache, X, Y)
            parameters = update_parameters(parameters, grads)
    return len(costs)

since = time.perf_counter()
seconds, sizes, iterations = float(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if sizes:
    for n_h in map(int, sizes.split(",")):
        train(n_h, lambda n: n < iterations)
    print(iterations / (time.perf_counter() - since))
else:
    print(train(4, lambda n: time.perf_counter() < since + seconds) / seconds)
"""
SIZES, SIZES_ITERATIONS = "1,2,3,4,5,20,50", 5000
LIMIT = "no target"
Row = tuple[str, str, float, float]


def main() -> None:
    parser = argparse.ArgumentParser(description="Iterations per second in the window.")
    parser.add_argument("--runs", type=int, default=3, help="of each, in turn")
    parser.add_argument("--quick", action="store_true", help="one short run each")
    options = parser.parse_args()
    seconds, runs = (0.5, 1) if options.quick else (SECONDS, options.runs)
    iterations = 400 if options.quick else SIZES_ITERATIONS
    with a_display():
        rows = [
            *compare("linear, 1 racer", "1.0", NOTEBOOK, live("linear", 1), seconds, runs),
            *compare(
                "linear, 3 racers", "1.0", NOTEBOOK_OF_THREE, live("linear", 3), seconds, runs
            ),
            *compare("planar, n_h 4", "1.3", PLANAR_NOTEBOOK, live("planar", 1), seconds, runs),
            *limit(seconds, runs),
            *compare(
                f"planar, 7 sizes × {iterations:,}",
                "1.0",
                PLANAR_NOTEBOOK,
                lambda _: all_sizes(iterations),
                seconds,
                1,
                (SIZES, str(iterations)),
            ),
        ]
    columns = ("loop", "target, times", "iterations/s", "times the notebook's")
    print_table("Iterations/s", columns, rows)


def compare(
    name: str,
    target: str,
    notebook: str,
    window: Callable[[float], float],
    seconds: float,
    runs: int,
    words: tuple[str, ...] = ("", "0"),
) -> list[Row]:
    """The notebook's loop and the window's, in turn."""
    plain: list[float] = []
    shown: list[float] = []
    for _ in range(runs):
        plain.append(alone(notebook, seconds, words))
        shown.append(window(seconds))
    rival, ours = statistics.median(plain), statistics.median(shown)
    return [
        (f"{name}: the notebook's loop, no picture", "", rival, 1.0),
        (f"{name}: in the window, all pictures", f"≥ {target}", ours, ours / rival),
    ]


def limit(seconds: float, runs: int) -> list[Row]:
    """The loop in C, and the window's share of it; nothing where there is no compiler."""
    rates = [compiled_rate(seconds) for _ in range(runs)]
    known = [rate for rate in rates if rate is not None]
    if not known:
        return []
    plain = statistics.median([alone(PLANAR_NOTEBOOK, seconds, ("", "0")) for _ in range(runs)])
    rate = statistics.median(known)
    return [("planar, n_h 4: a loop in C, the limit", LIMIT, rate, rate / plain)]


def alone(program: str, seconds: float, words: tuple[str, ...]) -> float:
    """Iterations/s of a loop in a process of its own."""
    command = [sys.executable, "-c", program, str(seconds), *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def live(tab: str, racers: int) -> Callable[[float], float]:
    """What measures the window while it trains."""
    return lambda seconds: in_window(tab, racers, seconds)


def all_sizes(iterations: int) -> float:
    """Iterations/s of seven networks that train together, everything live."""
    from bench.lab.window import program, wait_until
    from engine.datasets import make_points
    from engine.planar.settings import SizesSettings

    settings = SizesSettings(sizes=SIZES, iterations=iterations)
    points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    with program("planar") as shown:
        shown.tab.desk.open_new(settings, points, "Measure")
        shown.workbench.step_forward()
        wait_until(lambda: shown.workbench.record.head == 1)
        since = time.perf_counter()
        shown.play()
        wait_until(lambda: shown.workbench.record.head >= iterations, 600.0)
        return iterations / (time.perf_counter() - since)


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
