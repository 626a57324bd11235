"""Writes an estate in the columns that a table is read by: one line a good, more for what has several energies."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from autan.ground.descriptions.exporters import table_cell
from autan.plans.estate.core.columns import ENERGY_COLUMNS, GOOD_COLUMNS, REQUIRED, WORKS_COLUMNS
from autan.plans.estate.core.goods import EstateGood
from autan.plans.plans.exporters import Cells


def estate_cells(goods: Iterable[EstateGood]) -> list[Cells]:
    """Return the headings, then the lines of each good."""
    columns = {**GOOD_COLUMNS, **ENERGY_COLUMNS, **WORKS_COLUMNS}
    return [tuple(columns), *(line for asset in goods for line in _lines(asset))]


def _lines(asset: EstateGood) -> Iterable[Cells]:
    first = _values_of(asset, GOOD_COLUMNS.values())
    further = tuple(cell if column in REQUIRED else None for column, cell in zip(GOOD_COLUMNS, first, strict=True))
    pairs = list(zip_longest(asset.energy, asset.works)) or [(None, None)]
    for rank, (use, works) in enumerate(pairs):
        beside = (*_values_of(use, ENERGY_COLUMNS.values()), *_values_of(works, WORKS_COLUMNS.values()))
        yield (*(further if rank else first), *beside)


def _values_of(row: Any, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(None if row is None else table_cell(getattr(row, name)) for name in names)
