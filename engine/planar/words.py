"""One line that says which planar run a picture shows, and what the tab says of the assignment."""

from functools import lru_cache

from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.run import Programme

SWINGS_FROM = 7_500
"""From about here the cost of the assignment's network swings."""
SWINGING = (
    "Near iteration 7,838 the learning rate crosses the stability limit: the cost swings and"
    " rises from 0.2160 to 0.2196. From there on round-off decides, so the published 0.218607 at"
    " iteration 9,000 cannot be reproduced to six digits by anyone."
)
SIZES_WORDS = (
    "Each network learns the same points from its own small random weights. Fresh points of the"
    " same kind show what it has understood."
)
RATES_WORDS = (
    "The same network from the same start, with one thing changed: the learning rate. Too small"
    " crawls, too large overshoots; “One Weight” beside the curve shows why."
)
NO_OVERFITTING = (
    "The course says that large hidden layers overfit here. On these 400 points they do not: after"
    " 5,000 iterations 20 and 50 units do as well on fresh points as 4. The presets"
    " “Overfitting: 100 points” and “L2 against it: 60 moons” show where it is real."
)


def settings_words(settings: PlanarSettings, points_name: str) -> str:
    """The settings in one line: "Flower, 400 points; nₕ 4, tanh; η 1.2; seed 2".

    Args:
        settings: Of the run.
        points_name: What the points are called.
    """
    sizes = settings.sizes if isinstance(settings, SizesSettings) else str(settings.n_hidden)
    rates = settings.rates if isinstance(settings, RatesSettings) else f"{settings.learning_rate:g}"
    parts = [
        f"{points_name}, {settings.points:,} points",
        f"nₕ {sizes}, {settings.activation}",
        f"η {rates}",
    ]
    if settings.l2:
        parts.append(f"λ {settings.l2:g}")
    return "; ".join([*parts, f"seed {settings.seed}"])


def typed(label: str) -> str:
    """What a network is called, as it can be typed in a program: "n_h 4" for "nₕ 4"."""
    return label.replace("nₕ", "n_h")


def swings(programme: Programme[PlanarSettings]) -> bool:
    """Whether a run has the assignment's settings throughout: its cost swings at iteration 7,838.

    Args:
        programme: The settings, and from where on others act.
    """
    return all(_is_the_assignments(change.settings) for change in programme.changes)


@lru_cache(maxsize=64)  # asked with every frame, and to make settings takes a quarter millisecond
def _is_the_assignments(settings: PlanarSettings) -> bool:
    return settings == PlanarSettings(iterations=settings.iterations)


def is_the_courses_claim(settings: PlanarSettings) -> bool:
    """Whether these are sizes on the 400 points of which the course says that they overfit."""
    if not isinstance(settings, SizesSettings):
        return False
    reference = SizesSettings(sizes=settings.sizes, iterations=settings.iterations)
    return settings == reference
