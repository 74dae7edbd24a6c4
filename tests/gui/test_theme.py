"""The tokens against the rules of sight, and the object that applies them."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.glyphs import GLYPHS
from gui.stylesheet import COLOURS, SHEET
from gui.theme import DARK, DESK, LIGHT, PROJECTOR, RACER_DASHES, Theme, mix

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every offscreen window

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

# Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", 2009, severity 1, on linear RGB.
EYES = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear_rgb(colour: str) -> NDArray[np.float64]:
    rgb = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((float(linear_rgb(c) @ TO_XYZ[1]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, eye: str) -> NDArray[np.float64]:
    xyz = TO_XYZ @ np.clip(EYES[eye] @ linear_rgb(colour), 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@THEMES
def test_what_is_read_stands_out_from_its_ground(theme: Theme) -> None:
    for ground in (theme.window, theme.panel, theme.field, theme.hovered):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.secondary, ground) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 7
    for word in (theme.good, theme.warn, theme.bad):
        assert contrast(word, theme.panel) >= 4.5


@THEMES
def test_fields_have_an_edge_that_can_be_seen(theme: Theme) -> None:
    assert contrast(theme.border, theme.panel) >= 3


@THEMES
def test_points_stand_out_from_their_own_region(theme: Theme) -> None:
    for point, region in zip(theme.class_points, theme.region_ends, strict=True):
        assert contrast(point, region) >= 3.3


@THEMES
@pytest.mark.parametrize("eye", EYES)
def test_any_two_racers_are_told_apart_by_every_eye(theme: Theme, eye: str) -> None:
    for one, other in itertools.combinations(theme.racers.values(), 2):
        assert np.linalg.norm(lab(one, eye) - lab(other, eye)) > 23


@THEMES
def test_every_racer_stands_out_from_the_panel(theme: Theme) -> None:
    for colour in theme.racers.values():
        assert contrast(colour, theme.panel) >= 4.4


def test_rules_differ_by_dash_too() -> None:
    dashes = {LIGHT.racer_style(0, rule)[1] for rule in LIGHT.racers}
    assert len(dashes) == len(LIGHT.racers) == len(RACER_DASHES)


def test_a_second_racer_of_a_rule_has_its_colour_but_another_dash() -> None:
    first = LIGHT.racer_style(0, "sgd", 0)
    second = LIGHT.racer_style(1, "sgd", 1)
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_a_rule_that_is_new_gets_a_colour_too() -> None:
    colours = {LIGHT.racer_style(index, "lion")[0] for index in range(4)}
    assert len(colours) == 4


def test_a_mixture_lies_between_its_colours() -> None:
    assert mix("#000000", "#FFFFFF", 0.0) == "#FFFFFF"
    assert mix("#000000", "#FFFFFF", 1.0) == "#000000"
    assert mix("#FF0000", "#0000FF", 0.6) == "#990066"


def test_the_style_sheet_has_no_colour_of_its_own() -> None:
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", SHEET.replace("#$", ""))
    assert {role for role, _ in GLYPHS.values()} <= set(COLOURS) | {"disabled"}


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    made = Appearance()
    made.apply(qapp)
    return made


def test_dark_reaches_the_palette_and_the_style_sheet(
    appearance: Appearance, qapp: QApplication, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(appearance.changed):
        appearance.set_mode("dark")
    assert appearance.theme is DARK
    assert qapp.palette().window().color() == QColor(DARK.window)
    assert DARK.border in qapp.styleSheet()
    appearance.set_mode("light")
    assert appearance.theme is LIGHT
    assert DARK.border not in qapp.styleSheet()


def test_a_desktop_that_turns_dark_is_followed_only_in_system_mode(
    appearance: Appearance, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    class DarkHints:
        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark

        def unsetColorScheme(self) -> None:
            pass

    hints = qapp.styleHints()
    appearance.set_mode("light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert appearance.theme is LIGHT
    monkeypatch.setattr(qapp, "styleHints", DarkHints)
    appearance.set_mode("system")
    assert appearance.theme is DARK


def test_presenting_makes_type_and_lines_larger(appearance: Appearance, qtbot: QtBot) -> None:
    assert appearance.sizes is DESK
    with qtbot.waitSignal(appearance.changed):
        appearance.set_presenting(True)
    assert appearance.sizes is PROJECTOR
    assert appearance.font().pixelSize() == 22
    assert appearance.font("number").pixelSize() == 44
    assert (appearance.sizes.line_width, appearance.sizes.cursor_width) == (3, 4)
    appearance.set_presenting(False)
    assert QApplication.font().pixelSize() == 13


def test_figures_are_all_of_one_width(appearance: Appearance) -> None:
    for role in ("base", "caption", "title", "number"):
        font = appearance.font(role)
        assert font.isFeatureSet(QFont.Tag("tnum"))
    assert appearance.font("title").weight() is QFont.Weight.DemiBold


def test_fields_are_as_high_as_a_row_with_and_without_focus(
    appearance: Appearance, qtbot: QtBot
) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    fields: list[QWidget] = [QLineEdit(), QComboBox(), QCheckBox("on")]
    for field in fields:
        layout.addWidget(field)
    qtbot.addWidget(window)
    window.show()
    for field in fields[:2]:
        before = field.sizeHint().height()
        field.setFocus()
        assert before == field.sizeHint().height() == DESK.control


def test_an_icon_is_drawn_in_the_colour_that_was_asked_for(appearance: Appearance) -> None:
    picture = appearance.icon("stop", "#C2209A").pixmap(32, 32).toImage()
    assert picture.pixelColor(16, 16).name().upper() == "#C2209A"


def test_glyphs_outlive_the_appearance_that_made_them(qapp: QApplication) -> None:
    Appearance().apply(qapp)
    paths = re.findall(r'url\("([^"]+)"\)', qapp.styleSheet())
    assert len(paths) >= 9
    assert all(Path(path).is_file() for path in paths)


@pytest.mark.parametrize(("words", "role"), [("Centred", ""), ("", "bare")])
@pytest.mark.parametrize("ticked", [False, True])
def test_a_check_box_shows_that_it_has_the_keyboard_and_stays_as_large(
    appearance: Appearance, qtbot: QtBot, words: str, role: str, ticked: bool
) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    boxes = [QCheckBox(words), QCheckBox(words)]
    for box in boxes:
        box.setProperty("role", role)
        box.setChecked(ticked)
        layout.addWidget(box)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    boxes[1].setFocus()
    without, size = boxes[0].grab().toImage(), boxes[0].size()
    boxes[0].setFocus()
    assert boxes[0].grab().toImage() != without
    assert boxes[0].size() == size


def test_a_link_stands_with_the_edge_of_its_place_and_stays_as_large_with_the_keyboard(
    appearance: Appearance, qtbot: QtBot
) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    link, other = QPushButton("Validate Now"), QLineEdit()
    link.setProperty("role", "small")
    layout.addWidget(link)
    layout.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    other.setFocus()
    wide = link.fontMetrics().horizontalAdvance(link.text())
    assert link.sizeHint().width() - wide <= 2, "one pixel on each side, for the ring"
    without, size = link.grab().toImage(), link.sizeHint()
    link.setFocus()
    assert link.grab().toImage() != without
    assert link.sizeHint() == size
