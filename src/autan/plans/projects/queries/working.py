"""What a person works on: the views that she keeps, and the actions of the territories that she acts for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from autan.ground.extension_points import DataSubject
from autan.ground.texts.core.plain_letters import fold_accents
from autan.people.accounts.models import Person
from autan.people.journal.core import name_pattern
from autan.people.journal.models import Remark
from autan.people.journal.queries import export_acts, mentions_of
from autan.plans.plans.models import Plan
from autan.plans.projects.core.addresses import ACTION_KIND
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.fields import BY_CODE, read_field
from autan.plans.projects.core.filters import ActionState, SheetFilter, SheetOrder
from autan.plans.projects.core.reuse import ModelAction, kept_of
from autan.plans.projects.core.sheets import people_fields, visible_typed
from autan.plans.projects.models import ActionSheet, SavedView
from autan.plans.projects.queries.sheets import (
    all_sheets,
    axis_paths,
    level_of,
    member_territories,
    narrow,
    order_sheets,
    sheets_of_plan,
)
from autan.territories.networks.models import Mandate, Territory
from autan.territories.networks.queries.networks import networks_of
from autan.territories.networks.queries.people import led_among, territories_of

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
    """Some actions of a person’s territories. `code`: which: `mine`, or the code of a state."""

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
    """Keep the sheets one of whose officers has this name: written as it is, or with its accents left out."""
    rows = action_sheets.filter(typed__officer__isnull=False).values_list("pk", "typed__officer")
    words = set(fold_accents(name).split())
    return action_sheets.filter(pk__in=[pk for pk, officers in rows if words and _is_among(words, str(officers))])


def _is_among(words: Collection[str], officers: str) -> bool:
    """Say whether one of some people has all the words of a name: a first name and a last one of two are nobody."""
    people = read_field(BY_CODE["officer"], officers)
    return isinstance(people, tuple) and any(set(words) <= set(fold_accents(str(person)).split()) for person in people)


def models_of_plan(plan: Plan, *, reader: Person) -> list[ModelAction]:
    """Return the actions of a plan as a new one may begin from them. Five queries, and the rights of each sheet."""
    is_own = reader.has_perm("plans.write_plan", plan)
    return models_of(sheets_of_plan(plan, reader=reader), reader=reader, is_own=is_own)


def models_of(sheets: Sequence[ActionSheet], *, reader: Person, is_own: bool = False) -> list[ModelAction]:
    """Return sheets as models, with what a reader may read of them. One query, and the rights of each sheet."""
    paths, models = axis_paths(sheets), []
    for sheet in sheets:
        typed, _hidden = visible_typed(sheet.typed, sheet.disclosures, level_of(sheet, reader))
        parent = sheet.parent.slug if sheet.parent else ""
        lasting, axis = kept_of(typed, is_own=is_own), paths[sheet.axis_id]
        models.append(ModelAction(key=sheet.slug, typed=lasting, axis=axis, parent=parent))
    return models


def places_led_beside(places: Sequence[Territory], reader: Person) -> list[Territory]:
    """Return the territories that a person leads among some and the members of their networks. A few queries."""
    networks = dict.fromkeys(network.slug for place in places for network in networks_of(place.siren))
    beside = [place for network in networks for place in member_territories(network)]
    return led_among(reader, list(dict.fromkeys([*places, *beside])))


def plans_written_beside(sheet: ActionSheet, reader: Person) -> list[Plan]:
    """Return the plans that a person writes and where an action may stand too: not its own. A few queries."""
    led = places_led_beside(list(sheet.carriers.all()), reader)
    plans = Plan.objects.filter(subjects__in=led).exclude(pk=sheet.plan_id or 0)
    return list(plans.distinct().order_by("title", "pk"))


def sheets_naming(words: Collection[str]) -> QuerySet[ActionSheet]:
    """Return the sheets whose fields of people hold a name or an address; not read yet."""
    patterns = [name_pattern(word) for word in words]
    codes, sheets = people_fields(), ActionSheet.objects.annotate(written=Cast("typed", TextField()))
    if all("@" in word and word.isascii() for word in words):  # as they stand in the column: the others are not read
        holding = Q(*(("written__icontains", word) for word in words), _connector=Q.OR)
        sheets = sheets.filter(holding) if words else sheets.none()
    naming = [
        number
        for number, typed in sheets.values_list("pk", "typed")
        if any(pattern.search(text) for code in codes if (text := typed.get(code)) for pattern in patterns)
    ]
    return ActionSheet.objects.filter(pk__in=naming)


def export_held(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the sheets that give the address of somebody, what the account did, and its views. Three queries.

    A sheet that gives a name alone may mean another person who has it.
    """
    address = subject.email.lower()
    sheets = [
        {
            "action": sheet.slug,
            "title": sheet.title,
            "fields": [
                BY_CODE[code].label.fr
                for code in sorted(people_fields())
                if address in sheet.typed.get(code, "").lower()
            ],
        }
        for sheet in sheets_naming([address] if address else [])
    ]
    views = SavedView.objects.filter(person=subject.person or 0).select_related("network")
    return [
        *sheets,
        *export_acts(subject.person, "projects"),
        *({"saved_view": view.name, "network": view.network.slug, "choices": view.query} for view in views),
    ]
