"""What follows from the description of a document: JSON, columns, what it lacks, its texts, its JSON Schema.

A document is a frozen dataclass whose fields are declared with the functions of `fields`; a field declared without
them is no part of what is described, and is left alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, fields, replace
from functools import cache
from typing import Any

from autan.ground.descriptions.core.kinds import Change, Described, LongText, Names, PersonName, ShortText
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence, Text


def descriptions_of(document: Any) -> Mapping[str, Described]:
    """Return the description of each field of a document, or of a class of documents, by name, in order."""
    return _descriptions(document if isinstance(document, type) else type(document))


@cache
def _descriptions(document_type: Any) -> Mapping[str, Described]:
    described = {field.name: field.metadata.get("described") for field in fields(document_type)}
    return {name: description for name, description in described.items() if description is not None}


@dataclass(frozen=True, slots=True)
class Rows(Described):
    """Rows of another document.

    Attributes:
        by: name of a closed list of the rows: one row stands for each of its members, always, in their order.
        is_packed: True where JSON keeps each row as the list of its values.
        is_typed: True where a form takes one row a line, its parts between bars.
    """

    document: type
    _: KW_ONLY
    by: str = ""
    is_packed: bool = False
    is_typed: bool = False

    empty = kept_empty = ()

    def read(self, stored: Any) -> Any:
        """Return the rows."""
        if self.is_packed:
            names = [field.name for field in fields(self.document)]
            return tuple(self.document(**dict(zip(names, row, strict=True))) for row in stored or ())
        return self.complete([from_json(self.document, row) for row in stored or ()])

    def keep(self, value: Any) -> Any:
        """Return the rows as objects, or as lists of values."""
        if self.is_packed:
            return [[getattr(row, field.name) for field in fields(self.document)] for row in value]
        return [as_json(row) for row in self.complete(value)]

    def complete(self, rows: Sequence[Any]) -> tuple[Any, ...]:
        """Return the rows, one for each member of the list that tells them apart, empty where nobody said anything."""
        if not self.by:
            return tuple(rows)
        told_apart: Any = descriptions_of(self.document)[self.by]
        by_member = {getattr(row, self.by): row for row in rows}
        return tuple(by_member.get(member, self.document(**{self.by: member})) for member in told_apart.members)

    def gaps(self, rows: Sequence[Any]) -> list[Text]:
        """Return the first thing that each row lacks, after what tells the row."""
        first = [(row, gaps[0]) for row in self.complete(rows) if (gaps := publication_gaps(row))]
        return [self._of_row(row, gap) for row, gap in first]

    def _of_row(self, row: Any, gap: Text) -> Text:
        label = getattr(row, self.by).label if self.by else None
        return Sentence("{label} : {gap}", label=label, gap=gap) if label else gap

    def say(self, value: Any, language: str, names: Names) -> str:
        """Return each row in words, one a line."""
        return "\n".join(
            " · ".join(
                description.say(getattr(row, name), language, names)
                for name, description in descriptions_of(self.document).items()
                if not description.is_empty(getattr(row, name))
            )
            for row in value
        )

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the texts of each row that a search reads."""
        rows = (" ".join(_texts(row, lambda description: bool(description.is_searched))) for row in value)
        return tuple(row for row in rows if row)

    def change_texts(self, value: Any, change: Change) -> Any:
        """Change the texts of each row."""
        return value if self.is_packed else tuple(change_texts(row, change) for row in value)

    def schema(self, language: str) -> dict[str, Any]:
        """A list of objects, or of lists of texts."""
        texts: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
        return {"type": "array", "items": texts if self.is_packed else json_schema(self.document, language)}


def complete_rows(document_type: type, name: str, rows: Sequence[Any]) -> tuple[Any, ...]:
    """Return the rows of a field, one for each member of the list that tells them apart."""
    description: Any = descriptions_of(document_type)[name]
    complete: tuple[Any, ...] = description.complete(rows)
    return complete


def from_json[D](document_type: type[D], stored: Mapping[str, Any], **others: Any) -> D:
    """Read a document as JSON keeps it; a field that is not kept is empty, one that is not described is left out.

    `others` are the values of fields that are not read there.

    Raises:
        KeyError: a field that no document is without is not kept.
        ValueError: a closed list has no such code.
    """
    read = {
        name: description.read(stored[name] if description.is_required else stored.get(name))
        for name, description in descriptions_of(document_type).items()
    }
    return document_type(**read | others)


