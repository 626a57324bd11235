"""The public pages of surveys: campaigns. Results are in `results`, the questionnaire as asked in `documents`."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from autan.surveys.queries.campaigns import (
    CampaignView,
    UnknownCampaignError,
    campaign_figures,
    coverage_of,
    list_campaigns,
    view_campaign,
)
from autan.surveys.views.door import doors_open_to

_MEMBERS_A_PAGE = 100


def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign; the only one at once when there is one."""
    found = list_campaigns()
    writes = request.user.has_perm("territories.coordinate_network", None)
    if len(found) == 1 and not writes:
        return redirect("surveys:campaign", slug=found[0].slug)
    return render(request, "surveys/campaigns.html", {"campaigns": found, "writes": writes})


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: what was published of it, and what is documented, members by sections."""
    view = _view_or_404(slug)
    can_read = request.user.has_perm("surveys.read_results", view.record)
    page = Paginator(view.respondents, _MEMBERS_A_PAGE).get_page(request.GET.get("page"))
    grid = coverage_of(view, shown=tuple(page.object_list)) if can_read else None
    doors = doors_open_to(request, view.record)
    context = {"view": view, "grid": grid, "page": page, "figures": campaign_figures(view), "doors": doors}
    return render(request, "surveys/campaign.html", context)


def _view_or_404(slug: str) -> CampaignView:
    try:
        return view_campaign(slug)
    except UnknownCampaignError as error:
        raise Http404(str(error)) from None
