"""A run of the second assignment as cells, in the assignment's own function names."""

from engine.export.cells import Cell, code, words
from engine.export.ending_cells import comparison_cells, picture_cells
from engine.export.heading import acting_rows, events_words
from engine.export.point_cells import point_cells
from engine.export.trust import trust
from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.planar.sweep import network_programme, stopped_at
from engine.planar.words import settings_words, typed
from engine.record import Record
from engine.run import Programme

ACTIVATION_CODE = {
    "tanh": ("np.tanh(Z1)", "1 - A1**2"),
    "sigmoid": ("sigmoid(Z1)", "A1 * (1 - A1)"),
    "relu": ("np.maximum(Z1, 0)", "A1 > 0"),
}
"""g(Z1) of the hidden units, and its derivative in terms of A1."""

SLOPE_WORDS = {"tanh": "1 − A1²", "sigmoid": "A1 (1 − A1)", "relu": "1 where A1 > 0, else 0"}

FORWARD_WORDS = """**Forwards**, from the points to the probability of class 1:

- Z1 = W1 X + b1 and A1 = g(Z1), with g = {activation}: what each hidden unit says of each point
- Z2 = W2 A1 + b2 and A2 = σ(Z2): the answer"""

COST_WORDS = "**The cost** is the mean cross-entropy of the answers A2 and the classes Y."
L2_WORDS = " To it comes λ/2m times the sum of the squared weights, biases left out."

BACKWARD_WORDS = """**Backwards**, by the chain rule from the cost to each parameter:

- dZ2 = A2 − Y, dW2 = dZ2 A1ᵀ / m, db2 = the row sums of dZ2 / m
- dZ1 = (W2ᵀ dZ2) ∗ g′(Z1), dW1 = dZ1 Xᵀ / m, db1 = the row sums of dZ1 / m

For {activation}, g′(Z1) is {slope_words}. The step then goes against the gradient."""

MODEL_WORDS = "**Gradient descent**: forwards, cost, backwards, step, over all points at once."

BEGINNING = """
    def layer_sizes(X, Y):
        # n_x, n_h, n_y
        return X.shape[0], {n_hidden}, Y.shape[0]


    def initialize_parameters(n_x, n_h, n_y, seed={seed}):
        # Small and random, or all hidden units would learn the same; biases begin at 0.
        random = np.random.RandomState(seed)
        W1 = random.randn(n_h, n_x) * 0.01
        W2 = random.randn(n_y, n_h) * 0.01
        return {{"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}}
    """

FORWARD = """
    def sigmoid(z):
        # 1 / (1 + exp(−z)), without overflow
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


    def forward_propagation(X, parameters):
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
        Z1 = W1 @ X + b1
        A1 = {value}
        Z2 = W2 @ A1 + b2
        A2 = sigmoid(Z2)
        return A2, {{"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}}
    """

COST = """
    def compute_cost(A2, Y, parameters, Z2{l2_argument}):
        # −1/m Σ (y log a + (1 − y) log(1 − a)). From Z2, in this form, it is exact even where A2
        # is so near 0 or 1 that its logarithm is not.
        cost = np.mean(np.maximum(Z2, 0) - Z2 * Y + np.log1p(np.exp(-np.abs(Z2)))){l2_term}
        return float(cost)
    """

L2_TERM = """
        squares = np.sum(parameters["W1"] ** 2) + np.sum(parameters["W2"] ** 2)
        cost = cost + l2 / (2 * Y.shape[1]) * squares"""

BACKWARD = """
    def backward_propagation(parameters, cache, X, Y{l2_argument}):
        m = X.shape[1]
        A1, A2 = cache["A1"], cache["A2"]
        dZ2 = A2 - Y
        dW2 = dZ2 @ A1.T / m{l2_W2}
        db2 = np.sum(dZ2, axis=1, keepdims=True) / m
        dZ1 = (parameters["W2"].T @ dZ2) * ({slope})
        dW1 = dZ1 @ X.T / m{l2_W1}
        db1 = np.sum(dZ1, axis=1, keepdims=True) / m
        return {{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}}


    def update_parameters(parameters, grads, learning_rate):
        # θ ← θ − η dθ for each of W1, b1, W2, b2
        return {{name: value - learning_rate * grads["d" + name]
                for name, value in parameters.items()}}
    """

MODEL = """
    def nn_model(X, Y, n_h, num_iterations, changes, print_cost=False):
        # The parameters learnt, and the costs of all states.
        n_x, _, n_y = layer_sizes(X, Y)
        parameters, costs = initialize_parameters(n_x, n_h, n_y), []
        {acting} = changes[0]
        for k in range(num_iterations + 1):
            A2, cache = forward_propagation(X, parameters)
            costs.append(compute_cost(A2, Y, parameters, cache["Z2"]{l2}))
            if print_cost and k % 1000 == 0:
                print(f"Cost after iteration {{k}}: {{costs[-1]:.6f}}")
            if k == num_iterations:
                return parameters, costs
            {acting} = changes.get(k, {same})
            grads = backward_propagation(parameters, cache, X, Y{l2})
            parameters = update_parameters(parameters, grads, learning_rate)


    def predict(parameters, X):
        A2, _ = forward_propagation(X, parameters)
        return (A2 > 0.5).astype(int)
    """

