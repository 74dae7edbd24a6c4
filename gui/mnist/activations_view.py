"""What each layer of a network makes of one image: a drawing that grows, or a digit clicked.

The engine computes when it is painted, so that however often it is told, it computes once a frame,
and not at all while nobody sees it.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.mnist.forward import activations
from engine.mnist.network import Float32Array, Layer, LayerKind, Network
from gui.appearance import Appearance
from gui.look import Look, look_of
from gui.mnist.activations_layout import Block, blocks
from gui.mnist.activations_picture import ActivationsPicture
from gui.mnist.answers import Image
from gui.mnist.tables import layer_title, says_digit
from gui.notes import draw_plate, draw_sentence
from gui.painted import HINTS, FocusRing, picture_of
from gui.pointing import Pointing

NO_NETWORK = "What each layer makes of a digit stands here once there is a network."
NO_IMAGE = "Draw a digit, or click one: what each layer makes of it is shown here."
SENTENCE_BELOW = 32.0
"""How far a sentence reaches below the middle, in pixels."""
Pointed = tuple[int, int]
"""A layer that is shown, and one of its cells."""


class ActivationsView(QWidget):
    """The layers of a network that compute, one after the other.

    Shift and arrows go from unit to unit, Escape lets it go.

    Args:
        appearance: Colours and sizes.
        without: Kinds of layers that are left out where there is little room.
    """

    def __init__(self, appearance: Appearance, without: tuple[LayerKind, ...] = ()) -> None:
        super().__init__()
        self._appearance = appearance
        self._without = without
        self._look = look_of(appearance)
        self._picture = ActivationsPicture(self._look)
        self._network: Network | None = None
        self._image: Image | None = None
        self._found: tuple[tuple[Layer, Float32Array], ...] | None = None
        self._blocks: tuple[Block, ...] = ()
        self._pointed: Pointed | None = None
        self._pointer = QPointF()
        self._focus = FocusRing(self)
        pointing = Pointing(self)
        pointing.moved.connect(self._move)
        pointing.left.connect(lambda: self._point(None))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Activations of each layer")
        appearance.changed.connect(self._dress)

    def show_network(self, network: Network | None) -> None:
        """Show what this network makes of the image."""
        if network is not self._network:
            self._network = network
            self._forget()

    def show_image(self, image: Image | None) -> None:
        """Show what the network makes of this image (28, 28), from 0 to 1; None for nothing."""
        if image is not self._image:
            self._image = image
            self._forget()

    @property
    def pointed_words(self) -> str:
        """What is pointed at, "Dense 1, unit 37: 0.524"; empty for nothing."""
        found = self._values()
        if self._pointed is None:
            return ""
        index, cell = self._pointed
        block, (layer, values) = self._blocks[index], found[index]
        if not block.has_maps:
            kind = "digit" if says_digit(layer) else "unit"
            return f"{layer_title(layer)}, {kind} {cell}: {float(values[cell]):.3g}"
        row, column = block.pixel_at(self._pointer, cell)
        value = float(values[row, column, cell])
        return f"{layer_title(layer)}, filter {cell}, row {row}, column {column}: {value:.3g}"

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        return picture_of(self, scale, self._look, self._wear, self._paint)

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for a few layers."""
        return QSize(280, 160)

    def minimumSizeHint(self) -> QSize:
        """Less shows no unit."""
        return QSize(120, 80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find other places."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The layers, and what is said of the unit that is pointed at."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour(self._look.theme.panel))
        painter.setRenderHints(HINTS)
        self._paint(painter)
        self._focus.draw(painter, self._look)
        words = self.pointed_words
        if words and self._pointed is not None:
            place = self._blocks[self._pointed[0]].cells.place(self._pointed[1])
            self._picture.draw_ring(painter, place)
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            draw_plate(painter, [(None, words)], self._pointer, area, self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From unit to unit; every other key is the transport's."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape and self._pointed is not None:
            self._point(None)
        elif not (shift and self._step(event.key())):
            event.ignore()

    # -- what is computed ----------------------------------------------------------------------

    def _forget(self) -> None:
        self._found = None
        self.update()

    def _values(self) -> tuple[tuple[Layer, Float32Array], ...]:
        """What each layer that computes makes of the image; the layout follows the layers."""
        if self._found is None:
            self._found = self._computed()
            layers = tuple(layer for layer, _ in self._found)
            if layers != tuple(block.layer for block in self._blocks):
                self._pointed = None
                self._lay_out()
        return self._found

    def _computed(self) -> tuple[tuple[Layer, Float32Array], ...]:
        if self._network is None or self._image is None:
            return ()
        found = activations(self._network, self._image)
        return tuple(pair for pair in found if pair[0].kind not in self._without)

    def _lay_out(self) -> None:
        sizes = self._look.sizes
        line = QFontMetricsF(self._look.caption).height() + 2
        area = QRectF(self.rect()).adjusted(1, 0, -1, -1)
        layers = tuple(layer for layer, _ in self._found or ())
        self._blocks = blocks(layers, area, line, sizes.around, self._look.enlargement)
        if self._pointed is not None and self._pointed[1] >= self._blocks[self._pointed[0]].cells.n:
            self._pointed = None  # the room is smaller, and does not show that unit any more

    # -- the pointer ---------------------------------------------------------------------------

    def _move(self, at: QPointF) -> None:
        self._values()
        self._pointer = at
        for index, block in enumerate(self._blocks):
            cell = block.cells.index_at(at) if block.grid.contains(at) else None
            if cell is not None:
                self._point((index, cell))
                return
        self._point(None)

    def _step(self, key: int) -> bool:
        """Go to another cell; whether the key was an arrow."""
        self._values()
        if not self._blocks:
            return False
        index, cell = self._pointed or (0, 0)
        stepped = self._blocks[index].cells.stepped(cell, key)
        if stepped is None:
            return False
        if stepped == cell and self._pointed is not None:  # at an end: on to the next layer
            forward = key in (Qt.Key.Key_Right, Qt.Key.Key_Down)
            index = min(max(index + (1 if forward else -1), 0), len(self._blocks) - 1)
            stepped = 0 if forward else self._blocks[index].cells.n - 1
        target = index, stepped if self._pointed is not None else cell
        self._pointer = self._blocks[target[0]].cells.place(target[1]).center()
        self._point(target)
        self.setAccessibleDescription(self.pointed_words)
        return True

    def _point(self, pointed: Pointed | None) -> None:
        self._pointed = pointed
        self.update()

    # -- drawing -------------------------------------------------------------------------------

    def _paint(self, painter: QPainter) -> None:
        found = self._values()
        for block, (_, values) in zip(self._blocks, found, strict=False):
            self._picture.draw(painter, block, values)
        if not found:
            words = NO_NETWORK if self._network is None else NO_IMAGE
            area = QRectF(self.rect())
            area.setBottom(min(area.height(), area.center().y() + SENTENCE_BELOW))
            draw_sentence(painter, words, area, self._look)

    def _dress(self) -> None:
        self._wear(look_of(self._appearance))

    def _wear(self, look: Look) -> None:
        self._look = look
        self._picture.restyle(look)
        self._lay_out()
        self.update()
