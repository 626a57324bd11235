"""The data dictionary: published tables and their columns in the language of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.units import get_unit
from autan.ground.extension_points import PublishedColumnKind, PublishedTable
from autan.ground.registry import registered
from autan.ground.texts.core.texts import Text
from autan.ground.texts.language import words

_KINDS = {
    PublishedColumnKind.TEXT: Text("texte", "text"),
    PublishedColumnKind.INTEGER: Text("nombre entier", "whole number"),
    PublishedColumnKind.NUMBER: Text("nombre", "number"),
    PublishedColumnKind.FLAG: Text("vrai ou faux", "true or false"),
    PublishedColumnKind.DAY: Text("date", "date"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """The words of one column."""

    name: str
    title: str
    kind: str
    unit: str
    description: str
    codes: Sequence[tuple[str, str]]
    is_filter: bool
    is_key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """The words of one table."""

    name: str
    title: str
    description: str
    columns: Sequence[ColumnView]
    forms: Sequence[str]


def present_tables() -> list[TableView]:
    """Give the words of every published table."""
    return [
        TableView(
            name=table.name,
            title=words(table.title),
            description=words(table.description),
            columns=[
                ColumnView(
                    name=column.name,
                    title=words(column.title),
                    kind=words(_KINDS[column.kind]),
                    unit=words(get_unit(column.unit).symbol) if column.unit else "",
                    description=words(column.description),
                    codes=[(code, words(label)) for code, label in column.codes.items()],
                    is_filter=column.is_filter,
                    is_key=column.name in table.key,
                )
                for column in table.columns
            ],
            forms=("csv", "json", "parquet", *(("gpkg",) if table.name == "territories" else ())),
        )
        for table in registered(PublishedTable)
    ]
