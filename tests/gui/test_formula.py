"""Formulas are typeset in a thread, in any ink, and leave nothing behind."""

import sys
from collections import Counter

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gui import formula
from gui.formula import Typesetter, inked, picture, svg


def opaque_pixels(image: QImage) -> Counter[str]:
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return Counter(colour.name() for colour in colours if colour.alpha() == 255)


def test_a_picture_has_the_size_that_was_asked_for_in_device_pixels() -> None:
    once, twice = picture("x^2", 16, 1.0), picture("x^2", 16, 2.0)
    assert twice.devicePixelRatio() == 2
    assert abs(twice.width() - 2 * once.width()) <= 2
    assert abs(twice.deviceIndependentSize().height() - once.height()) <= 1


def test_a_picture_is_drawn_in_the_ink_of_the_theme(qtbot: QtBot) -> None:
    colours = opaque_pixels(inked(picture(r"\sum", 64, 1.0), "#C2209A").toImage())
    assert colours.most_common(1)[0][0] == QColor("#C2209A").name()
    assert len(colours) == 1


def test_qt_draws_the_whole_of_a_formula() -> None:
    """Qt cuts `<use>` of a `<symbol>` off; the SVG must have neither."""
    assert b"<use" not in svg(r"\frac{a}{b}")
    image = picture("x = y", 32, 1.0)
    columns = [
        any(image.pixelColor(x, y).alpha() > 100 for y in range(image.height()))
        for x in range(image.width())
    ]
    assert any(columns[:8]), "nothing at the left"
    assert any(columns[-8:]), "nothing at the right"


def test_formulas_are_drawn_in_another_thread_and_kept(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def drawn(latex: str, size_px: float, ratio: float) -> QImage:
        threads.append(QThread.currentThread())
        return QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)

    monkeypatch.setattr(formula, "picture", drawn)
    typesetter = Typesetter()
    assert typesetter.image("a", 16, 1.0) is None
    with qtbot.waitSignal(typesetter.came):
        typesetter.ask(("a", "b"), 16, 1.0)
    assert typesetter.image("a", 16, 1.0) is not None
    assert typesetter.image("b", 16, 1.0) is not None
    typesetter.ask(("a", "b"), 16, 1.0)
    typesetter.close()
    assert len(threads) == 2
    assert QThread.currentThread() not in threads


def test_closing_ends_the_thread_and_what_comes_later_is_not_told(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def slow(latex: str, size_px: float, ratio: float) -> QImage:
        drawn.append(latex)
        QThread.msleep(20)
        return QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)

    monkeypatch.setattr(formula, "picture", slow)
    typesetter = Typesetter()
    typesetter.ask([str(number) for number in range(100)], 16, 1.0)
    qtbot.waitUntil(lambda: bool(drawn))
    with qtbot.assertNotEmitted(typesetter.came, wait=50):
        typesetter.close()
    assert len(drawn) < 100
    typesetter.ask(("late",), 16, 1.0)
    assert "late" not in drawn


def test_only_the_latest_wish_is_fulfilled(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []

    def slow(latex: str, size_px: float, ratio: float) -> QImage:
        drawn.append(latex)
        QThread.msleep(20)
        return QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)

    monkeypatch.setattr(formula, "picture", slow)
    typesetter = Typesetter()
    typesetter.ask([str(number) for number in range(100)], 16, 1.0)
    qtbot.waitUntil(lambda: bool(drawn))
    typesetter.ask(("new",), 16, 1.0)
    qtbot.waitUntil(lambda: typesetter.image("new", 16, 1.0) is not None)
    typesetter.close()
    assert len(drawn) < 50


def test_typesetting_imports_nothing_heavy() -> None:
    import subprocess

    code = (
        "import sys, gui.formula; assert 'ziamath' not in sys.modules; gui.formula.svg('x');"
        "print(*{'scipy', 'sklearn', 'tensorflow', 'keras'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
