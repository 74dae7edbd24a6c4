"""The ruler that loss plot and timeline share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.ruler import Ruler


def test_the_ends_of_the_ruler_are_the_ends_of_the_run() -> None:
    for logarithmic in (False, True):
        ruler = Ruler(0, 1000, logarithmic, 50.0, 650.0)
        assert ruler.place(0) == pytest.approx(50.0)
        assert ruler.place(1000) == pytest.approx(650.0)


@given(st.integers(0, 400), st.booleans())
def test_a_place_gives_back_its_iteration(iteration: int, logarithmic: bool) -> None:
    ruler = Ruler(0, 400, logarithmic, 10.0, 2000.0)
    assert ruler.iteration(ruler.place(iteration)) == iteration


def test_logarithmic_time_gives_the_beginning_more_room() -> None:
    ruler = Ruler(0, 9999, True, 0.0, 400.0)
    assert ruler.place(9) == pytest.approx(100.0)
    assert ruler.place(99) == pytest.approx(200.0)


def test_what_is_beside_the_ruler_counts_as_its_end() -> None:
    ruler = Ruler(0, 100, False, 50.0, 150.0)
    assert (ruler.iteration(-20.0), ruler.iteration(900.0)) == (0, 100)


def test_many_places_are_the_same_as_one_after_the_other() -> None:
    ruler = Ruler(3, 77, True, 12.0, 512.0)
    iterations = np.arange(3, 78)
    one_by_one = [ruler.place(k) for k in iterations.tolist()]
    np.testing.assert_allclose(ruler.places(iterations), one_by_one)


def test_a_run_of_no_iterations_has_a_place() -> None:
    assert np.isfinite(Ruler(0, 0, False, 0.0, 100.0).place(0))
