"""The form of an export: what kind of file, which iterations, how large, how fast, how long."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.export.order import (
    FPS,
    FRAMES,
    KINDS,
    MOST_FPS,
    MOST_FRAMES,
    SCALE,
    SIZE,
    WORDS_BY,
    Order,
)
from engine.settings import Declared, Kind
from gui.appearance import Appearance
from gui.fields import Choice, Switch
from gui.number_field import NumberField
from gui.steps import ITERATIONS, StepWords
from gui.widgets.view_switch import ViewSwitch
from gui.words import Words

SIZES = ((640, 480), SIZE, (1280, 720), (1920, 1080))
ON_BUTTON = {
    ".mp4": "MP4 Film",
    ".gif": "GIF Film",
    ".png": "Picture",
    ".csv": "Table",
    ".ipynb": "Notebook",
    ".py": "Script",
}
"""In the order of the buttons."""
MOST = 10**9
"""Iterations that can be typed; how far the run has come is looked at besides."""
ROWS = {
    "range": (".mp4", ".gif", ".csv"),
    "frames": (".mp4", ".gif"),
    "by": (".mp4", ".gif"),
    "size": (".mp4", ".gif"),
    "fps": (".mp4", ".gif"),
    "dark": (".mp4", ".gif"),
    "iteration": (".png",),
    "scale": (".png",),
}
"""For each row of the form the kinds of file that it means something to."""


def whole_number(name: str, label: str, least: int, most: int, words: str) -> Declared:
    """A whole number with its range, as a field needs it."""
    return Declared(
        name=name, label=label, symbol="", kind=Kind.VIEW, group="", help=words, type="int",
        minimum=least, maximum=most, exclusive_minimum=False, default=least, choices=(), step=1,
        logarithmic=False,
    )  # fmt: skip


class ExportForm(QWidget):
    """What is wanted, as a person chooses it.

    Signals:
        changed: Something else is wanted.

    Args:
        appearance: Colours and sizes.
        head: The run's last iteration.
        position: The iteration shown.
        by: How the frames of such a run are chosen by themselves.
        steps: What is counted.
    """

    changed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        head: int,
        position: int,
        by: str,
        steps: StepWords = ITERATIONS,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._steps = steps
        self._head = head
        self._problems: dict[str, str] = {}
        self._order = Order(
            Path("run.mp4"), last=head, frames=min(FRAMES, head + 1), by=by, iteration=position
        )
        self._switch = ViewSwitch(
            appearance,
            tuple((end, words, f"{KINDS[end].help}, {end}") for end, words in ON_BUTTON.items()),
            "Kind of file",
        )
        self._help = Words(appearance, "", "secondary")
        self._preview = Words(appearance, "", "secondary")
        self._rows = QFormLayout()
        self._places: dict[str, QWidget] = {}
        self._fields: dict[str, Any] = {}
        self._make_rows()
        self._arrange()
        self._switch.chosen.connect(self.choose_kind)
        self.choose_kind(self._order.ending)

    @property
    def order(self) -> Order:
        """What is wanted; its path has the right ending and no folder."""
        moving = self._order.kind.moving
        return self._order if moving else replace(self._order, frames=None, by=None)

    @property
    def problem(self) -> str:
        """What is wrong with a field, or ""."""
        return next(filter(None, self._problems.values()), "")

    def _make_rows(self) -> None:
        sizes = tuple((f"{w}x{h}", f"{w} × {h}") for w, h in SIZES)
        scales = tuple((str(scale), f"{scale}×") for scale in range(1, 5))
        one, many = self._steps.one, self._steps.many
        first = self._number("first", "From", 0, MOST, f"The first {one}")
        last = self._number("last", "To", 0, MOST, f"The last {one}")
        between = QWidget()
        row = QHBoxLayout(between)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(first)
        row.addWidget(Words(self._appearance, "to", "secondary"))
        row.addWidget(last)
        self._add("range", many.capitalize(), between)
        frames = self._number("frames", "Frames", 1, MOST_FRAMES, "Frames in all, at most")
        self._add("frames", "Frames", frames)
        by = tuple((key, words.replace(ITERATIONS.many, many)) for key, words in WORDS_BY.items())
        self._add("by", "Chosen", self._choice("by", by))
        self._add("size", "Size", self._choice("size", sizes))
        self._add("fps", "Frames/s", self._number("fps", "Frames/s", 1, MOST_FPS, "Its speed"))
        dark = Switch("Dark colours")
        dark.value_edited.connect(lambda value: self._take("dark", value))
        self._add("dark", "", dark)
        shown = self._number("iteration", one.capitalize(), 0, MOST, f"The {one} to show")
        self._add("iteration", one.capitalize(), shown)
        self._add("scale", "Scale", self._choice("scale", scales))
        for name, field in self._fields.items():
            field.show_value(self._shown(name))

    def _shown(self, name: str) -> Any:
        width, height = self._order.size
        own = {"size": f"{width}x{height}", "scale": str(SCALE), "fps": FPS}
        return own.get(name, getattr(self._order, name))

    def _number(self, name: str, label: str, least: int, most: int, words: str) -> NumberField:
        declared = whole_number(name, label, least, most, words)

        def check(value: Any) -> str:
            if isinstance(value, int) and declared.allows(value):
                return ""
            return f"{label} must be a whole number, {declared.range_text}. Received {value}."

        field = NumberField(self._appearance, declared, check)
        field.value_edited.connect(lambda value: self._take(name, int(value)))
        field.problem_found.connect(lambda problem: self._mark(name, problem))
        self._fields[name] = field
        return field

    def _choice(self, name: str, choices: tuple[tuple[str, str], ...]) -> Choice:
        field = Choice(choices)
        field.value_edited.connect(lambda value: self._take(name, value))
        self._fields[name] = field
        return field

    def _add(self, name: str, label: str, widget: QWidget) -> None:
        self._places[name] = widget
        words = Words(self._appearance, label)
        words.setFixedWidth(self._appearance.sizes.label_column)
        words.setBuddy(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(label)
        self._rows.addRow(words, widget)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        self._rows.setHorizontalSpacing(sizes.gap)
        self._rows.setVerticalSpacing(sizes.row_gap)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.around)
        column.addWidget(self._switch)
        column.addWidget(self._help)
        column.addLayout(self._rows)
        column.addWidget(self._preview)

    def choose_kind(self, ending: str) -> None:
        """Shows the rows of another kind of file."""
        self._order = replace(self._order, path=Path(f"run{ending}"))
        self._switch.show_chosen(ending)
        for name, kinds in ROWS.items():
            self._rows.setRowVisible(self._places[name], ending in kinds)
        words = KINDS[ending].help
        self._help.setText(f"{words[:1].upper()}{words[1:]}.")
        self._tell()

    def _take(self, name: str, value: Any) -> None:
        if name == "size":
            width, _, height = value.partition("x")
            value = (int(width), int(height))
        elif name == "scale":
            value = int(value)
        self._order = replace(self._order, **{name: value})
        self._tell()

    def _mark(self, name: str, problem: str) -> None:
        self._problems[name] = problem
        self._tell()

    def _tell(self) -> None:
        order, ending = self._order, self._order.ending
        first, last = order.first, self._head if order.last is None else order.last
        self._problems["order"] = self._wrong_iterations(first, last)
        self._preview.set_role("bad" if self.problem else "secondary")
        words = self.problem or self._preview_words(ending, last - first + 1)
        self._preview.setText(words)
        self._preview.setVisible(bool(words))
        self.changed.emit()

    def _wrong_iterations(self, first: int, last: int) -> str:
        """What is wrong with the iterations that are wanted, or ""."""
        one = self._steps.one
        shown = (self._order.iteration,) if self._order.ending == ".png" else (first, last)
        for iteration in shown:
            if iteration is not None and iteration > self._head:
                return f"The run has come to {one} {self._head:,}. Received {iteration:,}."
        if first > last:
            return f"The first {one} must not be after the last. Received {first:,}, {last:,}."
        return ""

    def follow(self, head: int) -> None:
        """The run goes on: what was to be its end still is."""
        before, self._head = self._head, head
        if self._order.last == before != head:
            self._fields["last"].show_value(head)
            self._order = replace(self._order, last=head)
            if self._order.frames == min(FRAMES, before + 1):
                self._order = replace(self._order, frames=min(FRAMES, head + 1))
                self._fields["frames"].show_value(self._order.frames)
            self._tell()

    def _preview_words(self, ending: str, states: int) -> str:
        """How long or large it will be."""
        if ending == ".csv":
            return f"{states:,} rows; the settings stand in a small file beside it."
        if not KINDS[ending].moving:
            return ""
        frames = min(self._order.frames or FRAMES, states)
        seconds = frames / self._order.fps
        return f"{frames:,} frames, {seconds:.1f} s at {self._order.fps} frames/s."