TRAINING = """
    parameters, losses = {{}}, {{}}
    for name, (n_h, num_iterations, changes) in networks.items():
        parameters[name], losses[name] = nn_model(
            X, Y, n_h, num_iterations, changes, print_cost={print_cost}
        )
        right = np.mean(predict(parameters[name], X) == Y)
        print(f"{{name:<14}} cost {{losses[name][-1]:.9f}}  accuracy {{right:.4f}}")
    """


def cells(record: Record) -> tuple[Cell, ...]:
    """A run of one network or of several, to be trained again with numpy."""
    settings: PlanarSettings = record.programme.changes[0].settings
    several = isinstance(settings, SizesSettings | RatesSettings)
    ends = _ends(record)
    trusts = trust(record, ends)
    names = tuple(map(typed, settings.labels))
    return (
        _heading(record),
        code("import numpy as np"),
        *point_cells(settings, record.points),
        code(
            "X, Y = points.T, labels.reshape(1, -1)  # examples stand in columns, as in the course"
        ),
        words(
            "## The network\n\nThe functions that the assignment asks for. The m examples stand in"
            " columns; n_x inputs, n_h hidden units, n_y outputs."
        ),
        *_functions(record),
        words(
            "## Training\n\nFor each network: hidden units, iterations, and from which iteration on"
            f" which {'learning rate and λ act' if _has_l2(record) else 'learning rate acts'}."
        ),
        code(_networks(record, names, ends)),
        code(TRAINING.format(print_cost=not several)),
        *picture_cells(),
        *comparison_cells(dict(zip(names, trusts, strict=True))),
    )


def _ends(record: Record) -> tuple[int, ...]:
    """The last iteration of each network: the head, or where it stopped itself."""
    stops = stopped_at(record.history.losses())
    return tuple(record.head if stop is None else stop for stop in stops)


def _heading(record: Record) -> Cell:
    line = settings_words(record.programme.changes[0].settings, record.points.name)
    return words(
        "# A network with one hidden layer\n\n"
        f"{line}; {record.head:,} iterations.{events_words(record)}\n\n"
        "Written by Descent. Run the cells from top to bottom: they train the same run again, with"
        " numpy alone, and end with the same numbers."
    )


def _has_l2(record: Record) -> bool:
    return any(one.settings.l2 for one in record.programme.changes)


def _functions(record: Record) -> tuple[Cell, ...]:
    settings = record.programme.changes[0].settings
    value, slope = ACTIVATION_CODE[settings.activation]
    l2 = _has_l2(record)
    filled = {
        "n_hidden": settings.n_hidden,
        "seed": settings.seed,
        "value": value,
        "slope": slope,
        "activation": settings.activation,
        "slope_words": SLOPE_WORDS[settings.activation],
        "l2_argument": ", l2" if l2 else "",
        "l2_term": L2_TERM if l2 else "",
        "l2_W1": ' + l2 / m * parameters["W1"]' if l2 else "",
        "l2_W2": ' + l2 / m * parameters["W2"]' if l2 else "",
        "l2": ", l2" if l2 else "",
        "acting": "learning_rate, l2" if l2 else "learning_rate",
        "same": "(learning_rate, l2)" if l2 else "learning_rate",
    }
    explained = (
        (None, BEGINNING),
        (FORWARD_WORDS.format(**filled), FORWARD),
        (COST_WORDS + (L2_WORDS if l2 else ""), COST),
        (BACKWARD_WORDS.format(**filled), BACKWARD),
        (MODEL_WORDS, MODEL),
    )
    return tuple(
        cell
        for said, part in explained
        for cell in (*([words(said)] if said else []), code(part.format(**filled)))
    )


def _networks(record: Record, names: tuple[str, ...], ends: tuple[int, ...]) -> str:
    l2 = _has_l2(record)
    rows = []
    for index, (name, end) in enumerate(zip(names, ends, strict=True)):
        programme = _programme(record, index)
        changes = ((one.iteration, _acting(one.settings, l2)) for one in programme.changes)
        rates = acting_rows(changes, end)
        acting = ", ".join(f"{iteration}: {numbers}" for iteration, numbers in rates)
        n_hidden = programme.changes[0].settings.n_hidden
        rows.append(f"    {name!r}: ({n_hidden}, {end}, {{{acting}}}),")
    return "\n".join(["networks = {", *rows, "}"])


def _programme(record: Record, index: int) -> Programme[PlanarSettings]:
    settings = record.settings
    if isinstance(settings, SizesSettings | RatesSettings):
        return network_programme(record.programme, index)
    return record.programme


def _acting(settings: PlanarSettings, l2: bool) -> str:
    rate = repr(settings.learning_rate)
    return f"({rate}, {settings.l2!r})" if l2 else rate
