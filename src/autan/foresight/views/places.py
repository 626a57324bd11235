"""A territory or a network: its starting state and its reference curves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.access import public
from autan.foresight.presenters.reference_page import references_view
from autan.foresight.presenters.state_page import state_view
from autan.foresight.queries.places import find_place
from autan.territories.queries.networks import list_networks


@public
def home(request: HttpRequest) -> HttpResponse:
    """The networks, and what foresight is here."""
    return render(request, "foresight/home.html", {"networks": list_networks()})


@public
def state(request: HttpRequest, place: str) -> HttpResponse:
    """Energy by sector and carrier, with how each is known, and what is missing."""
    held = find_place(place)
    return render(request, "foresight/state.html", {"place": held, "view": state_view(held)})


@public
def references(request: HttpRequest, place: str) -> HttpResponse:
    """The national strategy shared out, the levers of the State, the region, the plans."""
    held = find_place(place)
    return render(request, "foresight/references.html", {"place": held, "view": references_view(held)})
