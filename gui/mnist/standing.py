"""The one number that matters, at a position of a run, with the words around it."""

from engine.mnist.block import Epoch
from engine.mnist.record import MnistRecord
from gui.mnist.batch_lines import ACCURACY, NAME, BatchLines, window_of

UNTRAINED = (
    "≈ 10 %",
    "an untrained network guesses",
    "One of ten digits",
    "Press Play to train it.",
)
"""What `standing` gives where nothing was trained."""
_ACCURACY = BatchLines(ACCURACY, 100.0)


def last_epoch(record: MnistRecord, position: int) -> Epoch | None:
    """The last epoch that has ended at a position."""
    ended = [one for one in record.epochs if one.iteration <= position]
    return ended[-1] if ended else None


def standing(record: MnistRecord, position: int) -> tuple[str, str, str, str]:
    """Number, caption, tooltip, and a second line."""
    epoch = last_epoch(record, position)
    if epoch is not None:
        return (
            f"{100 * epoch.val_accuracy:.2f} %",
            f"validation accuracy, epoch {epoch.number} of {record.settings.epochs}",
            f"{epoch.val_accuracy:.6g} of the validation images are recognised",
            f"training {100 * epoch.accuracy:.2f} % · validation loss {epoch.val_loss:.4f}",
        )
    if position == 0:
        return UNTRAINED
    mean = _ACCURACY.at(record, position)[NAME]
    of = min(position, window_of(record))
    return (
        f"{mean:.1f} %",
        f"right in the last {of} training batches",
        f"{mean:.6g} %",
        f"epoch 1 of {record.settings.epochs}, batch {position:,} of {record.batches_per_epoch:,}",
    )
