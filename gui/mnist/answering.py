"""Who answers for a drawing at a moment of a run: the run itself once it trains, else the other."""

from dataclasses import dataclass

from engine.mnist.record import MnistRecord
from gui.mnist.answers import Answerer


@dataclass(frozen=True, eq=False)
class Answering:
    """Who is asked, and who stands beside it.

    Attributes:
        answering: Whose bars are shown; None where there is no network at all.
        other: Whose outlines are shown, or None.
        of_run: Whether it is the run that answers.
    """

    answering: Answerer | None
    other: Answerer | None
    of_run: bool


def ready_made_answerer() -> Answerer | None:
    """The network that comes with the program; None while there is none."""
    return None


def answering_at(record: MnistRecord, position: int) -> Answering:
    """Who answers at a position of a run."""
    made = ready_made_answerer()
    network = record.network(position) if record.head else None
    if network is None:
        return Answering(made, None, of_run=False)
    words = f"This run, batch {record.nearest_kept(position):,}"
    return Answering(Answerer(words, network), made, of_run=True)


def batch_words(record: MnistRecord, position: int) -> str:
    """The kept batch that stands for a position: "batch 412"."""
    kept = record.nearest_kept(position)
    if position in (kept, record.head):  # a run that trains is always a few batches ahead
        return f"batch {kept:,}"
    return f"batch {kept:,}, the nearest kept to {position:,}"
