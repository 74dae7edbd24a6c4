"""Mini-batches against the loop of the course, `choice` call by call."""

import functools
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.linear.batches import BLOCK_NUMBERS, LARGEST_BLOCK, Batches

Sizes = tuple[tuple[int, int], ...]


def as_the_course_draws(
    n_samples: int, seed: int, sizes: Sizes, count: int
) -> list[NDArray[np.int64]]:
    generator = np.random.RandomState(seed)
    batches = []
    for iteration in range(count):
        size = next(size for start, size in reversed(sizes) if start <= iteration)
        batches.append(generator.choice(n_samples, size))
    return batches


def assert_same(batches: Batches, expected: list[NDArray[np.int64]], order: list[int]) -> None:
    for iteration in order:
        np.testing.assert_array_equal(batches.at(iteration), expected[iteration], str(iteration))


@pytest.mark.parametrize("n_samples", [1, 2, 400, 826, 100_000])
def test_batches_are_those_of_the_course_one_after_the_other(n_samples: int) -> None:
    sizes = ((0, 4),)
    expected = as_the_course_draws(n_samples, 42, sizes, 3 * LARGEST_BLOCK)
    assert_same(Batches(n_samples, 42, sizes), expected, list(range(len(expected))))


@functools.cache
def in_order() -> list[NDArray[np.int64]]:
    return as_the_course_draws(826, 7, ((0, 3),), 4 * LARGEST_BLOCK)


@given(st.lists(st.integers(0, 4 * LARGEST_BLOCK - 1), min_size=1, max_size=12))
@settings(max_examples=50, deadline=None)
def test_batches_are_the_same_in_whatever_order_they_are_asked_for(order: list[int]) -> None:
    assert_same(Batches(826, 7, ((0, 3),)), in_order(), order)


@st.composite
def changing_sizes(draw: st.DrawFn) -> Sizes:
    starts = draw(st.lists(st.integers(1, 2500), max_size=4, unique=True))
    starts = [0, *sorted(starts)]
    return tuple((start, draw(st.sampled_from([1, 4, 5, 64, 100]))) for start in starts)


@given(changing_sizes(), st.lists(st.integers(0, 2999), min_size=1, max_size=12))
@settings(max_examples=15, deadline=None)
def test_batches_go_on_where_the_generator_stood_when_their_size_changes(
    sizes: Sizes, order: list[int]
) -> None:
    expected = as_the_course_draws(826, 42, sizes, 3000)
    around = [k for start, _ in sizes for k in (start, start - 1, start + 1) if 0 <= k < 3000]
    assert_same(Batches(826, 42, sizes), expected, order + around)
    assert_same(Batches(826, 42, sizes), expected, sorted({*order, *around}, reverse=True))


def test_a_change_of_size_at_the_seam_of_two_blocks_loses_no_number() -> None:
    for start in (LARGEST_BLOCK - 1, LARGEST_BLOCK, LARGEST_BLOCK + 1, 2 * LARGEST_BLOCK):
        sizes = ((0, 2), (start, 5))
        expected = as_the_course_draws(50, 1, sizes, start + 10)
        assert_same(Batches(50, 1, sizes), expected, [start + 9, start - 1, start, 0])


@pytest.mark.parametrize("size", [BLOCK_NUMBERS // 3, BLOCK_NUMBERS, 100_000])
def test_batches_too_large_for_one_block_are_the_same(size: int) -> None:
    sizes = ((0, size), (5, 4))
    expected = as_the_course_draws(826, 42, sizes, 8)
    assert_same(Batches(826, 42, sizes), expected, [7, 0, 4, 5, 2, 6])


def test_batches_leave_the_global_generator_alone() -> None:
    np.random.seed(3)
    before = np.random.rand()
    np.random.seed(3)
    Batches(826, 42, ((0, 4),)).at(2000)
    assert np.random.rand() == before


def test_a_batch_that_was_handed_out_is_not_overwritten_later() -> None:
    batches = Batches(826, 42, ((0, 4),))
    first = batches.at(0)
    kept = first.copy()
    for iteration in (LARGEST_BLOCK, 5 * LARGEST_BLOCK):
        batches.at(iteration)
    np.testing.assert_array_equal(first, kept)


def test_other_seeds_draw_other_batches() -> None:
    drawn = [tuple(Batches(826, seed, ((0, 8),)).at(0)) for seed in (0, 1, 42)]
    assert all(one != other for one, other in pairwise(drawn))


@given(st.integers(0, 3000), st.integers(1, 2000), st.sampled_from([1, 4, 100, 5000]))
@settings(max_examples=25, deadline=None)
def test_some_mini_batches_are_those_that_one_gets_one_by_one(
    first: int, most: int, batch_size: int
) -> None:
    sizes = ((0, batch_size), (2500, 3))
    some = Batches(826, 42, sizes).some(first, most)
    assert 1 <= len(some) <= most
    one_by_one = Batches(826, 42, sizes)
    for offset, chosen in enumerate(some):
        np.testing.assert_array_equal(chosen, one_by_one.at(first + offset))
