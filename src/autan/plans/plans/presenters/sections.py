"""What the room gives to shared pages: the entry of the menu, lines of the desk, and what a search finds."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.ground.extension_points import DeskItem, DeskLine, MenuEntry, SearchHit, SearchSource
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import colon, day, words
from autan.plans.plans.core.deadlines import DeadlineState
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.queries.plans import plan_deadlines, plans_of, searched_plans
from autan.territories.networks.models import Mandate
from autan.territories.networks.queries.people import territories_of

_LATE_RANK, _SOON_RANK = 25, 45
_MOST_PLANS = 20


def plan_lines(person: Any) -> Iterable[DeskItem]:
    """Lead an officer to what falls due in the plans of her territories: past, or within six months."""
    for territory in territories_of(person, Mandate.Role.MEMBER_OFFICER):
        plans = {held.heading.slug: held.heading for held in plans_of(territory.siren, reader=person)}
        for deadline in plan_deadlines(list(plans.values()), today=timezone.localdate()):
            if deadline.state in {DeadlineState.PASSED, DeadlineState.SOON}:
                told = {"state": words(deadline.state.label), "day": day(deadline.due)}
                yield DeskItem(
                    title=f"{plans[deadline.plan].title}{colon()} {words(deadline.label)}",
                    url=reverse("plans:plan", kwargs={"slug": deadline.plan}),
                    detail=_("%(state)s, le %(day)s") % told,
                    rank=_LATE_RANK if deadline.state is DeadlineState.PASSED else _SOON_RANK,
                )


def search_plans(text: str, _reader: Any) -> Sequence[SearchHit]:
    """Return the published plans whose title a text names. One query."""
    kinds, rows = searched_plans()
    rated = rate_each(search_words(text), rows)
    return [
        SearchHit(
            title=title,
            url=reverse("plans:plan", kwargs={"slug": slug}),
            kind=words(PlanKind(kinds[slug]).label),
            score=score,
        )
        for (slug, title), score in islice(rated.items(), _MOST_PLANS)
    ]


PAGE_EXTENSIONS = (
    DeskLine(build=plan_lines),
    SearchSource(name="plans", search=search_plans, kinds=("plan",)),
    MenuEntry(
        label=gettext_lazy("Plans"),
        url_name="network_plans:home",
        rank=35,
        also=("plans:", "network_plans:", "obligations:"),
        network_key="reseau",
    ),
)
