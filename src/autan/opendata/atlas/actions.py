"""Writes the innovation layer of a network."""

from autan.ground.errors import RuleError
from autan.opendata.atlas.core.innovation import InnovationLayer
from autan.opendata.atlas.queries import find_innovation_layer
from autan.opendata.observatory.models import EnergyChainRecord, InnovationPlaceRecord, InvolvedMember
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import get_network


def keep_innovation_layer(*, by: Person | None, layer: InnovationLayer) -> bool:
    """Keep what is stated of the energy chains of a network, in place of what was kept before.

    Returns:
        False when it is already kept just so: nothing is written then.

    Raises:
        UnknownNetworkError: there is no such network.
        NotAllowedError: `by` does not coordinate it.
        RuleError: the layer names a territory that is not followed, or a chain that it does not list.
    """
    network = get_network(layer.network)
    refusal = "seule la coordination du réseau décrit ses filières"
    with acting(
        by=by,
        act="keep_innovation_layer",
        permission="territories.coordinate_network",
        on=network,
        refusal=refusal,
    ) as act:
        if find_innovation_layer(network.slug) == layer:
            return False
        _replace(network, layer)
        act.record(
            ObjectRef("observatory", "innovation", network.slug),
            summary=f"Filières et sites d’innovation : {len(layer.chains)} filières, {len(layer.places)} lieux",
            network=network.slug,
        )
    return True


def _replace(network: Network, layer: InnovationLayer) -> None:
    for model in (InnovationPlaceRecord, InvolvedMember, EnergyChainRecord):
        model.objects.filter(network=network).delete()
    territories = _territories({*layer.involved, *(place.siren for place in layer.places if place.siren)})
    chains = {
        chain.code: EnergyChainRecord.objects.create(
            network=network,
            code=chain.code,
            label_fr=chain.label.fr,
            label_en=chain.label.en,
            facts=list(layer.chains_facts),
        )
        for chain in layer.chains
    }
    unknown = {place.chain for place in layer.places if place.chain} - set(chains)
    if unknown:
        message = "filières inconnues\u00a0: {items}"
        raise RuleError(message, items=", ".join(sorted(unknown)))
    InvolvedMember.objects.bulk_create(
        InvolvedMember(network=network, territory=territories[siren], fact=fact)
        for siren, fact in layer.involved.items()
    )
    InnovationPlaceRecord.objects.bulk_create(
        InnovationPlaceRecord(
            network=network,
            kind=place.kind,
            label_fr=place.label.fr,
            label_en=place.label.en,
            territory=territories.get(place.siren),
            commune=place.commune,
            chain=chains.get(place.chain),
            since=place.since,
            until=place.until,
            facts=list(place.facts),
        )
        for place in layer.places
    )


def _territories(sirens: set[str]) -> dict[str, Territory]:
    territories = Territory.objects.in_bulk(sirens, field_name="siren")
    if len(territories) < len(sirens):
        message = "territoires que l’instance ne suit pas\u00a0: {items}"
        raise RuleError(message, items=", ".join(sorted(sirens - set(territories))))
    return territories
