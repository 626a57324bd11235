"""The actions of a network: table, board, calendar; and one change made to many."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from autan.evidence.grids.presenters import Grid
from autan.evidence.grids.views import GridPage
from autan.ground.errors import ConflictError
from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import in_french, words
from autan.ground.web.forms.sending import report_outcome
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.people.prepared_files.access import heavy
from autan.plans.plans.exporters import write_calendar
from autan.plans.plans.queries.plans import find_plan
from autan.plans.projects.actions.reuse import change_sheets, require_rights
from autan.plans.projects.actions.sheets import SheetInput, change_sheets_apart
from autan.plans.projects.core.bulk import BULK_FIELDS, BulkChange, preview_bulk
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.presenters.listing import (
    ActionSheetRow,
    board_columns,
    calendar_entries,
    plan_tree,
    sheet_rows,
)
from autan.plans.projects.presenters.sheet_form import bulk_inputs
from autan.plans.projects.presenters.sheet_page import budget_grid
from autan.plans.projects.queries.sheets import (
    axes_of,
    list_sheets,
    member_names,
    page_of,
    plans_with_actions,
    shared_sheets_of,
    sheets_named,
    sheets_of_plan,
    status_counts,
)
from autan.plans.projects.queries.working import views_of
from autan.territories.networks.queries.networks import get_network

_NONE_FITS, _NONE = _("Aucune action ne répond à ces choix."), _("Aucune action n’est connue ici.")
_TICKED = Column(code="ticked")
ACTIONS = DeclaredList(
    caption=_("Actions"),
    size=36,
    filter=SheetFilter,
    empty=_NONE_FITS,
    none=_NONE,
    columns=(
        Column(code="action", label=_("Action")),
        Column(code="place", label=_("Collectivité")),
        Column(code="status", label=_("Statut")),
        Column(code="theme", label=_("Thème")),
        Column(code="end", label=_("Fin")),
        Column(code="filled", label=_("Renseignée à"), is_number=True),
    ),
)
BOARD = DeclaredList(size=12, item="", filter=SheetFilter, empty=_NONE_FITS, none=_NONE)
CALENDAR = DeclaredList(
    size=50,
    filter=SheetFilter,
    empty=_("Aucune action datée ne répond à ces choix."),
    none=_("Aucune action datée n’est connue ici."),
)


def _listed_sheets(request: HttpRequest, network: str) -> "QuerySet[ActionSheet]":
    """The sheets that answer what the address asks for."""
    return list_sheets(network, SheetFilter.read(request.GET), reader=request.user, today=timezone.localdate())


def _context(request: HttpRequest, network: str) -> dict[str, Any]:
    """What every list of the actions of a network shows: what may be chosen, and the views that the reader keeps."""
    plans = [(slug, in_french(title)) for slug, title in plans_with_actions(network, request.user)]
    return {
        "network": get_network(network),
        "offered": {"siren": member_names(network), "plan": plans},
        "saved": views_of(person_of(request), network) if request.user.is_authenticated else [],
    }


def _rows(sheets: Sequence[ActionSheet]) -> list[ActionSheetRow]:
    return sheet_rows(sheets, today=timezone.localdate())


def _by_end(sheets: Sequence[ActionSheet]) -> list[tuple[str, list[ActionSheetRow]]]:
    """Rows under their end as it is stated: « 2027 » stands apart from its last day."""
    rows = sorted(_rows(sheets), key=lambda row: (row.sheet.ends_on, row.due))
    return [(due, list(shown)) for due, shown in groupby(rows, key=attrgetter("due"))]


@public
def table(request: HttpRequest, network: str) -> HttpResponse:
    """The actions that the address asks for, page by page."""
    context, sheets = _context(request, network), _listed_sheets(request, network)
    context["bulk"] = (
        bulk_inputs(BULK_FIELDS) if request.user.has_perm("projects.change_together", context["network"]) else ()
    )
    columns = (_TICKED, *ACTIONS.columns) if context["bulk"] else ACTIONS.columns
    context["listing"] = ACTIONS.page(
        request.GET, partial(page_of, sheets), show=_rows, columns=columns, offered=context["offered"]
    )
    return render(request, "projects/table.html", context)


@public
def board(request: HttpRequest, network: str) -> HttpResponse:
    """Show the actions of a list by status."""
    context, sheets = _context(request, network), _listed_sheets(request, network)
    counts = status_counts(sheets)
    first = {status: list(sheets.filter(status=status)[: BOARD.size]) for status in counts}
    columns = board_columns(counts, first, today=timezone.localdate())
    context["listing"] = BOARD.page(request.GET, columns, offered=context["offered"])
    return render(request, "projects/board.html", context)


@public
def calendar(request: HttpRequest, network: str) -> HttpResponse:
    """Show the actions of a list by their day of end; those without date are counted."""
    context, sheets = _context(request, network), _listed_sheets(request, network)
    dated = sheets.filter(ends_on__isnull=False).order_by("ends_on", "id")
    context["listing"] = CALENDAR.page(request.GET, partial(page_of, dated), show=_by_end, offered=context["offered"])
    context["undated"] = sheets.filter(ends_on__isnull=True).count()
    return render(request, "projects/calendar.html", context)


@public
@heavy
def calendar_file(request: HttpRequest, network: str) -> HttpResponse:
    """Return the calendar of actions as an iCalendar file."""
    dated = _listed_sheets(request, network).filter(ends_on__isnull=False).order_by("ends_on", "id")
    entries = calendar_entries(dated.select_related(None).only("slug", "title", "ends_on", "status"))
    content = write_calendar(
        entries, name=words(get_network(network).name), stamp=timezone.localdate(), path=request.path
    )
    return attached(content, f"actions-{network}.ics", "text/calendar; charset=utf-8")


@guarded("the actions of a plan that is not published are read by those of its territories and networks")
def of_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The tree of axes of a plan, with its actions."""
    content = find_plan(slug, reader=request.user)
    plan = content.record
    sheets = sheets_of_plan(plan, reader=request.user)
    context = {
        "plan": plan,
        "heading": plan.as_core(),
        "subjects": list(plan.subjects.all()),
        "tree": plan_tree(axes_of(plan), sheets, today=timezone.localdate()),
        "count": len(sheets),
        "shared": _rows(shared_sheets_of(plan, reader=request.user)),
        "may_write": request.user.has_perm("plans.write_plan", plan),
    }
    return render(request, "projects/plan.html", context)


