"""The form of a run's settings, made from their declarations.

Each setting is a row: label with symbol, field, and beneath it the reason when its text cannot be
used. The form keeps no settings: it shows those that it is given and emits what is wanted.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from engine.settings import Declared, Settings, declared
from gui.appearance import Appearance
from gui.fields import Check, Choice, Switch, checked_by, explained, titled
from gui.number_field import NumberField
from gui.sliders import SliderField
from gui.words import Words

Field = NumberField | SliderField | Choice | Switch

FIELD_TYPES = ("int", "float", "choice", "bool")
"""The types of setting that have a field; others need a widget of their own, see `reserve`."""


def _type_of(one: Declared) -> str:
    return "bool" if isinstance(one.default, bool) else one.type


def _field(appearance: Appearance, one: Declared, check: Check) -> Field:
    kind = _type_of(one)
    if kind == "bool":
        return Switch()
    if kind == "choice":
        return Choice(one.choices)
    bounded = one.minimum is not None and one.maximum is not None
    if kind == "float" and bounded and one.step and not one.logarithmic:
        return SliderField(appearance, one, check)
    return NumberField(appearance, one, check)


class _Row(QWidget):
    """Label and field of one setting, and what is wrong with it."""

    def __init__(self, appearance: Appearance, one: Declared, check: Check) -> None:
        super().__init__()
        self._appearance = appearance
        self.name = one.name
        self.field = _field(appearance, one, check)
        self.problem = Words(appearance, role="bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.label = Words(appearance, titled(one))
        self.label.setBuddy(self.field)
        for part in (self.label, self.field):
            part.setToolTip(explained(one))
        self.field.setAccessibleName(titled(one))
        line = QHBoxLayout()
        line.setSpacing(appearance.sizes.gap)
        line.addWidget(self.label)
        line.addWidget(self.field, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(appearance.sizes.inside)
        layout.addLayout(line)
        layout.addWidget(self.problem)
        self.field.problem_found.connect(self._tell)
        appearance.changed.connect(self._dress)
        self._dress()

    def mark(self, problem: str) -> None:
        """What someone else found wrong, or what is wrong with the text itself."""
        typed = self.field.field if isinstance(self.field, SliderField) else self.field
        own = typed.own_problem if isinstance(typed, NumberField) else ""
        self.field.mark(problem or own)

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self.label.setFixedWidth(sizes.label_column)
        self.field.setMinimumHeight(sizes.control)


class _Group(QWidget):
    """A title, the rows under it, and a place for widgets of its own."""

    def __init__(self, appearance: Appearance, title: str) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(appearance.sizes.row_gap)
        self._head = QHBoxLayout()
        self._head.addWidget(Words(appearance, title, "title"), 1)
        self._layout.addLayout(self._head)
        self.hide()

    def add_beside_title(self, widget: QWidget) -> None:
        """A button in the line of the title."""
        self._head.addWidget(widget)

    @property
    def gaps(self) -> int:
        """How many gaps there are between title and rows."""
        items = [self._layout.itemAt(index).widget() for index in range(self._layout.count())]
        return sum(1 for one in items if one is not None and not one.isHidden())

    @property
    def row_gap(self) -> int:
        """Pixels between two rows."""
        return self._layout.spacing()

    def set_row_gap(self, pixels: int) -> None:
        """Rows closer together, or apart."""
        if pixels != self.row_gap:
            self._layout.setSpacing(pixels)

    def add(self, widget: QWidget) -> None:
        """One more row; a group without any is not shown."""
        self._layout.addWidget(widget)
        self.show()


class SettingsForm(QScrollArea):
    """The fields of a settings class, under the titles of their groups.

    Signals:
        edited: {name: value}, while it is dragged, or as typing rests; always a value that the
            class takes.
        problems_changed: {name: sentence} of all fields that cannot be used now.

    Args:
        appearance: Colours and sizes.
        settings_class: Whose settings.
        names: Which of them have a field; all that can unless told. Those of other types
            (several choices, rates) are left to the widgets that `reserve` puts in.
    """

    edited = Signal(object)
    problems_changed = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        settings_class: type[Settings],
        names: Collection[str] | None = None,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._problems: dict[str, str] = {}
        self._rows: dict[str, _Row] = {}
        self._groups: dict[str, _Group] = {}
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._build(settings_class, names)
        self._layout.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self.setAccessibleName("Settings")
        self.verticalScrollBar().rangeChanged.connect(self._space)
        # other sizes: once the fields have taken them
        self._resized = QTimer(self, singleShot=True, interval=0)
        self._resized.timeout.connect(self._space_anew)
        appearance.changed.connect(self._resized.start)
        self._space()

    @property
    def problems(self) -> dict[str, str]:
        """What cannot be used now: name and sentence."""
        return dict(self._problems)

    def show_settings(self, settings: Settings) -> None:
        """Show these values; nothing is emitted."""
        for name, row in self._rows.items():
            row.field.show_value(getattr(settings, name))

    def name_choice(self, name: str, value: str, words: str) -> None:
        """Call one of a setting's choices so, in its list and where it is chosen."""
        field = self._rows[name].field
        if isinstance(field, Choice):
            field.name_value(value, words)

    def mark_problems(self, problems: Mapping[str, str]) -> None:
        """Say beneath each field what is wrong with it; those not named are right."""
        for name, row in self._rows.items():
            row.mark(problems.get(name, ""))

    def show_only(self, names: Iterable[str]) -> None:
        """Show the fields of these settings, hide the others."""
        shown = set(names)
        for name, row in self._rows.items():
            row.setVisible(name in shown)
        self._space()

    def reserve(self, group: str, widget: QWidget) -> None:
        """Put a widget of its own under the title of a group, after the fields it has."""
        if group not in self._groups:
            raise ValueError(f"The groups are {', '.join(self._groups)}. Received {group!r}.")
        self._groups[group].add(widget)
        self._space()

    def reserve_beside_title(self, group: str, widget: QWidget) -> None:
        """Put a button of its own into the line of a group's title."""
        self._groups[group].add_beside_title(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the groups what room there is between them."""
        super().resizeEvent(event)
        self._space()

    def sizeHint(self) -> QSize:
        """As high as the form at its closest; with more it gives its groups room."""
        sizes = self._appearance.sizes
        groups = [group for group in self._groups.values() if not group.isHidden()]
        row_gap, between = sizes.inside // 2, sizes.inside
        rows = sum(
            group.sizeHint().height() - group.gaps * (group.row_gap - row_gap) for group in groups
        )
        return QSize(self._body.sizeHint().width(), rows + len(groups) * between + sizes.gap)

    def _build(self, settings_class: type[Settings], names: Collection[str] | None) -> None:
        for one in declared(settings_class):
            if one.group not in self._groups:
                self._groups[one.group] = _Group(self._appearance, one.group)
                self._layout.addWidget(self._groups[one.group])
            wanted = names is None or one.name in names
            if wanted and _type_of(one) in FIELD_TYPES:
                self._add_row(one, checked_by(settings_class, one.name))

    def _add_row(self, one: Declared, check: Check) -> None:
        row = _Row(self._appearance, one, check)
        name = one.name

        def emit(value: Any) -> None:
            self.edited.emit({name: value})

        def note(problem: str) -> None:
            self._note(name, problem)

        row.field.value_edited.connect(emit)
        row.field.problem_found.connect(note)
        self._rows[name] = row
        self._groups[one.group].add(row)

    def _note(self, name: str, problem: str) -> None:
        before = dict(self._problems)
        self._problems.pop(name, None)
        if problem:
            self._problems[name] = problem
        if self._problems != before:
            self.problems_changed.emit(self.problems)

    def _space_anew(self) -> None:
        self.updateGeometry()
        self._space()

    def _space(self) -> None:
        """Between the groups 24, or less where the form would not fit otherwise.

        In a very low window the rows move together, too.
        """
        sizes = self._appearance.sizes
        groups = [group for group in self._groups.values() if not group.isHidden()]
        closer = sum(group.gaps * (sizes.row_gap - group.row_gap) for group in groups)
        content = sum(group.sizeHint().height() for group in groups) + closer + sizes.gap
        room = (self.viewport().height() - content) // max(len(groups), 1)
        row_gap, least = sizes.row_gap, sizes.gap
        if room < sizes.gap:
            row_gap, least = sizes.inside // 2, sizes.inside
            saved = sum(group.gaps for group in groups) * (sizes.row_gap - row_gap)
            room = min(room + saved // max(len(groups), 1), sizes.gap)
        for group in groups:
            group.set_row_gap(row_gap)
        between = min(max(room, least), sizes.between_groups)
        bar = sizes.bar if self.verticalScrollBar().maximum() else 0  # it stands in the margin
        self._layout.setContentsMargins(sizes.around, between, sizes.around - bar, sizes.gap)
        self._layout.setSpacing(between)
