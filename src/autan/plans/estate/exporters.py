"""Writes an estate in the columns that a table is read by: one line an asset, more for what has several energies."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from autan.ground.descriptions.exporters import table_cell
from autan.plans.estate.core.assets import EstateAsset
from autan.plans.estate.core.columns import ASSET_COLUMNS, ENERGY_COLUMNS, REQUIRED, WORKS_COLUMNS
from autan.plans.plans.exporters import Cells


def estate_cells(assets: Iterable[EstateAsset]) -> list[Cells]:
    """Return the headings, then the lines of each asset."""
    columns = {**ASSET_COLUMNS, **ENERGY_COLUMNS, **WORKS_COLUMNS}
    return [tuple(columns), *(line for asset in assets for line in _lines(asset))]


def _lines(asset: EstateAsset) -> Iterable[Cells]:
    first = _values_of(asset, ASSET_COLUMNS.values())
    further = tuple(cell if column in REQUIRED else None for column, cell in zip(ASSET_COLUMNS, first, strict=True))
    pairs = list(zip_longest(asset.energy, asset.works)) or [(None, None)]
    for rank, (use, works) in enumerate(pairs):
        beside = (*_values_of(use, ENERGY_COLUMNS.values()), *_values_of(works, WORKS_COLUMNS.values()))
        yield (*(further if rank else first), *beside)


def _values_of(row: Any, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(None if row is None else table_cell(getattr(row, name)) for name in names)
