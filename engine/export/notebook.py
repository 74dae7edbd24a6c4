"""A run as a Jupyter notebook or a plain script that trains it again: one list of cells."""

from engine.errors import InputError
from engine.export.cells import Cell, as_notebook, as_script
from engine.late_import import imported
from engine.run_record import RunRecord

CELLS = {
    "linear": "engine.export.linear_cells:cells",
    "planar": "engine.export.planar_cells:cells",
    "planar-sizes": "engine.export.planar_cells:cells",
    "planar-rates": "engine.export.planar_cells:cells",
    "mnist": "engine.export.mnist_cells:cells",
}
"""For each assignment its function record → cells; imported when it is asked for."""


def cells_of(record: RunRecord) -> tuple[Cell, ...]:
    """The cells that train a run again.

    Raises:
        InputError: The run has not been trained, or its assignment has no notebook.
    """
    if record.assignment not in CELLS:
        raise InputError(
            f"There is no notebook for runs of {record.assignment}. Export another kind of file."
        )
    if record.head < 1:
        raise InputError("This run has not been trained yet. Train it, save it, then export it.")
    cells: tuple[Cell, ...] = imported(CELLS[record.assignment])(record)
    return cells


def notebook_text(record: RunRecord) -> str:
    """The run as a notebook, `.ipynb`."""
    return as_notebook(cells_of(record))


def script_text(record: RunRecord) -> str:
    """The run as a script, `.py`."""
    return as_script(cells_of(record))
