"""The settings that the second assignment is known from, and some that show one thing each."""

from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings

PRESETS: dict[str, PlanarSettings] = {
    "Assignment: flower": PlanarSettings(),
    "Noisy circles": PlanarSettings(dataset="noisy_circles"),
    "Noisy moons": PlanarSettings(dataset="noisy_moons"),
    "Blobs": PlanarSettings(dataset="blobs"),
    "Gaussian quantiles": PlanarSettings(dataset="gaussian_quantiles"),
    "Overfitting: 100 points": PlanarSettings(points=100, n_hidden=20),
    "60 moons, learnt by heart": PlanarSettings(
        dataset="noisy_moons", points=60, noise=0.3, data_seed=3, n_hidden=20
    ),
    "L2 against it: 60 moons": PlanarSettings(
        dataset="noisy_moons", points=60, noise=0.3, data_seed=3, n_hidden=20, l2=0.1
    ),
}
"""The first one is what the tab begins with."""

SIZES_PRESETS: dict[str, SizesSettings] = {
    "Assignment: seven sizes": SizesSettings(),
    "Overfitting: 100 points": SizesSettings(points=100, iterations=10_000),
}

RATES_PRESETS: dict[str, RatesSettings] = {"From crawling to diverging": RatesSettings()}
