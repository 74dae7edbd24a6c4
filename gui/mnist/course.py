"""What the tab says of how a run on MNIST is going, and what it offers to try."""

from engine.course import Course
from engine.mnist.record import MnistRecord
from engine.mnist.words import course_words, stop_words
from gui.guide import KEY, rate_action
from gui.widgets.message_bar import Level, Message


def course_message(record: MnistRecord) -> Message | None:
    """The message for the course of a run; None when it goes well."""
    if record.stop is not None:
        return Message(KEY, "bad", stop_words(record.stop), "", (rate_action(more=False),))
    found = record.judge(0)
    if found is None:
        return None
    more = found.course is Course.CRAWLING
    level: Level = "warn" if found.course is Course.DIVERGING else "info"
    return Message(KEY, level, course_words(found), "", (rate_action(more=more),))
