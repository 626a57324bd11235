"""The starting state of territories and networks, from the observatory, the reference tables and what they gave."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import NO_TEXT, Text
from autan.evidence.core.units import get_unit
from autan.foresight.queries.own_quantities import (
    ENERGY,
    GivenQuantity,
    OwnFigures,
    cell_of,
    given_quantities,
    own_figures,
)
from autan.journal.queries import last_entry_id
from autan.observatory.core.own_values import HeldValue
from autan.observatory.queries.editions import LakeState, lake_state
from autan.observatory.queries.figures import figures_by_measure, members_of
from autan.observatory.queries.own_values import current_holdings
from autan.observatory.queries.yearly_series import DEPARTMENT, places_around, series_at
from autan.request_cache import cached_per_request
from autan.scenarios.importers.assumptions import shipped_assumptions
from autan.starting_states.core.state_arrays import common_sectors
from autan.starting_states.core.state_cells import TerritoryState, territory_state
from autan.starting_states.core.state_inputs import StateInputs, plain_unit, reference_figure
from autan.starting_states.core.state_totals import land_label
from autan.starting_states.lake.references import LandCarbon, degree_days_ratio, dwellings_of, land_carbon_of
from autan.territories.core.members import Member

FIRST_YEAR = 2015
_SERIES = {"electricity": "indicator-ore-electricity", "natural_gas": "indicator-ore-gas"}
_CATEGORIES = {"tertiary": "tertiaire", "industry_excl_energy": "industrie", "agriculture": "agriculture"}
_HEAT = "indicator-sdes-heat"
_DATED = ("electricity_residential", "gas_residential", "ghg_total")
"""Measures whose year is that of the state, the first that is known."""
_DEGREE_YEAR = 2020
_LAND_YEAR = 2018
FLOW, STOCK = "flow", "stock"
_SEEN_FROM_FAR = Text(
    "Ordre de grandeur d’ALDO, changements de 5 ha et plus, de 2012 à 2018\u202f; zéro\u00a0: rien n’a été vu.",
    "Order of magnitude of ALDO: changes of 5 ha and more, from 2012 to 2018; zero means that none was seen.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkState:
    """The starting state of a network: its members one by one, and as arrays.

    Attributes:
        members: members in the order of the network.
        states: the state of each, by SIREN.
        sectors: sectors that are whole in every member: what can be added without a gap.
    """

    members: tuple[Member, ...]
    states: dict[str, TerritoryState]
    sectors: tuple[str, ...]


def territory_states(sirens: Sequence[str]) -> dict[str, TerritoryState]:
    """Return the starting states of territories, by SIREN, in the order given. Two queries."""
    lake, holdings, given = lake_state(), current_holdings(), given_quantities(sirens)
    return {siren: _state_of(siren, lake, holdings.get(siren, ()), given.get(siren, ())) for siren in sirens}


@lru_cache(maxsize=2048)
def _state_of(
    siren: str, lake: LakeState, held: tuple[HeldValue, ...], given: tuple[GivenQuantity, ...]
) -> TerritoryState:
    """The starting state of a territory, kept for as long as what it is made of is the same."""
    del lake, held  # read again below, through what they are the versions of
    return territory_state(_inputs(siren, figures_by_measure(siren), own_figures(given)))


def find_network_state(slug: str) -> NetworkState:
    """Return the starting state of a network, from those of its members; once in a request."""
    return cached_per_request(("network-state", slug), lambda: _network_state(slug))


def _network_state(slug: str) -> NetworkState:
    members = members_of(slug)
    states = territory_states([member.siren for member in members])
    return NetworkState(members=members, states=states, sectors=common_sectors(tuple(states.values())))


def data_version() -> str:
    """Return a text that changes whenever a state may: editions of the lake, keys, and acts on what was given."""
    editions = ",".join(f"{each.card.source}@{each.card.data_date}" for each in lake_state())
    return f"{editions}/{shipped_assumptions().version}/{last_entry_id('foresight', 'observatory', 'territories')}"


def _inputs(siren: str, measures: dict[str, Figure], own: OwnFigures) -> StateInputs:
    departments = [code for mesh, code in places_around(siren) if mesh == DEPARTMENT]
    return StateInputs(
        place=siren,
        year=_base_year(measures, own),
        measures=measures,
        department=_department_figures(departments[0]) if departments else {},
        heat=_last(series_at(_HEAT, mesh="epci", code=siren)),
        houses=houses_figure(siren),
        degree_days=degree_days_figure(departments[0]) if departments else None,
        land_flows=land_figures(siren, FLOW),
        land_stocks=land_figures(siren, STOCK),
        assumptions=shipped_assumptions(),
        own={cell_of(code): figure for code, figure in own.get(ENERGY, {}).items()},
        own_rows={kind: held for kind, held in own.items() if kind != ENERGY},
    )


def _base_year(measures: dict[str, Figure], own: OwnFigures) -> int:
    """The year of the measures; without any, the last year of what the territory gave."""
    given = [figure.period.end.year for held in own.values() for figure in held.values() if figure.period.end]
    ends = [figure.period.end for code in _DATED if (figure := measures.get(code)) and figure.is_known]
    return next((end.year for end in ends if end is not None), max(given, default=FIRST_YEAR))


def _last(figures: Sequence[Figure]) -> Figure | None:
    return figures[-1] if figures and figures[-1].value is not None else None


def _department_figures(department: str) -> dict[tuple[str, str], Figure]:
    """The last year of each sector of the department."""
    found = {}
    for carrier, source in _SERIES.items():
        for sector, category in _CATEGORIES.items():
            with suppress(IndexError):
                found[(carrier, sector)] = series_at(source, mesh=DEPARTMENT, code=department, category=category)[-1]
    return found


def houses_figure(siren: str) -> Figure | None:
    """Return the main residences of an EPCI that are houses, or None."""
    held = dwellings_of(siren)
    if held is None:
        return None
    return reference_figure(
        "dwellings",
        siren,
        label=Text("Maisons, résidences principales", "Houses, main residences"),
        value=held.houses,
        unit=get_unit("dwellings"),
        year=held.year,
    )


def degree_days_figure(department: str) -> Figure | None:
    """Return the degree days of a department over those of metropolitan France, or None."""
    ratio = degree_days_ratio(department)
    if ratio is None:
        return None
    label = Text("Degrés-jours de chauffage, rapportés à la France", "Heating degree days, over those of France")
    return reference_figure("degree_days", department, label=label, value=ratio, unit=plain_unit(""), year=_DEGREE_YEAR)


def land_figures(siren: str, kind: str) -> dict[str, Figure]:
    """Return the carbon of the land of an EPCI by sink: what leaves in a year (`flow`), or what is held (`stock`)."""
    return {each.land: _land_figure(siren, each, kind) for each in land_carbon_of(siren)}


def _land_figure(siren: str, each: LandCarbon, kind: str) -> Figure:
    """Forests have two readings in the source: the smaller sink is taken, and both are told."""
    is_flow = kind == FLOW
    readings = [each.flux_tco2e, each.other_flux_tco2e] if each.other_flux_tco2e is not None else [each.flux_tco2e]
    low, high = (f"{-value:,.0f}".replace(",", "\u202f") for value in (max(readings), min(readings)))
    note = _SEEN_FROM_FAR
    if len(readings) > 1:
        note = Text(
            f"De {low} à {high} t absorbées par an selon la lecture d’ALDO\u202f: la plus petite est retenue.",
            f"From {low} to {high} t taken in a year by the reading of ALDO: the smaller one is taken.",
        )
    return reference_figure(
        "land_carbon",
        f"{siren}-{each.land}-{kind}",
        label=land_label(each.land, is_stock=not is_flow),
        value=max(readings) if is_flow else each.stock_tco2e,
        unit=get_unit("tCO2e"),
        year=_LAND_YEAR,
        note=note if is_flow else NO_TEXT,
    )


def land_figure(code: str) -> Figure | None:
    """Return the figure of a cell of the table of land, or None: `243100518-forest-flow`."""
    siren, _, rest = code.partition("-")
    land, _, kind = rest.partition("-")
    return land_figures(siren, kind).get(land) if kind in (FLOW, STOCK) else None
