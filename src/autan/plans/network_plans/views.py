"""The plans of a network: register, timeline, comparison, competences, calendar; and their files."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.texts.language import words
from autan.ground.web.views import attached
from autan.people.accounts.access import public
from autan.people.prepared_files.access import heavy
from autan.plans.network_plans.core.register import COLUMNS, USUAL, RegisterFilter
from autan.plans.network_plans.presenters.charts import plans_map
from autan.plans.network_plans.presenters.comparison import comparison_charts, competence_rows, matrices, sums
from autan.plans.network_plans.presenters.register import cells_in_words, filter_choices, register_table
from autan.plans.network_plans.presenters.timeline import timeline_view
from autan.plans.network_plans.queries.networks import NetworkPlans, find_register, network_plans
from autan.plans.obligations.importers.rules import competence_source
from autan.plans.obligations.lake.competences import groupings_of
from autan.plans.obligations.queries.records import competences_of
from autan.plans.plans.core.deadlines import Deadline
from autan.plans.plans.exporters import TableFormat, write_calendar, write_table
from autan.plans.plans.presenters.calendar import calendar_entries, deadline_table
from autan.plans.plans.queries.deadlines import plan_deadlines

REGISTER = DeclaredList(
    caption=_("Registre des plans"),
    size=50,
    filter=RegisterFilter,
    empty=_("Aucun membre ne répond à ces choix."),
    columns=(
        Column(code="member", label=_("Membre")),
        *(Column(code=code, label=label) for code, label in COLUMNS.items()),
    ),
)
TIMELINE, SIDE_BY_SIDE, DEADLINES = DeclaredList(size=50), DeclaredList(size=40), DeclaredList(size=100)


def _of_members(view: Callable[[HttpRequest, NetworkPlans], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the plans of a network; one without members has a page that says so, and nothing else."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        plans = network_plans(slug)
        if not plans.members:
            return render(request, "territories/no_members.html", {"network": plans.network})
        return view(request, plans)

    return answer


def _register_filter(query: QueryDict) -> RegisterFilter:
    """What an address asks of the register: several columns may be."""
    columns = tuple(code for code in query.getlist("colonne") if code in COLUMNS)
    return replace(RegisterFilter.read(query), columns=columns or USUAL)


@public
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """One row a member, with the columns, the order and the filters that the address asks for."""
    plans, register_filter = network_plans(slug), _register_filter(request.GET)
    register = find_register(plans, register_filter, on=timezone.localdate())
    by_code = {column.code: column for column in REGISTER.columns}
    context = {
        "network": plans.network,
        "listing": REGISTER.page(
            request.GET,
            register.sirens,
            show=lambda sirens: [(row, cells_in_words(row, register_filter.columns)) for row in register.rows(sirens)],
            columns=[by_code[code] for code in ("member", *register_filter.columns)],
            offered=filter_choices(),
        ),
        "map": plans_map(slug, plans.members, plans.current) if len(plans.members) <= REGISTER.size else None,
        "counts": plans.counts,
        "has_plans": bool(plans.plans),
        "may_start": request.user.has_perm("territories.coordinate_network", plans.network),
        "formats": list(TableFormat),
    }
    return render(request, "network_plans/register.html", context)


@public
def register_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The register as it is asked for, all its rows, as a workbook or a text."""
    file_format, plans, register_filter = TableFormat.of(extension), network_plans(slug), _register_filter(request.GET)
    register = find_register(plans, register_filter, on=timezone.localdate())
    table = register_table(
        register.rows(register.sirens), register_filter.columns, is_invented=plans.network.is_invented
    )
    content = write_table(table, name="plans", file_format=file_format)
    return attached(content, f"plans-{slug}.{extension}", file_format.media_type)


@public
@_of_members
def timeline(request: HttpRequest, plans: NetworkPlans) -> HttpResponse:
    """Every plan of the members on one axis of years, page by page for a large network."""
    listing = TIMELINE.page(request.GET, plans.members)
    names = {member.siren: member.short_name for member in listing.rows}
    view = timeline_view(plans.network.slug, plans.plans, names, timezone.localdate())
    context = {"network": plans.network, "listing": listing, "timeline": view}
    return render(request, "network_plans/timeline.html", context)


@public
@_of_members
def comparison(request: HttpRequest, plans: NetworkPlans) -> HttpResponse:
    """Themes, links, adaptation, evaluation, money, staff and participation of the members, side by side."""
    context = {
        "network": plans.network,
        **_columns(request, plans.names),
        "counts": plans.counts,
        "sums": sums(plans.current),
        "charts": comparison_charts(plans.current, plans.names),
        "matrices": matrices(plans.current, plans.names),
    }
    return render(request, "network_plans/comparison.html", context)


def _columns(request: HttpRequest, names: Mapping[str, str]) -> dict[str, Any]:
    """The page of members whose columns are shown, and where it stands among them all, as templates cut lists."""
    listing = SIDE_BY_SIDE.page(request.GET, list(names.items()))
    first = (listing.page.number - 1) * SIDE_BY_SIDE.size
    return {"listing": listing, "columns": f"{first}:{first + SIDE_BY_SIDE.size}"}


@public
@_of_members
def competences(request: HttpRequest, plans: NetworkPlans) -> HttpResponse:
    """Competences of each member: those that act directly, and those that act through planning."""
    columns = _columns(request, plans.names)
    groupings = [
        (name, member_groupings) for siren, name in columns["listing"].rows if (member_groupings := groupings_of(siren))
    ]
    context = {
        "network": plans.network,
        **columns,
        "names": list(plans.names.values()),
        "rows": competence_rows(plans.network.slug, competences_of(list(plans.names)), plans.names),
        "groupings": groupings,
        "source": competence_source(),
    }
    return render(request, "network_plans/competences.html", context)


@public
@_of_members
def calendar(request: HttpRequest, plans: NetworkPlans) -> HttpResponse:
    """What falls due for the members, soonest first."""
    listing = DEADLINES.page(request.GET, _deadlines(plans))
    context = {"network": plans.network, "listing": listing, "deadlines": deadline_table(listing.rows, _titles(plans))}
    return render(request, "network_plans/calendar.html", context)


@public
@heavy
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the calendar of plans as an iCalendar file."""
    plans = network_plans(slug)
    entries = calendar_entries(_deadlines(plans), _titles(plans))
    content = write_calendar(entries, name=words(plans.network.name), stamp=timezone.localdate(), path=request.path)
    return attached(content, f"plans-{slug}.ics", "text/calendar; charset=utf-8")


def _deadlines(plans: NetworkPlans) -> tuple[Deadline, ...]:
    return plan_deadlines([plan.heading for plan in plans.plans], today=timezone.localdate())


def _titles(plans: NetworkPlans) -> dict[str, str]:
    return {plan.heading.slug: plan.heading.title for plan in plans.plans}
