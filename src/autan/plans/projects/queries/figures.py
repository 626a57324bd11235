"""What is read of the actions of members: plans, what is late, what is to fill in, and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import Reader, version_of_rooms
from autan.ground.heavy_work import enter_lane_for
from autan.ground.texts.core.money import TaxBasis
from autan.people.accounts.models import Person
from autan.plans.plans.core.sections import ACTIONS
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.complete_lists import statement_ref, statements_of
from autan.plans.projects.core.addresses import ActionAddress
from autan.plans.projects.core.choices import ActionScope, ActionStatus, Disclosure
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.core.sheets import visible_typed
from autan.plans.projects.core.tallies import (
    FILLED_FROM,
    CountedAction,
    WholeLists,
    condition_of,
    count_acting_members,
    count_actions,
    sum_budgets,
)
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import (
    actions_mark,
    all_sheets,
    narrow,
    open_to,
    order_sheets,
    outcome_unknown,
    published,
)
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import network_members, networks_of
from autan.territories.networks.queries.people import people_acting_in

actions_version = version_of_rooms("projects", "plans", "territories")
"""Version of every figure of actions."""


def find_action_figure(address: FigureAddress) -> Figure | None:
    """Return the figure at an address of this room; None when there is none."""
    action_address = ActionAddress.parse(address)
    if action_address is None:
        return None
    sirens = sirens_of(action_address.place)
    return figure_of(action_address, sirens, counted_actions(sirens), whole_lists(sirens)) if sirens else None


def sirens_of(place: str) -> tuple[str, ...]:
    """Return the territories of a place: a SIREN, or the members of a network. One query, or none."""
    if place.isdecimal():
        return (place,)
    return tuple(member.siren for member in network_members(place))


def whole_lists(sirens: Sequence[str]) -> WholeLists:
    """Return what states that territories have no other action; none of one with unpublished actions. Two queries."""
    stated = statements_of(ACTIONS, sirens)
    if not stated:
        return {}
    hidden = ActionSheet.objects.exclude(published()).filter(carriers__siren__in=sirens)
    kept_back = set(hidden.values_list("carriers__siren", flat=True))
    return {siren: statement_ref(siren, ACTIONS) for siren in stated if siren not in kept_back}


def figure_of(
    action_address: ActionAddress, sirens: Sequence[str], actions: Sequence[CountedAction], whole: WholeLists
) -> Figure | None:
    """Compute one figure of actions at hand; None when the address asks for nothing that is counted."""
    if action_address.what == "budget":
        return sum_budgets(action_address, sirens, actions)
    try:
        if condition_of(action_address) is None:
            return None
    except ValueError:
        return None
    if action_address.what == "members":
        return count_acting_members(action_address, sirens, actions, whole)
    return count_actions(action_address, sirens, actions, whole)


def counted_actions(sirens: Sequence[str]) -> tuple[CountedAction, ...]:
    """Return the published actions of territories, each once, read again after a change. One query or three."""
    return _counted_actions(tuple(sirens), actions_mark())


@lru_cache(maxsize=64)
def _counted_actions(sirens: tuple[str, ...], _mark: object) -> tuple[CountedAction, ...]:
    enter_lane_for(len(sirens))
    links = ActionSheet.carriers.through.objects.filter(territory__siren__in=sirens)
    carriers: dict[int, set[str]] = {}
    invented: set[int] = set()
    for sheet, siren, is_invented in links.values_list("actionsheet_id", "territory__siren", "territory__is_invented"):
        carriers.setdefault(sheet, set()).add(siren)
        invented |= {sheet} if is_invented else set()
    rows = ActionSheet.objects.filter(published(), replaced_on__isnull=True, pk__in=links.values("actionsheet_id"))
    as_kept = ("slug", "title", "ends_on", "budget_low_eur", "budget_high_eur")
    read = ("pk", "status", "themes", "completeness_pct", "budget_basis", "scope")
    return tuple(
        CountedAction(
            **{name: row[name] for name in as_kept},
            sirens=frozenset(carriers[row["pk"]]),
            status=ActionStatus(row["status"]) if row["status"] else None,
            themes=tuple(ActionTheme(code) for code in row["themes"].split("|") if code),
            filled=row["completeness_pct"],
            basis=TaxBasis(row["budget_basis"] or TaxBasis.NOT_STATED.value),
            scope=ActionScope(row["scope"]) if row["scope"] else None,
            is_invented=row["pk"] in invented,
        )
        for row in rows.order_by("plan_id", "rank").values(*as_kept, *read)
    )


def listed(key: str) -> tuple[CountedAction, ...]:
    """Return the actions of one list: those of a territory that a figure counts. One query or three."""
    action_address = ActionAddress.of_list(key)
    actions = counted_actions([action_address.place])
    if action_address.what == "budget":
        basis, _, scope = action_address.detail.partition("-")
        return tuple(action for action in actions if action.basis == basis and action.scope == scope)
    try:
        counts = condition_of(action_address)
    except ValueError:
        counts = None
    return tuple(action for action in actions if counts and counts(action))


def place_figures(place: str, counted: Sequence[tuple[str, str]]) -> list[Figure]:
    """Return several figures of one place, of actions read once: what each counts, and its detail."""
    sirens = sirens_of(place)
    actions, whole = counted_actions(sirens), whole_lists(sirens)
    addresses = [ActionAddress(place=place, what=what, detail=detail) for what, detail in counted]
    return [figure for address in addresses if (figure := figure_of(address, sirens, actions, whole))]


def key_figures(place: str, *, today: date) -> list[Figure]:
    """Return what is told first of the actions of a place: how many, how many late, how many that say little."""
    return place_figures(place, [("count", ""), ("overdue", today.isoformat()), ("to_fill", "")])


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberActions:
    """The actions of a member that a reader may open."""

    sheets: QuerySet[ActionSheet]
    count: int
    plans: tuple[tuple[str, str, int], ...]


def actions_of_member(siren: str, sheet_filter: SheetFilter, *, reader: Reader, today: date) -> MemberActions:
    """Return the actions that a member carries and that a reader may open. One query, or three when signed in."""
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
    """Return the plans of a territory without any action yet, when the reader may add some, as in `plans`. One query.

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
