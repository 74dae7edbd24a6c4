"""Keras's files: what comes back, and what is said of those that cannot be opened."""

import errno
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.assistant import Job, do
from engine.errors import DataError, RunFileError
from engine.mnist import forward
from engine.mnist.keras_files import open_network, save_network
from engine.mnist.keras_layers import network_of
from engine.mnist.keras_model import build
from engine.mnist.network import IMAGE_SHAPE, Network, conv, dense, dropout, flatten, max_pool
from engine.mnist.perceptron import layers_of, network_of_row, seeds_of
from engine.mnist.settings import MnistSettings

keras = pytest.importorskip("keras")
IMAGES = np.random.RandomState(0).rand(5, *IMAGE_SHAPE).astype(np.float32)


def a_network() -> Network:
    layers = [conv((28, 28, 1), 2, 3, "relu", "conv 1")]
    layers.append(max_pool(layers[-1].shape, 4, "max pool 1"))
    layers.append(flatten(layers[-1].shape, "flatten 1"))
    layers.append(dropout(layers[-1].shape, 0.25, "dropout 1"))
    layers.append(dense(layers[-1].shape, 10, "softmax", "dense 1"))
    random = np.random.RandomState(1)
    weights = tuple(
        tuple(random.randn(*one).astype(np.float32) for one in layer.weight_shapes)
        for layer in layers
    )
    return Network(tuple(layers), weights)


def saved(tmp_path: Path, *layers: Any, shape: tuple[int, ...] = IMAGE_SHAPE) -> Path:
    path = tmp_path / "theirs.keras"
    keras.Sequential([keras.Input(shape), *layers]).save(path)
    return path


def problem_of(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        open_network(path)
    return str(caught.value)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:keras")
@pytest.mark.parametrize("of_convolutions", [False, True])
def test_a_network_comes_back_as_it_was_saved(tmp_path: Path, of_convolutions: bool) -> None:
    settings = MnistSettings(hidden_layers=2, units=8)
    network = a_network() if of_convolutions else network_of(build(settings))
    save_network(tmp_path / "mine.keras", network)
    found = open_network(tmp_path / "mine.keras")
    assert [(one.kind, one.shape, one.activation, one.rate) for one in found.layers] == [
        (one.kind, one.shape, one.activation, one.rate) for one in network.layers
    ]
    for one, other in zip(found.weights, network.weights, strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_array_equal(a, b)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.keras"]


def test_the_model_is_the_network_of_the_settings() -> None:
    settings = MnistSettings(hidden_layers=2, units=8, activation="tanh")
    model = build(settings)
    found = network_of(model)
    assert [one.shape for one in found.layers] == [one.shape for one in layers_of(settings)]
    row = np.concatenate([np.ravel(one) for one in model.get_weights()])
    ours = network_of_row(settings, row)
    np.testing.assert_allclose(
        forward.probabilities(ours, IMAGES), model.predict_on_batch(IMAGES), atol=1e-6
    )


def test_each_layer_has_a_seed_of_its_own() -> None:
    kernels, dropouts = seeds_of(MnistSettings())
    assert (len(kernels), len(dropouts)) == (4, 3)
    assert len({*kernels, *dropouts}) == 7
    assert seeds_of(MnistSettings(seed=1)) != seeds_of(MnistSettings())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_model_of_784_pixels_in_a_row_is_taken(tmp_path: Path) -> None:
    path = saved(tmp_path, keras.layers.Dense(10), shape=(784,))
    network = open_network(path)
    assert [one.kind for one in network.layers] == ["flatten", "dense"]
    np.testing.assert_allclose(forward.probabilities(network, IMAGES).sum(axis=1), 1, rtol=1e-5)


OTHERS: dict[str, tuple[Callable[[], list[Any]], tuple[int, ...], str]] = {
    "a Lambda layer": (
        lambda: [keras.layers.Flatten(), keras.layers.Lambda(_doubled), keras.layers.Dense(10)],
        IMAGE_SHAPE,
        "may not hold a Lambda layer",
    ),
    "another input": (
        lambda: [keras.layers.Flatten(), keras.layers.Dense(10)],
        (32, 32),
        "(28, 28, 1) or (784,). theirs.keras takes (32, 32)",
    ),
    "another output": (
        lambda: [keras.layers.Flatten(), keras.layers.Dense(7)],
        IMAGE_SHAPE,
        "must have 10 outputs. Received (7,)",
    ),
    "another layer": (
        lambda: [keras.layers.LSTM(4), keras.layers.Dense(10)],
        IMAGE_SHAPE,
        "Received 'LSTM' in theirs.keras",
    ),
    "another activation": (
        lambda: [keras.layers.Flatten(), keras.layers.Dense(10, activation="hard_silu")],
        IMAGE_SHAPE,
        "Received 'hard_silu'",
    ),
    "a long stride": (
        lambda: [
            keras.layers.Conv2D(2, 3, strides=2), keras.layers.Flatten(), keras.layers.Dense(10),
        ],
        (28, 28, 1),
        "strides of 1",
    ),
}  # fmt: skip


def _doubled(x: Any) -> Any:
    return 2 * x


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("what", list(OTHERS))
def test_a_model_of_another_kind_is_refused_in_a_sentence(tmp_path: Path, what: str) -> None:
    layers, shape, words = OTHERS[what]
    problem = problem_of(saved(tmp_path, *layers(), shape=shape))
    assert words in problem
    assert problem.endswith(".")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_model_that_is_no_single_line_is_refused(tmp_path: Path) -> None:
    image = keras.Input(IMAGE_SHAPE)
    flat = keras.layers.Flatten()(image)
    shared = keras.layers.Dense(784, activation="tanh")
    path = tmp_path / "theirs.keras"
    keras.Model(image, keras.layers.Dense(10)(shared(shared(flat)))).save(path)
    assert "follow one another in a single line" in problem_of(path)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.6, 0.999])
