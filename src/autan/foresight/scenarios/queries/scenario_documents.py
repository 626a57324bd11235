"""Scenarios of documents, over a state that they hold or that the observatory gives, and the trend of a place."""

from autan.foresight.engine.core.assumptions import AssumptionSet
from autan.foresight.engine.core.national import find_path
from autan.foresight.engine.core.scenario_documents import ScenarioDocument, own_assumptions
from autan.foresight.engine.core.scenarios import Scenario, Trend
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.trends import build_trend
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library, shipped_paths
from autan.foresight.scenarios.queries.places import ForesightPlace, find_place
from autan.foresight.starting_states.queries.profiles import population_rate
from autan.ground.errors import DomainError


def trend_of(place: ForesightPlace, state: StartingState, assumptions: AssumptionSet) -> Trend:
    """Return what happens without levers: own population where two censuses tell it, national rates of energy."""
    known = {siren: rate for siren in place.states if (rate := population_rate(siren)) is not None}
    return build_trend(state, assumptions, population=known, is_fading=True)


def scenario_of(place: ForesightPlace, *, horizon: int, assumptions: AssumptionSet | None = None) -> Scenario:
    """Return the scenario of a place in which nothing is chosen, by the assumptions that ship without others."""
    state, assumptions = place.computed, assumptions or shipped_assumptions()
    return Scenario(
        title="",
        state=state,
        trend=trend_of(place, state, assumptions),
        assumptions=assumptions,
        library=shipped_library(),
        horizon=horizon,
    )


def open_scenario(document: ScenarioDocument) -> Scenario:
    """Return the scenario of a document.

    Raises:
        UnknownError: its place does not exist.
        InvalidAssumptionError: an own value is out of its bounds.
    """
    assumptions = own_assumptions(document, shipped_assumptions())
    if document.state is not None:
        state = document.state
        trend = build_trend(state, assumptions, population=document.population)
    elif document.place:
        place = find_place(document.place)
        state = place.computed
        trend = trend_of(place, state, assumptions)
    else:
        raise DomainError("ce scénario ne dit ni son lieu, ni ses quantités de départ")
    if document.is_flat:
        trend = Trend.flat(state)
    return Scenario(
        title=document.title,
        state=state,
        trend=trend,
        assumptions=assumptions,
        library=shipped_library(),
        levers=document.levers,
        horizon=document.horizon,
        national=find_path(shipped_paths(), document.national) if document.national else None,
    )
