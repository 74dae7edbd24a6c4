"""Assignment 2: a network with one hidden layer on points in the plane, from scratch.

The assignment's own functions can be imported from here: `layer_sizes`, `initialize_parameters`,
`forward_propagation`, `compute_cost`, `backward_propagation`, `update_parameters`, `nn_model`,
`predict`.
"""

from engine.planar.network import (
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    layer_sizes,
    nn_model,
    predict,
    update_parameters,
)

__all__ = [
    "backward_propagation",
    "compute_cost",
    "forward_propagation",
    "initialize_parameters",
    "layer_sizes",
    "nn_model",
    "predict",
    "update_parameters",
]
