"""A check: a number that is known, beside the one that this program obtains.

What is checked stands in each assignment's `check.py`; here is only the form, and how it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Numbers = float | tuple[float, ...]


@dataclass(frozen=True)
class Check:
    """One comparison.

    Attributes:
        name: What is compared, in words.
        expected: A number or several.
        obtained: As many.
        tolerance: How far each may be from what is expected; 0 means equal.
    """

    name: str
    expected: Numbers
    obtained: Numbers
    tolerance: float

    @property
    def ok(self) -> bool:
        """Whether every number is as near as it has to be; nan is near nothing."""
        expected, obtained = _several(self.expected), _several(self.obtained)
        return len(expected) == len(obtained) and all(
            abs(one - other) <= self.tolerance
            for one, other in zip(expected, obtained, strict=True)
        )


def _several(numbers: Numbers) -> tuple[float, ...]:
    return numbers if isinstance(numbers, tuple) else (numbers,)


def checks_as_json(checks: Sequence[Check]) -> dict[str, Any]:
    """`{"ok": …, "checks": [{"name", "expected", "obtained", "tolerance", "ok"}, …]}`."""
    return {
        "ok": all(one.ok for one in checks),
        "checks": [
            {
                "name": one.name,
                "expected": one.expected,
                "obtained": one.obtained,
                "tolerance": one.tolerance,
                "ok": one.ok,
            }
            for one in checks
        ],
    }


def checks_as_text(checks: Sequence[Check]) -> str:
    """A paragraph for each check, expected beside obtained, and how many hold."""
    paragraphs = [
        f"{'ok  ' if one.ok else 'FAIL'}  {one.name}\n"
        f"      expected {_shown(one.expected)}   obtained {_shown(one.obtained)}"
        f"   tolerance {one.tolerance:g}"
        for one in checks
    ]
    failed = sum(not one.ok for one in checks)
    end = f"{failed} of {len(checks)} do not hold." if failed else f"All {len(checks)} hold."
    return "\n".join([*paragraphs, end])


def _shown(numbers: Numbers) -> str:
    return ", ".join(f"{one:.12g}" for one in _several(numbers))
