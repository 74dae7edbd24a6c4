"""One line that says which linear run a picture shows."""

from engine.linear.features import FEATURES
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES


def settings_words(settings: LinearSettings, points_name: str) -> str:
    """The settings in one line: "Ring, 826 points; SGD η 0.05; batches of 4; seed 42".

    Args:
        settings: Of the run.
        points_name: What the points are called.
    """
    racers = ", ".join(
        f"{RULES[racer.rule].label} η {racer.learning_rate:g}"
        + (f" α {racer.alpha:g}" if RULES[racer.rule].uses_alpha else "")
        for racer in settings.racers
    )
    parts = [f"{points_name}, {settings.points:,} points", racers]
    if len(settings.features) < len(FEATURES):
        symbols = {feature.name: feature.symbol for feature in FEATURES}
        parts.append("features " + " ".join(symbols[name] for name in settings.features))
    if settings.batch_sizes:
        sizes = (settings.batch_size_of(racer) for racer in range(len(settings.optimizers)))
        parts.append("batches of " + ", ".join(map(str, sizes)))
    else:
        parts.append(f"batches of {settings.batch_size}")
    return "; ".join([*parts, f"seed {settings.seed}"])
