"""Settings that are shared: what is copied is what is pasted, and nonsense is refused kindly."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InputError, RunFileError, SettingsError
from engine.forms import FORMS, settings_class_of
from engine.linear.presets import PRESETS as LINEAR
from engine.planar.presets import PRESETS as PLANAR
from engine.planar.settings import PlanarSettings
from engine.settings import Settings
from engine.settings_file import (
    is_settings_file,
    open_settings,
    save_settings,
    settings_of_text,
    settings_text,
)

ALL: list[Settings] = [*LINEAR.values(), *PLANAR.values()]


def assignment_of(settings: Settings) -> str:
    return next(name for name in FORMS if settings_class_of(name) is type(settings))


@pytest.mark.parametrize("settings", ALL)
def test_what_is_copied_is_what_is_pasted(settings: Settings) -> None:
    assignment = assignment_of(settings)
    shared = settings_of_text(settings_text(assignment, settings))
    assert (shared.assignment, shared.settings) == (assignment, settings)


def test_a_file_brings_its_settings_back_and_is_small(tmp_path: Path) -> None:
    path = tmp_path / "flower.descent.json"
    settings = PlanarSettings(n_hidden=7, learning_rate=0.3)
    save_settings(path, "planar", settings)
    assert is_settings_file(path)
    assert (open_settings(path).settings, open_settings(path).tab) == (settings, "planar")
    assert path.stat().st_size < 1000


def test_text_around_the_settings_does_no_harm() -> None:
    text = "Try this:\n> " + settings_text("planar", PlanarSettings()) + "\nBest wishes"
    assert settings_of_text(text.replace("\n> ", "\n")).settings == PlanarSettings()


def altered(**changes: Any) -> str:
    content = json.loads(settings_text("planar", PlanarSettings()))
    return json.dumps({**content, **changes})


@pytest.mark.parametrize(
    "text", ["", "hello", "{}", "{]", "[1]", '{"format": "other"}', "[" * 9999]
)
def test_a_text_without_settings_says_how_to_copy_them(text: str) -> None:
    with pytest.raises(RunFileError, match=r"holds no settings of Descent\. Copy them with"):
        settings_of_text(text)


@pytest.mark.parametrize("change", [{"version": 99}, {"assignment": "cifar"}, {"version": "x"}])
def test_settings_of_a_newer_version_say_to_update(change: dict[str, Any]) -> None:
    with pytest.raises(RunFileError, match=r"newer version of Descent\. Update"):
        settings_of_text(altered(**change))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"n_hidden": 0}, "hidden units must be a whole number, at least 1"),
        ({"magic": 1}, "There is no setting 'magic'"),
        ({"learning_rate": "fast"}, "learning rate must be a number, above 0"),
        ({"dataset": ["flower"]}, "data set must be one of"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(values: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        settings_of_text(altered(settings=values))


def test_a_file_that_is_no_settings_or_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.descent.json"
    with pytest.raises(RunFileError, match="There is no file"):
        open_settings(path)
    path.write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(RunFileError, match=r"x\.descent\.json holds no settings"):
        open_settings(path)
    path.write_bytes(b" " * 200_000)
    with pytest.raises(RunFileError, match="larger than"):
        open_settings(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(list(FORMS)),
    st.sampled_from(
        sorted({name for one in FORMS for name in settings_class_of(one).model_fields})
    ),
    JSON,
)
def test_whatever_stands_for_a_setting_it_is_taken_or_refused_in_a_sentence(
    assignment: str, name: str, value: Any
) -> None:
    text = altered(assignment=assignment, settings={name: value})
    try:
        shared = settings_of_text(text)
    except InputError as error:
        assert str(error)
    else:
        assert shared.assignment == assignment
