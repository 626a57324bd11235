"""Everything that the starting state of a territory is made from, small tables that ship among it."""

from collections.abc import Mapping
from functools import lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.starting_states.core.counted_stocks import COVERED, WHOLE
from autan.foresight.starting_states.core.state_inputs import StateInputs, plain_unit, reference_figure
from autan.foresight.starting_states.core.state_totals import land_label
from autan.foresight.starting_states.importers import counted_columns
from autan.foresight.starting_states.lake.references import (
    LandCarbon,
    counts_of,
    degree_days_of,
    dwellings_of,
    land_carbon_of,
    wood_growth_of,
)
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.measures.queries.indicators import DEPARTMENT
from autan.opendata.measures.queries.yearly_series import last_at, places_around
from autan.opendata.observatory.core.lazy_figures import LazyFigures
from autan.opendata.observatory.queries.figures import figures_by_measure, unknown_measures

_DEGREE_YEAR = 2020
_LAND_YEAR = 2018
FLOW, STOCK = "flow", "stock"
FLATS = "flats"
_HOMES = "homes"
_SEEN_FROM_FAR = Sentence(
    "Ordre de grandeur d’ALDO, changements de 5 ha et plus, de 2012 à 2018\u202f; zéro\u00a0: rien n’a été vu."
)


def houses_figure(code: str) -> Figure | None:
    """Return the main residences of an EPCI that are houses, or flats (`243100518-flats`), or None."""
    siren, _, kind = code.partition("-")
    dwellings = dwellings_of(siren)
    if dwellings is None or kind not in ("", FLATS):
        return None
    label = Sentence("Maisons, résidences principales")
    return reference_figure(
        "dwellings",
        code,
        label=Sentence("Appartements, résidences principales") if kind else label,
        value=dwellings.flats if kind else dwellings.houses,
        unit=get_unit("dwellings"),
        year=dwellings.year,
    )


def base_figures(siren: str) -> Mapping[str, Figure]:
    """Return what is counted in an EPCI, by column, each made when asked for; what is not known is absent."""
    row = counts_of(siren)
    return LazyFigures([name for name in row if name != COVERED], lambda name: _base_figure(siren, name, row))


def _base_figure(siren: str, name: str, row: dict[str, float]) -> Figure:
    """Homes of an EPCI that the source holds in part are brought to the whole, between what is sure and what may be."""
    column, covered, value, note = counted_columns()[name], row.get(COVERED, WHOLE), row[name], NO_TEXT
    is_part = name.startswith(_HOMES) and covered < WHOLE
    if is_part:
        part, most = covered / WHOLE, row["homes"] * (WHOLE / covered - 1)
        low, high = (f"{end:,.0f}".replace(",", "\u202f") for end in (value, value + most))
        note = Sentence(
            "D’après les communes connues, {covered:.0f} % des résidences principales\u202f: de {low} à {high}.",
            covered=covered,
            low=low,
            high=high,
        )
        value = value / part
    return reference_figure(
        "physical_counts",
        f"{siren}-{name}",
        label=column.label,
        value=round(value, 1),
        unit=get_unit(column.unit) if column.is_unit else plain_unit(column.unit, decimals=0),
        year=column.year,
        note=note,
        state=ValueState.ESTIMATED if is_part else ValueState.OBSERVED,
    )


def base_figure(code: str) -> Figure | None:
    """Return the figure of a cell of the table of what is counted, or None: `243100518-homes_oil`."""
    siren, _, name = code.partition("-")
    return base_figures(siren).get(name)


def degree_days_figure(department: str) -> Figure | None:
    """Return the degree days of a department over those of metropolitan France, or None."""
    ratio = degree_days_of(department)
    if ratio is None:
        return None
    label = Sentence("Degrés-jours de chauffage, rapportés à la France")
    return reference_figure("degree_days", department, label=label, value=ratio, unit=plain_unit(""), year=_DEGREE_YEAR)


