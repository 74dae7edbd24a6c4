"""The left place of the linear tab: presets, data, features, racers, run."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.errors import SettingsError
from engine.linear.presets import PRESETS
from engine.linear.racers import Racer
from engine.linear.settings import LinearSettings
from engine.point_settings import FOLLOWING, OWN_FILE, OWN_LABEL
from engine.settings import validated
from engine.words import difference_words, points_words
from gui.appearance import Appearance
from gui.widgets.feature_switches import FeatureSwitches
from gui.widgets.preset_box import PresetBox
from gui.widgets.racer_table import RacerTable
from gui.widgets.settings_form import SettingsForm

FIELDS = ("dataset", "points", "noise", "data_seed", "iterations", "batch_size", "seed")
"""Settings with a field in the form; the others have a widget of their own."""
MADE_WITH = ("points", "noise")
"""Settings that follow the data set when another is chosen."""


class LinearSettingsPlace(QWidget):
    """Shows settings, and says which others are wished.

    Signals:
        wished: (LinearSettings, name of what was edited).
        preset_wished: (name).
        file_wished: A file of data is to be opened.
        racer_selected: Index of the racer that the inspector is to follow.

    Args:
        appearance: Colours and sizes.
    """

    wished = Signal(object, str)
    preset_wished = Signal(str)
    file_wished = Signal()
    racer_selected = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._settings: LinearSettings = next(iter(PRESETS.values()))
        self._preset = next(iter(PRESETS))
        self._points_name = ""
        self._presets = PresetBox(appearance)
        self._presets.show_presets(tuple(PRESETS))
        self._form = SettingsForm(appearance, LinearSettings, FIELDS)
        self._features = FeatureSwitches(appearance)
        self._racers = RacerTable(appearance)
        self._open = QPushButton("Open…")
        self._open.setProperty("role", "small")
        self._open.setToolTip("Open a file of points: .npy, .npz or .csv (Ctrl+O)")
        self._open.setAccessibleName("Open a file of points")
        self._form.reserve_beside_title("Data", self._open)
        self._form.reserve("Features", self._features)
        self._form.reserve("Optimiser", self._racers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._presets)
        column.addWidget(self._form, 1)
        self._connect()

    @property
    def preset(self) -> str:
        """The preset that was chosen last."""
        return self._preset

    def _connect(self) -> None:
        self._presets.preset_chosen.connect(self._choose_preset)
        self._presets.reset_pressed.connect(self._reset_to_preset)
        self._form.edited.connect(self._edit)
        self._features.features_edited.connect(self._edit_features)
        self._racers.racers_edited.connect(self._edit_racers)
        self._racers.racer_selected.connect(self._select)
        self._open.clicked.connect(self.file_wished)

    def show_settings(self, settings: LinearSettings) -> None:
        """Shows these; nothing is emitted."""
        self._settings = settings
        own = settings.dataset == OWN_FILE
        self._form.show_only(name for name in FIELDS if not (own and name in FOLLOWING))
        named = points_words(self._points_name) if own and self._points_name else OWN_LABEL
        self._form.name_choice("dataset", OWN_FILE, named)
        self._form.show_settings(settings)
        self._features.show_features(settings.features)
        self._racers.show_racers(settings.racers)
        changed = difference_words(settings, PRESETS[self._preset], self._points_name)
        self._presets.show_current(self._preset, changed)

    def show_data(self, points_name: str) -> None:
        """From now on points of a file, or edited by hand, are called by this name."""
        self._points_name = points_name
        self.show_settings(self._settings)

    def show_preset(self, name: str) -> None:
        """From now on changes are told against this preset."""
        self._preset = name
        self.show_settings(self._settings)

    def show_selected(self, racer: int) -> None:
        """Marks the racer that the inspector follows."""
        racers = self._settings.racers
        if racer < len(racers):
            self._racers.show_selected(racers[racer].name)

    def _choose_preset(self, name: str) -> None:
        self._preset = name
        self.preset_wished.emit(name)

    def _reset_to_preset(self) -> None:
        self.preset_wished.emit(self._preset)

    def _edit(self, values: dict[str, Any]) -> None:
        present = self._settings.model_dump()
        if "dataset" in values:
            for name in MADE_WITH:
                present.pop(name)
        self._wish({**present, **values}, "+".join(values))

    def _edit_features(self, names: tuple[str, ...]) -> None:
        self._wish({**self._settings.model_dump(), "features": names}, "features")

    def _edit_racers(self, racers: tuple[Racer, ...]) -> None:
        try:
            self._emit(self._settings.with_racers(racers), "racers")
        except SettingsError as error:
            self._form.mark_problems(error.problems)

    def _wish(self, values: dict[str, Any], what: str) -> None:
        try:
            settings = validated(LinearSettings, values)
        except SettingsError as error:
            self._form.mark_problems(error.problems)
        else:
            self._emit(settings, what)

    def _emit(self, settings: LinearSettings, what: str) -> None:
        self._form.mark_problems({})
        if settings != self._settings:
            self.wished.emit(settings, what)

    def _select(self, name: str) -> None:
        names = [racer.name for racer in self._settings.racers]
        self.racer_selected.emit(names.index(name))
