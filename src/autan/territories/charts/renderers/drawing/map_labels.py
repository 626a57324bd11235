"""Names on a map: where each stands so that none covers another, and which need a line to their place.

Every name has candidates: on its place, then around it, nearer ones first. A search settles the names one after the
other, then lets each move again while that makes the whole better. No chance is involved: the same map gets the
same names at the same places.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autan.territories.charts.renderers.drawing.map_candidates import (
    Candidates,
    LabelRequest,
    find_candidates,
    overlaps,
)
from autan.territories.charts.renderers.drawing.map_search import choose_places
from autan.territories.charts.renderers.drawing.map_shapes import Box, Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a name stands.

    Attributes:
        is_inside: True when all of it is on its own shape.
        straddles: True when its words cross the edge of its shape.
        leader: line from its edge to its place, when it stands apart.
    """

    box: Box
    is_inside: bool
    straddles: bool
    leader: tuple[float, float, float, float] | None


def place_names(
    requests: Sequence[LabelRequest],
    room: Box,
    shapes: Sequence[Sequence[Sequence[Points]]],
    obstacles: Sequence[Box] = (),
) -> list[Placement | None]:
    """Place names.

    `room`: rectangle that no name leaves.
    `shapes`: polygons of every territory of the map.
    `obstacles`: rectangles that names should leave free (circles, scale, north).

    Returns:
        One placement a request, none overlapping another; None for a name that may be left out and finds no room.
    """
    choices = [find_candidates(request, room, shapes, obstacles) for request in requests]
    able = [i for i in range(len(requests)) if len(choices[i].costs)]
    orders = _orders(requests, choices, able) if all(request.must_stand for request in requests) else [able]
    chosen = choose_places(choices, orders)
    kept = _without_overlaps(choices, chosen, orders[0])
    return [_placement(choices[i], chosen[i], requests[i]) if i in kept else None for i in range(len(requests))]


def _orders(requests: Sequence[LabelRequest], choices: Sequence[Candidates], able: Sequence[int]) -> list[list[int]]:
    """Orders in which to settle names: the hardest first, then from each edge of the map."""
    hardness = {i: (-float(choices[i].costs.min()), i) for i in able}
    down = {i: (requests[i].anchor[1], i) for i in able}
    across = {i: (requests[i].anchor[0], i) for i in able}
    return [
        sorted(able, key=key.__getitem__, reverse=is_reversed)
        for key, is_reversed in ((hardness, False), (down, False), (down, True), (across, False), (across, True))
    ]


def _without_overlaps(choices: Sequence[Candidates], chosen: dict[int, int], order: Sequence[int]) -> set[int]:
    """Names that stand: each in turn, unless it covers one that stands already."""
    kept: list[int] = []
    for place in order:
        rect = choices[place].rects[chosen[place]]
        taken = np.array([choices[other].rects[chosen[other]] for other in kept]).reshape(-1, 4)
        if not (overlaps(taken, rect) > 0).any():
            kept.append(place)
    return set(kept)


def _placement(mine: Candidates, pick: int, request: LabelRequest) -> Placement:
    left, top, right, bottom = (float(edge) for edge in mine.rects[pick])
    leader = None
    if mine.has_leader[pick]:
        (x1, y1), (x2, y2) = mine.leaders[pick][0], request.anchor
        leader = (float(x1), float(y1), float(x2), float(y2))
    box = Box(left=left, top=top, width=right - left, height=bottom - top)
    inside, straddles = bool(mine.inside[pick]), bool(mine.straddles[pick])
    return Placement(box=box, is_inside=inside, straddles=straddles, leader=leader)
