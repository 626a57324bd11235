"""Maps of many places, a region's or the country's: drawn in one pass, names kept in titles and in the table.

A hundred names do not fit on a sheet, and a thousand links make a page that no keyboard gets through: here an area
tells its name to a pointer, the places that the reader follows are outlined and named by links, and the table of the
map leads everywhere.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

import numpy as np

from autan.evidence.figures.core.charts import MapClass, MapKind, MapSpec
from autan.ground.texts.language import number, words
from autan.ground.wordings import Sentence
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame
from autan.territories.charts.renderers.drawing.map_furniture import Furniture
from autan.territories.charts.renderers.drawing.map_ground import GroundWriter
from autan.territories.charts.renderers.drawing.map_legend import (
    LegendWriter,
    lower_bounds_note,
    symbol,
    symbol_colour,
    write_notes,
)
from autan.territories.charts.renderers.drawing.map_places import MapMark
from autan.territories.charts.renderers.drawing.map_shapes import Box, Contours, Fit, Points, fit_to_width
from autan.territories.charts.renderers.drawing.map_sheet import LEGEND_WIDTH, FrameWriter
from autan.territories.charts.renderers.drawing.map_systems import LAMBERT_93, MapSystem, choose_system
from autan.territories.charts.renderers.drawing.map_tiles import TileWriter
from autan.territories.charts.renderers.drawing.pen import Pen, element
from autan.territories.perimeters.lake.map_ground import Ground

MOST_NAMED = 120
"""Above so many contours, a map is drawn here."""

MANY = 300
"""Above so many places, a drawing is light: one lay-out, whole units, a table of the first places."""
_FINE, _COARSE = 2, 1  # parts of a unit of the page; points of neighbours fall on the same ones
_SIDE, _TOP, _FOOT, _GUTTER = 26.0, 20.0, 24.0, 18.0
_LINES = ("region", "coast")
_LARGEST = {False: 22.0, True: 14.0}
_UNKNOWN_RADIUS = 1.6
_ABSENT = Sentence(
    "{count} lieux sans contour ici\u00a0: leur millésime ou leur part du monde n’est pas sur cette "
    "feuille\u202f; le tableau les nomme"
)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """One map of many places on its way to the page.

    Attributes:
        contours: outlines by code, in degrees.
        apart: codes of the places to draw beside the map when it cannot hold them, by name of their region.
        framed: outlines of the larger territories to show over the map, by code.
    """

    spec: MapSpec
    marks: Sequence[MapMark]
    classes: Sequence[MapClass]
    contours: Contours
    frame: ChartFrame
    pen: Pen
    apart: Mapping[str, Sequence[str]] = field(default_factory=dict)
    framed: Contours = field(default_factory=dict)
    ground: Ground | None = None

    def draw(self) -> tuple[list[str], float]:
        """Return the elements and the height of the drawing."""
        furniture = Furniture(pen=self.pen, frame=self.frame, fit=self._fit, box=self._box, shapes=())
        legend, bottom = self._legend()
        notes, bottom = self._notes(bottom)
        tiles, _ = self._tiles.write(self._box.bottom, self._box.width)
        over = FrameWriter(
            places=self.spec.frames,
            contours=self.framed,
            fit=self._fit,
            box=self._box,
            frame=self.frame,
            obstacles=furniture.boxes(),
            pen=self.pen,
        )
        land, lines = self._ground()
        areas = [land, *self._areas(), lines]
        content = [furniture.ground(), *areas, *self._outlined_places(), *over.outlines(), *self._circles()]
        return [*content, over.names(), furniture.scale_and_north(), *tiles, legend, *notes], bottom + 6

    def _ground(self) -> tuple[str, str]:
        """Neighbours under the places, and over them the lines that a reader knows the country by."""
        if self.ground is None or self._projection[0] is not LAMBERT_93:
            return "", ""
        clip = f"{self.pen.name}-clip"
        writer = GroundWriter(ground=self.ground, fit=self._fit, box=self._box, pen=self.pen, clip=clip)
        return writer.land(list(self.contours)), writer.lines(_LINES)

    @property
    def _is_narrow(self) -> bool:
        return self.frame.has_names_above

    @property
    def _grain(self) -> int:
        return _COARSE if len(self.contours) > MANY else _FINE

    @cached_property
    def _projection(self) -> tuple[MapSystem, Contours]:
        """The projection, and the contours that stand on the sheet: those of another part of the world do not."""
        return choose_system(self.contours)

    @cached_property
    def _rings(self) -> tuple[list[str], list[int], Points]:
        """Code of each ring, where each begins, and every point in metres: projected at once."""
        codes, rings = [], []
        system, contours = self._projection
        for code, polygons in contours.items():
            for polygon in polygons:
                for ring in polygon:
                    codes.append(code)
                    rings.append(np.asarray(ring, dtype=float)[:, :2])
        starts = np.cumsum([0, *(len(ring) for ring in rings)])
        return codes, starts.tolist(), system.project_points(np.concatenate(rings))

    @cached_property
    def _fit_and_height(self) -> tuple[Fit, float]:
        wide = self.frame.width - (0 if self._is_narrow else LEGEND_WIDTH)
        room = Box(left=_SIDE, top=_TOP, width=wide - 2 * _SIDE, height=0)
        return fit_to_width([self._rings[2]], room, tallest=room.width * 1.15, system=self._projection[0])

    @property
    def _fit(self) -> Fit:
        return self._fit_and_height[0]

    @property
    def _box(self) -> Box:
        wide = self.frame.width - (0 if self._is_narrow else LEGEND_WIDTH)
        return Box(left=0, top=0, width=wide, height=self._fit_and_height[1] + 2 * _TOP + _FOOT)

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """The `d` of each place, in whole parts of a unit: as short and as quick to write as can be."""
        codes, starts, metres = self._rings
        fit = self._fit
        placed = (metres - (fit.left, fit.top)) * (fit.scale * self._grain, -fit.scale * self._grain)
        grid = np.rint(placed).astype(np.int64)
        steps = np.diff(grid, axis=0)
        written: dict[str, list[str]] = defaultdict(list)
        for code, start, end in zip(codes, starts[:-1], starts[1:], strict=True):
            moves = steps[start : end - 1]
            moves = moves[np.any(moves != 0, axis=1)][:-1]
            if len(moves) > 1:
                written[code].append(f"M{grid[start, 0]} {grid[start, 1]}{_path_moves(moves)}z")
        return {code: "".join(rings) for code, rings in written.items()}

    def _areas(self) -> list[str]:
        """Plain land for what is no place of the map, then one group a colour, each area with its name."""
        by_code = {mark.code: mark for mark in self.marks}
        is_sized = self.spec.kind is MapKind.SYMBOLS
        groups: dict[str | None, list[str]] = defaultdict(list)
        for code, path in self._paths.items():
            mark = by_code.get(code)
            colour = "land" if mark is None or is_sized else mark.colour
            title = element("title", escape(mark.accessible_text, quote=False)) if mark and self.pen.links else ""
            groups[colour].append(element("path", title, d=path))
        edge: dict[str, str | float | None] = {"stroke_width": 0.6 * self._grain / 2, "stroke_linejoin": "round"}
        return [
            element(
                "g",
                paths,
                transform=f"scale({1 / self._grain})",
                **edge,
                **self._paints(colour, "paper" if not is_sized else "hair"),
            )
            for colour, paths in groups.items()
        ]

    def _paints(self, colour: str | None, line: str) -> dict[str, str]:
        fill, stroke = self.pen.area_paint(colour), self.pen.paint(line, stroke=True)
        classes = " ".join(part["class_"] for part in (fill, stroke) if "class_" in part)
        return {**fill, **stroke, **({"class_": classes} if classes else {})}

    def _outlined_places(self) -> list[str]:
        """The places that the reader follows: a dark edge, and a link to the page of each."""
        marks = []
        for mark in self.marks:
            if mark.code in self._followed_codes and mark.code in self._paths:
                line = element(
                    "path",
                    d=self._paths[mark.code],
                    transform=f"scale({1 / self._grain})",
                    fill="none",
                    stroke_width=1.5 * self._grain,
                    stroke_linejoin="round",
                    pointer_events="all",
                    **self.pen.paint("ink", stroke=True),
                )
                marks.append(self.pen.link(line, mark.address, mark.accessible_text) if mark.address else line)
        return marks

    def _circles(self) -> list[str]:
        """Circles of areas in proportion, the largest first so that none hides another."""
        if self.spec.kind is not MapKind.SYMBOLS:
            return []
        marks = []
        for mark in sorted(self.marks, key=lambda mark: -abs(mark.number or 0)):
            if mark.code in self._centroids:
                circle = symbol(self.pen, *self._centroids[mark.code], self._radius(mark), symbol_colour(mark.number))
                marks.append(self.pen.titled(circle, mark.accessible_text))
        return marks

    @cached_property
    def _followed_codes(self) -> frozenset[str]:
        return frozenset(place.siren for place in self.spec.places if place.is_emphasised)

    @cached_property
    def _top(self) -> float:
        return self.spec.largest or max((abs(mark.number) for mark in self.marks if mark.number), default=1)

    def _radius(self, mark: MapMark) -> float:
        """Radius of the circle of a place: its area is in proportion to the value."""
        if mark.number is None:
            return _UNKNOWN_RADIUS
        return max(math.sqrt(abs(mark.number) / self._top) * self._largest, 0.6)

    @cached_property
    def _outside_by_region(self) -> Mapping[str, Sequence[MapMark]]:
        """Places that the sheet does not hold, by name of their region."""
        absent = {mark.code: mark for mark in self.marks if mark.code not in self._projection[1]}
        by_region = {name: [absent[code] for code in codes if code in absent] for name, codes in self.apart.items()}
        return {name: marks for name, marks in by_region.items() if marks}

    @cached_property
    def _tiles(self) -> TileWriter:
        is_sized = self.spec.kind is MapKind.SYMBOLS
        marks = [mark for group in self._outside_by_region.values() for mark in group] if is_sized else []
        return TileWriter(
            groups=self._outside_by_region,
            radii={mark.code: self._radius(mark) for mark in marks},
            followed=self._followed_codes,
            pen=self.pen,
            frame=self.frame,
        )

    @property
    def _largest(self) -> float:
        return _LARGEST[self._is_narrow]

    @cached_property
    def _centroids(self) -> Mapping[str, tuple[float, float]]:
        """Centre of gravity of the largest ring of each place, on the page."""
        codes, starts, metres = self._rings
        best: dict[str, tuple[float, float, float]] = {}
        for code, start, end in zip(codes, starts[:-1], starts[1:], strict=True):
            x, y = (metres[start:end] - metres[start]).T
            cross = x[:-1] * y[1:] - x[1:] * y[:-1]
            twice = float(cross.sum())
            if twice and abs(twice) > best.get(code, (0.0, 0.0, 0.0))[0]:
                east = float(((x[:-1] + x[1:]) * cross).sum()) / (3 * twice) + float(metres[start, 0])
                north = float(((y[:-1] + y[1:]) * cross).sum()) / (3 * twice) + float(metres[start, 1])
                best[code] = (abs(twice), *self._fit.place(east, north))
        return {code: (x, y) for code, (_, x, y) in best.items()}

    def _legend(self) -> tuple[str, float]:
        box = self._box
        writer = LegendWriter(pen=self.pen, frame=self.frame)
        _, under = self._tiles.write(box.bottom, box.width)
        room = Box(left=box.right + _GUTTER, top=0, width=LEGEND_WIDTH - _GUTTER, height=0)
        if self._is_narrow:
            room = Box(left=0, top=under + 6, width=self.frame.width, height=0)
        legend, bottom = writer.whole(self.spec, self.marks, self.classes, self._largest, room)
        return legend, bottom if self._is_narrow else max(bottom, under + 2)

    def _notes(self, bottom: float) -> tuple[list[str], float]:
        system = self._fit.system
        notes = [words(system.short_words if self._is_narrow else system.words), lower_bounds_note(self.marks)]
        outside = {mark.code for marks in self._outside_by_region.values() for mark in marks}
        absent = sum(mark.code not in self._projection[1] and mark.code not in outside for mark in self.marks)
        if absent:
            count = number(absent, decimals=0)
            notes.append(words(_ABSENT).format(count=count))
        return write_notes(notes, self.pen, self.frame, bottom)


def _path_moves(moves: Points) -> str:
    """Relative moves of a path: those that go on in one direction are one, level and upright ones tell one number.

    >>> _path_moves(np.array([(1, 0), (2, 0), (0, 3), (0, -1), (2, 2), (1, 1), (1, -1)]))
    'h3v3v-1l3 3l1-1'
    """
    east, south = moves.T
    is_turn = (east[:-1] * south[1:] != south[:-1] * east[1:]) | (east[:-1] * east[1:] + south[:-1] * south[1:] < 0)
    starts = np.flatnonzero(np.concatenate(([True], is_turn)))
    text = ""
    for x, y in np.add.reduceat(moves, starts).tolist():
        text += f"h{x}" if not y else f"v{y}" if not x else f"l{x}{y}" if y < 0 else f"l{x} {y}"
    return text
