"""What a person works on: the views that she keeps, and the actions of the territories that she acts for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from autan.ground.texts.core.plain_letters import fold_accents
from autan.people.accounts.models import Person
from autan.people.journal.models import Remark
from autan.people.journal.queries import mentions_of
from autan.plans.projects.core.addresses import ACTION_KIND
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.filters import ActionState, SheetFilter, SheetOrder
from autan.plans.projects.models import ActionSheet, SavedView
from autan.plans.projects.queries.sheets import all_sheets, narrow, order_sheets
from autan.territories.networks.models import Mandate, Territory
from autan.territories.networks.queries.people import territories_of

SOON = timedelta(days=90)
_ROLES = (Mandate.Role.MEMBER_OFFICER, Mandate.Role.CONTRIBUTOR)


def views_of(person: Person, network: str) -> list[SavedView]:
    """Return the views that a person keeps of the list of a network, by name. One query."""
    return list(SavedView.objects.filter(person=person, network__slug=network))


def territories_kept_by(person: Person) -> list[Territory]:
    """Return the territories that a person acts for, in the order of her mandates. One query."""
    return territories_of(person, *_ROLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingList:
    """Some actions of a person’s territories.

    Attributes:
        code: which: `mine`, or the code of a state.
    """

    code: str
    count: int
    sheets: tuple[ActionSheet, ...]


def working_lists(person: Person, places: Sequence[Territory], *, today: date, most: int) -> list[WorkingList]:
    """Return what waits for a person in some territories: what names her, late, past, soon due, to fill in, to correct.

    Two queries a list, and those of its territories and axes.
    """
    carried = ActionSheet.carriers.through.objects.filter(territory__in=places).values("actionsheet_id")
    sheets = all_sheets().filter(pk__in=carried)
    current = narrow(sheets, SheetFilter(), today=today)
    soon = current.filter(ends_on__gte=today, ends_on__lte=today + SOON, status__in=_GOING_ON)
    lists = [
        ("mine", _naming(current, person.name)),
        ("overdue", narrow(sheets, SheetFilter(state=ActionState.OVERDUE), today=today)),
        ("passed", narrow(sheets, SheetFilter(state=ActionState.PASSED), today=today)),
        ("soon", soon),
        ("problems", narrow(sheets, SheetFilter(state=ActionState.PROBLEMS), today=today)),
        ("to_fill", narrow(sheets, SheetFilter(state=ActionState.TO_FILL), today=today)),
    ]
    orders = {"to_fill": SheetOrder.FILLED, "problems": SheetOrder.FILLED}
    return [
        WorkingList(
            code=code,
            count=listed.count(),
            sheets=tuple(order_sheets(listed, orders.get(code, SheetOrder.END))[:most]),
        )
        for code, listed in lists
    ]


def dated_sheets(person: Person) -> list[ActionSheet]:
    """Return the actions going on of a person’s territories that have an end or dated steps. Two queries."""
    carried = ActionSheet.carriers.through.objects.filter(territory__in=territories_kept_by(person))
    sheets = all_sheets().filter(pk__in=carried.values("actionsheet_id"), replaced_on__isnull=True)
    return list(sheets.exclude(status__in=(ActionStatus.DONE.value, ActionStatus.DROPPED.value)).order_by("rank", "id"))


def mentions_to(person: Person, *, since: datetime) -> list[tuple[Remark, ActionSheet]]:
    """Return the comments meant for a person, with the action that each is on, where she may read it. Two queries."""
    remarks = mentions_of(person.pk, room="projects", kind=ACTION_KIND, since=since)
    sheets = {sheet.slug: sheet for sheet in all_sheets().filter(slug__in=[one.object_id for one in remarks])}
    readable = {slug: sheet for slug, sheet in sheets.items() if person.has_perm("projects.read_action", sheet)}
    return [(remark, readable[remark.object_id]) for remark in remarks if remark.object_id in readable]


_GOING_ON = ("planned", "under_discussion", "ongoing", "late")


def _naming(action_sheets: QuerySet[ActionSheet], name: str) -> QuerySet[ActionSheet]:
    """Keep the sheets whose officer is a person of this name: written as it is, or with its accents left out."""
    rows = action_sheets.filter(typed__officer__isnull=False).values_list("pk", "typed__officer")
    words = set(fold_accents(name).split())
    named = [pk for pk, officer in rows if words and words <= set(fold_accents(str(officer)).replace(",", " ").split())]
    return action_sheets.filter(pk__in=named)
