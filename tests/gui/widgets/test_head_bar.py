import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.widgets.head_bar import HeadBar

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_the_right_side_stands_beneath_where_there_is_no_room_beside(qtbot: QtBot) -> None:
    left, right = QPushButton("Feature Space of All Points"), QCheckBox("Hard regions everywhere")
    bar = HeadBar(Appearance(), left, (right,))
    qtbot.addWidget(bar)
    both = left.sizeHint().width() + right.sizeHint().width()
    bar.resize(both + 100, 40)
    bar.show()
    assert right.mapTo(bar, right.rect().topLeft()).x() >= left.width()
    assert bar.minimumSizeHint().width() < both
    bar.resize(both - 10, 80)
    qtbot.waitUntil(lambda: right.mapTo(bar, right.rect().topLeft()).y() >= left.height())
    bar.resize(both + 100, 40)
    qtbot.waitUntil(lambda: right.mapTo(bar, right.rect().topLeft()).y() < left.height())


def test_a_side_that_becomes_wider_is_not_cut(qtbot: QtBot) -> None:
    left, right = QPushButton("Dense 1"), QCheckBox("Hard regions")
    bar = HeadBar(Appearance(), left, (right,))
    qtbot.addWidget(bar)
    bar.resize(left.sizeHint().width() + right.sizeHint().width() + 60, 80)
    bar.show()
    left.setText("Dense 1, Dense 2, Dense 3")
    qtbot.waitUntil(lambda: right.mapTo(bar, right.rect().topLeft()).y() >= left.height())
    qtbot.waitUntil(lambda: left.width() >= left.sizeHint().width())
