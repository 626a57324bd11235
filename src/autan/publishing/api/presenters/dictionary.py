"""The data dictionary: published tables, their columns and the operations of the API, in words."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

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


def present_tables() -> list[Mapping[str, Any]]:
    """Give the words of every published table, and of its columns."""
    return [
        {
            "name": table.name,
            "title": words(table.title),
            "description": words(table.description),
            "columns": [
                {
                    "name": column.name,
                    "title": words(column.title),
                    "kind": words(_KINDS[column.kind]),
                    "unit": words(get_unit(column.unit).symbol) if column.unit else "",
                    "description": words(column.description),
                    "codes": [(code, words(label)) for code, label in column.codes.items()],
                    "is_filter": column.is_filter,
                    "is_key": column.name in table.key,
                }
                for column in table.columns
            ],
            "forms": ("csv", "json", "parquet", *(("gpkg", "geojson") if table.name == "territories" else ())),
        }
        for table in registered(PublishedTable)
    ]


def present_operations(described: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the words of the operations of the API, as OpenAPI describes them, those that write first."""
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "parameters": [(one["name"], _words_of(one)) for one in operation.get("parameters", ())],
            "example": _example(path, operation),
            "answers": [
                (str(status), answer.get("description", "")) for status, answer in operation["responses"].items()
            ],
        }
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return sorted(operations, key=lambda view: view["method"] != "POST")


def _words_of(parameter: Mapping[str, Any]) -> str:
    return str(parameter.get("description") or parameter.get("schema", {}).get("description", ""))


def _example(path: str, operation: Mapping[str, Any]) -> str:
    """What is sent, or an address that answers; empty for that of one thing, which has to be known."""
    query = {one["name"]: one["example"] for one in operation.get("parameters", ()) if "example" in one}
    if query and "{" not in path:
        return f"{path}?{urlencode(query)}"
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return json.dumps(content["example"], ensure_ascii=False, indent=2) if "example" in content else ""
