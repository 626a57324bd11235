"""The data dictionary: published tables, their columns and the operations of the API, in words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.evidence.figures.core.units import get_unit
from autan.ground.extension_points import PublishedColumnKind, PublishedTable
from autan.ground.registry import registered
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text

_KINDS = {
    PublishedColumnKind.TEXT: Sentence("texte"),
    PublishedColumnKind.INTEGER: Sentence("nombre entier"),
    PublishedColumnKind.NUMBER: Sentence("nombre"),
    PublishedColumnKind.FLAG: Sentence("vrai ou faux"),
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
            forms=("csv", "json", "parquet", *(("gpkg", "geojson") if table.name == "territories" else ())),
        )
        for table in registered(PublishedTable)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """The words of one operation of the API, as OpenAPI describes it.

    Attributes:
        parameters: name and words of each.
        example: a body to send, as JSON; empty where none is.
        answers: status and words of each.
    """

    method: str
    path: str
    summary: str
    parameters: Sequence[tuple[str, str]]
    example: str
    answers: Sequence[tuple[str, str]]


def present_operations(described: Mapping[str, Any]) -> list[OperationView]:
    """Give the words of the operations of the API, those that write first."""
    operations = [
        OperationView(
            method=method.upper(),
            path=path,
            summary=operation.get("summary", ""),
            parameters=[(one["name"], _words_of(one)) for one in operation.get("parameters", ())],
            example=_example(operation),
            answers=[(str(status), answer.get("description", "")) for status, answer in operation["responses"].items()],
        )
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return sorted(operations, key=lambda view: view.method != "POST")


def _words_of(parameter: Mapping[str, Any]) -> str:
    return str(parameter.get("description") or parameter.get("schema", {}).get("description", ""))


def _example(operation: Mapping[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return json.dumps(content["example"], ensure_ascii=False, indent=2) if "example" in content else ""
