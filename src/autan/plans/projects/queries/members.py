"""What is read of the actions of one member: its plans, what is late, what is to fill in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from autan.evidence.figures.queries.registry import Reader
from autan.people.accounts.models import Person
from autan.plans.plans.models import Plan
from autan.plans.projects.core.choices import ActionStatus, Disclosure
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.core.sheets import visible_typed
from autan.plans.projects.core.tallies import FILLED_FROM
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import all_sheets, narrow, open_to, order_sheets, outcome_unknown
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import networks_of
from autan.territories.networks.queries.people import people_acting_in


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberActions:
    """The actions of a member that a reader may open."""

    sheets: QuerySet[ActionSheet]
    count: int
    plans: tuple[tuple[str, str, int], ...]


def actions_of_member(siren: str, sheet_filter: SheetFilter, *, reader: Reader, today: date) -> MemberActions:
    """Return the actions that a member carries and that a reader may open. One query, or three for who signed in."""
    sheets = all_sheets().filter(carriers__siren=siren)
    network = first_network_of(siren) if getattr(reader, "is_authenticated", False) else ""
    sheets = order_sheets(narrow(open_to(sheets, network, reader), sheet_filter, today=today), sheet_filter.order)
    counted = sheets.order_by().values("plan__slug", "plan__title").annotate(n=Count("pk", distinct=True))
    rows = [(row["plan__slug"], row["plan__title"], row["n"]) for row in counted.order_by("-plan_id")]
    return MemberActions(
        sheets=sheets,
        count=sum(number for _slug, _title, number in rows),
        plans=tuple(row for row in rows if row[0]),
    )


def empty_plans_of(place: Territory, *, reader: Reader) -> tuple[tuple[str, str, int], ...]:
    """Return the plans of a territory without any action yet, for who may add some, in the form of `plans`. One query.

    What is not known of a plan is not told to others: they are led by its own page.
    """
    if place.pk is None or not reader.has_perm("projects.add_action", place):
        return ()
    plans = Plan.objects.filter(subjects=place).exclude(
        pk__in=ActionSheet.objects.filter(plan__isnull=False).values("plan")
    )
    return tuple((slug, title, 0) for slug, title in plans.order_by("-pk").values_list("slug", "title"))


def people_beside(sheet: ActionSheet) -> list[Person]:
    """Return who holds a role today in the networks of an action and may open it, by name.

    A few queries, and those of the right of each where the action is not published: other members do not read it.
    """
    networks = {network.pk: network for place in sheet.carriers.all() for network in networks_of(place.siren)}
    people = {person for network in networks.values() for person in people_acting_in(network)}
    readers = (one for one in people if one.has_perm("projects.read_action", sheet))
    return sorted(readers, key=lambda one: (one.name, one.pk))


def first_network_of(siren: str) -> str:
    """Return the slug of the network whose pages a member stands in; empty for none. One query."""
    network = next(iter(networks_of(siren)), None)
    return network.slug if network else ""


def waiting_of(siren: str, *, today: date) -> tuple[int, int, int]:
    """Return how many actions of a member are late, past without a word of their outcome, to fill in. One query."""
    sheets = ActionSheet.objects.filter(carriers__siren=siren, replaced_on__isnull=True)
    counted = sheets.aggregate(
        late=Count("pk", filter=Q(status=ActionStatus.LATE.value)),
        past=Count("pk", filter=outcome_unknown(today)),
        to_fill=Count("pk", filter=Q(completeness_pct__lt=FILLED_FROM)),
    )
    return counted["late"], counted["past"], counted["to_fill"]


def keepers_of(siren: str, *, reader: Reader, today: date) -> list[tuple[str, str]]:
    """Return, for each action of a member, the department or body that keeps it, and its status.

    Bodies alone: names of persons are not read. Four queries.
    """
    sheets = actions_of_member(siren, SheetFilter(), reader=reader, today=today).sheets
    rows = sheets.values_list("typed", "disclosures", "status")
    return [(_keeper(typed, disclosures), status) for typed, disclosures, status in rows]


def _keeper(typed: dict[str, str], disclosures: dict[str, str]) -> str:
    shown, _hidden = visible_typed(typed, disclosures, Disclosure.PUBLIC)
    return shown.get("department") or shown.get("lead") or ""
