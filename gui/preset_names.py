"""Which preset each run began from, and what a run is called: by what differs from its preset."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.run_record import RunRecord
from engine.words import difference_words


class PresetNames(QObject):
    """The preset that changes are told against, run by run.

    Signals:
        chosen: (name) of the preset that holds from now on.

    Args:
        presets: Settings by their names; the first holds at the beginning.
        parent: Qt's owner.
    """

    chosen = Signal(str)

    def __init__(self, presets: Mapping[str, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presets = presets
        self._name = next(iter(presets))
        self._of_run: dict[int, str] = {}

    @property
    def name(self) -> str:
        """The preset that holds now."""
        return self._name

    @property
    def settings(self) -> Any:
        """Its settings."""
        return self._presets[self._name]

    def choose(self, name: str) -> None:
        """Lets a preset hold for the run that is about to be opened."""
        self._name = name
        self.chosen.emit(name)

    def choose_nearest(self, settings: Any) -> None:
        """Lets the preset hold from which these settings differ least."""
        self.choose(self._nearest(settings))

    def welcome(self, record: RunRecord) -> None:
        """Takes a run from elsewhere: it is told against the preset that is nearest to it."""
        self._of_run[record.key] = self._nearest(record.settings)

    def follow(self, record: RunRecord) -> None:
        """A run was opened: the preset that it began from holds, also after Undo."""
        name = self._preset_of(record)
        if name != self._name:
            self.choose(name)

    def words_for(self, record: RunRecord, others: Iterable[RunRecord] = ()) -> str:
        """What a run is called in the list: what differs from its preset, where it branched.

        Args:
            record: The run.
            others: The runs of the list; where they learn from images of several kinds, these are
                told too, since no setting tells them.
        """
        name = self._preset_of(record)
        points = getattr(record.points, "name", "")
        words = difference_words(record.settings, self._presets[name], points)
        if not hasattr(record.settings, "dataset") and len({_images(one) for one in others}) > 1:
            words = ", ".join(filter(None, (_images(record), words)))
        words = words or name
        return f"from {record.origin.iteration:,}: {words}" if record.origin else words

    def _preset_of(self, record: RunRecord) -> str:
        """The preset that a run began from; for one from elsewhere the one nearest to it."""
        if record.key not in self._of_run:
            fits = type(self.settings) is type(record.settings)
            self._of_run[record.key] = self._name if fits else self._nearest(record.settings)
        return self._of_run[record.key]

    def _nearest(self, settings: Any) -> str:
        fitting = {
            name: len(settings.differences(preset))
            for name, preset in self._presets.items()
            if type(preset) is type(settings)
        }
        return min(fitting, key=lambda name: fitting[name], default=self._name)


def _images(record: RunRecord) -> str:
    """What the images of a run are called, without how many there are."""
    return str(getattr(record.points, "name", "")).rsplit(" (", 1)[0]
