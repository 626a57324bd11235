"""Larger territories over a map of many small ones: an outline and a name each, so that a reader knows where he is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from autan.evidence.figures.core.charts import MapPlace
from autan.ground.texts.language import words
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame
from autan.territories.charts.renderers.drawing.map_candidates import LabelRequest
from autan.territories.charts.renderers.drawing.map_labels import place_names
from autan.territories.charts.renderers.drawing.map_shapes import Box, Contours, Fit, Shape, project_polygons
from autan.territories.charts.renderers.drawing.pen import Pen, element

_KEPT_CLEAR = 0.8  # share of the box of a territory that names stay off
_NAME_SHARE = 0.22
_LEADING = 1.12


@dataclass(frozen=True, kw_only=True)
class FrameWriter:
    """Writes the outlines and the names.

    Attributes:
        contours: their outlines by code, in degrees.
        fit: from degrees to the page.
    """

    places: Sequence[MapPlace]
    contours: Contours
    fit: Fit
    box: Box
    frame: ChartFrame
    obstacles: Sequence[Box]
    pen: Pen

    @cached_property
    def _drawn(self) -> list[tuple[MapPlace, Shape]]:
        return [
            (place, Shape.fitted(place.siren, project_polygons(self.contours[place.siren], self.fit.system), self.fit))
            for place in self.places
            if place.siren in self.contours
        ]

    def outlines(self) -> list[str]:
        """A dark edge around each, which leads to its page."""
        line: dict[str, str | float | None] = {
            "fill": "none",
            "stroke_width": 1.3,
            "stroke_linejoin": "round",
            "pointer_events": "stroke",
        }
        return [
            self.pen.link(
                element("path", d=shape.path, **line, **self.pen.paint("ink", stroke=True)),
                reverse("site:territory", kwargs={"siren": place.siren}),
                words(place.label),
            )
            for place, shape in self._drawn
        ]

    def names(self) -> str:
        """The names, beside their territories: what is inside stays to be seen."""
        size = self.frame.small
        wrapped_names = [
            self.pen.lettering.wrap(words(place.label), size, self.box.width * _NAME_SHARE)
            for place, _shape in self._drawn
        ]
        requests = [
            LabelRequest(
                width=max(self.pen.lettering.width(line, size) for line in lines) + 4,
                height=len(lines) * size * _LEADING + 3,
                anchor=(shape.box.left + shape.box.width / 2, shape.box.top + shape.box.height / 2),
                reach=(shape.box.width / 2, shape.box.height / 2),
                home=home,
                is_on_land=True,
            )
            for home, (lines, (_place, shape)) in enumerate(zip(wrapped_names, self._drawn, strict=True))
        ]
        room = Box(left=self.box.left + 4, top=self.box.top + 4, width=self.box.width - 8, height=self.box.height - 22)
        clear = [*self.obstacles, *(_shrunk(shape.box) for _place, shape in self._drawn)]
        placed = place_names(requests, room, [shape.polygons for _place, shape in self._drawn], clear)
        written: list[str] = []
        for place, lines in zip(placed, wrapped_names, strict=True):
            if place is None:
                continue
            if place.leader:
                written.insert(0, self.pen.line(*place.leader, "ink", width=0.8))
            x, y = place.box.left + place.box.width / 2, place.box.top + 1.5
            for rank, line in enumerate(lines, start=1):
                baseline = y + rank * size * _LEADING - size * 0.24
                written.append(self.pen.text(x, baseline, line, size, anchor="middle", halo=True))
        content = "".join(written)
        return element("g", content, pointer_events="none") if self.pen.links and content else content


def _shrunk(box: Box) -> Box:
    wide, tall = box.width * _KEPT_CLEAR, box.height * _KEPT_CLEAR
    return Box(left=box.left + (box.width - wide) / 2, top=box.top + (box.height - tall) / 2, width=wide, height=tall)
