"""What stands in a pane of formulas: sections of texts, typeset formulas and numbers.

They show what they are given and dress it as the appearance says; when it changes is the pane's
business.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.appearance import Appearance, FontRole
from gui.formula import Formula, Item, NumberPlace, Section, Sentence, inked
from gui.numbers_view import NumbersView, row_height


class SectionView(QWidget):
    """A section: its title and its items, from top to bottom.

    Args:
        appearance: Colours and sizes.
        section: What it shows.

    Attributes:
        formulas: The views of its formulas.
        places: The views of its places for numbers, by name.
    """

    def __init__(self, appearance: Appearance, section: Section) -> None:
        super().__init__()
        self._appearance = appearance
        self._texts: list[TextView] = []
        self.formulas: list[FormulaView] = []
        self.places: dict[str, NumbersView] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(appearance.sizes.gap)
        self._add_text(layout, section.title, "title")
        for number, item in enumerate(section.items):
            if number and isinstance(item, Sentence) and not item.secondary:
                layout.addSpacing(appearance.sizes.gap)
            self._add(layout, item)

    def dress(self) -> None:
        """Take the appearance's fonts and inks."""
        for text in self._texts:
            text.setFont(self._appearance.font(text.font_role))
        for formula in self.formulas:
            formula.dress()
        for place in self.places.values():
            place.dress()

    def _add(self, layout: QVBoxLayout, item: Item) -> None:
        match item:
            case Formula():
                self._add_formula(layout, item)
            case Sentence(text=text, secondary=secondary):
                self._add_text(layout, text, "caption" if secondary else "base")
            case NumberPlace(name=name):
                self.places[name] = NumbersView(self._appearance)
                layout.addWidget(self.places[name])

    def _add_formula(self, layout: QVBoxLayout, formula: Formula) -> None:
        view = FormulaView(self._appearance, formula)
        self.formulas.append(view)
        pair = QVBoxLayout()
        pair.setSpacing(self._appearance.sizes.inside)
        pair.addWidget(view)
        if formula.caption:
            self._add_text(pair, formula.caption, "caption")
        layout.addLayout(pair)

    def _add_text(self, layout: QVBoxLayout, text: str, role: FontRole) -> None:
        view = TextView(text, role)
        self._texts.append(view)
        layout.addWidget(view)


class TextView(QLabel):
    """A title, a sentence or a caption.

    Args:
        text: What it says.
        role: Which of the appearance's fonts.
    """

    def __init__(self, text: str, role: FontRole) -> None:
        super().__init__(text)
        self.font_role: FontRole = role
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)


class FormulaView(QLabel):
    """One formula: plain text until its picture has come.

    Args:
        appearance: Colours and sizes.
        formula: What it shows.
    """

    def __init__(self, appearance: Appearance, formula: Formula) -> None:
        super().__init__(formula.plain)
        self._appearance = appearance
        self.latex = formula.latex
        self._image: QImage | None = None
        self.setAccessibleName(formula.plain)
        self.setWordWrap(True)

    def dress(self) -> None:
        """Take the appearance's font and ink."""
        self.setFont(self._appearance.font())
        self._ink()

    def show_picture(self, image: QImage | None) -> None:
        """Show the formula's picture; without one, what was there before stays."""
        if image is not None and image is not self._image:
            self._image = image
            self._ink()

    def _ink(self) -> None:
        if self._image is None:
            return
        self.setWordWrap(False)  # or the label would ask its text, now gone, for its height
        # short formulas stand as far apart as rows of text
        self.setMinimumHeight(row_height(self._appearance.sizes))
        self.setPixmap(inked(self._image, self._appearance.theme.text))
