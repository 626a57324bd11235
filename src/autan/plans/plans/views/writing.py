"""Writing a plan: begin it, fill its sections in any order, decide of proposals, publish it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.figures.forms import for_reader
from autan.evidence.grids.presenters import Grid
from autan.evidence.grids.views import GridPage
from autan.ground.errors import known
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import act_on_form, resting_on, show_form
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, signed_in
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view
from autan.plans.plans.actions.plans import (
    StaleSectionError,
    TooLongError,
    change_heading,
    save_section,
    save_sections,
    start_plan,
)
from autan.plans.plans.actions.proposals import accept_proposals, decide_proposal
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.core.sections import ACTIONS, PlanSection, lines_of
from autan.plans.plans.forms import HeadingForm, LineEvidenceForm, posted_lines
from autan.plans.plans.importers.definitions import find_section, plan_sections
from autan.plans.plans.models import Plan
from autan.plans.plans.presenters.completeness import statement_words
from autan.plans.plans.presenters.section_forms import (
    needed_views,
    section_address,
    section_form,
    section_forms,
    section_grid,
    typed_anew,
)
from autan.plans.plans.presenters.words import proposal_words, typed_words
from autan.plans.plans.queries.plans import PlanContent, find_plan, needed_in, plans_in, plans_of, with_typed
from autan.plans.plans.queries.proposals import find_proposal, proposals_for
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import get_network

_DEPENDS = "the right is that of writing this plan"


def _writable_plan(request: HttpRequest, slug: str) -> PlanContent:
    """A plan that the person may write."""
    content = find_plan(slug, reader=request.user)
    require_right(person_of(request), "plans.write_plan", on=content.record)
    return content


@guarded(_DEPENDS)
@signed_in
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a plan: each section apart, saved as one types, in any order."""
    return _fill(request, _writable_plan(request, slug))


def _fill(request: HttpRequest, content: PlanContent, *, refused: Collection[str] = ()) -> HttpResponse:
    """Show the form of a plan; the sections whose lines were refused are open."""
    needed = needed_in(content)
    context = {
        "content": content,
        "heading": content.held.heading,
        "needed": needed_views(needed),
        "sections": section_forms(content, [missing.section for missing in needed], refused=refused),
        "actions_complete": statement_words(content.complete.get(ACTIONS), may_write=True),
        "proposals": [(proposal, proposal_words(proposal)) for proposal in proposals_for(content, request.user)],
    }
    return render(request, "plans/fill.html", context, status=422 if refused else 200)


