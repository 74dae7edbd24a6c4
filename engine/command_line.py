"""The program without a window: `train`, `check`, `predict`, their options, what they print.

Options are made from the settings classes. What an assignment trains and checks stands in its own
package, and the table `engine.assignments.ASSIGNMENTS` names it.
"""

import argparse
import itertools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.assignments import ASSIGNMENTS, Trained
from engine.check import Check, as_json, checks_as_json, checks_as_text
from engine.errors import DescentError, InputError, SettingsError
from engine.late_import import imported
from engine.options import BAD_INPUT, OptionParser, one_line
from engine.output import say, say_json
from engine.progress import Progress
from engine.settings import Declared, Settings, declared

DONE, FAILED = 0, 1
"""Exit codes: done; a run failed or a check did not hold."""


Command = Callable[[Sequence[str]], int]
"""Is given the words after its name, and gives the exit code."""


def run_command(arguments: Sequence[str]) -> int:
    """Carry out a command.

    Args:
        arguments: The words after `main.py`; the first is a key of `COMMANDS`.

    Returns:
        The exit code.
    """
    return answered(arguments, COMMANDS[arguments[0]])


def answered(arguments: Sequence[str], command: Command) -> int:
    """Carry out this command; what goes wrong on purpose is one sentence and an exit code.

    Args:
        arguments: The words after `main.py`, the command's name first.
        command: Is given the words after its name.
    """
    try:
        return command(arguments[1:])
    except DescentError as error:
        where = " ".join(("main.py", *itertools.takewhile(_is_a_word, arguments[:2])))
        sys.stderr.write(f"{where}: {one_line(str(error))}\n")
        return BAD_INPUT if isinstance(error, InputError) else FAILED


def _is_a_word(argument: str) -> bool:
    return not argument.startswith("-")


def train(arguments: Sequence[str]) -> int:
    """`train ASSIGNMENT`: train to the end and print what came out."""
    name = _assignment_named(arguments, "train")
    settings_class: type[Settings] = imported(ASSIGNMENTS[name].settings)
    settings = declared(settings_class)
    options = vars(_train_parser(name, settings).parse_args(arguments[1:]))
    data, target, as_json, out = (options.pop(one) for one in ("data", "target", "json", "out"))
    _check_out(out, ASSIGNMENTS[name].endings)
    if options.pop("download", False):
        data = _downloaded(ASSIGNMENTS[name].download, data)
    if preset := options.pop("preset", ""):
        options = {**imported(ASSIGNMENTS[name].presets)[preset].model_dump(), **options}
    progress = Progress(name)
    try:
        trained: Trained = imported(ASSIGNMENTS[name].train)(options, data, target, progress.show)
    except SettingsError as error:
        raise InputError(_with_options(error, settings)) from None
    finally:
        progress.close()
    if as_json:
        say_json(trained.as_json())
    else:
        say(trained.as_text())
    if out is not None:
        trained.save(out)
    return FAILED if trained.stopped else DONE


def _downloaded(place: str, data: Path | None) -> Path:
    """The data from the network, with a bar.

    Raises:
        InputError: A file was named too.
        DataError: It could not be fetched.
    """
    if data is not None:
        raise InputError("--download gets the data, so --data has to be left out.")
    progress = Progress("download", "bytes")
    try:
        path: Path = imported(place)(progress.show)
    finally:
        progress.close()
    return path


def check(arguments: Sequence[str]) -> int:
    """`check [ASSIGNMENT]`: reproduce numbers that are known, expected beside obtained."""
    options = _check_parser().parse_args(arguments)
    names = [options.assignment] if options.assignment else list(ASSIGNMENTS)
    total = sum(ASSIGNMENTS[name].n_checks for name in names)
    found: list[Check] = []
    progress = Progress("check", "numbers")
    try:
        for name in names:
            for one in imported(ASSIGNMENTS[name].checks)(options.data, options.target):
                found.append(one)
                if options.lines:
                    line = {"assignment": name, "total": total, "reason": one.reason}
                    say_json({**line, **as_json(one)})
                else:
                    progress.show(len(found), max(total, len(found)))
    finally:
        progress.close()
    if options.json:
        say_json(checks_as_json(found))
    elif not options.lines:
        say(checks_as_text(found))
    return DONE if all(one.ok for one in found) else FAILED


