"""The only readers of the room, one file a question."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Text
from autan.opendata.atlas.core.innovation import EnergyChain, InnovationLayer, InnovationPlace
from autan.opendata.atlas.core.peers import Peer, Profile, climate_zone, nearest_peers
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.observatory.core.innovation_kinds import InnovationKind
from autan.opendata.observatory.models import EnergyChainRecord, InnovationPlaceRecord, InvolvedMember
from autan.opendata.observatory.queries.compared_places import dates_of, everywhere
from autan.opendata.observatory.queries.figures import provider_figures
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.lake import register
from autan.territories.perimeters.lake.france import areas_km2, main_departments

# The innovation layer of a network, as it was kept.


def find_innovation_layer(slug: str) -> InnovationLayer | None:
    """The layer of a network, or None. Three queries."""
    chains = list(EnergyChainRecord.objects.filter(network__slug=slug))
    if not chains:
        return None
    places = InnovationPlaceRecord.objects.filter(network__slug=slug).select_related("territory", "chain")
    involved = InvolvedMember.objects.filter(network__slug=slug).values_list("territory__siren", "fact")
    return InnovationLayer(
        network=slug,
        chains=tuple(EnergyChain(code=chain.code, label=Text(chain.label_fr, chain.label_en)) for chain in chains),
        chains_facts=tuple(chains[0].facts),
        involved=dict(involved),
        places=tuple(
            InnovationPlace(
                label=Text(place.label_fr, place.label_en),
                facts=tuple(place.facts),
                kind=InnovationKind(place.kind),
                siren=place.territory.siren if place.territory else "",
                commune=place.commune,
                chain=place.chain.code if place.chain else "",
                since=place.since,
                until=place.until,
            )
            for place in places
        ),
    )


def count_innovation_places(slug: str) -> int:
    """How many sites and chains the layer of a network names. One query."""
    return InnovationPlaceRecord.objects.filter(network__slug=slug).count()


# The territories most like one, from what the register, the contours and the lake know of each.


_SOURCES = ("wind", "hydro", "bioenergy")
_HOMES = "electricity_delivery_points_second_source"


def peers_of(siren: str, *, among: Iterable[str], count: int = 10) -> tuple[Peer, ...]:
    """The territories most like one, among some. Raises TooFewTraitsError: too little is known of the territory."""
    profiles = _profiles(lake_state())
    target = profiles.get(siren) or Profile(siren=siren, kind="")
    return nearest_peers(target, [profiles[other] for other in among if other in profiles], count=count)


def profile_of(siren: str) -> Profile | None:
    """What is known of a territory; None for one that the register does not hold."""
    return _profiles(lake_state()).get(siren)


def resources_of(siren: str) -> frozenset[str]:
    """Sources whose power connected in a territory is known and not nil: wind, hydro, bioenergy."""
    figures = provider_figures(siren)
    own = {source: figures.get(f"capacity_{source}") for source in _SOURCES}
    return frozenset(source for source, figure in own.items() if figure and figure.is_known and figure.value)


@lru_cache(maxsize=4)
def _profiles(state: LakeState) -> Mapping[str, Profile]:
    """Profile of every territory of the register, from what the register, the contours and the lake know."""
    dates = dates_of(_HOMES)
    homes = everywhere(_HOMES, dates[0], state) if dates else {}
    return {
        siren: _profile(register.find_epci(siren), areas_km2().get(siren), homes.get(siren), department)
        for siren, department in main_departments().items()
    }


def _profile(epci: Epci, area_km2: float | None, homes: Figure | None, department: str) -> Profile:
    population = epci.population or None
    points = homes.value if homes else None
    return Profile(
        siren=epci.siren,
        kind=epci.kind,
        population=population,
        density_per_km2=population / area_km2 if population and area_km2 else None,
        homes_per_inhabitant=points / population if points and population else None,
        climate=climate_zone(department),
    )
