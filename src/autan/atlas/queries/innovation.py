"""The innovation layer of a network, as it was kept."""

from autan.atlas.core.innovation import EnergyChain, InnovationLayer, InnovationPlace
from autan.evidence.core.texts import Text
from autan.observatory.core.innovation_kinds import InnovationKind
from autan.observatory.models import EnergyChainRecord, InnovationPlaceRecord, InvolvedMember


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
        places=tuple(_place(place) for place in places),
    )


def _place(row: InnovationPlaceRecord) -> InnovationPlace:
    return InnovationPlace(
        label=Text(row.label_fr, row.label_en),
        facts=tuple(row.facts),
        kind=InnovationKind(row.kind),
        siren=row.territory.siren if row.territory else "",
        commune=row.commune,
        chain=row.chain.code if row.chain else "",
        since=row.since,
        until=row.until,
    )
