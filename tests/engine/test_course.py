"""Crawling, oscillating, diverging: courses named from losses that were made up for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.course import Course, CourseWatch, Judgement


def judged(losses: list[float], iterations: int = 100) -> Judgement | None:
    watch = CourseWatch()
    watch.follow(np.array(losses))
    return watch.judge(iterations)


def course_of(losses: list[float], iterations: int = 100) -> Course | None:
    judgement = judged(losses, iterations)
    return judgement.course if judgement else None


def falling(n: int, last: float) -> list[float]:
    return [float(loss) for loss in np.linspace(1.0, last, n)]


def test_a_run_that_falls_has_no_name() -> None:
    assert judged(falling(101, 0.3)) is None


def test_a_run_is_crawling_when_it_has_lost_less_than_a_twentieth() -> None:
    assert judged(falling(101, 0.96)) == Judgement(Course.CRAWLING, 100, 1.0, 0.96)
    assert judged(falling(101, 0.94)) is None


def test_a_run_may_be_called_crawling_after_half_of_the_chosen_iterations() -> None:
    assert course_of(falling(50, 0.99), 100) is None
    assert course_of(falling(51, 0.99), 100) is Course.CRAWLING


def test_a_run_that_stands_still_is_crawling() -> None:
    assert course_of([1.0] * 101) is Course.CRAWLING


def test_a_run_is_diverging_while_it_is_above_its_first_loss() -> None:
    assert judged([1.0, 0.9, 3.0, 2.0]) == Judgement(Course.DIVERGING, 2, 1.0, 3.0)


def test_a_run_is_oscillating_when_it_rose_above_its_first_loss_and_came_back() -> None:
    assert judged([1.0, 3.0, 0.5]) == Judgement(Course.OSCILLATING, 1, 1.0, 3.0)


def test_a_peak_of_more_than_ten_times_is_diverging_even_if_it_comes_back() -> None:
    assert course_of([1.0, 10.0, 0.5]) is Course.OSCILLATING
    assert judged([1.0, 10.1, 0.5]) == Judgement(Course.DIVERGING, 1, 1.0, 10.1)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_loss_that_is_not_finite_is_diverging_there(bad: float) -> None:
    judgement = judged([1.0, 0.5, bad])
    assert judgement is not None
    assert (judgement.course, judgement.iteration) == (Course.DIVERGING, 2)


def test_there_is_nothing_to_say_of_one_loss_or_none() -> None:
    assert judged([]) is None
    assert judged([1.0], 1) is None


def test_the_first_of_two_equal_peaks_is_named() -> None:
    judgement = judged([1.0, 2.0, 0.5, 2.0, 0.5])
    assert judgement is not None
    assert judgement.iteration == 1


losses = st.lists(
    st.one_of(st.floats(0, 30), st.sampled_from([1.0, np.nan, np.inf])), min_size=2, max_size=40
)


@given(losses, st.data())
def test_losses_that_come_in_pieces_are_judged_as_those_that_come_at_once(
    values: list[float], data: st.DataObject
) -> None:
    watch, start = CourseWatch(), 0
    while start < len(values):
        end = data.draw(st.integers(start, len(values)))
        watch.follow(np.array(values[start:end]))
        if end == start:
            watch.follow(np.array(values[start : start + 1]))
            end += 1
        start = end
    assert repr(watch.judge(30)) == repr(judged(values, 30))
