"""The errors that a person can meet, each with a sentence that says what to do.

    DescentError
    ├── InputError              what a person gave cannot be used (exit code 2)
    │   ├── SettingsError       a setting is out of its range; `problems` names each
    │   ├── DataError           a file of data cannot be used
    │   ├── MissingPackageError what is wanted needs a package that is not installed
    │   ├── RunFileError        a saved run or saved settings cannot be used, or not be written
    │   └── ExportError         what was to be exported cannot be written, or not in this form
    ├── OutputError             what came out cannot be written (exit code 1)
    ├── WorkerError             the process that trains ended or failed (exit code 1)
    └── DownloadCancelledError  a download was ended by who had wished for it

A message is one or two whole sentences: the rule, what came, what to try. ExportError stands in
`engine.export.whole_file`, DownloadCancelledError in `engine.mnist.download`.
"""

from collections.abc import Mapping


class DescentError(Exception):
    """The root: everything that this program raises on purpose."""


class InputError(DescentError):
    """What a person gave (a setting, a file, an option) cannot be used."""


class SettingsError(InputError):
    """One or more settings are out of their range.

    Attributes:
        problems: For each setting's name the sentence that says what is wrong and what to try.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


class DataError(InputError):
    """A file of data is missing, damaged, or not what the assignment needs."""


class RunFileError(InputError):
    """A saved run or saved settings are missing, damaged or foreign, or cannot be written."""


class MissingPackageError(InputError):
    """What is wanted needs a package that this Python does not have."""


class OutputError(DescentError):
    """What came out cannot be written to standard output."""


class WorkerError(DescentError):
    """The process that trains has ended, or could not do what it was asked."""
