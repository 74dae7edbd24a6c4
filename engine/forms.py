"""How a run of each assignment is kept in files: one row for each, and nothing else to change."""

from dataclasses import dataclass

from engine.late_import import imported
from engine.settings import Settings


@dataclass(frozen=True)
class Form:
    """How a run of an assignment is kept.

    Attributes:
        tab: The tab that shows it: "linear", "planar", "mnist".
        settings: Where its settings class is, "module:name".
        taken: Where its function record → (facts, pieces) is. It copies nothing, so that another
            thread can write the pieces while the run goes on.
        rebuilt: Where its function (assignment, facts, arrays) → record is.
        journalled: Where its function record → (facts, pieces) for the journal of a window is; ""
            where a run is so quickly trained again that its settings are enough.
    """

    tab: str
    settings: str
    taken: str = "engine.point_form:taken"
    rebuilt: str = "engine.point_form:rebuilt"
    journalled: str = ""


FORMS = {
    "linear": Form("linear", "engine.linear.settings:LinearSettings"),
    "planar": Form("planar", "engine.planar.settings:PlanarSettings"),
    "planar-sizes": Form("planar", "engine.planar.settings:SizesSettings"),
    "planar-rates": Form("planar", "engine.planar.settings:RatesSettings"),
    "mnist": Form(
        "mnist",
        "engine.mnist.settings:MnistSettings",
        "engine.mnist.record_form:taken",
        "engine.mnist.record_form:rebuilt",
        "engine.mnist.record_form:taken_for_journal",
    ),
}
"""For each run of `engine.worker.RUNS` how it is kept."""


def settings_class_of(assignment: str) -> type[Settings]:
    """The settings of a run of `FORMS`."""
    settings_class: type[Settings] = imported(FORMS[assignment].settings)
    return settings_class
