"""One line that says which MNIST run a picture shows, and what must honestly be said beside it."""

from engine.course import Course, Judgement
from engine.mnist.digits import Digits
from engine.mnist.presets import PAST
from engine.mnist.settings import ACTIVATIONS, OPTIMIZERS, MnistSettings
from engine.run import Stop

NOT_THE_DATA = "Not the assignment's data: its figures do not hold here."
SMALL_DIGITS = (
    "Real digits, but small ones enlarged: not the assignment's data. Download MNIST, or open it."
)
NOT_IN_13 = (
    "The text promises more than 97.5 %. In 13 epochs this network reaches 97.07 to 97.42 %"
    " (8 seeds)."
)
PAST_RECIPE = (
    "Not the assignment's recipe: dropout 0.2 instead of 0.5, batches of 64 instead of 32, a"
    " learning rate that falls to 0 as a cosine, averaged weights, and 15 epochs."
)
DROPOUT = (
    "Training accuracy reads lower: there dropout silences {:.0f} % of the hidden units, in"
    " validation none."
)
MEASURED_DROPOUT = (
    "Training accuracy reads lower (94.7 to 94.9 % after 13 epochs): there dropout silences half"
    " of the hidden units. Without it the same images give 97.9 to 98.2 %."
)


def data_words(digits: Digits) -> str:
    """What must be said of images; "" for the assignment's own."""
    if digits.is_mnist:
        return ""
    small = digits.source is not None and digits.source.kind == "sklearn"
    return SMALL_DIGITS if small else NOT_THE_DATA


def settings_words(settings: MnistSettings, data_name: str) -> str:
    """The settings in one line: "MNIST; 3 × 128 ReLU, dropout 0.5; Adam, η 0.001; batches of 32".

    Args:
        settings: Of the run.
        data_name: What the images are called.
    """
    rule, activation = OPTIMIZERS[settings.optimizer], ACTIVATIONS[settings.activation]
    return (
        f"{data_name}; {settings.hidden_layers} × {settings.units} {activation},"
        f" dropout {settings.dropout:g}; {rule}, η {settings.learning_rate:g}; batches of"
        f" {settings.batch_size}; seed {settings.seed}"
    )


def honest_words(settings: MnistSettings, *, is_mnist: bool, trained: bool) -> str:
    """What must be said beside a run's numbers; "" for nothing.

    Args:
        settings: Of the run.
        is_mnist: Whether it learns the assignment's images.
        trained: Whether an epoch has ended, so that there are accuracies to compare.
    """
    parts = [] if is_mnist else [NOT_THE_DATA]
    verbatim = is_mnist and not settings.changed(epochs=13, seed=0).differences(MnistSettings())
    if verbatim:
        parts.append(NOT_IN_13)
    if not settings.changed(seed=0).differences(PAST.changed(seed=0)):
        parts.append(PAST_RECIPE)
    if trained and settings.dropout:
        measured = verbatim and settings.epochs == MnistSettings().epochs
        parts.append(MEASURED_DROPOUT if measured else DROPOUT.format(100 * settings.dropout))
    return " ".join(parts)


def course_words(judgement: Judgement) -> str:
    """A sentence that names the course of a run, with the numbers behind it."""
    change = f"{judgement.loss_before:.3g} → {judgement.loss_there:.3g}"
    at = f"batch {judgement.iteration:,}"
    if judgement.course is Course.CRAWLING:
        return f"The run is crawling: loss {change} in {judgement.iteration:,} batches."
    if judgement.course is Course.OSCILLATING:
        return f"The run oscillates: loss {change} at {at}, and came back."
    return f"The run is diverging: loss {change} at {at}."


def stop_words(stop: Stop) -> str:
    """A sentence that says why a run stopped by itself, and what is left."""
    return (
        f"The run stopped at batch {stop.iteration:,}: {stop.reason} ({stop.loss_before:.3g} →"
        f" {stop.loss_after:.3g}). All batches are kept."
    )
