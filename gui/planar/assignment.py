"""The planar network as the window's parts that serve every assignment need it."""

from engine.planar.held_out import split
from engine.planar.look import step_lengths
from engine.planar.presets import PRESETS
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.planar.words import settings_words
from engine.run import State
from gui.assignment import Assignment


def _step_lengths(run: PlanarRun, state: State, _network: int) -> tuple[float, float]:
    return step_lengths(run, state)


PLANAR = Assignment(
    name="planar",
    runs={
        PlanarSettings: "planar",
        SizesSettings: "planar-sizes",
        RatesSettings: "planar-rates",
    },
    presets=PRESETS,
    step_lengths=_step_lengths,
    settings_words=settings_words,
    guided=PlanarSettings,
    split=split,
    quantity="cost",
)
