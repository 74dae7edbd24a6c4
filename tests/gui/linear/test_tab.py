from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.linear.presets import PRESETS
from engine.linear.run import LinearRun
from engine.point_settings import OWN_FILE
from engine.run import Mode, Programme
from gui.linear.feature_space import FeatureSpacePlot
from gui.sliders import Slider
from gui.widgets.preset_box import PresetBox
from gui.widgets.racer_table import RacerTable
from tests.gui.stage import Stage, made_stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def stage(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Stage:
    return made_stage(qapp, qtbot, monkeypatch, tmp_path)


def caption(stage: Stage) -> str:
    return stage.tab._pictures.panels[0].plot.accessibleDescription()


# The first screen --------------------------------------------------------------------------------


def test_the_first_screen_shows_data_an_untrained_surface_and_what_to_do(stage: Stage) -> None:
    assert caption(stage) == "p = 0.73 everywhere: no boundary yet. Press Play."
    assert stage.mode() is Mode.PAUSED
    assert len(stage.record.points.y) == 826
    assert stage.message is None


def test_play_has_the_focus_so_that_space_is_enough(stage: Stage) -> None:
    focused = QApplication.focusWidget()
    assert focused is stage.tab._transport.bar.play
    assert focused.isEnabled()
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert stage.mode() is Mode.PLAYING
    stage.workbench.pause()
    stage.work()


def test_a_trained_run_has_the_losses_of_the_engine(stage: Stage) -> None:
    stage.train()
    assert stage.mode() is Mode.FINISHED
    run = LinearRun(Programme.of(PRESETS["Text: SGD"]), stage.record.points)
    np.testing.assert_array_equal(stage.record.history.losses(1), run.advance(100).losses)
    assert caption(stage) == ""


# Presets and settings ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_opens_and_trains_to_its_end(stage: Stage, name: str) -> None:
    stage.preset(name)
    assert stage.workbench.settings == PRESETS[name]
    stage.train()
    assert stage.mode() is Mode.FINISHED


def preset_words(stage: Stage) -> str:
    box = stage.window.findChild(PresetBox)
    assert isinstance(box, PresetBox)
    return box._choice.accessibleDescription()


def test_what_was_changed_since_the_preset_is_said_and_reset_takes_it_back(stage: Stage) -> None:
    stage.wish(learning_rate=0.1)
    assert preset_words(stage) == "Text: SGD, changed: η 0.1"
    stage.button("Reset to the preset").click()
    stage.work()
    assert preset_words(stage) == "Text: SGD"
    assert stage.workbench.settings == PRESETS["Text: SGD"]


def test_undo_brings_run_and_settings_back_after_another_preset(stage: Stage) -> None:
    stage.train()
    before = stage.record
    stage.preset("Text: all three")
    assert stage.record.n_racers == 3
    stage.action("Undo Text: all three").trigger()
    assert stage.record is before
    assert stage.tab._settings._settings == PRESETS["Text: SGD"]


def test_points_that_need_scikit_learn_come_from_the_second_process(stage: Stage) -> None:
    before = stage.record
    settings = stage.workbench.settings.changed(dataset="moons")
    stage.tab._settings.wished.emit(settings, "dataset")
    assert stage.record is before
    stage.work()
    assert stage.record.points.name != before.points.name
    assert stage.workbench.settings.dataset == "moons"


def test_points_that_are_long_in_coming_can_be_cancelled(stage: Stage, qtbot: QtBot) -> None:
    before = stage.record
    settings = stage.workbench.settings.changed(dataset="moons")
    stage.tab._settings.wished.emit(settings, "dataset")
    qtbot.waitUntil(lambda: stage.message is not None)
    assert stage.message is not None
    assert stage.message.text.startswith("Getting the points")
    stage.button("Cancel").click()
    stage.work()
    assert stage.record is before
    assert stage.tab._settings._settings.dataset == "ring"


def test_a_run_that_diverges_says_so_and_offers_a_tenth_of_the_rate(stage: Stage) -> None:
    stage.wish(learning_rate=100.0, batch_size=1)
    stage.train()
    message = stage.message
    assert message is not None
    assert "SGD" in message.text
    assert message.actions == (("Try η/10", "less"),)
    stage.button("Try η/10").click()
    assert stage.workbench.settings.learning_rate == 10.0
    assert stage.mode() is Mode.PLAYING
    stage.train()


def test_a_lost_engine_is_told_and_play_goes_on(stage: Stage) -> None:
    stage.workbench.play()
    stage.work()
    stage.session.engine.now += 1
    stage.work()
    head = stage.record.head
    assert head > 0
    stage.session.die()
    assert stage.message is not None
    assert stage.message.level == "bad"
    assert "Press Play" in stage.message.text
    stage.train()
    assert stage.message is None or stage.message.key != "engine"
    run = LinearRun(Programme.of(PRESETS["Text: SGD"]), stage.record.points)
    np.testing.assert_array_equal(stage.record.history.losses(1), run.advance(100).losses)


# Files -------------------------------------------------------------------------------------------


def csv(path: Path, rows: int = 40) -> Path:
    path.write_text("\n".join(f"{k % 7},{k % 5},{k % 2}" for k in range(rows)))
    return path


def drop(stage: Stage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(400, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )
    stage.window.dropEvent(event)
    stage.work()


def test_a_file_that_is_dropped_becomes_a_run(stage: Stage, tmp_path: Path) -> None:
    drop(stage, csv(tmp_path / "own.csv"))
    assert stage.record.points.name == "own.csv"
    assert stage.workbench.settings.dataset == OWN_FILE
    stage.train()
    assert stage.record.head == 100


def test_play_pressed_while_a_file_is_being_read_plays_the_run_on_that_file(
    stage: Stage, tmp_path: Path
) -> None:
    stage.window.open_file(csv(tmp_path / "own.csv"))
    stage.workbench.play()
    stage.work()
    assert stage.record.points.name == "own.csv"
    assert stage.mode() is Mode.PLAYING
    stage.window.open_file(csv(tmp_path / "other.csv", 50))
    stage.work()
    assert stage.record.points.name == "other.csv"
    assert stage.mode() is Mode.PAUSED


def test_play_counts_also_while_the_process_is_still_starting(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.playing.SECONDS_UNNOTICED", -1.0)
    stage.window.open_file(csv(tmp_path / "own.csv"))
    stage.workbench.play()
    assert stage.mode() is Mode.PREPARING
    stage.work()
    assert stage.record.points.name == "own.csv"
    assert stage.mode() in (Mode.PREPARING, Mode.PLAYING)


def test_pause_pressed_while_a_file_is_being_read_counts_too(stage: Stage, tmp_path: Path) -> None:
    stage.window.open_file(csv(tmp_path / "own.csv"))
    stage.workbench.toggle()
    stage.workbench.toggle()
    stage.work()
    assert stage.record.points.name == "own.csv"
    assert stage.mode() is Mode.PAUSED


def test_a_file_is_chosen_by_a_dialog_from_menu_and_button(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [csv(tmp_path / "one.csv"), csv(tmp_path / "two.csv", 50)]
    answers = iter(paths)
    monkeypatch.setattr(
        "gui.files.QFileDialog.getOpenFileName", lambda *_: (str(next(answers)), "")
    )
    stage.action("Open…").trigger()
    stage.work()
    assert stage.record.points.name == "one.csv"
    stage.button("Open a file of points").click()
    stage.work()
    assert stage.record.points.name == "two.csv"


def test_a_dialog_that_is_closed_changes_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stage.record
    monkeypatch.setattr("gui.files.QFileDialog.getOpenFileName", lambda *_: ("", ""))
    stage.action("Open…").trigger()
    stage.work()
    assert stage.record is before


def test_choosing_own_file_in_the_form_asks_for_one_and_waits_with_the_form(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def ask(*arguments: object) -> tuple[str, str]:
        asked.append(arguments)
        return "", ""

    monkeypatch.setattr("gui.files.QFileDialog.getOpenFileName", ask)
    stage.wish(dataset=OWN_FILE)
    assert len(asked) == 1
    assert stage.tab._settings._settings.dataset == "ring"


def test_what_does_not_apply_to_an_own_file_cannot_be_set(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(stage, csv(tmp_path / "own.csv"))
    visible = [
        one.accessibleName() for one in stage.window.findChildren(QWidget) if one.isVisible()
    ]
    assert not any("noise" in name.lower() for name in visible)
    before = stage.record
    monkeypatch.setattr("gui.files.QFileDialog.getOpenFileName", lambda *_: 1 / 0)
    stage.wish(noise=0.3)
    assert stage.record is before


def save_npy(path: Path, array: object, allow_pickle: bool = False) -> Path:
    np.save(path, np.asarray(array), allow_pickle=allow_pickle)
    return path


def bad_file(kind: str, folder: Path) -> Path:
    """A file that cannot be used."""
    path = folder / f"{kind}.csv"
    rows = [[k % 7, k % 5, k % 2] for k in range(40)]
    if kind == "empty":
        path.write_text("")
    elif kind == "cut":
        whole = save_npy(folder / "cut.npy", np.ones((40, 2)))
        whole.write_bytes(whole.read_bytes()[:-50])
        save_npy(folder / "target.npy", np.arange(40) % 2)
        return whole
    elif kind == "pickled":
        save_npy(folder / "target.npy", np.arange(40) % 2)
        return save_npy(folder / "pickled.npy", np.array([{}, []], dtype=object), True)
    elif kind == "shape":
        path.write_text("\n".join("1,2,3,4,0" for _ in range(40)))
    elif kind == "three-classes":
        path.write_text("\n".join(f"{k},{k},{k % 3}" for k in range(40)))
    elif kind == "text-labels":
        path.write_text("\n".join(f"{k},{k},{'cat' if k % 2 else 'dog'}x{k}" for k in range(40)))
    elif kind in ("nan", "inf"):
        text = "\n".join(",".join(map(str, row)) for row in rows)
        path.write_text(f"{text}\n{kind},1,0")
    elif kind == "one-class":
        path.write_text("\n".join(f"{k},{k},1" for k in range(40)))
    elif kind == "folder":
        path.mkdir()
    return path  # "missing": never written


BAD = [
    "missing",
    "empty",
    "cut",
    "pickled",
    "shape",
    "three-classes",
    "text-labels",
    "nan",
    "inf",
    "one-class",
    "folder",
]


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_told_and_leaves_the_run(stage: Stage, tmp_path: Path, kind: str) -> None:
    stage.train()
    before, settings = stage.record, stage.workbench.settings
    path = bad_file(kind, tmp_path)
    drop(stage, path)
    message = stage.message
    assert message is not None
    assert message.level == "bad"
    assert path.name in message.text
    assert "Traceback" not in message.text
    assert message.text.count(".") >= 2, "what happened, then what to do"
    assert stage.record is before
    assert stage.workbench.settings == settings
    drop(stage, csv(tmp_path / "good.csv"))
    assert stage.message is None or stage.message.key != "data"


def test_of_more_points_than_are_trained_on_some_are_drawn_and_it_is_said(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.datafile.MAX_TRAINED", 30)
    drop(stage, csv(tmp_path / "many.csv", 1000))
    assert len(stage.record.points.y) == 30
    assert stage.message is not None
    assert "Of its 1,000 points 30 are used" in stage.message.text


def test_of_many_points_not_all_are_painted_and_none_can_be_edited(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.surface_panel.MOST_DRAWN", 50)
    stage.wish(points=2000)
    panel = stage.tab._pictures.panels[0]
    assert not panel.all_drawn
    assert not stage.tab._pictures._edit.isEnabled()
    stage.train()
    assert stage.record.head == 100


# Points edited by hand ---------------------------------------------------------------------------


def test_points_are_added_moved_and_removed_and_undo_takes_each_back(stage: Stage) -> None:
    stage.train()
    pictures = stage.tab._pictures
    n = len(stage.record.points.y)
    pictures.point_added.emit(1.5, -1.5)
    assert stage.record.points.X[-1].tolist() == [1.5, -1.5]
    pictures.point_toggled.emit(n)
    assert stage.record.points.y[-1] == 0
    pictures.point_removed.emit(0)
    assert len(stage.record.points.y) == n
    counts = []
    for _ in range(3):
        stage.workbench.shelf.undo_stack.undo()
        counts.append((len(stage.record.points.y), float(stage.record.points.y[-1])))
    assert [count for count, _ in counts] == [n + 1, n + 1, n]
    assert counts[1][1] == 1.0
    assert stage.workbench.settings.dataset == "ring"
    assert stage.record.head == 100


def test_the_mouse_edits_points_only_while_editing_is_on(stage: Stage) -> None:
    plot = stage.tab._pictures.panels[0].plot
    viewport = plot.chart.view.viewport()
    middle = viewport.rect().center()
    before = stage.record
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
    assert stage.record is before
    stage.tab._pictures._edit.click()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
    assert stage.record is not before
    assert stage.record.points.name.endswith("(edited)")


def test_the_last_point_of_a_class_stays_and_it_is_said(stage: Stage, tmp_path: Path) -> None:
    rows = ["1,1,1", *(f"{k},{-k},0" for k in range(12))]
    path = tmp_path / "few.csv"
    path.write_text("\n".join(rows))
    drop(stage, path)
    stage.tab._pictures.point_removed.emit(0)
    assert stage.message is not None
    assert "at least one point of each class" in stage.message.text
    assert len(stage.record.points.y) == 13


# Several runs, several racers --------------------------------------------------------------------


def test_two_ticked_runs_stand_side_by_side(stage: Stage) -> None:
    stage.train()
    first = stage.record
    stage.wish(batch_size=16)
    stage.train()
    second = stage.record
    for record in (first, second):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    panels = stage.tab._pictures.panels
    assert [panel.record for panel in panels] == [second, first]
    titles = [panel.plot.chart.title[0] for panel in panels]
    assert titles[0].startswith("batch size 16, iteration 100   loss 0.")
    assert titles[1].startswith("Text: SGD, iteration 100   loss 0.")
    stage.tab._time.runs.ticked.emit(str(first.key), False)
    assert len(stage.tab._pictures.panels) == 1


def test_two_ticked_runs_make_room_for_another_that_is_wanted(stage: Stage) -> None:
    for size in (8, 16):
        stage.train()
        stage.wish(batch_size=size)
    stage.train()
    first, second, third = stage.workbench.shelf.records
    for record in (first, second):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    assert stage.record is second
    assert len(stage.tab._pictures.panels) == 2
    stage.tab._time.runs.opened.emit(str(third.key))
    assert stage.record is third
    assert len(stage.tab._pictures.panels) == 1
    for record in (first, second):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    stage.wish(batch_size=32)
    assert stage.workbench.settings.batch_size == 32
    assert stage.record.settings.batch_size == 32


def test_points_are_edited_in_the_open_run_and_not_in_the_one_beside_it(stage: Stage) -> None:
    stage.train()
    first = stage.record
    stage.wish(batch_size=16)
    stage.train()
    for record in (first, stage.record):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    stage.tab._pictures._edit.click()
    beside = stage.tab._pictures.panels[1].plot.chart.view.viewport()
    before = stage.record
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton, pos=beside.rect().center())
    assert stage.record is before


def test_a_racer_that_is_clicked_is_followed_everywhere(stage: Stage) -> None:
    stage.preset("Text: all three")
    stage.tab._pictures.racer_clicked.emit(2)
    assert stage.tab._pictures.panels[0].racer == 2
    assert stage.tab._inspector._racer == 2
    table = stage.window.findChild(RacerTable)
    assert isinstance(table, RacerTable)
    assert table._selected == "rmsprop"
    table.racer_selected.emit("sgd")
    assert stage.tab._inspector._racer == 0
    stage.preset("Text: momentum")
    assert stage.tab._inspector._racer == 0


def test_a_selected_racer_that_no_longer_runs_is_let_go(stage: Stage) -> None:
    stage.preset("Text: all three")
    stage.tab._pictures.racer_clicked.emit(2)
    stage.preset("Text: momentum")
    assert stage.tab._inspector._racer == 0
    stage.train()


# Keyboard ----------------------------------------------------------------------------------------


def key_takers(stage: Stage) -> list[QWidget]:
    tab = stage.tab
    plots: list[QWidget] = [tab._pictures.panels[0].plot, tab._time.plot, tab._time.timeline]
    return [*plots, tab._transport.bar.play]


KEYS = [
    (Qt.Key.Key_Right, 51),
    (Qt.Key.Key_PageDown, 51),
    (Qt.Key.Key_Left, 49),
    (Qt.Key.Key_PageUp, 49),
    (Qt.Key.Key_Home, 0),
    (Qt.Key.Key_End, 100),
]


def test_the_transports_keys_act_on_pictures_timeline_and_play(stage: Stage) -> None:
    stage.train()
    for widget in key_takers(stage):
        stage.focus(widget)
        for key, position in KEYS:
            stage.workbench.seek(50)
            QTest.keyClick(widget, key)
            assert stage.workbench.position == position, (widget, key)
        stage.workbench.seek(50)
        QTest.keyClick(widget, Qt.Key.Key_Space)
        assert stage.mode() is Mode.REPLAYING, widget
        QTest.keyClick(widget, Qt.Key.Key_Space)
        assert stage.mode() is Mode.PAUSED, widget


def test_check_boxes_sliders_lists_and_tabs_keep_their_keys(stage: Stage) -> None:
    stage.train()
    stage.workbench.seek(50)
    box = stage.tab._pictures._hard
    stage.focus(box)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    for slider in stage.window.findChildren(Slider):
        if slider.isVisible() and slider.isEnabled():
            stage.focus(slider)
            before = slider.value()
            QTest.keyClick(slider, Qt.Key.Key_Left)
            assert slider.value() < before or before == slider.minimum()
    stage.workbench.shelf.undo_stack.setIndex(0)
    stage.workbench.seek(50)
    bar = stage.window._bar
    stage.focus(bar)
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.currentIndex() == 1
    bar.setCurrentIndex(0)
    assert stage.workbench.position == 50


EVERYWHERE = [
    (Qt.Key.Key_Right, 51),
    (Qt.Key.Key_Left, 49),
    (Qt.Key.Key_Home, 0),
    (Qt.Key.Key_End, 100),
]


def test_keys_with_alt_and_control_act_wherever_the_focus_is(stage: Stage) -> None:
    stage.train()
    boxes = [one for one in stage.window.findChildren(QCheckBox) if one.isVisible()]
    for widget in (boxes[0], stage.window._bar, stage.tab._time.timeline):
        stage.focus(widget)
        for key, position in EVERYWHERE:
            stage.workbench.seek(50)
            QTest.keyClick(widget, key, Qt.KeyboardModifier.AltModifier)
            assert stage.workbench.position == position, (widget, key)
        stage.workbench.seek(50)
        QTest.keyClick(widget, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
        assert stage.mode() is Mode.REPLAYING, widget
        stage.workbench.pause()


def test_reset_branch_and_undo_have_keys(stage: Stage) -> None:
    stage.train()
    parent = stage.record
    control = Qt.KeyboardModifier.ControlModifier
    stage.workbench.seek(30)
    QTest.keyClick(stage.window, Qt.Key.Key_B, control)
    assert stage.record.origin is not None
    QTest.keyClick(stage.window, Qt.Key.Key_Z, control)
    assert stage.record is parent
    QTest.keyClick(stage.window, Qt.Key.Key_R, control)
    assert stage.workbench.position == 0


def test_every_control_can_be_named_by_a_screen_reader(stage: Stage) -> None:
    stage.preset("Text: all three")
    stage.train()
    stage.wish(batch_size=16)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in stage.window.findChildren(QWidget)
        if widget.isVisible()
        and (widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton))
        and not name_of(widget)
    ]
    assert nameless == []


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_everything_can_be_reached_by_tab(stage: Stage) -> None:
    stage.preset("Text: all three")
    reached: set[QWidget] = set()
    stage.focus(stage.tab._transport.bar.play)
    for _ in range(200):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in reached:
            break
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    tab = stage.tab
    wanted = [
        tab._pictures.panels[0].plot,
        tab._time.plot,
        tab._time.timeline,
        tab._pictures._hard,
        tab._settings._open,
        tab._transport.bar.play,
    ]
    missing = [widget for widget in wanted if widget not in reached]
    assert missing == []


# Closing -----------------------------------------------------------------------------------------


def test_closing_while_it_plays_starts_nothing_again(stage: Stage) -> None:
    stage.workbench.play()
    stage.work(1)
    stage.window.close()
    assert stage.session.closed


def test_every_picture_can_be_copied_and_saved_from_its_context_menu(stage: Stage) -> None:
    plots = [one for one in stage.tab.findChildren(QWidget) if hasattr(one, "picture")]
    not_pictures = (FeatureSpacePlot, QLabel)  # the one holds a picture, the other is Qt's
    pictures = [one for one in plots if not isinstance(one, not_pictures)]
    assert len(pictures) >= 4
    for picture in pictures:
        offered = {action.text() for action in picture.actions()}
        assert {"Copy Picture", "Save Picture"} <= offered, picture.accessibleName()


def test_feature_space_tells_its_value_and_a_click_keeps_it(stage: Stage) -> None:
    plot = stage.tab._pictures._features.plot.plot
    plot.hovered.emit(1.5, 0.25)
    assert plot._readout == "x₀² 1.50  x₁² 0.25"
    plot.pinned.emit(1.5, 0.25)
    assert plot._pin == (1.5, 0.25, "x₀² 1.50  x₁² 0.25")
    stage.wish(dataset="moons")
    assert plot._pin is None


def test_a_branch_takes_another_rule_and_everything_shows_it(stage: Stage) -> None:
    stage.train()
    parent = stage.record
    stage.workbench.seek(30)
    stage.button("Branch Here").click()
    stage.work()
    stage.wish(optimizers=("momentum",))
    assert stage.record.origin is not None
    assert stage.workbench.position == stage.record.head == 30
    assert "momentum" in stage.tab.desk.describe()
    assert stage.tab._inspector._rule == "momentum"
    stage.train()
    assert stage.record.head == 100
    assert parent in stage.workbench.shelf.records
    assert len(stage.workbench.shelf.records) == 2


# Presented ---------------------------------------------------------------------------------------


def test_presented_the_loss_stands_large_above_the_picture(qtbot: QtBot, stage: Stage) -> None:
    number = stage.tab._pictures.number
    assert not number.isVisible()
    stage.window.present(True)
    qtbot.waitUntil(number.isVisible)
    stage.train()
    loss = stage.record.history.losses_at(100)[0]
    qtbot.waitUntil(lambda: number._number.text() == f"{loss:.3f}")
    assert number._number.font().pixelSize() == 44
    assert number._what.text() == "loss"
    qtbot.waitUntil(lambda: number._what.width() >= number._what.sizeHint().width())
    whole = number.mapTo(stage.window, number.rect().bottomRight())
    assert stage.window.rect().contains(whole)
    stage.window.present(False)
    assert not number.isVisible()


def test_presented_the_racer_whose_loss_it_is_has_its_name(qtbot: QtBot, stage: Stage) -> None:
    stage.window.present(True)
    stage.tab.desk.choose_preset("Text: all three")
    stage.work()
    stage.tab._select(2)
    number = stage.tab._pictures.number
    qtbot.waitUntil(lambda: number._what.text() == "loss of RMSprop")
    stage.window.present(False)
