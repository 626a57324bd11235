"""The actions of a network: table, board, calendar; and one change made to many."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from autan.ground.errors import ConflictError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import report_outcome
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, person_of, public
from autan.plans.plans.exporters import write_calendar
from autan.plans.plans.queries.plans import find_plan
from autan.plans.projects.actions.bulk import change_sheets
from autan.plans.projects.core.bulk import BULK_FIELDS, BulkChange, preview_bulk
from autan.plans.projects.core.filters import SheetFilter, read_filter
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.presenters.listing import board_columns, calendar_entries, filter_choices, sheet_rows
from autan.plans.projects.presenters.plan_tree import plan_tree
from autan.plans.projects.presenters.sheet_form import bulk_inputs
from autan.plans.projects.queries.sheets import (
    axes_of,
    list_sheets,
    member_names,
    page_of,
    plans_with_actions,
    sheets_named,
    sheets_of_plan,
    status_counts,
)
from autan.plans.projects.queries.working import views_of
from autan.territories.networks.queries.networks import get_network

_ROWS_A_PAGE = 50
_MOST_PAGES = 10_000
_CARDS_A_COLUMN = 12


def _listed(request: HttpRequest, network: str) -> tuple[SheetFilter, "QuerySet[ActionSheet]", dict[str, object]]:
    """What the address asks for, the sheets that answer, and what every list of them shows."""
    sheet_filter = read_filter(request.GET)
    network_record = get_network(network)
    members = member_names(network)
    lists = filter_choices(sheet_filter, members, plans_with_actions(network, request.user))
    query = request.GET.copy()
    query.pop("page", None)
    has_more = any(
        choice_list["chosen"] for choice_list in lists if not choice_list["is_first"] and choice_list["name"] != "tri"
    )
    context = {
        "network": network_record,
        "asked": sheet_filter,
        "lists": lists,
        "query": query.urlencode(),
        "has_more": has_more,
    }
    context["saved"] = views_of(person_of(request), network) if request.user.is_authenticated else []
    return sheet_filter, list_sheets(network, sheet_filter, reader=request.user, today=timezone.localdate()), context


@public
@require_safe
def table(request: HttpRequest, network: str) -> HttpResponse:
    """The actions that the address asks for, page by page."""
    _sheet_filter, sheets, context = _listed(request, network)
    context |= _one_page(request, sheets)
    context["bulk"] = bulk_inputs(BULK_FIELDS) if request.user.is_authenticated else ()
    return render(request, "projects/table.html", context)


def _one_page(request: HttpRequest, action_sheets: QuerySet[ActionSheet]) -> dict[str, object]:
    """The page of a list that the address asks for; the last one where it has fewer."""
    page_number = request.GET.get("page", "1")
    start = (int(page_number) - 1) * _ROWS_A_PAGE if 0 < (read_whole(page_number) or 0) < _MOST_PAGES else 0
    sheets, count = page_of(action_sheets, start=start, most=_ROWS_A_PAGE)
    page = Paginator(range(count), _ROWS_A_PAGE).get_page(page_number)
    if count and not sheets:
        sheets, count = page_of(action_sheets, start=page.start_index() - 1, most=_ROWS_A_PAGE)
    return {"page": page, "rows": sheet_rows(sheets, today=timezone.localdate())}


@public
@require_safe
def board(request: HttpRequest, network: str) -> HttpResponse:
    """Show the actions of a list by status."""
    _sheet_filter, sheets, context = _listed(request, network)
    counts = status_counts(sheets)
    first = {status: list(sheets.filter(status=status)[:_CARDS_A_COLUMN]) for status in counts}
    columns = board_columns(counts, first, today=timezone.localdate())
    return render(request, "projects/board.html", context | {"columns": columns, "most": _CARDS_A_COLUMN})


@public
@require_safe
def calendar(request: HttpRequest, network: str) -> HttpResponse:
    """Show the actions of a list by their day of end; those without date are counted."""
    _sheet_filter, sheets, context = _listed(request, network)
    dated = sheets.filter(ends_on__isnull=False).order_by("ends_on", "id")
    context |= {**_one_page(request, dated), "undated": sheets.filter(ends_on__isnull=True).count()}
    return render(request, "projects/calendar.html", context)


@public
@require_safe
def calendar_file(request: HttpRequest, network: str) -> HttpResponse:
    """Return the calendar of actions as an iCalendar file."""
    _sheet_filter, sheets, _context = _listed(request, network)
    entries = calendar_entries(sheets.filter(ends_on__isnull=False).order_by("ends_on", "id"))
    content = write_calendar(entries, name=words(get_network(network).name), stamp=timezone.localdate())
    return attached(content, f"actions-{network}.ics", "text/calendar; charset=utf-8")


@guarded("the actions of a plan that is not published are read by those of its territories and networks")
@require_safe
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
        "may_write": request.user.has_perm("plans.write_plan", plan),
    }
    return render(request, "projects/plan.html", context)


@guarded_act("the right is that of writing each of these actions")
def bulk(request: HttpRequest, network: str) -> HttpResponse:
    """Show what one change would do to the actions that were chosen, then make it when it is confirmed."""
    network_record = get_network(network)
    values = {code: text for code in BULK_FIELDS if (text := request.POST.get(code, "").strip())}
    sheets = sheets_named(network, request.POST.getlist("slug"), reader=request.user)
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
