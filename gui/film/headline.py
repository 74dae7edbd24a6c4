"""The words beside a film's iteration: how well the state shown does."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Said:
    """A piece of a headline.

    Attributes:
        name: "accuracy", or the racer whose it is.
        value: "90.5 %".
        colour: Of the racer; "" for that of the text.
    """

    name: str
    value: str
    colour: str = ""


Headline = tuple[Said, ...]


def rich(headline: Headline) -> str:
    """The pieces beside each other, racers in their colours: "accuracy 90.5 %"."""
    return "&nbsp;&nbsp;&nbsp; ".join(_piece(one) for one in headline)


def _piece(said: Said) -> str:
    words = f"{escape(said.name)} {said.value}".replace(" ", "&nbsp;")
    return f'<span style="color: {said.colour}">{words}</span>' if said.colour else words
