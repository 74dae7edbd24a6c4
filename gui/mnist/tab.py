"""The tab of MNIST: its places, and what flows between them and the desk."""

import time
from pathlib import Path
from typing import Any, cast

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.mnist.presets import PRESETS
from engine.mnist.record import MnistRecord
from engine.mnist.settings import MnistSettings
from engine.mnist.words import data_words, settings_words
from engine.player import Pace
from engine.run import Mode
from gui.assistant import Assistant
from gui.desk import Assignment, Desk
from gui.guide import KEY as COURSE
from gui.mnist.answering import answering_at, ready_made_answerer, run_at
from gui.mnist.batch_accuracy import BatchAccuracy
from gui.mnist.batch_lines import BatchLines
from gui.mnist.course import course_message
from gui.mnist.digit_source import DigitSource
from gui.mnist.draw_place import DrawPlace
from gui.mnist.epoch_table import EpochTable
from gui.mnist.examiner import Examiner
from gui.mnist.pictures import COUNTING, UNTRAINED, MnistPictures
from gui.mnist.settings_place import MnistSettingsPlace
from gui.places import Places
from gui.rate import Rate
from gui.theme import Appearance
from gui.time_panel import Page, TimePanel
from gui.transport import Transport
from gui.widgets.message_bar import Message

MNIST = Assignment(
    name="mnist",
    runs={MnistSettings: "mnist"},
    presets=PRESETS,
    step_lengths=None,
    settings_words=settings_words,
    guided=None,
    file_settings=lambda settings, _digits: settings,
    waiting_words="Reading the images …",
)
PAST = "Past 97.5 %"
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")
"""Files that are pictures of a digit; all others are data."""
SHARES = {"train": (3, 2)}
MOSTLY_PICTURES = (5, 2)
"""For each view the shares of the height that pictures and time get."""
INK = np.float32(255)
NOTHING_YET = "The loss of every batch will be drawn here."


