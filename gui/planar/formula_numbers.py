"""What the fold-out *Formulas* is given: one point and one hidden unit of a look. Only picks."""

from engine.datasets import Points
from engine.planar.look import PlanarLook
from gui.planar.formulas import MOST_TERMS, PlanarNumbers


def numbers_of(seen: PlanarLook, points: Points, unit: int, point: int) -> PlanarNumbers:
    """The numbers of one hidden unit for one point.

    Args:
        seen: A network at a state.
        points: What it learns.
        unit: The hidden unit, from 0.
        point: Index of the point.
    """
    now, new, slopes = seen.parameters, seen.parameters_next, seen.gradients
    n_hidden = now["W1"].shape[0]
    shown = range(min(MOST_TERMS, n_hidden))
    return PlanarNumbers(
        iteration=seen.iteration,
        activation=seen.settings.activation,
        unit=unit + 1,
        n_hidden=n_hidden,
        n_points=len(points.y),
        learning_rate=seen.settings.learning_rate,
        l2=seen.settings.l2,
        x=(float(points.X[point, 0]), float(points.X[point, 1])),
        y=int(points.y[point]),
        w1=(float(now["W1"][unit, 0]), float(now["W1"][unit, 1])),
        b1=float(now["b1"][unit, 0]),
        z1=float(seen.cache["Z1"][unit, point]),
        a1=float(seen.cache["A1"][unit, point]),
        slope=float(seen.slope[unit, point]),
        w2=float(now["W2"][0, unit]),
        outputs=tuple(
            (float(now["W2"][0, other]), float(seen.cache["A1"][other, point])) for other in shown
        ),
        b2=float(now["b2"][0, 0]),
        z2=float(seen.cache["Z2"][0, point]),
        a2=float(seen.cache["A2"][0, point]),
        loss=float(seen.point_losses[point]),
        cross_entropy=seen.cross_entropy,
        penalty=seen.penalty,
        cost=seen.cost,
        dz2=float(seen.output_errors[0, point]),
        dz1=float(seen.hidden_errors[unit, point]),
        dw1=(float(slopes["dW1"][unit, 0]), float(slopes["dW1"][unit, 1])),
        db1=float(slopes["db1"][unit, 0]),
        dw2=float(slopes["dW2"][0, unit]),
        db2=float(slopes["db2"][0, 0]),
        w1_next=(float(new["W1"][unit, 0]), float(new["W1"][unit, 1])),
        b1_next=float(new["b1"][unit, 0]),
        w2_next=float(new["W2"][0, unit]),
        b2_next=float(new["b2"][0, 0]),
    )
