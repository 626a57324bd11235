"""Projects of a network, year by year, and one project with what its sources state."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from autan.evidence.figures.queries.registry import evidence_cards
from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import guarded_act, person_of, public
from autan.plans.projects.actions.projects import add_state, project_ref
from autan.plans.projects.core.projects import years_of
from autan.plans.projects.forms import StateForm
from autan.plans.projects.presenters.listing import sheet_rows
from autan.plans.projects.presenters.projects import project_rows, state_views, topic_views
from autan.plans.projects.queries.projects import find_project, projects_of, sheets_serving
from autan.territories.networks.queries.networks import get_network


@public
@require_safe
def of_network(request: HttpRequest, network: str) -> HttpResponse:
    """The projects of a network, with their states of the year that the address asks for, or all of them."""
    network_record, projects = get_network(network), projects_of(network)
    year_text = request.GET.get("annee", "")
    year = int(year_text) if year_text.isdecimal() and len(year_text) == 4 else None
    context = {
        "network": network_record,
        "year": year,
        "years": years_of([project.as_core() for project in projects]),
        "rows": project_rows(projects, year, request.user),
    }
    return render(request, "projects/projects.html", context)


@public
@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: its ambition, its states with their sources, the actions that serve it, what sources state of it."""
    record = find_project(slug)
    heading = record.as_core()
    may_write = request.user.has_perm("projects.write_project", record)
    context = {
        "network": record.network,
        "heading": heading,
        "places": list(record.carriers.all()),
        "states": state_views(heading.states, request.user),
        "topics": topic_views(heading, request.user),
        "cards": evidence_cards(heading.evidence, reader=request.user),
        "rows": sheet_rows(sheets_serving(record), today=timezone.localdate()),
        "form": StateForm() if may_write else None,
        "ref": project_ref(record) if may_write else None,
    }
    return render(request, "projects/project.html", context)


@guarded_act("the right is that of acting for a territory of this project")
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a dated state to a project, with the fact that states it."""
    record, form = find_project(slug), StateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Un état de projet a une année, des mots et un fait qui l’établit."))
        return redirect("projects:project", slug=slug)
    with report_outcome(request, _("L’état est ajouté ; ceux d’avant sont gardés.")):
        add_state(by=person_of(request), project=record, state=form.state())
    return redirect("projects:project", slug=slug)
