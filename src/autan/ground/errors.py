"""The one tree of errors: each class carries fields, and the French text is made at the edge.

AutanError
├── DomainError           a rule of the trade is broken (unit mismatch, missing evidence...)
│   └── UnknownError      what is asked for does not exist: a page answers 404
├── SourceError           a source of data is out of reach, or no longer what it was
├── ImportFileError       a file given by the user cannot be taken in; carries every fault with its place
└── RuleError             the act is refused: not now, or not in this state
    ├── NotAllowedError   this person may not do this: a page answers 403
    └── ConflictError     what was read has changed since: a page answers 409

`autan.people.journal.middleware` is the one place where these become pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.wordings import Sentence


class AutanError(Exception):
    """Root of every error that Autan raises on purpose.

    Args:
        template: the French sentence, or its template.
        fields: what the template names; see `Sentence`.

    `exit_code` is what the command line answers to the shell.
    """

    exit_code = 1

    def __init__(self, template: str = "", **fields: object) -> None:
        super().__init__(Sentence(template, **fields))


class DomainError(AutanError):
    """A rule of the trade is broken."""

    exit_code = 3


class UnknownError(DomainError):
    """What is asked for does not exist, or not for this reader."""


def known[T](value: T | None, template: str, error: type[UnknownError] = UnknownError, **fields: object) -> T:
    """Return what was found, or raise the error given, with this sentence and its fields."""
    if value is None:
        raise error(template, **fields)
    return value


class SourceError(AutanError):
    """A source of data cannot be read, or has changed its form."""

    exit_code = 4


class RuleError(AutanError):
    """The act is refused: not at this time, or not in this state."""

    exit_code = 6


class NotAllowedError(RuleError):
    """This person may not do this."""


class ConflictError(RuleError):
    """What the person acted on has changed since it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a file: where it is, what was read, what was expected.

    Attributes:
        row: line of the file, counted from 1 with the header as line 1; None when the whole file is at fault.
        expected: what was expected, in French, as the end of « attendu : ... »; a `Sentence` where it names something.
        sheet: name of the sheet, for workbooks.
    """

    expected: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    sheet: str | None = None


class ImportFileError(AutanError):
    """A file cannot be taken in; nothing of it was written.

    `faults` are every fault found, in the order of the file.
    """

    exit_code = 5

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        self.file = file
        self.faults = tuple(faults)
        super().__init__(
            "{file}: {count} fault(s); first: {value}",
            file=file,
            count=len(self.faults),
            value=self.faults[0] if self.faults else "-",
        )
