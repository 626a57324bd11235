"""What the site's own pages show: several rooms asked, put together once for each page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.evidence.presenters import group_by_topic
from autan.evidence.queries import facts_about
from autan.observatory.charts import network_charts, network_maps, territory_charts
from autan.observatory.queries import figures_by_measure, member_figures, network_figures_by_measure
from autan.site.perimeters import describe_change, has_contours, member_map, perimeter_map
from autan.site.sections import KEY_MEASURES, AnswerLine, Section, observatory_sections, pick
from autan.surveys.presenters import holds_free_text, present_answer
from autan.surveys.queries import answers_of_territory, coverage_of, view_latest_campaign
from autan.synthesis.publishing import published_file
from autan.synthesis.queries import latest_edition
from autan.territories.core.members import EpciKind, Member
from autan.territories.figures import figures_of_members
from autan.territories.figures import territory_figures as register_figures
from autan.territories.models import Network, Territory
from autan.territories.queries import find_territory, network_members, networks_of

TABLE_MEASURES = ("electricity_total", "gas_total", "ghg_total", "ghg_per_inhabitant", "production_renewable")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member of a network with its figures, in the order of the headings; None where there is none."""

    member: Member
    figures: tuple[Figure | None, ...]


def home_page(network: Network) -> dict[str, object]:
    """Say in one screen who, what is known, what is not, and where the synthesis is."""
    members = network_members(network.slug)
    figures = network_figures_by_measure(network.slug)
    campaign = view_latest_campaign(network.slug)
    edition = latest_edition(network.slug)
    return {
        "network": network,
        "members": members,
        "member_map": member_map(network, members),
        "key_figures": (*figures_of_members(network.slug, members), *pick(figures, KEY_MEASURES)),
        "charts": network_charts(network.slug)[1:3],
        "campaign": campaign.record if campaign else None,
        "coverage": coverage_of(campaign).whole if campaign else None,
        "edition": edition,
        "has_pdf": edition is not None and published_file(edition.slug, "pdf") is not None,
        "gaps": network.known_gaps,
    }


def territories_page(network: Network) -> dict[str, object]:
    """The members of a network side by side."""
    by_member = member_figures(network.slug)
    members = network_members(network.slug)
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
    return {
        "network": network,
        "rows": rows,
        "headings": headings,
        "maps": network_maps(network.slug) if has_contours(members) else (),
    }


def territory_page(siren: str) -> dict[str, object]:
    """Everything known of one territory, each figure with its trace.

    Raises:
        UnknownTerritoryError: neither a network nor the register knows it.
    """
    place = find_territory(siren)
    networks = networks_of(siren)
    member = _member_of(networks, siren)
    figures = figures_by_measure(siren)
    charts = territory_charts(siren)
    communes, population = register_figures(siren)
    sections = [
        _perimeter_section(place, member),
        *observatory_sections(figures, charts),
        _answers_section(siren),
        _facts_section(siren),
    ]
    return {
        "place": place,
        "kind": EpciKind(place.kind).label,
        "networks": networks,
        "membership_note": member.note if member and member.note.fr else None,
        "communes": communes,
        "key_figures": (population, *pick(figures, KEY_MEASURES)),
        "sections": sections,
    }


def _member_of(networks: Sequence[Network], siren: str) -> Member | None:
    for network in networks:
        for member in network_members(network.slug):
            if member.siren == siren:
                return member
    return None


def _perimeter_section(place: Territory, member: Member | None) -> Section:
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


def _answers_section(siren: str) -> Section:
    lines = tuple(
        AnswerLine(
            question=question.text,
            words=present_answer(question, answer, get_language() or "fr"),
            is_free_text=holds_free_text(question, answer.value),
            url=reverse("surveys:question", kwargs={"slug": campaign.slug, "code": question.code}),
        )
        for campaign, question, answer in answers_of_territory(siren)
    )
    return Section(anchor="reponses", title=_("Réponses documentées aux enquêtes"), answers=lines)


def _facts_section(siren: str) -> Section:
    return Section(anchor="faits", title=_("Faits sourcés"), fact_groups=group_by_topic(facts_about(siren)))
