"""Kinds of fields of a document: how each is kept, said in words, published and bounded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any, ClassVar

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date, format_exactly, format_number, join_unit
from autan.ground.wordings import Text, is_english

type Names = Mapping[str, str]
"""Words of codes that are known at run time alone, such as those of the codebook of a network."""
type Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Described:
    """What is said once of one field of a document.

    Attributes:
        label: as a form asks it.
        help: what stands beside it in a form.
        shown: its heading on pages, in files and in histories; its label when it is None.
        part: part of the page and of the file in which it stands.
        is_shown: False where a page shows it in a way of its own, such as a title.
        absent: words that stand for it where it is empty; « not filled in » when it is None.
        needed: what is said before publication while it is empty.
        needed_when: says of the whole document whether the field is needed; always when it is None.
        source_of: field whose source this one states: shown beside it, needed with it.
        is_searched: True where a search of the document reads it; None, as False, where nobody said.
        published: what its column of the open data holds; None where nobody reads it there.
        is_required: True where no document is without it.
    """

    label: Text
    _: KW_ONLY
    help: Text | None = None
    shown: Text | None = None
    part: Labelled | None = None
    is_shown: bool = True
    absent: Text | None = None
    needed: Text | None = None
    needed_when: Callable[[Any], bool] | None = None
    source_of: str = ""
    is_searched: bool | None = None
    published: Text | None = None
    is_required: bool = False

    empty: ClassVar[Any] = None
    """Value of the field while nobody said anything."""
    kept_empty: ClassVar[Any] = None
    """The same as JSON keeps it."""

    @property
    def heading(self) -> Text:
        """Heading of the field where it is shown."""
        return self.shown or self.label

    def read(self, stored: Any) -> Any:
        """Return the value of what JSON or a column of a table keeps."""
        return self.empty if stored is None else stored

    def keep(self, value: Any) -> Any:
        """Return what JSON keeps of a value."""
        return value

    def as_column(self, value: Any) -> Any:
        """Return what a column of a table of the database keeps of a value."""
        return self.keep(value)

    def is_empty(self, value: Any) -> bool:
        """Say whether a value says nothing; zero and « no » say something."""
        return value is None or value == () or (isinstance(value, str) and not value.strip())

    def say(self, value: Any, language: str, names: Names) -> str:
        """Return a value in words, that of a code where `names` has it."""
        return names.get(value, str(value))

    def cell(self, value: Any) -> Any:
        """Return the cell of a published column; None for what nobody said."""
        return None if self.is_empty(value) else value

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the words that a search reads, and that may hold a name."""
        return (value,) if isinstance(value, str) and value else ()

    def change_texts(self, value: Any, change: Change) -> Any:
        """Return a value whose free texts were changed, such as to take a name out."""
        return value

    def tidy(self, value: Any) -> Any:
        """Return a value as it is written down: a text without spaces that say nothing."""
        return value

    def schema(self, language: str) -> dict[str, Any]:
        """Return the JSON Schema of what is kept; any value, where a kind says nothing of it.

        >>> Described(label=Text("Lieu", "Place")).schema("fr")
        {}
        """
        return {}


@dataclass(frozen=True, slots=True)
class ShortText(Described):
    """One line of words."""

    _: KW_ONLY
    max_length: int = 300

    empty: ClassVar[Any] = ""
    kept_empty = ""

    def change_texts(self, value: Any, change: Change) -> Any:
        """Change the text."""
        return change(value)

    def tidy(self, value: Any) -> Any:
        """Return the text with one space between words, cut at its length."""
        return " ".join(value.split())[: self.max_length]

    def schema(self, language: str) -> dict[str, Any]:
        """A text within its length."""
        return {"type": "string", "maxLength": self.max_length}


@dataclass(frozen=True, slots=True)
class LongText(ShortText):
    """Words in several lines."""

    _: KW_ONLY
    max_length: int = 20_000
    lines: int = 4

    def tidy(self, value: Any) -> Any:
        """Return the text without spaces around it."""
        return value.strip()


@dataclass(frozen=True, slots=True)
class PersonName(ShortText):
    """Name of a person: never published nor searched, shown only to those who may know, taken out by whoever erases."""

    _: KW_ONLY
    max_length: int = 120


@dataclass(frozen=True, slots=True)
class Choice(Described):
    """One member of a closed list, or none.

    Attributes:
        is_capitalised: True where a form offers each with a capital.
    """

    members: type[Labelled]
    _: KW_ONLY
    is_capitalised: bool = False

    kept_empty = ""

    def read(self, stored: Any) -> Any:
        """Return the member of a code; `ValueError` when the list has none."""
        return self.members(stored) if stored else None

    def keep(self, value: Any) -> Any:
        """Return the code."""
        return value.value if value else ""

    def say(self, value: Any, language: str, names: Names) -> str:
        """Return the wording of the member."""
        return str(value.label.in_language(language))

    def cell(self, value: Any) -> Any:
        """Return the code."""
        return value.value if value else None

    def texts(self, value: Any) -> tuple[str, ...]:
        """Nothing: a search reads codes apart.

        >>> Choice(label=Text("Niveau", "Level"), members=Labelled).texts("low")
        ()
        """
        return ()

    def schema(self, language: str) -> dict[str, Any]:
        """One code of the list, or the empty text."""
        codes = [member.value for member in self.members]
        described = "; ".join(f"{member.value}: {member.label.in_language(language)}" for member in self.members)
        return {"type": "string", "enum": codes if self.is_required else ["", *codes], "$comment": described}


