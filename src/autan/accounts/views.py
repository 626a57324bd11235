"""The page of one's own account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.access import person_of, signed_in


@signed_in
def account_home(request: HttpRequest) -> HttpResponse:
    """What one may change of one's account."""
    return render(request, "account/home.html", {"person": person_of(request)})


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up alone."""
    del request
    message = "accounts are given, not taken"
    raise Http404(message)
