"""How settings are declared, what is read from the declaration, and what a wrong value is told."""

import json
import math

import pytest
from pydantic import ValidationError

from engine.errors import InputError, SettingsError
from engine.settings import Declared, Kind, Settings, declared, kind_of, setting, validated


class Oven(Settings):
    """A settings class that uses everything that a declaration can say."""

    heat: float = setting(
        0.05,
        label="learning rate",
        symbol="η",
        kind=Kind.LIVE,
        group="Rule",
        gt=0,
        le=100,
        logarithmic=True,
        help="How far a step goes.",
    )
    minutes: int = setting(
        100, label="iterations", kind=Kind.LIVE, group="Run", ge=1, le=10_000_000, help="How many."
    )
    share: float = setting(
        0.5, label="share", kind=Kind.RUN, group="Run", ge=0, le=1, step=0.1, help="How much."
    )
    shape: str = setting(
        "round",
        label="shape",
        kind=Kind.VIEW,
        group="Look",
        choices=(("round", "Round"), ("square", "Square")),
        help="Which form.",
    )
    note: str = setting("", label="note", kind=Kind.VIEW, group="Look", help="Anything.")
    weight: float | None = setting(
        None, label="weight", kind=Kind.RUN, group="Look", ge=0, help="None for its own."
    )


def problems_of(**values: object) -> dict[str, str]:
    with pytest.raises(SettingsError) as caught:
        validated(Oven, values)
    return caught.value.problems


def find(name: str) -> Declared:
    return next(one for one in declared(Oven) if one.name == name)


def test_everything_that_a_form_needs_is_declared_once() -> None:
    assert find("heat") == Declared(
        name="heat",
        label="learning rate",
        symbol="η",
        kind=Kind.LIVE,
        group="Rule",
        help="How far a step goes.",
        type="float",
        minimum=0,
        maximum=100,
        exclusive_minimum=True,
        default=0.05,
        choices=(),
        step=None,
        logarithmic=True,
    )


def test_settings_are_declared_in_the_order_of_their_class() -> None:
    names = [one.name for one in declared(Oven)]
    assert names == ["heat", "minutes", "share", "shape", "note", "weight"]
    assert [one.type for one in declared(Oven)] == [
        "float", "int", "float", "choice", "text", "float",
    ]  # fmt: skip


def test_ranges_are_told_in_words() -> None:
    assert {one.name: one.range_text for one in declared(Oven)} == {
        "heat": "above 0 and at most 100",
        "minutes": "at least 1 and at most 10,000,000",
        "share": "at least 0 and at most 1",
        "shape": "one of round, square",
        "note": "",
        "weight": "at least 0",
    }


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("heat", (1e-300, 100), (0, -1, 100.5, math.nan, math.inf, -math.inf)),
        ("share", (0, 1), (-1e-9, 1.1, math.nan)),
        ("weight", (0, 1e300), (-1,)),
    ],
)
def test_a_declaration_knows_which_numbers_it_allows(
    name: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    assert all(find(name).allows(value) for value in inside)
    assert not any(find(name).allows(value) for value in outside)


def test_the_kind_of_a_setting_can_be_asked_for() -> None:
    assert [kind_of(Oven, name) for name in ("heat", "share", "shape")] == [
        Kind.LIVE, Kind.RUN, Kind.VIEW,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (-1, "-1"),
        (100.5, "100.5"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        ("nan", "nan"),
        ("fast", "fast"),
        ("", "nothing"),
        (None, "None"),
        ([], "nothing"),
    ],
)
def test_a_message_says_the_rule_what_came_and_what_to_try(value: object, shown: str) -> None:
    assert problems_of(heat=value) == {
        "heat": "The learning rate must be a number, above 0 and at most 100."
        f" Received {shown}. Try 0.05."
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (2.5, "2.5"), ("x", "x"), (math.inf, "inf"), (10**8, "100000000")],
)
def test_a_message_about_a_whole_number_says_so(value: object, shown: str) -> None:
    assert problems_of(minutes=value) == {
        "minutes": "The iterations must be a whole number, at least 1 and at most 10,000,000."
        f" Received {shown}. Try 100."
    }


@pytest.mark.parametrize("value", [math.inf, math.nan, "inf"])
def test_a_number_without_a_largest_value_must_still_be_finite(value: object) -> None:
    assert "at least 0. Received" in problems_of(weight=value)["weight"]


@pytest.mark.parametrize("value", ["oval", "", 3, None, ["round"], "Round"])
def test_a_choice_that_is_not_offered_is_refused(value: object) -> None:
    sentence = problems_of(shape=value)["shape"]
    assert sentence.startswith("The shape must be one of round, square. Received ")
    assert sentence.endswith("Try round.")


def test_an_unknown_setting_is_named_with_the_known_ones() -> None:
    assert problems_of(heats=1) == {
        "heats": "There is no setting 'heats'."
        " The settings are heat, minutes, share, shape, note, weight."
    }


def test_every_wrong_value_is_told_of_at_once() -> None:
    problems = problems_of(heat=0, minutes=0, nonsense=1)
    assert set(problems) == {"heat", "minutes", "nonsense"}
    with pytest.raises(InputError) as caught:
        validated(Oven, {"heat": 0, "minutes": 0})
    assert "learning rate" in str(caught.value)
    assert "iterations" in str(caught.value)


def test_numbers_may_come_as_text() -> None:
    settings = validated(Oven, {"heat": "0.5", "minutes": "7"})
    assert (settings.heat, settings.minutes) == (0.5, 7)


def test_settings_cannot_be_written() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Oven().heat = 1.0


def test_a_change_makes_other_settings_and_checks_them() -> None:
    before = Oven(minutes=7)
    after = before.changed(heat=2)
    assert (after.heat, after.minutes) == (2, 7)
    assert before.heat == 0.05
    with pytest.raises(SettingsError, match="Received 0"):
        before.changed(heat=0)


def test_differences_are_the_values_here_that_the_other_has_not() -> None:
    assert Oven(heat=2, shape="square").differences(Oven()) == {"heat": 2, "shape": "square"}
    assert Oven().differences(Oven()) == {}


def test_settings_survive_json() -> None:
    settings = Oven(heat=1e-7, shape="square")
    assert validated(Oven, json.loads(settings.model_dump_json())) == settings
