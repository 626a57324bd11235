"""The sections of a plan: which fields each has, and how what was typed in a line is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import UnknownError
from autan.ground.texts.core.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import AMOUNT, Amount, read_amount
from autan.ground.texts.core.notation import read_number
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

MAX_TYPED = 2_000
ACTIONS = "actions"
"""The axes and actions of a plan, which another room keeps; they too may be stated complete."""

type Reading = str | int | float | bool | PartialDate | Amount | Labelled | tuple[str, ...] | tuple[Labelled, ...]
type Typed = Mapping[str, str]
"""What was typed in the fields of a line, kept as it was typed."""


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    PROSE = "prose"
    NAMES = "names"  # of bodies, separated by commas
    PEOPLE = "people"  # of persons, separated by commas: never published
    NUMBER = "number"
    QUANTITY = "quantity"  # a number that is not negative
    YEAR = "year"
    DATE = "date"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    URL = "url"


class Layout(StrEnum):
    """How the lines of a section are laid out."""

    GRID = "grid"  # one line for each value of the key fields
    LIST = "list"  # as many lines as wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionField:
    """One field of the lines of a section.

    Attributes:
        is_required: True when a line without it counts for nothing.
        is_private: True for the name of a person, never published.
        is_prose: True for what is said in sentences, which can be coded as an open answer is.
    """

    code: str
    kind: FieldKind
    label: Text
    choices: Mapping[str, Text] = field(default_factory=dict)
    is_required: bool = False
    is_private: bool = False
    is_prose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSection:
    """One section of a plan.

    Attributes:
        keys: fields that name a line of a grid.
        wanted: lines that make it complete.
    """

    code: str
    label: Text
    layout: Layout
    fields: tuple[SectionField, ...]
    keys: tuple[str, ...] = ()
    wanted: int = 1

    def field(self, code: str) -> SectionField:
        """Return a field."""
        for section_field in self.fields:
            if section_field.code == code:
                return section_field
        raise UnknownFieldError(self.code, code)

    def grid_keys(self) -> tuple[str, ...]:
        """Key of each line of a grid, in order: the codes of its key fields joined by a hyphen; none for a list."""
        if self.layout is Layout.LIST:
            return ()
        return tuple("-".join(codes) for codes in product(*(self.field(key).choices for key in self.keys)))

    def key_values(self, key: str) -> dict[str, str]:
        """The values of the key fields of a line of a grid; of a key that is none of it, as they were written."""
        return dict(zip(self.keys, key.split("-", len(self.keys) - 1), strict=True)) if self.keys else {}


class UnknownFieldError(UnknownError):
    """A section has no such field, or a plan no such section."""

    def __init__(self, section: str, field: str = "") -> None:
        super().__init__(
            "rubrique ou champ inconnu\u00a0: {section}{value}", section=section, value=f".{field}" if field else ""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProblem:
    """What is wrong with something typed, which is kept all the same and enters no computation.

    Attributes:
        section: section of the line; empty for a field of an action sheet, which is in none.
        key: key of the line; empty where the whole section is wrong, or in no section.
    """

    section: str = ""
    key: str = ""
    field: str
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedReading:
    """What could be read of fields that people typed as they wanted."""

    values: Mapping[str, Reading]
    problems: tuple[LineProblem, ...] = ()

    def text(self, code: str) -> str:
        """A value as text; empty when absent."""
        return str(self.values.get(code, ""))

    def number(self, code: str) -> float | None:
        """A number or a year; None when absent."""
        value = self.values.get(code)
        return value if isinstance(value, int | float) else None

    def day(self, code: str) -> PartialDate | None:
        """A date; None when absent."""
        value = self.values.get(code)
        return value if isinstance(value, PartialDate) else None

    def amount(self, code: str) -> Amount | None:
        """An amount; None when absent or not read."""
        value = self.values.get(code)
        return value if isinstance(value, Amount) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine(TypedReading):
    """One line of a plan, read. `is_complete`: True when every required field was read."""

    section: str
    key: str
    typed: Typed
    is_complete: bool = False
    evidence: tuple[EvidenceRef, ...] = ()

    @property
    def ref(self) -> str:
        """Section and key, as one word."""
        return f"{self.section}/{self.key}"


def read_line(section: PlanSection, key: str, typed: Typed, evidence: Sequence[EvidenceRef] = ()) -> SectionLine:
    """Read one line: each field that can be, and a problem for each that cannot."""
    fields = {**typed, **(section.key_values(key) if section.layout is Layout.GRID else {})}
    values: dict[str, Reading] = {}
    problems: list[LineProblem] = []
    for section_field in section.fields:
        text = fields.get(section_field.code, "").strip()
        if not text:
            continue
        if len(text) > MAX_TYPED:
            problems.append(LineProblem(section=section.code, key=key, field=section_field.code, message=_TOO_LONG))
            continue
        if section_field.kind is FieldKind.CHOICE:
            value: Reading | None = text if text in section_field.choices else None
        else:
            value = READERS[section_field.kind](text)
        if value is None:
            problems.append(
                LineProblem(
                    section=section.code, key=key, field=section_field.code, message=_expected(section_field, text)
                )
            )
        else:
            values[section_field.code] = value
    is_complete = bool(values) and all(
        required_field.code in values for required_field in section.fields if required_field.is_required
    )
    return SectionLine(
        section=section.code,
        key=key,
        typed={code: text for code, text in fields.items() if text.strip()},
        values=values,
        problems=tuple(problems),
        is_complete=is_complete,
        evidence=tuple(evidence),
    )


def _read_year(text: str) -> int | None:
    return int(text) if text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _read_url(text: str) -> str | None:
    return text if text.startswith(("http://", "https://")) and " " not in text else None


def _read_names(text: str) -> tuple[str, ...]:
    parts = text.replace("\n", ",").replace(";", ",").split(",")
    return tuple(dict.fromkeys(name for part in parts if (name := part.strip(" -–•\t"))))


def _read_quantity(text: str) -> float | None:
    value = read_number(text)
    return None if value is None or value < 0 else value


_WORDS_OF_TRUTH = {"oui": True, "vrai": True, "true": True, "x": True, "1": True, "yes": True}
_WORDS_OF_TRUTH |= {"non": False, "faux": False, "false": False, "0": False, "no": False}


READERS: Mapping[FieldKind, Callable[[str], Reading | None]] = {
    FieldKind.TEXT: str,
    FieldKind.PROSE: str,
    FieldKind.NAMES: _read_names,
    FieldKind.PEOPLE: _read_names,
    FieldKind.NUMBER: read_number,
    FieldKind.QUANTITY: _read_quantity,
    FieldKind.YEAR: _read_year,
    FieldKind.DATE: PartialDate.parse,
    FieldKind.MONEY: read_amount,
    FieldKind.YES_NO: lambda text: _WORDS_OF_TRUTH.get(fold_accents(text)),
    FieldKind.URL: _read_url,
}
"""How each kind of field is read, choices apart; None for what cannot be."""
_TOO_LONG = Sentence("trop long pour être gardé\u00a0; attendu\u00a0: {max_typed} signes au plus", max_typed=MAX_TYPED)
_EXPECTED = {
    FieldKind.NUMBER: Sentence("un nombre"),
    FieldKind.YEAR: Sentence("une année de {first_year} à {last_year}", first_year=FIRST_YEAR, last_year=LAST_YEAR),
    FieldKind.DATE: Sentence("une date possible : 2012, 2012-03, 2012-03-29 ou 29/03/2012"),
    FieldKind.MONEY: AMOUNT,
    FieldKind.URL: Text("une adresse qui commence par https://", "an address that starts with https://"),
}


def _expected(section_field: SectionField, text: str) -> Text:
    expected = _EXPECTED.get(section_field.kind, NO_TEXT)
    if section_field.kind is FieldKind.CHOICE:
        expected = Sentence("l’un de : {join}", join=", ".join(section_field.choices))
    return Sentence("« {text} » n’est pas lu ; attendu : {wanted}", text=text, wanted=expected)


def lines_of(lines: Sequence[SectionLine], section: str) -> tuple[SectionLine, ...]:
    """Return the lines of a section, in order."""
    return tuple(line for line in lines if line.section == section)
