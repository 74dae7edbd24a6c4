import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from engine.linear.features import FEATURE_NAMES
from gui.appearance import Appearance
from gui.widgets.feature_switches import FeatureSwitches

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def switches(qtbot: QtBot) -> FeatureSwitches:
    widget = FeatureSwitches(Appearance())
    qtbot.addWidget(widget)
    widget.show_features(FEATURE_NAMES)
    widget.show()
    return widget


def box(switches: FeatureSwitches, symbol: str) -> QCheckBox:
    return next(one for one in switches.findChildren(QCheckBox) if one.text() == symbol)


def test_showing_features_emits_nothing(switches: FeatureSwitches) -> None:
    wanted: list[object] = []
    switches.features_edited.connect(wanted.append)
    switches.show_features(("x0", "1"))
    assert switches.features == ("x0", "1")
    assert wanted == []


def test_a_switch_turned_off_emits_the_features_that_stay(switches: FeatureSwitches) -> None:
    wanted: list[object] = []
    switches.features_edited.connect(wanted.append)
    QTest.keyClick(box(switches, "x₀²"), Qt.Key.Key_Space)
    assert wanted == [("x0", "x1", "x1^2", "x0x1", "1")]


def test_features_come_in_the_order_of_the_columns(switches: FeatureSwitches) -> None:
    switches.show_features(("1",))
    wanted: list[object] = []
    switches.features_edited.connect(wanted.append)
    QTest.keyClick(box(switches, "x₀"), Qt.Key.Key_Space)
    assert wanted == [("x0", "1")]


def test_the_last_feature_stays_on(switches: FeatureSwitches) -> None:
    switches.show_features(("x0",))
    wanted: list[object] = []
    switches.features_edited.connect(wanted.append)
    QTest.keyClick(box(switches, "x₀"), Qt.Key.Key_Space)
    assert switches.features == ("x0",)
    assert wanted == []


def test_every_switch_has_a_name_for_who_cannot_see_it(switches: FeatureSwitches) -> None:
    names = {one.accessibleName() for one in switches.findChildren(QCheckBox)}
    assert len(names) == len(FEATURE_NAMES)
    assert "Feature x₀x₁" in names
