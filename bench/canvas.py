"""How soon after the pen has moved its bars and its 28×28 image are on the screen.

A mouse draws digits on the canvas of a real window, one movement every few milliseconds as a mouse
sends them; two networks answer. Counted from the movement until everything that it changes has been
painted and handed to the screen. Run: `make bench` or `PYTHONPATH=. python bench/canvas.py`.
To reach: 16 ms (p99).
"""

import argparse
import math
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bench.lab.display import a_display
from bench.lab.table import percentile, print_table

if TYPE_CHECKING:
    from engine.mnist.network import Network

Row = tuple[str, int, float, float, float]
Networks = tuple["Network", "Network"]
Point = tuple[int, int]

TREMBLE = 2.0
"""Pixels: nearer points are none to the canvas, so that nothing would be shown."""


def main() -> None:
    parser = argparse.ArgumentParser(description="From the pen to the bars.")
    parser.add_argument("--strokes", type=int, default=40, help="of 50 movements each")
    parser.add_argument("--quick", action="store_true", help="a few strokes")
    options = parser.parse_args()
    strokes = 4 if options.quick else options.strokes
    with a_display():
        from engine.mnist.ready_made import ready_made

        ready, perceptron = ready_made().network, a_perceptron(128, 3)
        rows = [
            from_pen_to_bars("ready-made and 128×3", (ready, perceptron), strokes),
            from_pen_to_bars("128×3 and ready-made", (perceptron, ready), strokes),
            from_pen_to_bars("1024×5 and ready-made", (a_perceptron(1024, 5), ready), strokes),
            from_pen_to_bars("the same, tall window", (perceptron, ready), strokes, height=940),
        ]
    heads = ("who answers, and the outlines", "movements", "p50", "p99", "worst")
    print_table("Pen moved to bars and 28×28 on the screen, milliseconds", heads, rows)


def a_perceptron(units: int, depth: int) -> "Network":
    """A perceptron of this shape; what it has learnt does not matter for the time."""
    from engine.mnist.network import Network, dense, flatten

    random = np.random.default_rng(0)
    layers, inputs = [flatten((28, 28))], 784
    for number in range(depth):
        layers.append(dense((inputs,), units, "relu", f"dense {number + 1}"))
        inputs = units
    layers.append(dense((inputs,), 10, "softmax", "output"))
    weights = tuple(
        tuple(random.normal(0, 0.05, shape).astype(np.float32) for shape in layer.weight_shapes)
        for layer in layers
    )
    return Network(tuple(layers), weights)


def from_pen_to_bars(name: str, networks: Networks, strokes: int, height: int = 640) -> Row:
    """Strokes on a canvas, each movement timed until it is on the screen.

    Args:
        name: What the row is called.
        networks: Who answers, and who is outlined.
        strokes: How many.
        height: Of the window, in pixels; in a tall one the activations are painted, too.
    """
    from bench.lab.window import Watch, application, run_for, wait_until
    from gui.appearance import Appearance
    from gui.mnist.answers import Answerer
    from gui.mnist.bars import Bars
    from gui.mnist.draw_place import DrawPlace

    appearance = Appearance()
    appearance.apply(application())
    place = DrawPlace(appearance, lambda: "")
    place.resize(place.width_wanted, height)
    place.show()
    place.show_networks(*(Answerer(f"network {n}", one) for n, one in enumerate(networks)))
    run_for(0.3)
    bars = place.findChildren(Bars)[0]
    seen: list[object] = []
    place.image_shown.connect(seen.append)
    watch = Watch(bars)
    took: list[float] = []
    move = partial(_move, place.canvas)
    for stroke in _strokes(strokes, place.canvas.width()):
        move(stroke[0], "press")
        for at in stroke[1:]:
            seen.clear()
            watch.clear()
            since = time.perf_counter()
            move(at, "move")
            wait_until(partial(_is_shown, seen, watch.began, watch.shown))
            took.append(1000 * (watch.shown[-1] - since))
            run_for(0.004)
        move(stroke[-1], "release")
        if len(place.canvas.sketch.drawing.marks) > 4:
            place.canvas.sketch.clear()
    watch.stop()
    place.close()
    place.deleteLater()
    run_for(0.05)
    return (name, len(took), percentile(took, 50), percentile(took, 99), max(took))


def _is_shown(seen: list[object], began: list[float], shown: list[float]) -> bool:
    """Whether an image has been seen, and the bars have been painted since."""
    return bool(seen) and bool(began) and len(shown) == len(began)


def _strokes(count: int, side: int) -> list[list[Point]]:
    """Curves over a sheet of so many pixels, of 51 points each, fewer where a pen would rest."""
    random = np.random.default_rng(0)
    t = np.linspace(0, 1, 51)
    found = []
    for _ in range(count):
        a, b, phase = random.uniform(0.5, 2), random.uniform(0.5, 2), random.uniform(0, 6)
        x = side * (0.5 + 0.3 * np.sin(6 * a * t + phase))
        y = side * (0.5 + 0.35 * np.cos(5 * b * t + phase))
        found.append(_moved(np.column_stack((x, y))))
    return found


def _moved(curve: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> list[Point]:
    """Its points without those that the canvas takes for the tremble of a hand."""
    kept: list[Point] = []
    for x, y in curve.tolist():
        if not kept or math.dist(kept[-1], (round(x), round(y))) >= TREMBLE:
            kept.append((round(x), round(y)))
    return kept


def _move(canvas: object, at: Point, what: str) -> None:
    """The mouse, as the window system would report it."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    assert isinstance(canvas, QWidget)
    place = QPoint(*at)
    left = Qt.MouseButton.LeftButton
    deeds: dict[str, Callable[[], None]] = {
        "press": lambda: QTest.mousePress(canvas, left, pos=place),
        "move": lambda: QTest.mouseMove(canvas, place),
        "release": lambda: QTest.mouseRelease(canvas, left, pos=place),
    }
    deeds[what]()


if __name__ == "__main__":
    main()
