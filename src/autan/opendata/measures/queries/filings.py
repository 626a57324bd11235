"""Filings of climate plans of a territory, cell by cell, and the figure at the address of one cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import FilingAddress, FilingCellKey
from autan.opendata.measures.core.pcaet_grid import (
    TOTAL,
    Filing,
    FilingCell,
    RegulatoryGrid,
    cell_figure,
    cell_key,
    line_labels,
    make_grids,
    total_figure,
)
from autan.opendata.measures.lake import view_name
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.sources.core.pcaet_codes import PERIOD_YEARS, REGULATORY, Quantity
from autan.opendata.sources.lake import engine
from autan.opendata.sources.lake.snapshots import Snapshot

HEADINGS = "pcaet-deposits"
_CELLS = """
SELECT deposit_id, name, carriers, quantity, item, pollutant, period_code, year, value, declared_value, unit, state,
       approach_state, population_covered
FROM {table} WHERE siren = ? ORDER BY deposit_id, quantity, item, pollutant, period_code
"""
_HEADINGS = "SELECT deposit_id, carrier_names, modified_on FROM {table} WHERE siren = ? ORDER BY deposit_id"
_EVERY_HEADING = """
SELECT deposit_id, siren, name, approach_state, carriers, carrier_names, modified_on
FROM {table} WHERE modified_on IS NOT NULL ORDER BY siren, deposit_id
"""
_LOADED = "SELECT DISTINCT quantity FROM {table} ORDER BY quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingContent:
    """One filing with its cells."""

    filing: Filing
    cells: tuple[FilingCell, ...]

    def cells_of(self, quantity: Quantity, period: int) -> dict[str, FilingCell]:
        """Cells of one quantity at one period, by line."""
        return {c.item: c for c in self.cells if c.quantity is quantity and c.period_code == period and not c.pollutant}


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledGrids:
    """One filing as the grids of the order, with how many cells lack.

    `unread`: quantities of the order that the edition holds for nobody: whether they were filed cannot be told.
    """

    filing: Filing
    grids: tuple[RegulatoryGrid, ...]
    unread: tuple[Text, ...] = ()

    @property
    def missing(self) -> int:
        """Cells without a value in all the grids."""
        return sum(len(grid.missing) for grid in self.grids)

    @property
    def wanted(self) -> int:
        """Cells that the grids want."""
        return sum(grid.wanted for grid in self.grids)


def filings_of(siren: str) -> tuple[FilingContent, ...]:
    """Filings that an authority carries, alone or with others, both versions, by number."""
    return _filings(siren, lake_state())


def distinct_filings(siren: str) -> tuple[FilingContent, ...]:
    """The same, those that declare the same cell for cell shown once: the first of them names its twins."""
    groups: dict[tuple[str, tuple[FilingCell, ...]], list[FilingContent]] = {}
    for content in filings_of(siren):
        groups.setdefault((content.filing.source, content.cells), []).append(content)
    return tuple(
        replace(first, filing=replace(first.filing, twins=tuple(twin.filing.id for twin in twins)))
        for first, *twins in groups.values()
    )


def filed_plans() -> Mapping[str, tuple[Filing, ...]]:
    """Return every filing whose last change is dated, by the SIREN of those that carry it: its headings alone."""
    return _filed_plans(lake_state())


@lru_cache(maxsize=4)
def _filed_plans(state: LakeState) -> Mapping[str, tuple[Filing, ...]]:
    snapshot, view = _latest(state).get(HEADINGS), view_name(HEADINGS)
    filed: dict[str, list[Filing]] = {}
    if snapshot is not None:
        for row in engine.run_query(_EVERY_HEADING.format(table=view), {view: snapshot}).iter_rows(named=True):
            fields = {"id": row.pop("deposit_id"), "source": HEADINGS, "edition": snapshot.name}
            filed.setdefault(row["siren"], []).append(Filing(**row, **fields))
    return {siren: tuple(filings) for siren, filings in filed.items()}


def laid_out_filings(siren: str) -> tuple[FiledGrids, ...]:
    """Return the filings as the grids of the order."""
    return _laid_out(siren, lake_state())


@lru_cache(maxsize=128)
def _laid_out(siren: str, state: LakeState) -> tuple[FiledGrids, ...]:
    latest, laid_out = _latest(state), []
    for content in distinct_filings(siren):
        loaded = _loaded(latest[content.filing.source])
        grids = make_grids(content.filing, content.cells, loaded)
        unread = tuple(quantity.label for quantity in REGULATORY if quantity.value not in loaded)
        laid_out.append(FiledGrids(filing=content.filing, grids=grids, unread=unread))
    return tuple(laid_out)


def filed_quantities() -> frozenset[str]:
    """Quantities that the exports in the lake hold for any authority."""
    latest = _latest(lake_state())
    return frozenset(word for source in PERIOD_YEARS if source in latest for word in _loaded(latest[source]))


def find_filing_figure(address: FilingAddress) -> Figure | None:
    """Compute the figure of one cell, or of one total; None when there is no such cell."""
    filing = next((content for content in filings_of(address.siren) if str(content.filing.id) == address.filing), None)
    if filing is None or address.quantity not in set(Quantity):
        return None
    column = (address.quantity, address.pollutant, address.period)
    cells = {
        cell.item: cell for cell in filing.cells if (cell.quantity, cell.pollutant, str(cell.period_code)) == column
    }
    if address.item == TOTAL and TOTAL not in cells:
        return total_figure(filing.filing, [cells.get(line) for line in line_labels(Quantity(address.quantity))])
    return cell_figure(filing.filing, cells[address.item]) if address.item in cells else None


def find_filing_cell(key: FilingCellKey) -> tuple[Filing, FilingCell] | None:
    """One cell with its filing, by the key of its evidence, or None."""
    every = ((content.filing, cell) for content in filings_of(key.siren) for cell in content.cells)
    return next((pair for pair in every if cell_key(*pair) == key), None)


def _latest(state: LakeState) -> dict[str, Snapshot]:
    """The last edition of each version of the filings, and of their headings."""
    return {s.card.source: s for s in state if s.card.source in PERIOD_YEARS or s.card.source == HEADINGS}


@lru_cache(maxsize=512)
def _filings(siren: str, state: LakeState) -> tuple[FilingContent, ...]:
    latest = _latest(state)
    headings = _headings(latest[HEADINGS], siren) if HEADINGS in latest else {}
    filing_cells: dict[tuple[str, int], list[FilingCell]] = {}
    filings: dict[tuple[str, int], Filing] = {}
    for source in (source for source in PERIOD_YEARS if source in latest):
        snapshot, view = latest[source], view_name(source)
        rows = engine.run_query(_CELLS.format(table=view), {view: snapshot}, [siren])
        for row in rows.iter_rows(named=True):
            slot = (source, row["deposit_id"])
            filing_cells.setdefault(slot, []).append(_cell(row))
            if slot not in filings:
                filings[slot] = _filing(siren, snapshot, row, headings.get(row["deposit_id"], {}))
    return tuple(FilingContent(filing=filings[slot], cells=tuple(filing_cells[slot])) for slot in sorted(filings))


def _headings(snapshot: Snapshot, siren: str) -> dict[int, dict[str, Any]]:
    view = view_name(HEADINGS)
    rows = engine.run_query(_HEADINGS.format(table=view), {view: snapshot}, [siren])
    return {row["deposit_id"]: row for row in rows.iter_rows(named=True)}


@lru_cache(maxsize=16)
def _loaded(snapshot: Snapshot) -> tuple[str, ...]:
    view = view_name(snapshot.card.source)
    return tuple(engine.run_query(_LOADED.format(table=view), {view: snapshot})["quantity"].to_list())


def _filing(siren: str, snapshot: Snapshot, row: dict[str, Any], heading: dict[str, Any]) -> Filing:
    return Filing(
        id=row["deposit_id"],
        siren=siren,
        source=snapshot.card.source,
        edition=snapshot.name,
        name=row["name"] or "",
        approach_state=row["approach_state"] or "",
        carriers=row["carriers"],
        carrier_names=heading.get("carrier_names") or "",
        population_covered=row["population_covered"],
        modified_on=heading.get("modified_on"),
    )


def _cell(row: dict[str, Any]) -> FilingCell:
    values = {
        name: row[name] for name in ("item", "pollutant", "period_code", "year", "value", "declared_value", "unit")
    }
    return FilingCell(quantity=Quantity(str(row["quantity"])), state=ValueState(str(row["state"])), **values)
