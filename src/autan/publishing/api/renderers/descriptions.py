"""Descriptions for programs of a published table (CSV on the Web, Table Schema, Data Package) and of the lake."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.utils.text import slugify

from autan.evidence.figures.core.units import get_unit
from autan.ground.extension_points import PublishedColumn, PublishedColumnKind, PublishedTable
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.sources.lake.snapshots import Snapshot

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LakePackage:
    """The description as a file, and how many tables it names."""

    data: bytes
    count: int


def lake_package() -> LakePackage:
    """Describe the editions in use (Frictionless Data Package, version 1); paths are those under the home."""
    snapshots = lake_state()
    content = {
        "profile": "data-package",
        "name": "autan-lake",
        "title": "Lac des données ouvertes d’Autan",
        "resources": [_resource(snapshot) for snapshot in snapshots],
    }
    return LakePackage(data=json.dumps(content, ensure_ascii=False, indent=2).encode(), count=len(snapshots))


def _resource(snapshot: Snapshot) -> dict[str, Any]:
    card = snapshot.card
    return {
        "name": f"{card.source}-{card.data_date}",
        "path": snapshot.table.relative_to(Path(settings.AUTAN_HOME)).as_posix(),
        "title": card.title,
        "description": f"{card.counts.fr} {card.limits.fr}",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": snapshot.table.stat().st_size,
        "hash": f"sha256:{card.checksum}",
        "licenses": [{"name": slugify(card.licence) or "notspecified", "title": card.licence}],
        "sources": [{"title": card.producer, **({"path": card.url} if card.url else {})}],
        "schema": {"fields": _fields(snapshot), "primaryKey": list(card.key)},
    }


def _fields(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The columns of the table, with what its card says of them."""
    columns = {column.name: column for column in snapshot.card.columns}
    fields = []
    for name, kind in pl.read_parquet_schema(snapshot.table).items():
        field: dict[str, Any] = {"name": name, "type": _type_of(kind)}
        if column := columns.get(name):
            field |= {"title": column.label.fr} | ({"unit": get_unit(column.unit).code} if column.unit else {})
        fields.append(field)
    return fields


def _type_of(kind: pl.DataType) -> str:
    if kind.is_integer():
        return "integer"
    if kind.is_numeric():
        return "number"
    return {pl.Boolean: "boolean", pl.Date: "date", pl.Datetime: "datetime"}.get(type(kind), "string")
