from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from engine.run import Mode
from gui.app import ErrorHook
from gui.picture import MARGIN
from gui.tabs import TABS
from tests.gui.stage import InlineAssistant, InlineSession, Stage, made_stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_every_tab_can_be_shown_and_none_is_empty(stage: Stage) -> None:
    for kind in TABS:
        stage.window.show_tab(kind.name)
        QApplication.processEvents()
        words = [one.text() for one in stage.window.findChildren(QLabel) if one.isVisible()]
        assert any(words)


def test_undo_is_that_of_the_tab_that_is_shown(stage: Stage) -> None:
    stage.wish(learning_rate=0.1)
    undo = next(one for one in stage.window.findChildren(QAction) if "Undo" in one.text())
    assert undo.isEnabled()
    stage.window.show_tab("mnist")
    assert stage.action("Play or Pause").isEnabled()
    assert not undo.isEnabled()
    stage.window.show_tab("linear")
    assert undo.isEnabled()


def test_a_run_goes_on_while_another_tab_is_shown(stage: Stage) -> None:
    session, workbench = stage.session, stage.workbench
    workbench.play()
    session.work()
    stage.window.show_tab("mnist")
    session.engine.now += 1
    for _ in range(3):
        session.work()
        workbench.tick()
    assert workbench.record.head > 0
    workbench.pause()
    workbench.tick()


def test_messages_belong_to_their_tab(stage: Stage) -> None:
    stage.tab.desk.tell_trouble("data", "Something happened. Do this.")
    assert stage.message is not None
    stage.window.show_tab("mnist")
    assert stage.window.messages.shown is None
    stage.window.show_tab("linear")
    assert stage.message is not None


def drag(stage: Stage, data: QMimeData) -> bool:
    """Whether a copy would be taken, where another program proposes to move."""
    event = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.setDropAction(Qt.DropAction.MoveAction)
    event.ignore()
    stage.window.dragEnterEvent(event)
    return event.isAccepted() and event.dropAction() == Qt.DropAction.CopyAction


def test_files_may_be_dropped_and_other_things_not(stage: Stage, tmp_path: Path) -> None:
    file, page, text = QMimeData(), QMimeData(), QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(tmp_path / "points.csv"))])
    page.setUrls([QUrl("https://example.org/points.csv")])
    text.setText("1,2,3")
    assert drag(stage, file)
    assert not drag(stage, page)
    assert not drag(stage, text)


# Appearance --------------------------------------------------------------------------------------


def test_the_button_swaps_light_and_dark(stage: Stage) -> None:
    stage.appearance.set_mode("light")
    stage.button("Use dark colours").click()
    assert stage.appearance.theme.dark
    stage.button("Use light colours").click()
    assert not stage.appearance.theme.dark


def test_f11_leaves_only_pictures_and_transport_and_brings_the_places_back(stage: Stage) -> None:
    places = stage.tab.places
    assert not places.settings_folded
    QTest.keyClick(stage.window, Qt.Key.Key_F11)
    assert stage.appearance.presenting
    assert places.settings_folded
    assert places.inspector_folded
    assert stage.tab._transport.bar.isVisible()
    assert stage.window.isFullScreen()
    QTest.keyClick(stage.window, Qt.Key.Key_F11)
    assert not stage.appearance.presenting
    assert not places.settings_folded
    assert not stage.window.isFullScreen()


@pytest.mark.parametrize("key", [Qt.Key.Key_F10, Qt.Key.Key_F11])
def test_the_keyboard_goes_from_a_folded_place_to_play(stage: Stage, key: Qt.Key) -> None:
    stage.button("Formulas").setFocus()
    QTest.keyClick(stage.window, key)
    assert stage.window.focusWidget() is stage.tab._transport.bar.play
    QTest.keyClick(stage.window, key)
    assert stage.window.focusWidget() is stage.tab._transport.bar.play


