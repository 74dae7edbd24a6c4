"""A row of the table of racers: a line, a rule, a learning rate, a decay; and their captions."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from engine.linear.racers import Racer
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES
from engine.settings import declared
from gui.appearance import Appearance
from gui.fields import Choice, checked_by
from gui.number_field import NumberField
from gui.shapes import Dash
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


class RacerRow(QWidget):
    """One racer: what it is, and the wishes to change it.

    Signals:
        edited: (racer) as it is wanted.
        selected: (racer) whose row was clicked or reached by the keyboard.
        removed: (racer) that is no longer wanted.

    Attributes:
        line: Its piece of line, with the mark of the selected.

    Args:
        appearance: Colours and sizes.
    """

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


class RacerHeader(QWidget):
    """The captions of the columns of rows.

    Args:
        appearance: Colours and sizes.
    """

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