@guarded_act(_DEPENDS)
def save(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Save all that is open on the page; the script that saves as one types sends a section, and gets it alone."""
    content, plan_section = _writable_plan(request, slug), find_section(section)
    lines = posted_lines(plan_sections(), request.POST.dict(), section)
    try:
        count = save_sections(by=person_of(request), plan=content.record, sections=lines)
    except TooLongError:
        return _fill(request, with_typed(content, lines), refused=lines)
    except StaleSectionError as error:
        return _conflict(request, content, plan_section, error)
    if request.headers.get("X-Requested-With") == "fetch":
        saved = find_plan(slug, reader=request.user)
        return render(request, "plans/section_form.html", {"form": section_form(saved, plan_section), "content": saved})
    messages.success(request, _saved_words(count))
    return redirect(section_address(slug, section))


def _saved_words(count: int) -> str:
    # what is saved as one types leaves nothing to a press: that is no « 0 ligne »
    saved = ngettext("%d ligne enregistrée.", "%d lignes enregistrées.", count) % count
    return saved if count else _("Tout est enregistré.")


@guarded_form(_DEPENDS)
def section_values(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """A section of a plan as a grid: targets, budget, funding."""
    content, plan_section = _writable_plan(request, slug), find_section(section)

    def save(typed: Grid) -> str:
        lines = [LineInput(key=row.key, typed=row.typed, revision=row.revision) for row in typed.changed]
        return _saved_words(save_section(by=person_of(request), plan=content.record, section=section, lines=lines))

    page = GridPage(
        request=request,
        grid=section_grid(content, plan_section, reader=request.user),
        save=save,
        template="plans/section_values.html",
        file=f"{slug}-{section}",
        context={"heading": content.held.heading, "section": plan_section},
    )
    try:
        return page.answer()
    except StaleSectionError as error:
        return _conflict(request, content, plan_section, error)


@guarded_form(_DEPENDS)
def line_evidence(request: HttpRequest, slug: str, section: str, key: str) -> HttpResponse:
    """What establishes one line of a plan, chosen among all that the writer may cite."""
    content, plan_section = _writable_plan(request, slug), find_section(section)
    lines = {line.key: line for line in lines_of(content.lines, section)}
    line = known(lines.get(key), "aucune ligne de cette sorte dans ce plan")
    form = LineEvidenceForm(request.POST or None, initial={"evidence": line.evidence})
    for_reader(resting_on(form, line.evidence), request.user)

    def change() -> int:
        line_input = LineInput(key=key, typed=line.typed, evidence=form.cleaned_data["evidence"])
        return save_section(by=person_of(request), plan=content.record, section=section, lines=[line_input])

    if act_on_form(request, form, change, success=_("Les preuves de la ligne sont enregistrées.")) is not None:
        return redirect(section_address(slug, section))
    return show_form(
        request,
        form,
        "plans/line_evidence.html",
        heading=content.held.heading,
        section=plan_section,
        line=typed_words(plan_section, key, line.typed),
    )


def _conflict(
    request: HttpRequest, content: PlanContent, plan_section: PlanSection, error: StaleSectionError
) -> HttpResponse:
    """Give back what was typed on a page of which somebody else changed a line meanwhile."""
    lines = posted_lines(plan_sections(), request.POST.dict(), plan_section.code)
    context = {
        "heading": content.held.heading,
        "section": plan_section.code,
        "message": refusal_words(error),
        "lines": typed_anew(content, lines),
    }
    return render(request, "plans/conflict.html", context, status=409)


@guarded_form(_DEPENDS)
def heading(request: HttpRequest, slug: str) -> HttpResponse:
    """What the plan is: title, kind, scope, who carries it, which plan it succeeds."""
    content = _writable_plan(request, slug)
    plan_heading = content.held.heading
    headings = (plan.heading for siren in plan_heading.sirens for plan in plans_of(siren, reader=request.user))
    others = {other.slug: other.title for other in headings if other.slug != slug}
    initial, plans = {"evidence": plan_heading.evidence}, list(others.items())
    form = HeadingForm(request.POST or None, document=plan_heading, initial=initial, plans=plans)
    for_reader(resting_on(form, replace(plan_heading, is_published=False)), request.user)

    def change() -> Plan:
        return change_heading(by=person_of(request), plan=content.record, heading=form.heading())

    if act_on_form(request, form, change, success=_("La fiche du plan est enregistrée."), field="follows"):
        return redirect("plans:fill", slug=slug)
    return show_form(request, form, "plans/heading.html", content=content, heading=plan_heading)


@guarded_form("the right is that of leading this territory")
def start(request: HttpRequest, siren: str) -> HttpResponse:
    """Begin a plan of a territory."""
    place = find_territory(siren)
    require_right(person_of(request), "plans.start_plan", on=place)
    plans = [(plan.heading.slug, plan.heading.title) for plan in plans_of(siren, reader=request.user)]
    form = HeadingForm(request.POST or None, plans=plans)
    return _start(request, form, lambda: plans, place.name, territory=place)


@guarded_form("the right is that of coordinating this network")
def start_of_network(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a plan of the network itself."""
    network = get_network(slug)
    require_right(person_of(request), "territories.coordinate_network", on=network)

    def plans() -> list[tuple[str, str]]:
        headings = (plan.heading for plan in plans_in(slug) if not plan.heading.sirens)
        return [(heading.slug, heading.title) for heading in headings]

    return _start(request, HeadingForm(request.POST or None), plans, network.name_fr, network=network)


def _start(
    request: HttpRequest,
    form: HeadingForm,
    plans: Callable[[], Sequence[tuple[str, str]]],
    name: str,
    *,
    territory: Territory | None = None,
    network: Network | None = None,
) -> HttpResponse:
    by, subjects = person_of(request), [territory] if territory else ()
    for_reader(form, request.user)

    def begin() -> Plan:
        return start_plan(by=by, heading=form.heading(), subjects=subjects, network=network)

    def names() -> list[tuple[str, str]]:
        return [(title, reverse("plans:plan", args=[slug])) for slug, title in plans()]

    success = _("Le plan est commencé.")
    if plan := act_on_form(request, form, begin, success=success, field="follows", names=("title", names)):
        return redirect("plans:fill", slug=plan.slug)
    return show_form(request, form, "plans/heading.html", name=name, subject=territory or network)


@guarded_act(_DEPENDS)
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept or refuse a proposal, or accept all of them."""
    content = _writable_plan(request, slug)
    if request.POST.get("decision") == "accept-all":
        proposals = proposals_for(content, request.user)
        count = accept_proposals(by=person_of(request), plan=content.record, proposals=proposals)
        messages.success(
            request, ngettext("%d ligne reprise dans le plan.", "%d lignes reprises dans le plan.", count) % count
        )
        return redirect(f"{reverse('plans:fill', kwargs={'slug': slug})}#propositions")
    proposed_line = find_proposal(content, request.POST.get("proposal", ""), request.user)
    proposal = known(proposed_line, "aucune proposition de cette sorte dans ce plan")
    is_accepted = request.POST.get("decision") == "accept"
    by, reason = person_of(request), request.POST.get("reason", "")
    decide_proposal(by=by, plan=content.record, proposal=proposal, is_accepted=is_accepted, reason=reason)
    message = _("La proposition est reprise dans le plan.") if is_accepted else _("La proposition est refusée.")
    messages.success(request, message)
    return redirect(f"{reverse('plans:fill', kwargs={'slug': slug})}#propositions")


publish = transition_view(PLAN, "publish_plan", "withdraw_plan")
delete = transition_view(PLAN, "delete_plan")
