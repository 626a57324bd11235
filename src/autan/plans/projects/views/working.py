"""What a person works on: her actions, and the views of a list that she keeps."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import guarded, guarded_act, person_of, signed_in
from autan.plans.projects.actions.saved_views import forget_view, keep_view
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.presenters.listing import working_parts
from autan.plans.projects.queries.figures import first_network_of
from autan.plans.projects.queries.working import territories_kept_by, working_lists
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import get_network

_MOST = 8


@guarded("a person reads what names her, and the actions of the territories that she acts for")
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for a person, territory by territory: what names her, is late, soon due, to correct, to fill in."""
    person, today = person_of(request), timezone.localdate()

    def waiting(place: Territory) -> list[dict[str, Any]]:
        network = first_network_of(place.siren)
        lists = working_lists(person, [place], today=today, most=_MOST)
        return working_parts(place.siren, network, lists, today=today)

    places = [(place, waiting(place)) for place in territories_kept_by(person)]
    return render(request, "projects/mine.html", {"places": places, "most": _MOST})


@guarded_act("a person keeps views for herself alone")
def keep(request: HttpRequest, network: str) -> HttpResponse:
    """Keep the choices of a list under a name, or forget a view."""
    network_record, query = get_network(network), QueryDict(request.POST.get("query", ""))
    back = f"{reverse('projects:table', kwargs={'network': network})}?{query.urlencode()}"
    if "forget" in request.POST:
        forget_view(by=person_of(request), network=network_record, name=request.POST["forget"])
        return redirect(back)
    with report_outcome(request, _("La vue est retenue\u202f; vous seul·e la voyez.")):
        keep_view(
            by=person_of(request),
            network=network_record,
            name=request.POST.get("name", ""),
            sheet_filter=SheetFilter.read(query),
        )
    return redirect(back)
