"""Takes what the formulas show of a linear state out of the engine's look at it. Only picks."""

from engine.linear.features import FEATURES
from engine.linear.look import LinearLook
from engine.optimizers import RULES
from gui.linear.formulas import MOST_TERMS, LinearNumbers


def numbers_of(look: LinearLook, row: int, features: tuple[str, ...], y: float) -> LinearNumbers:
    """The numbers of one weight and of the mini-batch's first point.

    Args:
        look: One racer at a state.
        row: The chosen feature among those that are switched on.
        features: Names of the features that are switched on, in order.
        y: Class of the mini-batch's first point, `points.y[look.batch[0]]`.
    """
    index = [feature.name for feature in FEATURES].index(features[row])
    racer = look.racer
    letters = RULES[racer.rule].memory
    return LinearNumbers(
        iteration=look.iteration,
        rule=racer.rule,
        racer=racer.label,
        feature=FEATURES[index].symbol,
        index=index,
        w=float(look.weights[row]),
        g=float(look.gradient[row]),
        w_next=float(look.weights_next[row]),
        step=float(look.step[row]),
        learning_rate=racer.learning_rate,
        alpha=racer.alpha,
        epsilon=racer.epsilon,
        batch_size=len(look.batch),
        z=float(look.logits[0]),
        p=float(look.probabilities[0]),
        y=int(y),
        error=float(look.errors[0]),
        loss=float(look.point_losses[0]),
        terms=tuple(
            (float(error), float(x))
            for error, x in zip(
                look.errors[:MOST_TERMS], look.expanded[:MOST_TERMS, row], strict=True
            )
        ),
        memory={letter: float(look.memory[i, row]) for i, letter in enumerate(letters)},
        memory_next={letter: float(look.memory_next[i, row]) for i, letter in enumerate(letters)},
        unbiased={letter: float(look.unbiased[i, row]) for i, letter in enumerate(letters)},
        t=look.t,
    )
