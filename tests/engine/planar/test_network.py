"""The assignment's eight functions: its published numbers, finite differences, scikit-learn."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.random import RandomState
from numpy.typing import NDArray
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

from engine.datasets import make_points
from engine.planar import (
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    layer_sizes,
    nn_model,
    predict,
    update_parameters,
)
from engine.planar.activations import ACTIVATIONS
from engine.planar.network import Parameters

FloatArray = NDArray[np.float64]
every = pytest.mark.parametrize("activation", ACTIVATIONS)

PUBLISHED = (
    0.693048, 0.288083, 0.254385, 0.233864, 0.226792, 0.222644, 0.219731, 0.217504,
)  # fmt: skip


@functools.cache
def flower() -> tuple[FloatArray, NDArray[np.uint8]]:
    """The notebook's X (2, 400) and Y (1, 400); its labels are uint8."""
    points = make_points("flower", 400, 0.2, 1)
    return np.ascontiguousarray(points.X.T), points.y[None].astype(np.uint8)


@functools.cache
def learnt() -> tuple[Parameters, str]:
    """The assignment's whole run: its parameters, and what it printed."""
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lines.append)
        parameters = nn_model(*flower(), n_h=4, num_iterations=10000, print_cost=True)
    return parameters, "\n".join(lines)


def test_the_flower_is_the_one_of_the_assignment() -> None:
    X, _ = flower()
    np.testing.assert_allclose(X.sum(axis=1), [-17.338363670404, 27.426346947846], atol=1e-11)
    np.testing.assert_allclose(X[:, 0], [1.204442292254, 3.576114148129], atol=1e-11)


def test_the_printed_costs_are_the_published_ones() -> None:
    _, printed = learnt()
    lines = printed.splitlines()
    assert lines[0] == "Cost after iteration 0: 0.693048"
    assert [line.split(":")[0] for line in lines] == [
        f"Cost after iteration {k}" for k in range(0, 10000, 1000)
    ]
    costs = [float(line.split(": ")[1]) for line in lines]
    np.testing.assert_allclose(costs[: len(PUBLISHED)], PUBLISHED, atol=1.01e-6)
    assert costs[9] == pytest.approx(0.218607, abs=1.5e-4)  # round-off decides further digits


def test_the_network_gets_ninety_per_cent_of_the_flower_right() -> None:
    X, Y = flower()
    predictions = predict(learnt()[0], X)
    assert predictions.shape == (1, 400)
    assert predictions.dtype.kind == "i"
    assert np.mean(predictions == Y) in (0.905, 0.9075)


def test_without_print_cost_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    nn_model(*flower(), 2, num_iterations=3)
    assert capsys.readouterr().out == ""


def test_the_sizes_of_the_layers_are_those_of_the_data_and_four() -> None:
    assert layer_sizes(np.zeros((5, 3)), np.zeros((2, 3))) == (5, 4, 2)


def test_the_initial_weights_are_the_notebooks_drawn_in_its_order() -> None:
    random = RandomState(2)
    W1 = random.randn(4, 2) * 0.01
    W2 = random.randn(1, 4) * 0.01
    for seed in (2, RandomState(2)):
        parameters = initialize_parameters(2, 4, 1, seed)
        np.testing.assert_array_equal(parameters["W1"], W1)
        np.testing.assert_array_equal(parameters["W2"], W2)
        assert not parameters["b1"].any()
        assert parameters["b1"].shape == (4, 1)
        assert not parameters["b2"].any()
        assert parameters["b2"].shape == (1, 1)


def test_the_global_generator_is_left_alone() -> None:
    np.random.seed(5)
    expected = np.random.rand()
    np.random.seed(5)
    nn_model(*flower(), 3, num_iterations=2)
    assert np.random.rand() == expected


