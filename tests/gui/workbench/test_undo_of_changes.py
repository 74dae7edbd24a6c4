"""What Undo takes back of changes while a run trains."""

from engine.player import Pace
from tests.gui.inline import Bench
from tests.gui.workbench.stage import SETTINGS


def test_undo_takes_a_learning_rate_back_as_another_event(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.shelf.undo_stack.undo()
    bench.answer()
    assert bench.workbench.settings == SETTINGS
    events = [(one.iteration, one.settings.learning_rate) for one in bench.record.events]
    assert events == [(1, 0.5), (2, 0.05)]
    assert bench.record.head == 2
    bench.workbench.shelf.undo_stack.redo()
    bench.answer()
    assert bench.workbench.settings.learning_rate == 0.5


def test_undo_names_what_it_takes_back(bench: Bench) -> None:
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    assert bench.workbench.shelf.undo_stack.undoText() == "Change Learning Rate"


def test_undo_takes_a_drag_back_as_a_whole(bench: Bench) -> None:
    for rate in (0.1, 0.2, 0.3):
        bench.workbench.change(SETTINGS.changed(learning_rate=rate), "learning_rate")
        bench.wait(0.1)
    bench.workbench.shelf.undo_stack.undo()
    assert bench.workbench.settings == SETTINGS
    assert not bench.workbench.shelf.undo_stack.canUndo()
    bench.workbench.shelf.undo_stack.redo()
    assert bench.workbench.settings.learning_rate == 0.3


def test_two_drags_with_a_rest_between_are_taken_back_one_by_one(bench: Bench) -> None:
    for rate in (0.1, 0.2):
        bench.workbench.change(SETTINGS.changed(learning_rate=rate), "learning_rate")
        bench.wait(3)
    bench.workbench.shelf.undo_stack.undo()
    assert bench.workbench.settings.learning_rate == 0.1


def test_undo_of_a_rate_leaves_the_iterations_that_were_trained_since(bench: Bench) -> None:
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.play_to_end()
    bench.workbench.shelf.undo_stack.undo()
    bench.answer()
    assert bench.workbench.settings == SETTINGS.changed(iterations=80)


def test_undo_of_a_branch_opens_the_parent_where_it_stood(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    parent = bench.record
    bench.workbench.seek(12)
    bench.workbench.branch()
    bench.play_to_end()
    bench.workbench.shelf.undo_stack.undo()
    assert bench.record is parent
    assert bench.workbench.position == 12
    assert bench.workbench.shelf.records == (parent,)


def test_undo_goes_back_through_changes_of_every_kind(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.play_to_end()
    bench.workbench.seek(10)
    bench.workbench.change(bench.workbench.settings.changed(learning_rate=0.3))
    bench.play_to_end()
    bench.workbench.change(bench.workbench.settings.changed(batch_size=16))
    bench.play_to_end()
    stack = bench.workbench.shelf.undo_stack
    rates = []
    while stack.canUndo():
        stack.undo()
        bench.answer()
        settings = bench.workbench.settings
        rates.append((settings.learning_rate, settings.batch_size))
    assert rates == [(0.3, 4), (0.5, 4), (0.05, 4)]
