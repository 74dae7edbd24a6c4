"""What a notebook says of the run that it trains again."""

from itertools import pairwise
from typing import Any

from engine.words import difference_words


def events_words(record: Any) -> str:
    """What was changed on the way, as sentences; "" for a run that was left alone."""
    changes = record.programme.changes
    sentences = []
    for before, one in pairwise(changes):
        names = set(one.settings.differences(before.settings)) - {one.settings.length_name}
        if names and one.iteration < record.head:
            words = difference_words(one.settings, before.settings)
            sentences.append(f"From iteration {one.iteration:,} on: {words}.")
    return " " + " ".join(sentences) if sentences else ""
