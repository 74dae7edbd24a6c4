"""What the main window asks of a tab, and the table of the tabs that there are."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.assistant import Assistant
from gui.desk import Desk
from gui.file_kinds import MNIST_FILES, NO_PICTURES, PICTURES
from gui.picture import Plot
from gui.places import Places

if TYPE_CHECKING:
    from gui.mnist.draw_place import DrawPlace


class Tab(Protocol):
    """One assignment's tab. It is a QWidget besides.

    Attributes:
        desk: Its run in time, its data, its messages.
        places: The four places, of which two can be folded.
        told: Signal (Message) for the message bar.
        withdrawn: Signal (key) of a message that no longer holds.
    """

    desk: Desk
    places: Places
    told: Any
    withdrawn: Any

    def open_file(self, path: Path) -> None:
        """Takes a file of data."""

    @property
    def main_picture(self) -> Plot:
        """The picture that Edit → Copy Picture copies."""


@dataclass(frozen=True)
class TabKind:
    """A tab that can be made.

    Attributes:
        name: As on the command line.
        title: On the tab.
        make: Makes the widget; called when the tab is first shown.
        endings: Of names of files that only this tab can use, besides runs and settings, which say
            it themselves.
    """

    name: str
    title: str
    make: Callable[[Appearance, Assistant], QWidget]
    endings: tuple[str, ...] = ()


def _linear(appearance: Appearance, assistant: Assistant) -> QWidget:
    from gui.linear.tab import LinearTab

    return LinearTab(appearance, assistant)


def _planar(appearance: Appearance, assistant: Assistant) -> QWidget:
    from gui.planar.tab import PlanarTab

    return PlanarTab(appearance, assistant)


def _mnist(appearance: Appearance, assistant: Assistant) -> QWidget:
    from gui.mnist.tab import MnistTab

    return MnistTab(appearance, assistant)


TABS = (
    TabKind("linear", "Linear models", _linear),
    TabKind("planar", "Planar network", _planar),
    TabKind("mnist", "MNIST digits", _mnist, (".keras", *MNIST_FILES, *PICTURES, *NO_PICTURES)),
)
"""In the order of the assignments."""


def draw_place_of(tab: Tab) -> "DrawPlace | None":
    """Where one draws, in the one tab that has such a place."""
    return getattr(tab, "drawing", None)


def home_of(path: Path) -> str | None:
    """The name of the one tab that can use such a file; None where the tab that is shown may."""
    name = path.name.lower()
    return next((kind.name for kind in TABS if name.endswith(kind.endings)), None)
