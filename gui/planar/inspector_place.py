"""The right place of the planar tab: the numbers of the state shown, or the formulas with them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.datasets import Points
from engine.planar.look import PlanarLook
from engine.planar.settings import PlanarSettings
from gui.appearance import Appearance
from gui.planar.formula_numbers import numbers_of
from gui.planar.formulas import planar_blocks, planar_sections
from gui.planar.inspector import PlanarInspector
from gui.planar.sweep_inspector import SweepInspector
from gui.planar.sweep_page import NetworkRow
from gui.widgets.formula_pane import FormulaPane
from gui.widgets.view_switch import ViewSwitch

VIEWS = (
    ("numbers", "Numbers", "The numbers of the state shown"),
    ("formulas", "Formulas", "The formulas, with the numbers of the state shown"),
)


class PlanarInspectorPlace(QWidget):
    """Follows the open run of one network.

    Signals:
        formulas_shown: Whether the formulas are shown, which want more room.
        unit_pointed: Index of the hidden unit under the mouse.
        wanted: It has come into sight and wants to be told the state.

    Args:
        appearance: Colours and sizes.
    """

    formulas_shown = Signal(bool)
    unit_pointed = Signal(int)
    wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._unit = 0
        self._formula_kind: tuple[str, bool] | None = None
        self._switch = ViewSwitch(appearance, VIEWS, "Numbers or formulas")
        self._numbers = PlanarInspector(appearance)
        self._formulas = FormulaPane(appearance)
        self._networks = SweepInspector(appearance)
        self._several = False
        self._settings: PlanarSettings | None = None
        self._stack = QStackedWidget()
        for page in (self._numbers, self._formulas, self._networks):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        around = appearance.sizes.around
        column.setContentsMargins(0, around, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(around, 0, around, 0)
        top.addWidget(self._switch)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self._switch.chosen.connect(self._choose)
        self._numbers.unit_pointed.connect(self.unit_pointed)

    def show_unit(self, unit: int) -> None:
        """Follows another hidden unit, from 0."""
        self._unit = unit

    def show_kind(self, settings: PlanarSettings, several: bool) -> None:
        """Follows several networks, or one."""
        self._settings = settings
        if several != self._several:
            self._several = several
            self._show_numbers()
        if several:
            self._show_plain_formulas()

    def show_rows(self, rows: tuple[NetworkRow, ...]) -> None:
        """Shows what came of several networks."""
        self._networks.show_rows(rows)

    def _show_numbers(self) -> None:
        if self._stack.currentWidget() is not self._formulas:
            self._stack.setCurrentWidget(self._networks if self._several else self._numbers)

    def show_look(self, seen: PlanarLook, points: Points) -> None:
        """Shows a state."""
        if not self.isVisible():
            return
        unit = min(self._unit, seen.parameters["W1"].shape[0] - 1)
        if self._stack.currentWidget() is self._numbers:
            self._numbers.show_look(seen, unit)
            return
        self._show_formulas(seen.settings)
        self._formulas.update_numbers(planar_blocks(numbers_of(seen, points, unit, 0)))

    def _show_formulas(self, settings: PlanarSettings) -> None:
        kind = settings.activation, settings.l2 != 0
        if kind != self._formula_kind:
            self._formula_kind = kind
            self._formulas.show_sections(planar_sections(kind[0], l2=settings.l2))

    def _show_plain_formulas(self) -> None:
        """Without numbers: those of which of the networks?"""
        if self._settings is not None and self._stack.currentWidget() is self._formulas:
            self._show_formulas(self._settings)
            self._formulas.update_numbers({})

    def showEvent(self, event: QShowEvent) -> None:
        """What was not shown while it was hidden is shown now."""
        super().showEvent(event)
        self.wanted.emit()

    def _choose(self, name: str) -> None:
        numbers = self._networks if self._several else self._numbers
        self._stack.setCurrentWidget(self._formulas if name == "formulas" else numbers)
        if self._several:
            self._show_plain_formulas()
        self.formulas_shown.emit(name == "formulas")
        self.wanted.emit()
