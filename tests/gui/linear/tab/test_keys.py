"""The tab of the linear models without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget

from engine.run import Mode
from gui.sliders import Slider
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def key_takers(stage: Stage) -> list[QWidget]:
    tab = stage.tab
    plots: list[QWidget] = [tab._pictures.panels[0].plot, tab._time.plot, tab._time.timeline]
    return [*plots, tab._transport.bar.play]


KEYS = [
    (Qt.Key.Key_Right, 51),
    (Qt.Key.Key_PageDown, 51),
    (Qt.Key.Key_Left, 49),
    (Qt.Key.Key_PageUp, 49),
    (Qt.Key.Key_Home, 0),
    (Qt.Key.Key_End, 100),
]


def test_the_transports_keys_act_on_pictures_timeline_and_play(stage: Stage) -> None:
    stage.train()
    for widget in key_takers(stage):
        stage.focus(widget)
        for key, position in KEYS:
            stage.workbench.seek(50)
            QTest.keyClick(widget, key)
            assert stage.workbench.position == position, (widget, key)
        stage.workbench.seek(50)
        QTest.keyClick(widget, Qt.Key.Key_Space)
        assert stage.mode() is Mode.REPLAYING, widget
        QTest.keyClick(widget, Qt.Key.Key_Space)
        assert stage.mode() is Mode.PAUSED, widget


def test_check_boxes_sliders_lists_and_tabs_keep_their_keys(stage: Stage) -> None:
    stage.train()
    stage.workbench.seek(50)
    box = stage.tab._pictures._hard
    stage.focus(box)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    for slider in stage.window.findChildren(Slider):
        if slider.isVisible() and slider.isEnabled():
            stage.focus(slider)
            before = slider.value()
            QTest.keyClick(slider, Qt.Key.Key_Left)
            assert slider.value() < before or before == slider.minimum()
    stage.workbench.shelf.undo_stack.setIndex(0)
    stage.workbench.seek(50)
    bar = stage.window._bar
    stage.focus(bar)
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.currentIndex() == 1
    bar.setCurrentIndex(0)
    assert stage.workbench.position == 50


EVERYWHERE = [
    (Qt.Key.Key_Right, 51),
    (Qt.Key.Key_Left, 49),
    (Qt.Key.Key_Home, 0),
    (Qt.Key.Key_End, 100),
]


def test_keys_with_alt_and_control_act_wherever_the_focus_is(stage: Stage) -> None:
    stage.train()
    boxes = [one for one in stage.window.findChildren(QCheckBox) if one.isVisible()]
    for widget in (boxes[0], stage.window._bar, stage.tab._time.timeline):
        stage.focus(widget)
        for key, position in EVERYWHERE:
            stage.workbench.seek(50)
            QTest.keyClick(widget, key, Qt.KeyboardModifier.AltModifier)
            assert stage.workbench.position == position, (widget, key)
        stage.workbench.seek(50)
        QTest.keyClick(widget, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
        assert stage.mode() is Mode.REPLAYING, widget
        stage.workbench.pause()


def test_reset_branch_and_undo_have_keys(stage: Stage) -> None:
    stage.train()
    parent = stage.record
    control = Qt.KeyboardModifier.ControlModifier
    stage.workbench.seek(30)
    QTest.keyClick(stage.window, Qt.Key.Key_B, control)
    assert stage.record.origin is not None
    QTest.keyClick(stage.window, Qt.Key.Key_Z, control)
    assert stage.record is parent
    QTest.keyClick(stage.window, Qt.Key.Key_R, control)
    assert stage.workbench.position == 0


def test_every_control_can_be_named_by_a_screen_reader(stage: Stage) -> None:
    stage.preset("Text: all three")
    stage.train()
    stage.wish(batch_size=16)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in stage.window.findChildren(QWidget)
        if widget.isVisible()
        and (widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton))
        and not name_of(widget)
    ]
    assert nameless == []


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_everything_can_be_reached_by_tab(stage: Stage) -> None:
    stage.preset("Text: all three")
    reached: set[QWidget] = set()
    stage.focus(stage.tab._transport.bar.play)
    for _ in range(200):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in reached:
            break
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    tab = stage.tab
    wanted = [
        tab._pictures.panels[0].plot,
        tab._time.plot,
        tab._time.timeline,
        tab._pictures._hard,
        tab._settings._open,
        tab._transport.bar.play,
    ]
    missing = [widget for widget in wanted if widget not in reached]
    assert missing == []