@guarded_form("the right is that of writing this plan")
def budgets(request: HttpRequest, slug: str) -> HttpResponse:
    """What the actions of a plan cost, in one grid."""
    plan = find_plan(slug, reader=request.user).record
    require_right(person_of(request), "plans.write_plan", on=plan)

    def save(typed: Grid) -> str:
        changes = [(row.record, SheetInput(typed=row.typed, revision=row.revision)) for row in typed.changed]
        changed = change_sheets_apart(by=person_of(request), sheet_inputs=changes)
        return ngettext("%(n)d fiche changée.", "%(n)d fiches changées.", changed) % {"n": changed}

    return GridPage(
        request=request,
        grid=budget_grid(sheets_of_plan(plan, reader=request.user)),
        save=save,
        template="projects/budgets.html",
        file=f"{slug}-budgets",
        context={"plan": plan},
    ).answer()


@guarded_act("the right is that of writing each of these actions")
def bulk(request: HttpRequest, network: str) -> HttpResponse:
    """Show what one change would do to the actions that were chosen, then make it when it is confirmed."""
    network_record = get_network(network)
    values = {code: text for code in BULK_FIELDS if (text := request.POST.get(code, "").strip())}
    sheets = sheets_named(network, request.POST.getlist("slug"), reader=request.user)
    require_right(person_of(request), "projects.change_together", on=network_record)
    require_rights(person_of(request), sheets)
    query = request.POST.get("query", "")
    with report_outcome(request, also=(ConflictError,)):
        change = BulkChange(values=values)
        items = preview_bulk(change, [(sheet.slug, sheet.title, sheet.typed) for sheet in sheets])
        if "confirm" not in request.POST:
            changed = [item for item in items if item.changes]
            context = {"network": network_record, "items": changed, "same": len(items) - len(changed), "values": values}
            context |= {"slugs": [sheet.slug for sheet in sheets], "query": query}
            return render(request, "projects/bulk.html", context)
        shown = read_whole(request.POST["confirm"])
        done = change_sheets(by=person_of(request), sheets=sheets, change=change, expected=shown)
        messages.success(request, ngettext("%(n)d fiche changée.", "%(n)d fiches changées.", done) % {"n": done})
    return redirect(f"{reverse('projects:table', kwargs={'network': network})}?{query}")
