"""The optimisers that race, a row for each: its line, rule, learning rate and decay."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.linear.racers import MOST_RACERS, Racer, racer_names
from engine.optimizers import RULES
from gui.appearance import Appearance
from gui.racer_row import RacerHeader, RacerRow


class RacerTable(QWidget):
    """One to four racers; rows can be edited, selected, added and removed.

    Signals:
        racers_edited: The racers that are wanted, with their names.
        racer_selected: (name) of the racer whose row was clicked or reached by the keyboard.
    """

    racers_edited = Signal(object)
    racer_selected = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._racers: tuple[Racer, ...] = ()
        self._selected = ""
        self._rows: list[RacerRow] = []
        self._add = QPushButton("Add a racer")
        self._add.setProperty("role", "link")
        self._add.setToolTip(
            f"One more optimiser, up to {MOST_RACERS}, from the same weights on the same"
            " mini-batches.\nBegins a new run."
        )
        self._add.clicked.connect(self._add_racer)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(appearance.sizes.row_gap)
        self._layout.addWidget(RacerHeader(appearance))
        self._layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("Racers")
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def racers(self) -> tuple[Racer, ...]:
        """The racers shown."""
        return self._racers

    def show_racers(self, racers: tuple[Racer, ...]) -> None:
        """Show these; nothing is emitted."""
        self._racers = racers
        while len(self._rows) < len(racers):
            self._append_row()
        while len(self._rows) > len(racers):
            self._drop_row()
        for place, (row, racer) in enumerate(zip(self._rows, racers, strict=True), 1):
            row.show_racer(racer, place, lonely=len(racers) == 1)
        self._add.setVisible(len(racers) < MOST_RACERS)
        self._draw_lines()
        self.show_selected(self._selected)

    def show_selected(self, name: str) -> None:
        """Mark the racer that the inspector follows; with one racer there is no mark."""
        self._selected = name
        for row in self._rows:
            row.line.show_selected(row.racer.name == name and len(self._racers) > 1)

    def _append_row(self) -> None:
        row = RacerRow(self._appearance)
        self._rows.append(row)
        self._layout.insertWidget(len(self._rows), row)
        row.edited.connect(self._edit)
        row.removed.connect(self._remove)
        row.selected.connect(self._select)

    def _drop_row(self) -> None:
        row = self._rows.pop()
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _draw_lines(self) -> None:
        rules: list[str] = []
        for index, row in enumerate(self._rows):
            rule = row.racer.rule
            row.line.show_style(*self._appearance.theme.racer_style(index, rule, rules.count(rule)))
            rules.append(rule)

    def _edit(self, wanted: Racer) -> None:
        self._want(wanted if one.name == wanted.name else one for one in self._racers)

    def _remove(self, unwanted: Racer) -> None:
        self._want(one for one in self._racers if one.name != unwanted.name)

    def _select(self, racer: Racer) -> None:
        if racer.name != self._selected:
            self.show_selected(racer.name)
            self.racer_selected.emit(racer.name)

    def _add_racer(self) -> None:
        used = {racer.rule for racer in self._racers}
        rule = next((name for name in RULES if name not in used), self._racers[-1].rule)
        self._want((*self._racers, replace(self._racers[-1], rule=rule)))

    def _want(self, racers: Iterable[Racer]) -> None:
        wanted = tuple(racers)
        names = racer_names(tuple(racer.rule for racer in wanted))
        self.racers_edited.emit(
            tuple(replace(racer, name=name) for racer, name in zip(wanted, names, strict=True))
        )

    def _dress(self) -> None:
        self._add.setIcon(self._appearance.icon("plus", self._appearance.theme.secondary))
        self._draw_lines()
