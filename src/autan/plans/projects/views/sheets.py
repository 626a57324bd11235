"""The page of one action, its print, and writing it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.figures.core.sources import evidence_refs
from autan.evidence.figures.queries.registry import evidence_cards
from autan.ground.errors import DomainError
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.fields import TickForm, in_french
from autan.ground.web.forms.sending import report_outcome, sent_data
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of
from autan.people.journal.actions import require_right
from autan.people.workflows.access import undoable
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plans import find_plan
from autan.plans.projects.actions.remarks import remark_on_sheet
from autan.plans.projects.actions.sheets import (
    StaleSheetError,
    add_sheet,
    change_sheet,
    network_of,
    remove_sheet,
    replace_sheets,
    sheet_ref,
)
from autan.plans.projects.core.axes import SEPARATOR
from autan.plans.projects.core.mentions import unknown_calls
from autan.plans.projects.forms import SheetRemarkForm, posted_lines, posted_sheet, posted_typed
from autan.plans.projects.presenters.listing import sheet_rows
from autan.plans.projects.presenters.sheet_form import input_groups, line_inputs
from autan.plans.projects.presenters.sheet_page import (
    group_views,
    lines_views,
    missing_words,
    own_share_words,
    remark_words,
    saved_words,
    status_words,
)
from autan.plans.projects.queries.figures import people_beside
from autan.plans.projects.queries.sheets import SheetContent, actions_beside, axis_path, find_sheet, parts_of
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_territory

_DEPENDS = "an action that is not published is read by those of its territories and their networks"
_WRITES = "the right is that of writing this action"
_LEVELS = 3
"""Levels of axes that the form offers; a file may give more."""


@guarded(_DEPENDS)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """What an action is, where it stands, with whom and what money, what it gave."""
    content = find_sheet(slug, reader=request.user)
    record = content.record
    may_write = request.user.has_perm("projects.write_action", record)
    parts = sheet_rows(parts_of(record), today=timezone.localdate())
    context = {
        "content": content,
        "heading": content.record,
        "carriers": list(record.carriers.all()),
        "axis": SEPARATOR.join(content.axis),
        "status": status_words(content.record.status),
        "groups": group_views(content),
        "lines": lines_views(content),
        "parts": parts,
        "missing": missing_words(content),
        "own_share": own_share_words(content),
        "cards": evidence_cards(evidence_refs(record.evidence), reader=request.user),
        "before": [succession.before for succession in record.came_from.select_related("before")],
        "after": [succession.after for succession in record.became.select_related("after")],
        "also_in": [plan for plan in record.also_in.all() if request.user.has_perm("plans.read_plan", plan)],
        "may_write": may_write,
        "ref": sheet_ref(record) if may_write else None,
    }
    if may_write:
        context["form"] = SheetRemarkForm(None, [one for one in people_beside(record) if one != request.user])
    return render(request, "projects/sheet.html", context)


def _writable_sheet(request: HttpRequest, slug: str) -> SheetContent:
    """A sheet that the person may write."""
    content = find_sheet(slug, reader=request.user)
    require_right(person_of(request), "projects.write_action", on=content.record)
    return content


@guarded_form(_WRITES)
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of an action: every field, in any order; what cannot be read is kept, and said at its place."""
    content = _writable_sheet(request, slug)
    record = content.record
    status, refusal, typed, lines = 200, "", dict(record.typed), record.lines
    axis: Sequence[str] = axis_path(record.axis)
    if request.method == "POST":
        sheet_input = posted_sheet(request.POST, record.disclosures)
        try:
            change_sheet(by=person_of(request), sheet=record, sheet_input=sheet_input)
        except (DomainError, StaleSheetError) as error:
            status = 409 if isinstance(error, StaleSheetError) else 422
            refusal = refusal_words(error)
            typed, lines = {**typed, **posted_typed(request.POST)}, posted_lines(request.POST)
            record.refresh_from_db()
            axis = axis_path(record.axis) if sheet_input.axis is None else sheet_input.axis
        else:
            messages.success(request, saved_words(record.problem_count))
            return redirect("projects:fill" if "stay" in request.POST else "projects:sheet", slug=slug)
    context = {"content": content, "plan": record.plan, "refusal": refusal, **_form(typed, lines, record.disclosures)}
    context |= {"heading": content.record, "axis": _levels(axis), "revision": record.revision, "record": record}
    return render(request, "projects/fill.html", context, status=status)


