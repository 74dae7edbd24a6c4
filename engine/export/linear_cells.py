"""A run of the first assignment as cells, in the assignment's own function names."""

from engine.export.cells import Cell, code, words
from engine.export.ending_cells import comparison_cells, picture_cells
from engine.export.heading import acting_rows, events_words
from engine.export.point_cells import point_cells
from engine.export.trust import trust
from engine.linear.features import FEATURE_NAMES, columns_of
from engine.linear.settings import LinearSettings
from engine.linear.words import settings_words
from engine.optimizers import RULES
from engine.record import Record

MODEL = """
    def expand(X):
        # x0, x1, x0², x1², x0·x1, 1: with the squares a linear classifier can draw a circle.
        x0, x1 = X[:, 0], X[:, 1]
        return np.stack([x0, x1, x0**2, x1**2, x0 * x1, np.ones(len(X))], axis=1)


    def probability(X, w):
        # P(y = 1) = σ(w·x) of each point, without overflow.
        z = X @ w
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


    def compute_loss(X, y, w):
        # −y log p − (1 − y) log(1 − p) on average, in the form that is finite for every z.
        z = X @ w
        return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


    def compute_grad(X, y, w):
        # ∂L/∂w = 1/n Σ (p − y) x
        return X.T @ (probability(X, w) - y) / len(y)
    """

RULE_CODE = {
    "sgd": """
        def sgd(w, g, memory, eta):
            # w ← w − η g
            return w - eta * g
        """,
    "momentum": """
        def momentum(w, g, memory, eta, alpha):
            # ν ← α ν + η g;  w ← w − ν
            memory["nu"] = alpha * memory.get("nu", 0) + eta * g
            return w - memory["nu"]
        """,
    "nesterov": """
        def nesterov(w, g, memory, eta, alpha):
            # ν ← α ν + η g;  w ← w − (α ν + η g)
            memory["nu"] = alpha * memory.get("nu", 0) + eta * g
            return w - (alpha * memory["nu"] + eta * g)
        """,
    "adagrad": """
        def adagrad(w, g, memory, eta, epsilon):
            # G ← G + g²;  w ← w − η g / √(G + ε)
            memory["G"] = memory.get("G", 0) + g**2
            return w - eta * g / np.sqrt(memory["G"] + epsilon)
        """,
    "rmsprop": """
        def rmsprop(w, g, memory, eta, alpha, epsilon):
            # G ← α G + (1 − α) g²;  w ← w − η g / √(G + ε)
            memory["G"] = alpha * memory.get("G", 0) + (1 - alpha) * g**2
            return w - eta * g / np.sqrt(memory["G"] + epsilon)
        """,
    "adam": """
        def adam(w, g, memory, eta, alpha, epsilon, beta_2=0.999):
            # m ← α m + (1 − α) g;  v ← β₂ v + (1 − β₂) g²;  w ← w − η m̂ / (√v̂ + ε)
            t = memory["t"] = memory.get("t", 0) + 1
            memory["m"] = alpha * memory.get("m", 0) + (1 - alpha) * g
            memory["v"] = beta_2 * memory.get("v", 0) + (1 - beta_2) * g**2
            m_hat = memory["m"] / (1 - alpha**t)
            v_hat = memory["v"] / (1 - beta_2**t)
            return w - eta * m_hat / (np.sqrt(v_hat) + epsilon)
        """,
}
"""Each rule as a learner would write it: the weights after a step; what it remembers in a dict."""

USES_EPSILON = ("adagrad", "rmsprop", "adam")

