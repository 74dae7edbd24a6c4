"""The right place of the MNIST tab: a canvas, what the network sees of it, and what it answers."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QUndoStack
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.appearance import Appearance
from gui.mnist import drawing_file
from gui.mnist.activations_view import ActivationsView
from gui.mnist.answers import Answerer, Answers, Image, verdict
from gui.mnist.bars import Bars
from gui.mnist.canvas import Canvas
from gui.mnist.choice_button import ChoiceButton
from gui.mnist.exchange import Exchange
from gui.mnist.ink import Picture
from gui.mnist.preparation import Preparation
from gui.mnist.seen_image import SeenImage
from gui.mnist.sketch import Sketch
from gui.mnist.soon import Soon
from gui.mnist.tools import Tools
from gui.mnist.verdict_view import VerdictView
from gui.picture import add_picture_menu
from gui.widgets.message_bar import Message
from gui.words import LiveWords, Words

TROUBLE = "drawing"
"""Key of what is told when a picture cannot be used."""
NOBODY = "No network yet"
CHOOSE = "Choose which network answers"
ROOM_FOR_BARS, ROOM_FOR_ACTIVATIONS = 5, 100
"""Shares of what is left over; bars grow only a little."""
LEAST_SHEET = 196
"""Side of the canvas in a low window, in pixels: seven for each of the 28."""
ACTIVATIONS_FROM = 150
"""Pixels that must be left over for the activations to be shown under the rest."""


class DrawPlace(QWidget):
    """Draw a digit, and see what networks say while it grows.

    Signals:
        drawing_changed: The drawing is another one, for whoever saves it.
        told: (Message) for the message bar.
        withdrawn: (key) of a message that no longer holds.
        elsewhere: (path) of a file dropped on the sheet that is no picture but has its own place.
        image_shown: (28 × 28 image or None) whenever what the network sees has changed.
        answerer_chosen: (key) of the network that is to answer.

    Attributes:
        canvas: What takes the focus.

    Args:
        appearance: Colours and sizes.
        describe: One line with the settings, for beneath a picture.
    """

    drawing_changed = Signal()
    told = Signal(object)
    withdrawn = Signal(str)
    elsewhere = Signal(object)
    image_shown = Signal(object)
    answerer_chosen = Signal(str)

    def __init__(self, appearance: Appearance, describe: Callable[[], str]) -> None:
        super().__init__()
        self._appearance = appearance
        self._describe = describe
        self._image: Image | None = None
        self._answering: Answerer | None = None
        self._other: Answerer | None = None
        self._answers = Answers()
        self._sketch = Sketch(self)
        self.canvas = Canvas(appearance, self._sketch)
        self._exchange = Exchange(self.canvas, self)
        self._tools = Tools(appearance, self._sketch.undo_stack)
        self._who = LiveWords(appearance, NOBODY)
        self._other_answerers = ChoiceButton(appearance, CHOOSE)
        self._outlined = LiveWords(appearance, "", "caption", "caption")
        self._seen = SeenImage(appearance)
        self._verdict = VerdictView(appearance)
        self._bars = Bars(appearance)
        self._preparation = Preparation(appearance)
        self._activations = ActivationsView(appearance, without=("max_pool",))
        self._image_due = Soon(self._renew_image, self)
        self._answer_due = Soon(self._renew_answers, self)
        self._arrange()
        self._add_menus()
        self._connect()
        self._dress()
        self._renew_image()

    # What others use --------------------------------------------------------------------------

    @property
    def undo_stack(self) -> QUndoStack:
        """What was done to the drawing."""
        return self._sketch.undo_stack

    @property
    def image(self) -> Image | None:
        """What the network sees, (28, 28) from 0 to 1; None for an empty sheet."""
        return self._image

    @property
    def width_wanted(self) -> int:
        """How wide this place would be, in pixels; wider while the window is projected."""
        sizes = self._appearance.sizes
        return sizes.sheet + 2 * sizes.around

    def show_networks(self, answering: Answerer | None, other: Answerer | None) -> None:
        """Have these answer: one by its bars, the other by thin outlines."""
        self._answering, self._other = answering, other
        self._answer_due.ask()

    def offer_choices(self, choices: dict[str, str]) -> None:
        """Offer these networks, words by key, beside the name of the one that answers."""
        self._other_answerers.offer(choices)

    def show_image(self, image: Image, words: str) -> None:
        """Put a digit on the sheet that the network sees as it is; Undo takes it back.

        Args:
            image: (28, 28), from 0 to 1.
            words: What it is, "Test digit 412, a 7".
        """
        self._exchange.forget()
        self._sketch.put(Picture(image, words), words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._sketch.drawing.marks

    def drawing(self) -> bytes:
        """The drawing, for the next start."""
        return drawing_file.written(self._sketch.drawing)

    def restore_drawing(self, data: bytes) -> None:
        """The drawing of the last start; bytes that are none leave the sheet empty."""
        self._sketch.restore(drawing_file.read(data) or ())

    def open_picture(self, path: Path) -> None:
        """Put a picture's ink on the sheet, as soon as it is read."""
        self._exchange.take(path)

    # Building ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        left = QVBoxLayout()
        left.setSpacing(sizes.inside)
        left.addWidget(self._seen)
        left.addWidget(Words(self._appearance, "The network sees", "caption"))
        left.addWidget(self._verdict)
        left.addStretch(1)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.around)
        grid.setVerticalSpacing(sizes.inside)
        head = QHBoxLayout()
        head.setSpacing(sizes.inside)
        head.addWidget(self._who, 1)
        head.addWidget(self._other_answerers)
        grid.addLayout(head, 0, 0, 1, 2)
        grid.addWidget(self._outlined, 1, 0, 1, 2)
        grid.addLayout(left, 2, 0)
        grid.addWidget(self._bars, 2, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.around, sizes.around, sizes.around, sizes.gap)
        column.setSpacing(sizes.gap)
        column.addWidget(self.canvas, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._tools)
        column.addSpacing(sizes.gap)
        column.addLayout(grid, ROOM_FOR_BARS)
        column.addSpacing(sizes.inside)
        column.addWidget(self._preparation)
        policy = QSizePolicy.Policy
        self._activations.setSizePolicy(policy.Preferred, policy.Ignored)
        column.addWidget(self._activations, ROOM_FOR_ACTIVATIONS)
        column.addStretch(1)
        self._seen.setSizePolicy(policy.Fixed, policy.Fixed)
        self._verdict.setSizePolicy(policy.Fixed, policy.Fixed)
        self._outlined.setSizePolicy(policy.Ignored, policy.Fixed)
        self._who.setSizePolicy(policy.Ignored, policy.Fixed)

    def _add_menus(self) -> None:
        pictures = (
            (self.canvas, self.canvas.picture, "drawing"),
            (self._seen, self._seen.picture, "28x28"),
            (self._bars, self._bars.picture, "answer"),
            (self._activations, self._activations.picture, "activations"),
        )
        for widget, render, name in pictures:
            add_picture_menu(widget, render, self._describe_drawing, self._tell, name)
        self.canvas.addActions(self._tools.actions_of_drawing)

    def _connect(self) -> None:
        self._sketch.inked.connect(self._image_due.ask)
        self._sketch.drawn.connect(self._note_drawing)
        self._tools.pen_chosen.connect(self.canvas.set_pen)
        self._tools.wished.connect(self._act)
        self._other_answerers.chosen.connect(self.answerer_chosen)
        self.canvas.wished.connect(self._act)
        self._preparation.changed.connect(self._image_due.ask)
        self._exchange.brought.connect(lambda: self.withdrawn.emit(TROUBLE))
        self._exchange.refused.connect(self._tell)
        self._exchange.elsewhere.connect(self.elsewhere)
        self._appearance.changed.connect(self._dress)

    # What the network sees and says -----------------------------------------------------------

    def _renew_image(self) -> None:
        how = self._preparation
        self._image = self._sketch.seen(how.centred, how.stroke)
        self._seen.show_image(self._image)
        self._tools.offer(clear=bool(self._sketch.drawing.marks), seen=self._image is not None)
        self._activations.show_image(self._image)
        self.image_shown.emit(self._image)
        self._answer_due.now()

    def _renew_answers(self) -> None:
        answer = self._answers.ask(0, self._answering, self._image)
        other = self._answers.ask(1, self._other, self._image)
        self._who.setText(answer.words if answer else NOBODY)
        self._other_answerers.mark(answer.words if answer else "")
        self._who.setToolTip(self._answering.about if self._answering else "")
        self._outlined.setText(f"Outlined: {other.words}" if other else "")
        self._outlined.setToolTip(self._other.about if self._other else "")
        self._bars.show_answers(answer, other)
        self._verdict.show_verdict(verdict(answer.probabilities if answer else None))
        self._activations.show_network(self._answering.network if self._answering else None)

    def _describe_drawing(self) -> str:
        exact = self._sketch.exact
        what = exact.words if exact else "a drawing"
        who = self._answering.words if self._answering else ""
        return "; ".join(filter(None, (self._describe(), what, who)))

    # What is wished ---------------------------------------------------------------------------

    def _act(self, wish: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "undo": self.undo_stack.undo,
            "redo": self.undo_stack.redo,
            "clear": self._sketch.clear,
            "open": self._exchange.ask_for_picture,
            "paste": self._exchange.paste,
            "copy": self._exchange.copy_drawing,
            "copy_seen": lambda: self._exchange.copy_seen(self._image),
        }
        deeds[wish]()

    def _tell(self, sentence: str) -> None:
        self.told.emit(Message(TROUBLE, "bad", sentence))

    def _note_drawing(self) -> None:
        self.withdrawn.emit(TROUBLE)
        self._bars.describe()
        self.drawing_changed.emit()

    # Room -------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """What is needed with the smallest canvas: in a low window it gives way to the bars."""
        return QSize(super().minimumSizeHint().width(), self._rest() + LEAST_SHEET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The canvas takes what is left when the window is projected; else the activations do."""
        super().resizeEvent(event)
        self._make_room()

    def _dress(self) -> None:
        self.setMinimumWidth(self.width_wanted)
        self._make_room()

    def _rest(self) -> int:
        """The height that everything but the canvas needs, in pixels."""
        layout = self.layout()
        return layout.minimumSize().height() - self.canvas.minimumHeight() if layout else 0

    def _make_room(self) -> None:
        left_over = self.height() - self._rest()
        across = self.width() - 2 * self._appearance.sizes.around
        side = max(min(across, left_over), LEAST_SHEET)
        is_seen_changing = side != self.canvas.width() and self.isVisible()
        self.canvas.setFixedSize(side, side)
        shown = not self._appearance.presenting and left_over - side >= ACTIVATIONS_FROM
        self._activations.setVisible(shown)
        if is_seen_changing and (layout := self.layout()):
            layout.activate()  # else the tools would be painted once where they were before
