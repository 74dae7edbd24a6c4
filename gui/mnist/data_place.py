"""Which images are used, and the two ways to others: a file, and a download with its progress."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.appearance import Appearance
from gui.words import LiveWords, Words

MEGABYTE = 1e6
DOWNLOAD = (
    "Download MNIST (11 MB)",
    "Fetch the 70,000 images of MNIST and keep them where Keras does",
)
USE = ("Use MNIST", "The 70,000 images of MNIST, which are on this disk where Keras keeps them")
"""What the button says before MNIST has been fetched, and after."""
PARTED = "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}"
"""Between the counts, which stay in one line."""


class DataPlace(QWidget):
    """The data in a few words.

    Signals:
        file_wished: A file of images is to be opened.
        download_wished: MNIST is to be fetched.
        cancel_wished: It is no longer to be fetched.

    Args:
        appearance: Colours and sizes.
    """

    file_wished = Signal()
    download_wished = Signal()
    cancel_wished = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.open = QPushButton("Open…")
        self.open.setProperty("role", "small")
        self.open.setToolTip("Open MNIST: mnist.npz, or one of the four IDX files (Ctrl+O)")
        self.open.setAccessibleName("Open a file of images")
        self.name = Words(appearance)
        self.note = Words(appearance, role="caption")
        for words in (self.name, self.note):
            words.setWordWrap(True)
        self.download = QPushButton(DOWNLOAD[0])
        self._progress = QWidget()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Download")
        self._told = LiveWords(appearance, role="caption")
        self.cancel = QPushButton("Cancel")
        self.cancel.setProperty("role", "small")
        self.cancel.setAccessibleName("Cancel the download")
        self._arrange()
        self.open.clicked.connect(self.file_wished)
        self.download.clicked.connect(self.download_wished)
        self.cancel.clicked.connect(self.cancel_wished)
        self.show_progress(0, 0, None)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        head = QHBoxLayout()
        head.addWidget(Words(self._appearance, "Data", "title"), 1)
        head.addWidget(self.open)
        foot = QHBoxLayout()
        foot.setSpacing(sizes.gap)
        foot.addWidget(self._told, 1)
        foot.addWidget(self.cancel)
        progress = QVBoxLayout(self._progress)
        progress.setContentsMargins(0, 0, 0, 0)
        progress.setSpacing(sizes.inside)
        progress.addWidget(self.bar)
        progress.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.around, sizes.around, sizes.around, 0)
        column.setSpacing(sizes.row_gap)
        column.addLayout(head)
        column.addWidget(self.name)
        column.addWidget(self.note)
        column.addWidget(self.download, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._progress)

    def show_data(self, name: str, note: str, *, offer: bool, on_disk: bool = False) -> None:
        """Shows what is used.

        Args:
            name: What the images are called.
            note: What must be said of them; empty for nothing.
            offer: Whether there is better to be had by a download.
            on_disk: Whether a download has been made before.
        """
        words, tooltip = USE if on_disk else DOWNLOAD
        self.download.setText(words)
        self.download.setToolTip(tooltip)
        self.name.setText(name.replace(" / ", PARTED))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._offer = offer
        self.download.setVisible(offer and self._progress.isHidden())

    _offer = False

    def show_progress(self, done: int, of: int, seconds_left: float | None) -> None:
        """Shows how far the download is, in bytes; of 0 bytes, that there is none."""
        going = of > 0
        had_focus = self.cancel.hasFocus() or self.download.hasFocus()
        self._progress.setVisible(going)
        self.download.setVisible(self._offer and not going)
        if had_focus and going:
            self.cancel.setFocus()
        elif had_focus and not self.download.isHidden():
            self.download.setFocus()
        if not going:
            return
        self.bar.setRange(0, of if done else 0)
        self.bar.setValue(done)
        left = "" if seconds_left is None else f", {seconds_left:.0f} s left"
        known = f"{done / MEGABYTE:.1f} of {of / MEGABYTE:.1f} MB{left}"
        self._told.setText(known if done else "Asking for it …")
