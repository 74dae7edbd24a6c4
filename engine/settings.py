"""What a setting is: range, words, default and kind, declared once.

The form in the window, the command line and saved files are all made from these declarations.
This module knows the *form* of settings; what can be set stands in each assignment's `settings.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import inf
from types import UnionType
from typing import Any, ClassVar, Self, TypeVar, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from engine.errors import SettingsError


class Kind(StrEnum):
    """What a change of a setting does to the run (DESIGN 1.2)."""

    VIEW = "view"
    """Changes the picture only."""
    LIVE = "live"
    """Acts from this iteration on and is marked on the timeline."""
    RUN = "run"
    """Puts the present run aside and begins a new one."""


@dataclass(frozen=True)
class Declared:
    """One setting, as form and command line need it.

    Attributes:
        name: The field's name in its class; with dashes, the option of the command line.
        label: What the person reads, "learning rate".
        symbol: The letter of the textbook, "η", or "".
        kind: View, live or run.
        group: The title in the form under which it stands.
        help: One sentence that explains it.
        type: "int", "float", "choice", "choices" (several), "rates" (name=value pairs), "text".
        minimum: Lower limit, or None.
        maximum: Upper limit, or None.
        exclusive_minimum: Whether the lower limit itself is out of range.
        default: The assignment's value.
        choices: The (value, label) pairs of a choice.
        step: What one press of an arrow key adds, or None.
        logarithmic: Whether a slider or arrow key should multiply instead of add.
    """

    name: str
    label: str
    symbol: str
    kind: Kind
    group: str
    help: str
    type: str
    minimum: float | None
    maximum: float | None
    exclusive_minimum: bool
    default: Any
    choices: tuple[tuple[str, str], ...]
    step: float | None
    logarithmic: bool

    @property
    def range_text(self) -> str:
        """The range in words: "above 0 and at most 100"."""
        if self.choices:
            one = "one of" if self.type == "choice" else "some of"
            return f"{one} {', '.join(value for value, _ in self.choices)}"
        if self.type == "rates":
            return "pairs of a name and a number"
        parts = []
        if self.minimum is not None:
            word = "above" if self.exclusive_minimum else "at least"
            parts.append(f"{word} {self.minimum:g}")
        if self.maximum is not None:
            number = f"{self.maximum:,g}" if self.maximum < 1e6 else f"{self.maximum:,.0f}"
            parts.append(f"at most {number}")
        return " and ".join(parts)

    def allows(self, value: float) -> bool:
        """Whether a number is in the range."""
        low = -inf if self.minimum is None else self.minimum
        high = inf if self.maximum is None else self.maximum
        return low <= value <= high and not (self.exclusive_minimum and value == low)


def setting(
    default: Any,
    *,
    label: str,
    kind: Kind,
    group: str,
    help: str,  # noqa: A002 - the word that everybody knows
    symbol: str = "",
    choices: tuple[tuple[str, str], ...] = (),
    step: float | None = None,
    logarithmic: bool = False,
    **limits: float,
) -> Any:
    """A field of a settings class, with everything that form and command line show of it.

    Args:
        default: The assignment's value.
        label: What the person reads.
        kind: View, live or run.
        group: Title in the form.
        help: One sentence that explains it.
        symbol: The textbook's letter.
        choices: (value, label) pairs, where only these are possible.
        step: What an arrow key adds.
        logarithmic: Whether an arrow key multiplies instead.
        limits: pydantic's `gt`, `ge`, `lt`, `le`.
    """
    extra = {
        "kind": kind,
        "group": group,
        "symbol": symbol,
        "choices": choices,
        "step": step,
        "logarithmic": logarithmic,
    }
    return Field(default, title=label, description=help, json_schema_extra=extra, **limits)  # type: ignore[call-overload]


class Settings(BaseModel):
    """The base of every assignment's settings: frozen, checked, nothing unknown."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False
    )
    length_name: ClassVar[str] = "iterations"
    """The setting that says where a run stops."""

    @field_validator("*")
    @classmethod
    def _one_of_its_choices(cls, value: Any, info: ValidationInfo) -> Any:
        name = info.field_name or ""
        one = declaration(cls, name)
        if one.type == "choice" and value not in dict(one.choices):
            raise ValueError(_sentence(one, value))
        return value

    def changed(self, **values: Any) -> Self:
        """These settings with some values changed, checked again.

        Raises:
            SettingsError: A value is out of its range.
        """
        return validated(type(self), {**self.model_dump(), **values})

    def can_follow(self, before: Self) -> bool:
        """Whether a run by the settings `before` can go on by these from any of its states."""
        return all(kind_of(type(self), name) is Kind.LIVE for name in self.differences(before))

    def differences(self, other: Self) -> dict[str, Any]:
        """The names that differ from `other`, with the values that they have here."""
        mine, theirs = self.model_dump(), other.model_dump()
        return {name: value for name, value in mine.items() if value != theirs[name]}


