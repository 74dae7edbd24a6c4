"""What the command line offers of each assignment, by name: settings, training, checks, files.

One more row in `ASSIGNMENTS` is one more assignment; nothing of it is imported before it is asked
for.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


class Trained(Protocol):
    """What an assignment's `train` gives back."""

    @property
    def stopped(self) -> bool:
        """Whether the run stopped by itself, before the chosen number of iterations."""

    def save(self, path: Path) -> None:
        """Writes what `--out` names. Raises RunFileError where it cannot."""

    def as_json(self) -> dict[str, Any]:
        """Everything for `--json`; numbers may be infinite or nan."""

    def as_text(self) -> str:
        """A small table for a person."""


@dataclass(frozen=True)
class Assignment:
    """What the command line offers of an assignment; imported when it is asked for.

    Attributes:
        title: In words, for the help.
        settings: Where its settings class is, "module:name".
        train: Where its function (values, data, target, Progress) → Trained is.
        checks: Where its function (data, target) → checks, one by one, is.
        n_checks: How many those are, for the progress.
        endings: Of the files that `--out` can write.
        presets: Where its settings by the names for `--preset` are, if it has any.
        download: Where its function Progress → Path is that fetches the data, if there is one.
        data: What `--data` names, for the help.
    """

    title: str
    settings: str
    train: str
    checks: str
    n_checks: int = 0
    endings: tuple[str, ...] = (".descent",)
    presets: str = ""
    download: str = ""
    data: str = "points of your own: .npz with X and y, .csv with the label last, or .npy"


ASSIGNMENTS = {
    "linear": Assignment(
        title="a linear classifier, one to four optimisers",
        settings="engine.linear.settings:LinearSettings",
        train="engine.linear.training:train",
        checks="engine.linear.check:checks",
        n_checks=12,
    ),
    "planar": Assignment(
        title="a network with one hidden layer, beside logistic regression",
        settings="engine.planar.settings:PlanarSettings",
        train="engine.planar.training:train",
        checks="engine.planar.check:checks",
        n_checks=24,
    ),
    "mnist": Assignment(
        title="a perceptron on handwritten digits",
        settings="engine.mnist.settings:MnistSettings",
        train="engine.mnist.training:train",
        checks="engine.mnist.check:checks",
        n_checks=7,
        endings=(".descent", ".keras"),
        presets="engine.mnist.presets:BY_OPTION",
        download="engine.mnist.download:download_file",
        data="digits: mnist.npz, or one of the four IDX files beside the others",
    ),
}
