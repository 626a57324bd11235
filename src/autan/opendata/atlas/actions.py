"""Writes the innovation layer of a network: whole, or from a table of sites that adds to it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload, compare, show_plainly
from autan.ground.errors import RuleError
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.opendata.atlas.core.innovation import EnergyChain, InnovationLayer, InnovationPlace
from autan.opendata.atlas.importers import StatedPlace, read_places
from autan.opendata.atlas.queries import find_innovation_layer
from autan.opendata.observatory.core.innovation_kinds import InnovationKind
from autan.opendata.observatory.models import EnergyChainRecord, InnovationPlaceRecord, InvolvedMember
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.actions.membership_imports import make_source, record_network_facts
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import fact_places, get_network


def keep_innovation_layer(*, by: Person | None, layer: InnovationLayer) -> bool:
    """Keep what is stated of the energy chains of a network, in place of what was kept before.

    Returns False when it is already kept just so: nothing is written then.
    Raises RuleError: the layer names a territory that is not followed, or a chain that it does not list.
    """
    network = get_network(layer.network)
    refusal = "seule la coordination du réseau décrit ses filières"
    with acting(
        by=by, act="keep_innovation_layer", permission="territories.coordinate_network", on=network, refusal=refusal
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


def innovation_import(network: Network) -> Import[StatedPlace | InnovationPlace]:
    """Return how a table of sites and clusters is taken in; those that it does not tell stay."""

    def write(by: Person | None, preview: Preview[StatedPlace | InnovationPlace]) -> None:
        contents = [item.record.content for item in preview.to_write]
        stated = [content for content in contents if isinstance(content, StatedPlace)]
        record_network_facts(by=by, network=network, facts=[content.fact for content in stated])
        keep_innovation_layer(by=by, layer=_with_places(_layer_of(network), stated))

    return Import(
        kind=f"innovation/{network.slug}",
        read=lambda upload: _preview(network, upload),
        write=write,
        fields={
            "chain": Sentence("Filière"),
            "kind": Sentence("État"),
            "commune": Sentence("Commune"),
            "since": Sentence("Connu depuis"),
            "until": Sentence("Jusqu’en"),
            "facts": Sentence("Énoncés"),
        },
        show=_show,
        lock=transaction.atomic,
    )


def _layer_of(network: Network) -> InnovationLayer:
    empty = InnovationLayer(network=network.slug, chains=(), chains_facts=(), involved={}, places=())
    return find_innovation_layer(network.slug) or empty


def _with_places(layer: InnovationLayer, stated: Sequence[StatedPlace]) -> InnovationLayer:
    """The layer with what was stated: a place of the same name in the same member is changed, others are added."""
    places = {_key(place): place for place in layer.places}
    chains = {chain.code: chain for chain in layer.chains}
    for content in stated:
        places[_key(content.place)] = content.place
        if content.place.chain:
            label = Text(content.chain, content.chain)
            chains.setdefault(content.place.chain, EnergyChain(code=content.place.chain, label=label))
    return replace(layer, chains=tuple(chains.values()), places=tuple(places.values()))


def _key(place: InnovationPlace) -> str:
    return f"{place.siren}/{fold_accents(place.label.fr)}"


def _preview(network: Network, upload: Upload) -> Preview[StatedPlace | InnovationPlace]:
    findings = Findings()
    read = read_places(upload, places=fact_places(network), make_source=make_source, findings=findings)
    if findings.faults:
        return Preview(file=upload.file, faults=tuple(findings.faults))
    existing = {_key(place): place for place in _layer_of(network).places}
    known = [(line, _with_known_facts(content, existing.get(_key(content.place)))) for line, content in read]
    current = {key: _record(place, place) for key, place in existing.items()}
    return Preview(
        file=upload.file, items=compare([_record(content.place, content, line) for line, content in known], current)
    )


def _with_known_facts(content: StatedPlace, existing: InnovationPlace | None) -> StatedPlace:
    """What a row states, beside what was stated of the same place before."""
    facts = tuple(dict.fromkeys([*(existing.facts if existing else ()), *content.place.facts]))
    return replace(content, place=replace(content.place, facts=facts))


def _record(
    place: InnovationPlace, content: StatedPlace | InnovationPlace, line: int | None = None
) -> Record[StatedPlace | InnovationPlace]:
    fields = {name: getattr(place, name) for name in ("chain", "kind", "commune", "since", "until", "facts")}
    return Record(key=_key(place), name=place.label, fields=fields, content=content, line=line)


def _show(item: PreviewItem[Any], field: str, value: Any) -> str:
    if field == "kind" and value:
        return words(InnovationKind(value).label)
    return str(len(value)) if field == "facts" else show_plainly(item, field, value)
