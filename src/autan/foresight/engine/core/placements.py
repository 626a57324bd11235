"""Where each lever of a scenario goes, beside the others, whatever the order in which they are written.

Levers are placed one after the other. One that finds too little room moves those placed before it between their
territories, along a shortest chain of exchanges: units of a stock are treated once in each territory, so that what
levers may do there is a polymatroid, and such chains reach all that is possible (Edmonds, 1970; Schönsleben, 1980).
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.levers import Basis, Lever, LeverKind
from autan.foresight.engine.core.quantities import chosen_ranks, split_key
from autan.foresight.engine.core.rooms import Placement, Rooms, Taken
from autan.foresight.engine.core.scenarios import Scenario

type Floats = NDArray[np.float64]

_TINY = 1e-9
"""Units below which nothing more is moved."""
_ROUNDING = 1e-11
_MOST_CHAINS = 200


def placements(scenario: Scenario) -> list[Placement]:
    """Return where every lever goes: those of few territories first, then by key.

    One that asks for more than is left takes nothing from the next. Where all find room once it is placed before the
    others, or another after them, they are: levers may share an energy too, of which units of each take their own part.
    """
    levers = sorted(scenario.levers, key=lambda lever: (len(chosen_ranks(scenario.state, lever)), lever.key))
    made = _placed(scenario, levers)
    late = [placement.lever for placement in made if placement.is_over]
    for order in _other_orders(levers, late):
        again = _placed(scenario, order)
        if not any(placement.is_over for placement in again):
            return again
    return made


def _other_orders(levers: Sequence[Lever], late: Sequence[Lever]) -> Iterator[list[Lever]]:
    """One that finds no room first, another last as when its largest quantity was told, then both."""
    firsts: list[list[Lever]] = [[lever] for lever in late]
    lasts = [[lever] for lever in levers] if late else []
    for first, last in (*((first, []) for first in firsts), *(([], last) for last in lasts), *product(firsts, lasts)):
        if first != last:
            yield [*first, *(lever for lever in levers if lever not in (*first, *last)), *last]


def _placed(scenario: Scenario, levers: Sequence[Lever]) -> list[Placement]:
    rooms = Rooms(scenario.state, AssumptionValues(assumptions=scenario.assumptions))
    made: list[Placement] = []
    for lever in levers:
        before = [placement for placement in made if not placement.is_over]
        placement = rooms.place(scenario.library[lever.kind], lever, [other.taken for other in before])
        if placement.is_over and (again := _made_room(rooms, placement, before)):
            made = [again.get(other.lever.key, other) for other in made]
            placement = again[lever.key]
        made.append(placement)
    return made


def _made_room(rooms: Rooms, late: Placement, before: Sequence[Placement]) -> dict[str, Placement]:
    """Return where levers go, by key, once some have moved for one that finds no room; none where it still does not."""
    room = np.maximum(rooms.units_left(late.taken.kind, [other.taken for other in before]), 0.0)
    start = rooms.moved(late.taken, np.minimum(late.taken.quantity, room))
    exchanges = Exchanges(rooms, [start, *(other.taken for other in before)])
    missing = late.lever.quantity - float(start.quantity.sum())
    if missing - exchanges.add(missing) > _ROUNDING * max(late.lever.quantity, 1.0):
        return {}
    levers, taken = [late.lever, *(other.lever for other in before)], exchanges.taken
    again = {
        lever.key: rooms.placed(lever, own, [*taken[:rank], *taken[rank + 1 :]])
        for rank, (lever, own) in enumerate(zip(levers, taken, strict=True))
    }
    return {} if any(placement.is_over for placement in again.values()) else again


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A lever gains units where another gives way.

    Attributes:
        to: rank of the lever that gains.
        of: rank of the one that gives way.
        gain: the most that it gains [territory].
        rate: units of the other that give way for one.
    """

    to: int
    of: int
    gain: Floats
    rate: float


