"""The tab of the linear models, and the pictures that only it has."""
