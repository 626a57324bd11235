"""What the room gives to the page of a territory: its plans, and what it is bound to."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.extension_points import PageSection, TerritorySection
from autan.ground.texts.core.texts import Text
from autan.ground.texts.language import words
from autan.plans.obligations.core.obligations import Duty
from autan.plans.obligations.queries.duties import duties_of
from autan.plans.plans.presenters.completeness import statement_words
from autan.plans.plans.presenters.words import stage_words
from autan.plans.plans.queries.plans import plans_of, plans_statement
from autan.territories.networks.queries.bodies import find_territory

_SAYS = {
    "bound": Text("« obligée »", "“bound”"),
    "voluntary": Text("« volontaire »", "“voluntary”"),
    "none": Text("aucun membre du réseau obligé", "no member of the network bound"),
}


def territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the plans of a territory, and what the dated rules say of its obligations beside what sources say."""
    place = find_territory(siren)
    may_start = place.pk is not None and reader.has_perm("plans.start_plan", place)
    plans = [
        {"heading": held.heading, "kind": words(held.heading.kind.label), "stage": stage_words(held.digest.stage)}
        for held in plans_of(siren, reader=reader)
    ]
    views = [view for view in duties_of(siren, on=timezone.localdate()) if view.reading.duty is not Duty.NOT_IN_FORCE]
    yield PageSection(
        anchor="plans",
        title=_("Plans et obligations"),
        template="obligations/territory_section.html",
        context={
            "siren": siren,
            "plans": plans,
            "duties": [(view, [(_SAYS[said.says], said.evidence) for said in view.statements]) for view in views],
            "may_start": may_start,
            "complete": statement_words(plans_statement(siren), may_write=may_start),
        },
        count=len(plans),
    )


TERRITORY_PLANS = TerritorySection(rank=40, build=territory_sections)
