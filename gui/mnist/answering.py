"""Who answers for a drawing at a moment of a run: the run itself once it trains, else the other."""

from engine.errors import DataError
from engine.mnist.ready_made import ready_made
from engine.mnist.record import MnistRecord
from gui.mnist.answers import Answerer


def ready_made_answerer() -> Answerer | None:
    """The network that comes with the program, by what it is and how good; None if damaged."""
    try:
        made = ready_made()
    except DataError:
        return None
    words = f"Ready-made network ({100 * made.test_accuracy:.1f} % on test)"
    return Answerer(words, made.network, made.description)


def run_at(record: MnistRecord, position: int) -> Answerer | None:
    """The run's network at a position, as "Batch 412"; None before Keras has answered."""
    network = record.network(position)
    return None if network is None else Answerer(_batch_words(record, position), network)


def answering_at(record: MnistRecord, position: int) -> tuple[Answerer | None, Answerer | None]:
    """Who answers for a drawing at a position of a run, and who stands beside it."""
    made, network = ready_made_answerer(), record.network(position)
    if network is None or not record.head:
        return made, None
    return Answerer(f"This run, batch {record.nearest_kept(position):,}", network), made


def _batch_words(record: MnistRecord, position: int) -> str:
    kept = record.nearest_kept(position)
    if position in (kept, record.head):  # a run that trains is always a few batches ahead
        return f"Batch {kept:,}"
    return f"Batch {kept:,}, the nearest kept to {position:,}"
