"""Small files that every site gives at a known address: robots, favicon, contact for security."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from autan.people.accounts.access import public
from autan.publishing.api.queries.tables import find_table, table_rows
from autan.publishing.api.views.open_data import site_address
from autan.territories.networks.queries.networks import list_networks, network_members

_PRIVATE = ("/compte/", "/bureau/", "/journal/", "/enquetes/lien/", "/enquetes/ouvert/", "/enquetes/sans-message/")
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LISTED = (("editions", "edition", "synthesis:edition"), ("plans", "plan", "plans:plan"))
"""Published tables of which each row has a page: its column of the address, and the page."""
_SITEMAP_PATH = "/sitemap.xml"
_KNOWN_FOR = timedelta(days=180)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what they may read: public pages, in every language."""
    prefixes = ["", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
    refused = [f"Disallow: {prefix}{path}" for path in _PRIVATE for prefix in prefixes]
    lines = ["User-agent: *", *refused, f"Sitemap: {site_address(request)}{_SITEMAP_PATH}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Tell search engines the public pages (sitemaps.org, 0.9): networks, members, editions, plans; none invented."""
    paths = [reverse("site:home"), reverse("api:tables")]
    for network in (network for network in list_networks() if not network.is_invented):
        paths.append(reverse("site:network", args=[network.slug]))
        paths += [reverse("site:territory", args=[member.siren]) for member in network_members(network.slug)]
        for name, column, page in _LISTED:
            table = find_table(name)
            place = [one.name for one in table.columns].index(column)
            paths += [reverse(page, args=[row[place]]) for row in table_rows(table, network.slug)]
    site = site_address(request)
    pages = "".join(f"<url><loc>{escape(site + path)}</loc></url>\n" for path in dict.fromkeys(paths))
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">\n{pages}</urlset>\n'
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


@public
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the mark of the site."""
    del request
    return HttpResponseRedirect(static("site/mark.svg"))


@public
def security(request: HttpRequest) -> HttpResponse:
    """Give the contact for security reports (RFC 9116), when it is set."""
    if not settings.AUTAN_SECURITY_CONTACT:
        message = "no security contact is set"
        raise Http404(message)
    contacts = [f"Contact: mailto:{address}" for address in settings.AUTAN_SECURITY_CONTACT]
    expires = (timezone.now() + _KNOWN_FOR).strftime("%Y-%m-%dT00:00:00Z")
    own = request.build_absolute_uri(request.path)
    lines = [*contacts, f"Expires: {expires}", "Preferred-Languages: fr, en", f"Canonical: {own}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
