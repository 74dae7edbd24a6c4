"""The linear models as the window's parts that serve every assignment need them."""

from engine.linear.look import step_lengths
from engine.linear.presets import PRESETS
from engine.linear.settings import LinearSettings
from engine.linear.words import settings_words
from gui.assignment import Assignment

LINEAR = Assignment(
    name="linear",
    runs={LinearSettings: "linear"},
    presets=PRESETS,
    step_lengths=step_lengths,
    settings_words=settings_words,
    guided=LinearSettings,
)