def test_side_places_fold_by_keys(stage: Stage) -> None:
    places = stage.tab.places
    QTest.keyClick(stage.window, Qt.Key.Key_F9)
    assert places.settings_folded
    QTest.keyClick(stage.window, Qt.Key.Key_F9)
    assert not places.settings_folded
    QTest.keyClick(stage.window, Qt.Key.Key_F10)
    assert places.inspector_folded
    QTest.keyClick(stage.window, Qt.Key.Key_F10)
    assert not places.inspector_folded


def test_the_picture_is_copied_to_the_clipboard(stage: Stage) -> None:
    QApplication.clipboard().clear()
    plot = stage.tab.main_picture.picture(2.0)
    stage.window.menus._copy_picture()  # those of the plots have the same name
    image = QApplication.clipboard().image()
    assert image.width() == plot.width() + 4 * MARGIN
    assert image.height() > plot.height() + 4 * MARGIN, "a line with the settings is beneath it"


def test_the_button_of_the_settings_asks_for_a_file(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(stage.window.files, "choose", lambda: asked.append(True))
    stage.tab._settings._open.click()
    assert asked == [True]


# Between starts ----------------------------------------------------------------------------------


def test_tab_and_appearance_are_remembered(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = made_stage(qapp, qtbot, monkeypatch, tmp_path)
    first.appearance.set_mode("dark")
    first.window.show_tab("mnist")
    first.window.resize(1000, 700)
    first.window.close()
    second = made_stage(qapp, qtbot, monkeypatch, tmp_path)
    assert second.appearance.mode == "dark"
    assert list(second.window._made) == ["linear", "mnist"]
    assert second.window.size().height() == 700  # the offscreen screen is narrow
    second.window.restore("linear")
    assert second.window.tab is not None


def test_what_was_remembered_may_be_nonsense(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "descent.ini").write_text(
        "[General]\ngeometry=nonsense\nappearance=purple\ntab=cubic\n"
    )
    stage = made_stage(qapp, qtbot, monkeypatch, tmp_path)
    assert stage.mode() is Mode.PAUSED
    assert stage.appearance.mode in ("light", "dark", "system")


def test_a_folder_that_cannot_be_written_is_told_at_the_start(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    stage = stage_with_store(qapp, qtbot, monkeypatch, in_the_way / "descent.ini")
    assert stage.message is not None
    assert str(in_the_way) in stage.message.text
    assert "Check that you may write there." in stage.message.text
    stage.train()
    assert stage.record.head == 100
    stage.window.close()


def stage_with_store(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path
) -> Stage:
    monkeypatch.setattr("gui.desk.Session", InlineSession)
    monkeypatch.setattr("gui.main_window.Assistant", InlineAssistant)
    return Stage(qapp, qtbot, QSettings(str(path), QSettings.Format.IniFormat))


# Errors of our own -------------------------------------------------------------------------------


def test_an_error_of_our_own_is_shown_and_the_window_stays_usable(
    stage: Stage, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = ErrorHook()
    hook.caught.connect(stage.window.show_own_error)
    error = ValueError("something unexpected")
    hook._catch(ValueError, error, None)
    assert stage.message is not None
    assert "ValueError: something unexpected" in stage.message.text
    assert "ValueError" in capsys.readouterr().err
    stage.train()
    assert stage.record.head == 100


def test_the_keys_are_told_while_the_window_goes_on(qtbot: QtBot, stage: Stage) -> None:
    stage.window.show_keys()
    told = stage.window.findChildren(QMessageBox)[0]
    qtbot.waitUntil(told.isVisible)
    assert "Ctrl+Space" in told.text()
    assert told.icon() is QMessageBox.Icon.NoIcon
    (button,) = told.buttons()
    assert button.icon().isNull()
    told.close()


def test_presented_the_window_is_painted_when_all_has_its_place(qtbot: QtBot, stage: Stage) -> None:
    for presenting in (True, False):
        stage.window.present(presenting)
        assert not stage.window.updatesEnabled()
        qtbot.waitUntil(stage.window.updatesEnabled)
