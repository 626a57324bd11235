"""Names on a map: where each stands so that none covers another, and which need a line to their place.

Every name has candidates: on its place, then around it, nearer ones first. A search settles the names one after the
other, then lets each move again while that makes the whole better. No chance is involved: the same map gets the
same names at the same places.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

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

type Tables = dict[tuple[Candidates, Candidates], NDArray[np.float64] | None]
"""What the candidates of two names cost beside each other, one row a candidate of the first; None for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """What candidates cost: alone, and beside those of another name.

    Attributes:
        alone: cost of each candidate, by index of the name.
        beside: by name, the others that can be in its way, with one row a candidate of the name, one column a
            candidate of the other; both orders of the two are there.
    """

    alone: Sequence[NDArray[np.float64]]
    beside: Sequence[dict[int, NDArray[np.float64]]]

    @classmethod
    def among(cls, choices: Sequence[Candidates], tables: Tables) -> "Conflicts":
        """Compare the candidates of every two names that have not been compared."""
        beside: list[dict[int, NDArray[np.float64]]] = [{} for _ in choices]
        for second, theirs in enumerate(choices):
            for first, mine in enumerate(choices[:second]):
                if (mine, theirs) not in tables:
                    tables[mine, theirs] = _compare(mine, theirs)
                table = tables[mine, theirs]
                if table is not None:
                    beside[first][second], beside[second][first] = table, table.T
        return cls(alone=[candidates.costs for candidates in choices], beside=beside)

    def costs(self, chosen: Chosen, place: int) -> NDArray[np.float64]:
        """What each candidate of a name costs beside the chosen ones of the others."""
        costs = self.alone[place].copy()
        for other, table in self.beside[place].items():
            if other in chosen:
                costs += table[:, chosen[other]]
        return costs

    def total(self, chosen: Chosen) -> float:
        """Cost of every name where it stands, each conflict counted from both sides."""
        return round(sum(float(self.costs(chosen, place)[pick]) for place, pick in chosen.items()), 6)


def choose_places(choices: Sequence[Candidates], orders: Sequence[Sequence[int]], tables: Tables) -> Chosen:
    """Choose a candidate for each name.

    Args:
        choices: candidates of every name.
        orders: orders in which to settle the same names; the cheapest outcome is kept, the first of equals.
        tables: what was compared before, to which this adds.

    Returns a choice that no move of one name or of two makes better, or the best after some rounds.
    """
    conflicts = Conflicts.among(choices, tables)
    outcomes = [_move_pairs(_settle(conflicts, order), conflicts) for order in orders]
    return min(outcomes, key=conflicts.total)


def _compare(mine: Candidates, theirs: Candidates) -> NDArray[np.float64] | None:
    """Cost of each candidate of one name beside each of another: covering it, or crossing its line; None when never."""
    if not _may_meet(mine, theirs):
        return None
    covers = overlaps(mine.rects[:, None], theirs.rects) > 0
    cost: NDArray[np.float64] = np.where(covers, _OVERLAP_COST, 0.0)
    crossing, crossed = mine.has_leader, theirs.has_leader  # few names need a line
    cost[crossing] += points_inside(mine.leaders[crossing][:, None], theirs.rects) * _CROSSING_COST
    cost[:, crossed] += points_inside(theirs.leaders[crossed], mine.rects[:, None]) * _CROSSING_COST
    return cost if cost.any() else None


def _may_meet(mine: Candidates, theirs: Candidates) -> bool:
    """False when all that one name may take lies apart from all that the other may."""
    if not (len(mine.costs) and len(theirs.costs)):
        return False
    (low, high), (others_low, others_high) = mine.bounds, theirs.bounds
    return bool((np.maximum(low, others_low) < np.minimum(high, others_high)).all())


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
    pairs = [(place, other) for place in sorted(chosen) for other in conflicts.beside[place] if place < other in chosen]
    costs = {place: conflicts.costs(chosen, place) for place in chosen}
    for _ in range(_PASSES):
        before = dict(chosen)
        for first, second in pairs:
            table = conflicts.beside[first][second]
            mine, theirs = costs[first] - table[:, chosen[second]], costs[second] - table[chosen[first]]
            better = _better_pair(mine, theirs, table, (chosen[first], chosen[second]))
            if better:
                chosen[first], chosen[second] = better
                for place in {first, second, *conflicts.beside[first], *conflicts.beside[second]} & set(chosen):
                    costs[place] = conflicts.costs(chosen, place)
        if chosen == before:
            break
    return chosen


def _better_pair(
    mine: NDArray[np.float64], theirs: NDArray[np.float64], table: NDArray[np.float64], now: tuple[int, int]
) -> tuple[int, int] | None:
    """Two candidates that cost less together than those of now, the cheapest; None when there are none."""
    most = mine[now[0]] + theirs[now[1]] + table[now] - _GAIN
    rows, columns = np.flatnonzero(mine + theirs.min() < most), np.flatnonzero(theirs + mine.min() < most)
    if not (len(rows) and len(columns)):  # nearly always: the others cost too much alone
        return None
    together = mine[rows, None] + theirs[columns] + table[np.ix_(rows, columns)]
    row, column = np.unravel_index(int(np.argmin(together)), together.shape)
    return (int(rows[row]), int(columns[column])) if together[row, column] < most else None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePlacer:
    """Places the names of one map, as often as their lines change: what one name may take is looked for once.

    Attributes:
        room: rectangle that no name leaves.
        shapes: polygons of every territory of the map.
        obstacles: rectangles that names should leave free (circles, scale, north).
    """

    room: Box
    shapes: Sequence[Sequence[Sequence[Points]]]
    obstacles: Sequence[Box] = ()
    _candidates: dict[LabelRequest, Candidates] = field(default_factory=dict)
    _tables: Tables = field(default_factory=dict)

    def place(self, requests: Sequence[LabelRequest]) -> list[Placement | None]:
        """Return one placement a request, none overlapping another; None for one that may be left out, without room."""
        choices = [self._find(request) for request in requests]
        able = [i for i in range(len(requests)) if len(choices[i].costs)]
        orders = _orders(requests, choices, able) if all(request.must_stand for request in requests) else [able]
        chosen = choose_places(choices, orders, self._tables)
        visible = _without_overlaps(choices, chosen, orders[0])
        return [_placement(choices[i], chosen[i], requests[i]) if i in visible else None for i in range(len(requests))]

    def _find(self, request: LabelRequest) -> Candidates:
        if request not in self._candidates:
            self._candidates[request] = find_candidates(request, self.room, self.shapes, self.obstacles)
        return self._candidates[request]


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
    visible: list[int] = []
    for place in order:
        rect = choices[place].rects[chosen[place]]
        occupied = np.array([choices[other].rects[chosen[other]] for other in visible]).reshape(-1, 4)
        if not (overlaps(occupied, rect) > 0).any():
            visible.append(place)
    return set(visible)


def _placement(mine: Candidates, pick: int, request: LabelRequest) -> Placement:
    left, top, right, bottom = (float(edge) for edge in mine.rects[pick])
    leader = None
    if mine.has_leader[pick]:
        (x1, y1), (x2, y2) = mine.leaders[pick][0], request.anchor
        leader = (float(x1), float(y1), float(x2), float(y2))
    box = Box(left=left, top=top, width=right - left, height=bottom - top)
    inside, straddles = bool(mine.inside[pick]), bool(mine.straddles[pick])
    return Placement(box=box, is_inside=inside, straddles=straddles, leader=leader)
