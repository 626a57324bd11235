"""Names on a map: where each stands so that none covers another, and which need a line to their place.

Every name has candidates: on its place, then around it, nearer ones first. A search settles the names one after the
other, then lets each move again while that makes the whole better. No chance is involved: the same map gets the
same names at the same places.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.territories.charts.renderers.drawing.map_candidates import (
    Candidates,
    LabelRequest,
    find_candidates,
    overlaps,
    points_inside,
)
from autan.territories.charts.renderers.drawing.map_shapes import Box, Points

_PASSES = 10
_OVERLAP_COST = 1000.0
_CROSSING_COST = 12.0
_GAIN = 1e-6

type Chosen = dict[int, int]
"""Index of the chosen candidate, by index of the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """What candidates cost: alone, and beside those of another name.

    Attributes:
        alone: cost of each candidate, by index of the name.
        beside: for two names that can be in each other's way, one row a candidate of the first, one column a
            candidate of the second; both orders of the two are there.
    """

    alone: Sequence[NDArray[np.float64]]
    beside: dict[tuple[int, int], NDArray[np.float64]]

    @classmethod
    def among(cls, choices: Sequence[Candidates]) -> "Conflicts":
        """Compare the candidates of every two names."""
        beside = {}
        for first, mine in enumerate(choices):
            for second in range(first + 1, len(choices)):
                table = _compare(mine, choices[second])
                if table.any():
                    beside[first, second], beside[second, first] = table, table.T
        return cls(alone=[candidates.costs for candidates in choices], beside=beside)

    def costs(self, chosen: Chosen, place: int, *, without: int | None = None) -> NDArray[np.float64]:
        """What each candidate of a name costs beside the chosen ones of the others, one of them left out if asked."""
        costs = self.alone[place].copy()
        for other, pick in chosen.items():
            if (place, other) in self.beside and other != without:
                costs += self.beside[place, other][:, pick]
        return costs

    def total(self, chosen: Chosen) -> float:
        """Cost of every name where it stands, each conflict counted from both sides."""
        return round(sum(float(self.costs(chosen, place)[pick]) for place, pick in chosen.items()), 6)


def choose_places(choices: Sequence[Candidates], orders: Sequence[Sequence[int]]) -> Chosen:
    """Choose a candidate for each name.

    Args:
        choices: candidates of every name.
        orders: orders in which to settle the same names; the cheapest outcome is kept, the first of equals.

    Returns:
        A choice that no move of one name or of two makes better, or the best after some rounds.
    """
    conflicts = Conflicts.among(choices)
    outcomes = [_move_pairs(_settle(conflicts, order), conflicts) for order in orders]
    return min(outcomes, key=conflicts.total)


def _compare(mine: Candidates, theirs: Candidates) -> NDArray[np.float64]:
    """Cost of each candidate of one name beside each of another: covering it, or crossing its line."""
    rects, others = mine.rects[:, None], theirs.rects
    cover = overlaps(rects, others) > 0
    crosses = points_inside(mine.leaders[:, None], others[:, None]) & mine.has_leader[:, None]
    crossed = points_inside(theirs.leaders, rects[:, :, None]) & theirs.has_leader
    cost: NDArray[np.float64] = cover * _OVERLAP_COST + (crosses.astype(float) + crossed) * _CROSSING_COST
    return cost


def _settle(conflicts: Conflicts, order: Sequence[int]) -> Chosen:
    """Settle names one by one, then let each move while the whole gets better."""
    chosen: Chosen = {}
    for turn in range(_PASSES):
        before = dict(chosen)
        for place in order:
            chosen[place] = int(np.argmin(conflicts.costs(chosen, place)))
        if turn and chosen == before:
            break
    return chosen


def _move_pairs(chosen: Chosen, conflicts: Conflicts) -> Chosen:
    """Move two names together while that makes the whole better: it frees two that block each other."""
    pairs = [pair for pair in conflicts.beside if pair[0] < pair[1] and pair[0] in chosen and pair[1] in chosen]
    for _ in range(_PASSES):
        before = dict(chosen)
        for first, second in pairs:
            mine, theirs = (
                conflicts.costs(chosen, first, without=second),
                conflicts.costs(chosen, second, without=first),
            )
            together = mine[:, None] + theirs + conflicts.beside[first, second]
            one, other = np.unravel_index(int(np.argmin(together)), together.shape)
            if together[one, other] < together[chosen[first], chosen[second]] - _GAIN:
                chosen[first], chosen[second] = int(one), int(other)
        if chosen == before:
            break
    return chosen


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
