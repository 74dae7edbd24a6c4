"""The menus, and the keys that work wherever the focus is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoGroup
from PySide6.QtWidgets import QMenu

from gui.appearance import Appearance, AppearanceMode
from gui.picture import Pictured, copy_picture
from gui.recent_menu import RecentMenu

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.mnist.tab import MnistTab
    from gui.tabs import Tab

MODES: tuple[tuple[AppearanceMode, str], ...] = (
    ("system", "Like the System"),
    ("light", "Light"),
    ("dark", "Dark"),
)
ROLES = {"&Quit": QAction.MenuRole.QuitRole, "&About Descent": QAction.MenuRole.AboutRole}
"""Entries that stand in the application's own menu on macOS."""


def play_keys() -> str:
    """What plays wherever the focus is: the Ctrl key of the keyboard and Space.

    Qt calls that key Meta on macOS, and Ctrl the one that opens Spotlight there with Space.
    """
    return "Meta+Space" if sys.platform == "darwin" else "Ctrl+Space"


class Menus(QObject):
    """The menu bar of the window.

    Args:
        window: Whose menus they are.
        appearance: Colours and sizes.
    """

    def __init__(self, window: MainWindow, appearance: Appearance) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._tab: Tab | None = None
        self._undo = QUndoGroup(self)
        self._menus: list[QMenu] = []
        self._of_tab: list[QAction] = []
        self._of_some: list[tuple[QAction, str]] = []
        self._modes: dict[str, QAction] = {}
        self._make_file()
        self._make_edit()
        self._make_run()
        self._make_view()
        self._make_help()
        self._keep_in_their_menus()
        self._give_keys_to_window()

    def _keep_in_their_menus(self) -> None:
        """Left to itself, macOS takes an entry Settings for the one of its own menu."""
        for action in self.findChildren(QAction):
            action.setMenuRole(ROLES.get(action.text(), QAction.MenuRole.NoRole))

    def _give_keys_to_window(self) -> None:
        """The keys act while the menu bar is hidden, too: in presentation mode, in full screen."""
        for menu in self._menus:
            self._window.addActions(menu.actions())

    def follow(self, tab: Tab | None) -> None:
        """From now on the menus act on this tab."""
        self._tab = tab
        for action in self._of_tab:
            action.setEnabled(tab is not None)
        for action, able in self._of_some:
            action.setEnabled(hasattr(tab, able))
        active = self._undo.activeStack()
        if active is not None:
            active.setActive(False)
        if tab is not None:
            stack = tab.desk.workbench.shelf.undo_stack
            self._undo.addStack(stack)
            stack.setActive(True)
            self.show_places()

    def show_appearance(self) -> None:
        """Ticks the appearance that holds."""
        self._modes[self._appearance.mode].setChecked(True)

    def _make_file(self) -> None:
        menu = self._menu("&File")
        files = self._window.files
        self._add(menu, "&Open…", QKeySequence.StandardKey.Open, files.choose, of_tab=False)
        self._recent = RecentMenu(files.recent, files.open, self._window)
        menu.addMenu(self._recent)
        menu.addSeparator()
        self._add(menu, "&Save Run", QKeySequence.StandardKey.Save, files.save)
        self._add(menu, "Save Run &As…", "Ctrl+Shift+S", files.save_as)
        self._for_some(menu, "Save &Network As…", files.save_network_as, "save_network")
        menu.addSeparator()
        self._add(menu, "&Export…", "Ctrl+E", self._window.open_export)
        menu.addSeparator()
        self._add(menu, "&Quit", QKeySequence.StandardKey.Quit, self._close, of_tab=False)

    def _make_edit(self) -> None:
        menu = self._menu("&Edit")
        undo = self._undo.createUndoAction(self, "&Undo")
        redo = self._undo.createRedoAction(self, "&Redo")
        undo.setShortcuts(QKeySequence.keyBindings(QKeySequence.StandardKey.Undo))
        redo.setShortcuts(QKeySequence.keyBindings(QKeySequence.StandardKey.Redo))
        menu.addAction(undo)
        menu.addAction(redo)
        menu.addSeparator()
        self._add(menu, "&Copy Picture", "Ctrl+Shift+C", self._copy_picture)
        menu.addSeparator()
        files = self._window.files
        self._add(menu, "Copy &Settings", "", files.copy_settings)
        self._add(menu, "&Paste Settings", "", files.paste_settings, of_tab=False)

    def _make_run(self) -> None:
        menu = self._menu("&Run")
        wishes: tuple[tuple[str, str, str], ...] = (
            ("&Play or Pause", play_keys(), "toggle"),
            ("One Step &Forward", "Alt+Right", "step_forward"),
            ("One Step &Back", "Alt+Left", "step_back"),
            ("To the &Start", "Alt+Home", "go_to_start"),
            ("To the &End", "Alt+End", "go_to_end"),
        )
        for words, keys, name in wishes:
            self._add(menu, words, keys, partial(self._act, name))
        menu.addSeparator()
        self._for_some(menu, "&Validate Now", self._validate, "validate_now")
        menu.addSeparator()
        self._add(menu, "&Reset", "Ctrl+R", partial(self._act, "reset"))
        self._add(menu, "Branch &Here", "Ctrl+B", partial(self._act, "branch_here"))

    def _make_view(self) -> None:
        menu = self._menu("&View")
        colours = QMenu("&Colours", menu)
        menu.addMenu(colours)
        group = QActionGroup(self)
        for mode, words in MODES:
            action = QAction(words, self, checkable=True)
            action.triggered.connect(lambda _=False, mode=mode: self._appearance.set_mode(mode))
            group.addAction(action)
            colours.addAction(action)
            self._modes[mode] = action
        calm = QAction("Reduced &Motion", self, checkable=True)
        calm.toggled.connect(self._appearance.set_reduced_motion)
        menu.addAction(calm)
        menu.addSeparator()
        self.settings_place = self._place_action(menu, "&Settings", "F9")
        self.settings_place.triggered.connect(self._fold_settings)
        self.inspector_place = self._place_action(menu, "&Inspector", "F10")
        self.inspector_place.triggered.connect(self._fold_inspector)
        menu.addSeparator()
        present = QAction("&Presentation", self, checkable=True)
        present.setShortcut(QKeySequence("F11"))
        present.toggled.connect(self._window.present)
        menu.addAction(present)

    def _place_action(self, menu: QMenu, words: str, keys: str) -> QAction:
        action = QAction(words, self, checkable=True)
        action.setShortcut(QKeySequence(keys))
        menu.addAction(action)
        self._of_tab.append(action)
        return action

    def _fold_settings(self, shown: bool) -> None:
        if self._tab is not None:
            self._tab.places.fold_settings(not shown)

    def _fold_inspector(self, shown: bool) -> None:
        if self._tab is not None:
            self._tab.places.fold_inspector(not shown)

    def show_places(self) -> None:
        """Ticks the places that are not folded."""
        if self._tab is not None:
            self.settings_place.setChecked(not self._tab.places.settings_folded)
            self.inspector_place.setChecked(not self._tab.places.inspector_folded)

    def _make_help(self) -> None:
        menu = self._menu("&Help")
        reproduce = self._window.open_reproduction
        self._add(menu, "&Reproduce the Assignment…", "", reproduce, of_tab=False)
        self._add(menu, "&Keyboard", "F1", self._window.show_keys, of_tab=False)
        self._add(menu, "&About Descent", "", self._window.show_about, of_tab=False)

    def _menu(self, words: str) -> QMenu:
        menu = QMenu(words, self._window)
        self._window.menuBar().addMenu(menu)
        self._menus.append(menu)
        return menu

    def _add(
        self,
        menu: QMenu,
        words: str,
        keys: str | QKeySequence.StandardKey,
        wish: Callable[[], object],
        of_tab: bool = True,
    ) -> QAction:
        action = QAction(words, self)
        if isinstance(keys, QKeySequence.StandardKey):
            action.setShortcuts(QKeySequence.keyBindings(keys))
        elif keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: wish())
        menu.addAction(action)
        if of_tab:
            self._of_tab.append(action)
        return action

    def _for_some(self, menu: QMenu, words: str, wish: Callable[[], object], able: str) -> None:
        """An entry for tabs that are able to do this: those that have a method of the name."""
        self._of_some.append((self._add(menu, words, "", wish, of_tab=False), able))

    def _act(self, name: str) -> None:
        """Does what a menu says to the run of the tab that is shown."""
        if self._tab is not None:
            getattr(self._tab.desk.workbench, name)()

    def _validate(self) -> None:
        cast("MnistTab", self._tab).validate_now()  # the only one that offers it

    def _copy_picture(self) -> None:
        if self._tab is not None:
            desk = self._tab.desk
            shown = Pictured(
                self._tab.main_picture.picture, desk.describe, desk.tell_picture_trouble
            )
            copy_picture(shown)

    def _close(self) -> None:
        self._window.close()
