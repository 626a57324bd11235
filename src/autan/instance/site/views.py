"""The pages that no room owns alone: home, territories, desk, search, about, notices of the operator."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from autan.ground.errors import known
from autan.ground.extension_points import MenuEntry, NetworkStep
from autan.ground.lists.presenters import DeclaredList
from autan.ground.registry import registered
from autan.ground.texts.language import current_language
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.ground.web.presenters import EVERY_PART, OPENED
from autan.ground.web.views import attached
from autan.instance.site.actions import fill_notice, notice_fields
from autan.instance.site.forms import NoticeForm
from autan.instance.site.presenters.desk import calendar_page, desk_page, due_days
from autan.instance.site.presenters.digest import (
    PRINTED,
    DigestView,
    changes_since,
    digest_page,
    network_digest_page,
    sheet_code,
)
from autan.instance.site.presenters.places import home_page, territories_page, territory_page
from autan.instance.site.presenters.searching import search_everywhere
from autan.instance.site.queries import operator_notice, person_of_calendar, site_theme
from autan.instance.site.renderers.digest import print_digest
from autan.opendata.observatory.queries.figures import members_of
from autan.people.accounts.access import guarded, person_of, public, requires, signed_in
from autan.people.accounts.middleware import is_form_of_ours, keep_unsent_form, sent_fields
from autan.people.accounts.models import Person
from autan.people.journal.core import version_of
from autan.people.prepared_files.access import answer_about
from autan.plans.plans.exporters import CalendarEntry, write_calendar
from autan.territories.charts.templatetags.charts import DRAWING, draw_for_all
from autan.territories.networks.models import Network
from autan.territories.networks.queries.bodies import search_bodies
from autan.territories.networks.queries.networks import UnknownNetworkError, list_networks
from autan.territories.networks.queries.people import network_asked

# What every page needs around its content: the menu, and the same page in the other languages.


_NETWORK = re.compile(r"/reseaux/([-\w]+)/")


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Give the frame of the page. No query but that of networks, and for entries that depend on who reads."""
    aside = _set_aside(request.path)
    entries = [
        entry
        for entry in registered(MenuEntry)
        if entry.url_name not in aside and (entry.is_shown is None or entry.is_shown(request.user))
    ]
    heads = {entry.url_name for entry in entries}
    # an entry whose section is set aside stands by itself
    sections = [
        (entry, [entry, *(other for other in entries if other.under == entry.url_name)])
        for entry in entries
        if entry.under not in heads
    ]
    menu = [_link(entry, request, section) for entry, section in sections]
    folder = settings.AUTAN_LANGUAGES.get(current_language())
    return {
        "menu": menu,
        "section_menu": _section_menu(sections, request),
        "languages": [_in_language(request, code, name) for code, name in settings.LANGUAGES],
        "translation_draft": folder.draft if folder else "",
    }


def _in_language(request: HttpRequest, code: str, name: str) -> dict[str, str]:
    """The address of the page in a language, and with what it was asked."""
    prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
    path = prefix + _french_path(request.path)
    return {"code": code, "name": name, "path": path, "page": path + _query(request, prefix)}


def _set_aside(path: str) -> set[str]:
    """The entries that the network of the page set aside, by the name of their address."""
    match = _NETWORK.search(path)
    shown = match and next((network for network in list_networks() if network.slug == match[1]), None)
    codes = shown.set_aside if shown else ()
    return {step.menu for step in registered(NetworkStep) if step.code in codes} if codes else set()


def _link(entry: MenuEntry, request: HttpRequest, section: Sequence[MenuEntry]) -> dict[str, Any]:
    url, path = _address(entry.url_name), request.path
    namespace = f"{request.resolver_match.namespace}:" if request.resolver_match else ""
    names = [name for item in section for name in (item.url_name, *item.also)]
    by_namespace = any(name.endswith(":") for name in names)
    is_current = namespace in names if by_namespace else path.startswith(tuple(map(_address, names)))
    return {
        "label": str(entry.label),
        "url": url + _same_network(entry, path),
        "is_current": is_current,
        "is_exact": path == url,
    }


