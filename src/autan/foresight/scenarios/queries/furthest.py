"""What every lever of a place gives together, each at its highest plain level: by itself, then with the State."""

from functools import lru_cache

from autan.foresight.engine.core.furthest import furthest_levers
from autan.foresight.engine.core.scenarios import Scenario
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library, shipped_paths
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.trials import DEFAULT_HORIZON, NATIONAL_PATH, Trial, rooms_of, try_out


def furthest_trials(place: ForesightPlace) -> tuple[Trial, ...]:
    """Return the trial of these levers without a national path, then with each."""
    fields = dict(_choices(place.computed))
    return tuple(try_out(place, fields | {NATIONAL_PATH: code}) for code in ("", *shipped_paths()))


@lru_cache(maxsize=64)
def _choices(state: StartingState) -> tuple[tuple[str, str], ...]:
    """The parameters of an address that makes these choices, computed once for a state."""
    potentials = rooms_of(state)
    scenario = Scenario(
        title="",
        state=state,
        assumptions=shipped_assumptions(),
        library=shipped_library(),
        horizon=max(DEFAULT_HORIZON, state.base_year + 1),
    )
    return tuple(
        (f"n.{lever.kind}", str(len(levels)))
        if lever.quantity == (levels := potentials[lever.kind].levels)[-1]
        else (f"q.{lever.kind}", f"{lever.quantity:.12g}")
        for lever in furthest_levers(scenario, potentials)
    )
