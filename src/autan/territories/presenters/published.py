"""What is published of networks and of their members."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.evidence.presenters.published import INVENTED_COLUMN, NETWORK_COLUMN, SIREN_COLUMN, text_column
from autan.extension_points import ColumnKind, PublishedColumn, PublishedFigures, PublishedTable
from autan.perimeters.core.bodies import EpciKind
from autan.territories.core.members import Certainty
from autan.territories.queries.bodies import invented_sirens, known_bodies
from autan.territories.queries.figures import figures_of_bodies, figures_of_members
from autan.territories.queries.networks import get_network, network_members

_DAY = ColumnKind.DAY


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


PUBLISHED_NETWORKS = PublishedTable(
    name="networks",
    rank=10,
    title=Text("Réseaux", "Networks"),
    description=Text("Un réseau de territoires par ligne.", "One network of territories a row."),
    columns=(
        NETWORK_COLUMN,
        text_column("name", Text("Nom", "Name"), Text("Nom du réseau.", "Name of the network, in French.")),
        text_column(
            "name_en", Text("Nom en anglais", "Name in English"), Text("Le même, en anglais.", "The same, in English.")
        ),
        PublishedColumn(
            name="members",
            title=Text("Membres", "Members"),
            description=Text("Nombre de membres aujourd’hui.", "Number of members today."),
            kind=ColumnKind.INTEGER,
        ),
        INVENTED_COLUMN,
    ),
    key=("network",),
    rows=_network_rows,
)
PUBLISHED_TERRITORIES = PublishedTable(
    name="territories",
    rank=20,
    title=Text("Collectivités membres", "Member authorities"),
    description=Text(
        "Un membre d’un réseau par ligne, avec les dates et la certitude de son adhésion.",
        "One member of a network a row, with the dates and the certainty of its membership.",
    ),
    columns=(
        NETWORK_COLUMN,
        SIREN_COLUMN,
        text_column("name", Text("Nom", "Name"), Text("Nom officiel.", "Official name, in French.")),
        text_column("short_name", Text("Nom court", "Short name"), Text("Nom d’usage.", "Name in use, in French.")),
        PublishedColumn(
            name="kind",
            title=Text("Nature", "Kind"),
            description=Text("Nature de l’intercommunalité.", "Kind of body."),
            codes={kind.value: kind.label for kind in EpciKind},
            is_filter=True,
        ),
        PublishedColumn(
            name="population",
            title=Text("Population", "Population"),
            description=Text(
                "Population municipale du dernier registre ; vide où il ne la dit pas.",
                "Municipal population in the last register; empty where it does not say.",
            ),
            kind=ColumnKind.INTEGER,
            unit="inhabitants",
        ),
        PublishedColumn(
            name="communes",
            title=Text("Communes", "Municipalities"),
            description=Text("Nombre de communes.", "Number of municipalities."),
            kind=ColumnKind.INTEGER,
        ),
        PublishedColumn(
            name="member_from",
            title=Text("Membre depuis", "Member from"),
            description=Text(
                "Premier jour, vide si aucune source ne le dit.", "First day, empty if no source says it."
            ),
            kind=_DAY,
        ),
        PublishedColumn(
            name="member_to",
            title=Text("Membre jusqu’au", "Member until"),
            description=Text("Dernier jour, vide tant que l’adhésion court.", "Last day, empty while it lasts."),
            kind=_DAY,
        ),
        PublishedColumn(
            name="certainty",
            title=Text("Certitude", "Certainty"),
            description=Text("Si une source confirme l’adhésion.", "Whether a source confirms the membership."),
            codes={word.value: word.label for word in Certainty},
        ),
        INVENTED_COLUMN,
    ),
    key=("network", "siren"),
    rows=_member_rows,
)
PUBLISHED_REGISTER = PublishedFigures(rank=10, figures=_figures)
