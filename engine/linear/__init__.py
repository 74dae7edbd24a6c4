"""Assignment 1: a linear classifier on expanded features, trained by stochastic gradient descent."""
