"""The starting state of territories, from the observatory, the reference tables and what they gave."""

from collections.abc import Sequence
from functools import lru_cache

from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.scenarios.queries.own_quantities import GivenQuantity, given_quantities, own_figures
from autan.foresight.starting_states.core.state_cells import TerritoryState, territory_state
from autan.foresight.starting_states.queries.inputs import read_inputs
from autan.ground.heavy_work import enter_lane_for
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.observatory.core.own_values import HeldValue
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.people.journal.queries import last_entry_id


def territory_states(sirens: Sequence[str]) -> dict[str, TerritoryState]:
    """Return the starting states of territories, by SIREN, in the order given. Two queries."""
    enter_lane_for(len(sirens))
    lake, holdings, quantities = lake_state(), current_holdings(), given_quantities(sirens)
    return {siren: _state_of(siren, lake, holdings.get(siren, ()), quantities.get(siren, ())) for siren in sirens}


@lru_cache(maxsize=2048)
def _state_of(
    siren: str, _lake: LakeState, _held: tuple[HeldValue, ...], quantities: tuple[GivenQuantity, ...]
) -> TerritoryState:
    """The starting state of a territory, kept while its arguments are: the versions of what it is made of."""
    return territory_state(read_inputs(siren, own_figures(quantities)))


def data_version() -> str:
    """Return a text that changes whenever a state may: editions of the lake, keys, and acts on what was given."""
    editions = ",".join(f"{edition.card.source}@{edition.card.data_date}" for edition in lake_state())
    return f"{editions}/{shipped_assumptions().version}/{last_entry_id('foresight', 'observatory', 'territories')}"
