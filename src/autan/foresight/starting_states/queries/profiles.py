"""What a territory is shared out by in a national strategy: pivots, degree days, population, observed emissions."""

from dataclasses import replace
from functools import lru_cache

from autan.foresight.starting_states.core.reference_curves import TerritoryProfile
from autan.foresight.starting_states.core.state_cells import TerritoryState
from autan.foresight.starting_states.lake.references import FRANCE, degree_days_of, dwellings_of
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.measures.queries.indicators import DEPARTMENT
from autan.opendata.measures.queries.yearly_series import places_around, series_at, yearly_totals

_CENSUS, _ESTIMATES = "indicator-insee-census", "indicator-insee-population"
_SINCE, _LAST_CENSUS = 2015, 2022
_OVERSEAS = "97"
_FEWEST_CENSUSES = 2


def profile_of(state: TerritoryState) -> TerritoryProfile:
    """Return the quantities by which national figures are allotted to a territory."""
    observed = {
        code: (figure.period.end.year, float(figure.value))
        for code, figure in state.emissions.items()
        if figure.value is not None and figure.period.end is not None
    }
    return replace(_profile(state.siren, lake_state()), observed=observed)


@lru_cache(maxsize=2048)
def _profile(siren: str, lake: LakeState) -> TerritoryProfile:
    """Return the pivots of a territory, without what is observed there; the queries of its census series, once."""
    dwellings, nation = dwellings_of(siren), dwellings_of(FRANCE)
    departments = [code for mesh, code in places_around(siren) if mesh == DEPARTMENT]
    names = ("houses", "flats", "main_residences")
    return TerritoryProfile(
        siren=siren,
        pivots={name: float(getattr(dwellings, name)) for name in names} if dwellings else {},
        national_pivots={name: float(getattr(nation, name)) for name in names} if nation else {},
        degree_days=degree_days_of(departments[0]) if departments else None,
        population={
            figure.period.end.year: figure.value
            for figure in series_at(_CENSUS, mesh="epci", code=siren, since=_SINCE)
            if figure.value is not None and figure.period.end is not None
        },
        national_population=_national_population(lake),
        observed={},
    )


@lru_cache(maxsize=4)
def _national_population(_state: LakeState) -> dict[int, float]:
    """Population of metropolitan France, from the estimates of its departments."""
    totals = yearly_totals(_ESTIMATES, mesh=DEPARTMENT, without=_OVERSEAS)
    return {year: total for year, total in totals.items() if _SINCE <= year <= _LAST_CENSUS}


def population_rate(siren: str) -> float | None:
    """Return the yearly rate of a population between its first and last census since 2015, or None."""
    points = [
        (figure.period.end.year, float(figure.value))
        for figure in series_at(_CENSUS, mesh="epci", code=siren, since=_SINCE)
        if figure.value and figure.period.end is not None
    ]
    if len(points) < _FEWEST_CENSUSES:
        return None
    (first, before), (last, after) = points[0], points[-1]
    return float((after / before) ** (1 / (last - first)) - 1)