def _address(name: str) -> str:
    return _cached_reverse(name, current_language(), get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


@cache
def _cached_reverse(name: str, _language: str, _prefix: str, urlconf: str) -> str:
    """The address of a name, the same on every page of a language: each asks for that of some twenty entries."""
    return reverse(name, urlconf=urlconf)


def _same_network(entry: MenuEntry, path: str) -> str:
    """What keeps a link in the network that the page is about, where its address says which one."""
    match = _NETWORK.search(path)
    return f"?{entry.network_key}={match[1]}" if match and entry.network_key else ""


def _section_menu(sections: Sequence[tuple[MenuEntry, list[MenuEntry]]], request: HttpRequest) -> list[dict[str, Any]]:
    """The entries of the section where the page is; none where the section has a single one."""
    for entry, section in sections:
        if len(section) > 1 and _link(entry, request, section)["is_current"]:
            return [_link(item, request, [item]) for item in section]
    return []


def _french_path(path: str) -> str:
    code, _, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if code in dict(settings.LANGUAGES) else path


def _query(request: HttpRequest, prefix: str) -> str:
    """What follows the address, in the other language too: the page to come back to after signing in goes with it."""
    query = request.GET.copy()
    after = request.GET.get("next", "")
    if after.startswith("/"):
        query["next"] = prefix + _french_path(after)
    return f"?{query.urlencode(safe='/')}" if query else ""


# Home, territories, one territory, search, about, and the desk of a person who signed in.


HITS = DeclaredList(size=20)
_MOST_FOUND = 40
_LONGEST_SEARCH = 80


@public
def home(request: HttpRequest) -> HttpResponse:
    """One network in one screen: that of the reader, else the first one, real where there is one."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    return _home(request, network_asked(request.user, "") or networks[0], networks)


@public
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Any network in one screen."""
    networks = list_networks()
    return _home(request, _choose(networks, slug), networks)


def _home(request: HttpRequest, network: Network, networks: Sequence[Network]) -> HttpResponse:
    page = home_page(network, networks, request.user, query=request.GET)
    draw_for_all(request, reverse("site:network", kwargs={"slug": network.slug}))
    return render(request, "site/home.html", page)


@public
def territories(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The members of a network side by side, of the first one when none is named, and a search over every EPCI."""
    networks = list_networks()
    if not networks:
        return render(request, "site/empty.html", status=503)
    chosen = network_asked(request.user, request.GET.get("reseau", ""))
    shown = _choose(networks, slug) if slug else chosen or networks[0]
    query = _words(request)
    epcis = [body.epci for body in search_bodies(query)[:_MOST_FOUND]]
    page = territories_page(shown, networks, request.GET)
    draw_for_all(request, reverse("site:network_territories", kwargs={"slug": shown.slug}))
    return render(request, "site/territories.html", {**page, "query": query, "found": epcis})


def _choose(networks: Sequence[Network], slug: str) -> Network:
    chosen = next((network for network in networks if network.slug == slug), None)
    if chosen is None:
        raise UnknownNetworkError(slug, [network.slug for network in networks])
    return chosen


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:_LONGEST_SEARCH]


@public
def territory(request: HttpRequest, siren: str) -> HttpResponse:
    """Everything known of one territory; a drawing that is asked for by name may stand in any of its parts."""
    query = request.GET.copy()
    if DRAWING in query:
        query.setlist(OPENED, [EVERY_PART])
    return render(request, "site/territory.html", territory_page(siren, request.user, query))


@public
def territory_digest(request: HttpRequest, siren: str, *, is_pdf: bool = False) -> HttpResponse:
    """One territory on one page, for its elected representatives."""
    return _digest(request, digest_page(siren, request.user), is_pdf=is_pdf)


@public
def network_digest(request: HttpRequest, slug: str, *, is_pdf: bool = False) -> HttpResponse:
    """One network on one page; of very many members, it costs more than a page."""
    places = len(members_of(slug))
    return answer_about(
        request, places, lambda: _digest(request, network_digest_page(slug, request.user), is_pdf=is_pdf)
    )


def _digest(request: HttpRequest, view: DigestView, *, is_pdf: bool) -> HttpResponse:
    if not is_pdf:
        since = changes_since(view, request.GET.get(PRINTED, ""))
        context = {"view": view, "since": since, "code": sheet_code(view), "on": timezone.localdate()}
        return render(request, "site/digest.html", context)
    content = print_digest(view, on=timezone.localdate(), full_url=request.build_absolute_uri)
    name = f"autan-{view.code}-en-une-page.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Content-Language": current_language()}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@public
def search(request: HttpRequest) -> HttpResponse:
    """What every room holds that answers some words, and the reader may see."""
    query = _words(request)
    results = search_everywhere(query, request.user, kind=request.GET.get("type", ""))
    context = {"query": query, "results": results, "listing": HITS.page(request.GET, results["hits"])}
    return render(request, "site/search.html", context)


@public
@cache_control(max_age=86400, public=True)
def theme(_request: HttpRequest) -> HttpResponse:
    """The colours and fonts that a plug-in gives to the site; its address changes with them."""
    return HttpResponse(site_theme().style_sheet, content_type="text/css; charset=utf-8")


@public
def about(request: HttpRequest) -> HttpResponse:
    """What this is, its rules, and what is known not to be known."""
    return render(request, "site/about.html", {"networks": list_networks()})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """State of conformity with RGAA 4.1, what is not conform, whom to ask, the multi-year plan."""
    return render(request, "site/accessibility.html", _notice_context(request))


@public
def legal_notice(request: HttpRequest) -> HttpResponse:
    """Who publishes and hosts this instance."""
    return render(request, "site/legal_notice.html", _notice_context(request))


@public
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to write to."""
    context = {**_notice_context(request), "privacy_contacts": settings.AUTAN_PRIVACY_CONTACT}
    return render(request, "site/contact.html", context)


def _notice_context(request: HttpRequest) -> dict[str, Any]:
    return {"notice": operator_notice(), "may_fill": request.user.has_perm("site.fill_notices")}


@require_http_methods(["GET", "HEAD", "POST"])
@requires("site.fill_notices")
def fill_notices(request: HttpRequest) -> HttpResponse:
    """What the three pages above state, filled in by whoever manages the instance."""
    version = version_of(notice_fields(operator_notice()))
    form = NoticeForm(request.POST or None, instance=operator_notice())
    by, seen = person_of(request), request.POST.get("version", "-")
    success = _("Les mentions sont enregistrées.")
    if act_on_form(request, form, lambda: fill_notice(by=by, fields=form.cleaned_data, seen=seen), success=success):
        return redirect("site:legal_notice")
    return show_form(request, form, "site/fill_notices.html", version=version)


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What a person has to do here, and may do."""
    return render(request, "site/desk.html", desk_page(person_of(request)))


@signed_in
@require_safe
def own_calendar(request: HttpRequest) -> HttpResponse:
    """What falls due for a person in every room, day by day."""
    return render(request, "site/own_calendar.html", calendar_page(person_of(request), timezone.localdate()))


@guarded("the days of a person are her own, or of the calendar program that has the key of her address")
def own_calendar_file(request: HttpRequest) -> HttpResponse:
    """The same as an iCalendar file, which a calendar program follows by its key.

    Raises UnknownError: nobody is signed in, and the key is nobody’s.
    """
    person = request.user if isinstance(request.user, Person) else person_of_calendar(request.GET.get("cle", ""))
    reader, today = known(person, "aucun agenda à cette adresse"), timezone.localdate()
    entries = [
        CalendarEntry(
            uid=due.uid, day=due.day, title=due.title, description=f"{due.detail}\n{settings.AUTAN_SITE}{due.url}"
        )
        for due in due_days(reader, today)
    ]
    content = write_calendar(entries, name=_("Mon agenda Autan"), stamp=today, path=reverse("site:own_calendar"))
    return attached(content, "mon-agenda.ics", "text/calendar; charset=utf-8")


# What a person sees when a request is refused before any page has read it.


def outdated(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page sent was opened before the person signed in or out elsewhere: what was typed is given back."""
    del reason
    is_ours, is_signed_in = is_form_of_ours(request), request.user.is_authenticated
    context = {
        "fields": sent_fields(request) if is_ours and is_signed_in else (),
        "is_kept": is_ours and not is_signed_in and keep_unsent_form(request),
    }
    return render(request, "site/outdated.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request is too large or damaged; it may be what cannot be read, and is not read again to say so."""
    del request, exception
    return HttpResponseBadRequest(get_template("400.html").render())