def as_json(document: Any) -> dict[str, Any]:
    """Return a document as JSON keeps it."""
    return {name: description.keep(getattr(document, name)) for name, description in descriptions_of(document).items()}


def from_columns[D](document_type: type[D], row: object, **others: Any) -> D:
    """Read a document from the columns of the same names of a row of a table; `others` as `from_json` takes them."""
    return from_json(document_type, {name: getattr(row, name) for name in descriptions_of(document_type)}, **others)


def fill_columns(row: object, document: Any) -> None:
    """Put a document in the columns of the same names of a row of a table, not saved."""
    for name, description in descriptions_of(document).items():
        setattr(row, name, description.as_column(getattr(document, name)))


def text_names(document_type: type) -> tuple[str, ...]:
    """Return the names of the fields that hold words of people, in which a name may stand."""
    described = descriptions_of(document_type).items()
    return tuple(name for name, description in described if type(description) in {ShortText, LongText})


def publication_gaps(document: Any) -> tuple[Text, ...]:
    """Say what a document lacks before it can be published, in the order of its fields."""
    gaps: list[Text] = []
    for name, description in descriptions_of(document).items():
        value = getattr(document, name)
        if isinstance(description, Rows):
            gaps += description.gaps(value)
        if description.needed and description.is_empty(value) and _is_needed(document, description):
            gaps.append(description.needed)
    return tuple(gaps)


def require_whole(document: Any, name: str) -> None:
    """Refuse a document that lacks what publication asks (`DomainError`)."""
    if gaps := publication_gaps(document):
        listed = Sentence.joined(" ; ", gaps)
        raise DomainError("«\u202f{name}\u202f» ne peut pas être publié\u00a0: {gaps}", name=name, gaps=listed)


def refuse_faults(faults: Iterable[tuple[str, Text]]) -> None:
    """Refuse a document in which something cannot be, of any field (`DomainError`)."""
    if texts := [text for _field, text in faults]:
        raise DomainError("cela ne peut pas être écrit\u00a0: il faut {faults}", faults=Sentence.joined(" ; ", texts))


def _is_needed(document: Any, description: Described) -> bool:
    if description.source_of and not getattr(document, description.source_of):
        return False
    return description.needed_when is None or description.needed_when(document)


def search_text(document: Any) -> str:
    """Return the text that a search reads beside the title, one field a line."""
    return "\n".join(_texts(document, lambda description: bool(description.is_searched)))


def persons_named(document: Any) -> tuple[str, ...]:
    """Return the names of persons that a document holds in fields of their own, once each."""
    names = list(_texts(document, lambda description: isinstance(description, PersonName)))
    for name, description in descriptions_of(document).items():
        if isinstance(description, Rows) and not description.is_packed:
            names += [person for row in getattr(document, name) for person in persons_named(row)]
    return tuple(dict.fromkeys(names))


def change_texts[D](document: D, change: Change) -> D:
    """Return a document in which each free text was changed, such as to take the name of a person out of it."""
    texts = {
        name: description.change_texts(getattr(document, name), change)
        for name, description in descriptions_of(document).items()
    }
    return replace(document, **texts)  # type: ignore[type-var]  # a document is a dataclass


def tidied[D](document: D) -> D:
    """Return a document with its texts as they are written down, whoever gives it: a form, a file, a program."""
    texts = {name: description.tidy(getattr(document, name)) for name, description in descriptions_of(document).items()}
    return replace(document, **texts)  # type: ignore[type-var]  # a document is a dataclass


def _texts(document: Any, is_read: Callable[[Described], bool]) -> tuple[str, ...]:
    described = ((description, getattr(document, name)) for name, description in descriptions_of(document).items())
    return tuple(text for description, value in described if is_read(description) for text in description.texts(value))


def json_schema(document_type: type, language: str = "fr") -> dict[str, Any]:
    """Return the JSON Schema of a document as JSON keeps it, titles and descriptions in a language."""
    described = descriptions_of(document_type)
    properties = {
        name: {
            "title": description.label.in_language(language),
            **({"description": description.help.in_language(language)} if description.help else {}),
            **description.schema(language),
        }
        for name, description in described.items()
    }
    required = [name for name, description in described.items() if description.is_required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
