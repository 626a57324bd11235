"""Home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """The network in one screen."""
    return render(request, "site/home.html")
