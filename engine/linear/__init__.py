"""Assignment 1: a linear classifier on expanded features, trained by stochastic gradient descent.

The assignment's own functions can be imported from here: `expand`, `probability`,
`compute_loss`, `compute_grad`.
"""

from engine.linear.features import expand
from engine.linear.logistic import compute_grad, compute_loss, probability

__all__ = ["compute_grad", "compute_loss", "expand", "probability"]
