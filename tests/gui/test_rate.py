import pytest

from gui.rate import Rate


def test_nothing_is_known_before_anything_was_measured() -> None:
    rate = Rate()
    assert rate.per_second is None
    rate.reach(100, 1.0)
    assert rate.per_second is None
    rate.begin(0, 0.0)
    assert rate.per_second is None


def test_it_tells_iterations_per_second() -> None:
    rate = Rate()
    rate.begin(10, 5.0)
    rate.reach(30, 5.5)
    assert rate.per_second == pytest.approx(40)


def test_a_moment_is_too_short_to_be_measured() -> None:
    rate = Rate()
    rate.begin(0, 0.0)
    rate.reach(1000, 0.01)
    assert rate.per_second is None


def test_it_follows_what_happened_last() -> None:
    rate = Rate()
    rate.begin(0, 0.0)
    for k in range(1, 21):
        rate.reach(100 * k, k / 10)
    assert rate.per_second == pytest.approx(1000, rel=0.05)
    for k in range(1, 21):
        rate.reach(2000 + k, 2 + k / 10)
    assert rate.per_second == pytest.approx(10, rel=0.05)


def test_a_new_beginning_forgets_what_was_measured() -> None:
    rate = Rate()
    rate.begin(0, 0.0)
    rate.reach(100, 1.0)
    rate.begin(100, 9.0)
    assert rate.per_second is None
    rate.reach(105, 9.5)
    assert rate.per_second == pytest.approx(10)
