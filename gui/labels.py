"""Where the names of lines stand: beside what they name, on the picture, clear of each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.look import Look
from gui.shapes import FloatArray


@dataclass(frozen=True)
class Label:
    """A word in its place.

    Attributes:
        text: What it says.
        colour: Its colour.
        box: Where it stands, in pixels.
    """

    text: str
    colour: QColor
    box: QRectF


def spread(labels: Sequence[Label], area: QRectF, gap: float = 0.0) -> tuple[Label, ...]:
    """The labels moved up or down as little as need be, so that none lies over another.

    Args:
        labels: Where they would like to stand; order does not matter.
        area: What they may not leave; a label too wide for it is moved to its left edge.
        gap: Least room between two.

    Returns:
        The same labels in the same order.
    """
    boxes = [moved_inside(label.box, area) for label in labels]
    for crowd in _crowds(boxes):
        crowd.sort(key=lambda n: boxes[n].center().y())
        heights = [boxes[n].height() + gap for n in crowd]
        wanted = [boxes[n].top() for n in crowd]
        tops = stacked(wanted, heights, area.top(), area.bottom() + gap)
        for n, top in zip(crowd, tops, strict=True):
            boxes[n].moveTop(top)
    return tuple(replace(label, box=box) for label, box in zip(labels, boxes, strict=True))


def stacked(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Tops of things one above the other, as near as possible to where they would like to be.

    Args:
        wanted: Their tops, in the order in which they are to stand.
        heights: Their heights.
        low: Where the first may begin.
        high: Where the last should end; given up if there is no room.
    """
    groups: list[tuple[float, float, list[int]]] = []  # mean of the wishes, height, members
    for n, (top, height) in enumerate(zip(wanted, heights, strict=True)):
        group = (top, height, [n])
        while groups and groups[-1][0] + groups[-1][1] > group[0]:
            above = groups.pop()
            share = len(above[2]) / (len(above[2]) + len(group[2]))
            start = share * above[0] + (1 - share) * (group[0] - above[1])
            group = (start, above[1] + group[1], above[2] + group[2])
        start = max(low, min(group[0], high - group[1]))
        groups.append((start, group[1], group[2]))
        while len(groups) > 1 and groups[-2][0] + groups[-2][1] > groups[-1][0]:
            below, above = groups.pop(), groups.pop()
            height = above[1] + below[1]
            start = max(low, min(above[0], high - height))
            groups.append((start, height, above[2] + below[2]))
    tops = [0.0] * len(wanted)
    for start, _, members in groups:
        for n in members:
            tops[n] = start
            start += heights[n]
    return tops


def beside_line(
    size: tuple[float, float],
    line: FloatArray,
    area: QRectF,
    taken: Sequence[QRectF],
    others: FloatArray,
    before: QRectF | None = None,
) -> QRectF | None:
    """A place for a line's name, beside it and clear of everything else; where it was, if it can.

    Args:
        size: Width and height of the name.
        line: The line, (k, 2) in pixels.
        area: What the name may not leave.
        taken: Places that are taken.
        others: Points of other lines, (m, 2), which it should not cover.
        before: Where the name stood last.
    """
    visible = line[_within(line, area)]
    if not len(visible):
        return None
    if before is not None and _is_beside(before, visible, area, taken, others):
        return before
    width, height = size
    anchors = visible[np.linspace(len(visible) - 1, 0, min(len(visible), 40)).astype(int)]
    offsets = [(CLEAR, -height / 2), (-CLEAR - width, -height / 2)]
    offsets += [(-width / 2, CLEAR), (-width / 2, -CLEAR - height)]
    best: tuple[float, QRectF] | None = None
    for rank, (x, y) in enumerate(anchors):
        for dx, dy in offsets:
            box = QRectF(x + dx, y + dy, width, height)
            if not area.contains(box) or any(box.intersects(other) for other in taken):
                continue
            around = box.adjusted(-CLEAR, -CLEAR, CLEAR, CLEAR)
            cost = rank / 40 + 3.0 * _covered(box, visible) + _covered(around, others)
            if best is None or cost < best[0]:
                best = (cost, box)
    return best[1] if best else None


CLEAR = 9.0
"""Pixels between a line and its name."""


def text_size(text: str, font: QFont) -> tuple[float, float]:
    """Width and height of one line of text, in logical pixels."""
    return _text_size(text, font.family(), font.pixelSize(), font.weight())


@lru_cache(maxsize=1024)
def _text_size(text: str, family: str, pixels: int, weight: int) -> tuple[float, float]:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    metrics = QFontMetricsF(font)
    return metrics.horizontalAdvance(text), metrics.height()


def draw_labels(painter: QPainter, labels: Sequence[Label], look: Look, font: QFont) -> None:
    """Draw words on a ground that lets what lies under them shine through a little."""
    painter.setFont(font)
    ground = QColor(look.colour(look.theme.panel))
    ground.setAlphaF(GROUND_OPACITY)
    for label in labels:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(label.box.adjusted(-3, 0, 3, 0), 3, 3)
        painter.setPen(label.colour)
        painter.drawText(label.box, Qt.AlignmentFlag.AlignCenter, label.text)


GROUND_OPACITY = 0.82


def moved_inside(box: QRectF, area: QRectF) -> QRectF:
    """The box moved into the area; where it is too large, to its left or top edge."""
    moved = QRectF(box)
    moved.moveRight(min(moved.right(), area.right()))
    moved.moveBottom(min(moved.bottom(), area.bottom()))
    moved.moveLeft(max(moved.left(), area.left()))
    moved.moveTop(max(moved.top(), area.top()))
    return moved


def _crowds(boxes: Sequence[QRectF]) -> list[list[int]]:
    """Indices of the boxes, those together that share a column."""
    crowds: list[list[int]] = []
    right = -np.inf
    for n in sorted(range(len(boxes)), key=lambda n: boxes[n].left()):
        if boxes[n].left() < right and crowds:
            crowds[-1].append(n)
        else:
            crowds.append([n])
        right = max(right, boxes[n].right())
    return crowds


def _within(points: FloatArray, box: QRectF) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    x, y = points[:, 0], points[:, 1]
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        (x > box.left()) & (x < box.right()) & (y > box.top()) & (y < box.bottom())
    )
    return inside


def _covered(box: QRectF, points: FloatArray) -> int:
    return int(_within(points, box.adjusted(-4, -2, 4, 2)).sum()) if len(points) else 0


def _is_beside(
    box: QRectF, line: FloatArray, area: QRectF, taken: Sequence[QRectF], others: FloatArray
) -> bool:
    """Whether a name that stands at `box` may stay there."""
    near = box.adjusted(-2 * CLEAR, -2 * CLEAR, 2 * CLEAR, 2 * CLEAR)
    free = area.contains(box) and not any(box.intersects(other) for other in taken)
    return (
        free
        and bool(_covered(near, line))
        and not _covered(box, line)
        and not _covered(box, others)
    )
