"""The table of epochs: legible where it is narrowest, and usable from the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.mnist.block import Epoch
from gui.appearance import Appearance
from gui.mnist.epoch_table import EpochTable
from gui.mnist.tables import EPOCH_COLUMNS
from gui.side_pages import WIDTH

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


def epoch(number: int) -> Epoch:
    return Epoch(number, number * 10, 0.25, 0.9, 0.15, 0.95, 11.5)


@pytest.fixture
def table(qtbot: QtBot) -> EpochTable:
    made = EpochTable(Appearance())
    qtbot.addWidget(made)
    made.resize(WIDTH, 180)
    made.show_epochs([epoch(n) for n in range(1, 14)])
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_no_caption_and_no_figure_is_cut_or_touches_another(table: EpochTable) -> None:
    caption, gap = QFontMetricsF(Appearance().font("caption")), Appearance().sizes.inside
    figures = QFontMetricsF(table.table._figures)
    for n, width in enumerate(table.table._value_widths):
        assert caption.horizontalAdvance(EPOCH_COLUMNS[n + 1]) + gap <= width
        assert figures.horizontalAdvance(table.table.text(0, n + 1)) + gap <= width
    assert table.table.width() <= table.viewport().width()


def test_the_keyboard_reaches_every_epoch_and_opens_it(qtbot: QtBot, table: EpochTable) -> None:
    for _ in range(12):
        QTest.keyClick(table.table, Qt.Key.Key_Down)
    QTest.keyClick(table.table, Qt.Key.Key_Down)
    assert table.verticalScrollBar().value() > 0, "the row is seen"
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.table, Qt.Key.Key_Return)
    assert opened.args == [1], "the first epoch is the last row"


def test_a_run_without_epochs_has_no_rows(table: EpochTable) -> None:
    table.show_epochs([])
    assert not table.table.isVisible()
    assert table._nothing.isVisible()
