"""How often pictures of digits by strangers are known, and how long a move of the pen takes.

Digits by hands and pens that the shipped network has never seen (`bench/lab/hands.py`), put on
paper, canvas and blackboard and photographed (`bench/lab/papers.py`), go as files through what
`main.py predict` does. Run: `make bench` or

    PYTHONPATH=. python bench/drawings.py [--data mnist.npz] [--fonts FOLDER] [--n 100]
        [--pictures FOLDER]

Pictures of one's own are named by their digit and where they come from (`7_anna_03.jpg`); each
folder with such pictures below FOLDER is a kind.

To reach: 95 % of strangers' digits; a pen's move below 4 ms.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.lab.hands import FONT_FOLDER, Drawing, own_strokes, sources
from bench.lab.papers import PAPERS, save
from bench.lab.table import median, percentile, print_table
from engine.errors import DataError
from engine.mnist.digits import Digits
from engine.mnist.drawing import digit_image
from engine.mnist.files import read_digits
from engine.mnist.forward import probabilities
from engine.mnist.network import Network
from engine.mnist.network_file import read_network
from engine.mnist.photograph import ink_of_file
from engine.mnist.ready_made import READY_MADE

MNIST = Path(__file__).parent.parent.parent / "shared" / "data" / "mnist" / "mnist.npz"
SEED = 11
MOVES = 300
PREPARED: dict[str, dict[str, bool]] = {
    "squashed": {"centred": False},
    "centred": {"stroke": False},
    "and stroke": {},
}
"""The ways from ink to image: the last is what the program does."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=MNIST, help="mnist.npz")
    parser.add_argument("--fonts", type=Path, default=FONT_FOLDER, help="a folder of typefaces")
    parser.add_argument("--network", type=Path, default=READY_MADE, help="digits.safetensors")
    parser.add_argument("--n", type=int, default=25, help="pictures of each kind")
    parser.add_argument("--pictures", type=Path, help="a folder of pictures, 7_….png and the like")
    parser.add_argument("--keep", type=Path, help="a folder for the pictures that are not known")
    options = parser.parse_args()
    network, about = read_network(options.network)
    if options.pictures is not None:
        print_pictures(network, options.pictures)
        return
    if not options.data.is_file():
        print("MNIST is not there: name it with --data.")
        return
    digits = read_digits(options.data)
    print(f"On MNIST's test images: {about['test_accuracy']:.4f}")
    print_strangers(network, digits, options.n, options.fonts, options.keep)
    print_moves(network)


def print_strangers(
    network: Network, digits: Digits, n: int, fonts: Path, keep: Path | None
) -> None:
    """The share that is known, by hand and by paper."""
    random = np.random.default_rng(SEED)
    rows, known = [], []
    images, labels = digits.test_images, digits.test_labels
    for hand, drawings in sources(n, random, images, labels, fonts):
        for paper in PAPERS:
            right = _known(network, drawings, paper, random, keep)
            rows.append((f"{hand}; {paper}", *_percents(right)))
            known.append(right)
    every = np.concatenate(known)
    rows.append(("all", *_percents(every)))
    print_table(f"Pictures known, in %, of {n} each", ("hand; paper", *PREPARED), rows)


def print_pictures(network: Network, folder: Path) -> None:
    """The share that is known of pictures in folders, by kind and by where they come from."""
    right: dict[tuple[str, str], list[list[bool]]] = {}
    for path in sorted(folder.rglob("[0-9]_*")):
        digit, source, *_ = path.stem.split("_")
        readings = _readings(network, path, int(digit))
        for where in ((source, path.parent.name), (source, "all"), ("all", "all")):
            right.setdefault(where, []).append(readings)
    rows = [
        (f"{source}; {kind}", len(own), *_percents(np.array(own)))
        for (source, kind), own in sorted(right.items())
    ]
    print_table("Pictures known, in %", ("source; kind", "pictures", *PREPARED), rows)


def _known(
    network: Network,
    drawings: list[Drawing],
    paper: str,
    random: np.random.Generator,
    keep: Path | None,
) -> np.ndarray:
    """Whether each picture is known, for each way to prepare it: shape (n, ways)."""
    ending, make = PAPERS[paper]
    found = np.zeros((len(drawings), len(PREPARED)), bool)
    with tempfile.TemporaryDirectory() as folder:
        for row, (ink, digit) in enumerate(drawings):
            path = Path(folder) / f"{digit}.{ending}"
            save(make(ink, random), path)
            found[row] = _readings(network, path, digit)
            if keep is not None and not found[row, -1]:
                path.rename(keep / f"{digit}-{paper[:10]}-{row}.{ending}")
    return found


def _readings(network: Network, path: Path, digit: int) -> list[bool]:
    try:
        ink = ink_of_file(path)
    except DataError:
        return [False] * len(PREPARED)
    seen = [digit_image(ink, **options) for options in PREPARED.values()]
    if any(image is None for image in seen):
        return [False] * len(PREPARED)
    said = probabilities(network, np.stack([one for one in seen if one is not None]))
    return [bool(one) for one in said.argmax(axis=1) == digit]


def _percents(right: np.ndarray) -> tuple[str, ...]:
    return tuple(f"{100 * share:.1f}" for share in right.mean(axis=0))


def print_moves(network: Network) -> None:
    """How long a move of the pen takes: the image, and what the network says of it."""
    drawings = own_strokes(MOVES, np.random.default_rng(SEED))
    seconds: dict[str, list[float]] = {"digit_image": [], "probabilities": []}
    for ink, _ in drawings:
        canvas = np.ascontiguousarray(ink[40:320, 40:320])
        start = time.perf_counter()
        image = digit_image(canvas)
        middle = time.perf_counter()
        if image is not None:
            probabilities(network, image[None])
        seconds["digit_image"].append(middle - start)
        seconds["probabilities"].append(time.perf_counter() - middle)
    rows = [
        (name, median(own) * 1e3, percentile(own, 99) * 1e3, max(own) * 1e3)
        for name, own in seconds.items()
    ]
    print_table("One move of the pen, 280×280, in ms", ("", "median", "p99", "worst"), rows)


if __name__ == "__main__":
    main()
