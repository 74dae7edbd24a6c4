"""The settings that the second assignment is known from, and some that show one thing each."""

from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings

MOONS_60 = PlanarSettings(dataset="noisy_moons", points=60, noise=0.3, data_seed=3, n_hidden=20)

PRESETS: dict[str, PlanarSettings] = {
    "Assignment: flower": PlanarSettings(),
    "Assignment: hidden sizes": SizesSettings(),
    "Assignment: learning rates": RatesSettings(),
    "Noisy circles": PlanarSettings(dataset="noisy_circles"),
    "Noisy moons": PlanarSettings(dataset="noisy_moons"),
    "Blobs": PlanarSettings(dataset="blobs"),
    "Gaussian quantiles": PlanarSettings(dataset="gaussian_quantiles"),
    "Spiral: 20 units": PlanarSettings(dataset="spiral", n_hidden=20),
    "Overfitting: 100 points": SizesSettings(points=100, iterations=10_000),
    "60 moons, learnt by heart": MOONS_60,
    "L2 against it: 60 moons": MOONS_60.changed(l2=0.1),
}
"""The first one is what the tab begins with; the class of each says which experiment it is."""
