"""Everything that the starting state of a territory is made from: measures, department, tables, what it gave."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from autan.evidence.figures.core.figures import Figure
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.starting_states.core.physical_counts import COVERED
from autan.foresight.starting_states.core.state_inputs import StateInputs
from autan.foresight.starting_states.lake.references import physical_counts_of
from autan.foresight.starting_states.queries.reference_figures import (
    FLATS,
    FLOW,
    STOCK,
    base_figures,
    degree_days_figure,
    houses_figure,
    land_figures,
    wood_growth_figure,
)
from autan.opendata.measures.queries.indicators import DEPARTMENT
from autan.opendata.measures.queries.yearly_series import places_around, series_at
from autan.opendata.observatory.queries.figures import figures_by_measure

type OwnFigures = dict[str, dict[str, Figure]]
"""What a territory gave, by kind, then code."""

_ENERGY = "energy"
FIRST_YEAR = 2015
_SERIES = {"electricity": "indicator-ore-electricity", "natural_gas": "indicator-ore-gas"}
_CATEGORIES = {"tertiary": "tertiaire", "industry_excl_energy": "industrie", "agriculture": "agriculture"}
_HEAT = "indicator-sdes-heat"
_DATED = ("electricity_residential", "gas_residential", "ghg_total")
"""Measures whose year is that of the state, the first that is known."""


def read_inputs(siren: str, own: OwnFigures) -> StateInputs:
    """Return what the starting state of a territory is made from.

    `own` is what it gave, as figures, by kind then code.
    """
    measures = figures_by_measure(siren)
    departments = [code for mesh, code in places_around(siren) if mesh == DEPARTMENT]
    return StateInputs(
        place=siren,
        year=_base_year(measures, own),
        measures=measures,
        department=_department_figures(departments[0]) if departments else {},
        heat=_last(series_at(_HEAT, mesh="epci", code=siren)),
        houses=houses_figure(siren),
        flats=houses_figure(f"{siren}-{FLATS}"),
        base=base_figures(siren),
        base_covered=physical_counts_of(siren).get(COVERED, 0.0),
        degree_days=degree_days_figure(departments[0]) if departments else None,
        wood_growth=wood_growth_figure(siren),
        land_flows=land_figures(siren, FLOW),
        land_stocks=land_figures(siren, STOCK),
        assumptions=shipped_assumptions(),
        own={cell_of(code): figure for code, figure in own.get(_ENERGY, {}).items()},
        own_rows={kind: figures for kind, figures in own.items() if kind != _ENERGY},
    )


def _base_year(measures: Mapping[str, Figure], own: OwnFigures) -> int:
    """The year of the measures; without any, the last year of what the territory gave."""
    years = [figure.period.end.year for figures in own.values() for figure in figures.values() if figure.period.end]
    ends = [figure.period.end for code in _DATED if (figure := measures.get(code)) and figure.is_known]
    return next((end.year for end in ends if end is not None), max(years, default=FIRST_YEAR))


def _last(figures: Sequence[Figure]) -> Figure | None:
    return figures[-1] if figures and figures[-1].value is not None else None


def _department_figures(department: str) -> dict[tuple[str, str], Figure]:
    """The last year of each sector of the department."""
    figures = {}
    for carrier, source in _SERIES.items():
        for sector, category in _CATEGORIES.items():
            with suppress(IndexError):
                figures[(carrier, sector)] = series_at(source, mesh=DEPARTMENT, code=department, category=category)[-1]
    return figures


def cell_of(code: str) -> tuple[str, str, str]:
    """Return the sector, the use and the carrier of a cell.

    >>> cell_of("residential-heating-oil")
    ('residential', 'heating', 'oil')
    """
    sector, use, carrier = code.split("-")
    return sector, use, carrier
