"""What the room gives to shared pages: plans and obligations of a territory, plans of a network, the menu."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.core.charts import MapSpec
from autan.evidence.core.texts import Text
from autan.evidence.language import words
from autan.extension_points import MenuEntry, NetworkSection, PageSection, TerritorySection, ThematicMap
from autan.plans.core.obligations import Duty
from autan.plans.core.plans import PlanKind
from autan.plans.presenters.charts import pcet_map, plans_map
from autan.plans.presenters.words import stage_words
from autan.plans.queries.duties import duties_of
from autan.plans.queries.networks import network_plans
from autan.plans.queries.plans import gather, plans_of
from autan.territories.queries.bodies import find_territory

_SAYS = {
    "bound": Text("« obligée »", "“bound”"),
    "voluntary": Text("« volontaire »", "“voluntary”"),
    "none": Text("aucun membre du réseau obligé", "no member of the network bound"),
}


def territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the plans of a territory, and what the dated rules say of its obligations beside what sources say."""
    place = find_territory(siren)
    plans = [
        {"heading": held.heading, "kind": words(held.heading.kind.label), "stage": stage_words(held.digest.stage)}
        for held in plans_of(siren, reader=reader)
    ]
    views = [view for view in duties_of(siren, on=timezone.localdate()) if view.reading.duty is not Duty.NOT_IN_FORCE]
    yield PageSection(
        anchor="plans",
        title=_("Plans et obligations"),
        template="plans/territory_section.html",
        context={
            "siren": siren,
            "plans": plans,
            "duties": [(view, [(_SAYS[said.says], said.evidence) for said in view.statements]) for view in views],
            "may_start": place.pk is not None and reader.has_perm("plans.start_plan", place),
        },
        count=len(plans),
    )


_MOST_DRAWN = 300  # members of a network whose map is on its home; that of more is on the page of the register alone


def network_sections(slug: str, reader: Any) -> Iterable[PageSection]:
    """Give which plan each member of a network has, on a map, and how many are adopted and evaluated."""
    del reader
    shown = network_plans(slug)
    if not any(shown.standing.plans.values()):
        return
    yield PageSection(
        anchor="plans",
        title=_("Plans des membres"),
        template="plans/network_section.html",
        context={
            "slug": slug,
            "map": plans_map(slug, shown.members, shown.standing) if len(shown.members) <= _MOST_DRAWN else None,
            "counts": shown.counts,
        },
    )


def standing_map(slug: str) -> MapSpec | None:
    """The map of the plans that stand for the members; None when none is known."""
    shown = network_plans(slug)
    return plans_map(slug, shown.members, shown.standing) if any(shown.standing.plans.values()) else None


def pcet_stages_map(slug: str) -> MapSpec | None:
    """The map of the PCET of the members; None when none is known."""
    shown = network_plans(slug)
    plans = gather(slug, list(shown.names), shown.plans, kind=PlanKind.PCET)
    return pcet_map(slug, shown.members, plans) if any(plans.plans.values()) else None


def _register(slug: str) -> str:
    return reverse("plans:register", kwargs={"slug": slug})


def _timeline(slug: str) -> str:
    return reverse("plans:timeline", kwargs={"slug": slug})


STANDING_MAP = ThematicMap(
    code="plans", rank=10, label=gettext_lazy("Quel plan pour chaque membre"), build=standing_map, page=_register
)
PCET_MAP = ThematicMap(
    code="pcet",
    rank=11,
    label=gettext_lazy("Plans climat-énergie territoriaux (PCET)"),
    build=pcet_stages_map,
    page=_timeline,
)
TERRITORY_PLANS = TerritorySection(rank=40, build=territory_sections)
NETWORK_PLANS = NetworkSection(rank=40, build=network_sections)
MENU = MenuEntry(label=gettext_lazy("Plans"), url_name="plans:home", rank=35, also=("plans:",), network_key="reseau")
