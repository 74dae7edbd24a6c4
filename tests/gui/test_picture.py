"""Pictures that leave the program: light, whole or not at all, and nothing on the screen moves."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.picture import Pictured, add_picture_menu, copy_picture, picture, save_picture
from gui.shapes import Curve, Line
from gui.theme import DARK, LIGHT
from gui.widgets.loss_plot import LossPlot
from gui.widgets.surface_plot import SurfacePlot

FRAME = (-2.0, 2.0, -1.0, 1.0)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def plot(qtbot: QtBot) -> SurfacePlot:
    appearance = Appearance()
    appearance.set_mode("dark")
    made = SurfacePlot(appearance)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_frame(FRAME)
    made.show_points(np.array([[-1.0, 0.5], [1.0, 0.5]]), np.array([0.0, 1.0]))
    made.show_surface(np.full((48, 48), 0.5, dtype=np.float32), FRAME)
    made.show_lines((Line(DARK.racers["sgd"], (np.array([[-2.0, 0.0], [2.0, 0.0]]),)),))
    with qtbot.waitExposed(made):
        made.show()
    return made


def of(plot: SurfacePlot, report: list[str], words: str = "ring, seed 42") -> Pictured:
    return Pictured(plot.picture, lambda: words, report.append, "surface")


def colours(image: QImage) -> set[str]:
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(rgb.constBits(), dtype=np.uint32)
    return {f"#{int(pixel) & 0xFFFFFF:06X}" for pixel in np.unique(pixels)}


def test_a_picture_is_light_whatever_the_window_wears(plot: SurfacePlot) -> None:
    image = plot.picture(1)
    found = colours(image)
    assert LIGHT.panel in found
    assert LIGHT.class_points[0] in found
    assert LIGHT.racers["sgd"] in found
    assert DARK.panel not in found
    assert DARK.class_points[0] not in found


def test_making_a_picture_changes_nothing_on_the_screen(plot: SurfacePlot) -> None:
    before = plot.grab().toImage()
    plot.picture(3)
    assert plot.grab().toImage() == before


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_picture_has_as_many_pixels_as_asked_for_and_the_same_aspect(
    plot: SurfacePlot, scale: int
) -> None:
    image = plot.picture(scale)
    assert (image.width(), image.height()) == (400 * scale, 300 * scale)


def test_a_large_picture_is_sharp(plot: SurfacePlot) -> None:
    plot.show_lines(())
    small, large = plot.picture(1), plot.picture(4)
    blown_up = small.scaled(large.size())
    assert len(colours(large)) < 2 * len(colours(small))
    assert blown_up != large


def test_the_settings_stand_beneath_the_picture(plot: SurfacePlot) -> None:
    without, with_words = picture(of(plot, [], ""), 1), picture(of(plot, []), 1)
    assert with_words.width() == without.width()
    assert with_words.height() > without.height()
    beneath = with_words.copy(0, without.height(), with_words.width(), 30)
    assert any(QColor(name).lightness() < 200 for name in colours(beneath))


def test_a_saved_picture_can_be_opened(plot: SurfacePlot, tmp_path: Path) -> None:
    report: list[str] = []
    assert save_picture(of(plot, report), str(tmp_path / "a.png"), 2)
    image = QImage(str(tmp_path / "a.png"))
    assert image.width() == 2 * (400 + 16)
    assert not report


def test_a_picture_that_cannot_be_written_is_reported_and_leaves_the_old_one(
    plot: SurfacePlot, tmp_path: Path
) -> None:
    report: list[str] = []
    assert not save_picture(of(plot, report), str(tmp_path / "missing" / "a.png"), 1)
    assert len(report) == 1
    assert report[0] == "a.png was not saved: its folder is not there. Choose another."
    folder = tmp_path / "folder.png"
    folder.mkdir()
    assert not save_picture(of(plot, report), str(folder), 1)
    assert len(report) == 2
    assert list(tmp_path.iterdir()) == [folder]


def test_a_copied_picture_is_on_the_clipboard(plot: SurfacePlot) -> None:
    copy_picture(of(plot, []))
    assert QGuiApplication.clipboard().image().width() == 2 * (400 + 16)


def test_the_menu_offers_copy_and_four_sizes(qtbot: QtBot, plot: SurfacePlot) -> None:
    copy, save = add_picture_menu(plot, plot.picture, lambda: "words", lambda _: None, "surface")
    assert [action.text() for action in plot.actions()] == ["Copy Picture", "Save Picture"]
    menu = save.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()][1] == "2× (800 × 600)…"
    copy.trigger()
    assert not QGuiApplication.clipboard().image().isNull()


def test_saving_asks_for_a_file_without_holding_up_the_window(
    qtbot: QtBot, plot: SurfacePlot, tmp_path: Path
) -> None:
    _, save = add_picture_menu(plot, plot.picture, lambda: "words", lambda _: None, "surface")
    menu = save.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    dialog = plot.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "b.png"))
    dialog.close()
    assert (tmp_path / "b.png").exists()


def test_a_loss_plot_becomes_a_picture_too(qtbot: QtBot) -> None:
    appearance = Appearance()
    appearance.set_mode("dark")
    plot = LossPlot(appearance)
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    k = np.arange(50)
    plot.show_curves([Curve("a", DARK.racers["momentum"], k, np.exp(-k / 10.0), label="momentum")])
    with qtbot.waitExposed(plot):
        plot.show()
    found = colours(plot.picture(2))
    assert LIGHT.racers["momentum"] in found
    assert DARK.panel not in found
