"""What a command answers, on standard output: words for a person, or exactly one JSON value."""

import json
import math
import os
import sys
from collections.abc import Mapping
from typing import Any

from engine.errors import OutputError


def say(text: str) -> None:
    """Writes a line, at once; letters that the output cannot show are escaped.

    Raises:
        OutputError: There is no room where the output goes.
        BrokenPipeError: Who read it has gone.
    """
    shown = sys.stdout.encoding or "utf-8"
    line = text.encode(shown, "backslashreplace").decode(shown) + "\n"
    try:
        sys.stdout.write(line)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        forget_output()
        raise OutputError(
            f"The answer could not be written: {error.strerror}. Send it to a place with room."
        ) from error


def say_json(value: object) -> None:
    """Writes one JSON value in a line, with null for what is not finite.

    Raises:
        OutputError: There is no room where the output goes.
        BrokenPipeError: Who read it has gone.
    """
    value = _finite(value)
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, allow_nan=False)
    say(text)


def forget_output() -> None:
    """Lets go of what could not be written: Python would write it once more while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _finite(value: Any) -> Any:
    """The same value with null for every number that is not finite."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return value
