"""Derives the ground of maps that the product ships: lines of departments and regions, the coast, and main towns.

Reads the communes of Occitanie, the national EPCI and the points of communes (WGS 84), and writes two small Parquet
files and their card into `src/autan/territories/perimeters/lake/contours/`. In Occitanie a department is the union of
its communes; elsewhere, for want of communes, it is that of the EPCI whose inhabitants live mostly there, and its lines
are marked as approximate. Run again at will: the same files give the same bytes.

    .venv/bin/python tools/build_ground.py
"""

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import shapely
import yaml
from shapely.geometry import shape

from autan.territories.perimeters.core.departments import region_of
from autan.territories.perimeters.lake.france import france_contours, main_departments
from autan.territories.perimeters.lake.register import LATEST, membership_frame

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = REPOSITORY.parent / "shared" / "data" / "geo"
COMMUNES, EPCI = "communes_occitanie_1000m.geojson", "epci_france_metropolitaine_cog2025.geojson"
POINTS = "communes_points_france.csv"
TARGET = REPOSITORY / "src" / "autan" / "territories" / "perimeters" / "lake" / "contours"
TOLERANCE_DEGREES, COAST_TOLERANCE = 0.012, 0.06
APART_DEGREES = 0.03
GRID = 1000
FEWEST_INHABITANTS = 15_000
MAX_BYTES = 120_000


_HAIR = 0.004  # degrees: outlines on the grid of thousandths that are this near touch


def communal_departments() -> dict[str, Any]:
    """Departments of the file of communes."""
    parts: dict[str, list[Any]] = defaultdict(list)
    for feature in json.loads((SOURCES / COMMUNES).read_text(encoding="utf-8"))["features"]:
        parts[feature["properties"]["code_commune"][:2]].append(shape(feature["geometry"]))
    return {code: shapely.union_all([widened(part) for part in parts[code]]) for code in sorted(parts)}


def widened(outline: Any) -> Any:
    """The same outline, larger by half a hair, so that two neighbours touch whatever their rounding."""
    return shapely.buffer(outline, _HAIR / 2, quad_segs=1, join_style="mitre")


def rough_departments() -> dict[str, Any]:
    """Departments as unions of the national contours of EPCI that ship."""
    departments = main_departments()
    parts: defaultdict[str, list[Any]] = defaultdict(list)
    for siren, polygons in france_contours(sorted(departments)).items():
        rings = [widened(shapely.Polygon(polygon[0])) for polygon in polygons]
        parts[departments[siren]] += rings
    return {code: shapely.union_all(parts[code]) for code in sorted(parts)}


def common_lines(outlines: dict[str, Any]) -> Any:
    """The lines that two outlines have in common, within a hair."""
    shapes = list(outlines.values())
    tree, shared = shapely.STRtree(shapes), []
    for place, first in enumerate(shapes):
        for other in sorted(tree.query(first)):
            if other > place:
                shared.append(first.boundary.intersection(shapes[other].buffer(_HAIR)))
    lines = shapely.union_all([part for part in shared if not part.is_empty])
    kept = [part for part in shapely.get_parts(lines) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.MultiLineString(kept))


def rows_of(kind: str, lines: Any, *, is_exact: bool, tolerance: float = TOLERANCE_DEGREES) -> list[dict[str, Any]]:
    """One row a line, in thousandths of a degree; what is shorter than the grain is left out."""
    rows = []
    for line in shapely.get_parts(shapely.simplify(lines, tolerance)):
        if line.length < 3 * tolerance:
            continue
        longitudes, latitudes = zip(*((round(x * GRID), round(y * GRID)) for x, y in line.coords), strict=True)
        rows.append({"kind": kind, "is_exact": is_exact, "longitudes": list(longitudes), "latitudes": list(latitudes)})
    return sorted(rows, key=lambda row: (row["longitudes"], row["latitudes"]))


