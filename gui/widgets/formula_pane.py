"""The pane of formulas: sections of typeset mathematics with the numbers of the state shown.

It takes values and draws them. The formulas come from a pool thread and stand as plain text until
they are there; the lines with numbers are drawn at once, at most sixty times a second.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.appearance import Appearance
from gui.columns import Columns
from gui.formula import Section, Typesetter
from gui.formula_views import SectionView
from gui.number_line import NumberBlock
from gui.numbers_view import EMPTY

TYPE_SHARE = 1.25
"""Size of the typeset formulas against the window's own type: their letters are smaller."""
COLUMN_EMS = 21
"""Least width of a column against the window's type."""
FRAME_MS = 16
SETTLED_MS = 400
"""After so long without a change the numbers are told to a screen reader."""


class FormulaPane(QScrollArea):
    """Shows sections of formulas, in as many columns as there is room for.

    Args:
        appearance: Colours and sizes.
        parent: The widget it stands in.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._sections: tuple[Section, ...] = ()
        self._laid_out: tuple[Section, ...] = ()
        self._views: dict[Section, SectionView] = {}
        self._shown: list[SectionView] = []
        self._blocks: Mapping[str, NumberBlock] = {}
        self._typesetter = Typesetter()
        self._typesetter.came.connect(self._show_pictures)
        self._frame = _timer(self, FRAME_MS, self._show_numbers)
        self._settled = _timer(self, SETTLED_MS, self._tell_numbers)
        self._build()
        self._ring = _FocusRing(appearance, self)
        appearance.changed.connect(self._dress)
        self._end_with_the_pane()

    def _build(self) -> None:
        self.setAccessibleName("Formulas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the transport
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        self._columns = Columns(page)
        self.setWidget(page)
        page.setAutoFillBackground(False)  # the place's own ground shows through
        self._dress()

    def _end_with_the_pane(self) -> None:
        typesetter = self._typesetter
        self.destroyed.connect(typesetter.close)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(typesetter.close)

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        """Show these sections. Those that stood there before stay as they are, and are quick."""
        if sections != self._sections:
            self._sections = sections
            self._follow()

    def _lay_out(self) -> None:
        """Make the views of the sections; not before they can be seen, since that takes time."""
        for view in self._shown:
            self._columns.removeWidget(view)
            view.hide()
        self._shown = [self._view_of(section) for section in self._sections]
        for view in self._shown:
            self._columns.addWidget(view)
            view.show()
        self._laid_out = self._sections

    def update_numbers(self, blocks: Mapping[str, NumberBlock]) -> None:
        """Put in the numbers of the state shown, by the names of their places.

        Cheap, as often as one likes: the latest are drawn with the next frame, and nothing is done
        while the pane cannot be seen. A place without numbers takes no room.
        """
        self._blocks = blocks
        if self.isVisible() and not self._frame.isActive():
            self._frame.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Typeset what is to be seen; before that nothing was."""
        super().showEvent(event)
        self._follow()

    def event(self, event: QEvent) -> bool:
        """A screen with other pixels wants other pictures."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._follow()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show who has the keyboard."""
        super().focusInEvent(event)
        self._ring.show()
        self._ring.raise_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the outline away."""
        super().focusOutEvent(event)
        self._ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The outline keeps to the edge."""
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())

    def _view_of(self, section: Section) -> SectionView:
        if section not in self._views:
            view = SectionView(self._appearance, section)
            view.dress()
            self._views[section] = view
        return self._views[section]

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self._columns.setContentsMargins(sizes.around, sizes.around, sizes.around, sizes.around)
        self._columns.set_column(COLUMN_EMS * sizes.base_px, sizes.between_groups)
        for view in self._views.values():
            view.dress()
        self._follow()

    def _follow(self) -> None:
        """Show what is there, and ask for what is not."""
        if self.isVisible():
            if self._laid_out != self._sections:
                self._lay_out()
            self._show_pictures()
            self._ask()
            self._show_numbers()

    @property
    def _size_px(self) -> int:
        return round(TYPE_SHARE * self._appearance.sizes.base_px)

    def _ask(self) -> None:
        formulas = [latex for section in self._sections for latex in section.formulas]
        self._typesetter.ask(formulas, self._size_px, self.devicePixelRatioF())

    def _show_pictures(self) -> None:
        size_px, ratio = self._size_px, self.devicePixelRatioF()
        for section in self._shown:
            for view in section.formulas:
                view.show_picture(self._typesetter.image(view.latex, size_px, ratio))

    def _show_numbers(self) -> None:
        for section in self._shown:
            for name, place in section.places.items():
                place.show_block(self._blocks.get(name, EMPTY))
        self._settled.start()

    def _tell_numbers(self) -> None:
        for section in self._shown:
            for place in section.places.values():
                place.tell()


class _FocusRing(QWidget):
    """The outline of what has the keyboard, over its content."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Four lines in the accent."""
        width = self._appearance.sizes.line_width
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._appearance.theme.accent), width))
        inset = width // 2
        painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset))
        painter.end()


def _timer(parent: FormulaPane, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
