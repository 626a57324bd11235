"""Where a name may stand on a map, and what each place costs whatever the other names do."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from autan.territories.charts.renderers.drawing.map_shapes import Box, Points, contains

_DISTANCES = (2, 8, 15, 24, 36, 50, 68, 90, 120)
_NEAR = 5
_TOUCH = 1.0
_MOST_KEPT = 90
_MARGIN = 3.0
_DIRECTIONS = 24
_SLIDES = (0.25, 0.5, 0.75)
_WHOLE, _MOSTLY = 0.999, 0.6
_APART_COST, _STRADDLE_COST, _DISTANCE_COST, _LEADER_COST = 5.0, 34.0, 0.35, 4.0
_AMBIGUOUS_COST = 7.0
_FOREIGN_COST, _OBSTACLE_COST, _HIDDEN_LEADER_COST = 70.0, 120.0, 14.0
_CORNERS = 90  # an outline is measured by so many of its corners: names need no more
_SAMPLES = np.array([(x, y) for y in (0.08, 0.5, 0.92) for x in (0.02, 0.25, 0.5, 0.75, 0.98)])
POINTS_OF_LINE = 7
_STEPS = np.linspace(0, 0.85, POINTS_OF_LINE)

type Rects = NDArray[np.float64]
"""One row a rectangle: left, top, right, bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRequest:
    """A name to place.

    Attributes:
        anchor: the point that it names.
        reach: how far from the anchor its mark goes, sideways and up or down.
        home: index of its shape among the shapes.
        is_on_land: True when names may lie on any land, which is pale, as on a map of circles.
        must_stand: False for a name that may be left out.
    """

    width: float
    height: float
    anchor: tuple[float, float]
    reach: tuple[float, float]
    home: int
    is_on_land: bool = False
    must_stand: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidates:
    """Places for one name, one row each; equal to itself alone.

    Attributes:
        inside: which are wholly on the shape of the name.
        straddles: which are partly on it: their words cross its edge.
        has_leader: which need a line to their place.
        leaders: points along that line, from the edge of the rectangle towards the anchor.
    """

    rects: Rects
    costs: NDArray[np.float64]
    inside: NDArray[np.bool_]
    straddles: NDArray[np.bool_]
    has_leader: NDArray[np.bool_]
    leaders: NDArray[np.float64]

    @cached_property
    def bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The corners of a rectangle around every place and every line."""
        points = np.vstack([self.rects[:, :2], self.rects[:, 2:], self.leaders.reshape(-1, 2)])
        return points.min(axis=0), points.max(axis=0)


def find_candidates(
    request: LabelRequest, room: Box, shapes: Sequence[Sequence[Sequence[Points]]], obstacles: Sequence[Box]
) -> Candidates:
    """Return the places that a name may take inside the room.

    A name that must stand has at least one, on its place or around it; another stands on its place or not at all.
    """
    rects, apart = _rects_around(request)
    if not request.must_stand:
        return _on_place(rects[apart == 0], request, shapes[request.home])
    rects, apart = _kept_in(rects, apart, room)
    leaders = _leaders(rects, request)
    if request.is_on_land:
        inside = straddles = np.zeros(len(rects), dtype=bool)
        has_leader = apart > _NEAR
        costs = _APART_COST + _share_on(rects, shapes, request.home)[1] * _FOREIGN_COST / 4
    else:
        own, foreign = _share_on(rects, shapes, request.home)
        inside = own > _WHOLE
        apart, others = _distances(rects, shapes, request.home)
        straddles = ~inside & ((own > 0) | (apart < _TOUCH))
        has_leader = (own == 0) & ((apart > _NEAR) | (others <= apart))
        costs = np.where(inside, 0, _APART_COST) + foreign * _FOREIGN_COST
        costs += straddles * _STRADDLE_COST
        costs += np.where(inside | (others > apart + _MARGIN), 0, _AMBIGUOUS_COST)
        costs += has_leader * _share_of_lines(leaders, shapes, request.home) * _HIDDEN_LEADER_COST
    costs += apart * _DISTANCE_COST + has_leader * _LEADER_COST
    costs += _obstacle_costs(rects, leaders, has_leader, request, obstacles)
    best = np.sort(np.argsort(costs, kind="stable")[:_MOST_KEPT])
    return Candidates(
        rects=rects[best],
        costs=costs[best],
        inside=inside[best],
        straddles=straddles[best],
        has_leader=has_leader[best],
        leaders=leaders[best],
    )


def _obstacle_costs(
    rects: Rects,
    leaders: NDArray[np.float64],
    has_leader: NDArray[np.bool_],
    request: LabelRequest,
    obstacles: Sequence[Box],
) -> NDArray[np.float64]:
    """What it costs to cover an obstacle, or to cross one that is not the mark of the name."""
    costs = np.zeros(len(rects))
    x, y = request.anchor
    for obstacle in obstacles:
        rect = np.array([obstacle.left, obstacle.top, obstacle.right, obstacle.bottom])
        costs += (overlaps(rects, rect) > 0) * _OBSTACLE_COST
        if not (rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]):
            costs += (points_inside(leaders, rect) & has_leader) * _HIDDEN_LEADER_COST
    return costs


def overlaps(rects: Rects, other: Rects) -> NDArray[np.float64]:
    """Common area of rectangles and others, whatever their shapes, by the rules of broadcasting.

    >>> overlaps(np.array([[0, 0, 2, 2], [5, 5, 6, 6]]), np.array([1, 1, 4, 4])).tolist()
    [1, 0]
    """
    wide = np.minimum(rects[..., 2], other[..., 2]) - np.maximum(rects[..., 0], other[..., 0])
    heights = np.minimum(rects[..., 3], other[..., 3]) - np.maximum(rects[..., 1], other[..., 1])
    areas: NDArray[np.float64] = np.maximum(wide, 0) * np.maximum(heights, 0)
    return areas


def points_inside(lines: NDArray[np.float64], rect: Rects) -> NDArray[np.bool_]:
    """Tell which lines (points in the last but one dimension) have a point inside which rectangles, by broadcasting."""
    left, top, right, bottom = np.moveaxis(rect, -1, 0)
    has_point = np.zeros(np.broadcast_shapes(lines.shape[:-2], left.shape), dtype=bool)
    for x, y in np.moveaxis(lines, (-2, -1), (0, 1)):  # a few points: a loop over them makes no large table
        has_point |= (x > left) & (x < right) & (y > top) & (y < bottom)
    return has_point


def _rects_around(request: LabelRequest) -> tuple[Rects, NDArray[np.float64]]:
    """Rectangles on the anchor, slid a little from it, then around the mark at growing distances."""
    half = np.array([request.width / 2, request.height / 2])
    reach = np.array(request.reach)
    compass = np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y])
    slides = [np.zeros((1, 2)), *(compass * reach * share for share in _SLIDES)]
    angles = 2 * np.pi * np.arange(_DIRECTIONS) / _DIRECTIONS
    rays = np.round(np.stack([np.cos(angles), np.sin(angles)], axis=1), 9)
    rings = []
    for distance in _DISTANCES:
        with np.errstate(divide="ignore"):
            stretch = ((half + reach + distance) / np.abs(rays)).min(axis=1)
        rings.append(rays * stretch[:, None])
    moves = np.vstack([*slides, *rings])
    apart = np.concatenate([np.zeros(sum(map(len, slides))), np.repeat(_DISTANCES, _DIRECTIONS).astype(float)])
    middle = np.array(request.anchor) + moves
    return np.hstack([middle - half, middle + half]), apart


def _on_place(rects: Rects, request: LabelRequest, shape: Sequence[Sequence[Points]]) -> Candidates:
    """Places that are for the most part on the shape of the name."""
    own = _is_on(_samples(rects), [shape]).reshape(len(rects), -1).mean(axis=1)
    is_on_place = own >= _MOSTLY
    return Candidates(
        rects=rects[is_on_place],
        costs=1 - own[is_on_place],
        inside=own[is_on_place] > _WHOLE,
        straddles=np.zeros(int(is_on_place.sum()), dtype=bool),
        has_leader=np.zeros(int(is_on_place.sum()), dtype=bool),
        leaders=_leaders(rects[is_on_place], request),
    )


def _kept_in(rects: Rects, apart: NDArray[np.float64], room: Box) -> tuple[Rects, NDArray[np.float64]]:
    """Keep the rectangles inside the room; push them in when none is."""
    fits = (rects[:, 0] >= room.left) & (rects[:, 1] >= room.top)
    fits &= (rects[:, 2] <= room.right) & (rects[:, 3] <= room.bottom)
    if fits.any():
        return rects[fits], apart[fits]
    right = np.maximum(rects[:, 2] - room.right, 0) - np.maximum(room.left - rects[:, 0], 0)
    down = np.maximum(rects[:, 3] - room.bottom, 0) - np.maximum(room.top - rects[:, 1], 0)
    return rects - np.stack([right, down, right, down], axis=1), apart


def _share_on(
    rects: Rects, shapes: Sequence[Sequence[Sequence[Points]]], home: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share of each rectangle that lies on its own territory, and on others."""
    points = _samples(rects)
    own = _is_on(points, [shapes[home]]).reshape(len(rects), -1)
    foreign = _is_on(points, [*shapes[:home], *shapes[home + 1 :]]).reshape(len(rects), -1)
    return own.mean(axis=1), foreign.mean(axis=1)


