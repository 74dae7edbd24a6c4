"""The sheet and what is on it: a stroke under way, marks that were made, undo and redo.

It is no widget: the canvas hands it points and paints its ink, and a test does the same.
"""

import functools
from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from engine.mnist.drawing import digit_image
from gui.mnist.answers import Image
from gui.mnist.ink import Drawing, Ink, Mark, Picture, Stroke, bend, points_of
from gui.mnist.raster import Pending, Raster
from gui.undo_steps import Step, UndoSteps

MOST_UNDO = 200
MOST_KEPT = 24
"""Drawings whose ink is kept, so that undo need not draw them again."""
NEAR = 1.0
"""Units that the pen must have moved for another point; nearer ones are the tremble of a hand."""


class Sketch(QObject):
    """A drawing that can be drawn on.

    Signals:
        inked: The ink is other than it was, also by a stroke under way.
        drawn: The drawing is another one.
    """

    inked = Signal()
    drawn = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = UndoSteps(MOST_UNDO, self)
        self._drawing = Drawing()
        self._raster = Raster()
        self._kept: OrderedDict[Drawing, Raster] = OrderedDict()
        self._rows: list[tuple[float, float, float]] = []
        self._erases = False
        self._pending = Pending(self._raster)

    @property
    def undo_stack(self) -> QUndoStack:
        """For buttons: what was done to the drawing."""
        return self._steps.stack

    @property
    def drawing(self) -> Drawing:
        """All marks that are finished."""
        return self._drawing

    @property
    def raster(self) -> Raster:
        """The ink, with that of a stroke under way."""
        return self._raster

    @property
    def ink(self) -> Ink:
        """The ink's pixels, from paper, 0, to 255."""
        return self._raster.ink

    @property
    def is_under_way(self) -> bool:
        """Whether a pen is down."""
        return bool(self._rows)

    @property
    def exact(self) -> Picture | None:
        """The picture that is to be seen just as it is, if the sheet holds nothing else."""
        return None if self.is_under_way else self._drawing.exact

    def seen(self, centred: bool = True, stroke: bool = True) -> Image | None:
        """What a network sees of it, (28, 28) from 0 to 1; None where there is no ink.

        A picture that was put in counts as it is in its file, pixel by pixel, so that the window
        and `main.py predict` see the same; once it is drawn on, the sheet counts.

        Args:
            centred: As `engine.mnist.drawing.digit_image` has it.
            stroke: The same.
        """
        alone = None if self.is_under_way else self._drawing.alone
        if alone is None:
            return digit_image(self._raster.values(), centred, stroke)
        return alone.ink if alone.is_exact else digit_image(alone.ink, centred, stroke)

    def set_scale(self, scale: int) -> None:
        """Another number of pixels for a unit: a finer screen, or a larger canvas."""
        if scale == self._raster.scale:
            return
        self.finish()
        self._kept.clear()
        self._take(Raster.of(self._drawing, scale))
        self.inked.emit()

    # A stroke ---------------------------------------------------------------------------------

    def begin(self, x: float, y: float, width: float, erases: bool = False) -> None:
        """Put a pen down, in units of the sheet."""
        self.finish()
        self._erases = erases
        self._rows = [(x, y, width)]
        self._draw_newest()

    def extend(self, x: float, y: float, width: float) -> None:
        """Move the pen that is down; without one nothing happens."""
        if not self._rows:
            return
        before = self._rows[-1]
        if abs(x - before[0]) + abs(y - before[1]) < NEAR:
            return
        self._rows.append((x, y, width))
        self._draw_newest()

    def finish(self) -> None:
        """Lift the pen: the stroke is a mark from now on."""
        if not self._rows:
            return
        stroke = Stroke(points_of(self._rows), self._erases)
        self._rows = []
        self._pending = Pending(self._raster)
        words = "Erase" if stroke.erases else "Stroke"
        self._push(self._drawing.with_mark(stroke), words, self._raster.copy())

    def cancel(self) -> None:
        """Forget the stroke under way."""
        if self._rows:
            self._rows = []
            self._take(self._ink_of(self._drawing))
            self.inked.emit()

    def _draw_newest(self) -> None:
        points = points_of(self._rows[-3:])
        self._pending.take_back()
        if len(points) > 1:
            self._raster.draw(bend(points), self._erases)
        self._pending.draw(points, self._erases)
        self.inked.emit()

    # The whole drawing ------------------------------------------------------------------------

    def put(self, picture: Picture, words: str) -> None:
        """Put a picture in place of what is there, undoable; `words` say what Undo takes back."""
        self.finish()
        self._push(Drawing((picture,)), words)

    def clear(self) -> None:
        """An empty sheet, undoable; an empty one stays as it is."""
        self.finish()
        if self._drawing.marks:
            self._push(Drawing(), "Clear")

    def restore(self, marks: tuple[Mark, ...]) -> None:
        """Begin with these marks; what was done before cannot be undone."""
        self.cancel()
        self._steps.forget()
        self.show_drawing(Drawing(marks))

    def show_drawing(self, drawing: Drawing) -> None:
        """Have this drawing on the sheet; undo and redo come here."""
        self._rows = []
        if drawing is self._drawing:
            return
        self._drawing = drawing
        self._take(self._ink_of(drawing))
        self.drawn.emit()
        self.inked.emit()

    def _push(self, drawing: Drawing, words: str, raster: Raster | None = None) -> None:
        if raster is not None:
            self._keep(drawing, raster)
        before = self._drawing
        self.show_drawing(drawing)
        undo, redo = (functools.partial(self.show_drawing, one) for one in (before, drawing))
        self._steps.add(words, Step(undo, redo))

    def _ink_of(self, drawing: Drawing) -> Raster:
        """The ink of a drawing, to be drawn on."""
        if drawing not in self._kept:
            self._keep(drawing, Raster.of(drawing, self._raster.scale))
        self._kept.move_to_end(drawing)
        return self._kept[drawing].copy()

    def _keep(self, drawing: Drawing, raster: Raster) -> None:
        self._kept[drawing] = raster
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _take(self, raster: Raster) -> None:
        self._raster = raster
        self._pending = Pending(raster)
