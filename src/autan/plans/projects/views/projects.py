"""Projects of a network, year by year, and one project with what its sources state."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.figures.forms import for_reader
from autan.evidence.figures.queries.registry import evidence_cards
from autan.ground.lists.presenters import DeclaredList
from autan.ground.web.forms.sending import act_on_form, report_outcome, resting_on
from autan.people.accounts.access import guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.plans.projects.actions.projects import add_state, keep_project, project_ref
from autan.plans.projects.core.projects import ProjectFilter, years_of
from autan.plans.projects.forms import (
    ProjectForm,
    ProjectLines,
    StateForm,
    lines_initial,
    posted_project,
    project_initial,
)
from autan.plans.projects.models import Project
from autan.plans.projects.presenters.evidence_kinds import project_rows, state_views, topic_views
from autan.plans.projects.presenters.listing import sheet_rows
from autan.plans.projects.queries.projects import find_project, free_project_slug, projects_of, sheets_serving
from autan.plans.projects.queries.sheets import member_territories
from autan.territories.networks.models import Network
from autan.territories.networks.queries.beginnings import starting_values
from autan.territories.networks.queries.networks import get_network
from autan.territories.perimeters.lake.register import commune_names

PROJECTS = DeclaredList(
    size=20, filter=ProjectFilter, item="section", empty=gettext_lazy("Aucun projet n’est renseigné ici.")
)


@public
def of_network(request: HttpRequest, network: str) -> HttpResponse:
    """The projects of a network, with their states of the year that the address asks for, or all of them."""
    network_record, projects = get_network(network), projects_of(network)
    years = years_of([project.as_core() for project in projects])
    listing = PROJECTS.page(
        request.GET,
        projects,
        show=lambda rows: project_rows(rows, ProjectFilter.read(request.GET).year, request.user),
        offered={"year": [(str(year), str(year)) for year in years]},
    )
    context = {
        "network": network_record,
        "listing": listing,
        "may_add": request.user.has_perm("territories.coordinate_network", network_record),
    }
    return render(request, "projects/projects.html", context)


@public
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: its ambition, its states with their sources, the actions that serve it, what sources state of it."""
    return _show(request, find_project(slug), for_reader(StateForm(), request.user))


def _show(request: HttpRequest, record: Project, form: StateForm, status: int = 200) -> HttpResponse:
    heading = record.as_core()
    may_write = request.user.has_perm("projects.write_project", record)
    context = {
        "network": record.network,
        "heading": heading,
        "places": list(record.carriers.all()),
        "commune": commune_names().get(record.commune, ""),
        "states": state_views(heading.states, request.user),
        "topics": topic_views(heading, request.user),
        "cards": evidence_cards(heading.evidence, reader=request.user),
        "rows": sheet_rows(sheets_serving(record), today=timezone.localdate()),
        "form": form if may_write else None,
        "ref": project_ref(record) if may_write else None,
    }
    return render(request, "projects/project.html", context, status=status)


@guarded_form("the right is that of coordinating the network")
def add(request: HttpRequest, network: str) -> HttpResponse:
    """Begin a project of a network."""
    network_record = get_network(network)
    require_right(person_of(request), "territories.coordinate_network", on=network_record)
    return _edit(request, network_record, None)


@guarded_form("the right is that of acting for a territory of this project")
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a project is and what sources state of it; its states are added on its page."""
    record = find_project(slug)
    require_right(person_of(request), "projects.write_project", on=record)
    return _edit(request, record.network, record)


def _edit(request: HttpRequest, network: Network, record: Project | None) -> HttpResponse:
    posted, before = (request.POST if request.method == "POST" else None), record.as_core() if record else None
    places = list(dict.fromkeys([*member_territories(network.slug), *(record.carriers.all() if record else ())]))
    model = starting_values("project", request.GET) if record is None else {}
    form = ProjectForm(posted, document=record, initial=project_initial(record) if record else model, places=places)
    stated = lines_initial(before) if before else None
    resting_on(form, form.initial if record else None, stated)
    lines = ProjectLines(posted, initial=model.get("lines") if stated is None else stated, prefix="lines")
    for part in (form, *lines):
        for_reader(part, request.user)
    if posted is not None and form.is_valid() and lines.is_valid():
        slug = before.slug if before else free_project_slug(form.cleaned_data["name"].fr)
        project = act_on_form(
            request,
            form,
            lambda: keep_project(
                by=person_of(request),
                network=network,
                heading=posted_project(form, lines, slug=slug, before=before),
                sheets=[ref.key for ref in form.cleaned_data["sheets"]],
            ),
            success=_("Le projet est enregistré."),
            names=None if record else ("name", lambda: _addresses(network)),
        )
        if project is not None:
            return redirect("projects:project", slug=project.slug)
    context = {"network": network, "project": record, "form": form, "lines": lines}
    return render(request, "projects/edit_project.html", context, status=422 if posted is not None else 200)


def _addresses(network: Network) -> list[tuple[str, str]]:
    return [(one.name_fr, reverse("projects:project", args=[one.slug])) for one in projects_of(network.slug)]


@guarded_act("the right is that of acting for a territory of this project")
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a dated state to a project, with what states it."""
    record, form = find_project(slug), for_reader(StateForm(request.POST), request.user)
    require_right(person_of(request), "projects.write_project", on=record)
    if not form.is_valid():
        return _show(request, record, form, status=422)
    with report_outcome(request, _("L’état est ajouté ; ceux d’avant sont gardés.")):
        add_state(by=person_of(request), project=record, state=form.document())
    return redirect("projects:project", slug=slug)
