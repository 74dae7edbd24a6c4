"""Mistakes counted by hand, smoothing against plain means, and the words beside the numbers."""

import numpy as np
import pytest

from engine.mnist.mistakes import find_mistakes, mistakes_of
from engine.mnist.network import Network, dense, flatten
from engine.mnist.presets import PAST
from engine.mnist.settings import MnistSettings
from engine.mnist.smoothing import running_mean
from engine.mnist.words import (
    NOT_IN_13,
    NOT_THE_DATA,
    PAST_RECIPE,
    honest_words,
    settings_words,
)
from tests.engine.mnist.made import some_digits

DIGITS = some_digits(n_test=30)
LAYERS = flatten((28, 28)), dense((784,), 10, "softmax", "output")


def a_network(seed: int = 0) -> Network:
    kernel = np.random.default_rng(seed).normal(0, 0.05, (784, 10))
    return Network(LAYERS, ((), (kernel.astype(np.float32), np.zeros(10, np.float32))))


def test_rows_of_the_confusion_are_truths_and_columns_answers() -> None:
    said = np.eye(10, dtype=np.float32)[[4, 9, 9, 1]]
    found = mistakes_of(said, np.array([4, 4, 4, 1], dtype=np.uint8))
    assert found.confusion[4, 4] == 1
    assert found.confusion[4, 9] == 2
    assert found.confusion[1, 1] == 1
    assert (found.n_images, found.accuracy) == (4, 0.5)


def test_the_most_confident_mistake_comes_first() -> None:
    said = np.full((3, 10), 0.01, dtype=np.float32)
    said[0, 3], said[1, 7], said[2, 5] = 0.4, 0.9, 0.99
    found = mistakes_of(said, np.array([1, 1, 5], dtype=np.uint8))
    assert found.wrong.tolist() == [1, 0]
    assert found.said.argmax(axis=1).tolist() == [7, 3]


def test_all_images_are_looked_at_and_every_mistake_is_one() -> None:
    found = find_mistakes(a_network(), DIGITS.test_images, DIGITS.test_labels)
    assert found is not None
    assert found.confusion.sum(axis=1).tolist() == np.bincount(DIGITS.test_labels).tolist()
    answers = found.said.argmax(axis=1)
    assert (answers != DIGITS.test_labels[found.wrong]).all()
    assert len(found.wrong) == round((1 - found.accuracy) * 30)


def test_a_search_that_nobody_wants_any_more_ends() -> None:
    assert find_mistakes(a_network(), DIGITS.test_images, DIGITS.test_labels, lambda: True) is None


@pytest.mark.parametrize("window", [1, 3, 50])
def test_the_running_mean_is_the_mean_of_the_last_values(window: int) -> None:
    values = np.random.default_rng(1).normal(size=20)
    expected = [values[max(k - window + 1, 0) : k + 1].mean() for k in range(20)]
    np.testing.assert_allclose(running_mean(values, window), expected, atol=1e-12)
    assert len(running_mean(np.empty(0), window)) == 0


def test_the_assignments_network_is_told_that_its_promise_does_not_hold() -> None:
    verbatim = MnistSettings()
    past = PAST.changed(seed=7)
    assert honest_words(past, is_mnist=True, trained=False) == PAST_RECIPE
    for what in ("dropout 0.2", "batches of 64", "cosine", "averaged", "15 epochs"):
        assert what in PAST_RECIPE
    assert NOT_IN_13 in honest_words(verbatim, is_mnist=True, trained=False)
    assert NOT_IN_13 in honest_words(
        verbatim.changed(epochs=20, seed=3), is_mnist=True, trained=True
    )
    other = verbatim.changed(units=64)
    assert honest_words(other, is_mnist=True, trained=False) == ""
    assert "50 %" in honest_words(other, is_mnist=True, trained=True)
    assert honest_words(other.changed(dropout=0), is_mnist=True, trained=True) == ""


def test_other_data_claims_none_of_the_assignments_figures() -> None:
    words = honest_words(MnistSettings(), is_mnist=False, trained=True)
    assert words.startswith(NOT_THE_DATA)
    assert "97" not in words


def test_the_settings_fit_into_one_line() -> None:
    assert settings_words(MnistSettings(), "MNIST") == (
        "MNIST; 3 × 128 ReLU, dropout 0.5; Adam, η 0.001; batches of 32; seed 0"
    )
