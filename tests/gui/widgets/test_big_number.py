from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.widgets.big_number import BigNumber
from gui.words import Words


def test_a_number_stands_over_its_caption_and_tells_all_its_digits(qtbot: QtBot) -> None:
    widget = BigNumber(Appearance())
    qtbot.addWidget(widget)
    widget.show_number("0.439", "loss over all 826 points", "0.43902213", "90.4 % right")
    number, caption, second = widget.findChildren(Words)
    assert (number.text(), number.toolTip()) == ("0.439", "0.43902213")
    assert caption.text() == "loss over all 826 points"
    assert second.text() == "90.4 % right"
    assert widget.accessibleName() == "loss over all 826 points: 0.439"


def test_the_number_grows_when_the_window_is_projected(qtbot: QtBot) -> None:
    appearance = Appearance()
    widget = BigNumber(appearance)
    qtbot.addWidget(widget)
    number = widget.findChildren(Words)[0]
    assert number.font().pixelSize() == 28
    appearance.set_presenting(True)
    assert number.font().pixelSize() == 44


def test_a_second_line_that_is_empty_takes_no_room(qtbot: QtBot) -> None:
    widget = BigNumber(Appearance())
    qtbot.addWidget(widget)
    widget.show_number("0.439", "loss", "", "90 % right")
    with_line = widget.sizeHint().height()
    widget.show_number("0.439", "loss", "", "")
    assert widget.sizeHint().height() < with_line
