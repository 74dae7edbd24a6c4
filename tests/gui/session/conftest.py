"""Sessions with real processes, ended after each test."""

from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

import pytest
from pytestqt.qtbot import QtBot

from gui.session import Session
from tests.gui.session.listeners import SETTINGS, Desk, Listener, MakeSession


@pytest.fixture
def make(urgent: None, qtbot: QtBot) -> Iterator[MakeSession]:
    made: list[Session] = []

    def make_one(target: Callable[[Connection], None]) -> tuple[Session, Listener]:
        session = Session("descent-test", target)
        made.append(session)
        return session, Listener(session)

    yield make_one
    for session in made:
        session.close(patient=False)


@pytest.fixture
def desk(urgent: None, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(SETTINGS)
    yield made
    made.workbench.pause()
    made.workbench.tick()
    made.session.close()
