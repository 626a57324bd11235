"""Open data: the dictionary of the tables, their files, the catalogue that portals harvest, and feeds."""

from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from autan.ground.errors import known
from autan.ground.extension_points import NewsFeed, PublicCalendars
from autan.ground.registry import registered
from autan.ground.texts.language import current_language, words
from autan.people.accounts.access import public
from autan.people.prepared_files.access import heavy, heavy_answer
from autan.publishing.api.presenters.dictionary import present_operations, present_tables
from autan.publishing.api.queries.tables import changed_on, find_table
from autan.publishing.api.views.answers import answer_once
from autan.territories.networks.queries.networks import get_network, list_networks


@public
def tables(request: HttpRequest) -> HttpResponse:
    """The data dictionary: each table, its columns, and its files for one network."""
    networks, slug = list_networks(), request.GET.get("reseau", "")
    network = get_network(slug) if slug else next(iter(networks), None)
    calendars = (
        [calendar for calendar_set in registered(PublicCalendars) for calendar in calendar_set.calendars(network.slug)]
        if network
        else []
    )
    context = {
        "networks": networks,
        "network": network,
        "tables": present_tables(),
        "feeds": registered(NewsFeed),
        "calendars": calendars,
    }
    return render(request, "api/tables.html", context)


@public
@heavy
def docs(request: HttpRequest) -> HttpResponse:
    """The operations of the API, to be read."""
    from autan.publishing.api.views.operations import openapi

    return render(request, "api/docs.html", {"operations": present_operations(openapi())})


@public
def table_file(request: HttpRequest, network: str, table: str, form: str) -> HttpResponse:
    """One file of a table of a network, whole."""

    def make() -> HttpResponse:
        from autan.publishing.api.renderers.files import MEDIA_TYPES, open_data_file

        published_table = find_table(table)
        response = HttpResponse(open_data_file(published_table, network, form), content_type=MEDIA_TYPES.get(form))
        if form == "csv":
            response["Link"] = f'<{table}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
        response["Content-Disposition"] = f'inline; filename="{network}-{table}.{form}"'
        return response

    return answer_once(request, lambda: heavy_answer(request, make, is_same_for_all=True))


@public
def package(request: HttpRequest, network: str) -> HttpResponse:
    """The data package of a network: the schema of each of its CSV files."""

    def make() -> HttpResponse:
        from autan.publishing.api.renderers.files import package_file

        return HttpResponse(package_file(network), content_type="application/json")

    return answer_once(request, make)


@public
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """The catalogue of the open data, for the harvesters of portals."""

    def make() -> HttpResponse:
        from autan.publishing.api.renderers import catalogue as forms

        refusal = "le catalogue n’a pas de forme «\u202f{form}\u202f»"
        _name, media_type = known(forms.CATALOGUE_FORMS.get(form), refusal, form=form)
        contact = next(iter(settings.AUTAN_PRIVACY_CONTACT), "")
        site = forms.CatalogueSite(address=site_address(request), contact=contact, changed_on=changed_on())
        return HttpResponse(forms.write_catalogue(forms.build_catalogue(site), form), content_type=media_type)

    return answer_once(request, make)


def site_address(request: HttpRequest) -> str:
    """Address that links begin with: that of the settings where one was given, else the one that was asked."""
    is_given = urlsplit(settings.AUTAN_SITE).hostname != "localhost"
    return settings.AUTAN_SITE if is_given else f"{request.scheme}://{request.get_host()}"


MOST = 50


@public
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """One feed: its fifty newest things, newest first."""

    def make() -> HttpResponse:
        news_feed = next((candidate for candidate in registered(NewsFeed) if candidate.name == name), None)
        written = _write(request, known(news_feed, "aucun fil «\u202f{name}\u202f»", name=name))
        return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")

    return answer_once(request, make)


def _write(request: HttpRequest, news_feed: NewsFeed) -> str:
    site = site_address(request)
    written = Atom1Feed(
        title=f"Autan, {words(news_feed.title)}",
        link=f"{site}{reverse('site:home')}",
        feed_url=f"{site}{request.path}",
        feed_guid=f"{site}{request.path}",
        author_name="Autan",
        description=_("Ce que le réseau publie."),
        language=current_language(),
    )
    items = sorted(news_feed.items(), key=lambda item: (item.on, item.key), reverse=True)
    for item in items[:MOST]:
        at = datetime.combine(item.on, time(12), tzinfo=UTC)
        written.add_item(
            title=words(item.title),
            link=f"{site}{item.path}",
            unique_id=f"{site}{item.path}#{item.key}",
            description=words(item.summary),
            pubdate=at,
            updateddate=at,
        )
    content: str = written.writeString("utf-8")
    return content
