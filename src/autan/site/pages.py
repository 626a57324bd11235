"""What the site's own pages show: several rooms asked, put together once for each page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from autan.evidence.core.charts import MapKind, MapPlace, MapSpec, Series
from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.evidence.presenters import group_by_topic
from autan.evidence.queries import facts_about
from autan.observatory.charts import network_charts, network_maps, territory_charts
from autan.observatory.queries import figures_by_measure, member_figures, network_figures_by_measure
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
from autan.territories.register import VINTAGES, UnknownTerritoryError, change_between, find_epci

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


def member_map(network: Network, members: Sequence[Member]) -> MapSpec:
    """The map of a network: who is in it, and how surely."""
    confirmed = len([member for member in members if not member.is_probable])
    return MapSpec(
        id=f"map.{network.slug}.members",
        kind=MapKind.CATEGORIES,
        title=Text("Les collectivités du réseau", "The authorities of the network"),
        sentence=_membership_sentence(confirmed, len(members)),
        places=tuple(
            MapPlace(siren=m.siren, label=Text(m.short_name, m.short_name), category=m.certainty.value) for m in members
        ),
        source=Text("Contours : IGN, Etalab, 2023, simplifiés.", "Outlines: IGN, Etalab, 2023, simplified."),
        categories=(
            Series(code="confirmed", label=Text("membre confirmé", "confirmed member")),
            Series(code="probable", label=Text("membre probable", "probable member")),
        ),
    )


def _membership_sentence(confirmed: int, total: int) -> Text:
    """Say how many of the members a source confirms."""
    if confirmed == total:
        return Text(
            f"Les {total} collectivités sont confirmées par une source ; contours d’aujourd’hui.",
            f"All {total} authorities are confirmed by a source; outlines of today.",
        )
    return Text(
        f"{confirmed} des {total} collectivités sont confirmées par une source, les autres sont probables ; contours "
        "d’aujourd’hui.",
        f"{confirmed} of the {total} authorities are confirmed by a source, the others are probable; outlines of "
        "today.",
    )


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
    return {"network": network, "rows": rows, "headings": headings, "maps": network_maps(network.slug)}


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
    notes.append(_change_note(place.siren))
    return Section(anchor="perimetre", title=_("Périmètre"), notes=tuple(notes), figures=register_figures(place.siren))


def _change_note(siren: str) -> Text:
    """Say what the register saw change since its first vintage."""
    first, last = VINTAGES[0], VINTAGES[-1]
    try:
        change = change_between(siren, first, last)
    except UnknownTerritoryError:
        return Text(f"Absent du registre de {first}.", f"Absent from the register of {first}.")
    epci = find_epci(siren)
    if change.is_same_ground and not change.merged:
        return Text(
            f"{epci.communes} communes ; aucun changement entre {first} et {last}.",
            f"{epci.communes} municipalities; no change between {first} and {last}.",
        )
    joined, left, merged = (
        ", ".join(change.joined),
        ", ".join(change.left),
        ", ".join(code for code, _h in change.merged),
    )
    words_fr = [f"arrivées : {joined}"] if joined else []
    words_fr += [f"départs : {left}"] if left else []
    words_fr += [f"fusions : {merged}"] if merged else []
    words_en = [f"joined: {joined}"] if joined else []
    words_en += [f"left: {left}"] if left else []
    words_en += [f"merged: {merged}"] if merged else []
    return Text(
        f"{epci.communes} communes ; entre {first} et {last}, {' ; '.join(words_fr)} (codes des communes).",
        f"{epci.communes} municipalities; between {first} and {last}, {'; '.join(words_en)} (municipality codes).",
    )


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
