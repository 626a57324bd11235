"""The energy page of a territory, and what it filed with its climate plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autan.opendata.observatory.presenters.energy_page import energy_page, filings_page
from autan.opendata.observatory.presenters.yearly_series import yearly_page
from autan.people.accounts.access import public
from autan.territories.networks.queries.bodies import find_territory


@public
def energy(request: HttpRequest, siren: str) -> HttpResponse:
    """Energy, greenhouse gases, production, carbon and bill of a territory, source by source."""
    place = find_territory(siren)
    may_give = request.user.has_perm("observatory.record_own_value", place)
    return render(request, "observatory/energy.html", {"place": place, "may_give": may_give, **energy_page(siren)})


@public
def years(request: HttpRequest, siren: str) -> HttpResponse:
    """The same from year to year, and from one edition to the next; `base` is the date whose indices are 100."""
    return render(
        request, "observatory/years.html", {"place": find_territory(siren), **yearly_page(siren, request.GET)}
    )


@public
def filings(request: HttpRequest, siren: str) -> HttpResponse:
    """The regulatory grids of each filing of a territory, with the cells that lack."""
    return render(request, "observatory/filings.html", {"place": find_territory(siren), **filings_page(siren)})
