"""The right place of the linear tab: the numbers of the state shown, or the formulas with them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.linear.look import look
from engine.record import Record
from gui.appearance import Appearance
from gui.linear.formula_numbers import numbers_of
from gui.linear.formulas import linear_blocks, linear_sections
from gui.linear.inspector import LinearInspector
from gui.linear.surfaces import linear_run
from gui.widgets.formula_pane import FormulaPane
from gui.widgets.view_switch import ViewSwitch

VIEWS = (
    ("numbers", "Numbers", "The numbers of the state shown"),
    ("formulas", "Formulas", "The formulas, with the numbers of the state shown"),
)


class InspectorPlace(QWidget):
    """Follows one racer of the open run.

    Signals:
        formulas_shown: Whether the formulas are shown, which want more room.

    Args:
        appearance: Colours and sizes.
    """

    formulas_shown = Signal(bool)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._record: Record | None = None
        self._racer = 0
        self._position = 0
        self._feature = 0
        self._rule = ""
        self._switch = ViewSwitch(appearance, VIEWS, "Numbers or formulas")
        self._numbers = LinearInspector(appearance)
        self._formulas = FormulaPane(appearance)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._numbers)
        self._stack.addWidget(self._formulas)
        column = QVBoxLayout(self)
        around = appearance.sizes.around
        column.setContentsMargins(0, around, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(around, 0, around, 0)
        top.addWidget(self._switch)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self._switch.chosen.connect(self._choose)
        self._numbers.feature_pointed.connect(self._point_at)

    def show_record(self, record: Record, racer: int) -> None:
        """Follows another run or racer from now on."""
        self._record, self._racer = record, min(racer, record.n_racers - 1)
        self._feature = min(self._feature, len(linear_run(record).columns) - 1)
        rule = record.settings.optimizers[self._racer]
        if rule != self._rule:
            self._rule = rule
            self._formulas.show_sections(linear_sections(rule))

    def show_position(self, position: int) -> None:
        """Shows the numbers of an iteration."""
        self._position = position
        record = self._record
        if record is None or not self.isVisible():
            return
        run = linear_run(record)
        seen = look(run, record.state(min(position, record.head)), self._racer)
        label = record.settings.labels[self._racer]
        if self._stack.currentWidget() is self._numbers:
            self._numbers.show_look(seen, record, label)
        else:
            first = record.points.y[seen.batch[0]]
            numbers = numbers_of(seen, self._feature, record.settings.features, float(first))
            self._formulas.update_numbers(linear_blocks(numbers))

    def showEvent(self, event: QShowEvent) -> None:
        """What was not shown while it was hidden is shown now."""
        super().showEvent(event)
        self.show_position(self._position)

    def _choose(self, name: str) -> None:
        self._stack.setCurrentWidget(self._formulas if name == "formulas" else self._numbers)
        self.formulas_shown.emit(name == "formulas")
        self.show_position(self._position)

    def _point_at(self, row: int) -> None:
        if row >= 0:
            self._feature = row
