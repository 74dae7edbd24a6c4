"""Answers in words, and who is asked how often."""

import numpy as np
import pytest

from engine.mnist.network import Network, dense, flatten
from gui.mnist.answers import Answerer, Answers, Verdict, verdict


def network(likeliest: int = 3) -> Network:
    bias = np.zeros(10, dtype=np.float32)
    bias[likeliest] = 5
    layers = flatten((28, 28)), dense((784,), 10, "softmax", "output")
    return Network(layers, ((), (np.zeros((784, 10), dtype=np.float32), bias)))


def said(**shares: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    found = np.zeros(10, dtype=np.float32)
    for name, share in shares.items():
        found[int(name[1:])] = share
    return found


def test_a_sure_answer_is_named() -> None:
    assert verdict(said(d7=0.9731, d1=0.02)) == Verdict(7, "97.3 % sure")


def test_doubt_is_told_with_the_two_likeliest() -> None:
    assert verdict(said(d4=0.41, d9=0.38)) == Verdict(None, "Not sure: 41 % a 4, 38 % a 9")
    assert verdict(said(d8=0.5, d3=0.04)) == Verdict(None, "Not sure: 50 % an 8")


def test_no_answer_is_ever_wholly_sure() -> None:
    assert verdict(said(d0=1.0)).words == "99.9 % sure"


def test_an_empty_sheet_gets_no_answer() -> None:
    assert verdict(None) == Verdict(None, "")


def test_a_network_whose_weights_are_lost_says_so() -> None:
    assert "not finite" in verdict(np.full(10, np.nan, dtype=np.float32)).words


def test_a_network_is_asked_once_for_an_image(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Network] = []

    def probabilities(one: Network, images: object) -> object:
        asked.append(one)
        return said(d1=1)[None]

    monkeypatch.setattr("gui.mnist.answers.probabilities", probabilities)
    answers, image = Answers(), np.zeros((28, 28), dtype=np.float32)
    first, second = Answerer("a", network()), Answerer("b", network())
    for _ in range(3):
        answers.ask(0, first, image)
        answers.ask(1, second, image)
    assert asked == [first.network, second.network]
    answers.ask(0, second, image)
    answers.ask(1, first, image)
    assert len(asked) == 3  # of the two that were known, the first gave its place
    answers.ask(0, second, image.copy())
    assert len(asked) == 4


def test_who_answers_is_named_without_an_image_too() -> None:
    answer = Answers().ask(0, Answerer("This run, batch 412", network()), None)
    assert answer is not None
    assert (answer.words, answer.probabilities) == ("This run, batch 412", None)
    assert Answers().ask(0, None, None) is None


def test_the_engine_is_what_answers() -> None:
    answer = Answers().ask(0, Answerer("a", network(6)), np.ones((28, 28), dtype=np.float32))
    assert answer is not None
    assert answer.probabilities is not None
    assert answer.probabilities.argmax() == 6
