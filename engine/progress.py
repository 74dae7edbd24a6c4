"""How far something is, on standard error: for a person a bar, for a program one line a step."""

import sys
from typing import NoReturn

from tqdm import tqdm


class Progress:
    """A bar on standard error; without a terminal only its last line.

    Args:
        title: What is going on, before the bar.
        unit: What is counted, in the plural.
    """

    def __init__(self, title: str, unit: str = "iterations") -> None:
        self._title = title
        self._unit = unit
        self._bar: tqdm[NoReturn] | None = None
        self._done = self._total = 0

    def show(self, done: int, total: int) -> None:
        """Show how many are done, of how many."""
        if self._bar is None:
            short = "it" if self._unit == "iterations" else f" {self._unit}"
            # disable=None: tqdm is silent where standard error is no terminal.
            self._bar = tqdm(total=total, desc=self._title, unit=short, disable=None)
        self._bar.update(done - self._done)
        self._done, self._total = done, total

    def close(self) -> None:
        """End the bar; say in a line where it ended if it could not be seen."""
        if self._bar is None:
            return
        was_silent = self._bar.disable  # a bar that is closed always says so
        self._bar.close()
        if was_silent:
            sys.stderr.write(f"{self._title}: {self._done:,} of {self._total:,} {self._unit}\n")
