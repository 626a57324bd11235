"""Sectors that are computed without a gap: every cell known, and their other emissions where they have some."""

from dataclasses import replace

import pytest

from autan.foresight.engine.core.axes import Carrier, CellState, Sector, Use
from autan.foresight.starting_states.core.state_cells import territory_state
from autan.foresight.starting_states.core.state_residuals import StateCell
from tests.foresight.starting_states.state_making import make_inputs, measure


def cell(sector: Sector, state: CellState = CellState.MEASURED) -> StateCell:
    value = None if state is CellState.UNKNOWN else 5.0
    return StateCell(
        sector=sector, use=Use.OTHER, carrier=Carrier.OIL, state=state, figure=measure(sector.value, value)
    )


def whole(*cells: StateCell, **other: float | None) -> tuple[str, ...]:
    """Sectors that are whole in a state of these cells, whose other emissions are these, in tonnes."""
    figures = {code: measure(code, tonnes, "tCO2e") for code, tonnes in other.items()}
    return replace(territory_state(make_inputs()), cells=cells, non_energy=figures).complete_sectors


HOMES, INDUSTRY, BOATS = Sector.RESIDENTIAL, Sector.INDUSTRY, Sector.OTHER_TRANSPORT


def test_a_sector_is_whole_where_each_of_its_cells_is_known():
    assert whole(cell(HOMES), cell(HOMES)) == ("residential",)
    assert whole(cell(HOMES), cell(HOMES, CellState.UNKNOWN)) == ()
    assert whole() == ()


@pytest.mark.parametrize("sector", [INDUSTRY, BOATS])
def test_industry_and_other_transport_are_whole_where_their_other_emissions_are_known(sector):
    assert whole(cell(sector)) == ()
    assert whole(cell(sector), **{sector.value: 3.0}) == (sector.value,)
    assert whole(cell(sector), **{sector.value: None}) == ()
    assert whole(cell(sector, CellState.UNKNOWN), **{sector.value: 3.0}) == ()


def test_waste_uses_no_energy_and_is_whole_by_its_emissions_alone():
    assert whole(waste=4.0) == ("waste",)
    assert whole(waste=None) == ()


def test_farming_needs_both_its_cells_and_its_other_emissions():
    farms = cell(Sector.AGRICULTURE)
    assert whole(farms, agriculture=4.0) == ("agriculture",)
    assert whole(farms, agriculture=None) == ()


def test_whole_sectors_are_in_the_order_of_the_law():
    sectors = whole(cell(INDUSTRY), cell(HOMES), waste=1.0, industry_excl_energy=1.0)
    assert sectors == tuple(sector.value for sector in Sector if sector.value in set(sectors))
    assert len(sectors) == 3
