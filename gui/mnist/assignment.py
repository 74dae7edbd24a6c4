"""MNIST as the window's parts that serve every assignment need it."""

from engine.mnist.presets import PRESETS
from engine.mnist.settings import MnistSettings
from engine.mnist.words import settings_words
from gui.assignment import Assignment
from gui.steps import BATCHES

MNIST = Assignment(
    name="mnist",
    runs={MnistSettings: "mnist"},
    presets=PRESETS,
    step_lengths=None,
    settings_words=settings_words,
    guided=None,
    file_settings=lambda settings, _digits: settings,
    waiting_words="Reading the images …",
    steps=BATCHES,
)
