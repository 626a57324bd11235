"""Views of what can be computed: a place of which no sector is whole has a page that says so, and nothing else."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autan.foresight.scenarios.queries.places import find_place


def of_computed_place(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the place itself, once some sector of it is whole."""

    @wraps(view)
    def answer(request: HttpRequest, place: str, **more: str) -> HttpResponse:
        foresight_place = find_place(place)
        if not foresight_place.sectors:
            return render(request, "foresight/unknown.html", {"place": foresight_place})
        return view(request, foresight_place, **more)

    return answer