Network = tuple[FloatArray, FloatArray, Parameters]


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Points, their classes, and parameters of some size, none of them near a corner of ReLU."""
    n_x, n_h, m = draw(st.integers(1, 4)), draw(st.integers(1, 6)), draw(st.integers(1, 9))
    random = RandomState(draw(st.integers(0, 2**32 - 1)))
    X = random.randn(n_x, m)
    Y = random.randint(0, 2, (1, m)).astype(float)
    parameters = {
        "W1": random.randn(n_h, n_x),
        "b1": random.randn(n_h, 1),
        "W2": random.randn(1, n_h),
        "b2": random.randn(1, 1),
    }
    Z1 = parameters["W1"] @ X + parameters["b1"]
    # At the corner of ReLU there is no derivative that a difference could be compared with.
    assume(np.abs(Z1).min() > 1e-4)
    return X, Y, parameters


@every
@given(network=networks(), l2=st.sampled_from([0.0, 0.7]))
@settings(max_examples=25, deadline=None)
def test_every_gradient_is_what_finite_differences_say(
    activation: str, network: Network, l2: float
) -> None:
    X, Y, parameters = network

    def cost(at: Parameters) -> float:
        A2, _ = forward_propagation(X, at, activation=activation)
        return compute_cost(A2, Y, at, l2=l2)

    _, cache = forward_propagation(X, parameters, activation=activation)
    # Where A2 is nearly 0 or 1 the cost, seen from A2, has few digits for a difference.
    assume(np.abs(cache["Z2"]).max() < 8)
    grads = backward_propagation(parameters, cache, X, Y, activation=activation, l2=l2)
    h = 1e-6
    for name, value in parameters.items():
        assert grads[f"d{name}"].shape == value.shape
        for place in np.ndindex(value.shape):
            step = np.zeros_like(value)
            step[place] = h
            plus, minus = ({**parameters, name: value + sign * step} for sign in (1, -1))
            difference = (cost(plus) - cost(minus)) / (2 * h)
            assert grads[f"d{name}"][place] == pytest.approx(difference, abs=2e-8, rel=1e-6)


@given(network=networks(), activation=st.sampled_from(["tanh", "sigmoid", "relu"]))
@settings(max_examples=25, deadline=None)
def test_probabilities_are_those_of_scikit_learns_network(
    network: Network, activation: str
) -> None:
    X, _, parameters = network
    theirs = MLPClassifier(
        (len(parameters["W1"]),),
        activation={"sigmoid": "logistic"}.get(activation, activation),
        max_iter=1,
        solver="sgd",
    )
    fit_anything: Callable[..., Any] = theirs.partial_fit
    fit_anything(np.zeros((2, len(X))), [0, 1], classes=[0, 1])
    theirs.coefs_ = [parameters["W1"].T, parameters["W2"].T]
    theirs.intercepts_ = [parameters["b1"].ravel(), parameters["b2"].ravel()]
    A2, cache = forward_propagation(X, parameters, activation=activation)
    np.testing.assert_allclose(A2[0], theirs.predict_proba(X.T)[:, 1], rtol=1e-10)
    assert set(cache) == {"Z1", "A1", "Z2", "A2"}


@given(network=networks())
@settings(max_examples=25, deadline=None)
def test_the_cost_is_scikit_learns_log_loss(network: Network) -> None:
    X, Y, parameters = network
    A2, _ = forward_propagation(X, parameters)
    assert compute_cost(A2, Y, parameters) == pytest.approx(
        log_loss(Y[0], A2[0], labels=[0, 1]), rel=1e-9
    )


def test_a_certain_and_right_network_costs_nothing_and_a_wrong_one_infinitely_much() -> None:
    assert compute_cost(np.array([[0.0, 1.0]]), np.array([[0, 1]])) == 0
    assert compute_cost(np.array([[1.0, 1.0]]), np.array([[0, 1]])) == np.inf


def test_the_l2_term_counts_weights_and_not_biases() -> None:
    A2, Y = np.array([[0.5, 0.5]]), np.array([[0, 1]])
    parameters = {
        "W1": np.array([[1.0, 2.0]]),
        "b1": np.array([[50.0]]),
        "W2": np.array([[3.0]]),
        "b2": np.array([[70.0]]),
    }
    expected = np.log(2) + 0.1 / (2 * 2) * (1 + 4 + 9)
    assert compute_cost(A2, Y, parameters, l2=0.1) == pytest.approx(expected, rel=1e-15)


def test_labels_of_unsigned_bytes_and_truths_count_like_numbers() -> None:
    X, Y = flower()
    parameters = initialize_parameters(2, 4, 1)
    A2, cache = forward_propagation(X, parameters)
    expected = backward_propagation(parameters, cache, X, Y.astype(float))
    for labels in (Y, Y.astype(bool), Y.astype(np.int8)):
        assert compute_cost(A2, labels) == compute_cost(A2, Y.astype(float))
        grads = backward_propagation(parameters, cache, X, labels)
        for name, value in expected.items():
            np.testing.assert_array_equal(grads[name], value)


def test_an_update_leaves_its_arguments_as_they_were() -> None:
    X, Y = flower()
    before = initialize_parameters(2, 4, 1)
    kept = {name: value.copy() for name, value in before.items()}
    _, cache = forward_propagation(X, before)
    grads = backward_propagation(before, cache, X, Y)
    after = update_parameters(before, grads)
    for name, value in kept.items():
        np.testing.assert_array_equal(before[name], value)
        np.testing.assert_allclose(after[name], value - 1.2 * grads[f"d{name}"], rtol=1e-15)
        assert not np.shares_memory(after[name], before[name])


def test_points_in_rows_are_answered_with_what_to_try() -> None:
    X, Y = flower()
    parameters = initialize_parameters(2, 4, 1)
    A2, cache = forward_propagation(X, parameters)
    with pytest.raises(ValueError, match=r"X must be \(2, m\).*Received \(400, 2\)\. Try X\.T"):
        forward_propagation(X.T, parameters)
    with pytest.raises(ValueError, match=r"one example in each column.*\(400, 2\) and \(1, 400\)"):
        layer_sizes(X.T, Y)
    with pytest.raises(ValueError, match=r"Received \(2, 400\) and \(400,\)"):
        nn_model(X, Y[0], 4)
    with pytest.raises(ValueError, match=r"both be \(1, m\)"):
        compute_cost(A2, Y[0])
    with pytest.raises(ValueError, match=r"Y must be \(1, 400\)"):
        backward_propagation(parameters, cache, X, np.vstack([Y, Y]))
    with pytest.raises(ValueError, match=r"dW1 must be \(4, 2\)"):
        update_parameters(parameters, {f"d{name}": np.zeros(1) for name in parameters})
    with pytest.raises(ValueError, match=r"n_h must be at least 1\. Received 0"):
        nn_model(X, Y, 0)
    with pytest.raises(ValueError, match="needs the parameters"):
        compute_cost(A2, Y, l2=0.1)
