"""How the activations of a layer are drawn: units as cells, filters as maps, by sign and size."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from engine.mnist.network import Float32Array
from gui.look import Look
from gui.mnist.activations_layout import LATTICE_FROM, Block
from gui.mnist.shading import MIDDLE, Pixels, image_of, sheet, sign_table, signed_shades
from gui.mnist.tables import layer_title, says_digit

BOUNDED = ("softmax", "sigmoid", "tanh")
"""Activations whose colours run to 1; others run to the largest of their layer."""
LABEL_FROM = 14
"""Side of a cell, in pixels, from which on the digit of an output stands in it."""
DARK = 0.55
"""Share of the full colour from which on a word on it is written in the panel's colour."""


def reach_of(activation: str, values: Float32Array) -> float:
    """The value that has the full colour."""
    if activation in BOUNDED:
        return 1.0
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max(initial=0.0)) or 1.0


def caption_of(block: Block, values: Float32Array) -> tuple[str, ...]:
    """What there is to say of a layer, whole and shorter: "47 of 128 units active, up to 3.21"."""
    layer = block.layer
    if layer.activation == "softmax":
        return "probabilities", ""
    kind = "filters" if block.has_maps else "units"
    n_cells = layer.shape[-1]
    active = int((values.reshape(-1, n_cells) > 0).any(axis=0).sum())
    counted = f"{active:,} of {n_cells:,}"
    full = f"{counted} {kind} active, up to {reach_of('', values):.3g}"
    return full, f"{counted} {kind} active", f"{counted} active", f"{active:,} active", ""


class ActivationsPicture:
    """Draws blocks.

    Args:
        look: Colours and sizes.
    """

    def __init__(self, look: Look) -> None:
        self.look = look
        self._table = sign_table(look)

    def restyle(self, look: Look) -> None:
        """Wear another look."""
        self.look = look
        self._table = sign_table(look)

    def draw(self, painter: QPainter, block: Block, values: Float32Array) -> None:
        """Draw one layer with its words."""
        self._draw_caption(painter, block, caption_of(block, values))
        shades = signed_shades(values, reach_of(block.layer.activation, values))
        if block.has_maps:
            self._draw_maps(painter, block, shades)
        else:
            self._draw_units(painter, block, shades)
        if says_digit(block.layer):
            self._draw_digits(painter, block, shades)

    def draw_ring(self, painter: QPainter, place: QRectF) -> None:
        """Draw a ring around a cell that is pointed at."""
        theme = self.look.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, thick in ((theme.panel, 4.0), (theme.accent, 2.0)):
            painter.setPen(self.look.pen(colour, thick))
            painter.drawRect(place.adjusted(-1, -1, 1, 1))

    def _draw_caption(self, painter: QPainter, block: Block, sayings: tuple[str, ...]) -> None:
        """The name and as much as there is room for, in one line or in two."""
        look, name = self.look, layer_title(block.layer)
        metrics = QFontMetricsF(look.caption)
        in_two = block.caption.height() >= 2 * metrics.height()
        painter.setFont(look.caption)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        indent = 0.0 if in_two else metrics.horizontalAdvance(f"{name}  ")
        below = metrics.height() if in_two else 0.0
        room = block.caption.width() - indent
        fitting = next((one for one in sayings if metrics.horizontalAdvance(one) <= room), "")
        painter.setPen(look.colour(look.theme.text))
        painter.drawText(block.caption, flags, name)
        painter.setPen(look.colour(look.theme.secondary))
        painter.drawText(block.caption.adjusted(indent, below, 0, 0), flags, fitting)

    def _draw_units(self, painter: QPainter, block: Block, shades: np.ndarray) -> None:
        """All cells as one image, one pixel for each, then the lines between them."""
        cells = block.cells
        flat = np.full(cells.rows * cells.columns, MIDDLE, dtype=np.uint8)
        flat[: cells.n] = shades.ravel()[: cells.n]
        self._draw_pixels(painter, block.grid, self._table[flat.reshape(-1, cells.columns)])
        self._draw_lattice(painter, block)

    def _draw_maps(self, painter: QPainter, block: Block, shades: np.ndarray) -> None:
        """Each filter's map in its cell."""
        cells = block.cells
        maps = np.ascontiguousarray(np.moveaxis(shades, 2, 0)[: cells.n])
        laid = sheet(maps, 1, 0, MIDDLE)
        pixels: Pixels = self._table[laid]
        image = image_of(pixels)
        rows, columns, _ = block.layer.shape
        painter.setPen(self.look.pen(self.look.theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for cell in range(cells.n):
            place = cells.place(cell)
            painter.drawImage(place, image, QRectF(0, cell * rows, columns, rows))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_digits(self, painter: QPainter, block: Block, shades: np.ndarray) -> None:
        side = block.cells.pitch[0] - block.cells.gap
        if side < LABEL_FROM:
            return
        look = self.look
        painter.setFont(look.caption if side < 2 * LABEL_FROM else look.base)
        for digit in range(block.cells.n):
            strong = abs(int(shades.ravel()[digit]) - MIDDLE) > DARK * MIDDLE
            theme = look.theme
            painter.setPen(look.colour(theme.panel if strong else theme.text))
            place = block.cells.place(digit)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(digit))

    def _draw_lattice(self, painter: QPainter, block: Block) -> None:
        """Lines around the cells, so that a unit that is silent can be seen too."""
        cells, grid = block.cells, block.grid
        painter.setPen(self.look.pen(self.look.theme.line))
        across, down = cells.pitch
        box = grid.adjusted(-0.5, -0.5, 0.5, 0.5)
        if cells.gap and across >= LATTICE_FROM:
            xs = [grid.left() - 0.5 + n * across for n in range(cells.columns + 1)]
            ys = [grid.top() - 0.5 + n * down for n in range(cells.rows + 1)]
            lines = [QLineF(x, box.top(), x, box.bottom()) for x in xs]
            lines += [QLineF(box.left(), y, box.right(), y) for y in ys]
            painter.drawLines(lines)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)

    def _draw_pixels(self, painter: QPainter, place: QRectF, pixels: Pixels) -> None:
        """One pixel for each cell, enlarged without blurring."""
        image = image_of(np.ascontiguousarray(pixels))
        smooth = QPainter.RenderHint.SmoothPixmapTransform
        painter.setRenderHint(smooth, False)
        painter.drawImage(place, image, QRectF(QPointF(), QRectF(image.rect()).size()))
        painter.setRenderHint(smooth, True)
