import pytest

from engine.course import Course, Judgement
from engine.linear.settings import LinearSettings
from engine.planar.settings import SizesSettings
from engine.words import course_words, difference_words, points_words

SETTINGS = LinearSettings()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"learning_rate": 0.1}, "η 0.1"),
        ({"learning_rate": 0.1 + 0.2}, "η 0.3"),
        ({"batch_size": 16}, "batch size 16"),
        ({"iterations": 10_000}, "iterations 10,000"),
        ({"learning_rate": 0.1, "batch_size": 16}, "η 0.1, batch size 16"),
        ({"optimizers": ("sgd", "rmsprop")}, "SGD + RMSprop"),
        ({"features": ("x0^2", "x1^2")}, "x₀² + x₁²"),
        ({"dataset": "moons"}, "moons"),
        ({"learning_rates": {"sgd": 0.5}}, "own learning rates: sgd 0.5"),
    ],
)
def test_a_difference_is_named_as_one_would_say_it(changes: dict[str, object], words: str) -> None:
    assert difference_words(SETTINGS.changed(**changes), SETTINGS) == words


def test_what_follows_the_data_set_needs_no_words_of_its_own() -> None:
    moons = SETTINGS.changed(dataset="moons")
    assert moons.points != SETTINGS.points
    assert difference_words(moons, SETTINGS) == "moons"
    assert difference_words(moons.changed(points=99), moons) == "points 99"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("noisy_moons (edited)", "Noisy moons (edited)"),
        ("ring", "Ring"),
        ("mine.csv", "mine.csv"),
        ("mine.csv (edited)", "mine.csv (edited)"),
    ],
)
def test_points_of_ones_own_are_called_by_what_they_are(name: str, words: str) -> None:
    own = SETTINGS.changed(dataset="file", learning_rate=0.1)
    assert points_words(name) == words
    assert difference_words(own, SETTINGS, name) == f"{words}, η 0.1"
    assert difference_words(own, SETTINGS) == "own file, η 0.1"


def test_a_list_that_is_typed_is_named_as_it_stands() -> None:
    sizes = SizesSettings()
    assert difference_words(sizes.changed(sizes="1,4"), sizes) == "nₕ 1,4"


@pytest.mark.parametrize(
    ("course", "sentence"),
    [
        (
            Course.CRAWLING,
            "SGD is crawling: loss 1 → 0.987 in 1,234 iterations;"
            " the step there is 0.0123 long, the weights 2.5.",
        ),
        (
            Course.OSCILLATING,
            "SGD oscillates: loss 1 → 0.987 at iteration 1,234, and came back;"
            " the step there is 0.0123 long, the weights 2.5.",
        ),
        (
            Course.DIVERGING,
            "SGD is diverging: loss 1 → 0.987 at iteration 1,234;"
            " the step there is 0.0123 long, the weights 2.5.",
        ),
    ],
)
def test_a_course_is_named_with_its_numbers(course: Course, sentence: str) -> None:
    judgement = Judgement(course, 1234, 1.0, 0.98712)
    assert course_words(judgement, "SGD", 0.012345, 2.5) == sentence
