"""How the tokens become Qt's palette and style sheet.

It has no colour and no size of its own: all come from `gui.theme`. What a widget is, is said by its
dynamic property `role`: labels "secondary", "caption", "title", "good", "warn", "bad"; buttons
"primary", "quiet" (no edge), "link" (secondary words), "small" (in a caption's line or a table),
"tool" (an icon in a row of many); a check box "bare" (without words);
any other widget "place" (the ground of a panel) or "line".
"""

from collections.abc import Mapping
from string import Template

from PySide6.QtGui import QColor, QPalette

from gui.theme import Sizes, Theme


def palette(theme: Theme) -> QPalette:
    """Qt's own roles filled from the tokens, for what no style sheet reaches."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.field,
        roles.AlternateBase: theme.window,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.secondary,
        roles.Button: theme.panel,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.on_accent,
        roles.ToolTipBase: theme.panel,
        roles.ToolTipText: theme.text,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.Accent: theme.accent,
        roles.Link: theme.text,
        roles.LinkVisited: theme.secondary,
        roles.Light: theme.panel,
        roles.Midlight: theme.line,
        roles.Mid: theme.line,
        roles.Dark: theme.border,
        roles.Shadow: theme.border,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return made


def stylesheet(theme: Theme, sizes: Sizes, pictures: Mapping[str, str]) -> str:
    """The application's style sheet.

    Args:
        theme: The colours.
        sizes: The lengths.
        pictures: Paths of the glyphs, from `gui.glyphs`.
    """
    content = sizes.control - 2 * sizes.border
    return Template(SHEET).substitute(
        {name: getattr(theme, name) for name in COLOURS},
        **{f"img_{name}": path for name, path in pictures.items()},
        control=content,
        primary=sizes.primary,
        focused=sizes.control - 2 * FOCUS_WIDTH,
        focus=FOCUS_WIDTH,
        corner=sizes.corner,
        inside=sizes.inside,
        inside_focused=sizes.inside - FOCUS_WIDTH + sizes.border,
        inside_small=sizes.inside - sizes.border,
        typed=sizes.gap - LINE_EDIT_INSET,
        typed_focused=sizes.gap - LINE_EDIT_INSET - FOCUS_WIDTH + sizes.border,
        gap=sizes.gap,
        gap_focused=sizes.gap - FOCUS_WIDTH + sizes.border,
        around=sizes.around,
        check=sizes.check,
        check_corner=sizes.inside,
        radio_corner=sizes.check // 2 + sizes.border,
        bar=sizes.bar,
        bar_corner=sizes.bar // 2,
        arrow=sizes.check,
        arrow_room=sizes.check + sizes.inside,
        long_handle=2 * sizes.control,
        title_px=sizes.title_px,
    )


FOCUS_WIDTH = 2
LINE_EDIT_INSET = 2
"""What Qt leaves free on each side of typed text, besides the padding."""

COLOURS = (
    "window",
    "panel",
    "field",
    "text",
    "secondary",
    "disabled",
    "border",
    "line",
    "accent",
    "on_accent",
    "hovered",
    "pressed",
    "good",
    "warn",
    "bad",
)

SHEET = """
QMainWindow, QDialog { background: $window; }
QWidget[role="place"] { background: $panel; }
QFrame[role="line"] { background: $line; border: none; }
QFrame[role="message"] { background: $hovered; border: none; border-bottom: 1px solid $line; }
QLabel { background: transparent; }
QLabel[role="secondary"], QLabel[role="caption"] { color: $secondary; }
QLabel[role="good"] { color: $good; }
QLabel[role="warn"] { color: $warn; }
QLabel[role="bad"] { color: $bad; }
QLabel:disabled { color: $disabled; }

