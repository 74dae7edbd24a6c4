"""Points from files: every accepted form gives the same points, other content gets a sentence."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.datafile import MAX_TRAINED, is_course_file, load_points
from engine.datasets import Points
from tests.engine.point_files import X, Y, archive, pair, refusal, rows, text

COURSE_FIRST_POINT = (1.2079805693165837, 0.08449940419928109)


def assert_same(points: Points, note: str = "") -> None:
    assert np.array_equal(points.X, X)
    assert np.array_equal(points.y, Y)
    assert points.note == note


# What is accepted


def test_a_pair_gives_its_points(tmp_path: Path) -> None:
    points = load_points(*pair(tmp_path))
    assert_same(points)
    assert points.name == "train.npy"


def test_paths_may_be_words(tmp_path: Path) -> None:
    path, target = pair(tmp_path)
    assert_same(load_points(str(path), str(target)))


def test_a_target_beside_the_points_is_taken_and_named(tmp_path: Path) -> None:
    path, target = pair(tmp_path)
    target.rename(tmp_path / "target.npy")
    assert_same(load_points(path), "The labels are from target.npy beside it.")


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
@pytest.mark.parametrize("names", [("X", "y"), ("x", "Y")])
def test_an_archive_gives_its_points(
    tmp_path: Path, save: Callable[..., None], names: tuple[str, str]
) -> None:
    path = tmp_path / "points.NPZ"
    with path.open("wb") as file:
        save(file, **dict(zip(names, (X, Y), strict=True)), other=np.zeros(3))
    assert_same(load_points(path))


@pytest.mark.parametrize("shape", [(5,), (5, 1), (1, 5)])
@pytest.mark.parametrize("kind", ["?", "i1", "u1", ">i4", "u8", "f2", "f4", ">f8", "g"])
def test_labels_may_have_any_plain_type_and_shape(
    tmp_path: Path, shape: tuple[int, ...], kind: str
) -> None:
    assert_same(load_points(*pair(tmp_path, labels=Y.astype(kind).reshape(shape))))


@pytest.mark.parametrize("kind", ["f2", "f4", ">f8", "g", "i8"])
def test_features_may_have_any_plain_type(tmp_path: Path, kind: str) -> None:
    features = X.astype(kind)
    points = load_points(*pair(tmp_path, features))
    assert np.array_equal(points.X, features.astype(np.float64))


def test_features_may_be_stored_by_columns(tmp_path: Path) -> None:
    assert_same(load_points(*pair(tmp_path, np.asfortranarray(X))))


def test_points_in_columns_are_turned_and_the_note_says_so(tmp_path: Path) -> None:
    note = "Its points stood in columns: transposed."
    assert_same(load_points(archive(tmp_path, X=X.T, y=Y.reshape(1, 5))), note)
    assert_same(load_points(*pair(tmp_path, X.T)), note)


def test_two_points_of_two_features_are_taken_as_rows(tmp_path: Path) -> None:
    points = load_points(*pair(tmp_path, X[:2], Y[:2]))
    assert np.array_equal(points.X, X[:2])
    assert points.note == ""


@pytest.mark.parametrize(("low", "high"), [(-1, 1), (1, 2), (0, 255), (0.5, 1.5)])
def test_any_two_numbers_are_labels_and_the_note_says_which(
    tmp_path: Path, low: float, high: float
) -> None:
    labels = np.where(Y == 1, high, low)
    note = f"Label {low:g} counts as class 0 and label {high:g} as class 1."
    assert_same(load_points(*pair(tmp_path, labels=labels)), note)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", ", "])
@pytest.mark.parametrize("header", ["", "x0{0}x1{0}y\n", '"x0"{0}"x1"{0}"y"\n', "# a{0}b{0}1\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_gives_its_points(tmp_path: Path, delimiter: str, header: str, end: str) -> None:
    content = header.format(delimiter).replace("\n", end) + rows(delimiter, end)
    assert_same(load_points(text(tmp_path, content)))


def test_text_may_have_a_byte_order_mark_blank_lines_quotes_and_no_last_end(
    tmp_path: Path,
) -> None:
    quoted = "\n\n".join(
        ",".join(f'"{field}"' for field in line.split(",")) for line in rows().splitlines()
    )
    assert_same(load_points(text(tmp_path, b"\xef\xbb\xbf" + quoted.encode())))


def test_a_header_may_be_in_another_encoding(tmp_path: Path) -> None:
    assert_same(
        load_points(text(tmp_path, "Größe;Höhe;Klasse\n".encode("latin-1") + rows(";").encode()))
    )


def test_of_many_points_the_same_hundred_thousand_are_drawn_evenly(tmp_path: Path) -> None:
    n = 3 * MAX_TRAINED
    features = np.column_stack([np.arange(n), np.zeros(n)])
    labels = np.zeros(n)
    labels[5] = 1
    path, target = pair(tmp_path, features, labels)
    points = load_points(path, target)
    assert points.X.shape == (MAX_TRAINED, 2)
    assert points.class_counts == (MAX_TRAINED - 1, 1)
    assert points.note == "Of its 300,000 points 100,000 are used, drawn evenly."
    assert points.X[:, 0].mean() == pytest.approx(n / 2, rel=0.01)
    assert np.array_equal(points.X, load_points(path, target).X)


def test_a_million_lines_of_text_are_read(tmp_path: Path) -> None:
    content = "x0,x1,y\n" + "0.12345678,-1.5,0\n2.25,0.87654321,1\n" * 500_000
    points = load_points(text(tmp_path, content))
    assert points.class_counts == (50_000, 50_000)
    assert "1,000,000 points" in points.note


def test_the_courses_file_is_known_by_its_content(tmp_path: Path) -> None:
    features = np.random.RandomState(0).randn(826, 2)
    labels = np.arange(826) % 2
    assert not is_course_file(load_points(*pair(tmp_path, features, labels)))
    features[0] = COURSE_FIRST_POINT
    assert is_course_file(load_points(*pair(tmp_path, features, labels)))
    assert not is_course_file(load_points(*pair(tmp_path, features[:825], labels[:825])))
    features[0, 1] = np.nextafter(features[0, 1], 1)
    assert not is_course_file(load_points(*pair(tmp_path, features, labels)))


# What is refused


@pytest.mark.parametrize("shape", [(10,), (5, 3), (3, 5), (5, 2, 1), (), (5, 0), (5, 1)])
def test_points_without_two_features_are_refused_with_their_shape(
    tmp_path: Path, shape: tuple[int, ...]
) -> None:
    message = refusal(*pair(tmp_path, np.zeros(shape)))
    assert "two features" in message
    assert f"shape {shape} in train.npy" in message


@pytest.mark.parametrize("shape", [(5, 2), (), (5, 1, 1), (0, 1)])
def test_labels_of_another_shape_are_refused(tmp_path: Path, shape: tuple[int, ...]) -> None:
    assert f"shape {shape} in labels.npy" in refusal(*pair(tmp_path, labels=np.zeros(shape)))


def test_lengths_that_differ_are_told(tmp_path: Path) -> None:
    message = refusal(*pair(tmp_path, labels=Y[:4]))
    assert "5 points in train.npy and 4 labels in labels.npy" in message


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_points_are_refused(tmp_path: Path, n: int) -> None:
    assert f"Received {n} in train.npy" in refusal(*pair(tmp_path, X[:n], Y[:n]))


@pytest.mark.parametrize("content", ["x0,x1,y\n", "\n\n", " ", "1,2,0"])
def test_text_with_fewer_than_two_points_is_refused(tmp_path: Path, content: str) -> None:
    assert "at least 2 points" in refusal(text(tmp_path, content))


@pytest.mark.parametrize(
    ("labels", "received"),
    [
        ([0, 1, 2, 1, 0], "3 classes in labels.npy: 0, 1, 2."),
        ([1, 1, 1, 1, 1], "1 class in labels.npy: 1."),
        ([1, 2, 3, 4, 5], "5 classes in labels.npy: 1, 2, 3, 4, 5."),
        ([0.1, 0.2, 0.3, 0.4, 7], "5 classes"),
    ],
)
def test_labels_of_other_than_two_classes_are_refused(
    tmp_path: Path, labels: list[float], received: str
) -> None:
    assert f"Received {received}" in refusal(*pair(tmp_path, labels=labels))


def test_many_classes_are_not_all_listed(tmp_path: Path) -> None:
    message = refusal(*pair(tmp_path, np.repeat(X, 9, axis=0), np.arange(45)))
    assert "45 classes in labels.npy: 0, 1, 2, 3, 4, …." in message


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e13, -1e200])
def test_a_value_that_cannot_be_learnt_from_is_named_with_its_row(
    tmp_path: Path, value: float
) -> None:
    features, labels = X.copy(), Y.copy()
    features[3, 1] = labels[2] = value
    where = f"Received {value:g} in row"
    assert f"{where} 3 (counted from 0) of train.npy" in refusal(*pair(tmp_path, features))
    assert f"{where} 2 (counted from 0) of labels.npy" in refusal(*pair(tmp_path, labels=labels))
    assert f"{where} 3 (counted from 0) of X in" in refusal(archive(tmp_path, X=features.T, y=Y))


@pytest.mark.parametrize("line", ["nan,1,0", "1,inf,0", "1,2,nan", "1e999,0,0", "1,2,-Infinity"])
def test_a_value_that_is_not_finite_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    content = "x0,x1,y\n\n1,2,0\n\n" + line + "\n1,2,1\n"
    assert "in line 5 of points.csv" in refusal(text(tmp_path, content))
