"""Territory states laid out as the arrays of the engine; a network is the arrays of its members, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from autan.evidence.figures.core.figures import Figure
from autan.foresight.engine.core.axes import CARRIERS, SECTORS, SINKS, USES, CellState
from autan.foresight.engine.core.partitions import STOCKS
from autan.foresight.engine.core.state import StartingState
from autan.foresight.starting_states.core.state_cells import SOURCES, TerritoryState

type Floats = NDArray[np.float64]
_BY_CELLS = frozenset({"residential", "tertiary", "road_transport"})
"""Sectors whose emissions all come from their energy, by the way their oil is found."""


def starting_state(states: Sequence[TerritoryState]) -> StartingState:
    """Return the arrays of one territory or more, in the order given; their version is a hash of what they hold.

    At least one state. Raises InvalidStateError: a quantity is negative.
    """
    result = StartingState(
        territories=tuple(state.siren for state in states),
        base_year=max(state.year for state in states),
        energy_mwh=np.stack([_energy(state) for state in states]),
        cell_states=np.stack([_cell_states(state) for state in states]),
        non_energy_tco2e=np.stack([_non_energy(state) for state in states]),
        production_mwh=np.stack([_row(state.production, SOURCES, absent=0.0) for state in states]),
        sequestration_tco2e=np.stack([-_row(state.sinks, SINKS, absent=np.nan) for state in states]),
        pivots=_pivots(states),
        residual_mwh=np.stack([_row(state.residual_mwh, SECTORS, absent=np.nan) for state in states]),
        residual_tco2e=np.stack([_row(state.residual_tco2e, SECTORS, absent=np.nan) for state in states]),
        sources=SOURCES,
        sinks=SINKS,
        untold_sources=tuple(code for code in SOURCES if any(code not in state.production for state in states)),
    )
    return replace(result, version=result.fingerprint)


def common_sectors(states: Sequence[TerritoryState]) -> tuple[str, ...]:
    """Sectors that are whole in every one of some territories, in the legal order: computed without a gap."""
    complete_sectors = [set(state.complete_sectors) for state in states]
    shared = set.intersection(*complete_sectors) if complete_sectors else set()
    return tuple(sector for sector in SECTORS if sector in shared)


def _energy(state: TerritoryState) -> Floats:
    cells = np.zeros((len(SECTORS), len(USES), len(CARRIERS)))
    for cell in state.cells:
        place = SECTORS.index(cell.sector), USES.index(cell.use), CARRIERS.index(cell.carrier)
        cells[place] += np.nan if cell.figure.value is None else cell.figure.value
    return cells


def _cell_states(state: TerritoryState) -> NDArray[np.int8]:
    cells = np.full((len(SECTORS), len(USES), len(CARRIERS)), CellState.NOT_USED, dtype=np.int8)
    for cell in state.cells:
        cells[SECTORS.index(cell.sector), USES.index(cell.use), CARRIERS.index(cell.carrier)] = cell.state
    return cells


def _non_energy(state: TerritoryState) -> Floats:
    """Unknown where emissions are not observed, and where some of the energy of the sector is unknown."""
    row = np.full(len(SECTORS), np.nan)
    for rank, sector in enumerate(SECTORS):
        figure = state.non_energy.get(sector)
        if figure is not None and figure.value is not None:
            row[rank] = figure.value
        elif sector in _BY_CELLS:
            row[rank] = 0.0
    return row


def _row(figures: Mapping[str, Figure], codes: Sequence[str], *, absent: float) -> Floats:
    values = [figure.value if (figure := figures.get(code)) is not None else absent for code in codes]
    return np.array([np.nan if value is None else float(value) for value in values])


def _pivots(states: Sequence[TerritoryState]) -> dict[str, Floats]:
    """What levers lean on, with every stock that a place is asked for: NaN where it is not known."""
    codes = dict.fromkeys([*STOCKS, *(code for state in states for code in state.pivots)])
    return {
        code: np.array([_row(state.pivots, (code,), absent=np.nan)[0] for state in states], dtype=np.float64)
        for code in codes
    }