QLineEdit, QAbstractSpinBox, QComboBox {
    background: $field; color: $text; border: 1px solid $border; border-radius: ${corner}px;
    min-height: ${control}px; max-height: ${control}px; padding: 0 ${gap}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $secondary; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on {
    border: ${focus}px solid $accent; padding: 0 ${gap_focused}px;
    min-height: ${focused}px; max-height: ${focused}px;
}
QLineEdit { padding: 0 ${typed}px; }
QLineEdit:focus { padding: 0 ${typed_focused}px; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"] { border-color: $bad; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    color: $disabled; border-color: $line;
}
QLineEdit[compact="true"] { padding: 0 ${inside}px; }
QLineEdit[compact="true"]:focus { padding: 0 ${inside_focused}px; }
QComboBox[compact="true"], QComboBox[compact="true"]:focus, QComboBox[compact="true"]:on {
    padding-left: ${inside}px; padding-right: 0;
}
QComboBox[compact="true"]::drop-down { width: ${check}px; }
QFrame[role="row"] { background: transparent; border: none; border-radius: ${inside}px; }
QFrame[role="row"]:hover { background: $hovered; }
QFrame[role="row"][current="true"] { background: $pressed; }
QFrame[role="row"]:focus { border: 1px solid $accent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    width: ${arrow}px; border: none; background: transparent;
}
QAbstractSpinBox::up-arrow { image: url("$img_up"); width: ${arrow}px; height: ${arrow}px; }
QAbstractSpinBox::down-arrow { image: url("$img_down"); width: ${arrow}px; height: ${arrow}px; }
QComboBox { combobox-popup: 0; padding-right: 0; }
QComboBox:focus, QComboBox:on { padding-right: 0; }
QComboBox::drop-down { width: ${arrow_room}px; border: none; background: transparent; }
QComboBox::down-arrow { image: url("$img_down"); width: ${arrow}px; height: ${arrow}px; }
QComboBox::down-arrow:disabled { image: url("$img_down_off"); }
QComboBox QAbstractItemView {
    background: $panel; color: $text; border: 1px solid $border; outline: none;
    padding: ${inside}px 0;
}
QComboBox QAbstractItemView::item { min-height: ${control}px; padding: 0 ${gap}px; border: none; }
QComboBox QAbstractItemView::item:hover,
QComboBox QAbstractItemView::item:selected { background: $pressed; color: $text; }

QPushButton, QToolButton {
    background: $panel; color: $text; border: 1px solid $border; border-radius: ${corner}px;
    min-height: ${control}px; padding: 0 ${gap}px;
}
QToolButton { padding: 0 ${inside}px; min-width: ${control}px; }
QPushButton:hover, QToolButton:hover { background: $hovered; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:checked, QToolButton:checked { background: $pressed; border-color: $secondary; }
QPushButton:focus, QToolButton:focus {
    border: ${focus}px solid $accent; min-height: ${focused}px; padding: 0 ${gap_focused}px;
}
QToolButton:focus { min-width: ${focused}px; padding: 0 ${inside_focused}px; }
QPushButton:disabled, QToolButton:disabled {
    color: $disabled; border-color: $line; background: transparent;
}
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="quiet"], QToolButton[role="quiet"], QPushButton[role="link"] {
    background: transparent; border-color: transparent;
}
QPushButton[role="link"] { color: $secondary; text-align: left; padding: 0 ${gap}px 0 0; }
QPushButton[role="small"] {
    background: transparent; border: 1px solid transparent; min-height: 0; padding: 0;
    color: $text; text-decoration: underline;
}
QPushButton[role="small"]:focus {
    border: 1px solid $accent; border-radius: ${inside}px; text-decoration: none;
}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover, QPushButton[role="link"]:hover {
    background: $hovered; color: $text;
}
QPushButton[role="quiet"]:pressed, QToolButton[role="quiet"]:pressed { background: $pressed; }
QToolButton[role="quiet"]:checked { background: $pressed; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border-color: $accent; }
QPushButton[role="link"]:focus {
    border: 1px solid $accent; min-height: ${control}px; padding: 0 ${gap}px 0 0;
}
QToolButton[role="small"] {
    background: transparent; border: none; min-height: 0; min-width: 0; padding: 0;
    border-radius: ${inside}px;
}
QToolButton[role="small"]:hover { background: $hovered; }
QToolButton[role="small"]:pressed { background: $pressed; }
QToolButton[role="small"]:focus { border: 1px solid $accent; }
QToolButton[role="tool"] {
    background: transparent; border: none; min-width: ${control}px; padding: 0;
    border-radius: ${inside}px;
}
QToolButton[role="tool"]:hover { background: $hovered; }
QToolButton[role="tool"]:pressed, QToolButton[role="tool"]:checked { background: $pressed; }
QToolButton[role="tool"]:focus { border: ${focus}px solid $accent; min-width: ${focused}px; }
QPushButton[role="play"], QPushButton[role="play"]:focus {
    min-height: ${primary}px; max-height: ${primary}px; border: none; padding: 0;
}
QToolButton::menu-indicator { image: none; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox, QRadioButton {
    background: transparent; color: $text; spacing: ${gap}px; padding-right: ${inside_small}px;
    outline: 1px solid transparent; outline-radius: ${check_corner}px;
}
QCheckBox:focus, QRadioButton:focus { outline-color: $accent; }
QCheckBox[role="bare"] { padding-right: 0; }
QCheckBox[role="bare"]:checked:focus { outline: ${focus}px solid $border; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QMenu::indicator {
    width: ${check}px; height: ${check}px; border: 1px solid $border; background: $field;
}
QCheckBox::indicator { border-radius: ${check_corner}px; }
QRadioButton::indicator { border-radius: ${radio_corner}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$img_tick");
}
QCheckBox::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url("$img_dash");
}
QRadioButton::indicator:checked {
    background: $accent; border-color: $accent; image: url("$img_dot");
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QCheckBox::indicator:checked:disabled {
    background: $line; border-color: $line; image: url("$img_tick_off");
}

QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${bar}px; }
QScrollBar:horizontal { height: ${bar}px; }
QScrollBar::handle { background: $line; border-radius: ${bar_corner}px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $border; }
QScrollBar::handle:vertical { min-height: ${long_handle}px; }
QScrollBar::handle:horizontal { min-width: ${long_handle}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QToolTip {
    background: $panel; color: $text; border: 1px solid $border; padding: ${inside}px;
}
QMenuBar { background: $panel; color: $text; border: none; }
QMenuBar::item { background: transparent; padding: ${inside}px ${gap}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hovered; }
QMenu { background: $panel; color: $text; border: 1px solid $border; padding: ${inside}px 0; }
QMenu::item { padding: ${inside}px ${around}px; }
QMenu::item:selected { background: $pressed; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: ${inside}px 0; }
QMenu::icon { padding-left: ${gap}px; }
QMenu::indicator { border: none; background: transparent; margin-left: ${gap}px; }
QMenu::indicator:checked { image: url("$img_tick_text"); }
QMenu::right-arrow { image: url("$img_right"); width: ${arrow}px; height: ${arrow}px; }

QTabWidget::pane { border: none; border-top: 1px solid $line; background: $panel; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $secondary; border: none; padding: 0 ${gap}px;
    min-height: ${control}px; border-bottom: ${focus}px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: 600; }
QTabBar::tab:focus { border-bottom-color: $accent; }
QSplitter::handle { background: $line; }

QAbstractItemView { background: $panel; color: $text; border: none; outline: none; }
QTableView { gridline-color: $line; }
QTableCornerButton::section { background: $panel; border: none; }
QHeaderView { background: $panel; }
QHeaderView::section {
    background: $panel; color: $secondary; border: none; padding: ${inside}px ${gap}px;
}
QTextEdit, QPlainTextEdit {
    background: $panel; color: $text; border: none;
    selection-background-color: $accent; selection-color: $on_accent;
}
QProgressBar {
    background: $line; border: none; border-radius: ${check_corner}px; color: transparent;
    max-height: ${bar}px;
}
QProgressBar::chunk { background: $accent; border-radius: ${check_corner}px; }
QSlider { background: transparent; }
"""
