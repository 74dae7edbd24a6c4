"""Functions and classes by the place where they stand, imported when they are first needed.

So a table can name what needs Keras or scikit-learn, which take seconds to import, and be read at
once.
"""

import importlib
from typing import Any


def imported(place: str) -> Any:
    """What stands at a place.

    Args:
        place: A module and a name in it: "engine.linear.run:LinearRun".
    """
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)
