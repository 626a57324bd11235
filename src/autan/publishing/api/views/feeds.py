"""Atom feeds: what was published, and which data are new."""

from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from autan.ground.errors import known
from autan.ground.extension_points import NewsFeed, NewsItem
from autan.ground.registry import registered
from autan.ground.texts.language import current_language, words
from autan.people.accounts.access import public
from autan.publishing.api.views.answers import answer_once
from autan.publishing.api.views.open_data import site_address

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
        _add(written, site, item)
    content: str = written.writeString("utf-8")
    return content


def _add(written: Atom1Feed, site: str, item: NewsItem) -> None:
    at = datetime.combine(item.on, time(12), tzinfo=UTC)
    written.add_item(
        title=words(item.title),
        link=f"{site}{item.path}",
        unique_id=f"{site}{item.path}#{item.key}",
        description=words(item.summary),
        pubdate=at,
        updateddate=at,
    )
