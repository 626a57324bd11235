"""A layer of territories as a GeoPackage: one SQLite file, by the standard of the Open Geospatial Consortium.

OGC 12-128r18 (version 1.3.1): application id `GPKG`, the three tables that every file has, geometries as
`GeoPackageBinary` (clause 2.1.3) around well-known binary. Geometries are multi-polygons in
WGS 84, with their envelope.
"""

import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autan.territories.charts.renderers.drawing.map_shapes import Polygons

_APPLICATION_ID, _USER_VERSION = 0x47504B47, 10301
_WGS84 = 4326
_SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    (
        "WGS 84 geodetic",
        _WGS84,
        "EPSG",
        _WGS84,
        'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
        'UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]',
        "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid",
    ),
)
_TABLES = Path(__file__).with_name("geopackage.sql").read_text(encoding="utf-8")

type Cell = str | float | int | None
type Envelope = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer to write.

    Attributes:
        name: name of its table: small letters, digits and underscores.
        description: source, date, licence: what must be cited.
        changed_at: when it was made, as `2026-11-25T12:00:00.000Z`.
        columns: SQL type of each attribute, by name.
        rows: geometry, None where it is not known, and attributes of each feature.
    """

    name: str
    title: str
    description: str
    changed_at: str
    columns: Mapping[str, str]
    rows: Sequence[tuple[Polygons | None, Sequence[Cell]]]


def write_geopackage(layer: Layer) -> bytes:
    """Write a layer as the bytes of a GeoPackage file."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {_USER_VERSION}")
        connection.executescript(_TABLES)
        connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        _write_layer(connection, layer)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _write_layer(connection: sqlite3.Connection, layer: Layer) -> None:
    bounds = _bounds([_envelope(polygons) for polygons, _ in layer.rows if polygons])
    connection.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (layer.name, layer.title, layer.description, layer.changed_at, *bounds, _WGS84),
    )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)", (layer.name, _WGS84)
    )
    columns = "".join(f', "{name}" {kind}' for name, kind in layer.columns.items())
    connection.execute(
        f'CREATE TABLE "{layer.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON{columns})'
    )
    marks = ", ".join("?" * (len(layer.columns) + 1))
    names = "".join(f', "{name}"' for name in layer.columns)
    connection.executemany(
        f'INSERT INTO "{layer.name}" (geom{names}) VALUES ({marks})',  # noqa: S608 - names of our own
        [(_binary(polygons) if polygons else None, *cells) for polygons, cells in layer.rows],
    )


def _bounds(envelopes: Sequence[Envelope]) -> Sequence[float | None]:
    """What all envelopes are within; nothing when there is none."""
    if not envelopes:
        return (None,) * 4
    west, south, east, north = zip(*envelopes, strict=True)
    return min(west), min(south), max(east), max(north)


def _points(polygons: Polygons) -> Iterable[tuple[float, float]]:
    return ((float(point[0]), float(point[1])) for polygon in polygons for ring in polygon for point in ring)


def _envelope(polygons: Polygons) -> Envelope:
    longitudes, latitudes = zip(*_points(polygons), strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _binary(polygons: Polygons) -> bytes:
    """Header `GP`, version 0, flags for little endian and an envelope in x and y, then well-known binary."""
    west, south, east, north = _envelope(polygons)
    header = struct.pack("<2sBBi4d", b"GP", 0, 0b0000_0011, _WGS84, west, east, south, north)
    return header + well_known_binary(polygons)


def well_known_binary(polygons: Polygons) -> bytes:
    """Return polygons as a multi-polygon of well-known binary (WKB)."""
    parts = [struct.pack("<BII", 1, 6, len(polygons))]
    for polygon in polygons:
        parts.append(struct.pack("<BII", 1, 3, len(polygon)))
        for ring in polygon:
            parts.append(struct.pack("<I", len(ring)))
            parts.extend(struct.pack("<2d", float(point[0]), float(point[1])) for point in ring)
    return b"".join(parts)
