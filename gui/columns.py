"""A layout that sets its items in as many columns as there is room for, like a page of text.

It balances the columns and keeps the order: down the first, then down the next.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Columns(QLayout):
    """Columns of equal width.

    Args:
        parent: The widget that is laid out.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._column = 1
        self._gap = 0
        self._least: int | None = None
        self._heights: dict[int, list[int]] = {}

    def set_column(self, width: int, gap: int) -> None:
        """Least width of a column, and the room between columns and items, in pixels."""
        self._column, self._gap = width, gap
        self.invalidate()

    def invalidate(self) -> None:
        """Forget what the items were asked."""
        self._least = None
        self._heights.clear()
        super().invalidate()

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item behind the last."""
        self._items.append(item)
        self.invalidate()

    def itemAt(self, index: int) -> QLayoutItem | None:
        """An item, or None behind the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """An item, taken out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """It has: wider means more columns."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the tallest column, in pixels."""
        margins = self.contentsMargins()
        inner, columns = self._arranged(width - margins.left() - margins.right())
        tallest = max((self._height(column, inner) for column in columns), default=0)
        return tallest + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """One column."""
        least = self.minimumSize()
        return QSize(least.width(), self.heightForWidth(least.width()))

    def minimumSize(self) -> QSize:
        """As wide as the widest item."""
        margins = self.contentsMargins()
        return QSize(
            self._widest() + margins.left() + margins.right(), margins.top() + margins.bottom()
        )

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        inside = rect.marginsRemoved(self.contentsMargins())
        width, columns = self._arranged(inside.width())
        for number, column in enumerate(columns):
            left, top = inside.left() + number * (width + self._gap), inside.top()
            for item in column:
                height = _height_of(item, width)
                item.setGeometry(QRect(left, top, width, height))
                top += height + self._gap

    def _arranged(self, width: int) -> tuple[int, list[list[QLayoutItem]]]:
        """Width of a column, and the columns' items."""
        least = max(self._column, self._widest())
        n_columns = max(1, min(len(self._items), (width + self._gap) // (least + self._gap)))
        inner = (width - (n_columns - 1) * self._gap) // n_columns
        heights = self._heights.get(inner)
        if heights is None:
            heights = self._heights[inner] = [_height_of(item, inner) for item in self._items]
        lengths = balanced(heights, self._gap, n_columns)
        ends = [sum(lengths[: number + 1]) for number in range(len(lengths))]
        return inner, [
            self._items[end - length : end] for length, end in zip(lengths, ends, strict=True)
        ]

    def _widest(self) -> int:
        if self._least is None:
            self._least = max((item.minimumSize().width() for item in self._items), default=0)
        return self._least

    def _height(self, column: Sequence[QLayoutItem], width: int) -> int:
        return sum(_height_of(item, width) + self._gap for item in column) - self._gap


def balanced(heights: Sequence[int], gap: int, n_columns: int) -> list[int]:
    """How many items stand in each column, in order, so that the tallest is as low as can be.

    Args:
        heights: Of the items.
        gap: Between two items.
        n_columns: At most so many.
    """
    totals = sorted(
        sum(heights[first:last]) + gap * (last - first - 1)
        for first in range(len(heights))
        for last in range(first + 1, len(heights) + 1)
    )
    for limit in totals:
        lengths = _filled(heights, gap, limit)
        if len(lengths) <= n_columns and max(heights) <= limit:
            return lengths
    return []


def _filled(heights: Sequence[int], gap: int, limit: int) -> list[int]:
    """Fill column after column up to the limit."""
    lengths: list[int] = []
    used = limit + 1
    for height in heights:
        if used + gap + height > limit:
            lengths.append(0)
            used = -gap
        lengths[-1] += 1
        used += gap + height
    return lengths


def _height_of(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
