"""The trend of a place: its population as the censuses saw it move, and national slopes."""

from autan.foresight.queries.places import ForesightPlace
from autan.observatory.queries.yearly_series import series_at
from autan.scenarios.core.assumptions import AssumptionSet
from autan.scenarios.core.scenarios import Trend
from autan.scenarios.core.state import StartingState
from autan.scenarios.core.trends import build_trend

CENSUS = "indicator-insee-census"
SINCE = 2015
_FEWEST = 2


def trend_of(place: ForesightPlace, state: StartingState, assumptions: AssumptionSet) -> Trend:
    """Return what happens without levers: own population where two censuses tell it, national slopes of energy.

    No source gives eight years of energy by sector for a territory yet, so no slope is its own.
    """
    known = {siren: rate for siren in place.states if (rate := population_rate(siren)) is not None}
    return build_trend(state, assumptions, population=known)


def population_rate(siren: str) -> float | None:
    """Return the yearly rate of a population between its first and last census since 2015, or None."""
    points = [
        (figure.period.end.year, float(figure.value))
        for figure in series_at(CENSUS, mesh="epci", code=siren, since=SINCE)
        if figure.value and figure.period.end is not None
    ]
    if len(points) < _FEWEST:
        return None
    (first, before), (last, after) = points[0], points[-1]
    return float((after / before) ** (1 / (last - first)) - 1)
