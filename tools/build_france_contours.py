"""Derives the contours of every EPCI of metropolitan France that the product ships, simplified together.

Reads the outlines of the national file (WGS 84, thousandths of a degree) and writes one Parquet file and its card into
`src/autan/territories/perimeters/lake/contours/`. Borders are simplified as one coverage, so that two neighbours keep
one common line; points are then put on the grid of the file, thousandths of a degree, as whole numbers. The area of
each territory is taken before anything is simplified. Run again at will: the same file gives the same bytes.

    .venv/bin/python tools/build_france_contours.py [FILE.geojson]
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import shapely
import yaml
from shapely.geometry import shape

from autan.territories.charts.renderers.drawing.map_projection import project_points
from autan.territories.perimeters.lake.register import LATEST, membership_frame

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCE = REPOSITORY.parent / "shared" / "data" / "geo" / "epci_france_metropolitaine_cog2025.geojson"
TARGET = REPOSITORY / "src" / "autan" / "territories" / "perimeters" / "lake" / "contours"
NAME = "epci_france.parquet"
MAX_BYTES = 350_000
TOLERANCE_DEGREES = 0.012
GRID = 1000
SOURCE_VINTAGE = 2025


def read_outlines(source: Path) -> tuple[list[str], list[Any]]:
    """Codes and outlines of the source, sorted by code."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    pairs = sorted((feature["properties"]["code_epci"], shape(feature["geometry"])) for feature in features)
    return [code for code, _ in pairs], [outline for _, outline in pairs]


def area_km2(outline: Any) -> float:
    """Area on the ground, measured in Lambert-93: some thousandths too large or small over metropolitan France."""
    return float(shapely.area(shapely.transform(outline, project_points)) / 1e6)


def rows_of(code: str, outline: Any) -> list[dict[str, Any]]:
    """One row for each ring, outer ring first; points that fall together on the grid are kept once."""
    rows = []
    for place, polygon in enumerate(shapely.get_parts(outline)):
        rings = [polygon.exterior, *polygon.interiors]
        kept = [ring for ring in (_on_grid(ring) for ring in rings) if len(ring) > 3]
        if not kept:
            continue
        for number, ring in enumerate(kept):
            longitudes, latitudes = zip(*ring, strict=True)
            rows.append(
                {
                    "siren": code,
                    "polygon": place,
                    "ring": number,
                    "longitudes": list(longitudes),
                    "latitudes": list(latitudes),
                }
            )
    return rows


def _on_grid(ring: Any) -> list[tuple[int, int]]:
    points = [(round(x * GRID), round(y * GRID)) for x, y in ring.coords]
    kept = [point for place, point in enumerate(points) if not place or point != points[place - 1]]
    return kept if kept[0] == kept[-1] else [*kept, kept[0]]


def build(source: Path) -> None:
    """Derive, write, and refuse a result that is too heavy to ship."""
    codes, outlines = read_outlines(source)
    simple = shapely.coverage_simplify(outlines, TOLERANCE_DEGREES)
    rows = [row for code, outline in zip(codes, simple, strict=True) for row in rows_of(code, outline)]
    whole, small = pl.List(pl.Int32), pl.Int16
    frame = pl.DataFrame(
        rows, schema_overrides={"longitudes": whole, "latitudes": whole, "polygon": small, "ring": small}
    )
    areas = pl.DataFrame({"siren": codes, "area_km2": [round(area_km2(outline), 2) for outline in outlines]})
    TARGET.mkdir(parents=True, exist_ok=True)
    path = TARGET / NAME
    frame.join(areas, on="siren", maintain_order="left").write_parquet(path, compression="zstd", compression_level=19)
    write_card(source, codes, frame)
    points = frame["longitudes"].list.len().sum()
    print(f"{NAME}: {path.stat().st_size:,} bytes, {len(codes)} territories, {points:,} points")
    if path.stat().st_size > MAX_BYTES:
        message = f"{path.stat().st_size:,} bytes: more than the {MAX_BYTES:,} that the product may ship"
        raise SystemExit(message)


def write_card(source: Path, codes: list[str], frame: pl.DataFrame) -> None:
    """Write the card that says what the file is, where it comes from, what was done and what is missing."""
    current = set(membership_frame(LATEST)["siren"].unique())
    card = {
        "title": "Contours des EPCI à fiscalité propre, France métropolitaine",
        "producer": "IGN (Admin Express), généralisés",
        "licence": "Licence Ouverte / Open Licence (Etalab)",
        "published": "mai 2025",
        "republished_by": "MaelTheuliere/COGiter, 4536aa39b8, data/epci_geo.rda",
        "projection": "WGS 84 (EPSG:4326), longitude puis latitude, millièmes de degré",
        "perimeter_vintage": SOURCE_VINTAGE,
        "done": {
            "fr": "Frontières simplifiées ensemble (tolérance 0,012 degré), sans rompre la ligne commune de deux "
            "voisins ; surface mesurée avant simplification.",
            "en": "Borders simplified together (tolerance 0.012 degree), without breaking the common line of two "
            "neighbours; area measured before simplification.",
        },
        "limits": {
            "fr": "Pour situer, pas pour mesurer. L’outre-mer est absent : la source le dessine en cartons près de "
            "l’Hexagone.",
            "en": "To show where, not to measure. Overseas is left out: the source draws it as insets near the "
            "mainland.",
        },
        "absent_from_latest_register": sorted(set(codes) - current),
        "without_contour": sorted(current - set(codes)),
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "files": {NAME: {"rings": frame.height, "sha256": hashlib.sha256((TARGET / NAME).read_bytes()).hexdigest()}},
    }
    text = yaml.safe_dump(card, allow_unicode=True, sort_keys=False, width=120)
    (TARGET / "epci_france.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE, help="GeoJSON of EPCI, in WGS 84")
    build(parser.parse_args().source)


if __name__ == "__main__":
    main()
