"""Pages of the atlas, of the comparison and of the sums by perimeter, and their files."""

import re
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.evidence.imports.views import answer_import
from autan.ground.web.views import attached
from autan.opendata.atlas.actions import innovation_import
from autan.opendata.atlas.forms import AtlasForm, CompareForm, PerimeterForm
from autan.opendata.atlas.importers import COLUMNS
from autan.opendata.atlas.presenters.atlas_page import atlas_page, theme_page
from autan.opendata.atlas.presenters.comparison import compared_territories, comparison_page
from autan.opendata.atlas.presenters.innovation_page import innovation_page
from autan.opendata.atlas.renderers.files import (
    EXPORTS,
    FRAME_FORMS,
    TABLE_FORMS,
    frame_file,
    places_table,
    render_file,
    render_theme,
    table_file,
)
from autan.opendata.measures.queries.communal_tables import SummedTable, communal_sources, sum_source
from autan.opendata.observatory.core.innovation_kinds import InnovationKind
from autan.people.accounts.access import guarded, guarded_form, public, signed_in
from autan.people.accounts.models import Person
from autan.people.prepared_files.access import answer_about, heavy
from autan.territories.charts.templatetags.charts import draw_for_all
from autan.territories.networks.access import DEPENDS, coordinated_network
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import list_networks, network_members
from autan.territories.networks.queries.people import mandates_of, network_asked


def asked_network(request: HttpRequest, networks: Sequence[Network]) -> Network:
    """The network that an address names; the reader’s own, else the first one, where it names none that there is.

    The drawings of the page are those of this network for everybody.
    """
    network = network_asked(request.user, request.GET.get("network", "")) or networks[0]
    draw_for_all(request, request.path, network=network.slug)
    return network


@public
def atlas(request: HttpRequest) -> HttpResponse:
    """One measure, or one theme, on a map."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    network = asked_network(request, networks)
    form = AtlasForm(request.GET, network=network, networks=networks)
    choice = form.choice
    members = network_members(network.slug)

    def make() -> HttpResponse:
        page = atlas_page(choice, members) if choice else {}
        if form.theme:
            page = theme_page(form.theme, network.slug)
        context = {"form": form, "network": network, "choice": choice, "members": members, **page}
        return render(request, "atlas/atlas.html", context)

    return answer_about(request, len(members), make)


@public
def innovation(request: HttpRequest) -> HttpResponse:
    """Energy chains, clusters and sites of a network."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    network = asked_network(request, networks)
    page = innovation_page(network, year=_year(request))
    page["may_import"] = request.user.has_perm("territories.coordinate_network", network)
    return render(request, "atlas/innovation.html", page)


@guarded_form(DEPENDS)
def import_innovation(request: HttpRequest, network: str) -> HttpResponse:
    """Take sites, energy chains and clusters in from a table, after a preview."""
    _by, record = coordinated_network(request, network)
    context = {"network": record, "kinds": [kind.label for kind in InnovationKind], "columns": COLUMNS}
    return answer_import(request, innovation_import(record), "atlas/import_innovation.html", context)


@guarded(DEPENDS)
@signed_in
def innovation_table(request: HttpRequest, network: str) -> HttpResponse:
    """Give the table to be filled: its columns, and one line a member where nothing is stated yet."""
    _by, record = coordinated_network(request, network)
    table = places_table(network_members(record.slug))
    return attached(table, f"filieres-{record.slug}.csv", TABLE_FORMS["csv"])


def _year(request: HttpRequest) -> int | None:
    """The year asked for; None for every year, and for what is no year."""
    year = request.GET.get("annee", "")
    # without ASCII, digits of every script would pass
    return int(year) if re.fullmatch(r"\d{4}", year, re.ASCII) else None


@public
@heavy
def atlas_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the map as a file."""
    networks = list_networks()
    if form not in EXPORTS or not networks:
        raise Http404(form)
    network = asked_network(request, networks)
    atlas_form = AtlasForm(request.GET, network=network, networks=networks)
    choice = atlas_form.choice
    file = render_file(choice, network_members(network.slug), form) if choice else None
    if atlas_form.theme:
        file = render_theme(atlas_form.theme, network, form)
    if file is None:
        raise Http404(form)
    name, content = file
    return attached(content, name, EXPORTS[form])


@public
def compare(request: HttpRequest) -> HttpResponse:
    """One measure side by side; of very many members, it costs more than a page."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    network = asked_network(request, networks)
    members = network_members(network.slug)
    return answer_about(request, len(members), lambda: _comparison(request, network, members))


def _comparison(request: HttpRequest, network: Network, members: Sequence[Member]) -> HttpResponse:
    own = _own_siren(request)
    form = CompareForm(request.GET, network=network, networks=list_networks(), members=members, own=own)
    page: dict[str, object] = {"form": form, "network": network, "indicator": form.measure, "members": members}
    if form.measure and form.looked_at:
        stands_out = form.followed if own or request.GET.get("territory") else ""
        page |= comparison_page(network, members, form.measure, form.looked_at, followed=form.followed, own=stands_out)
    return render(request, "atlas/compare.html", page | {"query": request.GET.urlencode()})


@public
@heavy
def compare_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the comparison as a table in a file."""
    networks = list_networks()
    if form not in TABLE_FORMS or not networks:
        raise Http404(form)
    network = asked_network(request, networks)
    members = network_members(network.slug)
    compare_form = CompareForm(
        request.GET, network=network, networks=networks, members=members, own=_own_siren(request)
    )
    if not compare_form.measure or not compare_form.looked_at:
        raise Http404(form)
    content = table_file(compared_territories(members, compare_form.measure, compare_form.looked_at), form)
    name = f"{network.slug}-{compare_form.measure.code}-{compare_form.looked_at}.{form}".replace("_", "-")
    return attached(content, name, TABLE_FORMS[form])


def _own_siren(request: HttpRequest) -> str:
    """SIREN of the territory that the reader acts for, or empty."""
    mandates = mandates_of(request.user) if isinstance(request.user, Person) else ()
    return next((mandate.territory.siren for mandate in mandates if mandate.territory), "")


SHOWN_ROWS = 20


@public
def perimeters(request: HttpRequest) -> HttpResponse:
    """Choose a source and a year; the first rows are shown, and the whole is a file."""
    form = PerimeterForm(request.GET, cards=communal_sources())
    result = _sum(form) if form.is_valid() else None
    page = {
        "form": form,
        "found": result,
        "head": result.rows.head(SHOWN_ROWS).rows() if result else (),
        "columns": result.rows.columns if result else (),
        "rows": result.rows.height if result else 0,
        "query": request.GET.urlencode(),
    }
    return render(request, "atlas/perimeters.html", page)


@public
@heavy
def perimeters_file(request: HttpRequest, form: str) -> HttpResponse:
    """The whole table as CSV, XLSX or Parquet."""
    perimeter_form = PerimeterForm(request.GET, cards=communal_sources())
    if form not in FRAME_FORMS or not perimeter_form.is_valid():
        raise Http404(form)
    source, vintage = perimeter_form.cleaned_data["source"].replace("@", "-"), perimeter_form.cleaned_data["vintage"]
    return attached(frame_file(_sum(perimeter_form).rows, form), f"{source}-epci-{vintage}.{form}", FRAME_FORMS[form])


def _sum(form: PerimeterForm) -> SummedTable:
    source, _at, date = form.cleaned_data["source"].partition("@")
    return sum_source(source, date=date, vintage=form.cleaned_data["vintage"])
