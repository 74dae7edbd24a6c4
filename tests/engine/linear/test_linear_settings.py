"""The settings of assignment 1: defaults, racers, and what is said of values that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.datasets import DATASETS
from engine.errors import SettingsError
from engine.linear.presets import PRESETS
from engine.linear.racers import MOST_RACERS, Racer, racer_names
from engine.linear.settings import LinearSettings, parse_pairs
from engine.optimizers import RULES
from engine.settings import Kind, declared, kind_of, validated


def problems_of(**values: object) -> dict[str, str]:
    with pytest.raises(SettingsError) as caught:
        validated(LinearSettings, values)
    return caught.value.problems


def test_the_defaults_are_those_of_the_assignment() -> None:
    settings = LinearSettings()
    assert settings.optimizers == ("sgd",)
    assert settings.features == ("x0", "x1", "x0^2", "x1^2", "x0x1", "1")
    assert (settings.learning_rate, settings.alpha, settings.epsilon) == (0.05, 0.9, 1e-8)
    assert (settings.iterations, settings.batch_size, settings.seed) == (100, 4, 42)
    assert (settings.dataset, settings.points) == ("ring", 826)


def test_the_defaults_that_are_declared_are_those_that_settings_have() -> None:
    settings = LinearSettings()
    for one in declared(LinearSettings):
        assert getattr(settings, one.name) == one.default, one.name


def test_rates_and_the_number_of_iterations_are_live_and_all_else_begins_a_new_run() -> None:
    live = {one.name for one in declared(LinearSettings) if one.kind is Kind.LIVE}
    assert live == {"learning_rate", "learning_rates", "alpha", "alphas", "iterations"}
    assert kind_of(LinearSettings, "optimizers") is Kind.RUN


def test_the_data_sets_offered_are_those_of_this_assignment() -> None:
    dataset = next(one for one in declared(LinearSettings) if one.name == "dataset")
    assert [value for value, _ in dataset.choices] == ["ring", "circles", "moons", "xor", "file"]


# Points and noise --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ring", "circles", "moons", "xor"])
def test_points_and_noise_follow_the_data_set_where_they_are_not_given(name: str) -> None:
    settings = LinearSettings(dataset=name)
    assert (settings.points, settings.noise) == (DATASETS[name].points, DATASETS[name].noise)
    given_both = LinearSettings(dataset=name, points=33, noise=0.5)
    assert (given_both.points, given_both.noise) == (33, 0.5)


def test_points_and_noise_follow_when_another_data_set_is_chosen() -> None:
    moons = LinearSettings(points=33).changed(dataset="moons")
    assert (moons.points, moons.noise) == (DATASETS["moons"].points, DATASETS["moons"].noise)
    assert LinearSettings().changed(dataset="moons", points=50).points == 50


def test_points_and_noise_stay_when_something_else_is_changed() -> None:
    settings = LinearSettings(points=33, noise=0.5)
    for changed in (settings.changed(seed=1), settings.changed(dataset="ring")):
        assert (changed.points, changed.noise) == (33, 0.5)


# Racers ------------------------------------------------------------------------------------------


def test_a_second_racer_of_a_rule_has_a_number() -> None:
    rules = ("sgd", "adam", "sgd", "sgd")
    assert racer_names(rules) == ("sgd", "adam", "sgd-2", "sgd-3")
    settings = LinearSettings(optimizers=rules)
    assert [one.label for one in settings.racers] == ["SGD", "Adam", "SGD 2", "SGD 3"]


def test_a_racer_without_numbers_of_its_own_has_the_common_ones() -> None:
    settings = LinearSettings(
        optimizers=("sgd", "momentum"), learning_rates={"sgd": 0.1}, alphas={"momentum": 0.5}
    )
    assert settings.racers == (
        Racer("sgd", "sgd", 0.1, 0.9, 1e-8),
        Racer("momentum", "momentum", 0.05, 0.5, 1e-8),
    )
    assert settings.racers[0].rates.learning_rate == 0.1


def test_racers_are_told_apart_by_what_differs_between_them() -> None:
    settings = LinearSettings(
        optimizers=("sgd", "sgd", "adam"), learning_rates={"sgd-2": 0.1}, batch_sizes={"sgd": 16}
    )
    assert settings.labels == ("SGD η 0.05 batch 16", "SGD η 0.1 batch 4", "Adam")


racer_lists = st.lists(
    st.builds(
        lambda rule, eta, alpha: (rule, eta, alpha),
        st.sampled_from(list(RULES)),
        st.floats(1e-6, 100),
        st.floats(0, 0.9999),
    ),
    min_size=1,
    max_size=MOST_RACERS,
)


@given(racer_lists)
def test_settings_with_racers_have_those_racers(rows: list[tuple[str, float, float]]) -> None:
    names = racer_names(tuple(rule for rule, _, _ in rows))
    racers = tuple(
        Racer(name, rule, eta, alpha, 1e-8)
        for name, (rule, eta, alpha) in zip(names, rows, strict=True)
    )
    obtained = LinearSettings().with_racers(racers).racers
    for one, wanted in zip(obtained, racers, strict=True):
        assert (one.name, one.rule, one.learning_rate) == (
            wanted.name, wanted.rule, wanted.learning_rate,
        )  # fmt: skip
        if RULES[one.rule].uses_alpha:
            assert one.alpha == wanted.alpha


@given(racer_lists)
def test_settings_survive_json(rows: list[tuple[str, float, float]]) -> None:
    racers = tuple(Racer("", rule, eta, alpha, 1e-8) for rule, eta, alpha in rows)
    settings = LinearSettings(features=("x0", "1")).with_racers(racers)
    assert LinearSettings.model_validate_json(settings.model_dump_json()) == settings


def test_taking_a_racer_away_takes_its_own_numbers_away() -> None:
    settings = LinearSettings(
        optimizers=("sgd", "momentum"), learning_rates={"sgd": 0.1}, batch_sizes={"sgd": 8}
    )
    rest = settings.with_racers(settings.racers[1:])
    assert (rest.learning_rates, rest.batch_sizes, rest.learning_rate) == ({}, {}, 0.05)


def test_no_racer_at_all_is_refused() -> None:
    with pytest.raises(SettingsError, match="one to 4 of sgd"):
        LinearSettings().with_racers(())


def test_a_preset_is_made_of_valid_settings() -> None:
    assert next(iter(PRESETS.values())) == LinearSettings()
    for settings in PRESETS.values():
        assert validated(LinearSettings, settings.model_dump()) == settings


# As on the command line --------------------------------------------------------------------------


def test_lists_and_pairs_may_come_as_text() -> None:
    settings = validated(
        LinearSettings,
        {
            "optimizers": "sgd,rmsprop",
            "features": "1,x0^2",
            "learning_rates": "sgd=0.1, rmsprop=0.2",
            "batch_sizes": "sgd=16",
            "iterations": "50",
        },
    )
    assert settings.optimizers == ("sgd", "rmsprop")
    assert settings.features == ("x0^2", "1")
    assert settings.learning_rates == {"sgd": 0.1, "rmsprop": 0.2}
    assert (settings.batch_size_of(0), settings.batch_size_of(1)) == (16, 4)
    assert settings.iterations == 50


def test_pairs_are_read_with_or_without_spaces() -> None:
    assert parse_pairs(" sgd = 0.1 ,adam=1e-3,") == {"sgd": 0.1, "adam": 0.001}
    for text in ("sgd", "sgd=", "sgd=x", "=,"):
        with pytest.raises(ValueError, match=r"pairs as sgd=0\.1,rmsprop=0\.1"):
            parse_pairs(text)


# What cannot be ----------------------------------------------------------------------------------


def test_an_unknown_data_set_is_refused_and_the_known_ones_are_named() -> None:
    for name in ("flower", "foo", "", 3, None, ["ring"]):
        sentence = problems_of(dataset=name)["dataset"]
        assert sentence.startswith("The data set must be one of ring, circles, moons, xor, file.")
        assert sentence.endswith("Try ring.")


def test_more_than_four_racers_are_refused() -> None:
    assert problems_of(optimizers=("sgd",) * 5) == {
        "optimizers": "The optimisers must be one to 4 of sgd, momentum, nesterov, adagrad,"
        " rmsprop, adam. Received sgd,sgd,sgd,sgd,sgd. Try sgd,momentum,rmsprop."
    }


@pytest.mark.parametrize("value", [(), "", "foo", ("sgd", "foo"), 3, None, [["sgd"]], "sgd,"])
def test_optimisers_that_are_none_or_unknown_are_refused(value: object) -> None:
    assert "Received" in problems_of(optimizers=value)["optimizers"]


@pytest.mark.parametrize("value", [(), "", "foo", ("x0", "foo"), 3, None, [1]])
def test_features_that_are_none_or_unknown_are_refused(value: object) -> None:
    sentence = problems_of(features=value)["features"]
    assert "x0, x1, x0^2, x1^2, x0x1, 1. Received" in sentence
    assert sentence.endswith("Try x0,x1,x0^2,x1^2,x0x1,1.")


def test_a_feature_named_twice_is_one_feature() -> None:
    assert LinearSettings(features=("x0", "x0")).features == ("x0",)


def test_a_rate_of_a_racer_that_is_not_there_is_refused_under_its_own_name() -> None:
    assert problems_of(learning_rates={"momentum": 0.1}) == {
        "learning_rates": "There is no racer 'momentum' with a learning rate of its own."
        " The racers are sgd."
    }


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("learning_rates", 0, "The learning rate of sgd must be above 0 and at most 100."),
        ("learning_rates", 101, "The learning rate of sgd must be above 0 and at most 100."),
        ("alphas", 1, "The decay of sgd must be at least 0 and at most 0.9999."),
        ("alphas", -1, "The decay of sgd must be at least 0 and at most 0.9999."),
        ("batch_sizes", 0, "The batch size of sgd must be at least 1 and at most 100,000."),
    ],
)
def test_a_racers_own_number_is_refused_outside_the_common_range(
    name: str, value: float, sentence: str
) -> None:
    advice = {"learning_rates": 0.05, "alphas": 0.9, "batch_sizes": 4}[name]
    assert problems_of(**{name: {"sgd": value}}) == {
        name: f"{sentence} Received {value}. Try {advice}."
    }


@pytest.mark.parametrize("value", ["sgd", "sgd=x", {"sgd": "x"}, {"sgd": float("nan")}, 3, None])
def test_own_rates_that_are_no_numbers_are_refused_and_an_example_is_given(value: object) -> None:
    sentence = problems_of(learning_rates=value)["learning_rates"]
    assert "sgd=0.1,rmsprop=0.1" in sentence
    assert "Received" in sentence
    assert "must be ." not in sentence


def test_the_least_own_values_are_allowed() -> None:
    settings = LinearSettings(
        optimizers=("momentum",), learning_rates={"momentum": 100}, alphas={"momentum": 0}
    )
    assert (settings.racers[0].learning_rate, settings.racers[0].alpha) == (100, 0)
