"""Networks in files of Keras: what is opened answers, what answers is saved, errors are told."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from engine.mnist.keras_files import SUFFIX
from engine.mnist.network import Network, dense, flatten
from engine.mnist.ready_made import READY_MADE, ready_made
from gui.file_kinds import network_with_ending
from gui.mnist import answering
from gui.tabs import home_of
from tests.gui.mnist.hands import drop
from tests.gui.mnist.tab_stage import DIGITS, MnistStage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


def always(digit: int) -> Network:
    """A network that sees the same digit everywhere."""
    bias = np.eye(10, dtype=np.float32)[digit] * 9
    layers = flatten((28, 28)), dense((784,), 10, "softmax", "output")
    return Network(layers, ((), (np.zeros((784, 10), np.float32), bias)))


def share_of(digit: int) -> str:
    return f"{100 * np.mean(DIGITS.test_labels == digit):.1f} % of {len(DIGITS.test_labels):,}"


def opened(stage: MnistStage, qtbot: QtBot, digit: int = 3) -> str:
    """Opens a network, and waits for how good it is."""
    stage.assistant.network = always(digit)
    stage.window.open_file(Path("/somewhere/model.keras"))
    stage.assistant.work()
    stage.bring_images()
    words = f"model.keras ({share_of(digit)} test digits)"
    qtbot.waitUntil(lambda: answers(stage) == words)
    return words


def answers(stage: MnistStage) -> str:
    one = stage.answering()
    return one.words if one is not None else ""


def test_a_network_of_keras_belongs_to_the_tab_of_digits() -> None:
    assert home_of(Path(f"a{SUFFIX.upper()}")) == "mnist"
    assert home_of(Path("a.npz")) is None
    assert network_with_ending(Path("a")) == network_with_ending(Path("a.keras")) == Path("a.keras")


def test_an_opened_network_is_shown_in_its_tab_wherever_one_was(
    stage: MnistStage, qtbot: QtBot
) -> None:
    stage.start()
    stage.window.show_tab("linear")
    words = opened(stage, qtbot)
    assert stage.window.tab_name == "mnist"
    pictures = stage.tab._pictures
    assert pictures.weights._who == words
    assert stage.message is not None
    assert stage.message.text == f"{words} answers now, in Weights, Activations and Mistakes too."
    pictures.show_view("mistakes")
    qtbot.waitUntil(lambda: pictures.mistakes._summary.text().startswith(words))
    pictures.show_view("train")


def test_before_a_trained_run_it_answers_until_the_run_is_moved_or_played(
    stage: MnistStage, qtbot: QtBot
) -> None:
    stage.start()
    stage.play(20)
    words = opened(stage, qtbot)
    other = stage.other()
    assert other is not None
    assert other.words == "This run, batch 20"
    stage.workbench.seek(10)
    assert answers(stage) == "This run, batch 10"
    other = stage.other()
    assert other is not None
    assert other.words == words, "it stands in for the ready-made one"
    assert stage.message is None
    opened(stage, qtbot, 5)
    stage.workbench.play()
    assert answers(stage).startswith("This run")
    stage.workbench.pause()


def test_a_person_chooses_who_answers(stage: MnistStage, qtbot: QtBot) -> None:
    button = stage.tab.drawing._other_answerers
    stage.start()
    assert button.isHidden(), "there is but one"
    stage.play(20)
    words = opened(stage, qtbot)
    assert not button.isHidden()
    assert list(button._choices) == ["run", "opened", "ready-made"]
    button.chosen.emit("ready-made")
    assert answers(stage).startswith("Ready-made")
    assert stage.message is None
    stage.workbench.seek(10)
    assert answers(stage).startswith("Ready-made"), "it was chosen"
    button.chosen.emit("run")
    assert answers(stage) == "This run, batch 10"
    button.chosen.emit("opened")
    assert answers(stage) == words
    other = stage.other()
    assert other is not None
    assert other.words == "This run, batch 10"
    stage.workbench.play()
    assert answers(stage).startswith("This run"), "Train switches to the run"
    button.chosen.emit("ready-made")
    stage.train(2)
    assert answers(stage).startswith("Ready-made"), "one may choose while it trains, too"
    stage.workbench.pause()


def test_the_way_back_leads_to_the_run(stage: MnistStage, qtbot: QtBot) -> None:
    stage.start()
    stage.play(20)
    opened(stage, qtbot)
    assert stage.message is not None
    assert stage.message.actions == (("Back to the Run", "back"),)
    stage.tab.desk.act(stage.message.key, "back")
    assert answers(stage) == "This run, batch 20"
    other = stage.other()
    assert other is not None
    assert other.words.startswith("Ready-made")
    assert stage.message is None


def test_a_network_opened_before_the_images_are_there_waits_for_them(
    stage: MnistStage, qtbot: QtBot
) -> None:
    words = opened(stage, qtbot)  # the images come with it
    stage.session.answer(stage.record)
    assert stage.tab._pictures.weights._who == words


@pytest.mark.parametrize("deed", ["open", "save"])
def test_while_keras_starts_it_is_told_and_can_be_cancelled(stage: MnistStage, deed: str) -> None:
    stage.start()
    if deed == "open":
        stage.window.open_file(Path("/somewhere/model.keras"))
    else:
        stage.tab.save_network(Path("/somewhere/model.keras"))
    assert stage.message is not None
    assert "model.keras: Keras is starting" in stage.message.text
    stage.tab.desk.act(stage.message.key, "cancel")
    assert stage.message is None
    assert stage.assistant.jobs == []
    assert answers(stage).startswith("Ready-made")


def test_a_file_that_cannot_be_used_is_told_in_the_engines_words(stage: MnistStage) -> None:
    stage.start()
    stage.assistant.network = "A model may not hold a Lambda layer. model.keras does."
    stage.window.open_file(Path("/somewhere/model.keras"))
    stage.assistant.work()
    assert stage.message is not None
    assert (stage.message.level, stage.message.text) == ("bad", stage.assistant.network)
    assert answers(stage).startswith("Ready-made")


@pytest.mark.parametrize("dropped", [False, True])
def test_a_refusal_goes_when_a_file_of_another_kind_is_tried(
    stage: MnistStage, qtbot: QtBot, tmp_path: Path, dropped: bool
) -> None:
    stage.start()
    stage.assistant.network = "A model may not hold a Lambda layer. model.keras does."
    stage.window.open_file(Path("/somewhere/model.keras"))
    stage.assistant.work()
    assert stage.message is not None
    picture = tmp_path / "seven.png"
    Image.fromarray(np.pad(np.full((20, 4), 255, np.uint8), 20)).save(picture)
    if dropped:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(picture))])
        assert drop(stage.tab.drawing.canvas, data)
    else:
        stage.window.open_file(picture)
    qtbot.waitUntil(lambda: not stage.tab.drawing.is_empty)
    assert stage.message is None


def test_a_network_dropped_on_the_canvas_is_opened(stage: MnistStage, qtbot: QtBot) -> None:
    stage.start()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/model.keras")])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    stage.tab.drawing.canvas.dropEvent(event)
    assert stage.assistant.jobs == ["open_keras"]
    stage.assistant.work()
    qtbot.waitUntil(lambda: answers(stage).startswith("model.keras ("))


def test_what_answers_is_saved_at_the_batch_shown(
    stage: MnistStage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stage.start()
    asked: list[str] = []

    def choose(_window: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "mine"), ""

    monkeypatch.setattr("gui.files.QFileDialog.getSaveFileName", choose)
    stage.window.files.save_network_as()
    stage.play(10)
    stage.play(10)
    stage.workbench.seek(10)
    stage.window.files.save_network_as()
    stage.assistant.work()
    assert asked == ["ready-made.keras", "batch-10.keras"]
    assert stage.assistant.saved == {tmp_path / "mine.keras": stage.record.network(10)}
    assert stage.message is not None
    assert stage.message.text == "The network is saved in mine.keras."


def test_a_network_that_is_there_already_is_replaced_only_if_that_is_wished(
    stage: MnistStage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stage.start()
    (tmp_path / "mine.keras").write_bytes(b"another network")
    names = [str(tmp_path / "mine"), str(tmp_path / "mine"), str(tmp_path / "mine.keras")]
    said = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr("gui.files.QFileDialog.getSaveFileName", lambda *_: (names.pop(0), ""))
    monkeypatch.setattr("gui.replacing.QMessageBox.question", lambda *_: said.pop(0))
    jobs = []
    for _ in range(3):
        stage.window.files.save_network_as()
        jobs.append(list(stage.assistant.jobs))
        stage.assistant.work()
    assert jobs == [[], ["save_keras"], ["save_keras"]]


def test_save_network_and_validate_now_are_offered_where_there_are_networks(
    stage: MnistStage,
) -> None:
    entries = {
        action.text(): action
        for menu in stage.window.menus._menus
        for action in menu.actions()
        if "Network" in action.text() or "Validate" in action.text()
    }
    assert sorted(entries) == ["&Validate Now", "Save &Network As…"]
    assert all(one.isEnabled() for one in entries.values())
    stage.window.show_tab("linear")
    assert not any(one.isEnabled() for one in entries.values())


def test_a_network_is_validated_when_that_is_asked_for(stage: MnistStage, qtbot: QtBot) -> None:
    stage.start()
    stage.play(7)
    page = stage.tab._pictures.train
    page.validate.click()
    qtbot.waitUntil(lambda: "accuracy" in page.validation.text())
    assert page.validation.text().startswith("Batch 7: validation loss ")
    from engine.mnist.evaluation import evaluate

    network = stage.record.network(7)
    assert network is not None
    found = evaluate(network, DIGITS.validation_images, DIGITS.validation_labels)
    assert f"{found.loss:.4f}, accuracy {100 * found.accuracy:.2f} %" in page.validation.text()
    stage.tab.desk.wish(stage.workbench.settings.changed(units=32), "units")
    assert page.validation.text() == ""


def test_a_damaged_ready_made_network_is_told_and_drawing_asks_for_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    damaged = tmp_path / "digits.safetensors"
    damaged.write_bytes(READY_MADE.read_bytes()[:5000])
    monkeypatch.setattr("engine.mnist.ready_made.READY_MADE", damaged)
    for cached in (answering._ready_made, ready_made):
        cached.cache_clear()
    try:
        assert answering.ready_made_answerer() is None
        assert "missing or damaged" in answering.ready_made_trouble()
    finally:
        for cached in (answering._ready_made, ready_made):
            cached.cache_clear()


def test_a_tab_without_the_ready_made_network_says_so(
    stage: MnistStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.mnist.tab.ready_made_trouble", lambda: "It is damaged.")
    stage.window.show_tab("linear")
    stage.window.show_tab("mnist")
    assert stage.message is not None
    assert stage.message.text == "It is damaged."
