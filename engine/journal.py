"""What a window is doing, in a folder of its own, so that it can be brought back after a crash.

A run is fixed by its points, its settings and the changes of those, so that a note of some hundred
bytes is enough to train it again, to the bit. Every file is written whole or not at all.
"""

import contextlib
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from engine.datasets import DATASETS, Points, make_points
from engine.disk import read_bounded, write_atomically
from engine.errors import InputError, RunFileError
from engine.forms import FORMS
from engine.lock import Lock
from engine.notes import AnyNote, RunNote, TabNote, WholeNote, WindowNote
from engine.point_form import points_of, programme_facts, programme_of
from engine.run_record import Origin
from engine.runfile import SUFFIX, write_portrait
from engine.sealed import DAMAGED, facts_of, sealed, unsealed

FORMAT, VERSION = "descent journal", 1
MOST_BYTES = 64 * 1024 * 1024
LOCK_NAME, NOTE_NAME = "lock", "journal.json"
WHAT = "a journal"

Facts = dict[str, Any]


class Journal:
    """The files of one window.

    Args:
        folder: Of this window alone. It is there, and held by its owner's lock.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._facts: dict[tuple[str, int], tuple[AnyNote, Facts]] = {}
        self._written: dict[int, tuple[Points, str]] = {}

    def write(self, note: WindowNote) -> None:
        """Writes down what the window is doing; points that are not made are written once.

        Raises:
            RunFileError: The disk is full, or the folder cannot be written to.
        """
        tabs = [self._tab_facts(tab) for tab in note.tabs]
        known = {"format": FORMAT, "version": VERSION}
        content = {**known, "tab": note.tab, "tabs": tabs, "drawing": note.drawing}
        write_atomically(self.folder / NOTE_NAME, [json.dumps(content).encode()])
        self._forget_points(note)

    def read(self) -> WindowNote:
        """What the window was doing.

        Raises:
            RunFileError: Nothing was written, or it cannot be understood.
        """
        content = read_bounded(self.folder / NOTE_NAME, MOST_BYTES, WHAT)
        try:
            facts = json.loads(content.decode())
            if (facts["format"], facts["version"]) != (FORMAT, VERSION):
                raise ValueError("It is of another version.")
            tabs = tuple(self._tab_note(one) for one in facts["tabs"])
            return WindowNote(str(facts["tab"]), tabs, str(facts["drawing"]))
        except (InputError, AttributeError, *DAMAGED) as error:
            raise RunFileError("What an earlier window was doing cannot be read.") from error

    # Writing ---------------------------------------------------------------------------------

    def _tab_facts(self, tab: TabNote) -> Facts:
        runs = [self._run_facts(tab.name, run) for run in tab.runs]
        return {"name": tab.name, "runs": runs, "current": tab.current, "position": tab.position}

    def _run_facts(self, tab: str, run: AnyNote) -> Facts:
        """Those of a run; what is the same as last time is not worked out again."""
        known = self._facts.get((tab, run.key))
        if known is not None and _is_noted(known[0], run):
            facts = known[1]
        elif isinstance(run, WholeNote):
            facts = {"file": self._keep_whole(tab, run)}
        else:
            facts = {
                **programme_facts(run.programme, run.events),
                "points": None if _is_made_here(run) else self._keep(run.points),
                "held_out": None if run.held_out is None else self._keep(run.held_out),
            }
        self._facts[tab, run.key] = (run, facts)
        origin = run.origin
        reached = {"head": run.head, "begun": run.begun}
        common = {"key": run.key, "assignment": run.assignment, **reached}
        left = None if origin is None else [origin.parent, origin.iteration]
        return {**common, "origin": left, **facts}

    def _keep_whole(self, tab: str, run: WholeNote) -> str:
        """Writes a run down, and says in which file it is."""
        name = f"{tab}-{run.key}{SUFFIX}"
        if run.portrait is not None:
            write_portrait(self.folder / name, run.portrait)
        return name

    def _keep(self, points: Points) -> Facts:
        """Writes points down, unless that is done, and says in which file they are."""
        known = self._written.get(id(points))
        if known is None:
            name = f"points-{_hash(points)}.safetensors"
            if not (self.folder / name).exists():
                content = sealed({}, {"X": (points.X,), "y": (points.y,)})
                write_atomically(self.folder / name, [content])
            known = self._written[id(points)] = (points, name)
        return {"file": known[1], "name": points.name, "note": points.note}

    def _forget_points(self, note: WindowNote) -> None:
        """Removes the files of points that no run has any more, and of runs that are gone."""
        self._forget_whole(note)
        runs = [run for tab in note.tabs for run in tab.runs if isinstance(run, RunNote)]
        wanted = {id(points) for run in runs for points in (run.points, run.held_out)}
        kept = {key: one for key, one in self._written.items() if key in wanted}
        names = {name for _, name in kept.values()}
        for _, name in self._written.values():
            if name not in names:
                with contextlib.suppress(OSError):
                    (self.folder / name).unlink(missing_ok=True)
        self._written = kept

    def _forget_whole(self, note: WindowNote) -> None:
        there = {(tab.name, run.key) for tab in note.tabs for run in tab.runs}
        for place, (run, facts) in list(self._facts.items()):
            if place not in there:
                del self._facts[place]
                if isinstance(run, WholeNote):
                    with contextlib.suppress(OSError):
                        (self.folder / facts["file"]).unlink(missing_ok=True)

    # Reading ---------------------------------------------------------------------------------

    def _tab_note(self, facts: Facts) -> TabNote:
        runs = tuple(self._run_note(one) for one in facts["runs"])
        return TabNote(str(facts["name"]), runs, int(facts["current"]), int(facts["position"]))

    def _run_note(self, facts: Facts) -> AnyNote:
        assignment = facts["assignment"]
        if assignment not in FORMS:
            raise ValueError(f"There is no assignment {assignment!r}.")
        left = facts["origin"]
        origin = None if left is None else Origin(int(left[0]), int(left[1]))
        if FORMS[assignment].journalled:
            return self._whole_note(facts, origin)
        programme, events = programme_of(assignment, facts)
        settings = programme.changes[0].settings
        made = (settings.dataset, settings.points, settings.noise, settings.data_seed)
        points, held_out = facts["points"], facts["held_out"]
        return RunNote(
            key=int(facts["key"]),
            assignment=assignment,
            programme=programme,
            events=events,
            origin=origin,
            points=make_points(*made) if points is None else self._points(points),
            held_out=None if held_out is None else self._points(held_out),
            head=int(facts["head"]),
            begun=bool(facts.get("begun")),
        )

    def _whole_note(self, facts: Facts, origin: Origin | None) -> WholeNote:
        path = self.folder / Path(facts["file"]).name
        saved = facts_of(read_bounded(path, MOST_BYTES, WHAT), path.name, WHAT)
        programme, _ = programme_of(facts["assignment"], saved)
        key, head, begun = int(facts["key"]), int(facts["head"]), bool(facts.get("begun"))
        return WholeNote(key, facts["assignment"], programme, origin, head, begun, path=path)

    def _points(self, facts: Facts) -> Points:
        path = self.folder / Path(facts["file"]).name
        _, arrays = unsealed(read_bounded(path, MOST_BYTES, WHAT), path.name, WHAT)
        return points_of(facts, arrays["X"], arrays["y"])


def begin(root: Path, name: str) -> tuple[Journal, Lock] | None:
    """A folder for a window that opens now, held as long as it lives.

    Returns:
        None where there cannot be one: no permission, or a disk without locks.
    """
    folder = root / name
    try:
        folder.mkdir(parents=True)
    except OSError:
        return None
    lock = Lock.take(folder / LOCK_NAME)
    return None if lock is None else (Journal(folder), lock)


def abandoned(root: Path) -> list[tuple[Journal, Lock]]:
    """The journals whose windows have ended without removing them, oldest first; now held by us."""
    try:
        folders = sorted(one for one in root.iterdir() if one.is_dir())
    except OSError:
        return []
    found = []
    for folder in folders:
        lock = Lock.take(folder / LOCK_NAME)
        if lock is not None:
            found.append((Journal(folder), lock))
    return found


def end(journal: Journal, lock: Lock) -> None:
    """Removes a journal that is no longer needed."""
    with contextlib.suppress(OSError):
        (journal.folder / NOTE_NAME).unlink(missing_ok=True)
    lock.release()
    shutil.rmtree(journal.folder, ignore_errors=True)


def _is_made_here(run: RunNote) -> bool:
    """Whether its settings alone give its points, without scikit-learn."""
    settings = run.programme.changes[0].settings
    row = DATASETS.get(settings.dataset)
    if row is None or row.needs_scikit_learn:
        return False
    made = row.make(settings.points, settings.noise, settings.data_seed)
    return np.array_equal(made.X, run.points.X) and np.array_equal(made.y, run.points.y)


def _is_noted(known: AnyNote, run: AnyNote) -> bool:
    """Whether what is known of a run holds still; how far it is stands apart."""
    if isinstance(run, WholeNote):
        return known == run
    names = ("programme", "events", "origin", "points", "held_out")
    return all(getattr(known, name, ...) is getattr(run, name) for name in names)


def _hash(points: Points) -> str:
    return hashlib.sha256(points.X.tobytes() + points.y.tobytes()).hexdigest()[:24]
