"""Draws charts and maps as SVG, from the drawing folder; maps are remembered on disk."""

import hashlib
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from autan.evidence.figures.core.charts import Chart, ChartKind, MapClass, MapSpec
from autan.evidence.figures.core.numbers import axis_number
from autan.ground.errors import DomainError
from autan.ground.texts.language import current_language, words
from autan.ground.whole_files import whole_file
from autan.territories.charts.renderers.drawing.chart_dots import draw_dots
from autan.territories.charts.renderers.drawing.chart_flows import draw_flows
from autan.territories.charts.renderers.drawing.chart_frame import FRAMES, ChartFrame, Variant
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, read_lines
from autan.territories.charts.renderers.drawing.chart_rows import draw_bars
from autan.territories.charts.renderers.drawing.chart_series import draw_series
from autan.territories.charts.renderers.drawing.chart_slope import draw_slopes
from autan.territories.charts.renderers.drawing.chart_stacks import draw_ranges, draw_stacks
from autan.territories.charts.renderers.drawing.chart_timeline import draw_timeline
from autan.territories.charts.renderers.drawing.map_drawing import MapDrawing
from autan.territories.charts.renderers.drawing.map_overview import MOST_NAMED, Overview
from autan.territories.charts.renderers.drawing.map_places import MapMark, read_places
from autan.territories.charts.renderers.drawing.map_shapes import Contours
from autan.territories.charts.renderers.drawing.map_sheet import MapSheet
from autan.territories.charts.renderers.drawing.map_systems import LAMBERT_93
from autan.territories.charts.renderers.drawing.pen import Medium, Pen
from autan.territories.charts.renderers.map_contours import contours_of, overseas_places
from autan.territories.networks.queries.contours import given_stamp
from autan.territories.perimeters.lake.contours import FOLDER as CONTOURS
from autan.territories.perimeters.lake.map_ground import Ground, france_ground

_MOST_KEPT = 600
_KEPT_AFTER_CLEARING = 400
_CODE = Path(__file__).parent / "drawing"


def remembered(content: object, make: Callable[[], str]) -> str:
    """Return the drawing kept for what it says, or make it and keep it.

    `content`: everything that the drawing shows; its `repr` tells two drawings apart.
    """
    key = hashlib.sha256(f"{_fingerprint()}{content!r}".encode()).hexdigest()[:40]
    path = Path(settings.AUTAN_CACHE) / "drawings" / f"{key}.svg"
    with suppress(OSError):
        return path.read_text(encoding="utf-8")
    drawing = make()
    with suppress(OSError):
        _store(path, drawing)
    return drawing


@cache
def _fingerprint() -> str:
    """Changes with the code that draws and with the contours that ship."""
    files = [*sorted(_CODE.glob("*")), *sorted(CONTOURS.glob("*.geojson")), *sorted(CONTOURS.glob("*.parquet"))]
    contents = [file.read_bytes() for file in files if file.is_file()]
    return hashlib.sha256(b"".join(contents)).hexdigest()


def _store(path: Path, drawing: str) -> None:
    """Write a drawing; those that were made first are dropped when there are too many."""
    with whole_file(path) as file:
        file.write(drawing.encode())
    drawings = sorted(path.parent.glob("*"), key=lambda drawn: drawn.stat().st_mtime)
    if len(drawings) > _MOST_KEPT:
        for old in drawings[: len(drawings) - _KEPT_AFTER_CLEARING]:
            old.unlink(missing_ok=True)


_LONG_PATH = re.compile(r'<path (d="[^"]{1000,}"[^<>]*)/>')


def share_long_paths(page: str) -> str:
    """Write each long path of the drawings of a page once: the ground of maps of one network is some twenty kB.

    What comes again uses the first, by a name that is made of the path: a part that opens later finds it too.
    """
    written = set[str]()

    def share(path: re.Match[str]) -> str:
        name = f"path-{hashlib.sha256(path[1].encode()).hexdigest()[:10]}"
        if name in written:
            return f'<use href="#{name}"/>'
        written.add(name)
        return f'<path id="{name}" {path[1]}/>'

    return _LONG_PATH.sub(share, page)


_DRAWERS = {
    ChartKind.BARS: draw_bars,
    ChartKind.RANGES: draw_ranges,
    ChartKind.TIMELINE: draw_timeline,
    ChartKind.SERIES: draw_series,
    ChartKind.SLOPES: draw_slopes,
}
_MOST_KEPT_PLACES = 60  # places: the drawing of more is kept on disk alone
_WHOLE_ROWS = frozenset({ChartKind.STACKED_BARS, ChartKind.DOTS, ChartKind.FLOWS, ChartKind.SERIES, ChartKind.SLOPES})


class NoContourError(DomainError):
    """A map has no place with a contour."""


def draw_chart(chart: Chart, *, medium: Medium | str, variant: Variant | str = Variant.WIDE) -> str:
    """Draw a chart as SVG.

    Args:
        chart: what to draw; every value is drawn in the unit of its first figure.
        medium: `screen` (colours by class, marks linked to their traces), `print` (plain colours, Source Sans Pro
            exactly) or `file` (plain colours, room for the fonts of any browser).
        variant: `wide` (680 units, names beside the marks) or `narrow` (350 units, names above them).

    Returns one `<svg>` element, the same bytes for the same arguments.

    Raises:
        UnitMismatchError: the figures do not share a dimension.
        TooManyDotsError: a chart of dots has more than two figures a row.
    """
    return _chart_drawing(chart, Medium(medium), Variant(variant), current_language())


