"""Lines of mathematics whose numbers change with every frame, set without a typesetter.

A line is a template and its values. It is drawn as plain text in the typeset formulas' own face,
whose figures are all of one width, which costs microseconds where LaTeX costs milliseconds.
Nothing is computed here but how a number is written.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from gui.latex_text import raised

BREAK = "|"
SLOT = re.compile(r"(\^?[@#])")
WORD = re.compile(r"[A-Za-zα-ωϵ]+")
OPERATORS = "+−·/"
LONGEST_SYMBOL = 2
"""Letters in a row that are still a symbol (w, dW); more are a word (log, tanh)."""
SMALLEST_PLAIN, LARGEST_PLAIN = 1e-3, 1e5
SMALLEST_WHOLE = 999.5
"""From here on, three figures leave nothing behind the point."""


@dataclass(frozen=True)
class NumberLine:
    """One line with numbers in it.

    Attributes:
        text: The line. "@" stands for a number that was computed (three significant figures), "#"
            for one that was entered (as it was entered), "^#" for one that is raised; "|" is where
            a new row may begin. Letters of one or two are symbols and are set in italics.
        values: The numbers, from left to right.
    """

    text: str
    values: tuple[float, ...] = ()

    @property
    def plain(self) -> str:
        """The line for a screen reader."""
        return "".join(_chunks(self, number_text))

    @property
    def exact(self) -> str:
        """The line with all figures, for a tooltip."""
        return "".join(_chunks(self, _exact_text))


@dataclass(frozen=True)
class NumberBlock:
    """What stands at a place for numbers.

    Attributes:
        caption: Whose numbers they are, or "".
        lines: From top to bottom.
    """

    caption: str
    lines: tuple[NumberLine, ...]


def number_text(value: float) -> str:
    """Three significant figures with a true minus: "−0.318", "1.00", "1.23·10⁻⁵", "∞"."""
    if not math.isfinite(value):
        return {math.inf: "∞", -math.inf: "−∞"}.get(value, "not a number")
    if value == 0:
        return "0"
    if SMALLEST_PLAIN <= abs(value) < LARGEST_PLAIN:
        digits = f"{value:#.3g}" if abs(value) < SMALLEST_WHOLE else f"{value:.0f}"
        return digits.rstrip(".").replace("-", "−")
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{mantissa}·10{raised(str(int(exponent)))}".replace("-", "−")


def entered_text(value: float) -> str:
    """A number as a person would have typed it: "0.05", "10⁻⁸", "4"."""
    if value and not SMALLEST_PLAIN <= abs(value) < LARGEST_PLAIN:
        mantissa, exponent = f"{value:.15e}".split("e")
        factor = f"{float(mantissa):.6g}"
        power = f"10{raised(str(int(exponent)))}"
        return power if factor == "1" else f"{factor}·{power}".replace("-", "−")
    return f"{value:.6g}".replace("-", "−")


def _exact_text(value: float) -> str:
    return f"{value:.10g}".replace("-", "−")


def chunks(line: NumberLine, *, italic: bool) -> tuple[str, ...]:
    """The line cut where a row may begin, its numbers put in.

    Args:
        line: Template and values.
        italic: Whether symbols become mathematical italics, for a face that has them.
    """
    return tuple(_chunks(line, number_text, italic))


def _chunks(line: NumberLine, write: Callable[[float], str], italic: bool = False) -> list[str]:
    values = iter(line.values)

    def written(part: "str | _Slot") -> str:
        return part if isinstance(part, str) else part.written(next(values), write)

    return ["".join(map(written, parts)) for parts in _compiled(line.text, italic)]


@dataclass(frozen=True)
class _Slot:
    """Where a number goes: how it is written, and whether a sign needs brackets there."""

    mark: str
    bracketed: bool
    powered: bool

    def written(self, value: float, write: Callable[[float], str]) -> str:
        if self.mark == "^#":
            return raised(entered_text(value))
        text = entered_text(value) if self.mark == "#" else write(value)
        signed = value < 0 and (self.bracketed or self.powered)
        return f"({text})" if signed or (self.powered and "·" in text) else text


@lru_cache(maxsize=256)
def _compiled(text: str, italic: bool) -> tuple[tuple[str | _Slot, ...], ...]:
    """The template's chunks, each of texts and slots."""
    made = []
    for chunk in text.split(BREAK):
        parts = SLOT.split(chunk)
        made.append(
            tuple(
                _slot(parts, index) if index % 2 else _symbols(part, italic)
                for index, part in enumerate(parts)
            )
        )
    return tuple(made)


def _slot(parts: list[str], index: int) -> _Slot:
    before = parts[index - 1].rstrip()
    return _Slot(
        parts[index],
        bracketed=before.endswith(tuple(OPERATORS)),
        powered=parts[index + 1].startswith(("²", "^")),
    )


def _symbols(text: str, italic: bool) -> str:
    if not italic:
        return text
    return WORD.sub(lambda found: _slanted(found[0]), text)


def _slanted(word: str) -> str:
    """Mathematical italics for a symbol; a word stays as it is."""
    if len(word) > LONGEST_SYMBOL:
        return word
    return "".join(_italic_letter(letter) for letter in word)


def _italic_letter(letter: str) -> str:
    if letter == "h":
        return "ℎ"  # the one letter that Unicode had already
    for first, italic in (("a", 0x1D44E), ("A", 0x1D434), ("α", 0x1D6FC)):
        if ord(first) <= ord(letter) < ord(first) + 26:
            return chr(italic + ord(letter) - ord(first))
    return letter


@lru_cache(maxsize=1)
def math_family() -> str:
    """The family of the face in which formulas are typeset, made known to Qt; "" if it is missing.

    Needs a QApplication; 15 ms the first time.
    """
    found = find_spec("ziamath")  # finds the package without importing it
    for folder in found.submodule_search_locations or () if found else ():
        for file in Path(folder, "fonts").glob("*.ttf"):
            families = QFontDatabase.applicationFontFamilies(
                QFontDatabase.addApplicationFont(str(file))
            )
            if families:
                return families[0]
    return ""


def math_font(otherwise: QFont, size_px: int) -> QFont:
    """The typeset formulas' face, or another one where that is missing."""
    font = QFont(otherwise)
    if math_family():
        font.setFamilies([math_family(), *otherwise.families()])
    font.setPixelSize(size_px)
    return font


def rows(
    pieces: tuple[str, ...],
    width: float,
    indent: float,
    measure: Callable[[str], float],
    broken: set[int],
) -> list[str]:
    """The pieces of a line in as few rows as fit.

    Args:
        pieces: From `chunks`.
        width: Of the first row, in pixels.
        indent: By how much the others begin further right.
        measure: Width of a text in pixels.
        broken: Pieces before which a row has ever begun; it grows. A row that was once begun stays,
            so that nothing jumps while the numbers change.
    """
    made = [pieces[0]]
    used = measure(pieces[0])
    for index, piece in enumerate(pieces[1:], start=1):
        wide = measure(piece.rstrip())
        if index not in broken and used + wide <= width - (indent if len(made) > 1 else 0):
            made[-1] += piece
            used += measure(piece)
        else:
            broken.add(index)
            made.append(piece)
            used = measure(piece)
    return made
