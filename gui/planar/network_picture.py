"""How a network is drawn: links by sign and size, tiles, inputs. It keeps nothing but its look."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.labels import text_size
from gui.look import Look
from gui.notes import AWAY, Row, draw_plate
from gui.planar.network_layout import IndexArray, NetworkLayout, Part
from gui.planar.network_values import ShownNetwork
from gui.planar.tiles import Tiles
from gui.shapes import FloatArray
from gui.strokes import draw_pieces, pieces, sparse
from gui.theme import mix

THINNEST = 0.8
THICKEST = 7.0
THICKEST_OVER_UNIT = 0.16
"""Widest link, in pixels at the desk and in sides of a unit."""
WIDTHS = 12
"""Widths that are told apart: links of one width and sign are drawn in one call."""
BEHIND_GRID = 0.45
"""How strongly links are drawn that pass behind a grid of tiles."""
LINE_SPACING = 4.0
"""Pixels between the points of the output's line that are kept."""
FRAME_SHARE = 0.07
"""Frame of a tile in a grid that shows its outgoing weight, in sides of the tile."""


class NetworkPicture:
    """Draws the parts of a network.

    Args:
        look: Colours and sizes.
    """

    def __init__(self, look: Look) -> None:
        self.look = look

    def draw_links(
        self,
        painter: QPainter,
        layout: NetworkLayout,
        network: ShownNetwork,
    ) -> None:
        """Draw the links, the thick ones above the thin ones."""
        theme, width = self.look.theme, self.thickest(layout)
        weights, strong = network.weights, network.strong
        share = BEHIND_GRID if layout.in_grid else 1.0
        colours = [self.look.colour(mix(one, theme.panel, share)) for one in theme.class_regions]
        steps = np.round(strong * (WIDTHS - 1)).astype(np.int64)
        kinds = 2 * steps + (weights > 0)
        for kind in np.unique(kinds).tolist():
            step, sign = divmod(kind, 2)
            thick = THINNEST + (width - THINNEST) * step / (WIDTHS - 1)
            draw_pieces(painter, layout.links[kinds == kind], QPen(colours[sign], thick), flat=True)

    def draw_raised(
        self,
        painter: QPainter,
        layout: NetworkLayout,
        network: ShownNetwork,
        links: IndexArray,
    ) -> None:
        """Draw a few links once more, above everything, each on a halo."""
        theme, width = self.look.theme, self.thickest(layout)
        for link in links.tolist():
            thick = max(THINNEST + (width - THINNEST) * network.strong[link], 2.0)
            piece = layout.links[link : link + 1]
            halo = QPen(self.look.colour(theme.panel), thick + 4)
            draw_pieces(painter, piece, halo, flat=True)
            colour = theme.class_regions[int(network.weights[link] > 0)]
            draw_pieces(painter, piece, QPen(self.look.colour(colour), thick), flat=True)

    def thickest(self, layout: NetworkLayout) -> float:
        """Width of the link of the largest weight."""
        return min(
            THICKEST * self.look.enlargement,
            max(THICKEST_OVER_UNIT * layout.units[0].width(), 2.0),
        )

    def draw_units(
        self,
        painter: QPainter,
        layout: NetworkLayout,
        network: ShownNetwork,
        tiles: Tiles,
    ) -> None:
        """Draw what each unit computes; in a grid with a frame for its outgoing weight.

        Args:
            painter: Where.
            layout: Their places.
            network: Their weights to the output.
            tiles: Their surfaces, in the order of the places.
        """
        first = network.first_outgoing
        outgoing, strong = network.weights[first:], network.strong[first:]
        theme = self.look.theme
        panel, border = self.look.colour(theme.panel), self.look.colour(theme.border)
        if layout.in_grid:
            room = self.look.sizes.inside
            painter.fillRect(layout.grid.adjusted(-room, -room, room, room), panel)
        for unit, place in enumerate(layout.units):
            if layout.in_grid:
                thick = max(FRAME_SHARE * place.width() * (0.4 + 1.6 * strong[unit]), 1.0)
                colour = theme.class_regions[int(outgoing[unit] > 0)]
                frame = place.adjusted(-thick, -thick, thick, thick)
                painter.fillRect(frame, self.look.colour(colour))
            else:
                self._outline(painter, place, border)
            painter.fillRect(place, panel)
            tiles.draw(painter, unit, place)

    def draw_output(self, painter: QPainter, layout: NetworkLayout, tile: Tiles) -> None:
        """Draw what the output computes, and its name."""
        theme, place = self.look.theme, layout.output
        self._outline(painter, place, self.look.colour(theme.border))
        painter.fillRect(place, self.look.colour(theme.panel))
        tile.draw(painter, 0, place)
        self._name(painter, "p", QRectF(place.left(), place.bottom(), place.width(), 0))

    def draw_inputs(self, painter: QPainter, layout: NetworkLayout) -> None:
        """Draw the two coordinates."""
        look = self.look
        painter.setFont(look.base)
        for centre, name in zip(layout.inputs, ("x₀", "x₁"), strict=True):
            painter.setPen(look.pen(look.theme.border, 1.5 * look.enlargement))
            painter.setBrush(look.colour(look.theme.panel))
            radius = layout.radius - 1
            painter.drawEllipse(centre, radius, radius)
            painter.setPen(look.colour(look.theme.text))
            box = QRectF(0, 0, 4 * radius, 2 * radius)
            box.moveCenter(centre)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def draw_outline(self, painter: QPainter, place: QRectF, width: float) -> None:
        """Draw a ring around a tile, on a halo."""
        theme = self.look.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, thick in ((theme.panel, width + 3), (theme.accent, width)):
            pen = self.look.pen(colour, thick)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(place.adjusted(-width, -width, width, width))

    def draw_below(self, painter: QPainter, words: str, area: QRectF) -> None:
        """Draw what there is to say under the network, in one line."""
        painter.setFont(self.look.caption)
        painter.setPen(self.look.colour(self.look.theme.secondary))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def draw_line(self, painter: QPainter, lines: Sequence[FloatArray], place: QRectF) -> None:
        """Draw where the output says 0.5; lines in sides of the tile, from its top left."""
        pen = self.look.pen(self.look.theme.text, 0.75 * self.look.sizes.line_width)
        painter.save()
        painter.setClipRect(place)
        corner = (place.left(), place.top())
        placed = [sparse(line * place.width() + corner, LINE_SPACING) for line in lines]
        if placed:
            draw_pieces(painter, np.concatenate([pieces(line) for line in placed]), QPen(pen))
        painter.restore()

    def draw_told(
        self,
        painter: QPainter,
        layout: NetworkLayout,
        network: ShownNetwork,
        part: Part,
        pointer: QPointF,
        area: QRectF,
    ) -> None:
        """Draw the plate that tells of a part; it leaves the tile free of which it speaks.

        Args:
            painter: Where.
            layout: The places.
            network: The values.
            part: What is meant.
            pointer: Where the mouse is.
            area: What the plate may not leave.
        """
        kind, place = part
        if kind == "link":
            draw_plate(painter, [self._link_row(network, place)], pointer, area, self.look)
            return
        tile = layout.output if kind == "output" else layout.units[place]
        if kind == "output":
            rows: list[Row] = [(None, network.output_words())]
        else:
            outgoing = self._link_row(network, network.first_outgoing + place)
            rows = [(None, network.unit_words(place)), outgoing]
        at = QPointF(tile.center().x(), tile.top() + AWAY / 2)
        if tile.top() - len(rows) * text_size("0", self.look.caption)[1] - 2 * AWAY < area.top():
            at.setY(tile.bottom() - AWAY / 2)
            area.setTop(tile.bottom())
        draw_plate(painter, rows, at, area, self.look)

    def _link_row(self, network: ShownNetwork, link: int) -> Row:
        colour = self.look.theme.class_regions[int(network.weights[link] > 0)]
        return self.look.colour(colour), network.link_words(link)

    def _outline(self, painter: QPainter, place: QRectF, colour: QColor) -> None:
        """A line of a pixel around a tile that is drawn next: what it leaves of a larger square."""
        painter.fillRect(place.adjusted(-1, -1, 1, 1), colour)

    def _name(self, painter: QPainter, text: str, above: QRectF) -> None:
        height = text_size(text, self.look.base)[1]
        painter.setFont(self.look.base)
        painter.setPen(self.look.colour(self.look.theme.text))
        box = QRectF(above.left(), above.top() + self.look.sizes.inside, above.width(), height)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
