"""What waits for a person who writes plans: what falls due, and proposals."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.language import colon, day, words
from autan.extension_points import DeskItem, DeskLine
from autan.plans.core.deadlines import DeadlineState
from autan.plans.queries.plans import plan_deadlines, plans_of
from autan.territories.models import Mandate
from autan.territories.queries.people import mandates_of

_LATE_RANK, _SOON_RANK = 25, 45


def plan_lines(person: Any) -> Iterable[DeskItem]:
    """Lead an officer to what falls due in the plans of her territories: past, or within six months."""
    officer = Mandate.Role.MEMBER_OFFICER
    for mandate in mandates_of(person):
        if mandate.territory is None or mandate.role != officer:
            continue
        plans = {held.heading.slug: held.heading for held in plans_of(mandate.territory.siren, reader=person)}
        for deadline in plan_deadlines(list(plans.values()), today=timezone.localdate()):
            if deadline.state in {DeadlineState.PASSED, DeadlineState.SOON}:
                yield DeskItem(
                    title=f"{plans[deadline.plan].title}{colon()} {words(deadline.label)}",
                    url=reverse("plans:plan", kwargs={"slug": deadline.plan}),
                    detail=_("%(state)s, le %(day)s")
                    % {"state": words(deadline.state.label), "day": day(deadline.due)},
                    rank=_LATE_RANK if deadline.state is DeadlineState.PASSED else _SOON_RANK,
                )


PLAN_LINES = DeskLine(build=plan_lines)
