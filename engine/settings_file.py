"""Settings alone, for sharing a set-up: as a small JSON file, `.descent.json`, and as text.

They name an assignment and its settings, and hold no points: made points are made again from them.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.disk import read_bounded, write_atomically
from engine.errors import RunFileError, SettingsError
from engine.forms import FORMS, settings_class_of
from engine.settings import Settings, validated

SUFFIX = ".descent.json"
FORMAT, VERSION = "descent settings", 1
MOST_BYTES = 100_000
WHAT = "a file of settings"


@dataclass(frozen=True)
class SharedSettings:
    """Settings that somebody gave.

    Attributes:
        assignment: A key of `engine.forms.FORMS`.
        settings: Checked.
    """

    assignment: str
    settings: Any

    @property
    def tab(self) -> str:
        """The tab that they are for."""
        return FORMS[self.assignment].tab


def settings_text(assignment: str, settings: Settings) -> str:
    """The settings as JSON that a person can read."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "assignment": assignment,
        "settings": settings.model_dump(mode="json"),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def settings_of_text(text: str, where: str = "The clipboard") -> SharedSettings:
    """The settings in a text; what stands around the outermost braces does not count.

    Args:
        text: As a person pasted it.
        where: What to call it in a message.

    Raises:
        RunFileError: It holds no settings, or those of a newer version.
        SettingsError: A setting is not known or out of its range.
    """
    start, end = text.find("{"), text.rfind("}")
    try:
        content = json.loads(text[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise RunFileError(
            f"{where} holds no settings of Descent. Copy them with Edit → Copy Settings."
        )
    version, assignment = content.get("version"), content.get("assignment")
    if not isinstance(version, int) or version > VERSION or assignment not in list(FORMS):
        raise RunFileError(
            f"{where} holds settings of a newer version of Descent. Update Descent to use them."
        )
    values = content.get("settings")
    if not isinstance(values, dict):
        raise RunFileError(f"{where} holds no settings of Descent, only their frame. Copy again.")
    try:
        return SharedSettings(assignment, validated(settings_class_of(assignment), values))
    except (TypeError, AttributeError):  # a type that a validator did not expect
        raise SettingsError({"settings": f"{where} holds settings of a wrong kind."}) from None


def save_settings(path: Path, assignment: str, settings: Settings) -> None:
    """Writes a file of settings.

    Raises:
        RunFileError: It cannot be written; an older file of the name is untouched.
    """
    write_atomically(path, [settings_text(assignment, settings).encode()])


def open_settings(path: Path) -> SharedSettings:
    """The settings in a file.

    Raises:
        RunFileError: It cannot be read, or holds no settings.
        SettingsError: A setting is not known or out of its range.
    """
    content = read_bounded(path, MOST_BYTES, WHAT)
    return settings_of_text(content.decode("utf-8-sig", errors="replace"), path.name)


def is_settings_file(path: Path) -> bool:
    """Whether the name is that of a file of settings."""
    return path.name.lower().endswith(SUFFIX)
