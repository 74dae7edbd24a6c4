"""What flows between a tab's settings and its desk: wishes to the one, what acts to the other."""

from typing import Any, Protocol

from gui.desk import Desk


class SettingsPlace(Protocol):
    """The left place of a tab. It is a QWidget besides.

    Attributes:
        wished: Signal (settings, name of what was edited).
        preset_wished: Signal (name).
    """

    wished: Any
    preset_wished: Any

    def show_settings(self, settings: Any) -> None:
        """Shows what acts."""

    def show_preset(self, name: str) -> None:
        """Shows which preset a run is compared with."""


def join(place: SettingsPlace, desk: Desk) -> None:
    """Takes the wishes of the settings to the desk, and shows in them what acts.

    Settings that are refused are shown as they were; before there is a run, nothing is.
    """
    workbench = desk.workbench

    def show_what_acts() -> None:
        if workbench.settings is not None:
            place.show_settings(workbench.settings)

    place.wished.connect(desk.wish)
    place.preset_wished.connect(desk.choose_preset)
    desk.preset_opened.connect(place.show_preset)
    desk.settings_refused.connect(show_what_acts)
    workbench.settings_changed.connect(show_what_acts)
