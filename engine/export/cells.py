"""The cells of a notebook, and the same cells as a plain script: one list, two forms."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any, Literal


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        kind: "words" in Markdown, or "code" in Python.
        text: What stands in it, without a line break at the end.
    """

    kind: Literal["words", "code"]
    text: str


def words(text: str) -> Cell:
    """A cell to be read."""
    return Cell("words", dedent(text).strip("\n"))


def code(text: str) -> Cell:
    """A cell to be run."""
    return Cell("code", dedent(text).strip("\n"))


def as_notebook(cells: Sequence[Cell]) -> str:
    """The cells as a Jupyter notebook, nbformat 4.5."""
    notebook = {
        "cells": [_notebook_cell(index, cell) for index, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _notebook_cell(index: int, cell: Cell) -> dict[str, Any]:
    common = {
        "id": f"cell-{index:02d}",
        "metadata": {},
        "source": cell.text.splitlines(keepends=True),
    }
    if cell.kind == "words":
        return {"cell_type": "markdown", **common}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **common}


def as_script(cells: Sequence[Cell]) -> str:
    """The cells as a Python file; `# %%` begins a cell, as editors and Jupytext know it."""
    return "\n\n".join(map(_script_cell, cells)) + "\n"


def _script_cell(cell: Cell) -> str:
    if cell.kind == "code":
        return "# %%\n" + cell.text
    lines = (f"# {line}".rstrip() for line in cell.text.splitlines())
    return "# %% [markdown]\n" + "\n".join(lines)
