"""Figures of the starting state, of assumptions and of reference tables at their addresses, for traces."""

from collections.abc import Iterator, Sequence

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.scenarios.queries.places import ForesightPlace, find_place
from autan.foresight.scenarios.queries.starting_state import data_version
from autan.foresight.starting_states.core.addresses import StateAddress
from autan.foresight.starting_states.core.state_inputs import assumption_figure
from autan.foresight.starting_states.queries.inputs import (
    base_figure,
    degree_days_figure,
    houses_figure,
    land_figure,
    wood_growth_figure,
)
from autan.ground.errors import UnknownError

_ASSUMPTION_PARTS = 2
_FINDERS = {
    "dwellings": houses_figure,
    "degree_days": degree_days_figure,
    "land_carbon": land_figure,
    "wood_growth": wood_growth_figure,
    "physical_counts": base_figure,
}


def find_state_figure(address: FigureAddress) -> Figure | None:
    """Compute a figure of a starting state, or None."""
    state_address = StateAddress.parse(address)
    if state_address is None:
        return None
    try:
        place = find_place(state_address.place)
    except UnknownError:
        return None
    return next((figure for figure in figures_of_place(place) if figure.id == str(state_address)), None)


def figures_of_place(place: ForesightPlace) -> Iterator[Figure]:
    """Every figure of a place: its sums, then the state of its one territory."""
    yield from place.totals.values()
    yield from place.carriers.values()
    yield from place.emissions.values()
    if place.is_network:
        yield from (figure for group in place.land for figure in group.values())
    if not place.is_network:
        for state in place.states.values():
            yield from state.figures
            yield from (item for figure in state.figures for item in figure.inputs)


def find_assumption_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of an assumption that ships, or None."""
    assumption = shipped_assumptions().by_code.get(address.part(0)) if len(address.parts) == _ASSUMPTION_PARTS else None
    figure = assumption_figure(assumption) if assumption is not None else None
    return figure if figure is not None and figure.id == f"assumption.{'.'.join(address.parts)}" else None


def find_reference_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of a cell of a reference table, or None."""
    if len(address.parts) != _ASSUMPTION_PARTS:
        return None
    table, code = address.parts
    find = _FINDERS.get(table)
    return find(code) if find else None


def state_version(_addresses: Sequence[FigureAddress]) -> str:
    """Return a text that changes whenever a starting state may have changed."""
    return data_version()
