"""Files of a map of the atlas: a sheet to print, or places with their values; each with source, date and licence."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

import polars as pl

from autan.evidence.figures.core.charts import MapKind
from autan.evidence.figures.core.figures import Figure, count_alerts
from autan.evidence.figures.core.numbers import FileNumbers, file_numbers
from autan.evidence.figures.core.units import Dimension
from autan.ground.extension_points import ThematicMap
from autan.ground.texts.language import words
from autan.opendata.atlas.core.atlas_choices import AtlasChoice
from autan.opendata.atlas.importers import COLUMNS
from autan.opendata.atlas.presenters.atlas_maps import INVENTED, AtlasMap, atlas_map
from autan.opendata.atlas.presenters.atlas_page import PLACE_FORMS
from autan.opendata.atlas.renderers.geopackage import Layer, write_geopackage
from autan.opendata.measures.queries.editions import joined_credit
from autan.opendata.observatory.core.place_comparison import PlacedFigure
from autan.territories.charts.renderers.drawing.map_shapes import Contours, Polygons
from autan.territories.charts.renderers.drawing_files import FIGURE_COLUMNS, figure_cells
from autan.territories.charts.renderers.drawing_sheets import SheetNotes, sheet_file
from autan.territories.charts.renderers.map_contours import contours_of
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network

_COLUMNS = {
    "code": "TEXT",
    "name": "TEXT",
    "measure": "TEXT",
    "value": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "unit": "TEXT",
    "unit_basis": "TEXT",
    "period": "TEXT",
    "state": "TEXT",
    "known": "INTEGER",
    "total": "INTEGER",
    "figure_id": "TEXT",
}
_BASES = {
    Dimension.ENERGY_LHV: "lower calorific value",
    Dimension.ENERGY_HHV: "higher calorific value",
    Dimension.ENERGY_UNSTATED: "not stated by the source",
}
"""What energy is counted by, where it matters: two bases are never added."""
type Properties = dict[str, str | float | int | None]


def as_geojson(atlas: AtlasMap) -> bytes:
    """The places with their values (RFC 7946), unlocated where no contour is known; the source travels in the file."""
    warning = words(atlas.notes.warning)
    document = {
        "type": "FeatureCollection",
        "title": words(atlas.spec.title),
        "source": words(atlas.spec.source),
        "licence": words(atlas.notes.licence),
        **({"warning": warning} if warning else {}),
        "features": [
            {
                "type": "Feature",
                "properties": _properties(place, atlas),
                "geometry": {"type": "MultiPolygon", "coordinates": _coordinates(polygons)} if polygons else None,
            }
            for place, polygons in _places_with_polygons(atlas)
        ],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def as_geopackage(atlas: AtlasMap) -> bytes:
    """Return a map as a GeoPackage, for QGIS and the like."""
    rows = [(polygons, tuple(_properties(place, atlas).values())) for place, polygons in _places_with_polygons(atlas)]
    notices = (atlas.notes.warning, atlas.spec.source, atlas.notes.licence)
    return write_geopackage(
        Layer(
            name="atlas",
            title=words(atlas.spec.title),
            description=" ".join(filter(None, map(words, notices))),
            changed_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            columns=_COLUMNS,
            rows=rows,
        )
    )


EXPORTS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}
"""Forms of file, and what each is sent as."""
_PLACES: dict[str, Callable[[AtlasMap], bytes]] = {"geojson": as_geojson, "gpkg": as_geopackage}


def render_file(choice: AtlasChoice, members: Sequence[Member], form: str) -> tuple[str, bytes] | None:
    """Name and content of a file of a choice, or None when there is nothing to show, or nothing to draw."""
    atlas = atlas_map(choice, members)
    if atlas is None or (atlas.spec.kind is MapKind.PAIRS if form in PLACE_FORMS else not contours_of(atlas.spec)):
        return None
    content = _PLACES[form](atlas) if form in PLACE_FORMS else sheet_file(atlas.spec, form, notes=atlas.notes)
    return f"atlas-{choice.file_slug}.{form}", content


def render_theme(theme: ThematicMap, network: Network, form: str) -> tuple[str, bytes] | None:
    """Name and content of the sheet of a thematic map; None when there is nothing to draw, or for a file of places."""
    spec = theme.build(network.slug)
    if spec is None or form in PLACE_FORMS or not contours_of(spec):
        return None
    notes = SheetNotes(warning=INVENTED) if network.is_invented else SheetNotes()
    return f"atlas-{theme.code}-{network.slug}.{form}", sheet_file(spec, form, notes=notes)


def _places_with_polygons(atlas: AtlasMap) -> list[tuple[PlacedFigure, Polygons | None]]:
    """Every place, with its polygons where they are known: a value is not lost for want of a contour."""
    contours: Contours = contours_of(atlas.spec)
    return [(place, contours.get(place.code)) for place in atlas.shown.places]


def _properties(place: PlacedFigure, atlas: AtlasMap) -> Properties:
    figure: Figure | None = place.figure
    return {
        "code": place.code,
        "name": place.name,
        "measure": words(atlas.shown.label),
        **(file_numbers(figure)._asdict() if figure else dict.fromkeys(FileNumbers._fields)),
        "unit": words(atlas.shown.unit.symbol),
        "unit_basis": _BASES.get(atlas.shown.unit.dimension),
        "period": figure.period.label if figure else None,
        "state": figure.state.value if figure else "missing",
        "known": figure.known if figure else 0,
        "total": figure.total if figure else 0,
        "figure_id": figure.id if figure else None,
    }


def _coordinates(polygons: Polygons) -> list[list[list[list[float]]]]:
    """Rings wound as RFC 7946 asks: the outside anticlockwise, holes clockwise."""
    return [[_wind_ring(ring, is_outside=place == 0) for place, ring in enumerate(polygon)] for polygon in polygons]


def _wind_ring(ring: Any, *, is_outside: bool) -> list[list[float]]:
    points = [[round(float(point[0]), 5), round(float(point[1]), 5)] for point in ring]
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    return points if (twice > 0) is is_outside else points[::-1]


TABLE_FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Kinds of files, and what each is sent as."""
FRAME_FORMS = TABLE_FORMS | {"parquet": "application/vnd.apache.parquet"}

