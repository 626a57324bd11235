"""The trend of a place: its population as the censuses saw it move, and national slopes."""

from autan.foresight.queries.places import ForesightPlace
from autan.scenarios.core.assumptions import AssumptionSet
from autan.scenarios.core.scenarios import Trend
from autan.scenarios.core.state import StartingState
from autan.scenarios.core.trends import build_trend
from autan.starting_states.queries.profiles import population_rate


def trend_of(place: ForesightPlace, state: StartingState, assumptions: AssumptionSet) -> Trend:
    """Return what happens without levers: own population where two censuses tell it, national slopes of energy.

    No source gives eight years of energy by sector for a territory yet, so no slope is its own.
    """
    known = {siren: rate for siren in place.states if (rate := population_rate(siren)) is not None}
    return build_trend(state, assumptions, population=known)
