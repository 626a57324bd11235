"""What is published of networks, of their members of facts that sources state; figures to quote."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.stated_facts import Confidence, Topic
from autan.evidence.figures.importers import read_columns
from autan.ground.errors import UnknownError
from autan.ground.extension_points import (
    CatalogueFigure,
    CatalogueTopic,
    DigestFigure,
    DigestPart,
    Headline,
    HeadlineTopic,
    NetworkDigest,
    PublishedFigures,
    PublishedTable,
    TerritoryDigest,
)
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.core.addresses import RegisterAddress
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.queries.bodies import invented_sirens, known_bodies
from autan.territories.networks.queries.figures import (
    COMMUNES,
    POPULATION,
    count_members,
    figures_of_bodies,
    figures_of_members,
    network_figures,
    territory_figures,
)
from autan.territories.networks.queries.networks import facts_of_network, get_network, network_members
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.lake.register import LATEST, UnknownTerritoryError, register_source


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


def _figures(slug: str, siren: str) -> Iterator[Figure]:
    """Those of the network where every member is known, then those of the members that are; of one member, its own."""
    members = network_members(slug)
    known = known_bodies([siren] if siren else [member.siren for member in members])
    if not siren and len(known) == len(members):
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


_TITLE = Sentence("Les territoires")


def _producer() -> Text:
    title = register_source().title
    return Text(title, title)


def _members(measure: str) -> str:
    """Address of a measure of each member, whose SIREN is put in it."""
    return str(RegisterAddress(place="{siren}", measure=measure, vintage=LATEST))


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return the members of a network, then its communes and its population, with the address of those of each member.

    Without communes nor population when a member is not in the register. Two queries.
    """
    counted = count_members(network)
    if counted is None:
        return []
    members = CatalogueFigure(figure=counted, source=get_network(network).name)
    with suppress(UnknownError):
        communes, population = network_figures(network)
        return [
            members,
            CatalogueFigure(figure=communes, source=_producer(), members=_members(COMMUNES)),
            CatalogueFigure(figure=population, source=_producer(), members=_members(POPULATION)),
        ]
    return [members]


def network_headlines(network: str) -> Sequence[Headline]:
    """Return the addresses of the population and the communes of a network, for its first note."""
    return [
        Headline(
            code=measure,
            figure_id=str(RegisterAddress(place=network, measure=measure, vintage=LATEST)),
            source=_producer(),
            members=_members(measure),
        )
        for measure in (POPULATION, COMMUNES)
    ]


CATALOGUE = (
    CatalogueTopic(rank=10, title=_TITLE, build=catalogue_figures),
    HeadlineTopic(rank=10, title=_TITLE, build=network_headlines),
)


_IMAGINED = Sentence("Nombre imaginé pour essayer")


def _build(siren: str, _reader: Any) -> DigestPart:
    return DigestPart(figures=[_inhabitants(territory_figures(siren))])


def _of_network(slug: str, _reader: Any) -> DigestPart:
    try:
        figures = network_figures(slug)
    except UnknownTerritoryError:  # a member that no register holds
        return DigestPart()
    return DigestPart(figures=[_inhabitants(figures)] if figures else ())


def _inhabitants(figures: Sequence[Figure]) -> DigestFigure:
    _communes, population = figures
    title = register_source().title
    return DigestFigure(
        figure=population, source=_IMAGINED if population.method.name == "invented" else Text(title, title)
    )


REGISTER_DIGEST = TerritoryDigest(rank=10, build=_build)
REGISTER_NETWORK_DIGEST = NetworkDigest(rank=10, build=_of_network)
