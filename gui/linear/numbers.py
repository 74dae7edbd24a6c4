"""What the fold-out *Formulas* is given: one weight and one point of a look at a state."""

from engine.linear.features import FEATURES
from engine.linear.look import LinearLook
from engine.optimizers import RULES
from gui.linear.formulas import MOST_TERMS, LinearNumbers


def numbers_of(
    look: LinearLook, columns: tuple[int, ...], feature: int, y: float, label: str
) -> LinearNumbers:
    """The numbers of one weight.

    Args:
        look: What is seen of the racer.
        columns: Which columns of `expand` its weights belong to.
        feature: Which of its weights.
        y: The class of the mini-batch's first point.
        label: The racer's name.
    """
    symbols = RULES[look.racer.rule].memory
    memory = {name: float(look.memory[k, feature]) for k, name in enumerate(symbols)}
    memory_next = {name: float(look.memory_next[k, feature]) for k, name in enumerate(symbols)}
    unbiased = {name: float(look.unbiased[k, feature]) for k, name in enumerate(symbols)}
    return LinearNumbers(
        iteration=look.iteration,
        rule=look.racer.rule,
        racer=label,
        feature=FEATURES[columns[feature]].symbol,
        index=columns[feature],
        w=float(look.weights[feature]),
        g=float(look.gradient[feature]),
        w_next=float(look.weights_next[feature]),
        step=float(look.step[feature]),
        learning_rate=look.racer.learning_rate,
        alpha=look.racer.alpha,
        epsilon=look.racer.epsilon,
        batch_size=len(look.batch),
        z=float(look.logits[0]),
        p=float(look.probabilities[0]),
        y=int(y),
        error=float(look.errors[0]),
        loss=float(look.point_losses[0]),
        terms=tuple(
            (float(look.errors[k]), float(look.expanded[k, feature]))
            for k in range(min(MOST_TERMS, len(look.batch)))
        ),
        memory=memory,
        memory_next=memory_next,
        unbiased=unbiased,
        t=look.t,
    )
