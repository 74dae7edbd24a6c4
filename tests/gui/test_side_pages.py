"""The pages beside the curve: chosen by a switch; presented, a picture without one."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.side_pages import Page, SidePages

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_while_the_window_is_projected_a_picture_stands_there(qtbot: QtBot) -> None:
    appearance = Appearance()
    names = ("accuracy", "epochs", "runs")
    labels = {name: QLabel(name) for name in names}
    pages = SidePages(appearance, tuple(Page(one, one, "", labels[one]) for one in names))
    qtbot.addWidget(pages)
    pages.show()
    seen: list[str] = []
    pages.page_shown.connect(seen.append)
    pages.show_page("runs")
    assert labels["runs"].isVisible()
    appearance.set_presenting(True)
    assert labels["accuracy"].isVisible()
    assert not pages.switch.isVisible()
    appearance.set_presenting(False)
    assert labels["runs"].isVisible()
    assert pages.switch.isVisible()
    assert seen == ["runs", "accuracy", "runs"]
