"""The page of one plan, and its files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from autan.ground.errors import known
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded
from autan.plans.plans.actions.plans import plan_ref
from autan.plans.plans.exporters import plan_as_object, write_calendar, write_json, write_yaml
from autan.plans.plans.importers.definitions import plan_sections, rule_table
from autan.plans.plans.presenters.calendar import calendar_entries, deadline_table
from autan.plans.plans.presenters.plan_page import key_figures, section_views
from autan.plans.plans.presenters.trajectories import horizon_views, trajectory_views
from autan.plans.plans.presenters.words import stage_words
from autan.plans.plans.queries.deadlines import plan_deadlines
from autan.plans.plans.queries.plans import find_plan, succession_of
from autan.plans.plans.queries.proposals import proposals_for

_DEPENDS = "a plan that is not published is read by those of its territories and networks"


@guarded(_DEPENDS)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """What a plan is, where it stands, what it aims at, what it rests on."""
    content = find_plan(slug, reader=request.user)
    heading = content.held.heading
    may_write = request.user.has_perm("plans.write_plan", content.record)
    deadlines = plan_deadlines([heading], today=timezone.localdate())
    trajectories = trajectory_views(content)
    context = {
        "content": content,
        "heading": heading,
        "subjects": list(content.record.subjects.all()),
        "stage": stage_words(content.held.digest.stage),
        "succession": succession_of(content.record),
        "figures": key_figures(content),
        "sections": section_views(content, request.user, may_write=may_write),
        "trajectories": [view for view in trajectories if not view.is_part],
        "sector_trajectories": [view for view in trajectories if view.is_part],
        "aims": "\n".join(view.title for view in trajectories),
        "horizons": horizon_views(content, timezone.localdate()),
        "warming": rule_table().warming,
        "deadlines": deadline_table(deadlines, {slug: heading.title}),
        "may_write": may_write,
        "proposal_count": len(proposals_for(content, request.user)) if may_write else 0,
        "ref": plan_ref(content.record) if may_write else None,
    }
    return render(request, "plans/plan.html", context)


@guarded(_DEPENDS)
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """What falls due for a plan, as an iCalendar file."""
    heading = find_plan(slug, reader=request.user).held.heading
    today = timezone.localdate()
    entries = calendar_entries(plan_deadlines([heading], today=today), {slug: heading.title})
    content = write_calendar(entries, name=heading.title, stamp=today, path=request.path)
    return attached(content, f"{slug}.ics", "text/calendar; charset=utf-8")


@guarded(_DEPENDS)
def export(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """A plan as a file that the command line takes in again."""
    content = find_plan(slug, reader=request.user)
    writers = {"json": write_json, "yaml": write_yaml}
    writer = known(writers.get(extension), "aucun plan au format «\u202f{extension}\u202f»", extension=extension)
    text = writer([plan_as_object(content.held, content.lines, plan_sections(), content.complete_sections)])
    return attached(text.encode(), f"{slug}.{extension}", f"application/{extension}; charset=utf-8")
