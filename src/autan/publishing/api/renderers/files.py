"""The files of open data of a network: each table in each form, and where the territories are."""

import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from autan.ground.errors import UnknownError
from autan.ground.extension_points import PublishedColumnKind, PublishedTable
from autan.ground.registry import registered
from autan.opendata.atlas.renderers.geopackage import Layer, write_geopackage
from autan.publishing.api.presenters.pages import CSV, JSON, cut_page, json_cell, write_page
from autan.publishing.api.queries.tables import find_table, table_frame, table_rows
from autan.publishing.api.renderers.descriptions import LICENCE_NAME, csvw_metadata, data_package, table_schema
from autan.territories.charts.renderers.drawing.pen import Medium, Pen
from autan.territories.networks.queries.contours import contours_credit, epci_contours
from autan.territories.networks.queries.networks import get_network

TERRITORIES = "territories"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "csv-metadata.json": "application/csvm+json",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "schema.json": "application/json",
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
}
"""Kinds of files of a table, and what each is sent as; those of `LAYERS` are for the table of territories alone."""
LAYERS = ("gpkg", "geojson")
_SQL_TYPES = {
    PublishedColumnKind.INTEGER: "INTEGER",
    PublishedColumnKind.NUMBER: "DOUBLE",
    PublishedColumnKind.FLAG: "BOOLEAN",
    PublishedColumnKind.DAY: "DATE",
}


def forms_of(table: PublishedTable) -> tuple[str, ...]:
    """Return the kinds of files of a table."""
    return tuple(form for form in MEDIA_TYPES if form not in LAYERS or table.name == TERRITORIES)


def open_data_file(table: PublishedTable, network: str, form: str) -> bytes:
    """Return a file of a table of a network, whole."""
    if form not in forms_of(table):
        message = "la table «\u202f{name}\u202f» n’a pas de fichier «\u202f{form}\u202f»"
        raise UnknownError(message, name=table.name, form=form)
    get_network(network)
    return _WRITERS[form](table, network)


def package_file(network: str) -> bytes:
    """Return the data package of a network: the schema of each of its CSV files."""
    record = get_network(network)
    return _as_json(data_package(network, record.name_fr, registered(PublishedTable), is_invented=record.is_invented))


def _rows_as(form: str) -> Callable[[PublishedTable, str], bytes]:
    return lambda table, network: write_page(cut_page(table, table_rows(table, network), after="", limit=None), form)


def _parquet(table: PublishedTable, network: str) -> bytes:
    buffer = io.BytesIO()
    words = {
        "title": table.title.fr,
        "description": table.description.fr,
        "licence": LICENCE_NAME,
        "schema": json.dumps(table_schema(table), ensure_ascii=False),
    }
    table_frame(table, network).write_parquet(buffer, metadata={f"autan.{name}": text for name, text in words.items()})
    return buffer.getvalue()


def _geopackage(table: PublishedTable, network: str) -> bytes:
    """The territories with their contours; one without contour has no geometry."""
    rows = table_rows(find_table(TERRITORIES), network)
    place = [column.name for column in table.columns].index("siren")
    sirens = [row[place] for row in rows]
    contours = {contour.code: contour.polygons for contour in epci_contours(sirens)}
    credit = contours_credit(sirens)
    layer = Layer(
        name=TERRITORIES,
        title=table.title.fr,
        description=f"{table.description.fr} {credit.fr if credit else ''} {LICENCE_NAME}.",
        changed_at=f"{timezone.localdate():%Y-%m-%d}T00:00:00.000Z",
        columns={column.name: _SQL_TYPES.get(column.kind, "TEXT") for column in table.columns},
        rows=[(contours.get(row[place]), [json_cell(cell) for cell in row]) for row in rows],
    )
    return write_geopackage(layer)


def _geojson(table: PublishedTable, network: str) -> bytes:
    """The same as GeoJSON (RFC 7946); a territory without contour has a null geometry."""
    names = [column.name for column in table.columns]
    rows = table_rows(find_table(TERRITORIES), network)
    contours = {c.code: c.polygons for c in epci_contours([row[names.index("siren")] for row in rows])}
    features = []
    for row in rows:
        properties = dict(zip(names, map(json_cell, row), strict=True))
        polygons = contours.get(properties["siren"])
        geometry = {"type": "MultiPolygon", "coordinates": polygons} if polygons else None
        features.append({"type": "Feature", "id": properties["siren"], "geometry": geometry, "properties": properties})
    return _as_json({"type": "FeatureCollection", "features": features})


def _as_json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


_WRITERS: Mapping[str, Callable[[PublishedTable, str], bytes]] = {
    "csv": _rows_as(CSV),
    "json": _rows_as(JSON),
    "csv-metadata.json": lambda table, _network: _as_json(csvw_metadata(table)),
    "schema.json": lambda table, _network: _as_json(table_schema(table)),
    "parquet": _parquet,
    "gpkg": _geopackage,
    "geojson": _geojson,
}


_WIDTH, _MARGIN = 360.0, 16.0
_NUMBER, _LABEL, _SMALL = 34.0, 15.0, 12.0


def draw_figure(name: str, *, number: str, label: str, small: str) -> str:
    """Draw a figure as SVG: its number or the word of what is not known, what it measures, and its coverage, small."""
    pen = Pen.for_drawing(name, Medium.FILE, "figure")
    width = _WIDTH - 2 * _MARGIN
    y, parts = _MARGIN, []
    for text, size, colour, bold in (
        (number, _NUMBER, "emphasis", True),
        (label, _LABEL, "ink", False),
        (small, _SMALL, "ink", False),
    ):
        for line in pen.lettering.wrap(text, size, width, bold=bold):
            y += size * 1.25
            parts.append(pen.text(_MARGIN, y, line, size, colour=colour, bold=bold))
    paper = pen.rect(0, 0, _WIDTH, y + _MARGIN, "paper")
    return pen.drawing(_WIDTH, y + _MARGIN, label, f"{number}. {small}", [paper, *parts])
