"""The innovation layer of a network, as it was kept."""

from autan.ground.texts.core.texts import Text
from autan.opendata.atlas.core.innovation import EnergyChain, InnovationLayer, InnovationPlace
from autan.opendata.observatory.core.innovation_kinds import InnovationKind
from autan.opendata.observatory.models import EnergyChainRecord, InnovationPlaceRecord, InvolvedMember


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