def _samples(rects: Rects) -> Points:
    """Points spread over each rectangle, one rectangle after the other."""
    size = np.stack([rects[:, 2] - rects[:, 0], rects[:, 3] - rects[:, 1]], axis=1)
    points: Points = (rects[:, None, :2] + _SAMPLES * size[:, None, :]).reshape(-1, 2)
    return points


def _share_of_lines(
    lines: NDArray[np.float64], shapes: Sequence[Sequence[Sequence[Points]]], home: int
) -> NDArray[np.float64]:
    """Share of each line that lies on other territories."""
    foreign = _is_on(lines.reshape(-1, 2), [*shapes[:home], *shapes[home + 1 :]]).reshape(len(lines), -1)
    share: NDArray[np.float64] = foreign.mean(axis=1)
    return share


def _is_on(points: Points, shapes: Sequence[Sequence[Sequence[Points]]]) -> NDArray[np.bool_]:
    """Tell which points are on one of the shapes."""
    is_on = np.zeros(len(points), dtype=bool)
    for polygons in shapes:
        for polygon in polygons:
            near = _within_bounds(polygon[0], points) & ~is_on
            if near.any():
                is_on[near] = contains(polygon, points[near])
    return is_on


def _distances(
    rects: Rects, shapes: Sequence[Sequence[Sequence[Points]]], home: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far each rectangle is from its own territory, and from the nearest other."""
    own = _distance_to(rects, shapes[home])
    others = [_distance_to(rects, polygons) for place, polygons in enumerate(shapes) if place != home]
    return own, np.min(others, axis=0) if others else np.full(len(rects), np.inf)


def _distance_to(rects: Rects, polygons: Sequence[Sequence[Points]]) -> NDArray[np.float64]:
    """Distance from each rectangle to the nearest corner of an outline."""
    outline = np.vstack([polygon[0] for polygon in polygons])
    corners = outline[:: len(outline) // _CORNERS + 1]
    across = np.maximum(rects[:, None, 0] - corners[:, 0], corners[:, 0] - rects[:, None, 2])
    along = np.maximum(rects[:, None, 1] - corners[:, 1], corners[:, 1] - rects[:, None, 3])
    distances: NDArray[np.float64] = np.hypot(np.maximum(across, 0), np.maximum(along, 0)).min(axis=1)
    return distances


def _within_bounds(ring: Points, points: Points) -> NDArray[np.bool_]:
    """Which points are within the bounds of a ring."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    near: NDArray[np.bool_] = np.all((points >= low) & (points <= high), axis=1)
    return near


def _leaders(rects: Rects, request: LabelRequest) -> NDArray[np.float64]:
    """Points from the nearest edge of each rectangle towards the anchor."""
    anchor = np.array(request.anchor)
    start = np.stack(
        [np.clip(anchor[0], rects[:, 0] + 4, rects[:, 2] - 4), np.clip(anchor[1], rects[:, 1] + 2, rects[:, 3] - 2)],
        axis=1,
    )
    lines: NDArray[np.float64] = start[:, None, :] + (anchor - start)[:, None, :] * _STEPS[:, None]
    return lines
