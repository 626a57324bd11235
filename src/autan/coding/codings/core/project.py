"""A project in the exchange format REFI-QDA 1.0: codes, users, sources with their coded passages, cases, notes.

Identifiers (`guid`) are 32 hexadecimal digits in five groups, in lower case and without braces. Texts have line feeds
only; places in them count characters from 0, the end excluded. Moments are ISO 8601, or empty.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

OWN_ORIGIN = "Autan"
"""What our files say that they come from: their places are counted as these values count them."""

type QdaScalar = str | bool | int | Decimal | date | datetime | None


class VariableType(StrEnum):
    """What the values of a variable are."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    DATE_TIME = "DateTime"


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaCode:
    """A code, with those under it. `notes` are guids of notes."""

    guid: str
    name: str
    is_codable: bool = True
    color: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    children: tuple["QdaCode", ...] = ()

    def walk(self) -> Iterator["QdaCode"]:
        """Give the code, then everything under it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaCodebook:
    """A codebook file: codes, without anything coded."""

    codes: tuple[QdaCode, ...]
    origin: str = ""

    def walk(self) -> Iterator[QdaCode]:
        """Give every code, each before those under it."""
        for code in self.codes:
            yield from code.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaUser:
    """A person who coded. Two may have one name."""

    guid: str
    name: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaVariable:
    """An attribute of cases or of sources."""

    guid: str
    name: str
    type: VariableType
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaValue:
    """The value of a variable; None when it is not known."""

    variable: str
    value: QdaScalar


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaCoding:
    """A code given to a passage, or to a whole source."""

    guid: str
    code: str
    user: str = ""
    created: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaSelection:
    """A passage of a text.

    Attributes:
        name: what the program called it, often its first words.
        is_placed: False when the file gives places that the text does not have, or when the text is not in the file:
            `start` and `end` are then as the file gives them.
    """

    guid: str
    name: str
    start: int
    end: int
    is_placed: bool = True
    description: str = ""
    codings: tuple[QdaCoding, ...] = ()
    user: str = ""
    created: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaSource:
    """A text, with what was coded in it. Notes have the same form.

    `path` is where the file says that they are, when they are not in it.
    """

    guid: str
    name: str
    text: str | None
    path: str = ""
    description: str = ""
    selections: tuple[QdaSelection, ...] = ()
    codings: tuple[QdaCoding, ...] = ()
    values: tuple[QdaValue, ...] = ()
    user: str = ""
    created: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaCase:
    """A unit of analysis, here a territory: its attributes, and what is about it, by guid."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[QdaValue, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaSet:
    """Codes, sources and notes that a person put together, by guid."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QdaProject:
    """A whole project."""

    name: str
    origin: str = ""
    user: str = ""
    created: str = ""
    description: str = ""
    users: tuple[QdaUser, ...] = ()
    codes: tuple[QdaCode, ...] = ()
    variables: tuple[QdaVariable, ...] = ()
    cases: tuple[QdaCase, ...] = ()
    sources: tuple[QdaSource, ...] = ()
    notes: tuple[QdaSource, ...] = ()
    sets: tuple[QdaSet, ...] = ()
    note_refs: tuple[str, ...] = ()

    @property
    def codebook(self) -> QdaCodebook:
        """Its codes alone."""
        return QdaCodebook(codes=self.codes, origin=self.origin)


GUID = re.compile(r"\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?")


def read_guid(text: str) -> str:
    """Return an identifier in lower case and without braces; empty when the text is none.

    >>> read_guid("{0A1B2C3D-0000-4000-8000-00000000000F}"), read_guid("code-1")
    ('0a1b2c3d-0000-4000-8000-00000000000f', '')
    """
    match = GUID.fullmatch(text.strip().lower())
    return match[1] if match else ""


def make_guid(*parts: str) -> str:
    """Make the identifier of a thing of Autan from what names it (a UUID of version 8).

    >>> make_guid("code", "obstacles", "time")
    '21dd6da3-3f96-8854-8de3-0788b8c11415'
    """
    digits = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"
