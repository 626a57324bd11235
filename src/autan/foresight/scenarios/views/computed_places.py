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
        held = find_place(place)
        if not held.sectors:
            return render(request, "foresight/unknown.html", {"place": held})
        return view(request, held, **more)

    return answer
