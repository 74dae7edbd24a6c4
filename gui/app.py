"""Starts the application and its window; brings errors of our own to the person."""

import signal
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from gui.appearance import Appearance
from gui.evenness import keep_frames_even
from gui.main_window import MainWindow
from gui.recovery import Recovery, state_folder


class ErrorHook(QObject):
    """Brings an error of our own to the window, from whatever thread it was raised in.

    `sys.excepthook` is called in the thread that raised; a signal carries it over.

    Signals:
        caught: (sentence, traceback).
    """

    caught = Signal(str, str)

    def install(self) -> None:
        """From now on errors are shown and printed instead of only printed."""
        sys.excepthook = self._catch

    def _catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, Exception):
            detail = "".join(traceback.format_exception(kind, error, trace))
            self.caught.emit(
                f"The window met an error of its own: {kind.__name__}: {error}", detail
            )


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The application, named so that its folders and settings have their place."""
    app = QApplication(arguments or ["descent"])
    app.setApplicationName("Descent")
    app.setApplicationDisplayName("Descent")
    app.setOrganizationName("Descent")
    app.setDesktopFileName("descent")
    return app


def run_window(file: Path | None, tab: str | None) -> int:
    """Opens the window and stays until it closes.

    Args:
        file: A file of data to open, or None.
        tab: Name of the tab to show first, or None for the one shown last.

    Returns:
        The exit code.
    """
    # Qt's loop runs no Python in which Ctrl+C could be noticed; the workers end with their pipes.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = make_application()
    window, _ = make_window(app, tab)
    keep_frames_even()
    if file is not None:
        QTimer.singleShot(0, window, lambda: window.open_file(file))
    return app.exec()


def make_window(app: QApplication, tab: str | None) -> tuple[MainWindow, Recovery]:
    """The window as it is between starts, shown, with the journal that it keeps.

    Args:
        app: The application.
        tab: Name of the tab to show first, or None for the one shown last.
    """
    appearance = Appearance()
    store = QSettings()
    mode = store.value("appearance")
    if mode in ("light", "dark"):
        appearance.mode = mode  # before anything is dressed: dressing twice is dear
    appearance.apply(app)
    window = MainWindow(appearance, store)
    hook = ErrorHook(window)
    hook.caught.connect(window.show_own_error)
    hook.install()
    window.restore(tab)
    window.show()
    recovery = Recovery(window, window.announcements, state_folder())
    window.closed.connect(recovery.close)
    QTimer.singleShot(0, recovery, recovery.start)
    return window, recovery