def declared(settings_class: type[Settings]) -> tuple[Declared, ...]:
    """All settings of a class, in the order in which they were declared."""
    return tuple(declaration(settings_class, name) for name in settings_class.model_fields)


def declaration(settings_class: type[Settings], name: str) -> Declared:
    """One setting of a class."""
    return _declaration(settings_class, name)  # to mypy, what `cache` gives takes no type[Any]


@cache
def _declaration(settings_class: type[Settings], name: str) -> Declared:
    field = settings_class.model_fields[name]
    extra: dict[str, Any] = dict(field.json_schema_extra)  # type: ignore[arg-type]
    limits = {
        key: getattr(mark, key)
        for mark in field.metadata
        for key in ("gt", "ge", "lt", "le")
        if getattr(mark, key, None) is not None
    }
    return Declared(
        name=name,
        label=field.title or name,
        symbol=extra["symbol"],
        kind=extra["kind"],
        group=extra["group"],
        help=field.description or "",
        type=_type_word(field.annotation, bool(extra["choices"])),
        minimum=limits.get("gt", limits.get("ge")),
        maximum=limits.get("lt", limits.get("le")),
        exclusive_minimum="gt" in limits,
        default=field.get_default(call_default_factory=True, validated_data={}),
        choices=extra["choices"],
        step=extra["step"],
        logarithmic=extra["logarithmic"],
    )


def _type_word(annotation: Any, has_choices: bool) -> str:
    """What sort of value a field has, in a word of `Declared.type`."""
    origin = get_origin(annotation)
    if origin is UnionType:
        return _type_word(get_args(annotation)[0], has_choices)
    if origin is tuple:
        return "choices"
    if origin is not None and issubclass(origin, Mapping):
        return "rates"
    if has_choices:
        return "choice"
    return {int: "int", float: "float"}.get(annotation, "text")


def kind_of(settings_class: type[Settings], name: str) -> Kind:
    """Whether a change of this setting is view, live or run."""
    return declaration(settings_class, name).kind


S = TypeVar("S", bound=Settings)


def validated(settings_class: type[S], values: Mapping[str, Any]) -> S:
    """Settings made from values that a person gave.

    Raises:
        SettingsError: A value is out of range or of the wrong type; `problems` has a sentence for
            each name.
    """
    try:
        return settings_class.model_validate(dict(values))
    except ValidationError as error:
        raise SettingsError(_problems(settings_class, error)) from None


def _problems(settings_class: type[Settings], error: ValidationError) -> dict[str, str]:
    by_name = {one.name: one for one in declared(settings_class)}
    problems: dict[str, str] = {}
    for detail in error.errors():
        location = detail["loc"]
        name = str(location[0]) if location else ""
        if name not in by_name:
            problems[name or "settings"] = _unknown(name, detail["msg"], by_name)
        elif detail["type"] == "value_error":
            problems[name] = str(detail["ctx"]["error"])
        else:
            problems[name] = _sentence(by_name[name], detail["input"])
    return problems


def _unknown(name: str, message: str, known: Mapping[str, Declared]) -> str:
    if not name:
        return message.removeprefix("Value error, ")
    return f"There is no setting {name!r}. The settings are {', '.join(known)}."


def _sentence(one: Declared, received: Any) -> str:
    wanted = {"int": "a whole number", "float": "a number"}.get(one.type, "")
    rule = f"The {one.label} must be {', '.join(filter(None, (wanted, one.range_text)))}."
    advice = one.help if one.type == "rates" else f"Try {_shown(one.default)}."
    return f"{rule} Received {_shown(received)}. {advice}"


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (tuple, list)):
        return ",".join(str(item) for item in value) or "nothing"
    return str(value) or "nothing"
