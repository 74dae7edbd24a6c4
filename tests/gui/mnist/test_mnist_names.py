"""Who does not see the MNIST tab is told what has the keyboard, on every page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.gui.mnist.tab_stage import MnistStage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")

KEYBOARD = Qt.FocusPolicy.TabFocus


def named(widget: QWidget) -> bool:
    interface = QAccessible.queryAccessibleInterface(widget)
    return bool(interface.text(QAccessible.Text.Name))


def reached(stage: MnistStage) -> list[QWidget]:
    """What Tab comes to."""
    return [
        one
        for one in stage.tab.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & KEYBOARD and one.focusProxy() is None
    ]


def test_everything_that_the_keyboard_reaches_has_a_name(stage: MnistStage) -> None:
    stage.start()
    stage.play(20)
    for view in ("train", "weights", "activations", "mistakes", "samples"):
        for page in ("accuracy", "epochs", "runs"):
            stage.tab.show_view(view)
            stage.tab._time.pages.show_page(page)
            assert len(reached(stage)) > 20
            assert [one for one in reached(stage) if not named(one)] == []
