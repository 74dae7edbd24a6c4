"""Steps that can be undone."""

from collections.abc import Iterator

import pytest

from gui.undo_steps import Step, UndoSteps

MOST = 4


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def steps() -> Iterator[UndoSteps]:
    yield UndoSteps(MOST)


def step(name: str, said: list[str], merge: str = "", *, joins: bool = True) -> Step:
    return Step(lambda: said.append(f"not {name}"), lambda: said.append(name), merge, lambda: joins)


def test_what_was_done_is_undone_from_the_end_and_done_again_in_order(
    steps: UndoSteps, said: list[str]
) -> None:
    for name in "abc":
        steps.add(name, step(name, said))
    assert said == []
    steps.stack.undo()
    steps.stack.undo()
    assert said == ["not c", "not b"]
    steps.stack.redo()
    steps.stack.redo()
    assert said == ["not c", "not b", "b", "c"]
    assert not steps.stack.canRedo()


def test_a_step_forgets_those_that_were_undone(steps: UndoSteps, said: list[str]) -> None:
    for name in "ab":
        steps.add(name, step(name, said))
    steps.stack.undo()
    steps.add("c", step("c", said))
    assert not steps.stack.canRedo()
    assert steps.stack.undoText() == "c"
    steps.stack.setIndex(0)
    assert said == ["not b", "not c", "not a"]


def test_steps_of_one_name_are_undone_and_done_again_at_once(
    steps: UndoSteps, said: list[str]
) -> None:
    steps.add("first", step("a", said, "drag"))
    steps.add("second", step("b", said, "drag"))
    assert (steps.stack.count(), steps.stack.undoText()) == (1, "first")
    steps.stack.undo()
    steps.stack.redo()
    assert said == ["not a", "b"]


@pytest.mark.parametrize(("merge", "joins"), [("", True), ("other", True), ("drag", False)])
def test_others_stay_apart(steps: UndoSteps, said: list[str], merge: str, joins: bool) -> None:
    steps.add("first", step("a", said, "drag", joins=joins))
    steps.add("second", step("b", said, merge))
    assert steps.stack.count() == 2


def test_a_step_after_an_undone_one_of_its_name_stands_by_itself(
    steps: UndoSteps, said: list[str]
) -> None:
    steps.add("first", step("a", said, "drag"))
    steps.add("other", step("b", said))
    steps.stack.undo()
    steps.add("second", step("c", said, "drag"))
    assert steps.stack.count() == 2
    steps.stack.setIndex(0)
    assert said == ["not b", "not c", "not a"]


def test_the_oldest_steps_are_forgotten_and_the_others_stay_right(
    steps: UndoSteps, said: list[str]
) -> None:
    for name in "abcdef":
        steps.add(name, step(name, said))
    assert said == []
    steps.stack.setIndex(0)
    assert said == ["not f", "not e", "not d", "not c"]
    steps.stack.setIndex(MOST)
    assert said[MOST:] == ["c", "d", "e", "f"]


def test_forgetting_undoes_nothing(steps: UndoSteps, said: list[str]) -> None:
    steps.add("a", step("a", said))
    steps.forget()
    assert not steps.stack.canUndo()
    assert said == []
    steps.add("b", step("b", said))
    steps.stack.undo()
    assert said == ["not b"]


def test_buttons_never_hear_that_nothing_can_be_undone_while_steps_are_added(
    steps: UndoSteps, said: list[str]
) -> None:
    heard: list[bool] = []
    steps.stack.canUndoChanged.connect(heard.append)
    for name in "ab":
        steps.add(name, step(name, said))
    assert heard == [True, True]
