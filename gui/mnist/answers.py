"""What networks answer to an image, and the words for it. No widget; the engine computes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.mnist.forward import probabilities
from engine.mnist.network import Network

Image = NDArray[np.float32]
"""(28, 28), from paper, 0, to ink, 1."""
Probabilities = NDArray[np.float32]
"""(10,)."""

SURE = 0.75
"""The likeliest digit is named as the answer from here on; below, the doubt is."""
MOST_SURE = 99.9
"""Percent that is claimed at most."""
ALMOST = 0.05
"""The second is named beside the first from here on."""


@dataclass(frozen=True, eq=False)
class Answerer:
    """Who answers.

    Attributes:
        words: "Ready-made network (99.5 % on test)" or "This run, batch 412".
        network: What answers.
        about: What it is, in a sentence or two, for the tooltip.
    """

    words: str
    network: Network
    about: str = ""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one network says of one image.

    Attributes:
        words: Who answers.
        probabilities: Of the ten digits; None where there is no image.
    """

    words: str
    probabilities: Probabilities | None = None


class Answers:
    """Asks at most two networks, and each only when its image or its weights are other ones."""

    def __init__(self) -> None:
        self._asked: dict[int, tuple[Network, Image, Probabilities]] = {}

    def ask(self, place: int, answerer: Answerer | None, image: Image | None) -> Answer | None:
        """What a network says; None without one.

        Args:
            place: 0 for who answers, 1 for the other.
            answerer: Who is asked.
            image: Of what; an image that was asked of must not be changed afterwards.
        """
        if answerer is None:
            return None
        if image is None:
            return Answer(answerer.words)
        said = self._known(answerer.network, image)
        if said is None:
            said = probabilities(answerer.network, image[None])[0]
        self._asked[place] = answerer.network, image, said
        return Answer(answerer.words, said)

    def _known(self, network: Network, image: Image) -> Probabilities | None:
        for asked, seen, said in self._asked.values():
            if asked is network and seen is image:
                return said
        return None


@dataclass(frozen=True)
class Verdict:
    """An answer in words.

    Attributes:
        digit: The answer, None while there is none or it is doubtful.
        words: How sure, "97.3 % sure"; or the doubt, "Not sure: 41 % a 4, 38 % a 9".
    """

    digit: int | None
    words: str


NOTHING = Verdict(None, "")


def verdict(said: Probabilities | None) -> Verdict:
    """An answer in words; a doubtful one is told as doubt."""
    if said is None:
        return NOTHING
    if not np.isfinite(said).all():
        return Verdict(None, "No answer: the weights are not finite")
    first, second = np.argsort(-said)[:2].tolist()
    if said[first] >= SURE:
        return Verdict(first, f"{finely(float(said[first]))} sure")
    doubt = f"Not sure: {percent(float(said[first]))} {article(first)} {first}"
    if said[second] >= ALMOST:
        doubt += f", {percent(float(said[second]))} {article(second)} {second}"
    return Verdict(None, doubt)


def percent(share: float) -> str:
    """A probability as a whole percentage."""
    return f"{100 * share:.0f} %"


def finely(share: float) -> str:
    """A probability with three figures, but never 100 %: no network is as sure as that."""
    return f"{min(100 * share, MOST_SURE):.1f} %"


def article(digit: int) -> str:
    """The article of a digit: "an 8", "a 7"."""
    return "an" if digit == 8 else "a"
