"""The optimisers that race, a row for each: its line, rule, learning rate and decay."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.linear.settings import MOST_RACERS, LinearSettings, Racer, racer_names
from engine.optimizers import RULES
from engine.settings import declared
from gui.appearance import Appearance
from gui.fields import Choice, NumberField, checked_by
from gui.theme import Dash
from gui.words import Words

NO_ALPHA = "–"
"""Stands in the field of a decay where the rule has none."""


class _Line(QWidget):
    """A piece of a racer's line, in its colour and dash; a bar before it marks the selected."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._colour = appearance.theme.text
        self._dash: Dash = ()
        self._selected = False

    def show_style(self, colour: str, dash: Dash) -> None:
        """Draw this colour and dash."""
        self._colour, self._dash = colour, dash
        self.update()

    def show_selected(self, selected: bool) -> None:
        """Draw the mark of the selected racer, or none."""
        self._selected = selected
        self.update()

    def sizeHint(self) -> QSize:
        """Long enough to tell the dashes apart."""
        sizes = self._appearance.sizes
        return QSize(sizes.small_button + sizes.row_gap, sizes.control)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark, then the line."""
        sizes = self._appearance.sizes
        middle, thick = self.height() / 2, sizes.line_width + 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._selected:
            bar = QRectF(0, middle - sizes.gap, thick, 2 * sizes.gap)
            painter.fillRect(bar, QColor(self._appearance.theme.accent))
        pen = QPen(QColor(self._colour), thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._dash:
            pen.setDashPattern([length / 2 for length in self._dash])
        painter.setPen(pen)
        painter.drawLine(sizes.row_gap, round(middle), self.width(), round(middle))


class _Row(QWidget):
    """One racer: what it is, and the wishes to change it."""

    edited = Signal(object)
    selected = Signal(object)
    removed = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._racer: Racer | None = None
        known = {one.name: one for one in declared(LinearSettings)}
        self.line = _Line(appearance)
        self.rule = Choice(tuple((rule.name, rule.label) for rule in RULES.values()))
        self.rule.setToolTip("The rule by which a gradient becomes a step.\nBegins a new run.")
        self.eta, self.alpha = (
            NumberField(appearance, known[name], checked_by(LinearSettings, name))
            for name in ("learning_rate", "alpha")
        )
        self.remove = QToolButton()
        self.remove.setProperty("role", "small")
        self.problem = Words(appearance, role="bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._arrange()
        self._connect()
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def racer(self) -> Racer:
        """The racer shown."""
        if self._racer is None:
            raise RuntimeError("A row shows its racer before it is used.")
        return self._racer

    def show_racer(self, racer: Racer, place: int, lonely: bool) -> None:
        """Show its values; `place` counts from 1; a lonely racer cannot be removed."""
        self._racer = racer
        self.rule.show_value(racer.rule)
        self.eta.show_value(racer.learning_rate)
        self._show_alpha(racer)
        if lonely and self.remove.hasFocus():
            self.rule.setFocus()
        self.remove.setVisible(not lonely)
        self._name(racer.label, place)

    def fields(self) -> tuple[QWidget, ...]:
        """What can be reached by the keyboard, from left to right."""
        return (self.rule, self.eta, self.alpha, self.remove)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Working in a row selects its racer."""
        if event.type() is QEvent.Type.FocusIn and self._racer is not None:
            self.selected.emit(self._racer)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the fields selects the racer too."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.selected.emit(self.racer)

    def _show_alpha(self, racer: Racer) -> None:
        uses_alpha = RULES[racer.rule].uses_alpha
        self.alpha.setEnabled(uses_alpha)
        if uses_alpha:
            self.alpha.show_value(racer.alpha)
            return
        self.alpha.mark("")
        self.alpha.setText(NO_ALPHA)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        line = QHBoxLayout()
        line.setSpacing(sizes.inside)
        line.addWidget(self.line)
        for field in self.fields():
            line.addWidget(field, 1 if field is self.rule else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(sizes.inside)
        layout.addLayout(line)
        layout.addWidget(self.problem)
        for field in (self.rule, self.eta, self.alpha):
            field.setProperty("compact", True)
        policy = self.remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(policy)

    def _connect(self) -> None:
        self.rule.value_edited.connect(self._edit_rule)
        self.eta.value_edited.connect(self._edit_eta)
        self.alpha.value_edited.connect(self._edit_alpha)
        self.remove.clicked.connect(self._remove)
        for number in (self.eta, self.alpha):
            number.problem_found.connect(self._tell)
        for field in self.fields():
            field.installEventFilter(self)

    def _edit_rule(self, rule: str) -> None:
        self.edited.emit(replace(self.racer, rule=rule))

    def _edit_eta(self, learning_rate: float) -> None:
        self.edited.emit(replace(self.racer, learning_rate=learning_rate))

    def _edit_alpha(self, alpha: float) -> None:
        self.edited.emit(replace(self.racer, alpha=alpha))

    def _remove(self) -> None:
        self.removed.emit(self.racer)

    def _name(self, label: str, place: int) -> None:
        self.setAccessibleName(f"Racer {place}: {label}")
        self.rule.setAccessibleName(f"Rule of racer {place}")
        self.eta.setAccessibleName(f"Learning rate η of racer {place}, {label}")
        self.alpha.setAccessibleName(f"Decay α of racer {place}, {label}")
        self.remove.setAccessibleName(f"Remove racer {place}, {label}")
        self.remove.setToolTip(f"Remove {label}.\nBegins a new run.")

    def _tell(self, _problem: str) -> None:
        problem = self.eta.problem or self.alpha.problem
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _dress(self) -> None:
        sizes, theme = self._appearance.sizes, self._appearance.theme
        self.eta.setFixedWidth(sizes.rate_column)
        self.alpha.setFixedWidth(sizes.decay_column)
        self.remove.setFixedSize(sizes.small_button, sizes.small_button)
        self.remove.setIcon(self._appearance.icon("close", theme.secondary))
        self.remove.setIconSize(QSize(sizes.icon, sizes.icon))
        self.line.setFixedSize(self.line.sizeHint())


class _Header(QWidget):
    """The captions of the columns."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._line = QWidget()
        self._eta = Words(appearance, "η", "caption")
        self._alpha = Words(appearance, "α", "caption")
        self._remove = QWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(appearance.sizes.inside)
        layout.addWidget(self._line)
        layout.addWidget(Words(appearance, "rule", "caption"), 1)
        for part in (self._eta, self._alpha, self._remove):
            layout.addWidget(part)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self._line.setFixedWidth(sizes.small_button + sizes.row_gap)
        self._eta.setFixedWidth(sizes.rate_column)
        self._alpha.setFixedWidth(sizes.decay_column)
        self._remove.setFixedWidth(sizes.small_button)


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
        self._rows: list[_Row] = []
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
        self._layout.addWidget(_Header(appearance))
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
        row = _Row(self._appearance)
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
