"""How the words after `main.py` are read, and how a wrong one is answered: in one sentence."""

import argparse
import difflib
import sys
from typing import NoReturn

BAD_INPUT = 2
"""Exit code for bad input or usage: what a person can mend."""


class OptionParser(argparse.ArgumentParser):
    """argparse without abbreviations, and with its usage errors as one sentence.

    Args:
        prog: The words that lead here, "main.py train linear".
        description: What they do.
        epilog: Where to read on.
    """

    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to look it up; end with code 2."""
        unknown = message.removeprefix("unrecognized arguments: ")
        if unknown != message:
            message = self._not_known(unknown.split()[0])
        sentence = f"{self.prog}: {one_line(message)}. '{self.prog} --help' lists what is possible."
        sys.stderr.write(sentence + "\n")
        raise SystemExit(BAD_INPUT)

    def _not_known(self, word: str) -> str:
        if not word.startswith("-"):
            return f"{word!r} is one word too many"
        given = word.partition("=")[0]
        close = difflib.get_close_matches(given, self._option_string_actions, 1)
        return f"there is no option {given}" + (f"; perhaps {close[0]} is meant" if close else "")


def one_line(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())
