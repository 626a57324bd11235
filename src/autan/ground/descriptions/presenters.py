"""Documents as pages, files, histories and open data show them, in the language under way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from autan.ground.descriptions.core.documents import Rows, descriptions_of
from autan.ground.descriptions.core.kinds import Choice, Day, Described, Flag, Number, PersonName
from autan.ground.extension_points import PublishedColumn, PublishedColumnKind
from autan.ground.registry import registered
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.language import current_language, words

type CodeNames = Mapping[str, Mapping[str, str]]
"""Words of the codes of a field whose list is known at run time alone, by name of the field."""
_NO_NAMES: CodeNames = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """One field of a document in words.

    Attributes:
        text: its value; empty when nobody said anything.
        absent: what a page says then.
        cell: its value in a table of a file: of what nobody said, words of its own, or nothing.
        source: who states it, for what bears its source.
    """

    name: str
    label: str
    text: str
    absent: str
    cell: str
    source: str = ""
    code: str = ""

    @property
    def line(self) -> str:
        """Return its value with its source, for a file."""
        return f"{self.text} ({self.source})" if self.text and self.source else self.text


def shown_fields(document: Any, part: Labelled | None = None, *, names: CodeNames = _NO_NAMES) -> list[ShownField]:
    """Return the fields of a document, or of a part of it, in order; apart: rows, empty lists and names of people."""
    described = descriptions_of(document)
    sources = {description.source_of: name for name, description in described.items() if description.source_of}
    return [
        _shown_field(document, name, description, names, sources.get(name, ""))
        for name, description in described.items()
        if description.part is part
        and description.is_shown
        and not description.source_of
        and not isinstance(description, Rows | PersonName)
        and getattr(document, name) != ()
    ]


def shown_parts(document: Any, *, names: CodeNames = _NO_NAMES) -> list[tuple[str, list[ShownField]]]:
    """Return the title and the fields of each part of a document, in the order of their first fields."""
    parts = dict.fromkeys(description.part for description in descriptions_of(document).values() if description.part)
    return [(words(part.label), shown_fields(document, part, names=names)) for part in parts]


def _shown_field(document: Any, name: str, description: Described, names: CodeNames, source: str = "") -> ShownField:
    value, own = getattr(document, name), words(description.absent)
    text = "" if description.is_empty(value) else description.say(value, current_language(), names.get(name, {}))
    return ShownField(
        name=name,
        label=words(description.heading),
        text=text,
        absent=own or _("non renseigné"),
        cell=text or own,
        source=getattr(document, source) if source else "",
        code=value.value if isinstance(value, Labelled) else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """Rows of a document in words: their headings, and the fields of each, by name."""

    title: str
    headings: tuple[str, ...]
    rows: list[dict[str, ShownField]]

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """Return the words of each row, for a file."""
        return tuple(tuple(field.cell for field in row.values()) for row in self.rows)


def shown_row(document: Any, *, names: CodeNames = _NO_NAMES, knows: bool = False) -> dict[str, ShownField]:
    """Return the fields of a document that are shown, by name; names of people only to a reader who `knows` them."""
    return {name: _shown_field(document, name, field, names) for name, field in _fields_of_row(document, knows=knows)}


def shown_table(document: Any, name: str, *, names: CodeNames = _NO_NAMES, knows: bool = False) -> ShownTable:
    """Return the rows of a field, one for each member of the list that tells them apart; each as `shown_row` does."""
    rows: Any = descriptions_of(document)[name]
    return ShownTable(
        title=words(rows.heading),
        headings=tuple(words(field.heading) for _name, field in _fields_of_row(rows.document, knows=knows)),
        rows=[shown_row(row, names=names, knows=knows) for row in rows.complete(getattr(document, name))],
    )


def _fields_of_row(document: Any, *, knows: bool) -> list[tuple[str, Described]]:
    fields = [(name, field) for name, field in descriptions_of(document).items() if field.is_shown]
    return [(name, field) for name, field in fields if knows or not isinstance(field, PersonName)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedObject:
    """What a room registers so that the history of its objects says in words what each act changed in a document."""

    room: str
    kind: str
    document: type


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """One field that differs between two versions, in words; None for what nobody said."""

    field: str
    before: str | None
    after: str | None


def change_in_words(room: str, kind: str, field: str, before: Any, after: Any) -> WordChange:
    """Return what changed in one field of an object, in words where a room described it, else as it was kept."""
    documents = (entry.document for entry in registered(DescribedObject) if (entry.room, entry.kind) == (room, kind))
    description = descriptions_of(document).get(field) if (document := next(documents, None)) else None
    return WordChange(
        field=words(description.heading) if description else field,
        before=stored_words(description, before),
        after=stored_words(description, after),
    )


def stored_words(description: Described | None, stored: Any) -> str | None:
    """Return what JSON keeps of a field in words, None for what nobody said; as it is kept without a description."""
    if description is None or stored is None:
        return None if stored is None else str(stored)
    try:
        value = description.read(stored)
    except (KeyError, TypeError, ValueError):
        # a version of the product kept it in another way: its words are what was kept
        return str(stored)
    return None if description.is_empty(value) else description.say(value, current_language(), {})


_KINDS: Mapping[type[Described], PublishedColumnKind] = {Day: PublishedColumnKind.DAY, Flag: PublishedColumnKind.FLAG}


def published_columns(document_type: type) -> tuple[PublishedColumn, ...]:
    """Return the columns of the open data that hold the published fields of a document, in order."""
    return tuple(_column(*field) for field in descriptions_of(document_type).items() if field[1].published)


def _column(name: str, description: Described) -> PublishedColumn:
    kind = _KINDS.get(type(description), PublishedColumnKind.TEXT)
    if isinstance(description, Number):
        kind = PublishedColumnKind.INTEGER if description.is_whole else PublishedColumnKind.NUMBER
    codes = description.members if isinstance(description, Choice) else ()
    return PublishedColumn(
        name=name,
        title=description.heading,
        description=description.published,
        kind=kind,
        unit=description.unit if isinstance(description, Number) else "",
        codes={member.value: member.label for member in codes},
    )


def published_cells(document: Any) -> tuple[Any, ...]:
    """Return the cells of a document in the columns that it is published in; None for what nobody said."""
    fields = descriptions_of(document).items()
    return tuple(field.cell(getattr(document, name)) for name, field in fields if field.published)
