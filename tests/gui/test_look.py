"""Colours of one theme shown in the other."""

from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.look import look_of
from gui.theme import DARK, LIGHT


def test_colours_of_the_dark_theme_leave_the_program_in_light(qtbot: QtBot) -> None:
    appearance = Appearance()
    appearance.set_mode("dark")
    light = look_of(appearance).in_light()
    for rule, colour in DARK.racers.items():
        assert light.colour(colour).name().upper() == LIGHT.racers[rule].upper()
    assert light.colour(DARK.text).name().upper() == LIGHT.text.upper()
    assert light.colour(DARK.panel).name().upper() == LIGHT.panel.upper()


def test_a_theme_keeps_its_own_colours_and_those_of_nobody(qtbot: QtBot) -> None:
    look = look_of(Appearance())
    for colour in (*LIGHT.racers.values(), LIGHT.secondary, "#123456"):
        assert look.colour(colour).name().upper() == colour.upper()
