"""The page of doubts: what the quality rules found in the data of a coordinator's network."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.models import Person
from autan.observatory.presenters import group_by_rule, view_source
from autan.observatory.quality_queries import coordinated_sirens, doubts_of_territories
from autan.observatory.queries import lake_status


@login_required
def quality(request: HttpRequest) -> HttpResponse:
    """Doubts on the members of the networks that the person coordinates."""
    person = request.user
    if not isinstance(person, Person) or not person.has_perm("territories.coordinate_network"):
        raise PermissionDenied
    rules = group_by_rule(doubts_of_territories(coordinated_sirens(person)))
    sources = [view_source(status) for status in lake_status()]
    return render(request, "observatory/quality.html", {"rules": rules, "sources": sources})
