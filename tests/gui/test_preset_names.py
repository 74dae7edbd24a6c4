"""What a run is called in the list."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from engine.linear.settings import LinearSettings
from engine.mnist.settings import MnistSettings
from gui.preset_names import PresetNames

KEYS = count()
SMALL, WHOLE = "8×8 digits of scikit-learn (1,197 / 300 / 300)", "MNIST (50,000 / 10,000 / 10,000)"


@dataclass(frozen=True)
class _Points:
    name: str


@dataclass(frozen=True)
class _Run:
    """As much of a record as a name needs."""

    settings: Any
    points: _Points
    origin: None = None
    key: int = field(default_factory=lambda: next(KEYS))


def names(*runs: _Run) -> list[str]:
    known = PresetNames({"Assignment": type(runs[0].settings)()})
    return [known.words_for(run, runs) for run in runs]  # type: ignore[arg-type]


def test_runs_on_other_images_are_told_apart() -> None:
    first, second = _Run(MnistSettings(), _Points(SMALL)), _Run(MnistSettings(), _Points(WHOLE))
    third = _Run(MnistSettings(units=8), _Points(WHOLE))
    assert names(first, second, third) == [
        "8×8 digits of scikit-learn",
        "MNIST",
        "MNIST, nₕ 8",
    ]


def test_the_images_are_not_told_where_all_runs_have_the_same() -> None:
    first, second = (
        _Run(MnistSettings(), _Points(WHOLE)),
        _Run(MnistSettings(units=8), _Points(WHOLE)),
    )
    assert names(first, second) == ["Assignment", "nₕ 8"]


def test_points_that_a_setting_tells_are_not_told_twice() -> None:
    ring, moons = LinearSettings(), LinearSettings(dataset="moons")
    assert names(_Run(ring, _Points("Ring")), _Run(moons, _Points("Moons"))) == [
        "Assignment",
        "moons",
    ]
