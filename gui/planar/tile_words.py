"""The words of small multiples: title, note with its icon, lines beneath; and their ground."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPixmap

from gui.appearance import Appearance
from gui.labels import text_size
from gui.look import Look, look_of
from gui.planar.multiples_layout import TilePlace
from gui.widgets.message_bar import LEVELS, Level

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TILE_GAP = 1.5
"""Pixels between a tile's edge and its outline."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Tile:
    """The words of one tile.

    Attributes:
        title: What it is: "nₕ = 4".
        caption: What came of it, one line or two: "90.5 % train, 92.6 % fresh".
        note: One word for how it goes: "crawling"; empty for none.
        note_level: How good or bad that is.
        detail: The whole story, for the tooltip.
    """

    title: str
    caption: str = ""
    note: str = ""
    note_level: Level = "info"
    detail: str = ""

    @property
    def lines(self) -> list[str]:
        """The caption line by line."""
        return self.caption.split("\n") if self.caption else []

    @property
    def told(self) -> str:
        """Everything in words."""
        head = f"{self.title}: {self.note}" if self.note else self.title
        return "\n".join(filter(None, (head, self.caption, self.detail)))


__all__ = ["Level", "Tile", "TileWords"]


class TileWords:
    """The words and the ground of tiles, painted once and kept: they change less than surfaces.

    Args:
        appearance: Gives the icons.
    """

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self._icons: dict[Level, QIcon] = {}
        self._pixmaps: dict[tuple[Level, float], QPixmap] = {}
        self._still = QPixmap()
        self._scale = 0.0
        self._drawn: dict[int, object] = {}
        self.restyle(look_of(appearance))

    def restyle(self, look: Look) -> None:
        """Wear another theme or other sizes."""
        self._look = look
        self._pixmaps.clear()
        self.forget_places()
        # the first icon loads a font, which must not happen while something is being painted
        self._icons = {
            level: self._appearance.icon(name, self._colour(level).name())
            for level, (name, _) in LEVELS.items()
        }

    def draw(
        self,
        painter: QPainter,
        area: QRect,
        tiles: Sequence[Tile],
        places: Sequence[TilePlace],
        hovered: int | None,
        current: int | None,
    ) -> None:
        """Draw the ground of everything and the words of each tile.

        Args:
            painter: Where.
            area: Of everything.
            tiles: The words.
            places: Their places.
            hovered: The tile with another ground.
            current: The tile with an outline.
        """
        scale = painter.deviceTransform().m11()
        panel = self._look.colour(self._look.theme.panel)
        if self._still.size() != (area.size() * scale) or self._scale != scale:
            self._still, self._scale = QPixmap(area.size() * scale), scale
            self._still.fill(panel)
            self._drawn.clear()
        onto: QPainter | None = None
        for index, (tile, place) in enumerate(zip(tiles, places, strict=True)):
            wanted = (tile, place, index == hovered, index == current)
            if self._drawn.get(index) == wanted:
                continue
            if onto is None:
                onto = QPainter(self._still)
                onto.setRenderHints(painter.renderHints())
                onto.scale(scale, scale)
            onto.fillRect(place.whole, panel)
            self._draw_tile(onto, tile, place, index == hovered, index == current)
            self._drawn[index] = wanted
        if onto is not None:
            onto.end()
        painter.drawPixmap(QRectF(area), self._still, QRectF(self._still.rect()))

    def forget_places(self) -> None:
        """The places are others from now on."""
        self._scale = 0.0

    def _draw_tile(
        self, painter: QPainter, tile: Tile, place: TilePlace, hovered: bool, current: bool
    ) -> None:
        """Draw the ground, the title with its note, and the lines beneath."""
        look, sizes = self._look, self._look.sizes
        if hovered or current:
            width = sizes.line_width / 2 + TILE_GAP
            pen = look.pen(look.theme.accent, sizes.line_width)
            painter.setPen(pen if current else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(look.theme.hovered if hovered else look.theme.panel))
            box = place.whole.adjusted(width, width, -width, -width)
            painter.drawRoundedRect(box, sizes.corner, sizes.corner)
        used = self._draw_note(painter, tile, place.header) if tile.note else 0.0
        painter.setPen(look.colour(look.theme.text))
        _draw_elided(painter, tile.title, place.header.adjusted(0, 0, -used, 0), look.base)
        painter.setPen(look.colour(look.theme.secondary))
        height = text_size("0", look.caption)[1]
        line = QRectF(place.caption.topLeft(), place.caption.topRight())
        line.adjust(0, sizes.inside, 0, sizes.inside + height)
        for text in tile.lines:
            _draw_elided(painter, text, line, look.caption)
            line.translate(0, height)

    def _draw_note(self, painter: QPainter, tile: Tile, header: QRectF) -> float:
        """Draw the note at the right end of the header; how much of it that takes."""
        look, sizes = self._look, self._look.sizes
        side = float(sizes.caption_px + 3)
        room = header.width() - text_size(tile.title, look.base)[0] - sizes.inside
        width = min(text_size(tile.note, look.caption)[0], room - side - sizes.inside)
        painter.setPen(self._colour(tile.note_level))
        _draw_elided(painter, tile.note, header, look.caption, RIGHT, max(width, 0.0))
        icon = QRectF(header.right() - width - side - sizes.inside / 2, 0, side, side)
        icon.moveTop(round(header.center().y() - side / 2))
        icon.moveLeft(round(icon.left()))
        pixmap = self._pixmap(tile.note_level, side, painter.deviceTransform().m11())
        painter.drawPixmap(icon, pixmap, QRectF(pixmap.rect()))
        return width + side + sizes.inside

    def _colour(self, level: Level) -> QColor:
        theme = self._look.theme
        colours = {"good": theme.good, "warn": theme.warn, "bad": theme.bad}
        return self._look.colour(colours.get(level, theme.secondary))

    def _pixmap(self, level: Level, side: float, scale: float) -> QPixmap:
        """The icon of a level, at so many pixels for one on the screen."""
        key = (level, scale)
        if key not in self._pixmaps:
            pixels = round(side * scale)
            self._pixmaps[key] = self._icons[level].pixmap(QSize(pixels, pixels), 1.0)
        return self._pixmaps[key]


def _draw_elided(
    painter: QPainter,
    text: str,
    box: QRectF,
    font: QFont,
    flags: Qt.AlignmentFlag = LEFT,
    width: float | None = None,
) -> None:
    """Draw one line, with an ellipsis where there is no room."""
    painter.setFont(font)
    room = box.width() if width is None else width + 0.5
    if text_size(text, font)[0] > room:
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, flags, text)
