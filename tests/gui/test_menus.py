"""The menus on systems that have other customs."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.menus import play_keys
from tests.gui.stage import Stage

Role = QAction.MenuRole
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def entries(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from entries(inner)
        elif not action.isSeparator():
            yield action


def all_entries(stage: Stage) -> list[QAction]:
    return [one for menu in stage.window.menus._menus for one in entries(menu)]


def test_on_macos_only_quit_and_about_leave_their_menus(stage: Stage, tmp_path: Path) -> None:
    stage.window.files.recent.add(tmp_path / "settings.json")
    stage.window.menus._recent.aboutToShow.emit()
    roles = {one.text(): one.menuRole() for one in all_entries(stage)}
    assert roles.pop("&Quit") is Role.QuitRole
    assert roles.pop("&About Descent") is Role.AboutRole
    assert "&Settings" in roles
    assert any("settings.json" in text for text in roles)
    assert {text for text, role in roles.items() if role is not Role.NoRole} == set()


def test_save_as_has_the_key_of_the_list_of_keys_on_every_system(stage: Stage) -> None:
    (action,) = [one for one in all_entries(stage) if one.text() == "Save Run &As…"]
    assert action.shortcut().toString() == "Ctrl+Shift+S"


def test_play_is_not_what_macos_keeps_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert play_keys() == "Meta+Space", "Ctrl is the command key there, which opens Spotlight"
    monkeypatch.setattr(sys, "platform", "win32")
    assert play_keys() == "Ctrl+Space"
