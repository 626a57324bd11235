"""Finds the figures of actions: of a territory, or of the members of a network."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import version_of_rooms
from autan.ground.texts.core.money import TaxBasis
from autan.plans.plans.core.sections import ACTIONS
from autan.plans.plans.queries.complete_lists import statement_ref, statements_of
from autan.plans.projects.core.addresses import ActionAddress
from autan.plans.projects.core.choices import ActionScope, ActionStatus
from autan.plans.projects.core.tallies import (
    CountedAction,
    WholeLists,
    condition_of,
    count_acting_members,
    count_actions,
    sum_budgets,
)
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import actions_mark, published
from autan.territories.networks.queries.networks import network_members

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
    return _counted(tuple(sirens), actions_mark())


@lru_cache(maxsize=64)
def _counted(sirens: tuple[str, ...], _mark: object) -> tuple[CountedAction, ...]:
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
