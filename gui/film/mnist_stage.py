"""The pictures of a film of digits: what the first layer looks for, and each epoch's accuracy."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.errors import InputError
from engine.export.order import Order
from engine.mnist.block import Epoch
from engine.mnist.record import MnistRecord
from engine.mnist.words import settings_words
from gui.appearance import Appearance
from gui.film.headline import Headline, Said
from gui.film.losses import LossSource, MeanLoss
from gui.mnist.epoch_plot import EpochPlot
from gui.mnist.weight_tiles import WeightTiles
from gui.mnist.weight_views import reach_of, tiles_of, weight_views
from gui.picture import Render
from gui.shapes import Dash
from gui.words import Words


class MnistStage:
    """The weights of the first layer, after the kept batch nearest to the one shown.

    Beside the loss stands the accuracy of each epoch, on training and on validation images.

    Raises:
        InputError: There are no weights yet.
    """

    logarithmic_time = False
    unit = "Batch"
    quantity = "loss"

    def __init__(self, appearance: Appearance, record: MnistRecord, order: Order) -> None:  # noqa: ARG002
        if record.head < 1 or not record.kept:
            raise InputError("This run has not been trained yet. Train it, then export it.")
        self._appearance = appearance
        self._record = record
        self.losses: LossSource = MeanLoss(record.history)
        self._tiles = WeightTiles(appearance)
        self._title = Words(appearance)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.sizes.gap)
        column.addWidget(self._title)
        column.addWidget(self._tiles, 1)
        self._accuracy = EpochPlot(appearance, "accuracy", per_cent=True)
        self._known: tuple[Epoch, ...] = ()
        self.beside: QWidget | None = self._accuracy if record.epochs else None
        self._reach = self._largest_reach()

    def _largest_reach(self) -> float:
        """One scale of colours for the whole film: that of the last weights."""
        network = self._record.network(self._record.head)
        return 1.0 if network is None else reach_of(network, weight_views(network)[0])

    def show(self, iteration: int) -> None:
        """Shows a state."""
        network = self._record.network(iteration)
        if network is None:
            return
        view = weight_views(network)[0]
        self._tiles.show_weights(*tiles_of(network, view), self._reach)
        self._title.setText(f"{view.words}: what each of the {self._tiles.n_units} units looks for")
        self._show_epochs(iteration)

    def _show_epochs(self, iteration: int) -> None:
        """Those that have ended by then."""
        epochs = self._record.epochs
        self._known = known = tuple(one for one in epochs if one.iteration <= iteration)
        training = [one.accuracy for one in known]
        self._accuracy.show_epochs(training, [one.val_accuracy for one in known], len(epochs))
        self._accuracy.show_caption("" if known else "The first epoch has not ended yet.")

    def headline(self) -> Headline:
        """The accuracy on the validation images, as of the last epoch that has ended."""
        if not self._known:
            return ()
        accuracy = 100 * self._known[-1].val_accuracy
        return (Said("validation accuracy", f"{accuracy:.2f} %"),)

    @property
    def render(self) -> Render:
        """The main picture, at so many pixels for one on the screen."""
        return self._tiles.picture

    def style(self, racer: int) -> tuple[str, Dash]:  # noqa: ARG002
        """The curve has the text's colour."""
        return self._appearance.theme.text, ()

    def words(self) -> str:
        """The settings in one line."""
        return settings_words(self._record.settings, self._record.points.name)
