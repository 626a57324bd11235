"""Descriptions of a published table for programs: CSV on the Web, Table Schema, Data Package."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.ground.extension_points import PublishedColumn, PublishedColumnKind, PublishedTable

LICENCE_NAME = "Licence Ouverte / Open Licence 2.0 (Etalab)"
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
_CSVW = {
    PublishedColumnKind.TEXT: "string",
    PublishedColumnKind.INTEGER: "integer",
    PublishedColumnKind.NUMBER: "double",
    PublishedColumnKind.FLAG: "boolean",
    PublishedColumnKind.DAY: "date",
}
_FRICTIONLESS = _CSVW | {PublishedColumnKind.NUMBER: "number"}


def csvw_metadata(table: PublishedTable) -> Mapping[str, Any]:
    """Return the metadata of the CSV file of a table (W3C, Metadata Vocabulary for Tabular Data, 2015)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "fr"}],
        "url": f"{table.name}.csv",
        "dc:title": table.title.fr,
        "dc:description": table.description.fr,
        "dc:license": {"@id": LICENCE},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {
            "columns": [_csvw_column(column, is_key=column.name in table.key) for column in table.columns],
            "primaryKey": list(table.key),
        },
    }


def _csvw_column(column: PublishedColumn, *, is_key: bool) -> Mapping[str, Any]:
    base = _CSVW[column.kind]
    codes = {"base": base, "format": "|".join(column.codes)} if column.codes else base
    return {
        "name": column.name,
        "titles": column.name,
        "dc:title": column.title.fr,
        "dc:description": described(column),
        "datatype": codes,
        "required": is_key,
        "null": "",
    }


def table_schema(table: PublishedTable) -> Mapping[str, Any]:
    """Return the Table Schema of a table (Frictionless Data, version 1)."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "fields": [_field(column, is_key=column.name in table.key) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }


def _field(column: PublishedColumn, *, is_key: bool) -> Mapping[str, Any]:
    limits: dict[str, Any] = {"required": True} if is_key else {}
    if column.codes:
        limits["enum"] = list(column.codes)
    return {
        "name": column.name,
        "title": column.title.fr,
        "description": described(column),
        "type": _FRICTIONLESS[column.kind],
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": limits} if limits else {}),
    }


def described(column: PublishedColumn) -> str:
    """Return what a column holds, with the wording of its codes, in French."""
    codes = " ; ".join(f"{code} = {label.fr}" for code, label in column.codes.items())
    return f"{column.description.fr} Codes : {codes}." if codes else str(column.description.fr)


def data_package(network: str, title: str, tables: Sequence[PublishedTable], *, is_invented: bool) -> Mapping[str, Any]:
    """Return the description of the files of a network (Frictionless Data Package, version 1)."""
    mark = " (réseau inventé, pour essayer)" if is_invented else ""
    return {
        "profile": "tabular-data-package",
        "name": network,
        "title": f"{title}{mark}",
        "licenses": [{"name": "etalab-2.0", "path": LICENCE, "title": LICENCE_NAME}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name.replace("_", "-"),
                "path": f"{table.name}.csv",
                "title": table.title.fr,
                "description": table.description.fr,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": table_schema(table),
            }
            for table in tables
        ],
    }
