"""The MNIST tab: what it shows besides what every tab has."""
