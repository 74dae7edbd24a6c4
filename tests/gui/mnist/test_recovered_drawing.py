"""A drawing that a window left which was killed: offered, unless it is on the canvas already."""

from pathlib import Path

import pytest

from engine.journal import begin
from engine.notes import WindowNote
from gui.recovery import OFFER, Recovery
from tests.gui.mnist.hands import SEVEN, mouse_draws
from tests.gui.mnist.tab_stage import MnistStage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.mark.parametrize("remembered", [True, False])
def test_a_drawing_that_is_on_the_canvas_is_not_offered(
    stage: MnistStage, tmp_path: Path, remembered: bool
) -> None:
    place = stage.tab.drawing
    mouse_draws(place.canvas, SEVEN)
    drawing = place.drawing().decode()
    if not remembered:
        mouse_draws(place.canvas, SEVEN[::-1])
    begun = begin(tmp_path, "0-crashed")
    assert begun is not None
    journal, lock = begun
    journal.write(WindowNote("mnist", (), drawing))
    lock.release()
    recovery = Recovery(stage.window, stage.window.announcements, tmp_path)
    recovery.start()
    shown = stage.message.key if stage.message is not None else None
    assert shown == (None if remembered else OFFER)
    assert journal.folder.exists() is not remembered
    recovery.close()
