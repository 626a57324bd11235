"""Stocks whose units are treated once: nested parts of one whole, and what some levers leave of it for another.

A stock such as dwellings is a partition: house or flat by main heating. Levers of several kinds treat the whole, a
column (heated by gas) or one part (houses heated by gas), and a dwelling is treated once by a treatment, whatever the
kind. Levers are possible together when no group of them asks for more than the union of their parts (Hall's
condition): the value of a maximum flow from levers to parts is then what they ask for. The size of a union is itself a
minimum cut between rows and columns. What is not known bounds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.partitions import REST, Part, Partition
from autan.foresight.engine.core.state import StartingState

type Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class StockSizes:
    """The most units that any union of parts can have, by what is known of a state."""

    state: StartingState
    partition: Partition
    _found: dict[frozenset[Part], Floats] = field(default_factory=dict, init=False, repr=False)
    _counted_of: dict[str, Floats] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def _whole(self) -> Floats:
        return self._known(self.partition.code)

    @cached_property
    def _parts(self) -> dict[Part, Floats]:
        """Parts counted of their own [territory]; NaN where they are not known."""
        pivots = ((part, self.partition.pivot_of(part)) for part in self.partition.all_parts)
        return {part: self.state.pivot(code) for part, code in pivots if code in self.state.pivots}

    @cached_property
    def _rows(self) -> dict[str, Floats]:
        """Units of each row that are in no part counted; of one row that is not known, what the others leave."""
        rows = {row: self._known(code) for row, code in self.partition.rows.items()} or {REST: self._whole}
        for row in rows:
            others = sum((units for name, units in rows.items() if name != row), np.zeros_like(self._whole))
            rows[row] = np.where(np.isinf(rows[row]), self._less(self._whole, others), rows[row])
        return {row: self._less(units, self._counted_units(row=row)) for row, units in rows.items()}

    @cached_property
    def _columns(self) -> dict[str, Floats]:
        columns = {column: self._known(code) for column, code in self.partition.columns.items()}
        left = {column: self._less(units, self._counted_units(column=column)) for column, units in columns.items()}
        return left | {REST: np.full_like(self._whole, np.inf)}

    def of(self, parts: frozenset[Part]) -> Floats:
        """Return the largest number of units that some parts may hold [territory]; infinite where nothing bounds it."""
        if parts not in self._found:
            self._found[parts] = self._largest(parts)
        return self._found[parts]

    def counted(self, stock: str) -> Floats:
        """Return the units of a stock where it is known from data or from its people, NaN elsewhere [territory]."""
        if stock not in self._counted_of:
            known = is_counted(self.state, self.partition, stock)
            self._counted_of[stock] = np.where(known, self.of(self.partition.parts_of(stock)), np.nan)
        return self._counted_of[stock]

    def _largest(self, parts: frozenset[Part]) -> Floats:
        zeros = np.zeros_like(self._whole)
        counted = sum((np.nan_to_num(self._parts[part]) for part in parts if part in self._parts), zeros)
        cuts = (
            self._cut(parts, rows) for size in range(len(self._rows) + 1) for rows in combinations(self._rows, size)
        )
        free = np.min([self._less(self._whole, self._counted_units()), *cuts], axis=0)
        return np.minimum(counted + free, self._whole)

    def _cut(self, parts: frozenset[Part], rows: Sequence[str]) -> Floats:
        """Units of some rows, and of the columns that other rows share with these parts [territory]."""
        total = sum((self._rows[row] for row in rows), np.zeros_like(self._whole))
        for column, units in self._columns.items():
            crossing = [part for part in parts if part[1] == column and part[0] not in rows]
            open_there = [np.isnan(self._parts.get(part, np.full_like(self._whole, np.nan))) for part in crossing]
            total = total + np.where(np.any(open_there, axis=0), units, 0.0) if crossing else total
        return np.asarray(total)

    def _known(self, code: str) -> Floats:
        pivot = self.state.pivot(code)
        return np.where(np.isnan(pivot), np.inf, pivot)

    def _counted_units(self, *, row: str | None = None, column: str | None = None) -> Floats:
        """Units of the parts counted, in a row, a column, or all of them [territory]."""
        inside = [
            np.nan_to_num(units)
            for part, units in self._parts.items()
            if (row is None or part[0] == row) and (column is None or part[1] == column)
        ]
        return np.sum([np.zeros_like(self._whole), *inside], axis=0)

    @staticmethod
    def _less(units: Floats, used: Floats) -> Floats:
        """Subtract units, never below zero; what is left of or by an unknown number is unknown."""
        bounded = np.where(np.isinf(used), 0.0, used)
        return np.where(np.isinf(units) | np.isinf(used), np.inf, np.maximum(units - bounded, 0.0))


def is_counted(state: StartingState, partition: Partition, stock: str) -> NDArray[np.bool_]:
    """Say where a stock is known, from data or from its people [territory]: itself, or the row and column of a part."""
    counted = ~np.isnan(state.pivot(stock))
    if ends := partition.ends_of(stock):
        counted = counted | ~np.any([np.isnan(state.pivot(code)) for code in ends], axis=0)
    return counted


def is_asked(state: StartingState, partition: Partition, stock: str) -> bool:
    """Say whether a state speaks of a stock, be it to say that it is not known."""
    ends = partition.ends_of(stock)
    return stock in state.pivots or (bool(ends) and all(code in state.pivots for code in ends))


def sizes_of(state: StartingState, partition: Partition) -> StockSizes:
    """Return the sizes of a stock of a state, computed once as long as the state lives among the last ones."""
    known = _sizes_of(state)
    key = partition.code, partition.parts
    return known[key] if key in known else known.setdefault(key, StockSizes(state, partition))


@lru_cache(maxsize=8)
def _sizes_of(_state: StartingState) -> dict[tuple[str, str], StockSizes]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """Units that one lever treats: in which parts, how many [territory]."""

    parts: frozenset[Part]
    quantity: Floats


def units_left(sizes: StockSizes, parts: frozenset[Part], others: Sequence[Treated]) -> Floats:
    """Return how many units a lever may treat in some parts beside other levers [territory].

    Infinite where nothing bounds it; negative where the others alone ask for more than there is.
    """
    left = []
    for union in unions(parts, [other.parts for other in others]):
        inside = [other.quantity for other in others if other.parts <= union]
        left.append(sizes.of(union) - np.sum([np.zeros(len(sizes.state.territories)), *inside], axis=0))
    return np.min(left, axis=0)


def unions[Item](parts: frozenset[Item], others: Sequence[frozenset[Item]]) -> set[frozenset[Item]]:
    """Return every union of some parts with those of some other levers, once each.

    >>> sorted(len(union) for union in unions(frozenset("a"), [frozenset("b"), frozenset("bc")]))
    [1, 2, 3]
    """
    sets = {parts}
    for other in set(others):
        sets |= {union | other for union in sets}
    return sets
