"""The left place of the planar tab: presets, data, model, optimiser, run."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.errors import SettingsError
from engine.planar.presets import PRESETS
from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.point_settings import FOLLOWING, OWN_FILE, OWN_LABEL
from engine.settings import declaration, validated
from engine.words import difference_words, points_words
from gui.appearance import Appearance
from gui.widgets.preset_box import PresetBox
from gui.widgets.settings_form import SettingsForm
from gui.words import Words

DATA = ("dataset", "points", "noise", "data_seed")
RUN = ("iterations", "seed")
FORMS: dict[type[PlanarSettings], tuple[str, ...]] = {
    PlanarSettings: (*DATA, "n_hidden", "activation", "learning_rate", "l2", *RUN),
    SizesSettings: (*DATA, "activation", "learning_rate", "l2", *RUN),
    RatesSettings: (*DATA, "n_hidden", "activation", "l2", *RUN),
}
"""For each class of settings, those with a field in its form."""
LISTS: dict[type[PlanarSettings], str] = {SizesSettings: "sizes", RatesSettings: "rates"}
"""The setting that is a list of numbers, typed with commas."""


class ListField(QWidget):
    """A list of numbers with commas, checked as a setting.

    Signals:
        entered: (text) that the setting can take.
    """

    entered = Signal(str)

    def __init__(
        self, appearance: Appearance, settings_class: type[PlanarSettings], name: str
    ) -> None:
        super().__init__()
        self._class, self._name = settings_class, name
        declared = declaration(settings_class, name)
        self._field = QLineEdit()
        self._field.setAccessibleName(declared.label)
        self._field.setToolTip(declared.help)
        self._problem = Words(appearance, "", "bad")
        self._problem.setWordWrap(True)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.sizes.inside)
        column.addWidget(Words(appearance, f"{declared.label} {declared.symbol}".capitalize()))
        column.addWidget(self._field)
        column.addWidget(self._problem)
        self._field.editingFinished.connect(self._enter)

    def show_value(self, text: str) -> None:
        """Shows this list, unless another is being typed."""
        if not self._field.hasFocus():
            self._field.setText(text)
            self._problem.hide()

    def _enter(self) -> None:
        try:
            settings = validated(self._class, {self._name: self._field.text()})
        except SettingsError as error:
            self._problem.setText(str(error))
            self._problem.show()
        else:
            self._problem.hide()
            self.entered.emit(getattr(settings, self._name))


class PlanarSettingsPlace(QWidget):
    """Shows settings, and says which others are wished.

    Signals:
        wished: (settings, name of what was edited).
        preset_wished: (name).
        file_wished: A file of data is to be opened.

    Args:
        appearance: Colours and sizes.
    """

    wished = Signal(object, str)
    preset_wished = Signal(str)
    file_wished = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._settings = next(iter(PRESETS.values()))
        self._preset = next(iter(PRESETS))
        self._points_name = ""
        self._presets = PresetBox(appearance)
        self._presets.show_presets(tuple(PRESETS))
        self._lists: dict[type[PlanarSettings], ListField] = {}
        self._forms = {kind: self._make_form(kind, names) for kind, names in FORMS.items()}
        self._stack = QStackedWidget()
        for form in self._forms.values():
            self._stack.addWidget(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._presets)
        column.addWidget(self._stack, 1)
        self._presets.preset_chosen.connect(self.preset_wished)
        self._presets.reset_pressed.connect(lambda: self.preset_wished.emit(self._preset))

    def _make_form(self, kind: type[PlanarSettings], names: tuple[str, ...]) -> SettingsForm:
        form = SettingsForm(self._appearance, kind, names)
        form.edited.connect(self._edit)
        opener = QPushButton("Open…")
        opener.setProperty("role", "small")
        opener.setToolTip("Open a file of points: .npy, .npz or .csv (Ctrl+O)")
        opener.setAccessibleName("Open a file of points")
        opener.clicked.connect(self.file_wished)
        form.reserve_beside_title("Data", opener)
        if kind in LISTS:
            name = LISTS[kind]
            field = ListField(self._appearance, kind, name)
            field.entered.connect(lambda text: self._edit({name: text}))
            form.reserve(declaration(kind, name).group, field)
            self._lists[kind] = field
        return form

    def show_settings(self, settings: PlanarSettings) -> None:
        """Shows these, in the form of their kind; nothing is emitted."""
        self._settings = settings
        kind = type(settings)
        form, own = self._forms[kind], settings.dataset == OWN_FILE
        form.show_only(name for name in FORMS[kind] if not (own and name in FOLLOWING))
        named = points_words(self._points_name) if own and self._points_name else OWN_LABEL
        form.name_choice("dataset", OWN_FILE, named)
        form.show_settings(settings)
        self._stack.setCurrentWidget(form)
        if kind in LISTS:
            self._lists[kind].show_value(getattr(settings, LISTS[kind]))
        preset = PRESETS[self._preset]
        changed = ""
        if type(preset) is kind:
            changed = difference_words(settings, preset, self._points_name)
        self._presets.show_current(self._preset, changed)

    def show_data(self, points_name: str) -> None:
        """From now on points of a file, or edited by hand, are called by this name."""
        self._points_name = points_name
        self.show_settings(self._settings)

    def show_preset(self, name: str) -> None:
        """From now on changes are told against this preset."""
        self._preset = name

    def _edit(self, values: dict[str, Any]) -> None:
        present = self._settings.model_dump()
        if "dataset" in values:
            for name in FOLLOWING:
                present.pop(name)
        form = self._forms[type(self._settings)]
        try:
            settings = validated(type(self._settings), {**present, **values})
        except SettingsError as error:
            form.mark_problems(error.problems)
            return
        form.mark_problems({})
        if settings != self._settings:
            self.wished.emit(settings, "+".join(values))
