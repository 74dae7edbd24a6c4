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
    """

    layer: int
    words: str
    tiled: bool
    axes: Axes


def weight_views(network: Network) -> tuple[WeightView, ...]:
    """A view for each layer that has weights, in order."""
    views: list[WeightView] = []
    before = ""
    for index, layer in enumerate(network.layers):
        if not layer.n_parameters:
            continue
        last = index == len(network.layers) - 1
        words = "Output" if last else layer.name.capitalize()
        views.append(WeightView(index, words, _sees_image(layer), _axes(layer, before, last)))
        before = layer.name
    return tuple(views)


def tiles_of(network: Network, view: WeightView) -> tuple[Float32Array, Float32Array]:
    """The weights of each unit as it sees the image, (n, rows, columns), and the biases (n,)."""
    kernel, bias = network.weights[view.layer]
    if network.layers[view.layer].kind == "conv":
        return np.ascontiguousarray(kernel[:, :, 0].transpose(2, 0, 1)), bias
    return np.ascontiguousarray(kernel.T).reshape(-1, *IMAGE_SHAPE), bias


def matrix_of(network: Network, view: WeightView) -> Float32Array:
    """The weights as a matrix: a row for each unit, or a row of squares for each filter."""
    kernel = network.weights[view.layer][0]
    if network.layers[view.layer].kind == "conv":
        side, _, inputs, filters = kernel.shape
        squares = kernel.transpose(3, 0, 2, 1)
        return np.ascontiguousarray(squares).reshape(filters * side, inputs * side)
    return np.ascontiguousarray(kernel.T)


def reach_of(network: Network, view: WeightView) -> float:
    """The size of weight that has the full colour."""
    kernel = network.weights[view.layer][0]
    return max(SPREAD * float(kernel.std()), LEAST_REACH)


def _sees_image(layer: Layer) -> bool:
    if layer.kind == "conv":
        return layer.inputs[-1] == 1
    return layer.inputs[-1] == N_PIXELS


def _axes(layer: Layer, before: str, last: bool) -> Axes:
    columns = f"unit of {before}" if before else "input"
    if layer.kind == "conv":
        return Axes(f"filter of {layer.name}", f"filter of {before}", layer.kernel)
    return Axes("digit" if last else f"unit of {layer.name}", columns)