def predict(arguments: Sequence[str]) -> int:
    """`predict IMAGE…`: say which digits pictures show."""
    code: int = imported("engine.mnist.predict:run")(arguments)
    return code


COMMANDS: dict[str, Command] = {"train": train, "check": check, "predict": predict}


# Options


def _assignment_named(arguments: Sequence[str], command: str) -> str:
    """The assignment, which is the first word; help or a usage error where it is not."""
    parser = OptionParser(
        prog=f"main.py {command}",
        description="Trains without a window.",
        epilog="Each has options of its own: main.py train linear --help.",
    )
    words = "; ".join(f"{name}: {row.title}" for name, row in ASSIGNMENTS.items())
    parser.add_argument("assignment", choices=ASSIGNMENTS, help=words)
    name: str = parser.parse_args(arguments[:1]).assignment
    return name


def _train_parser(name: str, settings: Sequence[Declared]) -> argparse.ArgumentParser:
    parser = OptionParser(
        prog=f"main.py train {name}",
        description=f"Trains {ASSIGNMENTS[name].title}.",
    )
    groups = {one.group: parser.add_argument_group(one.group) for one in settings}
    for one in settings:
        groups[one.group].add_argument(
            _option(one.name),
            dest=one.name,
            metavar=METAVARS[one.type],
            default=argparse.SUPPRESS,
            help=_help(one).replace("%", "%%"),
        )
    row = ASSIGNMENTS[name]
    _add_files(parser, row.data)
    if row.download:
        parser.add_argument("--download", action="store_true", help="fetch the data if need be")
    if row.presets:
        names = tuple(imported(row.presets))
        parser.add_argument("--preset", choices=names, help="settings to begin with")
    endings = " or ".join(row.endings)
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=f"save the run: a file that ends in {endings}"
    )
    _add_json(parser)
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = OptionParser(
        prog="main.py check",
        description="Reproduces the assignments' numbers, expected beside obtained.",
    )
    parser.add_argument(
        "assignment", nargs="?", choices=ASSIGNMENTS, help="which; all if not given"
    )
    _add_files(parser, "the course's own points, for the numbers that it grades")
    _add_json(parser)
    # for the window: each check as a line of JSON as soon as it is known
    parser.add_argument("--lines", action="store_true", help=argparse.SUPPRESS)
    return parser


def _add_files(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--data", type=Path, metavar="FILE", help=words)
    parser.add_argument("--target", type=Path, metavar="FILE", help="the labels of a .npy file")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON value")


def _check_out(out: Path | None, endings: tuple[str, ...]) -> None:
    """Refuses a file that could not be written before anything is trained for it.

    Raises:
        InputError: Its ending is of no kind that is known, it is a folder, or its own folder is not
            there or may not be written to.
    """
    if out is None:
        return
    if out.suffix.lower() not in endings:
        raise InputError(
            f"--out must end in {' or '.join(endings)}. Received {out.name}."
            f" Try {out.stem or 'run'}{endings[0]}."
        )
    if not out.parent.is_dir():
        raise InputError(f"--out needs a folder that is there. There is no {out.parent}.")
    if os.path.isdir(out):  # noqa: PTH112 - Path.is_dir raises where a name is too long
        raise InputError(f"--out must be a file. {out} is a folder. Choose another name.")
    if not os.access(out.parent, os.W_OK):
        raise InputError(
            f"--out needs a folder of your own. You have no permission to write to {out.parent}."
        )


METAVARS = {
    "int": "N",
    "float": "X",
    "choice": "NAME",
    "choices": "NAME,NAME",
    "rates": "NAME=X,NAME=X",
    "text": "TEXT",
}


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _help(one: Declared) -> str:
    default = one.default
    if isinstance(default, (tuple, list)):
        default = ",".join(default)
    facts = [one.range_text, f"default {default}" if default not in ({}, "") else ""]
    known = "; ".join(filter(None, facts))
    return f"{one.help} ({known})" if known else one.help


def _with_options(error: SettingsError, settings: Sequence[Declared]) -> str:
    """What is wrong with the settings, each sentence after the option that it is about."""
    names = {one.name for one in settings}
    return " ".join(
        f"{_option(name)}: {sentence}" if name in names else sentence
        for name, sentence in error.problems.items()
    )