def line_rows() -> list[dict[str, Any]]:
    """Lines of departments and of regions, then the outline of the country."""
    exact, rough = communal_departments(), rough_departments()
    region = shapely.union_all([widened(outline) for outline in exact.values()])
    away = region.buffer(APART_DEGREES)
    regions: dict[str, list[Any]] = defaultdict(list)
    for code, outline in rough.items():
        regions[region_of(code).code].append(outline)
    whole = {code: shapely.union_all(parts) for code, parts in regions.items()}
    land = shapely.union_all(list(rough.values()))
    inland = region.boundary.intersection(land.buffer(-APART_DEGREES))
    between_regions = common_lines(whole).difference(away)
    inside = common_lines(rough).difference(away).difference(between_regions.buffer(3 * _HAIR))
    coast = shapely.MultiLineString([part.exterior for part in shapely.get_parts(land) if part.area > 0.01])
    return [
        *rows_of("department", common_lines(exact), is_exact=True),
        *rows_of("department", inside, is_exact=False),
        *rows_of("region", shapely.line_merge(inland), is_exact=True),
        *rows_of("region", between_regions, is_exact=False),
        *rows_of("coast", coast, is_exact=True),
        *rows_of("locator", coast, is_exact=True, tolerance=COAST_TOLERANCE),
    ]


def towns() -> pl.DataFrame:
    """Communes of many inhabitants, the largest first: name, place in degrees, inhabitants."""
    places = pl.read_csv(SOURCES / POINTS, schema_overrides={"code_commune": pl.String}, infer_schema_length=0)
    sizes = membership_frame(LATEST).select("insee_code", "commune_name", "population")
    return (
        sizes.join(places, left_on="insee_code", right_on="code_commune")
        .filter(pl.col("population") >= FEWEST_INHABITANTS)
        .select(
            pl.col("commune_name").alias("name"),
            pl.col("longitude").cast(pl.Float64).round(3),
            pl.col("latitude").cast(pl.Float64).round(3),
            "population",
        )
        .sort("population", "name", descending=[True, False])
    )


def write_card(files: dict[str, int]) -> None:
    """Write the card that says what the files are, where they come from, what was done and what is rough."""
    card = {
        "title": "Fond des cartes\u00a0: limites de départements et de régions, côte, villes principales",
        "producer": "IGN (Admin Express), INSEE",
        "licence": "Licence Ouverte / Open Licence (Etalab)",
        "republished_by": "MTES-MCT/aides-territoires, MaelTheuliere/COGiter, @etalab/decoupage-administratif",
        "projection": "WGS 84 (EPSG:4326), longitude puis latitude, millièmes de degré",
        "perimeter_vintage": LATEST,
        "done": {
            "fr": "Lignes communes des départements, simplifiées (0,012 degré)\u202f; villes de "
            f"{FEWEST_INHABITANTS} habitants et plus, au point de la commune.",
            "en": "Common lines of departments, simplified (0.012 degree); towns of "
            f"{FEWEST_INHABITANTS} inhabitants and more, at the point of the commune.",
        },
        "limits": {
            "fr": "Hors d’Occitanie, un département est la réunion des EPCI dont les habitants y vivent surtout\u00a0: "
            "sa limite est approchée là où un EPCI la passe. L’outre-mer et l’étranger sont absents.",
            "en": "Outside Occitanie a department is the union of the EPCI whose inhabitants live mostly there: its "
            "line is approximate where an EPCI crosses it. Overseas and foreign land are absent.",
        },
        "source_sha256": {
            name: hashlib.sha256((SOURCES / name).read_bytes()).hexdigest() for name in (COMMUNES, EPCI, POINTS)
        },
        "files": {
            name: {"rows": rows, "sha256": hashlib.sha256((TARGET / name).read_bytes()).hexdigest()}
            for name, rows in files.items()
        },
    }
    text = yaml.safe_dump(card, allow_unicode=True, sort_keys=False, width=120)
    (TARGET / "ground.yaml").write_text(text, encoding="utf-8")


def build() -> None:
    """Derive, write, and refuse a result that is too heavy to ship."""
    whole = pl.List(pl.Int32)
    lines = pl.DataFrame(line_rows(), schema_overrides={"longitudes": whole, "latitudes": whole})
    frames = {"ground_lines.parquet": lines, "towns.parquet": towns()}
    for name, frame in frames.items():
        frame.write_parquet(TARGET / name, compression="zstd", compression_level=19)
        print(f"{name}: {(TARGET / name).stat().st_size:,} bytes, {frame.height} rows")
    write_card({name: frame.height for name, frame in frames.items()})
    if sum((TARGET / name).stat().st_size for name in frames) > MAX_BYTES:
        message = f"more than the {MAX_BYTES:,} bytes that the product may ship"
        raise SystemExit(message)


if __name__ == "__main__":
    build()
