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

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_FIELD = re.compile(r"{[^}]*}")
_SPACED_SIGN = re.compile("[ \u00a0\u202f]([:;])")


class Sentence(str):
    """A French sentence, which keeps its template and fields so that it can be said in another language.

    It is a plain text of French wherever a text is wanted; `str` of it, or of an error that carries it, is itself.

    >>> most = Sentence("au plus {most} colonnes", most=12)
    >>> most, most.template
    ('au plus 12 colonnes', 'au plus {most} colonnes')

    Attributes:
        template: the sentence, with the name of each field in braces.
        fields: what the sentence names: other sentences and texts in two languages as such; without any, braces are
            plain signs.
    """

    template: str
    fields: dict[str, object]

    def __new__(cls, template: str, /, **fields: object) -> "Sentence":
        """Write the sentence in French; what is one already is returned as it is."""
        if isinstance(template, Sentence):
            return template
        made = super().__new__(cls, _filled(template, fields, lambda text: text, "fr"))
        made.template, made.fields = template, fields
        return made

    def __str__(self) -> str:
        # itself, and no plain text: what is made of it alone can still be translated
        return self

    @classmethod
    def of(cls, text: object) -> "Sentence":
        """Return what a text in two languages says, as a sentence."""
        return cls("{text}", text=text)

    @classmethod
    def joined(cls, separator: str, parts: Iterable[object]) -> "Sentence":
        """Return several sentences, or texts in two languages, as one.

        >>> Sentence.joined(" ; ", ["un nombre", Sentence("une colonne « {name} »", name="siren")])
        'un nombre ; une colonne « siren »'
        """
        fields = {f"part{rank}": part for rank, part in enumerate(parts)}
        return cls(separator.join(f"{{{name}}}" for name in fields), **fields)

    def translated(self, language: str, translate: Callable[[str], str]) -> str:
        """Return the sentence in a language, from what a catalogue says of each template.

        A template with words of its own that the catalogue does not know stays French as a whole; one without any
        loses the spaces that French sets before its signs.
        """
        text = translate(self.template) if self.template else ""
        if text == self.template and language != "fr":
            if any(map(str.isalpha, _FIELD.sub("", text))):
                language = "fr"
            else:
                text = _SPACED_SIGN.sub(r"\1", text)
        return _filled(text, self.fields, translate, language)


def translate_sentence(text: str, language: str, translate: Callable[[str], str]) -> str:
    """Return a sentence, or a plain French text that a catalogue may know, in a language."""
    return Sentence(text).translated(language, translate)


def _filled(template: str, fields: dict[str, object], translate: Callable[[str], str], language: str) -> str:
    def worded(value: object) -> object:
        if isinstance(value, AutanError):
            value = str(value)
        if isinstance(value, Sentence):
            return value.translated(language, translate) if language != "fr" else str.__str__(value)
        in_language: Any = getattr(value, "in_language", None)
        return in_language(language) if in_language else value

    return template.format(**{name: worded(value) for name, value in fields.items()}) if fields else template


class AutanError(Exception):
    """Root of every error that Autan raises on purpose.

    Args:
        template: the French sentence, or its template.
        fields: what the template names; see `Sentence`.

    Attributes:
        exit_code: what the command line answers to the shell.
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
    """Return what was found.

    Raises:
        UnknownError: nothing was: the error given, with this sentence and its fields.
    """
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
        column: name of the column, or None.
        value: the text that was read, or None.
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

    Attributes:
        file: name of the file as the user gave it.
        faults: every fault found, in the order of the file.
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
