"""What the site's own pages show: several rooms asked, put together once for each page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.evidence.presenters.facts import group_by_topic
from autan.evidence.queries.facts import facts_about
from autan.evidence.queries.registry import PUBLIC
from autan.observatory.charts import network_charts, network_maps, territory_charts
from autan.observatory.queries.figures import figures_by_measure, member_figures, network_figures_by_measure
from autan.observatory.queries.flows import territory_flow_chart
from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.presenters.answers import present_answer
from autan.site.brief import brief_of
from autan.site.sections import KEY_MEASURES, AnswerLine, Section, no_energy_section, observatory_sections, pick
from autan.surveys.models import Campaign
from autan.surveys.queries.answers import answers_of_territory
from autan.surveys.queries.campaigns import campaigns_of_network, coverage_of, view_of
from autan.synthesis.queries.editions import latest_edition
from autan.synthesis.queries.files import published_file
from autan.territories.core.members import EpciKind, Member
from autan.territories.models import Network, Territory
from autan.territories.presenters.maps import member_map, neighbours_map
from autan.territories.presenters.perimeters import describe_change, perimeter_map
from autan.territories.queries.bodies import find_territory
from autan.territories.queries.figures import figures_of_bodies, figures_of_members
from autan.territories.queries.figures import territory_figures as register_figures
from autan.territories.queries.networks import network_members, networks_of

TABLE_MEASURES = ("electricity_total", "gas_total", "ghg_total", "ghg_per_inhabitant", "production_renewable")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member of a network with its figures, in the order of the headings; None where there is none."""

    member: Member
    figures: tuple[Figure | None, ...]


def home_page(network: Network, networks: Sequence[Network]) -> dict[str, object]:
    """Say in one screen who, what is known, what is not, and where the synthesis is; name the other networks."""
    members = network_members(network.slug)
    figures = network_figures_by_measure(network.slug)
    campaigns = campaigns_of_network(network.slug)
    campaign = view_of(campaigns[0]) if campaigns else None
    edition = latest_edition(network.slug)
    return {
        "network": network,
        "members": members,
        "member_map": member_map(network, members),
        "key_figures": (*figures_of_members(network.slug, members), *pick(figures, KEY_MEASURES)),
        "charts": network_charts(network.slug)[1:3] if figures else (),
        "has_energy": bool(figures),
        "other_networks": [other for other in networks if other.slug != network.slug],
        "earlier_campaigns": campaigns[1:],
        "campaign": campaign.record if campaign else None,
        # a number whose proof is kept among the network is not shown to all
        "coverage": coverage_of(campaign, shown=()).whole if campaign and campaign.record.has_public_results else None,
        "edition": edition,
        "has_pdf": edition is not None and published_file(edition.slug, "pdf") is not None,
        "gaps": network.known_gaps,
    }


def territories_page(network: Network, networks: Sequence[Network]) -> dict[str, object]:
    """The members of a network side by side: their energy where anything is known of it, else who they are."""
    by_member = member_figures(network.slug)
    members = network_members(network.slug)
    has_energy = any(by_member.values())
    rows, headings = _energy_table(members, by_member) if has_energy else _register_table(members)
    drawn = member_map(network, members)
    maps = network_maps(network.slug) if has_energy and drawn else (drawn,) if drawn else ()
    return {
        "network": network,
        "other_networks": [other for other in networks if other.slug != network.slug],
        "rows": rows,
        "headings": headings,
        "maps": maps,
    }


def _energy_table(
    members: Sequence[Member], by_member: Mapping[str, Mapping[str, Figure]]
) -> tuple[list[MemberRow], list[str]]:
    rows = [
        MemberRow(member=member, figures=tuple(by_member[member.siren].get(code) for code in TABLE_MEASURES))
        for member in members
    ]
    headings = [
        _("Électricité livrée"),
        _("Gaz livré"),
        _("Gaz à effet de serre"),
        _("Émissions par habitant"),
        _("Électricité renouvelable injectée"),
    ]
    return rows, headings


