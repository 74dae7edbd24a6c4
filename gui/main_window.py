"""The window: a tab for each assignment, menus, the keys that work everywhere, and its ending."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QMimeData, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui.about import show_about, show_keys
from gui.announcements import Announcements
from gui.appearance import Appearance
from gui.assistant import Assistant
from gui.drops import take_copy
from gui.file_kinds import is_saved
from gui.files import Files
from gui.kept_room import KeptRoom
from gui.memory import Memory, Remembering
from gui.menus import Menus
from gui.side_windows import SideWindows
from gui.tabs import TABS, Tab
from gui.widgets.message_bar import Message, MessageBar
from gui.window_head import WindowHead

FIRST_SIZE = (1280, 800)
SMALLEST_SIZE = (900, 600)


class MainWindow(QMainWindow):
    """The window of the program.

    Signals:
        closed: The window closes, as it should.
        tab_made: (Tab) that is shown for the first time.

    Args:
        appearance: Colours and sizes.
        store: Where geometry, tab and appearance are kept between starts.
    """

    closed = Signal()
    tab_made = Signal(object)

    def __init__(self, appearance: Appearance, store: QSettings | None = None) -> None:
        super().__init__()
        self._appearance = appearance
        self._store = store if store is not None else QSettings()
        self._memory = Memory(self._store)
        self._remembering = Remembering(self, self._remember)
        self._assistant = Assistant(self)
        self.setWindowTitle("Descent")
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST_SIZE)
        self.resize(*FIRST_SIZE)
        self._message_bars: dict[int, MessageBar] = {}
        self._head = WindowHead(appearance, tuple(kind.title for kind in TABS))
        self._bar = self._head.tabs
        self._stack = QStackedWidget()
        self._made: dict[str, QWidget] = {}
        for index in range(len(TABS)):
            self._stack.addWidget(self._make_page(index))
        self._arrange()
        self.announcements = Announcements(self._message_bars.values(), self)
        self.files = Files(self, self.announcements, self._store)
        self._side_windows = SideWindows(self, appearance)
        self.menus = Menus(self, appearance)
        self._head.offer_place(self.menus.settings_place, "dock-left")
        self._head.offer_place(self.menus.inspector_place, "dock-right")
        self._bar.currentChanged.connect(self._show_tab)
        self._show_tab(0)

    # Building --------------------------------------------------------------------------------

    def _arrange(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(content)
        self._head.theme_button.clicked.connect(self._swap_theme)
        self._appearance.changed.connect(self._remembering.soon)
        self._bar.currentChanged.connect(self._remembering.soon)

    # Tabs ------------------------------------------------------------------------------------

    @property
    def tab(self) -> Tab | None:
        """The tab that is shown, or None where it is not built yet."""
        widget = self._made.get(TABS[self._stack.currentIndex()].name)
        return cast("Tab", widget) if hasattr(widget, "desk") else None

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs that have been made, in the order in which they were first shown."""
        return tuple(tab for _, tab in self.named_tabs)

    @property
    def named_tabs(self) -> tuple[tuple[str, Tab], ...]:
        """The same, each with its name."""
        return tuple(
            (name, cast("Tab", one)) for name, one in self._made.items() if hasattr(one, "desk")
        )

    @property
    def tab_name(self) -> str:
        """The name of the tab that is shown."""
        return TABS[self._stack.currentIndex()].name

    @property
    def messages(self) -> MessageBar:
        """The message bar of the tab that is shown."""
        return self._message_bars[self._stack.currentIndex()]

    def _make_page(self, index: int) -> QWidget:
        """A message bar, and room for a tab beneath it."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._message_bars[index] = MessageBar(self._appearance)
        column.addWidget(KeptRoom(self._message_bars[index]))
        return page

    @Slot(int)
    def _show_tab(self, index: int) -> None:
        kind = TABS[index]
        if kind.name not in self._made:
            widget = kind.make(self._appearance, self._assistant)
            if hasattr(widget, "desk"):
                self._listen_to(cast("Tab", widget), self._message_bars[index])
            self._made[kind.name] = widget
            room = self._stack.widget(index).layout()
            if room is not None:
                room.addWidget(widget)
            if hasattr(widget, "desk"):
                self._memory.bring_back(kind.name, cast("Tab", widget))
        self._stack.setCurrentIndex(index)
        self.menus.follow(self.tab)
        self.files.show_title()

    def _listen_to(self, tab: Tab, messages: MessageBar) -> None:
        tab.told.connect(messages.show_message)
        tab.withdrawn.connect(messages.withdraw)
        messages.action_pressed.connect(tab.desk.act)
        tab.desk.file_wished.connect(self.choose_file)
        tab.places.folded.connect(self.menus.show_places)
        self.files.follow(tab)
        self._remembering.follow(tab)
        self.tab_made.emit(tab)

    def show_tab(self, name: str) -> None:
        """Shows the tab of this name."""
        self._bar.setCurrentIndex([kind.name for kind in TABS].index(name))

    # Files -----------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Asks for a file: a run, settings or data."""
        self.files.choose()

    def open_file(self, path: Path) -> None:
        """Opens a run in its tab, or data in the tab that is shown."""
        self.files.open(path)

    def open_export(self) -> None:
        """Opens the window in which the run that is shown is exported."""
        if self.tab is not None:
            self._side_windows.open_export(self.tab)

    def open_reproduction(self) -> None:
        """Opens the window in which the assignments' numbers are computed."""
        self._side_windows.open_reproduction(self.tab)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes runs and settings, and other files where the tab can use them."""
        path = _local_file(event.mimeData())
        if path is not None and (is_saved(path) or self.tab is not None):
            take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens the file that was dropped."""
        path = _local_file(event.mimeData())
        if path is not None:
            take_copy(event)
            self.open_file(path)

    # Appearance ------------------------------------------------------------------------------

    def _swap_theme(self) -> None:
        self._appearance.set_mode("light" if self._appearance.theme.dark else "dark")
        self.menus.show_appearance()

    def present(self, presenting: bool) -> None:
        """Presentation mode: the whole screen, large type, only pictures and transport.

        It is painted when all has its place, not on the way there.
        """
        self.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))
        self._appearance.set_presenting(presenting)
        self.menuBar().setVisible(not presenting)
        self._head.setVisible(not presenting)
        if presenting:
            self.showFullScreen()
        else:
            self.showNormal()

    # Between starts --------------------------------------------------------------------------

    def restore(self, tab: str | None) -> None:
        """Geometry, appearance and tab of the last time; `tab`, where it is given, wins."""
        geometry = self._store.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        mode = self._store.value("appearance")
        if mode in ("light", "dark", "system") and mode != self._appearance.mode:
            self._appearance.set_mode(mode)
        self.menus.show_appearance()
        last = tab or self._store.value("tab")
        if last in [kind.name for kind in TABS]:
            self.show_tab(str(last))
        if not self._store.isWritable():
            self._tell_unwritable()

    def moveEvent(self, event: QMoveEvent) -> None:
        """The next start opens the window here, too."""
        super().moveEvent(event)
        self._remembering.soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """And in this size."""
        super().resizeEvent(event)
        self._remembering.soon()

    def _remember(self) -> None:
        for name, tab in self.named_tabs:
            self._memory.keep(name, tab)
        self._store.setValue("geometry", self.saveGeometry())
        self._store.setValue("appearance", self._appearance.mode)
        self._store.setValue("tab", TABS[self._bar.currentIndex()].name)
        self._store.sync()

    def _tell_unwritable(self) -> None:
        """Says now what could not be seen any more when the window closes."""
        self.messages.show_message(
            Message(
                "store",
                "warn",
                "What the window remembers cannot be written to"
                f" {self._store.fileName()}. Check that you may write there.",
            )
        )

    # Endings ---------------------------------------------------------------------------------

    @Slot(str, str)
    def show_own_error(self, sentence: str, detail: str) -> None:
        """Shows an error of our own; the window stays usable."""
        self.messages.show_message(Message("own-error", "bad", sentence, detail))

    def show_keys(self) -> None:
        """Which keys do what."""
        show_keys(self)

    def show_about(self) -> None:
        """What this is and where its files lie."""
        show_about(self, Path(self._store.fileName()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers, ends all processes, and closes; or not, where a run is to be saved first."""
        if not self.files.may_close():
            event.ignore()
            return
        self._remembering.stop()
        self._remember()
        self.closed.emit()
        self.files.close()
        self._side_windows.close()
        desks = [tab.desk for tab in self.tabs]
        for desk in desks:
            desk.ask_to_quit()
        self._assistant.ask_to_quit()
        for desk in desks:
            desk.close()
        self._assistant.close()
        super().closeEvent(event)


def _local_file(data: QMimeData) -> Path | None:
    """The first local file that is being dragged."""
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None
