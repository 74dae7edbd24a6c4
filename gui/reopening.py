"""What comes back to a tab: a run from a file, the runs of an earlier window, settings."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.point_settings import OWN_FILE
from engine.run_record import Origin, RunRecord
from engine.runfile import SavedRun
from gui.data_source import Source, Wish, own_file_settings
from gui.preset_names import PresetNames
from gui.workbench import Workbench


class Reopening:
    """Opens what was saved, for a desk.

    Args:
        workbench: Where it is opened.
        source: Where a run's data are read again that its file only names.
        presets: Told which preset is nearest.
        hold_out: Takes (points to learn from, points held out).
        open_new: Takes (settings, points, words): begins a new run.
    """

    def __init__(
        self,
        workbench: Workbench,
        source: Source,
        presets: PresetNames,
        hold_out: Callable[[Any, Any], None],
        open_new: Callable[[Any, Any, str], None],
    ) -> None:
        self._workbench = workbench
        self._source = source
        self._presets = presets
        self._hold_out = hold_out
        self._open_new = open_new

    def open_saved(self, saved: SavedRun, words: str) -> None:
        """Opens a run that was saved, with its whole timeline.

        Args:
            saved: What its file brought back.
            words: What Undo will name.
        """
        record: RunRecord = saved.record
        record.key = self._workbench.shelf.new_key()
        if saved.held_out is not None:
            self._hold_out(record.points, saved.held_out)

        def take(points: Any) -> None:
            record.points = points
            self._presets.choose_nearest(record.settings)
            self._workbench.open_record(record, saved.position, words)

        self._source.complete(Wish(record.settings, words, then=take), record.points)

    def bring_back(
        self,
        records: Mapping[int, RunRecord],
        held_out: Mapping[int, Any],
        current: int,
        position: int,
    ) -> None:
        """Puts the runs of an earlier window on the shelf and opens one of them.

        Args:
            records: By the keys that they had there.
            held_out: Points that were parted from theirs, by the same keys.
            current: The key of the one that was open.
            position: The iteration that it showed.
        """
        self._rename(records)
        for key, points in held_out.items():
            if key in records:
                self._hold_out(records[key].points, points)
        opened = records.get(current) or next(reversed(list(records.values())))
        lacking, words = opened.points, "Restore Runs"

        def take(points: Any) -> None:
            for record in records.values():
                if getattr(record.points, "source", record) == getattr(lacking, "source", None):
                    record.points = points
                self._presets.welcome(record)
            self._presets.choose_nearest(opened.settings)
            self._workbench.pause()
            shown = self._workbench.position
            self._workbench.shelf.bring(tuple(records.values()), opened, position, shown, words)

        self._source.complete(Wish(opened.settings, words, then=take), lacking)

    def _rename(self, records: Mapping[int, RunRecord]) -> None:
        """Gives runs keys of this window, and branches the parents that they had."""
        new_keys = {key: self._workbench.shelf.new_key() for key in records}
        for key, record in records.items():
            record.key = new_keys[key]
            if record.origin is not None:
                parent = new_keys.get(record.origin.parent, 0)
                record.origin = Origin(parent, record.origin.iteration)

    def open_settings(self, settings: Any, words: str) -> None:
        """Opens a new run with settings that were shared.

        Settings of own points are tried on the points of the open run.

        Args:
            settings: Of one of the kinds of this assignment.
            words: What Undo will name.
        """
        self._presets.choose_nearest(settings)
        if getattr(settings, "dataset", "") == OWN_FILE:
            points = self._workbench.record.points
            self._workbench.pause()
            self._open_new(own_file_settings(settings, points), points, words)
        else:
            self._source.make(Wish(settings, words))
