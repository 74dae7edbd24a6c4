"""The pane of formulas, used as a tab uses it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QThread
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui import formula
from gui.appearance import Appearance
from gui.formula import Formula, NumberPlace, Section, Sentence
from gui.formula_views import FormulaView
from gui.number_line import NumberBlock, NumberLine
from gui.numbers_view import NumbersView
from gui.widgets.formula_pane import FormulaPane

SECTIONS = (
    Section("Model", (Formula(r"p = \sigma(z)", "a probability"), NumberPlace("point"))),
    Section("Loss", (Sentence("It is small when p is near y."), Formula(r"-\log p"))),
)


def block(*values: float) -> NumberBlock:
    return NumberBlock("the first", tuple(NumberLine("p = @", (value,)) for value in values))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """What was typeset; pictures are blank, so that no test waits for a typesetter."""
    wishes = []

    def drawn(latex: str, size_px: float, ratio: float) -> QImage:
        wishes.append((latex, size_px))
        return QImage(int(4 * size_px), int(size_px), QImage.Format.Format_ARGB32_Premultiplied)

    monkeypatch.setattr(formula, "picture", drawn)
    return wishes


@pytest.fixture
def appearance() -> Appearance:
    return Appearance()


@pytest.fixture
def pane(qtbot: QtBot, appearance: Appearance, asked: list[tuple[str, float]]) -> FormulaPane:
    pane = FormulaPane(appearance)
    qtbot.addWidget(pane)
    pane.resize(300, 500)
    pane.show_sections(SECTIONS)
    return pane


def views(pane: FormulaPane) -> list[FormulaView]:
    return pane.findChildren(FormulaView)


def place(pane: FormulaPane) -> NumbersView:
    found = pane.findChild(NumbersView)
    assert found is not None
    return found


def laid_out(pane: FormulaPane) -> Callable[[], bool]:
    view = place(pane)
    return lambda: view.isVisible() and view.height() == view.sizeHint().height()


def has_pictures(pane: FormulaPane) -> Callable[[], bool]:
    return lambda: all(not view.pixmap().isNull() for view in views(pane))


def test_nothing_is_typeset_before_the_pane_is_seen(
    qtbot: QtBot, pane: FormulaPane, asked: list[tuple[str, float]]
) -> None:
    QApplication.processEvents()
    assert asked == []
    assert views(pane) == []
    pane.show()
    assert [view.accessibleName() for view in views(pane)] == ["p = σ(z)", "−log p"]
    qtbot.waitUntil(has_pictures(pane))
    assert [latex for latex, _ in asked] == [r"p = \sigma(z)", r"-\log p"]


def test_a_formula_can_be_read_by_a_screen_reader_before_and_after(
    qtbot: QtBot, pane: FormulaPane
) -> None:
    pane.show()
    assert views(pane)[0].accessibleName() == "p = σ(z)"
    qtbot.waitUntil(has_pictures(pane))
    assert views(pane)[0].accessibleName() == "p = σ(z)"
    assert pane.accessibleName() == "Formulas"


def test_another_theme_needs_no_typesetting_and_presenting_needs_it_once(
    qtbot: QtBot, pane: FormulaPane, appearance: Appearance, asked: list[tuple[str, float]]
) -> None:
    pane.show()
    qtbot.waitUntil(has_pictures(pane))
    appearance.set_mode("dark")
    appearance.set_mode("light")
    appearance.set_presenting(True)
    width = views(pane)[0].pixmap().width()
    qtbot.waitUntil(lambda: views(pane)[0].pixmap().width() > width)
    appearance.set_presenting(False)
    QApplication.processEvents()
    assert len(asked) == 4


def test_formulas_that_are_seen_take_the_ink_of_another_theme(
    qtbot: QtBot, pane: FormulaPane, appearance: Appearance
) -> None:
    appearance.set_mode("light")
    pane.show()
    qtbot.waitUntil(has_pictures(pane))
    for mode in ("dark", "light", "dark"):
        appearance.set_mode(mode)
        image = views(pane)[0].pixmap().toImage()
        places = [(x, y) for x in range(image.width()) for y in range(image.height())]
        ink = max((image.pixelColor(x, y) for x, y in places), key=lambda colour: colour.alpha())
        assert abs(ink.lightness() - QColor(appearance.theme.text).lightness()) < 4


def test_a_place_without_numbers_takes_no_room(qtbot: QtBot, pane: FormulaPane) -> None:
    pane.show()
    assert place(pane).isHidden()
    pane.update_numbers({"point": block(0.25)})
    qtbot.waitUntil(laid_out(pane))
    assert place(pane).height() > 0
    pane.update_numbers({})
    qtbot.waitUntil(lambda: place(pane).isHidden())


def test_a_thousand_updates_are_drawn_once_and_the_latest_wins(
    qtbot: QtBot, pane: FormulaPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.show()
    shown: list[NumberBlock] = []
    monkeypatch.setattr(place(pane), "show_block", shown.append)
    for k in range(1000):
        pane.update_numbers({"point": block(k)})
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [block(999)]


def test_numbers_that_came_while_folded_are_there_when_unfolded(
    qtbot: QtBot, pane: FormulaPane
) -> None:
    pane.update_numbers({"point": block(0.25)})
    pane.show()
    assert place(pane).block == block(0.25)
    pane.hide()
    pane.update_numbers({"point": block(0.5)})
    assert place(pane).block == block(0.25)
    pane.show()
    assert place(pane).block == block(0.5)


def test_changing_numbers_do_not_change_the_height(qtbot: QtBot, pane: FormulaPane) -> None:
    pane.show()
    pane.update_numbers({"point": block(-1.23e-5)})
    qtbot.waitUntil(laid_out(pane))
    height = place(pane).height()
    pane.update_numbers({"point": block(1.0)})
    qtbot.waitUntil(lambda: place(pane).block == block(1.0))
    QApplication.processEvents()
    qtbot.waitUntil(laid_out(pane))  # pictures of formulas may come and press it together meanwhile
    assert place(pane).height() == height


def test_the_numbers_are_told_to_a_screen_reader_when_they_rest(
    qtbot: QtBot, pane: FormulaPane
) -> None:
    pane.show()
    pane.update_numbers({"point": block(0.25)})
    qtbot.waitUntil(lambda: place(pane).accessibleName() == "the first: p = 0.250")


def test_a_tooltip_tells_all_figures(
    qtbot: QtBot, pane: FormulaPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.show()
    pane.update_numbers({"point": block(0.123456789, 0.987654321)})
    qtbot.waitUntil(laid_out(pane))
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _where, text, _widget: told.append(text))
    for y in (place(pane).height() - 2, 0):
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(20, y), QPoint(20, y))
        QApplication.sendEvent(place(pane), event)
    assert told == ["p = 0.987654321", "p = 0.123456789"]


def test_a_wide_pane_has_two_columns(qtbot: QtBot, pane: FormulaPane) -> None:
    pane.resize(800, 500)
    pane.show()
    titles = [label for label in pane.findChildren(QLabel) if label.text() in ("Model", "Loss")]
    model, loss = (title.mapTo(pane, QPoint(0, 0)) for title in titles)
    assert model.y() == loss.y()
    assert model.x() < loss.x()


def test_where_one_has_scrolled_to_stays_when_another_racer_is_selected(
    qtbot: QtBot, pane: FormulaPane
) -> None:
    pane.resize(300, 80)
    pane.show()
    qtbot.waitUntil(lambda: pane.verticalScrollBar().maximum() > 40)
    pane.verticalScrollBar().setValue(40)
    pane.show_sections((*SECTIONS, Section("More", (Sentence("One more."),))))
    QApplication.processEvents()
    assert pane.verticalScrollBar().value() == 40


def test_sections_that_stood_there_before_are_not_made_again(
    qtbot: QtBot, pane: FormulaPane
) -> None:
    pane.show()
    first = views(pane)
    pane.show_sections(SECTIONS[:1])
    assert [view for view in first if view.isVisible()] == first[:1]
    pane.show_sections(SECTIONS)
    assert views(pane) == first
    assert all(view.isVisible() for view in first)


def test_a_click_does_not_take_the_keys_and_tab_does(qtbot: QtBot, appearance: Appearance) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    field, pane = QLineEdit(), FormulaPane(appearance)
    layout.addWidget(field)
    layout.addWidget(pane)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    ring = pane.findChild(QWidget, "focus_ring")
    assert ring is not None
    assert ring.isHidden()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert pane.hasFocus()
    assert ring.isVisible()
    assert ring.size() == pane.size()


def test_a_pane_that_goes_ends_its_thread(
    qtbot: QtBot, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def slow(latex: str, size_px: float, ratio: float) -> QImage:
        drawn.append(latex)
        QThread.msleep(20)
        return QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)

    monkeypatch.setattr(formula, "picture", slow)
    pane = FormulaPane(appearance)
    pane.show_sections(SECTIONS)
    pane.show()
    typesetter = pane._typesetter
    pane.close()
    pane.deleteLater()
    qtbot.waitUntil(lambda: typesetter.closed)
    QApplication.processEvents()


def test_the_ground_of_the_place_shows_through(qtbot: QtBot, appearance: Appearance) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("QWidget#place { background: #123456; }")
    window.setObjectName("place")
    pane = FormulaPane(appearance, window)
    pane.show_sections(())
    window.resize(200, 200)
    pane.setGeometry(0, 0, 200, 200)
    window.show()
    assert window.grab().toImage().pixelColor(100, 100).name() == "#123456"
