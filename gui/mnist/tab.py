"""The tab of MNIST: its places, and what flows between them and the desk."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from engine.mnist.digits import ByteArray
from engine.mnist.record import MnistRecord
from engine.mnist.sources import SMALL_DIGITS, best_source
from engine.mnist.words import data_words
from engine.player import Pace
from engine.run_record import expected
from gui.appearance import Appearance
from gui.assistant import Assistant
from gui.desk import Desk
from gui.file_kinds import is_picture
from gui.guide import KEY as COURSE
from gui.mnist.answering import ready_made_answerer, ready_made_trouble
from gui.mnist.assignment import MNIST
from gui.mnist.batch_accuracy import BatchAccuracy
from gui.mnist.course import course_message
from gui.mnist.data_news import DataNews
from gui.mnist.digit_source import DigitSource
from gui.mnist.draw_place import DrawPlace
from gui.mnist.epoch_table import EpochTable
from gui.mnist.mistakes_search import MistakesSearch
from gui.mnist.network_files import is_network
from gui.mnist.networks import Networks
from gui.mnist.pictures import MnistPictures
from gui.mnist.settings_place import MnistSettingsPlace
from gui.mnist.time_of_batches import time_of_batches
from gui.mnist.validator import Validator
from gui.picture import Plot
from gui.pieces import Pieces
from gui.places import Centre, Places
from gui.settings_wishes import join
from gui.steps import BATCHES
from gui.transport import Transport
from gui.turn import Turn
from gui.widgets.message_bar import Message

if TYPE_CHECKING:
    from gui.main_window import MainWindow

PAST = "Past 97.5 %"
SHARES = {"train": (3, 2)}
MOSTLY_PICTURES = (5, 2)
"""For each view the shares of the height that pictures and time get."""
INK = np.float32(255)


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
        self._source = DigitSource(self, hand_on=Pieces(self).begin)
        self.desk = Desk(MNIST, assistant, self, self._source)
        self._workbench = self.desk.workbench
        self._workbench.pace = Pace.flat_out()
        self._settings = MnistSettingsPlace(appearance)
        self._settings.form.setEnabled(False)  # until there is a run to change
        self._pictures = MnistPictures(appearance, self.desk.describe)
        self.drawing = DrawPlace(appearance, self.desk.describe)
        self._validator = Validator(self)
        self._networks = Networks(self._workbench, assistant, self)
        self._mistakes = MistakesSearch(self._workbench, self._networks.answering, self._pictures)
        self._growth = Turn(self._workbench, self._show_growth)
        self._place = Turn(self._workbench, self._show_place)
        self._news = DataNews(self._source, self._settings.data, self)
        self._told_course: object = None
        self._opening = Pieces(self)
        self._has_run = False
        self._accuracy = BatchAccuracy(
            appearance, self._workbench, self.desk.describe, self.desk.tell_picture_trouble
        )
        self._epochs = EpochTable(appearance)
        self._time = time_of_batches(appearance, self.desk, self._accuracy.plot, self._epochs)
        self._transport = Transport(
            appearance, self._workbench, starting="Starting Keras", steps=BATCHES
        )
        self.places = self._make_places()
        self._connect()
        appearance.changed.connect(self._make_room)
        self._transport.give_keys_to(
            *self._pictures.key_takers, self._accuracy.plot, self._time.plot, self._time.timeline
        )
        self.drawing.show_networks(ready_made_answerer(), None)  # the first run takes a second more
        self.desk.start()

    def _make_places(self) -> Places:
        self._centre = Centre(self._appearance, self._pictures, self._time)
        places = Places(
            self._appearance,
            self._settings,
            self._centre,
            self.drawing,
            self._transport.bar,
            self.drawing.width_wanted,
            inspector_presented=True,
        )
        places.fill(self)
        return places

    def _make_room(self) -> None:
        """The canvas is larger while the window is projected."""
        self.places.set_inspector_width(self.drawing.width_wanted)

    def _share_height(self, view: str) -> None:
        self._centre.share_height(SHARES.get(view, MOSTLY_PICTURES))

    def _connect(self) -> None:
        desk, workbench = self.desk, self._workbench
        desk.told.connect(self.told)
        desk.ending.connect(self._source.close)
        desk.ending.connect(self._mistakes.examiner.close)
        desk.ending.connect(self._networks.close)
        desk.ending.connect(self._validator.close)
        desk.withdrawn.connect(self.withdrawn)
        workbench.opened.connect(self._show_record)
        workbench.moved.connect(self._move)
        workbench.grown.connect(self._grow)
        workbench.mode_changed.connect(self._change_mode)
        join(self._settings, desk)
        self._connect_data()
        self._connect_pictures()
        self._connect_networks()

    def _connect_data(self) -> None:
        data, desk = self._settings.data, self.desk
        data.file_wished.connect(desk.file_wished)
        data.download_wished.connect(lambda: self._source.download(self._workbench.settings))
        data.cancel_wished.connect(self._source.cancel)
        self._news.told.connect(self.told)

    def _connect_pictures(self) -> None:
        desk = self.desk
        self._pictures.view_changed.connect(self._show_view)
        self._pictures.epoch_opened.connect(self._seek_epoch)
        self._pictures.digit_opened.connect(self.draw_over)
        self._pictures.troubled.connect(desk.tell_picture_trouble)
        self._pictures.train.preset_wished.connect(self._choose_past)
        self._pictures.validation_wished.connect(self.validate_now)
        self._validator.told.connect(self._pictures.train.show_validation)
        self._epochs.opened.connect(self._seek_epoch)
        self._time.troubled.connect(desk.tell_picture_trouble)
        self._time.pages.page_shown.connect(lambda _name: self._accuracy.show_now())
        self._time.compared.connect(self._compare)

    def _connect_networks(self) -> None:
        self.drawing.told.connect(self.told)
        self.drawing.withdrawn.connect(self.withdrawn)
        self.drawing.image_shown.connect(self._pictures.activations.show_image)
        self.desk.action_wished.connect(self._networks.act)
        self._networks.told.connect(self.told)
        self._networks.withdrawn.connect(self.withdrawn)
        self._networks.changed.connect(self._renew_place)
        self.drawing.answerer_chosen.connect(self._networks.choose)
        self.drawing.elsewhere.connect(self._open_in_window)
        self.drawing.canvas.given.connect(self._forget_refusals)

    # What the desk brings --------------------------------------------------------------------

    @property
    def _record(self) -> MnistRecord:
        return expected(MnistRecord, self._workbench.record)

    def _show_record(self, _record: object = None) -> None:
        """Another run is open. The first one comes by itself, and is shown in pieces.

        Every other is the answer to a deed, and is shown at once.
        """
        is_first, self._has_run = not self._has_run, True
        self._source.use(self._record.points)
        self._validator.forget()
        self._networks.follow_record()
        self._opening.begin(self._show_data, self._show_run, self._show_samples, self._show_place)
        if not is_first:
            self._opening.finish()

    def _show_data(self) -> None:
        points = self._record.points
        self._settings.form.setEnabled(True)
        on_disk, offer = best_source() != SMALL_DIGITS, not points.is_mnist
        self._settings.data.show_data(points.name, data_words(points), offer=offer, on_disk=on_disk)

    def _show_run(self) -> None:
        self._pictures.show_record(self._record)
        self._epochs.show_epochs(self._record.epochs)
        self._tell_course()

    def _show_samples(self) -> None:
        self._pictures.show_samples(self._record)

    def _grow(self) -> None:
        if self._opening.going:
            return  # what is not shown yet will be shown as it is then
        self._growth.ask()
        if self._workbench.position == self._record.head:
            self._place.ask()  # weights may have come to where it stands

    def _show_growth(self) -> None:
        self._pictures.show_growth()
        self._epochs.show_epochs(self._record.epochs)
        self._tell_course()

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

    def _move(self, _position: int) -> None:
        if not self._opening.going:
            self._place.ask()

    def _renew_place(self) -> None:
        if not self._opening.going:
            self._show_place()

    def _show_place(self) -> None:
        who = self._networks.now()
        self.drawing.show_networks(who.answering, who.other)
        self.drawing.offer_choices(self._networks.choices())
        position = min(self._workbench.position, self._record.head)
        self._pictures.show_position(position, who.weights, who.answering)
        self._mistakes.look()

    def _change_mode(self, _mode: object = None) -> None:
        """Who presses Play wants to see the run again."""
        if self._networks.settle():
            self._renew_place()
        self._mistakes.look()

    @property
    def network_name(self) -> str:
        """What a file of the network that answers would be called."""
        return self._networks.name

    def save_network(self, path: Path) -> None:
        """Saves the network that answers as a file of Keras."""
        self._networks.save(path)

    def _show_view(self, view: str) -> None:
        self._share_height(view)
        self._mistakes.show_view(view)

    def validate_now(self) -> None:
        """Counts loss and accuracy of the network shown on the validation images."""
        if self._workbench.shelf.current is not None:
            one = self._networks.now().weights
            if one is not None:
                self._pictures.show_view("train")
                self._validator.validate(one, self._record.points)

    def _choose_past(self) -> None:
        """The preset that goes further; its button is gone then, and Play comes next."""
        self.desk.choose_preset(PAST)
        self._transport.bar.play.setFocus()

    def _compare(self, beside: MnistRecord | None) -> None:
        name = self.desk.name_of(beside) if beside is not None else ""
        self._pictures.train.show_beside(beside, name)

    # What the places wish --------------------------------------------------------------------

    def _seek_epoch(self, number: int) -> None:
        epochs = self._record.epochs
        if 1 <= number <= len(epochs):
            self._workbench.seek(epochs[number - 1].iteration)

    def draw_over(self, image: ByteArray, words: str) -> None:
        """Puts an image (28, 28) uint8 into the drawing place."""
        self.drawing.show_image(image.astype(np.float32) / INK, words)

    def _open_in_window(self, path: Path) -> None:
        cast("MainWindow", self.window()).open_file(path)

    def _forget_refusals(self, _given: object) -> None:
        cast("MainWindow", self.window()).files.forget_refusals()

    # What the window asks --------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Shows another page in the centre."""
        self._pictures.show_view(name)

    def open_file(self, path: Path) -> None:
        """Takes a file of images, a picture to be looked at, or a network."""
        if is_picture(path):
            self.drawing.open_picture(path)
        elif is_network(path):
            self._networks.open(path)
        else:
            self.desk.open_file(path)

    @property
    def main_picture(self) -> Plot:
        """The picture that Edit → Copy Picture copies."""
        return self._pictures.main_picture

    def showEvent(self, event: QShowEvent) -> None:
        """Play has the focus when the tab comes up."""
        super().showEvent(event)
        if ready_made_trouble():
            self.told.emit(Message("ready-made", "warn", ready_made_trouble()))
        self._transport.bar.play.setFocus()
