"""The network that comes with the program: both files hold the same, it knows digits and doubts."""

from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError
from engine.mnist import ready_made as module
from engine.mnist.drawing import digit_image
from engine.mnist.files import read_digits
from engine.mnist.forward import probabilities
from engine.mnist.ready_made import READY_MADE, ready_made
from tests.engine.mnist.made import MNIST
from tools.strokes import scribbled, written


def test_it_says_what_it_is_and_how_good() -> None:
    found = ready_made()
    assert found is ready_made(), "read once"
    assert found.test_accuracy > 0.99
    assert "convolutional" in found.description


def test_both_files_are_small_and_hold_the_same_network() -> None:
    pytest.importorskip("keras")
    from engine.mnist.keras_files import open_network

    other = READY_MADE.with_suffix(".keras")
    assert READY_MADE.stat().st_size + other.stat().st_size < 5_000_000
    network, twin = ready_made().network, open_network(other)
    assert network.layers == twin.layers
    for own, theirs in zip(network.weights, twin.weights, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(own, theirs, strict=True))


def test_its_accuracy_on_the_test_images_is_the_one_it_claims() -> None:
    path = MNIST / "mnist.npz"
    if not path.is_file():
        pytest.skip("MNIST is not beside the project")
    digits = read_digits(path)
    images = digits.test_images[::10].astype(np.float32) / np.float32(255)
    right = probabilities(ready_made().network, images).argmax(axis=1) == digits.test_labels[::10]
    assert np.mean(right) == pytest.approx(ready_made().test_accuracy, abs=0.006)


def said_of(inks: list[np.ndarray]) -> np.ndarray:
    images = [digit_image(ink) for ink in inks]
    return probabilities(ready_made().network, np.stack([one for one in images if one is not None]))


def test_it_knows_the_flagged_one_and_the_crossed_seven() -> None:
    random = np.random.default_rng(100)
    pairs = [written(random) for _ in range(300)]
    right = said_of([ink for ink, _ in pairs]).argmax(axis=1) == [digit for _, digit in pairs]
    assert np.mean(right) > 0.95
    assert {digit for _, digit in pairs} == set(range(10))


def test_a_scribble_shows_its_doubt() -> None:
    random = np.random.default_rng(100)
    most = said_of([scribbled(random) for _ in range(50)]).max(axis=1)
    assert np.median(most) < 0.7


def test_a_missing_or_damaged_file_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "digits.safetensors"
    monkeypatch.setattr(module, "READY_MADE", path)
    for content in (None, b"", READY_MADE.read_bytes()[:5000]):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(DataError, match=r"resources/digits\.safetensors is missing or damaged"):
            module.ready_made.__wrapped__()
