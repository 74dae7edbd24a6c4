"""The MNIST tab with a session that says what the test tells it: no process, no TensorFlow."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.messages import Play, Prepare, Trouble
from engine.mnist.keras_start import MISSING
from engine.mnist.presets import PAST
from engine.mnist.words import NOT_THE_DATA
from engine.run import Mode, Stop
from gui.mnist.bars import Bars
from gui.mnist.data_place import PARTED
from gui.mnist.standing import UNTRAINED
from gui.mnist.train_page import DATA_YET
from tests.gui.mnist.tab_stage import DIGITS, MnistStage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


# The first screen ----------------------------------------------------------------------------


def test_before_the_images_are_there_everything_can_be_pressed(stage: MnistStage) -> None:
    workbench, bar = stage.workbench, stage.tab._transport.bar
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(bar.play, key)
    workbench.reset()
    workbench.branch_here()
    assert stage.tab.desk.describe() == ""
    assert not stage.tab._settings.form.isEnabled()
    for view in ("weights", "mistakes", "samples"):
        stage.tab._pictures.show_view(view)
        assert not stage.window.grab().isNull()


def test_before_the_images_are_there_the_ready_made_network_answers(
    stage: MnistStage, qtbot: QtBot
) -> None:
    stage.tab.draw_over(np.full((28, 28), 200, dtype=np.uint8), "A square")
    bars = stage.tab.drawing.findChildren(Bars)[0]

    def has_answered() -> None:
        answer, other = bars.shown
        assert answer is not None
        assert answer.words.startswith("Ready-made")
        assert answer.probabilities is not None
        assert other is None

    qtbot.waitUntil(has_answered)


def test_before_the_images_are_there_the_mouse_may_be_over_the_plots(stage: MnistStage) -> None:
    for plot in (stage.tab._time.plot, stage.tab._accuracy.plot):
        view = plot.chart.view.viewport()
        where = QPointF(view.rect().center())
        none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        moved = QMouseEvent(QEvent.Type.MouseMove, where, where, none, none, keys)
        QApplication.sendEvent(view, moved)
        assert not plot.grab().isNull()


def test_play_pressed_before_the_images_are_there_is_remembered(stage: MnistStage) -> None:
    QTest.keyClick(stage.tab._transport.bar.play, Qt.Key.Key_Space)
    assert not stage.session.sent_of(Play)
    stage.bring_images()
    assert stage.session.sent_of(Play)


def test_before_the_images_are_there_the_pictures_say_so(stage: MnistStage) -> None:
    train = stage.tab._pictures.train
    assert train.images._caption == DATA_YET
    assert train.number.accessibleDescription() == UNTRAINED[-1]


def test_the_first_screen_shows_data_and_an_untrained_network(stage: MnistStage) -> None:
    stage.bring_images()
    pictures, data = stage.tab._pictures, stage.tab._settings.data
    assert pictures.train.images.n_digits == 63
    assert pictures.train.model.isVisible()
    assert "10 %" in pictures.train.number.accessibleName()
    assert data.name.text().replace(PARTED, " / ") == DIGITS.name
    assert NOT_THE_DATA in data.note.text()
    assert data.download.isVisible()
    assert stage.answering() is not None
    assert stage.answering().words.startswith("Ready-made")  # type: ignore[union-attr]
    assert stage.other() is None


def test_the_drawing_place_has_the_ground_of_all_places_and_gives_way_in_low_windows(
    stage: MnistStage,
) -> None:
    stage.start()
    theme, place = stage.window._appearance.theme, stage.tab.drawing
    corner = place.mapTo(stage.window, place.rect().bottomLeft())
    picture = stage.window.grab().toImage()
    assert picture.pixelColor(corner.x() + 4, corner.y() - 4) == QColor(theme.panel)
    assert place.minimumHeight() == 0


def test_play_has_the_focus_at_first(stage: MnistStage, qtbot: QtBot) -> None:
    stage.window.activateWindow()
    qtbot.waitUntil(stage.window.isActiveWindow)
    assert stage.tab._transport.bar.play.hasFocus()


def test_after_the_preset_that_goes_further_play_has_the_focus(stage: MnistStage) -> None:
    stage.start()
    stage.tab._pictures.train.past.setFocus()
    stage.tab._pictures.train.preset_wished.emit()
    stage.bring_images()
    assert stage.tab._workbench.settings == PAST
    assert QApplication.focusWidget() is stage.tab._transport.bar.play


# Training ------------------------------------------------------------------------------------


def test_while_keras_starts_play_says_how_long_and_can_be_taken_back(stage: MnistStage) -> None:
    stage.bring_images()
    workbench, play = stage.workbench, stage.tab._transport.bar.play
    workbench.play()
    live_run = workbench._live_run
    live_run._asked = live_run._clock() - 3.2
    workbench.tick()
    assert workbench.mode is Mode.PREPARING
    assert play.text() == "Starting Keras, 3 s"
    play.click()
    assert workbench.mode is not Mode.PREPARING
    assert play.text() == "Play"


def test_train_lets_the_run_answer_and_outlines_the_other(stage: MnistStage) -> None:
    stage.start()
    stage.play(7)
    answering_now, other = stage.answering(), stage.other()
    assert answering_now is not None
    assert other is not None
    assert answering_now.words == "This run, batch 7"
    assert answering_now.network is stage.record.network(7)
    assert other.words.startswith("Ready-made")


def test_every_batch_is_a_dot_under_a_running_mean(stage: MnistStage) -> None:
    stage.start()
    stage.play(25)
    plot = stage.tab._time.plot
    assert len(plot._dots.places) == 25
    np.testing.assert_allclose(plot._dots.places[:, 1], stage.record.history.losses()[:, 0])
    last = stage.record.history.losses()[-10:]
    assert plot._curves[-1].losses[-1] == pytest.approx(last.mean())
    assert len(stage.tab._accuracy.plot._dots.places) == 25


def test_the_number_that_matters_is_that_of_the_last_epoch_that_ended(stage: MnistStage) -> None:
    stage.start()
    stage.play(25)
    name = stage.tab._pictures.train.number.accessibleName()
    assert name == "validation accuracy, epoch 2 of 3: 95.00 %"
    stage.workbench.seek(5)
    name = stage.tab._pictures.train.number.accessibleName()
    assert name == "right in the last 5 training batches: 12.0 %"
    stage.workbench.seek(0)
    assert "guesses" in stage.tab._pictures.train.number.accessibleName()


def test_a_click_on_an_epoch_goes_there(stage: MnistStage) -> None:
    stage.start()
    stage.play(25)
    stage.tab._pictures.train.accuracy.opened.emit(1)
    assert stage.workbench.position == 10
    stage.tab._epochs.opened.emit(2)
    assert stage.workbench.position == 20


def test_weights_follow_the_timeline_and_the_kept_batch_is_named(stage: MnistStage) -> None:
    stage.start()
    for _ in range(4):
        stage.play(10)
    weights = stage.tab._pictures.weights
    stage.tab._pictures.show_view("weights")
    assert weights._words.text().startswith("Batch 40:")
    stage.workbench.seek(12)
    assert weights._who == "Batch 10, the nearest kept to 12"
    assert weights._network is stage.record.network(10)
    answering_now = stage.answering()
    assert answering_now is not None
    assert answering_now.words == "This run, batch 10"


def test_a_branch_shares_its_parents_batches(stage: MnistStage) -> None:
    stage.start()
    stage.play(25)
    stage.workbench.seek(20)
    stage.workbench.branch_here()
    assert stage.record.origin is not None
    assert stage.record.head == 20
    assert len(stage.record.epochs) == 2
    prepared = stage.session.sent_of(Prepare)[-1]
    assert prepared.iteration == 20


def test_undo_brings_the_run_before_back_with_its_curves(stage: MnistStage) -> None:
    stage.start()
    stage.play(25)
    before = stage.record
    stage.tab.desk.wish(stage.workbench.settings.changed(units=32), "units")
    assert stage.record is not before
    assert stage.tab._pictures.train.model.isVisible()
    stage.workbench.shelf.undo_stack.undo()
    assert stage.record is before
    assert stage.tab._pictures.train.accuracy.isVisible()
    assert len(stage.tab._epochs._epochs) == 2


def test_a_run_that_stopped_itself_says_why_and_offers_a_smaller_rate(stage: MnistStage) -> None:
    stage.start()
    stage.workbench.play()
    stop = Stop(5, 0, "the loss is not finite", 2.0, float("nan"))
    stage.session.train(stage.record, 5, Mode.FAILED, stop=stop)
    stage.workbench.tick()
    assert stage.message is not None
    assert stage.message.text.startswith("The run stopped at batch 5: the loss is not finite")
    rate = stage.workbench.settings.learning_rate
    stage.tab.desk.act(stage.message.key, stage.message.actions[0][1])
    assert stage.workbench.settings.learning_rate == pytest.approx(rate / 10)


def test_a_worker_that_dies_leaves_everything_and_offers_to_go_on(stage: MnistStage) -> None:
    stage.start()
    stage.workbench.play()
    stage.train(13)
    stage.session.lost.emit("The engine was ended by signal 9.")
    assert stage.message is not None
    assert "13" in stage.message.text
    assert stage.workbench.mode is Mode.PAUSED
    assert stage.answering() is not None
    stage.workbench.play()
    prepared = stage.session.sent_of(Prepare)[-1]
    assert (prepared.iteration, prepared.state.iteration) == (13, 10)


# Mistakes ------------------------------------------------------------------------------------


def test_mistakes_are_found_of_what_is_shown_and_only_when_looked_at(
    stage: MnistStage, qtbot: QtBot
) -> None:
    stage.start()
    stage.play(10)
    page = stage.tab._pictures.mistakes
    assert not stage.tab._mistakes.examiner._work.busy
    stage.tab._pictures.show_view("mistakes")
    qtbot.waitUntil(lambda: page._summary.text().startswith("Batch 10:"))
    assert page.confusion._counts.sum() == 30
    stage.play(5)
    qtbot.waitUntil(lambda: page._summary.text().startswith("Batch 15:"))
    stage.workbench.seek(10)
    qtbot.waitUntil(lambda: page._summary.text().startswith("Batch 10:"))
    stage.tab._pictures.show_view("train")


def test_an_untrained_run_offers_the_mistakes_of_the_ready_made_network(
    stage: MnistStage, qtbot: QtBot
) -> None:
    stage.start()
    page = stage.tab._pictures.mistakes
    stage.tab._pictures.show_view("mistakes")
    assert page.ready_made.isVisible()
    page.ready_made.click()
    qtbot.waitUntil(lambda: page._summary.text().startswith("Ready-made"))
    assert not page.ready_made.isVisible()


def test_a_sample_that_is_clicked_is_what_the_network_sees(stage: MnistStage, qtbot: QtBot) -> None:
    stage.start()
    stage.tab._pictures.show_view("samples")
    stage.tab._pictures.samples.grid.opened.emit(4)
    qtbot.waitUntil(lambda: stage.tab.drawing.image is not None)
    image = stage.tab.drawing.image
    assert image is not None
    np.testing.assert_allclose(image, DIGITS.train_images[4] / 255, atol=1 / 255)


# Everything ----------------------------------------------------------------------------------


def test_dark_and_projected_nothing_is_lost(stage: MnistStage) -> None:
    stage.start()
    stage.play(25)
    appearance = stage.window._appearance
    for view in ("train", "weights", "mistakes", "samples"):
        stage.tab._pictures.show_view(view)
        appearance.set_mode("dark")
        assert not stage.window.grab().isNull()
        appearance.set_presenting(True)
        assert not stage.window.grab().isNull()
        appearance.set_presenting(False)
        appearance.set_mode("light")
        stage.window.menus._copy_picture()
        assert not QApplication.clipboard().image().isNull()
    stage.tab._pictures.show_view("train")


def test_of_two_runs_side_by_side_the_other_ones_validation_is_drawn_too(
    stage: MnistStage,
) -> None:
    stage.start()
    stage.play(25)
    first = stage.record
    stage.tab.desk.wish(stage.workbench.settings.changed(units=32), "units")
    stage.session.answer(stage.record)
    stage.play(15)
    plot = stage.tab._pictures.train.accuracy
    assert len(plot._beside) == 0
    for key in (str(first.key), str(stage.record.key)):
        stage.tab._time.runs.ticked.emit(key, True)
    assert plot._beside.tolist() == [95.0, 95.0]
    assert plot._beside_name == stage.tab.desk.name_of(first)
    stage.tab._time.runs.ticked.emit(str(first.key), False)
    assert len(plot._beside) == 0


def test_without_tensorflow_the_tab_says_what_to_install_and_drawing_works(
    stage: MnistStage, qtbot: QtBot
) -> None:
    stage.bring_images()
    stage.workbench.play()
    stage.session.received.emit(Trouble(stage.record.key, MISSING, ""))
    assert stage.message is not None
    assert "TensorFlow" in stage.message.text
    assert stage.workbench.mode is Mode.PAUSED
    assert stage.tab._transport.bar.play.isEnabled()
    stage.tab._pictures.samples.grid.opened.emit(0)
    qtbot.waitUntil(lambda: stage.tab.drawing.image is not None)
    assert stage.answering() is not None
    assert stage.tab._pictures.weights._network is not None


def test_time_is_counted_in_batches_and_the_end_in_epochs(stage: MnistStage) -> None:
    stage.start()
    stage.play(25)
    bar = stage.tab._transport.bar
    names = [button.accessibleName() for button in bar._buttons.values()]
    assert names == ["Reset", "Back one batch", "Forward one batch", "To the last batch"]
    assert bar._spare["iteration"].text() == "Batch"
    assert bar._rate.toolTip() == "Batches a second"
    assert stage.tab._time.timeline.accessibleDescription() == "batch 25 of 30"
    assert stage.tab.desk.describe().endswith("; batch 25")
    stage.play(5)
    assert stage.workbench.mode is Mode.FINISHED
    assert bar.play.text() == "Train 3 epochs more"
