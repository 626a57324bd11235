"""The library, and what a person who holds a mandate writes in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.evidence.core.library import ResourceKind
from autan.evidence.library_actions import add_resource, recommend_resource, withdraw_recommendation
from autan.evidence.library_queries import find_resource
from autan.site.library.forms import RecommendForm, ResourceForm
from autan.site.library.pages import library_page, may_write


def library(request: HttpRequest) -> HttpResponse:
    """Resources and sources, and who recommends them."""
    person = request.user if isinstance(request.user, Person) else None
    page = library_page(request.GET, person)
    return render(request, "site/library.html", {**page, "new_form": ResourceForm()})


@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add a resource; the page comes back with the faults where there are some."""
    person = _person(request)
    if not may_write(person):
        raise PermissionDenied
    form = ResourceForm(request.POST)
    if not form.is_valid():
        page = library_page({}, person)
        return render(request, "site/library.html", {**page, "new_form": form, "is_adding": True}, status=422)
    given = form.cleaned_data
    try:
        resource = add_resource(
            by=person,
            kind=ResourceKind(given["kind"]),
            title=given["title"],
            url=given["url"],
            tags=given["tags"],
            reason=given["reason"],
        )
    except RuleError as error:
        raise PermissionDenied from error
    is_new = resource.added_by_id == person.pk and resource.title == given["title"]
    words = _("La ressource est dans la bibliothèque.")
    if not is_new:
        words = _("Cette adresse était déjà dans la bibliothèque\u00a0: votre recommandation y est ajoutée.")
    messages.success(request, words)
    return redirect(f"{reverse('site:library')}#{resource.slug}")


@login_required
@require_POST
def recommend(request: HttpRequest, slug: str) -> HttpResponse:
    """Say why one recommends a resource; an empty reason takes the recommendation back."""
    person, resource = _person(request), find_resource(slug)
    if resource is None:
        raise Http404(slug)
    form = RecommendForm(request.POST)
    try:
        if form.is_valid():
            recommend_resource(by=person, resource=resource, reason=form.cleaned_data["reason"])
            messages.success(request, _("La recommandation est enregistrée."))
        elif not request.POST.get("reason", "").strip():
            withdraw_recommendation(by=person, resource=resource)
            messages.success(request, _("La recommandation est retirée."))
        else:
            messages.error(request, _("Une raison tient en 500 signes au plus."))
    except RuleError as error:
        raise PermissionDenied from error
    return redirect("site:library")


def _person(request: HttpRequest) -> Person:
    """The person of a request that passed the door."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user
