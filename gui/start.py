"""The way to the window: its options, and what can be missing before it opens.

A missing system library, display or platform becomes one sentence that says what to do. Imports
Qt only inside functions, so that the sentence can be said without it.
"""

import ctypes
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from engine.options import BAD_INPUT, OptionParser

TABS = ("linear", "planar", "mnist")

XCB_LIBRARIES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
}
"""What the xcb platform loads beyond Qt itself, with its package in Debian and in Fedora."""

LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
    **XCB_LIBRARIES,
}
"""Every library that Qt takes from the system, with its package in Debian and in Fedora."""


def start_window(arguments: list[str]) -> int:
    """Open the window and stay until it closes.

    Args:
        arguments: The words after `main.py`.

    Returns:
        The exit code: 0, or 2 when the words, the libraries or the display are not usable.
    """
    options = _parser().parse_args(arguments)
    if options.file is not None and not options.file.is_file():
        return _refuse(f"There is no file {options.file}. Give the path of one, or none at all.")
    try:
        say_what_qt_lacks()
        from gui.app import run_window
    except ImportError as error:
        sentence = library_sentence(str(error))
        if not sentence:
            raise
        return _refuse(sentence)
    return run_window(options.file, options.tab)


def _parser() -> OptionParser:
    parser = OptionParser(
        prog="main.py",
        description="Opens the window of Descent.",
        epilog="Without a window: main.py train, check, predict or export, each with --help.",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a file to open")
    parser.add_argument("--tab", choices=TABS, help="the tab to show first")
    return parser


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return BAD_INPUT


def library_sentence(message: str) -> str:
    """The sentence for an import that failed for want of a system library, "" for another failure.

    Args:
        message: What the loader said, "libEGL.so.1: cannot open shared object file: …".
    """
    found = re.search(r"(lib\S+\.so[.\d]*): cannot open shared object file", message)
    if found is None:
        return ""
    missing = missing_libraries(LIBRARIES)
    return _install_sentence(
        [found.group(1), *(name for name in missing if name != found.group(1))]
    )


def missing_libraries(
    names: Mapping[str, object], load: Callable[[str], object] = ctypes.CDLL
) -> list[str]:
    """Those of some system libraries that cannot be loaded."""

    def is_missing(name: str) -> bool:
        try:
            load(name)
        except OSError:
            return True
        return False

    return [name for name in names if is_missing(name)]


def _install_sentence(libraries: list[str]) -> str:
    known = [LIBRARIES[name] for name in libraries if name in LIBRARIES]
    lacks = f"Qt lacks the system's {'library' if len(libraries) == 1 else 'libraries'}"
    if not known:
        return f"{lacks} {', '.join(libraries)}. Install the package that holds it."
    debian = " ".join(dict.fromkeys(packages[0] for packages in known))
    fedora = " ".join(dict.fromkeys(packages[1] for packages in known))
    return (
        f"{lacks} {', '.join(libraries)}. Install with 'apt install {debian}' (Debian, Ubuntu) "
        f"or 'dnf install {fedora}' (Fedora)."
    )


def platform_sentence(said: str, environment: Mapping[str, str], missing: list[str]) -> str:
    """The sentence for a window that Qt could not open.

    Args:
        said: All that Qt said before it gave up.
        environment: `os.environ`, which names display and platform.
        missing: The libraries of the xcb platform that cannot be loaded.
    """
    platform = environment.get("QT_QPA_PLATFORM", "")
    unknown = re.search(r'Could not find the Qt platform plugin "([^"]*)"', said)
    if unknown and platform:
        return (
            f"Qt has no platform {unknown.group(1)!r}, which QT_QPA_PLATFORM asks for. "
            "Unset QT_QPA_PLATFORM, or set it to xcb, wayland or offscreen."
        )
    if missing:
        return _install_sentence(missing)
    display = environment.get("DISPLAY", "")
    if display:
        return (
            f"The display {display!r} does not answer. Start Descent in a graphical session, or "
            "set DISPLAY to a display that runs."
        )
    if environment.get("WAYLAND_DISPLAY") and not unknown:
        return (
            f"The Wayland display {environment['WAYLAND_DISPLAY']!r} does not answer. "
            "Start Descent in a graphical session, or set WAYLAND_DISPLAY or DISPLAY."
        )
    return (
        "There is no display to open a window on. Start Descent in a graphical session, or set "
        "DISPLAY; 'python main.py train --help' shows what works without a window."
    )


NO_PLATFORM = "no Qt platform plugin could be initialized"
"""What Qt says last when it cannot open a window; any other end of it is a fault of ours."""


def say_what_qt_lacks() -> None:
    """From now on end with one sentence and code 2 where Qt would abort for want of a display.

    What Qt says about the platform is kept back until then; all else goes to standard error as it
    would without us.
    """
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    held: list[str] = []

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        text = message or ""
        if kind == QtMsgType.QtFatalMsg and NO_PLATFORM in text:
            missing = missing_libraries(XCB_LIBRARIES) if sys.platform == "linux" else []
            sentence = platform_sentence("\n".join(held), os.environ, missing)
            sys.stderr.write(sentence + "\n")
            sys.stderr.flush()
            os._exit(BAD_INPUT)
        if (getattr(context, "category", None) or "").startswith("qt.qpa"):
            held.append(text)
        else:
            sys.stderr.write(text + "\n")

    qInstallMessageHandler(handle)
