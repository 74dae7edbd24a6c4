"""The last cells: the picture, and the run's own numbers beside those that came out."""

from math import isfinite

from engine.export.cells import Cell, code, words
from engine.export.trust import CLOSE, MOST_FOLLOWED, Trust

PICTURE = """
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("Matplotlib is not installed: no picture. Try: pip install matplotlib")
    else:
        for name in losses:
            plt.plot(losses[name], label=name)
        plt.xlabel("iteration")
        plt.ylabel("loss")
        plt.legend()
        plt.show()
    """

COMPARISON = """
    print(f"{'':<14} {'iteration':>9}  {'loss, Descent':>14}  {'loss, here':>14}  may differ by")
    for name, known in expected.items():
        for iteration, loss, tolerance in known:
            obtained = losses[name][iteration]
            print(f"{name:<14} {iteration:>9,}  {loss:14.12f}  {obtained:14.12f}  {tolerance:g}")
            assert abs(obtained - loss) <= tolerance, (name, iteration, loss, obtained)
    print("All losses are those of the run.")
    """


ONWARDS = (
    "## And now\n\nChange one number, a learning rate for instance, and run the cells from there"
    " on. The comparison will then fail, as it should: that is another run."
)


def picture_cells() -> tuple[Cell, ...]:
    """The losses as a picture, where Matplotlib is there."""
    return words("## The losses"), code(PICTURE)


def comparison_cells(trusts: dict[str, Trust]) -> tuple[Cell, ...]:
    """The run's losses beside those that came out, and why some may differ.

    Args:
        trusts: For each racer or network, by its name.
    """
    reasons = [_reason(name, one) for name, one in trusts.items() if not one.stable]
    text = "\n\n".join(
        [
            "## The same numbers as in Descent\n\n"
            "Some losses that the run had in Descent, and how near those above must come. Where the"
            f" run is stable that is {CLOSE:g}: two programs of the same mathematics round"
            " differently, and no more.",
            *reasons,
        ]
    )
    rows = []
    for name, one in trusts.items():
        rows.append(f"    {name!r}: [")
        rows.extend(
            f"        ({known.iteration}, {_number(known.loss)}, {_number(known.tolerance)}),"
            for known in one.known
        )
        rows.append("    ],")
    table = "\n".join(["expected = {", *rows, "}"])
    return words(text), code(table), code(COMPARISON), words(ONWARDS)


def _number(value: float) -> str:
    return repr(value) if isfinite(value) else f'float("{value}")'


def _reason(name: str, one: Trust) -> str:
    last = one.known[-1].tolerance
    if one.stable_to == one.followed_to:
        return (
            f"**{name}** is compared up to iteration {one.followed_to:,}. Whether its"
            f" {one.end:,} iterations come out to the last digit was looked at only as far as"
            f" {MOST_FOLLOWED:,}, so its end is printed and not judged."
        )
    near = (
        f"Its end is held to {last:.1e}, as far as such twins part."
        if isfinite(last)
        else "Its end is printed and not judged: it could be any of many."
    )
    return (
        f"**{name}** leaves the region where it is stable after iteration {one.stable_to:,}. From"
        " there on round-off decides: twins of this run that left it by 10⁻¹⁵ went other"
        f" ways, and so does any other program. {near}"
    )
