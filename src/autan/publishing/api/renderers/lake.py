"""The description of the lake: a Data Package that names each table in use, its card and its columns."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.utils.text import slugify

from autan.evidence.figures.core.units import get_unit
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.sources.lake.snapshots import Snapshot


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