@dataclass(slots=True)
class Exchanges:
    """More of a first lever, where others can be done elsewhere.

    `taken`: what each lever takes, the first one first; it changes as units move.
    """

    rooms: Rooms
    taken: list[Taken]

    def add(self, missing: float) -> float:
        """Do more of the first lever, at most `missing`; return how much more there is."""
        added = 0.0
        for _ in range(_MOST_CHAINS if self.taken[0].kind.basis is not Basis.SHARE else 0):
            chain, room = self._chain()
            if missing - added <= _TINY or not room.any():
                break
            added += self._move(chain, room, missing - added)
        return added

    def _move(self, chain: Sequence[_Link], room: Floats, left: float) -> float:
        """Move units along a chain of levers, the last one to where it has room; return what the first one gains."""
        rate, amount = 1.0, left
        for link in chain:
            amount = min(amount, float(link.gain.sum()) / rate)
            rate *= link.rate
        amount = min(amount, float(room.sum()) / rate)
        rate = 1.0
        for link in chain:
            part = link.gain * (amount * rate / link.gain.sum())
            self._change(link.to, part)
            self._change(link.of, -part * link.rate)
            rate *= link.rate
        room = np.minimum(room, amount * rate)
        self._change(chain[-1].of if chain else 0, room * (amount * rate / room.sum()))
        return amount

    def _change(self, rank: int, units: Floats) -> None:
        taken = self.taken[rank]
        self.taken[rank] = self.rooms.moved(taken, np.maximum(taken.quantity + units, 0.0))

    def _chain(self) -> tuple[list[_Link], Floats]:
        """Return the shortest chain of levers from the first to one that has room, and where; no room without one."""
        queue, seen = deque([(0, list[_Link]())]), {0}
        while queue:
            rank, chain = queue.popleft()
            room = self._room(rank)
            if room.sum() > _TINY:
                return chain, room
            for other in (other for other in range(len(self.taken)) if other not in seen):
                link = self._link(rank, other)
                if link is not None and link.gain.sum() > _TINY:
                    seen.add(other)
                    queue.append((other, [*chain, link]))
        return [], np.zeros(1)

    def _room(self, rank: int, *, without: int = -1) -> Floats:
        """Units that one lever could still do where it is done, beside all others but one [territory]."""
        own, beside = self.taken[rank], self._beside(rank, without)
        where = np.zeros(len(own.quantity), dtype=bool)
        where[sorted(own.where)] = True
        left = np.maximum(self.rooms.units_left(own.kind, beside) - own.quantity, 0.0)
        return np.where(where & (split_key(self.rooms.state, own.kind) > 0), left, 0.0)

    def _beside(self, rank: int, without: int = -1) -> list[Taken]:
        return [other for place, other in enumerate(self.taken) if place not in (rank, without)]

    def _link(self, rank: int, other: int) -> _Link | None:
        """Return what a lever gains on another that can be done elsewhere; None where they share nothing."""
        kind, aside = self.taken[rank].kind, self.taken[other]
        if len(aside.where) == 1 or aside.kind.basis is Basis.SHARE or not aside.quantity.any():
            return None
        if kind.replaces and aside.kind.replaces and aside.kind.cells == kind.cells:
            rate = self.rooms.replaced(kind) / self.rooms.replaced(aside.kind)
        elif kind.partition and (aside.kind.partition, aside.kind.treatment) == (kind.partition, kind.treatment):
            rate = self._rate(rank, aside)
        else:
            return None
        gain = np.minimum(self._room(rank, without=other), aside.quantity / rate)
        return _Link(to=rank, of=other, gain=gain, rate=rate)

    def _rate(self, rank: int, aside: Taken) -> float:
        """One unit of a stock for another; as much energy where it is what both lack."""
        own, beside = self.taken[rank], self._beside(rank)
        left = self.rooms.stock_left(own.kind, beside)
        if not own.cells & aside.cells or (self.rooms.units_left(own.kind, beside, left) >= left).all():
            return 1.0
        return max(1.0, self.rooms.amount(own.kind, own.own) / self.rooms.amount(aside.kind, aside.own))


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
    largest = rooms.largest(kind, others)
    if kind.basis is Basis.SHARE or len(everywhere) == 1 or np.isinf(largest):
        return largest
    units = rooms.most_units(kind, others)
    start = rooms.moved(Taken(kind=kind, quantity=units, where=everywhere, cells=rooms.moved_cells(kind)), units)
    exchanges = Exchanges(rooms, [start, *others])
    return rooms.within_resource(kind, float(units.sum()) + exchanges.add(np.inf), others)
