"""Names on a map: where each stands so that none covers another, and which need a line to their place.

Every name has candidates: on its place, then around it, nearer ones first. A search settles the names one after the
other, then lets each move again while that makes the whole better. No chance is involved: the same map gets the
same names at the same places.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.synthesis.renderers.drawing.map_candidates import (
    POINTS_OF_LINE,
    Candidates,
    Wish,
    find_candidates,
    overlaps,
    points_inside,
)
from autan.synthesis.renderers.drawing.map_shapes import Box, Points

_PASSES = 10
_OVERLAP_COST = 1000.0
_CROSSING_COST = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a name stands.

    Attributes:
        box: room of its words.
        is_inside: True when all of it is on its own shape.
        leader: line from its edge to its place, when it stands apart.
    """

    box: Box
    is_inside: bool
    leader: tuple[float, float, float, float] | None


def place_names(
    wishes: Sequence[Wish], room: Box, shapes: Sequence[Sequence[Sequence[Points]]], obstacles: Sequence[Box] = ()
) -> list[Placement | None]:
    """Place names.

    Args:
        wishes: names to place.
        room: rectangle that no name leaves.
        shapes: polygons of every territory of the map.
        obstacles: rectangles that names should leave free (circles, scale, north).

    Returns:
        One placement a wish, none overlapping another; None for a name that may be left out and finds no room.
    """
    choices = [find_candidates(wish, room, shapes, obstacles) for wish in wishes]
    able = [i for i in range(len(wishes)) if len(choices[i].costs)]
    chosen, order = _best_search(choices, _orders(wishes, choices, able))
    kept = _without_overlaps(choices, chosen, order)
    return [_placement(choices[i], chosen[i], wishes[i]) if i in kept else None for i in range(len(wishes))]


def _orders(wishes: Sequence[Wish], choices: Sequence[Candidates], able: Sequence[int]) -> list[list[int]]:
    """Orders in which to settle names: as given when they may be left out, else from several ends of the map."""
    if not all(wish.must_stand for wish in wishes):
        return [list(able)]
    hardness = {i: (-float(choices[i].costs.min()), i) for i in able}
    across = {i: (wishes[i].heart[0], i) for i in able}
    down = {i: (wishes[i].heart[1], i) for i in able}
    return [
        sorted(able, key=key.__getitem__, reverse=is_reversed)
        for key, is_reversed in ((hardness, False), (down, False), (down, True), (across, False), (across, True))
    ]


def _best_search(choices: Sequence[Candidates], orders: Sequence[list[int]]) -> tuple[dict[int, int], list[int]]:
    """Search from each order and keep the cheapest outcome, the first of equals."""
    outcomes = [(_search(choices, order), order) for order in orders]
    return min(outcomes, key=lambda outcome: _total_cost(choices, outcome[0]))


def _total_cost(choices: Sequence[Candidates], chosen: dict[int, int]) -> float:
    """Cost of every name where it stands, conflicts included."""
    total = 0.0
    for place, pick in chosen.items():
        others = [(choices[other], held) for other, held in chosen.items() if other != place]
        total += float((choices[place].costs + _conflict(choices[place], others))[pick])
    return round(total, 6)


def _search(choices: Sequence[Candidates], order: Sequence[int]) -> dict[int, int]:
    """Settle names one by one, then let each move while the whole gets better."""
    chosen: dict[int, int] = {}
    for turn in range(_PASSES):
        before = dict(chosen)
        for place in order:
            others = [(choices[other], pick) for other, pick in chosen.items() if other != place]
            chosen[place] = int(np.argmin(choices[place].costs + _conflict(choices[place], others)))
        if turn and chosen == before:
            break
    return chosen


def _conflict(mine: Candidates, others: Sequence[tuple[Candidates, int]]) -> NDArray[np.float64]:
    """What each of my candidates costs beside the chosen ones of other names: covering one, or crossing a line."""
    if not others:
        return np.zeros(len(mine.rects))
    rects = np.array([theirs.rects[pick] for theirs, pick in others])
    cost = (overlaps(mine.rects[:, None, :], rects) > 0).sum(axis=1) * _OVERLAP_COST
    mine_crosses = points_inside(mine.leaders[:, None], rects[:, None, :]) & mine.has_leader[:, None]
    lines = np.array([theirs.leaders[pick] for theirs, pick in others if theirs.has_leader[pick]]).reshape(
        -1, POINTS_OF_LINE, 2
    )
    theirs_cross = points_inside(lines, mine.rects[:, None, None, :])
    crossings: NDArray[np.float64] = cost + (mine_crosses.sum(axis=1) + theirs_cross.sum(axis=1)) * _CROSSING_COST
    return crossings


def _without_overlaps(choices: Sequence[Candidates], chosen: dict[int, int], order: Sequence[int]) -> set[int]:
    """Names that stand: each in turn, unless it covers one that stands already."""
    kept: list[int] = []
    for place in order:
        rect = choices[place].rects[chosen[place]]
        taken = np.array([choices[other].rects[chosen[other]] for other in kept]).reshape(-1, 4)
        if not (overlaps(taken, rect) > 0).any():
            kept.append(place)
    return set(kept)


def _placement(mine: Candidates, pick: int, wish: Wish) -> Placement:
    left, top, right, bottom = (float(edge) for edge in mine.rects[pick])
    leader = None
    if mine.has_leader[pick]:
        (x1, y1), (x2, y2) = mine.leaders[pick][0], wish.heart
        leader = (float(x1), float(y1), float(x2), float(y2))
    box = Box(left=left, top=top, width=right - left, height=bottom - top)
    return Placement(box=box, is_inside=bool(mine.inside[pick]), leader=leader)
