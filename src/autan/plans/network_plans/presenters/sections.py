"""What the room gives to shared pages: the plans of a network, and maps of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.figures.core.charts import MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import get_unit
from autan.ground.extension_points import (
    NetworkSection,
    NetworkStep,
    NetworkStepView,
    PageSection,
    ThematicMap,
    quoted_topics,
)
from autan.ground.texts.language import name_some, number
from autan.ground.wordings import Sentence
from autan.plans.network_plans.core.network_figures import key_counts, network_sum
from autan.plans.network_plans.presenters.charts import pcet_map, plans_map
from autan.plans.network_plans.presenters.comparison import competence_rows
from autan.plans.network_plans.queries.networks import network_plans
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.queries.records import competences_of
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.queries.plans import gather, member_plans
from autan.territories.networks.queries.networks import network_members

_MOST_DRAWN = 300  # members of a network whose map is on its home; that of more is on the page of the register alone


def network_sections(slug: str, _reader: Any) -> Iterable[PageSection]:
    """Give which plan each member of a network has, on a map, and how many are adopted and evaluated."""
    plans = network_plans(slug)
    if not any(plans.current.plans.values()):
        return
    yield PageSection(
        anchor="plans",
        title=_("Plans des membres"),
        template="network_plans/network_section.html",
        context={
            "slug": slug,
            "map": plans_map(slug, plans.members, plans.current) if len(plans.members) <= _MOST_DRAWN else None,
            "counts": plans.counts,
        },
    )


def current_plans_map(slug: str) -> MapSpec | None:
    """The map of the plans that stand for the members; None when none is known."""
    plans = network_plans(slug)
    return plans_map(slug, plans.members, plans.current) if any(plans.current.plans.values()) else None


def pcet_stages_map(slug: str) -> MapSpec | None:
    """The map of the PCET of the members; None when none is known."""
    shown = network_plans(slug)
    plans = gather(slug, list(shown.names), shown.plans, kind=PlanKind.PCET)
    return pcet_map(slug, shown.members, plans) if any(plans.plans.values()) else None


_BASE = Sentence("Base nationale des intercommunalités")
_SOURCE = Sentence("Registre des plans du réseau")


def catalogue_figures(network: str) -> Sequence[Figure]:
    """Return what is counted of the published plans of a network, and the sums of their measures. Four queries."""
    plans = member_plans(network, [member.siren for member in network_members(network)])
    summed = [kind for kind in MeasureKind if plans.plans and get_unit(kind.unit).is_summable]
    return [*key_counts(plans), *(network_sum(plans, kind) for kind in summed)]


def competence_figures(network: str) -> Sequence[Figure]:
    """Return how many members hold each competence that the national base lists. Two queries."""
    sirens = [member.siren for member in network_members(network)]
    rows = competence_rows(network, competences_of(sirens), dict.fromkeys(sirens, "")) if sirens else []
    return [row["count"] for row in rows]


def competences_step(slug: str, _reader: Any) -> NetworkStepView | None:
    """Of how many members something is known of their competences. Two queries."""
    members = network_members(slug)
    if not members:
        return None
    readings = competences_of([member.siren for member in members])
    silent = [
        member.short_name
        for member in members
        if all(reading.holding is Holding.NOT_DECLARED for reading in readings[member.siren])
    ]
    counts = {"known": number(len(members) - len(silent)), "all": number(len(members))}
    return NetworkStepView(
        title=_("Compétences"),
        is_done=not silent,
        known=_("Compétences connues\u00a0: %(known)s sur %(all)s.") % counts,
        lacks=(_("Aucune déclarée\u00a0: %(names)s.") % {"names": name_some(silent)},) if silent else (),
        url=reverse("network_plans:competences", args=[slug]),
        label=_("Ouvrir les compétences"),
    )


PAGE_EXTENSIONS = (
    NetworkStep(rank=31, build=competences_step, code="competences"),
    ThematicMap(
        code="plans",
        rank=10,
        label=gettext_lazy("Quel plan pour chaque membre"),
        build=current_plans_map,
        page=lambda slug: reverse("network_plans:register", kwargs={"slug": slug}),
    ),
    ThematicMap(
        code="pcet",
        rank=11,
        label=gettext_lazy("Plans climat-énergie territoriaux (PCET)"),
        build=pcet_stages_map,
        page=lambda slug: reverse("network_plans:timeline", kwargs={"slug": slug}),
    ),
    NetworkSection(rank=40, build=network_sections),
    *quoted_topics(rank=50, title=Sentence("Les plans"), build=catalogue_figures, source=_SOURCE),
    *quoted_topics(rank=52, title=Sentence("Les compétences"), build=competence_figures, source=_BASE),
)
