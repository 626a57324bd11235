"""A territory or a network, as the pages of the room take them, and its starting state."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.foresight.engine.core.axes import Carrier, Sector
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.scenarios.queries.own_quantities import GivenQuantity, given_quantities, own_figures
from autan.foresight.starting_states.core.state_arrays import common_sectors, starting_state
from autan.foresight.starting_states.core.state_cells import TerritoryState, territory_state
from autan.foresight.starting_states.core.state_totals import (
    carriers_of,
    emissions_totals,
    land_totals,
    network_carriers,
    sector_totals,
)
from autan.foresight.starting_states.queries.inputs import read_inputs
from autan.ground.heavy_work import enter_lane_for
from autan.ground.request_cache import cached_per_request
from autan.ground.wordings import Text
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.observatory.core.own_values import HeldValue
from autan.opendata.observatory.queries.figures import members_of
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.people.journal.queries import request_mark
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.bodies import find_territory, known_bodies
from autan.territories.networks.queries.networks import get_network


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
    return f"{editions}/{shipped_assumptions().version}/{request_mark('foresight', 'observatory', 'territories')}"


_SIREN_LENGTH = 9


@dataclass(frozen=True, kw_only=True)
class ForesightPlace:
    """A place whose future is looked at.

    Attributes:
        code: SIREN of a territory, or slug of a network.
        names: short name of each territory, by SIREN.
        states: state of each territory, by SIREN, in order.
    """

    code: str
    name: Text
    names: dict[str, str]
    states: dict[str, TerritoryState]
    is_network: bool
    is_invented: bool

    @property
    def year(self) -> int:
        """Base year."""
        return max(state.year for state in self.states.values())

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """Sectors that are whole everywhere."""
        return common_sectors(tuple(self.states.values()))

    @property
    def computed(self) -> StartingState:
        """The state of the sectors that are whole everywhere: what a trend or a scenario is about."""
        return _computed_state(tuple(self.states.values()))

    @cached_property
    def carriers(self) -> dict[tuple[Sector, Carrier], Figure]:
        """Energy by sector and carrier."""
        states = tuple(self.states.values())
        return _network_carriers(states, self.code) if self.is_network else carriers_of(states[0])

    @cached_property
    def totals(self) -> dict[Sector, Figure]:
        """Energy by sector."""
        return sector_totals(self.carriers, self.code, self.year)

    @cached_property
    def emissions(self) -> dict[str, Figure]:
        """Observed emissions by sector."""
        states = tuple(self.states.values())
        return emissions_totals(states, self.code) if self.is_network else dict(states[0].emissions)

    @property
    def communes(self) -> int:
        """How many communes there are, all territories together; 0 where one of them does not say."""
        bodies = known_bodies(tuple(self.states))
        counts = [bodies[siren].communes if siren in bodies else 0 for siren in self.states]
        return sum(counts) if all(counts) else 0

    @property
    def is_exact(self) -> bool:
        """True where the energy and the emissions that a scenario starts from are known, and not at least or about."""
        starts = [figure for sector, figure in self.totals.items() if sector.value in self.sectors]
        starts += [figure for code, figure in self.emissions.items() if code in self.sectors]
        return all(figure.interval is not None and figure.interval.is_exact for figure in starts)

    @cached_property
    def land(self) -> tuple[dict[str, Figure], dict[str, Figure]]:
        """Carbon that leaves soils, forests and wood in a year, and carbon that they hold, by sink."""
        states = tuple(self.states.values())
        return land_totals(states, self.code) if self.is_network else (dict(states[0].sinks), dict(states[0].stocks))


_network_carriers = lru_cache(maxsize=16)(network_carriers)


@lru_cache(maxsize=64)
def _computed_state(states: tuple[TerritoryState, ...]) -> StartingState:
    """Return one object for the same states, kept until their data change."""
    return starting_state(states).within(common_sectors(states))


def find_place(code: str) -> ForesightPlace:
    """Return a place by the SIREN of a territory or the slug of a network."""
    if len(code) == _SIREN_LENGTH and code.isdecimal():
        territory = find_territory(code)
        return ForesightPlace(
            code=code,
            name=Text(territory.name, territory.name),
            names={code: territory.short_name},
            states=territory_states([code]),
            is_network=False,
            is_invented=territory.is_invented,
        )
    network = get_network(code)
    names = {member.siren: member.short_name for member in members_of(code)}
    return ForesightPlace(
        code=code,
        name=network.name,
        names=names,
        states=cached_per_request(("network-state", code), lambda: territory_states(list(names))),
        is_network=True,
        is_invented=network.is_invented,
    )


def body_of(place: ForesightPlace) -> Network | Territory:
    """Return the network or the territory itself; a territory that no network follows is not kept."""
    return get_network(place.code) if place.is_network else find_territory(place.code)
