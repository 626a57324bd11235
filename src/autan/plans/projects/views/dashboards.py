"""Dashboards of a network and of a member, every figure with its trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from autan.ground.lists.presenters import DeclaredList
from autan.people.accounts.access import public
from autan.plans.plans.core.sections import ACTIONS
from autan.plans.plans.presenters.completeness import list_statement
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.filters import ActionState, SheetFilter
from autan.plans.projects.core.themes import ActionTheme
from autan.plans.projects.presenters.dashboards import (
    BUDGETS,
    MEMBERS,
    STATUSES,
    THEMES,
    figure_rows,
    theme_rows,
    waiting_rows,
)
from autan.plans.projects.presenters.listing import ActionSheetRow, sheet_rows
from autan.plans.projects.queries.figures import (
    actions_of_member,
    counted_actions,
    empty_plans_of,
    first_network_of,
    keepers_of,
    key_figures,
    place_figures,
)
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import get_network, network_members

_MOST_LATE = 12
COLUMNS = DeclaredList(size=40)


@public
def of_network(request: HttpRequest, network: str) -> HttpResponse:
    """What the members do: themes covered by how many of them, actions by status and theme, what only some do."""
    network_record = get_network(network)
    names = {member.siren: member.short_name for member in network_members(network)}
    if not names:
        return render(request, "territories/no_members.html", {"network": network_record})
    actions, listing = counted_actions(list(names)), COLUMNS.page(request.GET, list(names.items()))
    context = {
        "network": network_record,
        "listing": listing,
        "figures": key_figures(network, today=timezone.localdate()),
        "statuses": figure_rows("statut", ActionStatus, place_figures(network, STATUSES)),
        "budgets": [figure for figure in place_figures(network, BUDGETS) if figure.is_known],
        "themes": theme_rows(place_figures(network, MEMBERS), actions, [siren for siren, _name in listing.rows]),
    }
    return render(request, "projects/network_dashboard.html", context)


@public
def of_member(request: HttpRequest, siren: str) -> HttpResponse:
    """What a member does: its statuses, themes and money, what is late, and what waits on whom."""
    place, today = find_territory(siren), timezone.localdate()

    def some_in(state: ActionState) -> list[ActionSheetRow]:
        sheets = actions_of_member(siren, SheetFilter(state=state), reader=request.user, today=today).sheets
        return sheet_rows(sheets[:_MOST_LATE], today=today)

    context = {
        "place": place,
        "network": first_network_of(siren),
        "figures": key_figures(siren, today=today),
        "statuses": figure_rows("statut", ActionStatus, place_figures(siren, STATUSES)),
        "themes": figure_rows("theme", ActionTheme, place_figures(siren, THEMES)),
        "budgets": [figure for figure in place_figures(siren, BUDGETS) if figure.is_known],
        "plans": (
            *actions_of_member(siren, SheetFilter(), reader=request.user, today=today).plans,
            *empty_plans_of(place, reader=request.user),
        ),
        "late": some_in(ActionState.OVERDUE),
        "past": some_in(ActionState.PASSED),
        "statement": list_statement(place, ACTIONS, reader=request.user),
        "waiting": waiting_rows(keepers_of(siren, reader=request.user, today=today)),
    }
    return render(request, "projects/member_dashboard.html", context)