def _register_table(members: Sequence[Member]) -> tuple[list[MemberRow], list[str]]:
    bodies = figures_of_bodies([member.siren for member in members])
    rows = [MemberRow(member=member, figures=bodies[member.siren]) for member in members]
    return rows, [_("Communes"), _("Population municipale")]


def territory_page(siren: str) -> dict[str, object]:
    """Everything known of one territory, each figure with its trace.

    Raises:
        UnknownTerritoryError: neither a network nor the register knows it.
    """
    place = find_territory(siren)
    networks = networks_of(siren)
    member = _member_of(networks, siren)
    figures = figures_by_measure(siren)
    charts = (*territory_charts(siren), *filter(None, [territory_flow_chart(siren)]))
    communes, population = register_figures(siren)
    sections = [
        _perimeter_section(place, member, networks),
        *(observatory_sections(figures, charts) if figures else [no_energy_section(is_invented=place.is_invented)]),
        *_answers_sections(siren),
        *([] if place.is_invented else [_facts_section(siren)]),
    ]
    return {
        "place": place,
        "kind": EpciKind(place.kind).label,
        "networks": networks,
        "membership_note": member.note if member and member.note.fr else None,
        "communes": communes,
        "population": population,
        "brief": brief_of(siren, figures, networks),
        "sections": sections,
    }


def _member_of(networks: Sequence[Network], siren: str) -> Member | None:
    for network in networks:
        for member in network_members(network.slug):
            if member.siren == siren:
                return member
    return None


def _perimeter_section(place: Territory, member: Member | None, networks: Sequence[Network]) -> Section:
    if place.is_invented:
        return _invented_perimeter(place, networks)
    notes = []
    if member and member.former_body:
        body = member.former_body
        unknown = Text(f" Non établi : {body.unknown.fr}", f" Not established: {body.unknown.en}")
        tail = unknown if body.unknown.fr else Text("", "")
        notes.append(
            Text(
                f"En {body.year} : {body.name.fr}. {body.established.fr}{tail.fr}",
                f"In {body.year}: {body.name.en}. {body.established.en}{tail.en}",
            )
        )
    drawn = perimeter_map(place.siren)
    if drawn is None:
        notes.append(describe_change(place.siren))
    return Section(anchor="perimetre", title=_("Périmètre"), notes=tuple(notes), map=drawn)


def _invented_perimeter(place: Territory, networks: Sequence[Network]) -> Section:
    """Where an invented territory is: among its neighbours, since its communes were not made up one by one."""
    members = [member for network in networks for member in network_members(network.slug)]
    note = Text(
        "Ce territoire n’existe pas : son nom, sa population, ses contours et ses réponses ont été imaginés.",
        "This territory does not exist: its name, population, outline and answers are made up.",
    )
    return Section(anchor="perimetre", title=_("Périmètre"), notes=(note,), map=neighbours_map(place, members))


def _answers_sections(siren: str) -> list[Section]:
    """One section for each campaign, latest first; an empty one when there are none."""
    sections = [
        Section(
            anchor=f"reponses-{campaign.slug}",
            title=_answers_title(campaign),
            answers=tuple(
                AnswerLine(
                    question=question.text,
                    words=present_answer(question, answer),
                    is_free_text=kind_of(question).holds_free_text(question, answer.value),
                    has_rows=bool(question.columns),
                    url=reverse("surveys:question", kwargs={"slug": campaign.slug, "code": question.code}),
                )
                for question, answer in answers
            ),
        )
        for campaign, answers in answers_of_territory(siren, PUBLIC).items()
    ]
    return sections or [Section(anchor="reponses", title=_("Réponses documentées aux enquêtes"))]


def _answers_title(campaign: Campaign) -> str:
    if campaign.is_documented:
        return _("Réponses documentées aux enquêtes")
    return _("Réponses à l’enquête de %(year)s") % {"year": campaign.period}


def _facts_section(siren: str) -> Section:
    return Section(anchor="faits", title=_("Faits sourcés"), fact_groups=group_by_topic(facts_about(siren)))
