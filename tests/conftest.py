"""What all tests share: no display, one BLAS thread, folders of their own, nothing left behind."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from PySide6.QtGui import QGuiApplication

from tests.leftovers import Leftovers, remember_where_things_start
from tests.xvfb import Display, displays

os.environ["QT_QPA_PLATFORM"] = "offscreen"
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

# The same examples each time: a suite that fails now and then is not believed.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def _where_things_start() -> Iterator[None]:
    with remember_where_things_start():
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_on_the_clipboard() -> Iterator[None]:
    """Without a display Qt deletes what was copied after Python has gone, and crashes."""
    yield
    if isinstance(QGuiApplication.instance(), QGuiApplication):
        QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def nothing_is_left_behind(_where_things_start: None) -> Iterator[None]:
    """Fail a test after which a child process, a QThread or a running QTimer is still there."""
    leftovers = Leftovers()
    yield
    found = leftovers.found()
    if found:
        pytest.fail("This test leaves behind:\n" + "\n".join(found), pytrace=False)


@pytest.fixture(autouse=True)
def folders_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let each test find empty folders for settings, data and caches (QSettings, platformdirs)."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    for variable in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home / variable.lower()))


@pytest.fixture(scope="session")
def display() -> Iterator[Display]:
    """A display of Xvfb, for programs that are started as a person would start them."""
    yield from displays()
