"""The library, and what a person who holds a mandate writes in it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.accounts.access import person_of, public, requires
from autan.accounts.models import Person
from autan.evidence.actions.library import add_resource, recommend_resource, withdraw_recommendation
from autan.evidence.core.library import MAY_WRITE, ResourceKind
from autan.evidence.forms.library import LibrarySearchForm, RecommendForm, ResourceForm
from autan.evidence.presenters.library import library_page
from autan.evidence.queries.library import get_resource


@public
def library(request: HttpRequest) -> HttpResponse:
    """Resources and sources, and who recommends them."""
    return _show(request, request.GET, ResourceForm())


@requires(MAY_WRITE)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add a resource; the page comes back with the faults where there are some."""
    person, form = person_of(request), ResourceForm(request.POST)
    if not form.is_valid():
        return _show(request, {}, form, status=422)
    given = form.cleaned_data
    resource = add_resource(
        by=person,
        kind=ResourceKind(given["kind"]),
        title=given["title"],
        url=given["url"],
        tags=given["tags"],
        reason=given["reason"],
    )
    is_new = resource.added_by_id == person.pk and resource.title == given["title"]
    told = _("La ressource est dans la bibliothèque.")
    if not is_new:
        told = _("Cette adresse était déjà dans la bibliothèque\u00a0: votre recommandation y est ajoutée.")
    messages.success(request, told)
    return redirect(f"{reverse('evidence:library')}#{resource.slug}")


@requires(MAY_WRITE)
@require_POST
def recommend(request: HttpRequest, slug: str) -> HttpResponse:
    """Say why one recommends a resource; an empty reason takes the recommendation back."""
    person, resource = person_of(request), get_resource(slug)
    form = RecommendForm(request.POST)
    if form.is_valid():
        recommend_resource(by=person, resource=resource, reason=form.cleaned_data["reason"])
        messages.success(request, _("La recommandation est enregistrée."))
    elif not request.POST.get("reason", "").strip():
        withdraw_recommendation(by=person, resource=resource)
        messages.success(request, _("La recommandation est retirée."))
    else:
        messages.error(request, _("Une raison tient en 500 signes au plus."))
    return redirect("evidence:library")


def _show(request: HttpRequest, asked: Mapping[str, Any], new_form: ResourceForm, status: int = 200) -> HttpResponse:
    form = LibrarySearchForm(asked)
    form.is_valid()
    person = request.user if isinstance(request.user, Person) else None
    page = library_page(
        text=form.cleaned_data.get("text", ""),
        kind=form.cleaned_data.get("kind", ""),
        tag=str(asked.get("tag", ""))[:80],
        person=person,
    )
    context = {**page, "form": form, "new_form": new_form, "is_adding": status != 200}
    return render(request, "evidence/library.html", context, status=status)