@lru_cache(maxsize=512)
def _chart_drawing(chart: Chart, medium: Medium, variant: Variant, language: str) -> str:
    """The drawing of a chart, kept: a series has a hundred marks, and the same page is read many times."""
    del language  # the words are those of the reader, who is of this language
    pen = Pen.for_drawing(chart.id, medium, variant)
    frame = FRAMES[variant]
    lines = read_lines(chart, is_split=chart.kind not in _WHOLE_ROWS)
    content, height = _draw(chart, lines, pen, frame)
    title, sentence = words(chart.title), words(chart.sentence)
    return pen.drawing(frame.width, height, title, sentence, content)


def _draw(chart: Chart, lines: list[ChartLine], pen: Pen, frame: ChartFrame) -> tuple[list[str], float]:
    if chart.kind is ChartKind.DOTS:
        unit = chart.figures[0].unit if chart.figures else None
        others = [axis_number(figure, unit) for figure in chart.behind if unit]
        return draw_dots(lines, pen, frame, behind=[value for value in others if value is not None])
    if chart.kind is ChartKind.FLOWS:
        return draw_flows(lines, [words(series.label) for series in chart.series], pen, frame)
    if chart.kind is ChartKind.STACKED_BARS:
        return draw_stacks(lines, pen, frame, is_equal=chart.has_equal_bars)
    return _DRAWERS[chart.kind](lines, pen, frame)


def draw_map(
    spec: MapSpec,
    *,
    medium: Medium | str,
    variant: Variant | str = Variant.WIDE,
    contours: Contours | None = None,
    framed: Contours | None = None,
) -> str:
    """Draw a map as SVG, in Lambert-93.

    Raises NoContourError: no place has a contour.

    Args:
        spec: what to draw; a choropleth shows ratios, symbols show totals.
        medium: as for `draw_chart`; on screen each area leads to the page of its territory.
        variant: `wide` (680 units, legend at the right) or `narrow` (350 units, legend under the map).
        contours: polygons by SIREN or INSEE code, in degrees; those that ship when None. Contours that are no place
            of the map are drawn as plain land.
        framed: polygons of the larger territories to show over the map; those that ship when None.

    Returns one `<svg>` element, the same bytes for the same arguments.
    """
    if contours is None and framed is None and len(spec.places) <= _MOST_KEPT_PLACES:
        stamp = given_stamp(place.siren for place in spec.places)
        return _small_map(spec, Medium(medium), Variant(variant), current_language(), stamp)
    return _map_drawing(spec, Medium(medium), Variant(variant), contours, framed)


@lru_cache(maxsize=256)
def _small_map(spec: MapSpec, medium: Medium, variant: Variant, language: str, stamp: tuple[str, ...]) -> str:
    """The drawing of a map of few places, kept: the map of the members stands on the home."""
    del language, stamp  # the words are those of the reader; a contour that changes has another stamp
    return _map_drawing(spec, medium, variant, None, None)


def _map_drawing(
    spec: MapSpec, medium: Medium, variant: Variant, contours: Contours | None, framed: Contours | None
) -> str:
    pen = Pen.for_drawing(spec.id, medium, variant)
    frame = FRAMES[variant]
    marks, classes = read_places(spec)
    title, sentence = words(spec.title), words(spec.sentence)

    def make() -> str:
        outlines = contours_of(spec) if contours is None else contours
        if not any(place.siren in outlines for place in spec.places):
            message = "map {id!r}: none of its {count} places has a contour"
            raise NoContourError(message, id=spec.id, count=len(spec.places))
        over = contours_of(replace(spec, places=spec.frames)) if spec.frames and framed is None else framed or {}
        # contours that a caller gives may be invented: no real neighbour is put around them
        ground = france_ground() if contours is None else None
        drawing = _drawing_of(spec, marks, classes, outlines, over, frame, pen, ground)
        content, height = drawing.draw()
        return pen.drawing(frame.width, height, title, sentence, content)

    by_place = [place.category for place in spec.places]
    content_key = (marks, spec.kind, spec.categories, by_place, title, sentence, *_chosen_parts(spec))
    outlines_key = given_stamp(place.siren for place in spec.places) if contours is None else contours
    return remembered((content_key, pen, frame, current_language(), outlines_key, *([framed] if framed else [])), make)


def _chosen_parts(spec: MapSpec) -> tuple[object, ...]:
    """What a person chose, for the memory of drawings; nothing for the maps that choose nothing."""
    emphasised = [place.siren for place in spec.places if place.is_emphasised]
    points = (spec.points, spec.point_series)
    chosen = (spec.classes, emphasised, spec.largest, *points, spec.shares_scale, spec.frames, spec.axes)
    return chosen if any(chosen) else ()


def _drawing_of(
    spec: MapSpec,
    marks: Sequence[MapMark],
    classes: Sequence[MapClass],
    outlines: Contours,
    framed: Contours,
    frame: ChartFrame,
    pen: Pen,
    ground: Ground | None,
) -> MapDrawing | Overview:
    if len(outlines) > MOST_NAMED:
        return Overview(
            spec=spec,
            marks=marks,
            classes=classes,
            contours=outlines,
            frame=frame,
            pen=pen,
            apart=overseas_places(spec),
            framed=framed,
            ground=ground,
        )
    sheet = MapSheet(kind=spec.kind, marks=marks, contours=outlines, frame=frame, largest=spec.largest)
    under = ground if sheet.fit.system is LAMBERT_93 else None
    return MapDrawing(spec=spec, classes=classes, sheet=sheet, pen=pen, framed=framed, ground=under)
