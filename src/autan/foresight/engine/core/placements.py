"""Where each lever of a scenario goes, beside the others, whatever the order in which they are written.

Levers are placed one after the other. One that finds too little room moves those placed before it between their
territories, along a shortest chain of exchanges: units of a stock are treated once in each territory, so that what
levers may do there is a polymatroid, and such chains reach all that is possible (Edmonds, 1970; Schönsleben, 1980).
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.levers import Basis, Lever, LeverKind
from autan.foresight.engine.core.quantities import chosen_ranks, split_key
from autan.foresight.engine.core.rooms import Placement, Rooms, Taken
from autan.foresight.engine.core.scenarios import Scenario

type Floats = NDArray[np.float64]
type _Link = tuple[int, int, Floats]
"""Places of a lever that gains and of one that gives way to it, and how much in each territory."""

_ROUNDING = 1e-11
"""Part of all that levers take below which nothing more is moved: kilometres are counted by tens of billions."""
_MOST_CHAINS = 200


def placements(scenario: Scenario) -> list[Placement]:
    """Return where every lever goes: those of few territories first, then by key.

    One that asks for more than is left takes nothing from the next. Where all find room once it is placed before the
    others, or another after them, they are: levers may share an energy too, of which units of each take their own part.
    """
    levers = sorted(scenario.levers, key=lambda lever: (len(chosen_ranks(scenario.state, lever)), lever.key))
    placed = _place_levers(scenario, levers)
    late = [placement.lever for placement in placed if placement.is_over]
    for order in _other_orders(levers, late):
        again = _place_levers(scenario, order)
        if not any(placement.is_over for placement in again):
            return again
    return placed


def _other_orders(levers: Sequence[Lever], late: Sequence[Lever]) -> Iterator[list[Lever]]:
    """One that finds no room first, another last as when its largest quantity was told, then both."""
    firsts: list[list[Lever]] = [[lever] for lever in late]
    lasts = [[lever] for lever in levers] if late else []
    for first, last in (*((first, []) for first in firsts), *(([], last) for last in lasts), *product(firsts, lasts)):
        if first != last:
            yield [*first, *(lever for lever in levers if lever not in (*first, *last)), *last]


def _place_levers(scenario: Scenario, levers: Sequence[Lever]) -> list[Placement]:
    rooms = Rooms(scenario.state, AssumptionValues(assumptions=scenario.assumptions))
    placed, before = list[Placement](), list[Placement]()
    for lever in levers:
        placement = rooms.place(scenario.library[lever.kind], lever, [other.taken for other in before])
        if (is_over := placement.is_over) and (again := _made_room(rooms, placement, before)):
            placed, before = ([again.get(other.lever.key, other) for other in others] for others in (placed, before))
            placement, is_over = again[lever.key], False
        placed.append(placement)
        before += [] if is_over else [placement]
    return placed


def _made_room(rooms: Rooms, late: Placement, before: Sequence[Placement]) -> dict[str, Placement]:
    """Return where levers go, by key, once some have moved for one that finds no room; none where it still does not."""
    levers, taken = [late.lever, *(other.lever for other in before)], [other.taken for other in before]
    room = np.maximum(rooms.units_left(late.taken.kind, taken), 0.0)
    taken.insert(0, rooms.moved(late.taken, np.minimum(late.taken.quantity, room)))
    missing = late.lever.quantity - float(taken[0].quantity.sum())
    if missing - _exchange(rooms, taken, missing) > _ROUNDING * max(late.lever.quantity, 1.0):
        return {}
    again = {
        lever.key: rooms.placed(lever, own, [other for other in taken if other is not own])
        for lever, own in zip(levers, taken, strict=True)
    }
    return {} if any(placement.is_over for placement in again.values()) else again


def _exchange(rooms: Rooms, taken: list[Taken], missing: float) -> float:
    """Do more of the first lever, at most `missing`, and change what each takes; return how much more there is."""
    added, tiny = 0.0, _ROUNDING * max(1.0, sum(float(lever.quantity.sum()) for lever in taken))
    for _ in range(_MOST_CHAINS if taken[0].kind.basis is not Basis.SHARE else 0):
        chain, room = _chain(rooms, taken, tiny)
        if missing - added <= tiny or not room.any():
            break
        amount = min([missing - added, float(room.sum()), *(float(gain.sum()) for *_, gain in chain)])
        room = np.minimum(room, amount)
        changes = [(to, gain, 1.0) for to, _of, gain in chain] + [(of, gain, -1.0) for _to, of, gain in chain]
        for rank, units, sign in (*changes, (chain[-1][1] if chain else 0, room, 1.0)):
            quantity = taken[rank].quantity + sign * units * (amount / units.sum())
            taken[rank] = rooms.moved(taken[rank], np.maximum(quantity, 0.0))
        added += amount
    return added


def _chain(rooms: Rooms, taken: Sequence[Taken], tiny: float) -> tuple[list[_Link], Floats]:
    """Return the shortest chain of levers from the first to one that has room, and where; no room without one."""
    queue, seen = deque([(0, list[_Link]())]), {0}
    while queue:
        rank, chain = queue.popleft()
        room = _room(rooms, taken, rank)
        if room.sum() > tiny:
            return chain, room
        for other in (other for other in range(len(taken)) if other not in seen):
            if not _gives_way(rooms, taken, rank, other):
                continue
            gain = np.minimum(_room(rooms, taken, rank, without=other), taken[other].quantity)
            if gain.sum() > tiny:
                seen.add(other)
                queue.append((other, [*chain, (rank, other, gain)]))
    return [], np.zeros(1)


def _room(rooms: Rooms, taken: Sequence[Taken], rank: int, *, without: int = -1) -> Floats:
    """Units that one lever could still do where it is done, beside all others but one [territory]."""
    own = taken[rank]
    others = [other for place, other in enumerate(taken) if place not in (rank, without)]
    where = np.isin(np.arange(len(own.quantity)), list(own.where)) & (split_key(rooms.state, own.kind) > 0)
    return np.where(where, np.maximum(rooms.units_left(own.kind, others) - own.quantity, 0.0), 0.0)


def _gives_way(rooms: Rooms, taken: Sequence[Taken], rank: int, other: int) -> bool:
    """Say whether units of a lever that can be done elsewhere leave as many to another: a stock is all they lack."""
    own, aside = taken[rank], taken[other]
    if own.kind.partition is None or len(aside.where) == 1 or not aside.quantity.any():
        return False
    if (aside.kind.partition, aside.kind.treatment) != (own.kind.partition, own.kind.treatment):
        return False
    others = [lever for lever in taken if lever is not own]
    left = rooms.stock_left(own.kind, others)
    return not own.cells & aside.cells or bool((rooms.units_left(own.kind, others, left) >= left).all())


def largest_quantities(scenario: Scenario) -> Mapping[str, float]:
    """Return the largest quantity of each kind that has a stock, a resource or a group, beside the levers of others.

    A lever of the same kind is no other: its own quantity is left aside.
    """
    rooms = Rooms(scenario.state, AssumptionValues(assumptions=scenario.assumptions))
    taken = [placement.taken for placement in placements(scenario)]
    return {
        code: _largest(rooms, kind, [other for other in taken if other.kind.code != kind.code])
        for code, kind in scenario.library.items()
        if kind.partition or kind.resource or kind.replaces or rooms.moved_cells(kind)
    }


def _largest(rooms: Rooms, kind: LeverKind, others: Sequence[Taken]) -> float:
    """The largest quantity of a kind over all territories, those of others moved where that leaves more room."""
    everywhere = frozenset(range(len(rooms.state.territories)))
    units = rooms.most_units(kind, others)
    # only what treats the same stock can give way
    has_rivals = kind.partition is not None and any(
        (other.kind.partition, other.kind.treatment) == (kind.partition, kind.treatment) for other in others
    )
    if not has_rivals or kind.basis is Basis.SHARE or len(everywhere) == 1 or np.isinf(units).any():
        return rooms.largest(kind, others)
    cells = rooms.moved_cells(kind)
    taken = [rooms.moved(Taken(kind=kind, quantity=units, where=everywhere, cells=cells), units), *others]
    return rooms.within_resource(kind, float(units.sum()) + _exchange(rooms, taken, np.inf), others)