class MnistTab(QWidget):
    """Assignment 3 in the window.

    Signals:
        told: (Message) for the message bar.
        withdrawn: (key) of a message that no longer holds.

    Args:
        appearance: Colours and sizes.
        assistant: The second process.
    """

    told = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, appearance: Appearance, assistant: Assistant) -> None:
        super().__init__()
        self._appearance = appearance
        self._source = DigitSource(assistant, self)
        self.desk = Desk(MNIST, assistant, self, self._source)
        self._workbench = self.desk.workbench
        self._workbench.pace = Pace.flat_out()
        self._settings = MnistSettingsPlace(appearance)
        self._settings.form.setEnabled(False)  # until there is a run to change
        self._pictures = MnistPictures(appearance, self.desk.describe)
        self.drawing = DrawPlace(appearance, self.desk.describe)
        self._examiner = Examiner(self)
        self._pace = Rate()
        self._told_course: object = None
        self._time = self._make_time()
        self._transport = Transport(appearance, self._workbench, starting="Starting Keras")
        self.places = self._make_places()
        self._connect()
        appearance.changed.connect(self._make_room)
        self._transport.give_keys_to(
            *self._pictures.key_takers, self._accuracy.plot, self._time.plot, self._time.timeline
        )
        self.desk.start()

    def _make_time(self) -> TimePanel:
        desk = self.desk
        self._accuracy = BatchAccuracy(
            self._appearance, self._workbench, desk.describe, desk.tell_picture_trouble
        )
        self._epochs = EpochTable(self._appearance)
        return TimePanel(
            self._appearance,
            self._workbench,
            lambda _record, _network: (self._appearance.theme.text, ()),
            desk.name_of,
            desk.describe,
            pages=(
                Page("accuracy", "Accuracy", "The accuracy of every batch", self._accuracy.plot),
                Page("epochs", "Epochs", "Each epoch, as Keras prints it", self._epochs),
            ),
            lines=BatchLines(),
            nothing_yet=NOTHING_YET,
        )

    def _make_places(self) -> Places:
        centre = QWidget()
        around = self._appearance.sizes.around
        self._column = QVBoxLayout(centre)
        self._column.setContentsMargins(around, around, around, self._appearance.sizes.gap)
        self._column.setSpacing(self._appearance.sizes.gap)
        self._column.addWidget(self._pictures)
        self._column.addWidget(self._time)
        self._share_height("train")
        places = Places(
            self._appearance,
            self._settings,
            centre,
            self.drawing,
            self._transport.bar,
            self.drawing.width_wanted,
            inspector_presented=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(places)
        return places

    def _make_room(self) -> None:
        """The canvas is larger while the window is projected."""
        self.places.set_inspector_width(self.drawing.width_wanted)

    def _share_height(self, view: str) -> None:
        for index, share in enumerate(SHARES.get(view, MOSTLY_PICTURES)):
            self._column.setStretch(index, share)

    def _connect(self) -> None:
        desk, workbench = self.desk, self._workbench
        desk.told.connect(self.told)
        desk.ending.connect(self._source.close)
        desk.ending.connect(self._examiner.close)
        desk.withdrawn.connect(self.withdrawn)
        desk.preset_opened.connect(self._settings.show_preset)
        desk.settings_refused.connect(self._show_settings)
        workbench.opened.connect(self._show_record)
        workbench.moved.connect(self._move)
        workbench.grown.connect(self._grow)
        workbench.mode_changed.connect(self._examine)
        workbench.settings_changed.connect(self._show_settings)
        self._settings.wished.connect(desk.wish)
        self._settings.preset_wished.connect(desk.choose_preset)
        data = self._settings.data
        data.file_wished.connect(self._ask_for_file)
        data.download_wished.connect(lambda: self._source.download(self._workbench.settings))
        data.cancel_wished.connect(self._source.cancel)
        self._source.progressed.connect(self._show_progress)
        self._source.fell_back.connect(self._tell_fall_back)
        self._source.missed.connect(self._tell_missed)
        self._pictures.view_changed.connect(self._show_view)
        self._pictures.epoch_opened.connect(self._seek_epoch)
        self._pictures.digit_opened.connect(self.draw_over)
        self._pictures.troubled.connect(desk.tell_picture_trouble)
        self._pictures.train.preset_wished.connect(lambda: desk.choose_preset(PAST))
        self._pictures.mistakes.ready_made_wished.connect(self._examine_ready_made)
        self._epochs.opened.connect(self._seek_epoch)
        self._time.troubled.connect(desk.tell_picture_trouble)
        self._time.switch.chosen.connect(lambda _name: self._accuracy.show_now())
        self.drawing.told.connect(self.told)
        self.drawing.withdrawn.connect(self.withdrawn)
        self.drawing.image_shown.connect(self._pictures.activations.show_image)
        self._examiner.examined.connect(self._pictures.show_mistakes)
        self._time.compared.connect(self._pictures.train.show_beside)

    # What the desk brings --------------------------------------------------------------------

    @property
    def _record(self) -> MnistRecord:
        record: Any = self._workbench.record
        return cast("MnistRecord", record)

    def _show_record(self, _record: object = None) -> None:
        record = self._record
        self._source.use(record.points)
        self._settings.form.setEnabled(True)
        points = record.points
        self._settings.data.show_data(points.name, data_words(points), offer=not points.is_mnist)
        self._pictures.show_record(record)
        self._epochs.show_epochs(record.epochs)
        self._tell_course()
        self._move(self._workbench.position)

    def _show_settings(self, _settings: object = None) -> None:
        if self._workbench.settings is not None:
            self._settings.show_settings(self._workbench.settings)

    def _grow(self) -> None:
        record = self._record
        self._pictures.show_growth()
        self._epochs.show_epochs(record.epochs)
        self._tell_course()
        if self._workbench.position == record.head:
            self._move(record.head)  # weights may have come to where it stands

    def _tell_course(self) -> None:
        """Says how the run goes, once for each thing that there is to say."""
        message = course_message(self._record)
        about = (self._record.key, message and (message.level, message.actions))
        if about == self._told_course:
            return
        self._told_course = about
        if message is None:
            self.withdrawn.emit(COURSE)
        else:
            self.told.emit(message)

    def _move(self, position: int) -> None:
        record = self._record
        position = min(position, record.head)
        answering, other = answering_at(record, position)
        self.drawing.show_networks(answering, other)
        weights = run_at(record, position) or ready_made_answerer()
        self._pictures.show_position(position, weights, answering)
        self._examine()

    # Mistakes --------------------------------------------------------------------------------

    def _show_view(self, view: str) -> None:
        self._share_height(view)
        if view == "mistakes":
            self._examine()
        else:
            self._examiner.rest()

    def _examine(self, _mode: object = None) -> None:
        """Has the network that is shown examined, if anybody looks."""
        if self._pictures.view != "mistakes" or self._workbench.shelf.current is None:
            return
        record, position = self._record, self._workbench.position
        one = run_at(record, min(position, record.head))
        if one is None or not record.head:
            if not self._ready_made_looked_at:
                self._examiner.rest()
                self._pictures.mistakes.show_waiting(UNTRAINED, offer=True)
            return
        live = self._workbench.mode in (Mode.PLAYING, Mode.REPLAYING)
        self._ready_made_looked_at = False
        self._examiner.want(one.words, one.network, record.points, live=live)

    _ready_made_looked_at = False

    def _examine_ready_made(self) -> None:
        record = self._record
        made = ready_made_answerer()
        if made is None:
            return
        self._ready_made_looked_at = True
        self._pictures.mistakes.show_waiting(COUNTING, offer=False)
        self._examiner.want(made.words, made.network, record.points, live=False)

    # What the places wish --------------------------------------------------------------------

    def _seek_epoch(self, number: int) -> None:
        epochs = self._record.epochs
        if 1 <= number <= len(epochs):
            self._workbench.seek(epochs[number - 1].iteration)

    def draw_over(self, image: Any, words: str) -> None:
        """Puts an image (28, 28) uint8 into the drawing place."""
        self.drawing.show_image(image / INK, words)

    def _ask_for_file(self) -> None:
        window: Any = self.window()
        window.choose_file()

    def _show_progress(self, done: int, of: int) -> None:
        if not done:
            self._pace.begin(0, time.perf_counter())
        else:
            self._pace.reach(done, time.perf_counter())
        rate = self._pace.per_second
        left = (of - done) / rate if rate else None
        self._settings.data.show_progress(done, of, left)

    def _tell_fall_back(self, sentence: str) -> None:
        words = f"{sentence} scikit-learn's small digits are used meanwhile."
        self.told.emit(Message("data", "warn", words))

    def _tell_missed(self, sentence: str) -> None:
        words = f"{sentence} The run is shown without its images and cannot be trained on."
        self.told.emit(Message("data", "warn", words))

    # What the window asks --------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Shows another page in the centre."""
        self._pictures.show_view(name)

    def open_file(self, path: Path) -> None:
        """Takes a file of images, or a picture to be looked at."""
        if path.suffix.lower() in PICTURES:
            self.drawing.open_picture(path)
        else:
            self.desk.open_file(path)

    def copy_picture(self) -> None:
        """The main picture to the clipboard."""
        picture: Any = self._pictures.main_picture
        QGuiApplication.clipboard().setImage(picture.picture(2.0))

    def showEvent(self, event: QShowEvent) -> None:
        """Play has the focus when the tab comes up."""
        super().showEvent(event)
        self._transport.bar.play.setFocus()
