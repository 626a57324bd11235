"""The plans of a network: register, timeline, comparison, competences, calendar; and their files."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from autan.ground.texts.language import words
from autan.ground.web.views import attached
from autan.people.accounts.access import public
from autan.plans.network_plans.forms import read_filter
from autan.plans.network_plans.presenters.charts import plans_map
from autan.plans.network_plans.presenters.comparison import comparison_charts, competence_rows, matrices, sums
from autan.plans.network_plans.presenters.register import cells_in_words, column_views, filter_choices, register_table
from autan.plans.network_plans.presenters.timeline import timeline_view
from autan.plans.network_plans.queries.networks import NetworkPlans, find_register, network_plans
from autan.plans.obligations.importers.competences import competence_source
from autan.plans.obligations.lake.competences import groupings_of
from autan.plans.obligations.queries.competences import competences_of
from autan.plans.plans.core.deadlines import Deadline
from autan.plans.plans.exporters import TableFormat, write_calendar, write_table
from autan.plans.plans.presenters.calendar import calendar_entries, deadline_table
from autan.plans.plans.queries.deadlines import plan_deadlines

_ROWS_A_PAGE, _COLUMNS_A_PAGE = 50, 40


@public
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """One row a member, with the columns, the order and the filters that the address asks for."""
    shown, register_filter = network_plans(slug), read_filter(request.GET)
    listing = find_register(shown, register_filter, on=timezone.localdate())
    page = Paginator(listing.sirens, _ROWS_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "network": shown.network,
        "page": page,
        "rows": [(row, cells_in_words(row, register_filter.columns)) for row in listing.rows(list(page))],
        "columns": column_views(register_filter),
        "asked": register_filter,
        "choices": filter_choices(),
        "query": query.urlencode(),
        "map": plans_map(slug, shown.members, shown.current) if len(shown.members) <= _ROWS_A_PAGE else None,
        "counts": shown.counts,
        "formats": list(TableFormat),
    }
    return render(request, "network_plans/register.html", context)


@public
def register_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The register as it is asked for, all its rows, as a workbook or a text.

    Raises:
        UnknownError: the format is not one of those.
    """
    file_format, shown, register_filter = TableFormat.of(extension), network_plans(slug), read_filter(request.GET)
    listing = find_register(shown, register_filter, on=timezone.localdate())
    table = register_table(listing.rows(listing.sirens), register_filter.columns, is_invented=shown.network.is_invented)
    content = write_table(table, name="plans", file_format=file_format)
    return attached(content, f"plans-{slug}.{extension}", file_format.media_type)


@public
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Every plan of the members on one axis of years, page by page for a large network."""
    shown = network_plans(slug)
    page = Paginator(shown.members, _ROWS_A_PAGE).get_page(request.GET.get("page"))
    names = {member.siren: member.short_name for member in page}
    view = timeline_view(slug, shown.plans, names, timezone.localdate())
    context = {"network": shown.network, "page": page, "timeline": view}
    return render(request, "network_plans/timeline.html", context)


@public
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """Themes, links, adaptation, evaluation, money, staff and participation of the members, side by side."""
    shown = network_plans(slug)
    context = {
        "network": shown.network,
        **_columns(request, shown.names),
        "counts": shown.counts,
        "sums": sums(shown.current),
        "charts": comparison_charts(shown.current, shown.names),
        "matrices": matrices(shown.current, shown.names),
    }
    return render(request, "network_plans/comparison.html", context)


def _columns(request: HttpRequest, names: Mapping[str, str]) -> dict[str, Any]:
    """The page of members whose columns are shown, and where it stands among them all, as templates cut lists."""
    page = Paginator(list(names.items()), _COLUMNS_A_PAGE).get_page(request.GET.get("page"))
    first = (page.number - 1) * _COLUMNS_A_PAGE
    return {"page": page, "columns": f"{first}:{first + _COLUMNS_A_PAGE}"}


@public
def competences(request: HttpRequest, slug: str) -> HttpResponse:
    """Competences of each member: those that act directly, and those that act through planning."""
    shown = network_plans(slug)
    columns = _columns(request, shown.names)
    groupings = [
        (name, member_groupings)
        for siren, name in columns["page"].object_list
        if (member_groupings := groupings_of(siren))
    ]
    context = {
        "network": shown.network,
        **columns,
        "names": list(shown.names.values()),
        "rows": competence_rows(slug, competences_of(list(shown.names)), shown.names),
        "groupings": groupings,
        "source": competence_source(),
    }
    return render(request, "network_plans/competences.html", context)


@public
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What falls due for the members, soonest first."""
    shown = network_plans(slug)
    context = {"network": shown.network, "deadlines": deadline_table(_deadlines(shown), _titles(shown))}
    return render(request, "network_plans/calendar.html", context)


@public
def calendar_file(_request: HttpRequest, slug: str) -> HttpResponse:
    """Return the calendar of plans as an iCalendar file."""
    shown = network_plans(slug)
    entries = calendar_entries(_deadlines(shown), _titles(shown))
    content = write_calendar(entries, name=words(shown.network.name), stamp=timezone.localdate())
    return attached(content, f"plans-{slug}.ics", "text/calendar; charset=utf-8")


def _deadlines(shown: NetworkPlans) -> tuple[Deadline, ...]:
    return plan_deadlines([plan.heading for plan in shown.plans], today=timezone.localdate())


def _titles(shown: NetworkPlans) -> dict[str, str]:
    return {plan.heading.slug: plan.heading.title for plan in shown.plans}
