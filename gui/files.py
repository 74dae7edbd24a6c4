"""Files in the window: open, save, recent ones; settings through the clipboard; the window's title.

Reading and writing happen in another thread. What is opened goes to the tab that it is for.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSettings, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.errors import InputError
from engine.run_record import RunRecord
from engine.runfile import SUFFIX as RUN_SUFFIX
from engine.runfile import SavedRun, is_run_file, open_run, portrait_of, write_portrait
from engine.settings_file import (
    SharedSettings,
    is_settings_file,
    open_settings,
    save_settings,
    settings_of_text,
    settings_text,
)
from gui.announcements import Announcements
from gui.background import Background
from gui.desk import Desk
from gui.file_kinds import NETWORKS, OPENED, SAVED, network_with_ending, with_ending
from gui.marks import Mark, Marks
from gui.recent import RecentFiles
from gui.replacing import may_replace
from gui.tabs import Tab, home_of
from gui.widgets.message_bar import Message

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.mnist.tab import MnistTab

FOLDER = "folder"
"""Where the folder of the last dialog is kept between starts."""
REFUSALS = ("data", "network", "drawing")
"""Keys of messages in a tab that say why a file was not opened."""


class Files(QObject):
    """Opens and saves for a window.

    Args:
        window: Whose tabs they are.
        announcements: Where it tells what went wrong.
        store: What is remembered between starts.
    """

    def __init__(
        self, window: "MainWindow", announcements: Announcements, store: QSettings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._announcements = announcements
        self._store = store
        self._marks = Marks(window)
        self.recent = RecentFiles(store, self)
        self._errands = Background(self, QThread.Priority.InheritPriority)
        self._errands.slow.connect(self._tell_slow)
        self._errands.quick.connect(self._withdraw_slow)

    # Opening ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """Asks for a file and opens it."""
        path, _ = QFileDialog.getOpenFileName(
            self._window, "Open", self._folder(), ";;".join(OPENED)
        )
        if path:
            self._store.setValue(FOLDER, str(Path(path).parent))
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Opens a run, settings or data, as its name says."""
        self.forget_refusals()
        if is_run_file(path):
            words, work = f"Opening {path.name} …", partial(open_run, path)
            self._errands.do(
                words, work, partial(self._take_run, path), partial(self._refuse, path)
            )
        elif is_settings_file(path):
            try:
                self._take_settings(open_settings(path), f"Open {path.name}")
            except InputError as error:
                self._refuse(path, str(error))
            else:
                self.recent.add(path)
        else:
            home = home_of(path)
            if home is not None:
                self._window.show_tab(home)
            if self._window.tab is not None:
                self._window.tab.open_file(path)
                self.recent.add(path)

    def forget_refusals(self) -> None:
        """Says no longer why the last file was not opened: another one is tried."""
        self._announcements.withdraw("file")
        self._window.messages.withdraw_errors(REFUSALS)

    def _take_run(self, path: Path, saved: SavedRun) -> None:
        self._announcements.withdraw("file")
        self._window.show_tab(saved.tab)
        self._desk.reopening.open_saved(saved, f"Open {path.name}")
        self._marks.put(saved.record, Mark.of(path, saved.record))
        self.recent.add(path)
        self.show_title()

    def _take_settings(self, shared: SharedSettings, words: str) -> None:
        self._announcements.withdraw("file")
        self._window.show_tab(shared.tab)
        self._desk.reopening.open_settings(shared.settings, words)

    def _refuse(self, path: Path, sentence: str) -> None:
        if not path.exists():
            self.recent.forget(path)
        self._tell(sentence)

    # Saving ----------------------------------------------------------------------------------

    def save(self) -> None:
        """Saves the open run where it was saved before, or asks where."""
        path = self._marks.path_of(self._record())
        if path is not None:
            self._save_run(path)
        else:
            self.save_as()

    def save_as(self) -> None:
        """Asks where the open run, or its settings alone, are to be saved."""
        record = self._record()
        if record is None:
            return
        known = self._marks.path_of(record)
        proposed = known or Path(self._folder()) / f"{record.assignment}{RUN_SUFFIX}"
        name, kind = QFileDialog.getSaveFileName(
            self._window, "Save Run As", str(proposed), ";;".join(SAVED)
        )
        if name:
            path = with_ending(Path(name), kind)
            self._store.setValue(FOLDER, str(path.parent))
            if may_replace(self._window, Path(name), path):
                self.save_to(path)

    def save_network_as(self) -> None:
        """Asks where the network that answers is to be saved."""
        tab = cast("MnistTab", self._window.tab)  # the only one that offers it
        proposed = str(Path(self._folder()) / tab.network_name)
        name, _ = QFileDialog.getSaveFileName(self._window, "Save Network As", proposed, NETWORKS)
        if name:
            path = network_with_ending(Path(name))
            self._store.setValue(FOLDER, str(path.parent))
            if may_replace(self._window, Path(name), path):
                tab.save_network(path)

    def save_to(self, path: Path) -> None:
        """Saves the open run, or its settings where the name says so."""
        if is_settings_file(path):
            workbench = self._desk.workbench
            try:
                save_settings(path, workbench.record.assignment, workbench.settings)
            except InputError as error:
                self._tell(str(error))
            else:
                self._announcements.withdraw("file")
                self.recent.add(path)
        else:
            self._save_run(path)

    def _save_run(self, path: Path) -> None:
        desk = self._desk
        record = desk.workbench.record
        held_out = desk.held_out(record.points)
        portrait = portrait_of(record, desk.workbench.position, held_out)
        mark = Mark.of(path, record)
        self._errands.do(
            f"Saving {path.name} …",
            lambda: write_portrait(path, portrait),
            lambda _: self._note_saved(record, mark),
            self._tell,
        )

    def _note_saved(self, record: RunRecord, mark: Mark) -> None:
        self._announcements.withdraw("file")
        self._marks.put(record, mark)
        self.recent.add(mark.path)
        self.show_title()

    def may_close(self) -> bool:
        """Whether the window may close: asks where a file would stay behind its run."""
        for record, path in self._marks.changed():
            desk = self._desk_of(record)
            if desk is None:
                continue
            answer = ask_to_save(self._window, path.name)
            if answer == QMessageBox.StandardButton.Cancel:
                return False
            wished = answer == QMessageBox.StandardButton.Save
            if wished and not self._save_now(desk, record, path):
                return False
        return True

    def _save_now(self, desk: Desk, record: RunRecord, path: Path) -> bool:
        position = desk.workbench.position if record is self._record() else record.head
        try:
            write_portrait(path, portrait_of(record, position, desk.held_out(record.points)))
        except InputError as error:
            self._tell(str(error))
            return False
        self._marks.put(record, Mark.of(path, record))
        return True

    def close(self) -> None:
        """Waits for what is being written. Nothing is asked any more."""
        self._errands.close()
        self._marks.clear()

    # Settings --------------------------------------------------------------------------------

    def copy_settings(self) -> None:
        """The settings of the open run as text to the clipboard."""
        if self._record() is not None:
            workbench = self._desk.workbench
            text = settings_text(workbench.record.assignment, workbench.settings)
            QGuiApplication.clipboard().setText(text)

    def paste_settings(self) -> None:
        """A new run with the settings in the clipboard."""
        try:
            shared = settings_of_text(QGuiApplication.clipboard().text())
        except InputError as error:
            self._tell(str(error))
        else:
            self._take_settings(shared, "Paste Settings")

    # The title -------------------------------------------------------------------------------

    def follow(self, tab: Tab) -> None:
        """From now on the title tells of this tab's open run, too."""
        workbench = tab.desk.workbench
        for signal in (workbench.opened, workbench.grown, workbench.settings_changed):
            signal.connect(self._show_title_of_any)

    def _show_title_of_any(self, _what: object = None) -> None:
        self.show_title()

    def show_title(self) -> None:
        """The file of the open run, and whether it has changed since."""
        self._marks.show_title(self._record())

    # Words -----------------------------------------------------------------------------------

    def _tell(self, sentence: str) -> None:
        self._announcements.tell(Message("file", "bad", sentence))

    def _tell_slow(self, words: str) -> None:
        self._announcements.tell(Message("file-slow", "info", words))

    def _withdraw_slow(self) -> None:
        self._announcements.withdraw("file-slow")

    @property
    def _desk(self) -> Desk:
        """That of the tab that is shown.

        Raises:
            LookupError: There is no tab yet.
        """
        if self._window.tab is None:
            raise LookupError("No tab has been shown yet.")
        return self._window.tab.desk

    def _record(self) -> RunRecord | None:
        tab = self._window.tab
        return tab.desk.workbench.shelf.current if tab is not None else None

    def _desk_of(self, record: RunRecord) -> Desk | None:
        for tab in self._window.tabs:
            if record in tab.desk.workbench.shelf.records:
                return tab.desk
        return None

    def _folder(self) -> str:
        folder = self._store.value(FOLDER)
        return folder if isinstance(folder, str) and Path(folder).is_dir() else str(Path.home())


def ask_to_save(window: QWidget, name: str) -> QMessageBox.StandardButton:
    """Asks whether a run that has changed since it was saved is to be saved again."""
    buttons = QMessageBox.StandardButton
    return QMessageBox.question(
        window,
        "Save Run",
        f"The run in {name} has changed since it was saved. Save it?",
        buttons.Save | buttons.Discard | buttons.Cancel,
        buttons.Save,
    )
