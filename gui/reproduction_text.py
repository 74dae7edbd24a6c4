"""The numbers of the assignments as a page: a table for each, with reasons, in our colours."""

import re
from collections.abc import Sequence
from html import escape

from engine.check import Numbers, as_text
from gui.appearance import Appearance
from gui.reproduction import Answer

TITLES = {
    "linear": "Assignment 1: linear models",
    "planar": "Assignment 2: planar network",
    "mnist": "Assignment 3: MNIST digits",
}
FIGURES, FEW_FIGURES = 12, 3
SMALL = 1e-6
"""What is smaller is a rounding error, of which nobody wants all figures."""
COLUMNS = (("", 9), ("Number", 33), ("Expected", 23), ("Obtained", 25), ("Tolerance", 10))
"""Headings and widths in per cent."""


def as_page(answers: Sequence[Answer], appearance: Appearance) -> str:
    """All numbers as HTML."""
    parts = []
    for assignment, title in TITLES.items():
        mine = [one for one in answers if one.assignment == assignment]
        if mine:
            parts.append(_heading(title, appearance))
            parts.append(_table(mine, appearance))
    return "".join(parts)


def as_plain_text(answers: Sequence[Answer]) -> str:
    """All numbers as text, for the clipboard."""
    parts = []
    for assignment, title in TITLES.items():
        mine = [as_text(one.check) for one in answers if one.assignment == assignment]
        if mine:
            parts.append("\n".join([title, "", *mine]))
    return "\n\n".join(parts) + "\n"


def _heading(title: str, appearance: Appearance) -> str:
    size = appearance.sizes.title_px
    return f'<p style="font-size:{size}px;font-weight:600;margin:12px 0 4px 0">{title}</p>'


def _table(answers: Sequence[Answer], appearance: Appearance) -> str:
    rows = "".join(_row(one, appearance) for one in answers)
    quiet = appearance.theme.secondary
    head = "".join(
        f'<td width="{width}%" style="color:{quiet}">{words}</td>' for words, width in COLUMNS
    )
    return f'<table width="100%" cellpadding="3" cellspacing="0"><tr>{head}</tr>{rows}</table>'


def _row(answer: Answer, appearance: Appearance) -> str:
    theme, check = appearance.theme, answer.check
    colour, words = (theme.good, "✓ holds") if check.ok else (theme.bad, "✗ differs")
    cells = "".join(
        f"<td>{text}</td>"
        for text in (
            escape(_with_minus(check.name)),
            _shown(check.expected),
            _shown(check.obtained),
            _number(check.tolerance) if check.tolerance else "equal",
        )
    )
    row = f'<tr><td style="color:{colour};white-space:nowrap">{words}</td>{cells}</tr>'
    if not check.reason:
        return row
    size, quiet = appearance.sizes.caption_px, theme.secondary
    reason = f'<span style="font-size:{size}px;color:{quiet}">{escape(check.reason)}</span>'
    return f'{row}<tr><td></td><td colspan="4">{reason}</td></tr>'


def _with_minus(text: str) -> str:
    """The text with real minus signs before its numbers; hyphens within words stay."""
    return re.sub(r"(?<!\w)-(?=\d)", "−", text)


def _shown(numbers: Numbers) -> str:
    several = numbers if isinstance(numbers, tuple) else (numbers,)
    return ", ".join(map(_number, several))


def _number(value: float) -> str:
    figures = FIGURES if abs(value) > SMALL else FEW_FIGURES
    return f"{value:.{figures}g}".replace("-", "−")
