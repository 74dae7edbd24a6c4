"""What a notebook says of the run that it trains again."""

from collections.abc import Iterable
from itertools import pairwise

from engine.run_record import RunRecord
from engine.words import difference_words


def events_words(record: RunRecord) -> str:
    """What was changed on the way, as sentences; "" for a run that was left alone."""
    changes = record.programme.changes
    sentences = []
    for before, one in pairwise(changes):
        names = set(one.settings.differences(before.settings)) - {one.settings.length_name}
        if names and one.iteration < record.head:
            words = difference_words(one.settings, before.settings)
            sentences.append(f"From iteration {one.iteration:,} on: {words}.")
    return " " + " ".join(sentences) if sentences else ""


def acting_rows(changes: Iterable[tuple[int, str]], head: int) -> list[tuple[int, str]]:
    """Which of some changes really say something else than the one before, up to the head.

    Args:
        changes: (iteration, what acts from there on, as code) in order.
        head: The run's last iteration.
    """
    rows: list[tuple[int, str]] = []
    for iteration, acting in changes:
        if iteration < max(head, 1) and (not rows or rows[-1][1] != acting):
            rows.append((iteration, acting))
    return rows
