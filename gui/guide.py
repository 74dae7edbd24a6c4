"""What a tab says of how its run is going, and what it offers to try."""

from collections.abc import Callable
from typing import Any

from engine.course import Course, Judgement
from engine.record import Record
from engine.run import State
from engine.run_record import RunRecord
from engine.settings import declaration
from engine.words import course_words
from gui.widgets.message_bar import Level, Message

KEY = "course"
FACTOR = 10
TRY_LESS, TRY_MORE = "less", "more"
RANKS = (Course.CRAWLING, Course.OSCILLATING, Course.DIVERGING)


StepLengths = Callable[[Any, State, int], tuple[float, float]]
"""Of a run, a state and a racer: how long the step from there is, and how long the weights are."""


def rate_action(*, more: bool) -> tuple[str, str]:
    """The button that tries another learning rate: its words and its key."""
    return (f"Try η·{FACTOR}", TRY_MORE) if more else (f"Try η/{FACTOR}", TRY_LESS)


class Guide:
    """Says something once, when there is something new to say.

    Args:
        step_lengths: How long steps and weights are.
        quantity: What the course calls the loss.
    """

    def __init__(self, step_lengths: StepLengths, quantity: str = "loss") -> None:
        self._step_lengths = step_lengths
        self._quantity = quantity
        self._said: object = None

    def look_at(self, record: Record) -> tuple[bool, Message | None]:
        """Whether there is something new to say of a run, and what; None takes it back."""
        worst = worst_course(record)
        what: object = None
        if record.stop is not None:
            what = (record.key, record.stop)
        elif worst is not None:
            judgement, racer = worst
            crawls = judgement.course is Course.CRAWLING
            what = (record.key, racer, judgement.course, 0 if crawls else judgement.iteration)
        if what == self._said:
            return False, None
        self._said = what
        if what is None:
            return True, None
        return True, course_message(record, self._step_lengths, self._quantity)


def worst_course(record: Record) -> tuple[Judgement, int] | None:
    """The worst course among the racers, with the racer's index; None when all go well."""
    judged = [
        (judgement, racer)
        for racer in range(record.n_racers)
        if (judgement := record.judge(racer)) is not None
    ]
    return max(judged, key=lambda pair: RANKS.index(pair[0].course), default=None)


def course_message(
    record: Record, step_lengths: StepLengths, quantity: str = "loss"
) -> Message | None:
    """The message for the worst course among the racers; None when all go well."""
    if record.stop is not None:
        return _stop_message(record, step_lengths)
    worst = worst_course(record)
    if worst is None:
        return None
    judgement, racer = worst
    before = record.state(max(0, min(judgement.iteration, record.head) - 1))
    step, weights = step_lengths(record.mirror, before, racer)
    text = course_words(judgement, record.settings.labels[racer], step, weights, quantity)
    more = judgement.course is Course.CRAWLING
    action = rate_action(more=more)
    level: Level = "warn" if judgement.course is Course.DIVERGING else "info"
    return Message(KEY, level, text, "", (action,))


def _stop_message(record: Record, step_lengths: StepLengths) -> Message | None:
    stop = record.stop
    if stop is None:
        return None
    before = record.state(max(0, stop.iteration - 1))
    step, weights = step_lengths(record.mirror, before, stop.racer)
    label = record.settings.labels[stop.racer]
    text = (
        f"{label} stopped at iteration {stop.iteration:,}: {stop.reason}"
        f" ({stop.loss_before:.3g} → {stop.loss_after:.3g}); the step was {step:.3g} long,"
        f" the weights {weights:.3g}. All iterations are kept."
    )
    return Message(KEY, "bad", text, "", (rate_action(more=False),))


def tried(record: RunRecord, action: str) -> Any:
    """The settings that an action of the message stands for: all learning rates times or by 10."""
    factor = FACTOR if action == TRY_MORE else 1 / FACTOR
    settings = record.settings
    most = declaration(type(settings), "learning_rate").maximum or float("inf")

    def scaled(rate: float) -> float:
        return float(f"{min(rate * factor, most):.6g}")

    own = getattr(settings, "learning_rates", {})
    changes: dict[str, Any] = {"learning_rate": scaled(settings.learning_rate)}
    if own:
        changes["learning_rates"] = {name: scaled(rate) for name, rate in own.items()}
    return settings.changed(**changes)
