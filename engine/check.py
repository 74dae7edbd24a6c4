"""A check: a number that is known, beside the one that this program obtains.

What is checked stands in each assignment's `check.py`; here is only the form, and how it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import numpy as np

from engine.run import Block

WIDTH = 90
"""Letters of a line of a reason."""

Numbers = float | tuple[float, ...]


@dataclass(frozen=True)
class Check:
    """One comparison.

    Attributes:
        name: What is compared, in words.
        expected: A number or several.
        obtained: As many.
        tolerance: How far each may be from what is expected; 0 means equal.
        reason: Where a published number cannot come out to its last digit, why; else empty.
    """

    name: str
    expected: Numbers
    obtained: Numbers
    tolerance: float
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether every number is as near as it has to be; nan is near nothing."""
        expected, obtained = _several(self.expected), _several(self.obtained)
        return len(expected) == len(obtained) and all(
            abs(one - other) <= self.tolerance
            for one, other in zip(expected, obtained, strict=True)
        )


def bits_apart(one: Block, other: Block) -> int:
    """How many losses and values of two blocks are not the same to the bit."""
    if len(one) != len(other):
        return one.values.size
    pairs = ((one.losses, other.losses), (one.values, other.values))
    return sum(int(np.count_nonzero(a.view(np.uint64) != b.view(np.uint64))) for a, b in pairs)


def _several(numbers: Numbers) -> tuple[float, ...]:
    return numbers if isinstance(numbers, tuple) else (numbers,)


def as_json(check: Check) -> dict[str, Any]:
    """`{"name", "expected", "obtained", "tolerance", "ok"}`."""
    return {
        "name": check.name,
        "expected": check.expected,
        "obtained": check.obtained,
        "tolerance": check.tolerance,
        "ok": check.ok,
    }


def checks_as_json(checks: Sequence[Check]) -> dict[str, Any]:
    """`{"ok": …, "checks": [{"name", "expected", "obtained", "tolerance", "ok"}, …]}`."""
    return {"ok": all(one.ok for one in checks), "checks": [as_json(one) for one in checks]}


def checks_as_text(checks: Sequence[Check]) -> str:
    """A paragraph for each check, expected beside obtained, and how many hold."""
    failed = sum(not one.ok for one in checks)
    end = f"{failed} of {len(checks)} do not hold." if failed else f"All {len(checks)} hold."
    return "\n".join([*map(as_text, checks), end])


def as_text(check: Check) -> str:
    """A check as a paragraph: what it is, the numbers, and the reason where there is one."""
    lines = [
        f"{'ok  ' if check.ok else 'FAIL'}  {check.name}",
        f"      expected {shown(check.expected)}   obtained {shown(check.obtained)}"
        f"   tolerance {check.tolerance:g}",
    ]
    return "\n".join(
        [*lines, *(f"      {line}" for line in wrap(check.reason, WIDTH, break_on_hyphens=False))]
    )


def shown(numbers: Numbers) -> str:
    """One number or several, to twelve figures."""
    return ", ".join(f"{one:.12g}" for one in _several(numbers))
