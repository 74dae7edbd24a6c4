"""Ticks, their words, and ranges that follow."""

import pytest

from gui.ticks import (
    Range,
    decade_ticks,
    linear_ticks,
    number_text,
    spaced,
    tick_text,
    time_ticks,
)


def test_linear_ticks_are_round_and_inside_and_not_too_many() -> None:
    ticks = linear_ticks(-2.9, 3.1, 7)
    assert [text for _, text in ticks] == ["−2", "−1", "0", "1", "2", "3"]
    assert len(linear_ticks(0.1, 0.74, 4)) <= 4


def test_ticks_of_a_short_run_are_whole_iterations() -> None:
    assert [value for value, _ in linear_ticks(0, 3, 10, whole=True)] == [0, 1, 2, 3]


def test_iterations_are_written_out_with_their_thousands() -> None:
    assert [text for _, text in linear_ticks(0, 1e6, 2, whole=True)] == [
        "0",
        "500,000",
        "1,000,000",
    ]
    assert time_ticks(0, 1000, 6)[-1] == (1000.0, "1,000")


def test_decades_stand_at_powers_of_ten_and_few_decades_get_more() -> None:
    assert [text for _, text in decade_ticks(0.001, 10.0, 6)] == ["0.001", "0.01", "0.1", "1", "10"]
    assert [value for value, _ in decade_ticks(0.1, 1.0, 5)] == pytest.approx([0.1, 0.2, 0.5, 1.0])


def test_logarithmic_time_begins_at_iteration_zero() -> None:
    assert [int(value) for value, _ in time_ticks(0, 10_000, 6)] == [0, 1, 10, 100, 1000, 10_000]


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (0.30000000000000004, 0.1, "0.3"),
        (-0.5, 0.5, "−0.5"),
        (20_000, 10_000, "20000"),
        (1e6, 1e6, "10⁶"),
        (2.5e-7, 1e-8, "2.5·10⁻⁷"),
        (0.0, 0.2, "0"),
    ],
)
def test_a_tick_says_as_much_as_its_step_needs(value: float, step: float, text: str) -> None:
    assert tick_text(value, step) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.30000000000000004, "0.300"),
        (0.0123456, "0.0123"),
        (123.456, "123"),
        (-1.5, "−1.50"),
        (3.2e7, "3.20·10⁷"),
        (float("inf"), "∞"),
        (float("nan"), "not a number"),
    ],
)
def test_numbers_have_three_significant_figures(value: float, text: str) -> None:
    assert number_text(value) == text


def test_a_range_grows_at_once_and_then_stays_while_values_wander_inside_it() -> None:
    first = Range(0.0, 1.0).following(0.0, 2.0)
    assert first.high > 2.0
    assert first.following(0.1, 1.8) is first
    assert first.following(0.0, 2.05) is first


def test_a_range_shrinks_once_most_of_it_is_empty() -> None:
    wide = Range(0.0, 100.0)
    narrow = wide.following(10.0, 20.0)
    assert narrow.high - narrow.low < 12.0
    assert wide.following(10.0, 80.0) is wide


def test_marks_that_would_touch_the_one_before_are_left_out() -> None:
    assert spaced([0.0, 10.0, 30.0, 35.0], [10.0, 10.0, 10.0, 10.0], 2.0) == [0, 2]


def test_what_is_shown_never_touches_the_edge_of_its_range() -> None:
    shown = Range(0.0, 1.0)
    for low in (0.9, 0.7, 0.5, 0.45, 0.44, 0.43, 0.4):
        shown = shown.following(low, 1.0)
        room = 0.02 * (1.0 - low)
        assert shown.low <= low - room
        assert shown.high >= 1.0 + room
