"""The live run of assignment 2: the mathematics of `engine.planar.network`, in half its time.

What makes it fast: buffers that are made once; weights and biases of a layer stacked in one
matrix, so that one product serves both; the cost from what the output needs anyway, for many
iterations at a time. A test holds one step of it to the plain functions at many states.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Points
from engine.linear.logistic import cross_entropy_of_logits
from engine.planar.activations import ACTIVATIONS
from engine.planar.layout import initial_values, stacked_order
from engine.planar.settings import PlanarSettings
from engine.run import LOSS_LIMIT, Block, Programme, State, Stop

FloatArray = NDArray[np.float64]

TOGETHER = 64
"""Iterations whose costs are computed at once."""
FACTORS = 32
"""Numbers above 1 that are multiplied before the logarithm is taken; seldom is that infinite."""


class PlanarRun:
    """A run of one network, an iterator over its states.

    The values of a state are W1, b1, W2, b2 in a row; `engine.planar.layout.unpack` gives them
    their shapes. Full batches: there is no memory beside the parameters.

    Args:
        programme: The settings, and from where on others act. `n_hidden`, `activation`, `seed` are
            those of the first.
        points: What is to be learnt.
    """

    together = 1

    def __init__(self, programme: Programme[PlanarSettings], points: Points) -> None:
        first = programme.changes[0].settings
        self.points = points
        self.n_hidden = first.n_hidden
        self._activation = ACTIVATIONS[first.activation]
        self._programme = programme
        self._order = stacked_order(first.n_hidden)
        self._make_buffers(first.n_hidden, len(points.y))
        self._iteration = 0
        self._stop: Stop | None = None
        self.restore(State(0, initial_values(first.n_hidden, first.seed)))

    def _make_buffers(self, n_hidden: int, m: int) -> None:
        """Everything that a step writes into, and what it only reads.

        With a row of ones beneath the points, (W1 | b1) X is W1 X + b1 in one product.
        """
        self._X = np.vstack([self.points.X.T, np.ones(m)])
        self._scaled_X = self._activation.scale * self._X
        self._signs = 1 - 2 * self.points.y
        self._cuts = np.arange(0, m, FACTORS)
        self._layers = np.empty(4 * n_hidden + 1)
        self._layer_1, self._layer_2 = _two_layers(self._layers, n_hidden)
        self._W2 = self._layer_2[:n_hidden, None]
        self._gradient = np.empty_like(self._layers)
        self._gradient_1, self._gradient_2 = _two_layers(self._gradient, n_hidden)
        self._is_weight = np.ones_like(self._layers)
        for biases in _two_layers(self._is_weight, n_hidden):
            biases[..., -1] = 0
        self._A1_and_ones = np.ones((n_hidden + 1, m))
        self._A1 = self._A1_and_ones[:n_hidden]
        self._slope = np.empty((n_hidden, m))
        self._margins = np.empty(m)
        self._error = np.empty(m)
        self._weighted_X = np.empty_like(self._X)
        self._weighted_X_T = self._weighted_X.T
        self._odds = np.empty((TOGETHER, m))
        self._odds_rows = list(self._odds)
        self._odds_here = self._odds_rows[0]

    def _arrange(self) -> None:
        """Looks up what acts from the present iteration on."""
        self.settings = self._programme.at(self._iteration)
        self._next_change = self._programme.next_change(self._iteration)
        rate = self.settings.learning_rate / len(self.points.y)
        self._signed_rate = rate * self._signs
        self._shrink = 1 - rate * self.settings.l2 * self._is_weight if self.settings.l2 else None

    @property
    def programme(self) -> Programme[PlanarSettings]:
        """Which settings act from which iteration on."""
        return self._programme

    @property
    def iteration(self) -> int:
        """k, the updates made so far."""
        return self._iteration

    @property
    def finished(self) -> bool:
        """Whether the chosen number of iterations is reached, or the run stopped itself."""
        return self._stop is not None or self._iteration >= self._programme.settings.iterations

    @property
    def stopped(self) -> Stop | None:
        """Why the run stopped itself, if it did."""
        return self._stop

    @property
    def state(self) -> State:
        """The present state, a copy."""
        return State(self._iteration, self._layers[self._order])

    def __iter__(self) -> "PlanarRun":
        return self

    def __next__(self) -> Block:
        if self.finished:
            raise StopIteration
        return self.advance(1)

    def here(self) -> Block:
        """The present state as a block of one row, with its loss."""
        with np.errstate(all="ignore"):
            loss = self._loss_here()
        return Block(
            self._iteration, np.array([[loss]]), self.state.values[None].copy(), self._stop
        )

    def restore(self, state: State) -> None:
        """Goes to a state of this run."""
        self._layers[self._order] = state.values
        self._iteration = state.iteration
        self._stop = None
        self._arrange()
        with np.errstate(all="ignore"):
            self._forward(self._odds_here)

    def change(self, settings: PlanarSettings) -> None:
        """Lets other settings act from the present iteration on."""
        self._programme = self._programme.changed(self._iteration, settings)
        self.restore(self.state)

    def advance(self, n: int) -> Block:
        """At most n further iterations; fewer at the end or when the run stops itself.

        The loss of state k counts the L2 term with the λ that led to it.
        """
        return self.go_on(max(0, min(n, self._programme.settings.iterations - self._iteration)))

    def go_on(self, n: int) -> Block:
        """At most n further iterations, wherever the run is said to end."""
        first = self._iteration + 1
        losses, layers = np.empty(n), np.empty((n, len(self._layers)))
        done = 0
        with np.errstate(all="ignore"):
            before = self._loss_here()
            while done < n and self._stop is None:
                count = min(TOGETHER, n - done)
                part = slice(done, done + count)
                self._steps(layers[part], losses[part])
                done += self._checked(layers[part], losses[part], before)
                before = losses[done - 1]
        values = np.take(layers[:done], self._order, axis=1)
        return Block(first, losses[:done, None], values, self._stop)

    def gathered(self, blocks: Sequence[Block], at_rest: bool) -> Block | None:  # noqa: ARG002
        """Blocks that follow each other as one; nothing was left out of them."""
        return Block.joined(blocks) if blocks else None

    def replayed(self, state: State, n: int) -> State:
        """The state n updates after `state`, wherever the run is said to end."""
        self.restore(state)
        with np.errstate(all="ignore"):
            for _ in range(n):
                self._step(self._odds_here)
        return self.state

    def _steps(self, layers: FloatArray, losses: FloatArray) -> None:
        """So many iterations as there are rows; fills in the parameters and losses after each."""
        l2 = np.empty(len(layers))
        for row in range(len(layers)):
            l2[row] = self.settings.l2
            self._step(self._odds_rows[row])
            layers[row] = self._layers
        losses[...] = self._losses(self._odds[: len(layers)], layers, l2)

    def _step(self, odds: FloatArray) -> None:
        """State k becomes state k + 1: the way back at k, the update, the way forward at k + 1."""
        self._backward()
        if self._shrink is not None:
            self._layers *= self._shrink
        self._layers -= self._gradient
        self._iteration += 1
        if self._iteration == self._next_change:
            self._arrange()
        self._forward(odds)

    def _forward(self, odds: FloatArray) -> None:
        """A1 = g(W1 X + b1); then s = (1 − 2y) (W2 A1 + b2) and e^s for each point.

        s is positive where the network is wrong. With it the cross-entropy is log(1 + e^s), and
        the error A2 − Y is (1 − 2y) σ(s): both need 1 + e^s and nothing else.

        Args:
            odds: Where 1 + e^s goes, shape (m,).
        """
        np.dot(self._layer_1, self._scaled_X, out=self._A1)
        self._activation.fill(self._A1)
        np.dot(self._layer_2, self._A1_and_ones, out=self._margins)
        self._margins *= self._signs
        np.exp(self._margins, out=odds)
        odds += 1
        self._odds_here = odds

    def _backward(self) -> None:
        """The step along the gradient, η/m times its sums over the points.

        The errors weigh the points instead of the many hidden units:
        dW1 = w2 ∘ (g′(Z1) (X ∘ dZ2)ᵀ).
        """
        error = self._error
        np.divide(self._signed_rate, self._odds_here, out=error)
        np.subtract(self._signed_rate, error, out=error)
        np.dot(self._A1_and_ones, error, out=self._gradient_2)
        self._activation.fill_slope(self._A1, self._slope)
        np.multiply(self._X, error, out=self._weighted_X)
        np.dot(self._slope, self._weighted_X_T, out=self._gradient_1)
        self._gradient_1 *= self._W2

    def _losses(self, odds: FloatArray, layers: FloatArray, l2: FloatArray) -> FloatArray:
        """The costs of several states: the mean of log(1 + e^s), plus λ/2m Σ W².

        The logarithms of some numbers are the logarithm of their product. Where that is infinite,
        the stable form serves; where a parameter is not finite there is no cost.

        Args:
            odds: 1 + e^s of each point, shape (k, m).
            layers: The parameters, shape (k, n_parameters).
            l2: λ for each state, shape (k,).
        """
        products = np.multiply.reduceat(odds, self._cuts, axis=1)
        losses: FloatArray = np.log(products).sum(axis=1) / odds.shape[1]
        for row in np.flatnonzero(~np.isfinite(losses)):
            losses[row] = self._stable_loss(layers[row])
        if l2.any():
            # a matrix product would round differently with the number of rows
            squares = (layers * layers * self._is_weight).sum(axis=1)
            losses += l2 / (2 * odds.shape[1]) * squares
        losses[~np.isfinite(layers).all(axis=1)] = np.nan
        return losses

    def _stable_loss(self, layers: FloatArray) -> float:
        layer_1, layer_2 = _two_layers(layers, self.n_hidden)
        A1 = self._activation.value(layer_1 @ self._X)
        Z2 = layer_2[:-1] @ A1 + layer_2[-1]
        return float(np.mean(cross_entropy_of_logits(Z2, self.points.y)))

    def _loss_here(self) -> float:
        l2 = np.array([self._programme.at(max(self._iteration - 1, 0)).l2])
        return float(self._losses(self._odds_here[None], self._layers[None], l2)[0])

    def _checked(self, layers: FloatArray, losses: FloatArray, before: float) -> int:
        """How many of these states count: all, or up to the first that is out of bounds.

        There the run stops, and stands.
        """
        if losses.max() <= LOSS_LIMIT:
            return len(losses)
        row = int(np.argmin(losses <= LOSS_LIMIT))
        iteration = self._iteration - len(losses) + row + 1
        self.restore(State(iteration, layers[row, self._order]))
        self._stop = Stop(
            iteration=iteration,
            racer=0,
            reason=_reason(layers[row], losses[row]),
            loss_before=float(losses[row - 1] if row else before),
            loss_after=float(losses[row]),
        )
        return row + 1


def _two_layers(layers: FloatArray, n_hidden: int) -> tuple[FloatArray, FloatArray]:
    """Views: (W1 | b1) of shape (n_h, 3), and (W2 | b2) of shape (n_h + 1,)."""
    return layers[: 3 * n_hidden].reshape(n_hidden, 3), layers[3 * n_hidden :]


def _reason(layers: FloatArray, loss: float) -> str:
    if not np.isfinite(layers).all():
        return "a parameter is not finite"
    return f"the cost passed {LOSS_LIMIT:,.0f}" if np.isfinite(loss) else "the cost is not finite"
