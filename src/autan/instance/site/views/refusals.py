"""What a person sees when a request is refused before any page has read it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import get_template


def outdated(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page sent was opened before the person signed in or out elsewhere: what was typed is given back."""
    del reason
    return render(request, "site/outdated.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request is too large or damaged; it may be what cannot be read, and is not read again to say so."""
    del request, exception
    return HttpResponseBadRequest(get_template("400.html").render())
