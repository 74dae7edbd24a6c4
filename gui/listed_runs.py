"""The list of runs beside the curve: what it says of each, and what is hidden, ticked, compared."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from engine.run_record import RunRecord
from engine.words import all_words
from gui.appearance import Appearance
from gui.figures import loss_text
from gui.run_row import RunRow
from gui.time_lines import LossLines
from gui.widgets.run_list import RunList
from gui.workbench import Workbench

REFRESH_MILLISECONDS = 250
"""How often the losses in the list are written anew while a run trains."""

Style = Callable[[RunRecord, int], tuple[str, tuple[float, ...]]]


class ListedRuns(QObject):
    """Connects the shelf of a workbench with the list that shows it.

    Signals:
        compared: The record to stand beside the open one, or None.
        hidden_changed: A run's curve is to be hidden, or shown again.

    Args:
        appearance: Colours and sizes.
        workbench: Whose runs they are.
        style: Colour and dash of a racer of a record.
        name_of: What a record is called.
        lines: How losses are read.
        quantity: What the course calls the loss.
        parent: Qt's owner.

    Attributes:
        list: The widget.
    """

    compared = Signal(object)
    hidden_changed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        workbench: Workbench,
        style: Style,
        name_of: Callable[[RunRecord], str],
        lines: LossLines,
        quantity: str = "loss",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._style = style
        self._name_of = name_of
        self._lines = lines
        self._hidden: set[int] = set()
        self._ticked: list[int] = []
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MILLISECONDS)
        self._refresh.timeout.connect(self._show_rows)
        self.list = RunList(appearance, quantity)
        self.list.opened.connect(self._open_key)
        self.list.deleted.connect(self._delete)
        self.list.shown_toggled.connect(self._toggle)
        self.list.ticked.connect(self._tick)
        workbench.shelf.changed.connect(self.show)
        workbench.mode_changed.connect(self.show)
        appearance.changed.connect(self._show_rows)

    def hides(self, record: RunRecord) -> bool:
        """Whether a run's curve is hidden."""
        return record.key in self._hidden

    def open(self, record: RunRecord) -> None:
        """A run was opened."""
        if len(self._ticked) == 2 and record.key not in self._ticked:
            self._ticked = []  # another run is wanted than the two side by side

    def show(self, _mode: object = None) -> None:
        """Shows the runs as they are, and tells which two stand side by side."""
        keys = {record.key for record in self._workbench.shelf.records}
        self._ticked = [key for key in self._ticked if key in keys]
        self._show_rows()
        self._compare()

    def show_losses_soon(self) -> None:
        """Iterations have come: the losses are written anew some times a second."""
        if not self._refresh.isActive():
            self._refresh.start()

    def _show_rows(self) -> None:
        self.list.show_rows(self._rows())

    def _rows(self) -> tuple[RunRow, ...]:
        shelf = self._workbench.shelf
        known = [one for one in shelf.records if one.head > 0 or one is shelf.current]
        return tuple(self._row(record) for record in reversed(known))

    def _row(self, record: RunRecord) -> RunRow:
        current = record is self._workbench.shelf.current
        colour = self._style(record, 0)[0] if current else None
        loss = min(self._lines.at(record, record.head).values(), default=None)
        return RunRow(
            key=str(record.key),
            colour=colour,
            text=self._name_of(record),
            loss_text="–" if loss is None else loss_text(loss),
            shown=record.key not in self._hidden,
            current=current,
            ticked=record.key in self._ticked,
            tooltip=all_words(record.settings),
        )

    def _open_key(self, key: str) -> None:
        record = self._workbench.shelf.find(int(key))
        if record is not None and record is not self._workbench.shelf.current:
            self._workbench.shelf.open(record, record.head, self._workbench.position)

    def _delete(self, key: str) -> None:
        self._workbench.shelf.remove(int(key), self._workbench.position)

    def _toggle(self, key: str, shown: bool) -> None:
        (self._hidden.discard if shown else self._hidden.add)(int(key))
        self.hidden_changed.emit()
        self.show()

    def _tick(self, key: str, ticked: bool) -> None:
        number = int(key)
        self._ticked = [one for one in self._ticked if one != number]
        if ticked:
            self._ticked = [*self._ticked[-1:], number]
        current = self._workbench.shelf.current
        if len(self._ticked) == 2 and current is not None and current.key not in self._ticked:
            self._open_key(key)
        self.show()

    def _compare(self) -> None:
        """Two ticked runs stand side by side: the open one, and the other."""
        shelf = self._workbench.shelf
        beside = None
        if len(self._ticked) == 2 and shelf.current is not None:
            others = [key for key in self._ticked if key != shelf.current.key]
            beside = shelf.find(others[0])
        self.compared.emit(beside)