TRAIN = """
    def train(changes):
        # The weights in the end, and the losses of all states.
        random = np.random.RandomState(seed)  # the same mini-batches as with np.random.seed
        w, rule, losses = w_0.copy(), None, []
        for k in range(iterations):
            if k in changes:
                before = rule
                rule, batch_size, rates = changes[k]
                if rule is not before:
                    memory = {}
            chosen = random.choice(len(y), batch_size)
            losses.append(compute_loss(X, y, w))
            g = compute_grad(X[chosen], y[chosen], w)
            w = rule(w, g, memory, **rates)
        losses.append(compute_loss(X, y, w))
        return w, losses


    weights, losses = {}, {}
    for name, changes in racers.items():
        weights[name], losses[name] = train(changes)
        right = np.mean((probability(X, weights[name]) > 0.5) == (y == 1))
        print(f"{name:<14} loss {losses[name][-1]:.11f}  accuracy {right:.4f}")
    """


def cells(record: Record) -> tuple[Cell, ...]:
    """A run of the first assignment, to be trained again with numpy."""
    settings: LinearSettings = record.programme.changes[0].settings
    trusts = trust(record, (record.head,) * record.n_racers)
    return (
        _heading(record),
        code("import numpy as np"),
        *point_cells(settings, record.points),
        words("## The model\n\nThe functions that the assignment asks for."),
        code(MODEL),
        *_inputs(settings),
        *_rules(record),
        words(
            "## Training\n\nAt each iteration a mini-batch is drawn, with replacement, and gives"
            " the gradient of the step. The loss that is kept is that over all points."
        ),
        code(TRAIN),
        *picture_cells(),
        *comparison_cells(dict(zip(names(record), trusts, strict=True))),
    )


def names(record: Record) -> tuple[str, ...]:
    """What each racer is called, no two alike."""
    labels: tuple[str, ...] = record.programme.changes[0].settings.labels
    return labels


def _heading(record: Record) -> Cell:
    line = settings_words(record.programme.changes[0].settings, record.points.name)
    return words(
        "# A linear classifier, trained by gradient descent\n\n"
        f"{line}; {record.head:,} iterations.{events_words(record)}\n\n"
        "Written by Descent. Run the cells from top to bottom: they train the same run again, with"
        " numpy alone, and end with the same numbers."
    )


def _inputs(settings: LinearSettings) -> tuple[Cell, ...]:
    lines = ["X, y = expand(points), labels", "w_0 = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 1.0])"]
    columns = columns_of(settings.features)
    if len(columns) < len(FEATURE_NAMES):
        lines.append(f"features = {list(columns)}  # {', '.join(settings.features)}")
        lines.append("X, w_0 = X[:, features], w_0[features]")
    return (code("\n".join(lines)),)


def _rules(record: Record) -> tuple[Cell, ...]:
    programme = record.programme
    used = {rule for one in programme.changes for rule in one.settings.optimizers}
    rules = "\n\n\n".join(code(RULE_CODE[name]).text for name in RULE_CODE if name in used)
    rows = []
    for racer, name in enumerate(names(record)):
        rows.append(f"    {name!r}: {{")
        changes = ((one.iteration, _acting(one.settings, racer)) for one in programme.changes)
        acting = acting_rows(changes, record.head)
        rows.extend(f"        {iteration}: {numbers}," for iteration, numbers in acting)
        rows.append("    },")
    table = "\n".join(
        [
            "# From which iteration on: the rule, the batch size, and the rule's numbers.",
            "racers = {",
            *rows,
            "}",
            f"iterations = {record.head}",
            f"seed = {programme.changes[0].settings.seed}",
        ]
    )
    heading = words(
        "## The rules\n\nEach gives the weights after a step; what it remembers is in `memory`."
    )
    return heading, code(rules), code(table)


def _acting(settings: LinearSettings, index: int) -> str:
    racer = settings.racers[index]
    rates = [f"eta={racer.learning_rate!r}"]
    if RULES[racer.rule].uses_alpha:
        rates.append(f"alpha={racer.alpha!r}")
    if racer.rule in USES_EPSILON:
        rates.append(f"epsilon={racer.epsilon!r}")
    return f"({racer.rule}, {settings.batch_size_of(index)}, dict({', '.join(rates)}))"
