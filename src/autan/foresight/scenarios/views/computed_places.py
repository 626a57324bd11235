"""Views of a place: a network without members, or a place of which no sector is whole, has a page that says so."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.queries.places import ForesightPlace, body_of, find_place
from autan.ground.texts.language import words
from autan.ground.web.presenters import OPENED


def of_place(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the place itself, once it has a territory."""

    @wraps(view)
    def answer(request: HttpRequest, place: str, **more: str) -> HttpResponse:
        foresight_place = find_place(place)
        if not foresight_place.states:
            return render(request, "territories/no_members.html", {"network": body_of(foresight_place)})
        return view(request, foresight_place, **more)

    return answer


def of_computed_place(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the place itself, once some sector of it is whole and each choice has one value."""

    @wraps(view)
    @of_place
    def answer(request: HttpRequest, foresight_place: ForesightPlace, **more: str) -> HttpResponse:
        if not foresight_place.sectors:
            return render(request, "foresight/unknown.html", {"place": foresight_place})
        choices = dict((request.POST or request.GET).lists())
        if doubled := {name: values for name, values in choices.items() if len(values) > 1 and name != OPENED}:
            names = ", ".join(f"{_name(name)} ({' / '.join(values)})" for name, values in doubled.items())
            messages.error(request, _("Donné plusieurs fois, donc aucune valeur n’est prise\u00a0: %s.") % names)
            once = {name: values[0] for name, values in choices.items() if name not in doubled}
            return redirect(reverse("foresight:try", args=[foresight_place.code], query=once))
        return view(request, foresight_place, **more)

    return answer


def _name(parameter: str) -> str:
    """The lever that a parameter is about, in words; the parameter itself where it is about none."""
    kind = shipped_library().get(parameter.partition(".")[2])
    return words(kind.label) if kind is not None else parameter