@dataclass(frozen=True, slots=True)
class Codes(Described):
    """Several codes of a list that is known at run time alone."""

    empty = kept_empty = ()

    def read(self, stored: Any) -> Any:
        """Return the codes, which a column of a table keeps between bars."""
        codes = stored.strip("|").split("|") if isinstance(stored, str) else stored or ()
        return tuple(self.read_code(code) for code in codes if code)

    def read_code(self, code: str) -> str:
        """Return one code."""
        return code

    def keep(self, value: Any) -> Any:
        """Return the codes as a list."""
        return list(map(str, value))

    def as_column(self, value: Any) -> Any:
        """Return the codes between bars, each found by its bars."""
        return f"|{'|'.join(map(str, value))}|" if value else ""

    def say(self, value: Any, language: str, names: Names) -> str:
        """Return the wordings, parted by commas."""
        return ", ".join(names.get(code, code) for code in value)

    def cell(self, value: Any) -> Any:
        """Return the codes, parted by spaces."""
        return " ".join(map(str, value)) or None

    def schema(self, language: str) -> dict[str, Any]:
        """A list of texts."""
        return {"type": "array", "items": {"type": "string"}}


@dataclass(frozen=True, slots=True)
class Several(Codes):
    """Several members of a closed list."""

    members: type[Labelled]

    def read_code(self, code: str) -> str:
        """Return the member of a code."""
        return self.members(code)

    def say(self, value: Any, language: str, names: Names) -> str:
        """Return the wordings, parted by commas."""
        return ", ".join(member.label.in_language(language) for member in value)

    def schema(self, language: str) -> dict[str, Any]:
        """A list of codes."""
        return {"type": "array", "items": Choice(self.label, self.members, is_required=True).schema(language)}


@dataclass(frozen=True, slots=True)
class Lines(Codes):
    """Texts, one a line."""

    _: KW_ONLY
    lines: int = 4

    def read(self, stored: Any) -> Any:
        """Return the texts."""
        return tuple(stored or ())

    def as_column(self, value: Any) -> Any:
        """Return the texts as a list.

        >>> lines = Lines(label=Text("Lieux", "Places"))
        >>> lines.as_column(("Albi", "Auch")), lines.texts(("Albi", "Auch"))
        (['Albi', 'Auch'], ('Albi', 'Auch'))
        """
        return list(value)

    def say(self, value: Any, language: str, names: Names) -> str:
        """Return the texts, parted by semicolons."""
        return " ; ".join(value) if language == "fr" else "; ".join(value)

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the texts."""
        return tuple(value)

    def change_texts(self, value: Any, change: Change) -> Any:
        """Change each text."""
        return tuple(map(change, value))


@dataclass(frozen=True, slots=True)
class Day(Described):
    """A day of the calendar."""

    def read(self, stored: Any) -> Any:
        """Return the day, which a table keeps as one, and JSON as a text."""
        return stored if isinstance(stored, date) else date.fromisoformat(stored) if stored else None

    def keep(self, value: Any) -> Any:
        """Return the day as a text."""
        return value.isoformat() if value else None

    def as_column(self, value: Any) -> Any:
        """Return the day."""
        return value

    def say(self, value: Any, language: str, names: Names) -> str:
        """Write the day in full."""
        return format_date(value, language=language)

    def schema(self, language: str) -> dict[str, Any]:
        """A day, or nothing."""
        return {"type": ["string", "null"], "format": "date"}


@dataclass(frozen=True, slots=True)
class Number(Described):
    """A number, with its bounds.

    Attributes:
        unit: code of its unit in the open data.
        sign: what stands after it.
        is_whole: True where it counts.
    """

    _: KW_ONLY
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    sign: str = ""
    is_whole: bool = False

    def say(self, value: Any, language: str, names: Names) -> str:
        """Write the number with every digit of it, before its unit."""
        return join_unit(self.write(value, language), self.sign, language=language)

    def write(self, value: float, language: str) -> str:
        """Write the number alone."""
        return format_exactly(value, language=language)

    def schema(self, language: str) -> dict[str, Any]:
        """A number within its bounds, or nothing."""
        bounds = {"minimum": self.minimum, "maximum": self.maximum}
        kind = "integer" if self.is_whole else "number"
        return {"type": [kind, "null"], **{name: bound for name, bound in bounds.items() if bound is not None}}


@dataclass(frozen=True, slots=True)
class Money(Number):
    """An amount in euros, typed as people write it, shown without its cents."""

    _: KW_ONLY
    minimum: float | None = 0
    maximum: float | None = 999_999_999_999
    unit: str = "EUR"
    sign: str = "€"

    def write(self, value: float, language: str) -> str:
        """Write the amount without its cents."""
        return format_number(value, decimals=0, language=language)


@dataclass(frozen=True, slots=True)
class Year(Number):
    """A year, whose thousands are not set apart."""

    _: KW_ONLY
    minimum: float | None = 1900
    maximum: float | None = 2100
    is_whole: bool = True

    def write(self, value: float, language: str) -> str:
        """Write its digits.

        >>> Year(label=Text("Année", "Year")).say(1969, "fr", {})
        '1969'
        """
        return f"{value:.0f}"


@dataclass(frozen=True, slots=True)
class Flag(Described):
    """Yes, or not."""

    empty = kept_empty = False

    def say(self, value: Any, language: str, names: Names) -> str:
        """Return yes or no."""
        words: Sequence[str] = ("no", "yes") if is_english(language) else ("non", "oui")
        return words[bool(value)]

    def schema(self, language: str) -> dict[str, Any]:
        """Yes or no."""
        return {"type": "boolean"}
