"""Widths of letters, each asked for once: a number is measured sixty times a second."""

from collections.abc import Mapping

from PySide6.QtGui import QFontMetricsF


class LetterWidths(dict[str, float]):
    """The widths of a font's letters. Kerning is left out; figures have none.

    Args:
        metrics: Of the font.
        known: Widths that are not the font's own.
    """

    def __init__(self, metrics: QFontMetricsF, known: Mapping[str, float] | None = None) -> None:
        super().__init__(known or {})
        self._metrics = metrics

    def __missing__(self, letter: str) -> float:
        width = self[letter] = self._metrics.horizontalAdvance(letter)
        return width

    def of(self, text: str) -> float:
        """Width of a text, in pixels."""
        return sum(map(self.__getitem__, text))
