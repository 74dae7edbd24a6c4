"""Every colour and size of the program, by role; no colour or size stands anywhere else.

`LIGHT` and `DARK` are tables of colours, `DESK` and `PROJECTOR` of sizes. Which of them hold now is
known by `gui.appearance`; how they become a style sheet stands in `gui.stylesheet`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from PySide6.QtGui import QColor

from gui.shapes import Dash


@dataclass(frozen=True)
class Theme:
    """The colours of one appearance, by role, as "#RRGGBB".

    Attributes:
        name: "light" or "dark".
        window: Ground of the window behind the places.
        panel: Ground of a place and of a picture.
        field: Ground of what can be typed or chosen.
        text: What is read.
        secondary: What is read second: units, captions, labels of axes.
        disabled: What cannot be used at present.
        border: Edge of a field.
        line: Line between two places.
        accent: Primary button, focus, playing position.
        on_accent: What stands on the accent.
        class_points: The two classes' points: circles, triangles.
        class_regions: The two classes' regions, before they are mixed into the panel.
        region_share: How much of a region's colour is mixed into the panel at p = 0 and p = 1.
        racers: Each rule's line, by the rule's name.
        good: A word or icon that says "well".
        warn: A word or icon that says "beware".
        bad: A word or icon that says "wrong".
    """

    name: Literal["light", "dark"]
    window: str
    panel: str
    field: str
    text: str
    secondary: str
    disabled: str
    border: str
    line: str
    accent: str
    on_accent: str
    class_points: tuple[str, str]
    class_regions: tuple[str, str]
    region_share: float
    racers: Mapping[str, str]
    good: str
    warn: str
    bad: str

    @property
    def dark(self) -> bool:
        """Whether this is the dark appearance."""
        return self.name == "dark"

    @property
    def hovered(self) -> str:
        """Ground of a control or row under the mouse."""
        return mix(self.text, self.panel, HOVER_SHARE)

    @property
    def pressed(self) -> str:
        """Ground of a control that is held down, and of the current row of a list."""
        return mix(self.text, self.panel, PRESS_SHARE)

    @property
    def accent_hovered(self) -> str:
        """Ground of the primary button under the mouse."""
        return mix(self.accent, self.panel, 1 - PRESS_SHARE)

    @property
    def region_ends(self) -> tuple[str, str]:
        """Colours of a surface at p = 0 and p = 1; at p = 0.5 it is the pure panel."""
        zero, one = self.class_regions
        return mix(zero, self.panel, self.region_share), mix(one, self.panel, self.region_share)

    def racer_style(self, index: int, rule: str, repeat: int = 0) -> tuple[str, Dash]:
        """Colour and dash of a racer's line.

        Args:
            index: Its place among the racers, from 0; colours a rule that has no colour of its own.
            rule: The rule's name.
            repeat: How many racers before it have the same rule; each gets another dash.
        """
        known = tuple(self.racers)
        colour = self.racers.get(rule) or self.racers[known[index % len(known)]]
        first = known.index(rule) if rule in self.racers else index
        return colour, RACER_DASHES[(first + repeat) % len(RACER_DASHES)]


LIGHT = Theme(
    name="light",
    window="#F6F7F9",
    panel="#FFFFFF",
    field="#FFFFFF",
    text="#1B1F27",
    secondary="#5A6270",
    disabled="#9AA1AD",
    border="#8A93A1",
    line="#E1E4EA",
    accent="#1B1F27",
    on_accent="#FFFFFF",
    class_points=("#8F4006", "#0F4C86"),
    class_regions=("#D9730D", "#1D6FB8"),
    region_share=0.6,
    racers=MappingProxyType(
        {
            "sgd": "#1B1F27",
            "momentum": "#C2209A",
            "rmsprop": "#00876C",
            "nesterov": "#3F2FC4",
            "adagrad": "#A66607",
            "adam": "#761C0F",
        }
    ),
    good="#2E8540",
    warn="#8A5A00",
    bad="#B3261E",
)

DARK = Theme(
    name="dark",
    window="#16181D",
    panel="#1E2128",
    field="#262A33",
    text="#E8EAEE",
    secondary="#A3ABB8",
    disabled="#646C79",
    border="#6B7484",
    line="#2E333D",
    accent="#E8EAEE",
    on_accent="#16181D",
    class_points=("#FFB577", "#93CCF8"),
    class_regions=("#F0924A", "#5AA9E6"),
    region_share=0.5,
    racers=MappingProxyType(
        {
            "sgd": "#F2F4F8",
            "momentum": "#F07FDC",
            "rmsprop": "#2FC79A",
            "nesterov": "#AA6AFC",
            "adagrad": "#EDBE0A",
            "adam": "#E6623D",
        }
    ),
    good="#57B36A",
    warn="#E0A84B",
    bad="#EF6B5E",
)

RACER_DASHES: tuple[Dash, ...] = (
    (),
    (6.0, 3.0),
    (2.0, 2.0),
    (9.0, 3.0, 2.0, 3.0),
    (12.0, 4.0),
    (5.0, 2.0, 1.5, 2.0, 1.5, 2.0),
)
"""One for each rule, in the order of `Theme.racers`; a second racer of a rule takes the next."""

HOVER_SHARE = 0.06
PRESS_SHARE = 0.12


@dataclass(frozen=True)
class Sizes:
    """Lengths in logical pixels, by role; one table for the desk, one for the projector."""

    base_px: int = 13
    caption_px: int = 11
    title_px: int = 16
    number_px: int = 28
    line_width: int = 2
    cursor_width: int = 2
    halo_width: int = 5
    control: int = 28
    primary: int = 40
    icon: int = 18
    check: int = 16
    bar: int = 8
    handle: int = 16
    track: int = 4
    ring: int = 2
    table_row: int = 22
    label_column: int = 112
    rate_column: int = 56
    decay_column: int = 48
    small_button: int = 20
    corner: int = 6
    border: int = 1
    inside: int = 4
    gap: int = 8
    row_gap: int = 6
    around: int = 16
    between_groups: int = 24
    sheet: int = 280
    seen: int = 112


DESK = Sizes()
PROJECTOR = Sizes(
    base_px=22,
    caption_px=18,
    title_px=26,
    number_px=44,
    line_width=3,
    cursor_width=4,
    halo_width=7,
    control=44,
    primary=60,
    icon=28,
    check=24,
    bar=12,
    handle=24,
    track=6,
    ring=3,
    table_row=34,
    label_column=190,
    rate_column=92,
    decay_column=80,
    small_button=32,
    sheet=480,
    seen=140,
)


def mix(colour: str, ground: str, share: float) -> str:
    """`share` of `colour` over the rest of `ground`, as "#RRGGBB"."""
    over, under = QColor(colour), QColor(ground)
    parts = zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)
