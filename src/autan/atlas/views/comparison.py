"""The page where any measure is compared, over the members and beside territories that are alike."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.access import public
from autan.accounts.models import Person
from autan.atlas.forms.comparison import CompareForm
from autan.atlas.presenters.comparison import compared_territories, comparison_page
from autan.atlas.renderers.table_files import TABLE_FORMS, table_file
from autan.atlas.views.networks import asked_network
from autan.evidence.views.files import attached
from autan.territories.queries.networks import list_networks, network_members
from autan.territories.queries.people import mandates_of


@public
def compare(request: HttpRequest) -> HttpResponse:
    """One measure side by side."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    network, own = asked_network(request, networks), _own_siren(request)
    members = network_members(network.slug)
    form = CompareForm(request.GET, network=network, networks=networks, members=members, own=own)
    page: dict[str, object] = {"form": form, "network": network, "indicator": form.measure}
    if form.measure and form.looked_at:
        stands_out = form.followed if own or request.GET.get("territory") else ""
        page |= comparison_page(network, members, form.measure, form.looked_at, followed=form.followed, own=stands_out)
    return render(request, "atlas/compare.html", page | {"query": request.GET.urlencode()})


@public
def compare_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same comparison as a table in a file."""
    networks = list_networks()
    if form not in TABLE_FORMS or not networks:
        raise Http404(form)
    network = asked_network(request, networks)
    members = network_members(network.slug)
    asked = CompareForm(request.GET, network=network, networks=networks, members=members, own=_own_siren(request))
    if not asked.measure or not asked.looked_at:
        raise Http404(form)
    content = table_file(compared_territories(members, asked.measure, asked.looked_at), form)
    name = f"{network.slug}-{asked.measure.code}-{asked.looked_at}.{form}".replace("_", "-")
    return attached(content, name, TABLE_FORMS[form])


def _own_siren(request: HttpRequest) -> str:
    """SIREN of the territory that the reader acts for, or empty."""
    held = mandates_of(request.user) if isinstance(request.user, Person) else ()
    return next((mandate.territory.siren for mandate in held if mandate.territory), "")
