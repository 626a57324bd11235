"""Steps by which a network is started, and where who coordinates goes from the desk."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.ground.extension_points import TOOLS, DeskItem, DeskLine, NetworkStep, NetworkStepView, StepDay
from autan.ground.registry import registered
from autan.ground.texts.language import name_some, number, words
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.queries.contours import epci_contours
from autan.territories.networks.queries.networks import facts_of_network, get_network, network_members
from autan.territories.networks.queries.people import coordinated_networks, network_mandates, unused_invitations
from autan.territories.perimeters.lake.france import has_national_contour
from autan.territories.perimeters.lake.successors import find_former_epci


def members_step(slug: str, _reader: Any) -> NetworkStepView:
    """How many members, since when; which of them no longer exist. Two queries."""
    members = network_members(slug)
    undated = sum(member.valid_from is None for member in members)
    former = [member.short_name for member in members if find_former_epci(member.siren)]
    count_text = ngettext("%(count)s membre.", "%(count)s membres.", len(members)) % {"count": number(len(members))}
    lacks = []
    if former:
        lacks.append(_("N’existe plus\u00a0: %(names)s.") % {"names": name_some(former)})
    if undated:
        lacks.append(
            ngettext("%(count)s membre sans date d’entrée.", "%(count)s membres sans date d’entrée.", undated)
            % {"count": number(undated)}
        )
    return NetworkStepView(
        title=_("Membres"),
        is_done=bool(members) and not former,
        known=count_text if members else _("Aucun membre n’est encore enregistré."),
        lacks=tuple(lacks),
        url=reverse("territories:members" if members else "territories:add_members", kwargs={"slug": slug}),
        label=_("Voir les membres") if members else _("Choisir les membres"),
    )


def contours_step(slug: str, _reader: Any) -> NetworkStepView | None:
    """Which members can be drawn on a map. Three queries at most."""
    members = network_members(slug)
    if not members:
        return None
    sirens = [member.siren for member in members]
    drawn = {contour.code for contour in epci_contours(sirens)} | set(filter(has_national_contour, sirens))
    missing = [member.short_name for member in members if member.siren not in drawn]
    counts = {"drawn": number(len(members) - len(missing)), "all": number(len(members))}
    return NetworkStepView(
        title=_("Carte"),
        is_done=not missing,
        known=_("Contours\u00a0: %(drawn)s sur %(all)s.") % counts,
        lacks=(_("Sans contour\u00a0: %(names)s.") % {"names": name_some(missing)},) if missing else (),
        url=reverse("territories:contours", kwargs={"slug": slug}),
        label=_("Donner des contours"),
    )


def people_step(slug: str, _reader: Any) -> NetworkStepView:
    """Who coordinates, which members have an officer, who has not answered an invitation. Five queries."""
    network, members = get_network(slug), network_members(slug)
    mandates = [mandate for mandate in network_mandates(network) if mandate.valid_to is None]
    coordinators = sum(mandate.role == Mandate.Role.COORDINATOR for mandate in mandates)
    served = {m.territory.siren for m in mandates if m.territory and m.role == Mandate.Role.MEMBER_OFFICER}
    unserved = [member.short_name for member in members if member.siren not in served]
    waiting, today = unused_invitations(network), timezone.localdate()
    dated = [(timezone.localdate(invitation.expires_at), invitation) for invitation in waiting]
    known = ngettext(
        "%(count)s personne à la coordination.", "%(count)s personnes à la coordination.", coordinators
    ) % {"count": number(coordinators)}
    lacks = []
    if unserved:
        lacks.append(_("Sans chargé·e de mission\u00a0: %(names)s.") % {"names": name_some(unserved)})
    if waiting:
        message = ngettext("%(count)s invitation sans réponse.", "%(count)s invitations sans réponse.", len(waiting))
        lacks.append(message % {"count": number(len(waiting))})
    return NetworkStepView(
        title=_("Personnes"),
        is_done=not lacks,
        known=known,
        lacks=tuple(lacks),
        days=tuple(
            StepDay(day=until, what=_("fin d’une invitation"), who=invitation.name or invitation.email)
            for until, invitation in dated
            if until >= today
        ),
        url=reverse("territories:people", kwargs={"slug": slug}),
        label=_("Inviter une personne"),
    )


def facts_step(slug: str, _reader: Any) -> NetworkStepView:
    """How many facts, and on which members there is none. Five queries."""
    network = get_network(slug)
    facts = facts_of_network(network)
    sirens = {fact.siren for fact in facts}
    silent = [member.short_name for member in network_members(slug) if member.siren not in sirens]
    known = ngettext("%(count)s fait sourcé.", "%(count)s faits sourcés.", len(facts)) % {"count": number(len(facts))}
    return NetworkStepView(
        title=_("Faits"),
        is_done=bool(facts),
        known=known if facts else _("Aucun fait sourcé."),
        lacks=(_("Aucun fait sur\u00a0: %(names)s.") % {"names": name_some(silent)},) if facts and silent else (),
        url=reverse("territories:facts", kwargs={"slug": slug}),
        label=_("Enregistrer des faits"),
    )


_PARTS = {
    1: gettext_lazy("Le réseau et ses données"),
    3: gettext_lazy("Les plans et les documents"),
    4: gettext_lazy("Ce que disent les membres"),
    5: gettext_lazy("Ce que l’on fait ensemble"),
    6: gettext_lazy("Ce que l’on prépare"),
    7: gettext_lazy("Ce que l’on publie"),
}
"""Parts of the year, by the tens of the ranks of their steps."""
_MOST_DAYS, _AHEAD = 8, timedelta(days=366)


def year_page(network: Network, reader: Any, *, today: date) -> dict[str, Any]:
    """Return the year of a network: its steps by part, the next one, the days ahead, what it set aside."""
    built = [(source, source.build(network.slug, reader)) for source in registered(NetworkStep)]
    steps = [(source, replace(step, code=source.code)) for source, step in built if step]
    shown = [(source.rank // 10, step) for source, step in steps if source.code not in network.set_aside]
    days = [
        (item, step)
        for _part, step in shown
        for item in step.days
        if item.day <= today + _AHEAD and (item.day >= today or item.who)
    ]
    return {
        "parts": [(title, [step for part, step in shown if part == tens]) for tens, title in _PARTS.items()],
        "next": next((step for _part, step in shown if not step.is_done), None),
        "days": sorted(days, key=lambda pair: pair[0].day)[:_MOST_DAYS],
        "done": sum(step.is_done for _part, step in shown),
        "count": len(shown),
        "today": today,
        "aside": [step for source, step in steps if source.code in network.set_aside],
    }


_FIRST = 5


def network_lines(person: Any) -> Iterable[DeskItem]:
    """Lead to the page of each network that a person coordinates, and to the next step of those that are new."""
    for network in coordinated_networks(person):
        if step := _next_step(network.slug, person):
            detail = f"{words(network.name)} · {step.known}"
            yield DeskItem(title=step.label, url=step.url, detail=detail, rank=_FIRST)
        yield DeskItem(
            title=_("Votre réseau"),
            url=reverse("territories:coordination", kwargs={"slug": network.slug}),
            detail=words(network.name),
            rank=TOOLS,
        )


def _next_step(slug: str, reader: Any) -> NetworkStepView | None:
    """Return the first step left to do in a network; None once its last step is done."""
    aside = get_network(slug).set_aside
    *before, last = (source.build for source in registered(NetworkStep) if source.code not in aside)
    end = last(slug, reader)
    if end is None or end.is_done:
        return None
    undone = (step for build in before if (step := build(slug, reader)) and not step.is_done)
    return next(undone, end)


STEPS = (
    NetworkStep(rank=10, build=members_step, is_public=True),
    NetworkStep(rank=12, build=contours_step, code="carte"),
    NetworkStep(rank=13, build=people_step),
    NetworkStep(rank=37, build=facts_step, is_public=True, code="faits"),
    DeskLine(build=network_lines),
)