def wood_growth_figure(siren: str) -> Figure | None:
    """Return the wood of an EPCI that grows in a year and is neither cut nor dead, or None."""
    readings = wood_growth_of(siren)
    if readings is None:
        return None
    low, high = (f"{value:,.0f}".replace(",", "\u202f") for value in sorted(readings))
    return reference_figure(
        "wood_growth",
        siren,
        label=Sentence("Bois qui pousse et n’est ni coupé ni mort"),
        value=max(readings),
        unit=plain_unit("m³", decimals=0),
        year=_LAND_YEAR,
        note=Sentence(
            "De {low} à {high} m³ par an selon la lecture d’ALDO\u202f: la plus grande est retenue, comme un plafond.",
            low=low,
            high=high,
        ),
    )


def land_figures(siren: str, kind: str) -> dict[str, Figure]:
    """Return the carbon of the land of an EPCI by sink: what leaves in a year (`flow`), or what is held (`stock`)."""
    return {carbon.land: _land_figure(siren, carbon, kind) for carbon in land_carbon_of(siren)}


def _land_figure(siren: str, carbon: LandCarbon, kind: str) -> Figure:
    """Forests have two readings in the source: the smaller sink is taken, and both are told."""
    is_flow = kind == FLOW
    readings = (
        [carbon.flux_tco2e, carbon.other_flux_tco2e] if carbon.other_flux_tco2e is not None else [carbon.flux_tco2e]
    )
    low, high = (f"{-value:,.0f}".replace(",", "\u202f") for value in (max(readings), min(readings)))
    note = _SEEN_FROM_FAR
    if len(readings) > 1:
        note = Sentence(
            "De {low} à {high} t absorbées par an selon la lecture d’ALDO\u202f: la plus petite est retenue.",
            low=low,
            high=high,
        )
    return reference_figure(
        "land_carbon",
        f"{siren}-{carbon.land}-{kind}",
        label=land_label(carbon.land, is_stock=not is_flow),
        value=max(readings) if is_flow else carbon.stock_tco2e,
        unit=get_unit("tCO2e"),
        year=_LAND_YEAR,
        note=note if is_flow else NO_TEXT,
    )


def land_figure(code: str) -> Figure | None:
    """Return the figure of a cell of the table of land, or None: `243100518-forest-flow`."""
    siren, _, rest = code.partition("-")
    land, _, kind = rest.partition("-")
    return land_figures(siren, kind).get(land) if kind in (FLOW, STOCK) else None


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
    measures, unknown, heat = figures_by_measure(siren), unknown_measures(), last_at(_HEAT, mesh="epci", code=siren)
    departments = [code for mesh, code in places_around(siren) if mesh == DEPARTMENT]
    return StateInputs(
        place=siren,
        year=_base_year(measures, own),
        measures=measures,
        unknown=unknown,
        department=_department_figures(departments[0], lake_state()) if departments else {},
        heat=heat if heat is not None and heat.value is not None else None,
        houses=houses_figure(siren),
        flats=houses_figure(f"{siren}-{FLATS}"),
        base=base_figures(siren),
        base_covered=counts_of(siren).get(COVERED, 0.0),
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


@lru_cache(maxsize=128)
def _department_figures(department: str, _lake: LakeState) -> Mapping[tuple[str, str], Figure]:
    """The last year of each sector of the department."""
    figures = {}
    for carrier, source in _SERIES.items():
        for sector, category in _CATEGORIES.items():
            if figure := last_at(source, mesh=DEPARTMENT, code=department, category=category):
                figures[(carrier, sector)] = figure
    return figures


def cell_of(code: str) -> tuple[str, str, str]:
    """Return the sector, the use and the carrier of a cell.

    >>> cell_of("residential-heating-oil")
    ('residential', 'heating', 'oil')
    """
    sector, use, carrier = code.split("-")
    return sector, use, carrier
