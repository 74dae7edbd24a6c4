"""Which colours and sizes hold now, and the dressing of the whole application in them.

The tokens themselves stand in `gui.theme`; how they become a style sheet in `gui.stylesheet`.
"""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory, QToolTip

from gui.glyphs import glyph_folder, glyphs
from gui.stylesheet import palette, stylesheet
from gui.theme import DARK, DESK, LIGHT, PROJECTOR, Sizes, Theme

AppearanceMode = Literal["light", "dark", "system"]
FontRole = Literal["base", "caption", "title", "number"]


class Appearance(QObject):
    """Light or dark, desk or projector; every widget is given it and listens to `changed`.

    Attributes:
        theme: The colours.
        sizes: The lengths.
        presenting: Whether the window is being projected.
        reduced_motion: Whether nothing may move of itself.

    Signals:
        changed: Something of it is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self.sizes: Sizes = DESK
        self.presenting = False
        self.reduced_motion = False
        self.mode: AppearanceMode = "system"
        self._app: QApplication | None = None

    def apply(self, app: QApplication) -> None:
        """Dress the whole application, now and whenever the appearance changes."""
        self._app = app
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._choose_theme()
        self._dress()

    def set_mode(self, mode: AppearanceMode) -> None:
        """Choose light or dark, or what the desktop has."""
        self.mode = mode
        self._tell_desktop()
        self._choose_theme()
        self._dress()

    def set_presenting(self, presenting: bool) -> None:
        """Large type and thick lines for a projector, or back."""
        if presenting == self.presenting:
            return
        self.presenting = presenting
        self.sizes = PROJECTOR if presenting else DESK
        self._dress()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Let nothing move of itself, or let it."""
        self.reduced_motion = reduced
        self.changed.emit()

    def font(self, role: FontRole = "base") -> QFont:
        """The platform's own face in the size of a role, its figures all of one width."""
        font = QFont(QApplication.font())
        font.setPixelSize(
            {
                "base": self.sizes.base_px,
                "caption": self.sizes.caption_px,
                "title": self.sizes.title_px,
                "number": self.sizes.number_px,
            }[role]
        )
        font.setWeight(QFont.Weight.DemiBold if role == "title" else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, colour: str | None = None, disabled: str | None = None) -> QIcon:
        """A Material Design icon in one colour (the text's unless told), for example "play"."""
        import qtawesome  # here, because it takes 40 ms that only a window needs

        return QIcon(
            qtawesome.icon(
                f"mdi6.{name}",
                color=colour or self.theme.text,
                color_disabled=disabled or self.theme.disabled,
            )
        )

    def _follow_system(self) -> None:
        if self.mode == "system" and self._choose_theme():
            self._dress()

    def _choose_theme(self) -> bool:
        """Take the theme that mode and desktop ask for; whether that is another one."""
        before = self.theme
        if self.mode == "system" and self._app is not None:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self.mode == "dark"
        self.theme = DARK if dark else LIGHT
        return self.theme is not before

    def _tell_desktop(self) -> None:
        """Ask for a title bar that fits."""
        if self._app is None:
            return
        hints = self._app.styleHints()
        if self.mode == "system":
            hints.unsetColorScheme()
        else:
            wanted = Qt.ColorScheme.Dark if self.mode == "dark" else Qt.ColorScheme.Light
            hints.setColorScheme(wanted)

    def _dress(self) -> None:
        if self._app is not None:
            self._app.setFont(self.font())
            QToolTip.setFont(self.font())
            self._app.setPalette(palette(self.theme))
            pictures = glyphs(self.theme, glyph_folder(self._app))
            # WORKAROUND: Qt dresses all widgets in a third of the time if they are undressed before
            self._app.setStyleSheet("")
            self._app.setStyleSheet(stylesheet(self.theme, self.sizes, pictures))
        self.changed.emit()
