"""How a picture is dressed at one moment: theme, sizes and fonts together.

A picture on the screen is dressed as the window is, one that is saved in light colours. Colours
that were handed in under the other theme are shown by the counterpart of their role.
"""

from dataclasses import dataclass, fields, replace
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from gui.appearance import Appearance
from gui.theme import DARK, LIGHT, Sizes, Theme


@dataclass(frozen=True)
class Look:
    """Theme, sizes and fonts of a picture.

    Attributes:
        theme: The colours.
        sizes: The lengths, in logical pixels.
        base: The font of labels.
        caption: The font of ticks and captions.
        title: The font of a picture's title.
    """

    theme: Theme
    sizes: Sizes
    base: QFont
    caption: QFont
    title: QFont

    @property
    def enlargement(self) -> float:
        """How much larger things are than at the desk: 1, or more on a projector."""
        return self.sizes.line_width / 2

    def in_light(self) -> "Look":
        """The same in light colours, for a picture that leaves the program."""
        return replace(self, theme=LIGHT)

    def colour(self, colour: str) -> QColor:
        """A colour of either theme as it is in this one."""
        return QColor(_counterparts(self.theme.name).get(colour.upper(), colour))

    def pen(
        self, colour: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> QPen:
        """A pen in a colour of either theme, `width` logical pixels wide."""
        return QPen(self.colour(colour), width, style, Qt.PenCapStyle.FlatCap)


def look_of(appearance: Appearance) -> Look:
    """How a picture is dressed now."""
    return Look(
        appearance.theme,
        appearance.sizes,
        appearance.font("base"),
        appearance.font("caption"),
        appearance.font("title"),
    )


@cache
def _counterparts(name: str) -> dict[str, str]:
    """Each colour of the other theme and its counterpart in the theme called `name`."""
    here, there = (DARK, LIGHT) if name == "dark" else (LIGHT, DARK)
    pairs = {
        getattr(there, field.name): getattr(here, field.name)
        for field in reversed(fields(Theme))
        if isinstance(getattr(there, field.name), str) and field.name != "name"
    }
    pairs |= dict(zip(there.class_points, here.class_points, strict=True))
    pairs |= {there.racers[rule]: here.racers[rule] for rule in there.racers}
    own = set(here.racers.values()) | {here.text, here.secondary, here.panel, here.accent}
    return {key.upper(): value for key, value in pairs.items() if key not in own}
