"""Steps that can be undone, in a stack that Qt's menus and buttons know.

Qt holds only the words of a step, the step itself is here. Commands written in Python would be
freed twice when Python collects a cycle that they are in: by Python, and by the stack.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack


@dataclass
class Step:
    """Something that was done.

    Attributes:
        undo: Takes it back.
        redo: Does it again.
        merge: Steps of the same name that follow each other may become one; "" never does.
        joins: Whether a further step of that name may become one with this.
    """

    undo: Callable[[], None]
    redo: Callable[[], None]
    merge: str = ""
    joins: Callable[[], bool] = lambda: True


class UndoSteps(QObject):
    """What was done, in order.

    Attributes:
        stack: For Qt's menus and buttons, which undo and redo by it.

    Args:
        most: The oldest steps are forgotten when there are more.
    """

    def __init__(self, most: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._done = 0
        self._adds = False
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(most)
        self.stack.indexChanged.connect(self._go_to)

    def add(self, words: str, step: Step) -> None:
        """Takes up a step that has just been done; those that were undone are forgotten.

        Args:
            words: What Undo will name.
            step: How to take it back, and do it again.
        """
        last = self._steps[-1] if self._steps and self._done == len(self._steps) else None
        if last is not None and step.merge and last.merge == step.merge and last.joins():
            last.redo, last.joins = step.redo, step.joins
            return
        self._steps = [*self._steps[: self._done], step]
        self._push(words)
        self._steps = self._steps[-self.stack.count() :]
        self._done = len(self._steps)

    def forget(self) -> None:
        """What was done cannot be undone any more."""
        self._steps, self._done = [], 0
        self.stack.clear()

    def _push(self, words: str) -> None:
        """An empty macro is a command of Qt's own, with nothing but words."""
        self._adds = True
        # While a macro is under way nothing can be undone: the buttons would lose the keyboard.
        self.stack.blockSignals(True)
        self.stack.beginMacro(words)
        self.stack.blockSignals(False)
        self.stack.endMacro()
        self._adds = False

    def _go_to(self, index: int) -> None:
        if self._adds:
            return
        while self._done > index:
            self._done -= 1
            self._steps[self._done].undo()
        while self._done < index:
            self._done += 1
            self._steps[self._done - 1].redo()