def _form(typed: dict[str, str], lines: Any, disclosures: dict[str, str]) -> dict[str, object]:
    return {"groups": input_groups(typed, disclosures), "lines": line_inputs(lines)}


def _levels(path: Sequence[str]) -> list[tuple[str, str]]:
    padded = (*path, *[""] * _LEVELS)[:_LEVELS]
    return [(f"axis{rank}", title) for rank, title in enumerate(padded, start=1)]


@guarded_form("the right is that of writing this plan")
def add_to_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an action to a plan."""
    plan = find_plan(slug, reader=request.user).record
    require_right(person_of(request), "plans.write_plan", on=plan)
    return _add(request, plan=plan)


@guarded_form("the right is that of leading this territory")
def add_to_territory(request: HttpRequest, siren: str) -> HttpResponse:
    """Add an action of a territory that stands in no plan."""
    place = find_territory(siren)
    require_right(person_of(request), "projects.add_action", on=place)
    return _add(request, territory=place)


def _add(request: HttpRequest, *, plan: Plan | None = None, territory: Territory | None = None) -> HttpResponse:
    typed, refusal, axis = posted_typed(request.POST), "", None
    if request.method == "POST":
        sheet_input = replace(posted_sheet(request.POST, {}), carriers=[territory] if territory else None)
        try:
            sheet = add_sheet(by=person_of(request), sheet_input=sheet_input, plan=plan)
        except DomainError as error:
            refusal, axis = refusal_words(error), sheet_input.axis
        else:
            messages.success(request, _("L’action est ajoutée."))
            return redirect("projects:fill", slug=sheet.slug)
    context: dict[str, object] = {
        "plan": plan,
        "place": territory,
        "refusal": refusal,
        "axis": _levels(axis or ()) if plan else [],
    }
    form = _form(typed, posted_lines(request.POST), {})
    return render(request, "projects/fill.html", context | form, status=422 if refusal else 200)


@guarded_act(_WRITES)
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove an action; the journal keeps what it said."""
    content = _writable_sheet(request, slug)
    sheet, page = content.record, reverse("projects:sheet", args=[slug])
    place, ref, network = sheet.carriers.first(), sheet_ref(sheet), network_of(sheet)
    right, success = "projects.write_action", _("L’action est retirée.")
    with undoable(request, sheet, ref=ref, network=network, right=right, on=sheet, page=page, success=success):
        remove_sheet(by=person_of(request), sheet=sheet)
        return redirect("site:territory", siren=place.siren) if place else redirect("projects:home")
    return redirect(page)


@guarded_form(_WRITES)
def replace_action(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which actions took the place of this one: merged into another, or split into several."""
    content = _writable_sheet(request, slug)
    others = {other.slug: other for other in actions_beside(content.record)}
    form = TickForm(request.POST or None, "slug", _("Les actions qui la remplacent"), others, in_french)
    if request.method == "POST":
        with report_outcome(request, _("L’action est remplacée ; elle est gardée et ne compte plus.")):
            replace_sheets(by=person_of(request), before=[content.record], after=form.chosen, on=timezone.localdate())
        return redirect("projects:sheet", slug=slug)
    context = {"content": content, "heading": content.record, "form": form}
    return render(request, "projects/replace.html", context)


@guarded_act(_DEPENDS)
def remark(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something about an action; those of its network read it."""
    content = find_sheet(slug, reader=request.user)
    person = person_of(request)
    beside = people_beside(content.record)
    form = SheetRemarkForm(request.POST, beside)
    with report_outcome(request):
        text, chosen = sent_data(form)["text"], [str(one.pk) for one in form.chosen]
        comment = remark_on_sheet(by=person, sheet=content.record, text=text, chosen=chosen, site=settings.AUTAN_SITE)
        unknown = unknown_calls(text, [one.name for one in [person, *beside]])
        messages.success(request, remark_words([one.name for one in comment.mentioned.all()], unknown))
    return redirect(f"{reverse('projects:sheet', args=[slug])}#commentaires")
