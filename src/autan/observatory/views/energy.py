"""The energy page of a territory, and what it filed with its climate plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.access import public
from autan.observatory.presenters.energy_page import energy_page, filings_page
from autan.territories.queries.bodies import find_territory


@public
def energy(request: HttpRequest, siren: str) -> HttpResponse:
    """Energy, greenhouse gases, production, carbon and bill of a territory, source by source."""
    place = find_territory(siren)
    page = energy_page(siren, base=request.GET.get("base", "")[:10])
    context = {"place": place, "may_give": request.user.has_perm("observatory.record_own_value", place), **page}
    return render(request, "observatory/energy.html", context)


@public
def filings(request: HttpRequest, siren: str) -> HttpResponse:
    """The regulatory grids of each filing of a territory, with the cells that lack."""
    return render(request, "observatory/filings.html", {"place": find_territory(siren), **filings_page(siren)})
