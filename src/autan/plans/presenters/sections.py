"""What the room gives to shared pages: plans and obligations of a territory, plans of a network, the menu."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.core.texts import Text
from autan.evidence.language import words
from autan.extension_points import MenuEntry, NetworkSection, PageSection, TerritorySection
from autan.plans.core.obligations import Duty
from autan.plans.presenters.charts import plans_map
from autan.plans.presenters.words import stage_words
from autan.plans.queries.duties import duties_of
from autan.plans.queries.networks import network_plans
from autan.plans.queries.plans import plans_of
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


TERRITORY_PLANS = TerritorySection(rank=40, build=territory_sections)
NETWORK_PLANS = NetworkSection(rank=40, build=network_sections)
MENU = MenuEntry(label=gettext_lazy("Plans"), url_name="plans:home", rank=35)
