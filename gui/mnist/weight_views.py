"""How the weights of each layer are best seen: as a tile for each unit, or as a matrix.

It lays weights out and computes nothing with them.
"""

from dataclasses import dataclass

import numpy as np

from engine.mnist.network import IMAGE_SHAPE, Layer, Network
from gui.mnist.shading import Float32Array
from gui.mnist.weight_matrix import Axes

SPREAD = 3.0
"""Weights so many standard deviations from 0 have the full colour."""
LEAST_REACH = 1e-6
N_PIXELS = IMAGE_SHAPE[0] * IMAGE_SHAPE[1]


@dataclass(frozen=True)
class WeightView:
    """One layer's weights as a picture.

    Attributes:
        layer: Index in the network.
        words: What the layer is called.
        tiled: Whether its units see the image itself.
        axes: What rows and columns are, of a matrix.
        flows: From what to what the weights lead: "units of dense 1 → units of dense 2".
        upright: Whether the matrix has a row for each input, so that it is wider than high.
    """

    layer: int
    words: str
    tiled: bool
    axes: Axes
    flows: str
    upright: bool


def weight_views(network: Network) -> tuple[WeightView, ...]:
    """A view for each layer that has weights, in order."""
    views: list[WeightView] = []
    before = "input"
    for index, layer in enumerate(network.layers):
        if not layer.n_parameters:
            continue
        last = index == len(network.layers) - 1
        kind = "filter" if layer.kind == "conv" else "unit"
        here = "digit" if last else f"{kind} of {layer.name}"
        inputs, outputs = layer.inputs[-1], layer.shape[-1]
        upright = outputs > inputs
        rows, columns = (before, here) if upright else (here, before)
        axes = Axes(rows, columns, layer.kernel if layer.kind == "conv" else 1)
        words = "Output" if last else layer.name.capitalize()
        flows = f"{_several(before)} → {_several(here)}"
        views.append(WeightView(index, words, _sees_image(layer), axes, flows, upright))
        before = here
    return tuple(views)


def _several(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first}s {rest}".strip()


def tiles_of(network: Network, view: WeightView) -> tuple[Float32Array, Float32Array]:
    """The weights of each unit as it sees the image, (n, rows, columns), and the biases (n,)."""
    kernel, bias = network.weights[view.layer]
    if network.layers[view.layer].kind == "conv":
        return np.ascontiguousarray(kernel[:, :, 0].transpose(2, 0, 1)), bias
    return np.ascontiguousarray(kernel.T).reshape(-1, *IMAGE_SHAPE), bias


def matrix_of(network: Network, view: WeightView) -> Float32Array:
    """The weights as a matrix with the view's axes; filters are squares in it."""
    kernel = network.weights[view.layer][0]
    if network.layers[view.layer].kind == "conv":
        side, _, inputs, filters = kernel.shape
        if view.upright:
            squares, shape = kernel.transpose(2, 0, 3, 1), (inputs * side, filters * side)
        else:
            squares, shape = kernel.transpose(3, 0, 2, 1), (filters * side, inputs * side)
        return np.ascontiguousarray(squares).reshape(shape)
    return np.ascontiguousarray(kernel if view.upright else kernel.T)


def reach_of(network: Network, view: WeightView) -> float:
    """The size of weight that has the full colour."""
    kernel = network.weights[view.layer][0]
    return max(SPREAD * float(kernel.std()), LEAST_REACH)


def _sees_image(layer: Layer) -> bool:
    if layer.kind == "conv":
        return layer.inputs[-1] == 1
    return layer.inputs[-1] == N_PIXELS