def test_a_file_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = tmp_path / "mine.keras"
    save_network(path, a_network())
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert "was cut off, damaged, or is another kind of file" in problem_of(path)


def test_files_that_only_look_like_models_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.keras"
    path.write_text("a text")
    assert "another kind of file" in problem_of(path)
    for content in ("[]", "{}", '{"config": {"layers": 3}}', "not JSON"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("config.json", content)
        assert "another kind of file" in problem_of(path)


def test_a_model_whose_weights_were_taken_out_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.keras"
    save_network(path, a_network())
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if "weights" not in name}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
    assert json.loads(kept["config.json"])
    assert "was cut off, damaged" in problem_of(path)


def test_a_model_that_claims_more_than_memory_holds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.keras"
    claims: dict[str, tuple[Any, str]] = {
        "filters": (10**9, "at most 10,000 units or filters. One in mine.keras has 1,000,000,000"),
        "kernel_size": ([10**6, 10**6], "was cut off, damaged"),
    }
    for name, (number, words) in claims.items():
        save_network(path, a_network())
        with zipfile.ZipFile(path) as archive:
            kept = {name: archive.read(name) for name in archive.namelist()}
        config = json.loads(kept["config.json"])
        config["config"]["layers"][1]["config"][name] = number
        kept["config.json"] = json.dumps(config).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for member, content in kept.items():
                archive.writestr(member, content)
        assert words in problem_of(path)


def test_a_model_that_diverged_is_told(tmp_path: Path) -> None:
    path, network = tmp_path / "mine.keras", a_network()
    weights = [tuple(one * np.nan for one in own) for own in network.weights]
    save_network(path, Network(network.layers, tuple(weights)))
    assert "must be finite numbers" in problem_of(path)


def test_without_room_for_a_copy_the_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_network(tmp_path / "mine.keras", a_network())

    def full(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    for use in (open_network, lambda path: save_network(path, a_network())):
        with pytest.raises(RunFileError, match=r"No space left on device\. Free some"):
            use(tmp_path / "mine.keras")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RunFileError):
        open_network(tmp_path / "none.keras")
    with pytest.raises(RunFileError):
        save_network(tmp_path / "none" / "mine.keras", a_network())


def test_the_assistant_opens_and_saves_them(tmp_path: Path) -> None:
    path = tmp_path / "mine.keras"
    assert do(Job(1, "save_keras", (path, a_network()))).problem == ""
    answer = do(Job(2, "open_keras", (path,)))
    assert isinstance(answer.result, Network)
