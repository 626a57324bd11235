"""A map of every EPCI of metropolitan France to SVG, beside a plain drawing that writes each point in its turn."""

import gzip
import math
import shutil
from pathlib import Path

from django.conf import settings

from autan.evidence.figures.core.charts import MapSpec
from autan.opendata.atlas.core.atlas_choices import AtlasChoice, Extent
from autan.opendata.atlas.presenters.atlas_maps import AtlasMap, atlas_map
from autan.territories.charts.core import ClassificationMethod
from autan.territories.charts.renderers.drawing.map_projection import project
from autan.territories.charts.renderers.map_contours import contours_of
from autan.territories.charts.renderers.svg import draw_map
from tests.bench.measures import Measure, median_seconds

CHOICE = AtlasChoice(
    network="dialogue-toulouse",
    indicator="electricity_per_site_second_source",
    date="2023",
    extent=Extent.FRANCE,
    method=ClassificationMethod.QUANTILES,
    count=7,
)
MOST_SECONDS, MOST_BYTES = 0.6, 400_000


def run() -> list[Measure]:
    """Under 0.6 s from the specification to the drawing, nothing remembered; under 400 kB compressed."""
    made = atlas_map(CHOICE, ())
    assert made is not None
    ours = median_seconds(lambda: _draw(made.spec))
    plain = median_seconds(lambda: _draw_plainly(made))
    whole = median_seconds(lambda: _page(CHOICE))
    svg, places = _draw(made.spec), len(made.spec.places)
    weight, plain_weight = len(gzip.compress(svg.encode())), len(gzip.compress(_draw_plainly(made).encode()))
    return [
        Measure(
            name=f"Map of {places:,} EPCI to SVG",
            result=f"{ours:.2f} s, legend, scale and names included; plain drawing of the same areas {plain:.2f} s",
            goal=f"under {MOST_SECONDS} s",
            is_met=ours < MOST_SECONDS,
        ),
        Measure(
            name="Its weight, compressed",
            result=f"{weight / 1000:.0f} kB; plain drawing {plain_weight / 1000:.0f} kB",
            goal="under 400 kB",
            is_met=weight < MOST_BYTES,
        ),
        Measure(
            name="The same from the lake: figures, classes, drawing",
            result=f"{whole:.2f} s",
            goal=f"under {MOST_SECONDS} s",
            is_met=whole < MOST_SECONDS,
        ),
    ]


def _draw(spec: MapSpec) -> str:
    shutil.rmtree(Path(settings.AUTAN_CACHE) / "drawings", ignore_errors=True)
    return draw_map(spec, medium="screen")


def _page(choice: AtlasChoice) -> str:
    made = atlas_map(choice, ())
    return _draw(made.spec) if made else ""


def _draw_plainly(made: AtlasMap) -> str:
    """What a script of an afternoon does: project each point, write it with two decimals, one path a territory."""
    contours, paths = contours_of(made.spec), []
    values = {place.siren: place.figure.value for place in made.spec.places if place.figure}
    for code, polygons in contours.items():
        rings = []
        for polygon in polygons:
            for ring in polygon:
                points = [project(float(longitude), float(latitude)) for longitude, latitude in ring]
                rings.append("M" + "L".join(f"{x / 2000:.2f},{3600 - y / 2000:.2f}" for x, y in points) + "Z")
        value = values.get(code) or math.nan
        tone = next((place for place, part in enumerate(made.spec.classes) if value <= part.high), None)
        colour = "#ccc" if tone is None else f"hsl(210 50% {95 - tone * 10}%)"
        paths.append(f'<path d="{"".join(rings)}" fill="{colour}" stroke="#fff"/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(paths)}</svg>'