_SCHEMA = {
    "siren": pl.String,
    "territoire": pl.String,
    "membre": pl.String,
    "mesure": pl.String,
    **FIGURE_COLUMNS,
    "parts": pl.String,
    "a_verifier": pl.Int64,
    "note": pl.String,
    "source": pl.String,
    "adresse": pl.String,
}


def table_file(rows: list[dict[str, Any]], form: str) -> bytes:
    """Write the table as a file of one of `TABLE_FORMS`; an unknown value is an empty cell, never a zero."""
    return frame_file(pl.DataFrame([_row(row) for row in rows], schema=_SCHEMA), form, sheet="comparaison")


def places_table(members: Iterable[Member]) -> bytes:
    """Write the table of sites that a network fills as CSV: its columns, and one line a member."""
    rows = [{"siren": member.siren, "member": member.short_name} for member in members]
    return frame_file(pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String)), "csv")


def frame_file(frame: pl.DataFrame, form: str, *, sheet: str = "sommes") -> bytes:
    """Write a table as a file of one of `FRAME_FORMS`; what is null is an empty cell."""
    buffer = BytesIO()
    if form == "csv":
        frame.write_csv(buffer, include_bom=True, separator=";")
    elif form == "xlsx":
        frame.write_excel(buffer, worksheet=sheet, autofit=True)
    else:
        frame.write_parquet(buffer)
    return buffer.getvalue()


def _row(row: dict[str, Any]) -> Mapping[str, object]:
    who = {"siren": row["siren"], "territoire": row["name"], "membre": "oui" if row["is_member"] else "non"}
    figure = row["figure"]
    if figure is None:
        return who
    return who | {
        "mesure": words(figure.label),
        **figure_cells(figure),
        "parts": words(figure.part),
        "a_verifier": count_alerts(figure),
        "note": words(figure.note),
        "source": words(joined_credit(figure)),
    }
