"""What is published of networks, of their members and of the facts that sources state of them."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.stated_facts import Confidence, Topic
from autan.evidence.figures.importers import read_columns
from autan.ground.extension_points import PublishedFigures, PublishedTable
from autan.ground.wordings import Sentence
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.queries.bodies import invented_sirens, known_bodies
from autan.territories.networks.queries.figures import figures_of_bodies, figures_of_members
from autan.territories.networks.queries.networks import facts_of_network, get_network, network_members
from autan.territories.perimeters.core.bodies import EpciKind


def _network_rows(slug: str) -> Iterator[tuple[Any, ...]]:
    network = get_network(slug)
    yield slug, network.name_fr, network.name_en, len(network_members(slug)), network.is_invented


def _member_rows(slug: str) -> Iterator[tuple[Any, ...]]:
    members = network_members(slug)
    sirens = [member.siren for member in members]
    bodies, invented = known_bodies(sirens), invented_sirens(sirens)
    for member in members:
        body = bodies.get(member.siren)
        yield (
            slug,
            member.siren,
            member.name,
            member.short_name,
            member.kind,
            body.population if body else None,
            body.communes if body else None,
            member.valid_from,
            member.valid_to,
            member.certainty.value,
            member.siren in invented,
        )


def _figures(slug: str) -> Iterator[Figure]:
    """Those of the network where every member is known, then those of the members that are."""
    members = network_members(slug)
    known = known_bodies([member.siren for member in members])
    if len(known) == len(members):
        yield from figures_of_members(slug, members)
    for figures in figures_of_bodies(list(known)).values():
        yield from figures


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for fact in facts_of_network(get_network(slug)):
        yield (
            slug,
            fact.siren or None,
            fact.id,
            fact.subject,
            fact.topic,
            fact.period or None,
            fact.statement_fr,
            fact.statement_en,
            None if fact.value is None else float(fact.value),
            fact.unit_fr or None,
            fact.confidence,
            fact.source.title,
            fact.source.producer,
            fact.source.licence or None,
            fact.source.url or None,
            fact.locator,
            fact.is_invented,
        )


PUBLISHED = (
    PublishedTable(
        name="networks",
        rank=10,
        title=Sentence("Réseaux"),
        description=Sentence("Un réseau de territoires par ligne."),
        columns=read_columns("territories", "networks"),
        key=("network",),
        rows=_network_rows,
    ),
    PublishedTable(
        name="territories",
        rank=20,
        title=Sentence("Collectivités membres"),
        description=Sentence("Un membre d’un réseau par ligne, avec les dates et la certitude de son adhésion."),
        columns=read_columns("territories", "territories", {"kind": EpciKind, "certainty": Certainty}),
        key=("network", "siren"),
        rows=_member_rows,
    ),
    PublishedFigures(rank=10, figures=_figures),
    PublishedTable(
        name="facts",
        rank=30,
        title=Sentence("Faits sourcés"),
        description=Sentence("Un énoncé d’une source, à un endroit précis, par ligne."),
        columns=read_columns("territories", "facts", {"topic": Topic, "confidence": Confidence}),
        key=("network", "fact"),
        rows=_rows,
    ),
)
