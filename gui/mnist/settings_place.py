"""The left place of the MNIST tab: presets, data, model, optimiser, run."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.errors import SettingsError
from engine.mnist.presets import PRESETS
from engine.mnist.settings import MnistSettings
from engine.settings import validated
from engine.words import difference_words
from gui.appearance import Appearance
from gui.mnist.data_place import DataPlace
from gui.widgets.preset_box import PresetBox
from gui.widgets.settings_form import SettingsForm


class MnistSettingsPlace(QWidget):
    """Shows settings, and says which others are wished.

    Signals:
        wished: (settings, name of what was edited).
        preset_wished: (name).

    Args:
        appearance: Colours and sizes.
    """

    wished = Signal(object, str)
    preset_wished = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._settings = next(iter(PRESETS.values()))
        self._preset = next(iter(PRESETS))
        self._presets = PresetBox(appearance)
        self._presets.show_presets(tuple(PRESETS))
        self.data = DataPlace(appearance)
        self.form = SettingsForm(appearance, MnistSettings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._presets)
        column.addWidget(self.data)
        column.addWidget(self.form, 1)
        self._presets.preset_chosen.connect(self.preset_wished)
        self._presets.reset_pressed.connect(lambda: self.preset_wished.emit(self._preset))
        self.form.edited.connect(self._edit)

    def show_settings(self, settings: MnistSettings) -> None:
        """Shows these; nothing is emitted."""
        self._settings = settings
        self.form.show_settings(settings)
        self._presets.show_current(self._preset, difference_words(settings, PRESETS[self._preset]))

    def show_preset(self, name: str) -> None:
        """From now on changes are told against this preset."""
        self._preset = name

    def _edit(self, values: dict[str, Any]) -> None:
        try:
            settings = validated(MnistSettings, {**self._settings.model_dump(), **values})
        except SettingsError as error:
            self.form.mark_problems(error.problems)
            return
        self.form.mark_problems({})
        if settings != self._settings:
            self.wished.emit(settings, "+".join(values))
