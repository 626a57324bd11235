"""Derives the contours of the eleven EPCI of the network, and of their communes, that the product ships.

Reads the communal contours of IGN at the 1000 m generalisation (WGS 84) and writes two small GeoJSON files and their
card into `src/autan/territories/perimeters/lake/contours/`. An EPCI is the union of its communes, so that both kinds
of lines agree to the last digit; no point is moved, for the source is already as simple as a border can be drawn. Run
again at will: the same file gives the same bytes.

    .venv/bin/python tools/build_contours.py [FILE.geojson]
"""

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
import yaml
from shapely.geometry import mapping, shape

from autan.territories.perimeters.lake.register import LATEST, find_epci, members_of

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCE = REPOSITORY.parent / "shared" / "data" / "geo" / "communes_dialogue_toulouse_1000m.geojson"
NETWORK = REPOSITORY / "src" / "autan" / "instance" / "demo" / "content" / "network.yaml"
TARGET = REPOSITORY / "src" / "autan" / "territories" / "perimeters" / "lake" / "contours"
MAX_BYTES = 250_000
DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One territory to write: its code, its name, the EPCI it is in, and its outline in degrees."""

    code: str
    name: str
    siren: str
    outline: Any


def network_sirens() -> list[str]:
    """The SIREN codes of the members of the network that ships, sorted."""
    return sorted(member["siren"] for member in yaml.safe_load(NETWORK.read_text(encoding="utf-8"))["members"])


def read_communes(source: Path, sirens: list[str]) -> list[Shape]:
    """Take the communes of the register from the source; stop when one of them has no contour there."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    outlines = {feature["properties"]["code_commune"]: shape(feature["geometry"]) for feature in features}
    communes = [
        Shape(code=code, name=name, siren=siren, outline=outlines[code])
        for siren in sirens
        for code, name, _population in members_of(siren).iter_rows()
    ]
    if not shapely.coverage_is_valid([commune.outline for commune in communes]):
        raise SystemExit("the communes of the source overlap or leave slivers: their borders do not agree")
    return communes


def merge_communes(communes: list[Shape], siren: str) -> Shape:
    """The outline of an EPCI: what is left when the borders between its communes are taken away."""
    outlines = [commune.outline for commune in communes if commune.siren == siren]
    return Shape(code=siren, name=find_epci(siren).name, siren=siren, outline=shapely.coverage_union_all(outlines))


def tidy(outline: Any) -> Any:
    """The same outline with one way of writing it: no point twice in a row, outer rings anticlockwise, one start."""
    return shapely.orient_polygons(shapely.normalize(shapely.remove_repeated_points(outline)))


def write_shapes(shapes: list[Shape], name: str) -> None:
    """Write one GeoJSON file, one feature a line so that a change can be read."""
    lines = [json.dumps(as_feature(shape), ensure_ascii=False, separators=(",", ":")) for shape in shapes]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (TARGET / name).write_text(text, encoding="utf-8")


def as_feature(shape: Shape) -> dict[str, Any]:
    """One feature, with coordinates of at most four decimals."""
    geometry = mapping(tidy(shape.outline))
    coordinates = rounded(geometry["coordinates"])
    properties = {"code": shape.code, "name": shape.name, "siren": shape.siren}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": geometry["type"], "coordinates": coordinates},
    }


def rounded(coordinates: Any) -> Any:
    """Nested coordinates, rounded."""
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [rounded(part) for part in coordinates]


def write_card(source: Path, counts: dict[str, int]) -> None:
    """Write the card that says what the files are, where they come from and what was done."""
    card = {
        "title": "Contours administratifs, généralisation à 1000 m",
        "producer": "IGN (Admin Express), publiés par Etalab",
        "licence": "Licence Ouverte / Open Licence (Etalab)",
        "published": "décembre 2023",
        "republished_by": "MTES-MCT/aides-territoires, eae9cab658, src/static/geojson/",
        "projection": "WGS 84 (EPSG:4326), longitude puis latitude, degrés",
        "perimeter_vintage": LATEST,
        "done": {
            "fr": "Communes des onze EPCI du réseau, et elles seules ; contour de chaque EPCI obtenu en fusionnant ses "
            "communes ; aucun point déplacé, seuls les points répétés sont retirés.",
            "en": "Municipalities of the eleven bodies of the network, and no other; outline of each body made by "
            "merging its municipalities; no point moved, only repeated points dropped.",
        },
        "limits": {
            "fr": "Tracés justes à un kilomètre près : pour situer, pas pour mesurer.",
            "en": "Lines are right within a kilometre: to show where, not to measure.",
        },
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "files": {
            name: {"features": count, "sha256": hashlib.sha256((TARGET / name).read_bytes()).hexdigest()}
            for name, count in counts.items()
        },
    }
    text = yaml.safe_dump(card, allow_unicode=True, sort_keys=False, width=120)
    (TARGET / "card.yaml").write_text(text, encoding="utf-8")


def build(source: Path) -> None:
    """Derive, write, and refuse a result that is too heavy to ship."""
    sirens = network_sirens()
    communes = read_communes(source, sirens)
    shapes = {"epci.geojson": [merge_communes(communes, siren) for siren in sirens], "communes.geojson": communes}
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, found in shapes.items():
        write_shapes(found, name)
    write_card(source, {name: len(shape_row) for name, shape_row in shapes.items()})
    sizes = {path.name: path.stat().st_size for path in sorted(TARGET.iterdir())}
    for name, size in sizes.items():
        print(f"{name:<22}{size:>12,} bytes")
    if sum(sizes.values()) > MAX_BYTES:
        message = f"{sum(sizes.values()):,} bytes: more than the {MAX_BYTES:,} that the product may ship"
        raise SystemExit(message)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE, help="GeoJSON of communes, in WGS 84")
    build(parser.parse_args().source)


if __name__ == "__main__":
    main()
