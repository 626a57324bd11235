"""Pages and pictures made to stand in the pages of others: the only ones that may be framed."""

import re
from collections.abc import Callable
from copy import copy
from functools import wraps
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.ground import request_cache
from autan.ground.errors import AutanError, UnknownError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import words
from autan.people.accounts.access import public
from autan.people.prepared_files.access import heavy
from autan.publishing.api.presenters.embedding import EmbeddedFigure, present_latest, present_printed
from autan.publishing.api.queries.embedded import EmbeddedDrawing, UnknownEmbedError, find_drawing, find_printed
from autan.publishing.api.renderers.files import draw_figure
from autan.publishing.api.views.answers import answer_once
from autan.publishing.api.views.open_data import site_address
from autan.territories.charts.renderers.drawing_files import drawing_file
from autan.territories.charts.templatetags.charts import ASKED, DRAWING, FORM

_EMBEDDED = frozenset({"api:figure", "api:printed", "api:latest", "api:page_drawing"})
_SVG = "image/svg+xml"
_FRAMED = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let any site frame a page that reads what is public, and nothing of whoever signed in."""

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        return answer_once(request, lambda: view(request, *args, **kwargs))

    return public(xframe_options_exempt(csp_override(_FRAMED)(answer)))


@public
def oembed(request: HttpRequest) -> HttpResponse:
    """What shows a page of a figure or of a drawing in another page (oEmbed 1.0, type `rich`, JSON)."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    site, url = site_address(request), request.GET.get("url", "")
    parts = urlsplit(url)
    match = _page_at(parts.path) if url.startswith(f"{site}/") else None
    if match is None or match.view_name not in _EMBEDDED:
        raise UnknownError("rien à intégrer à cette adresse")
    _open_as_anybody(request, match, parts.path, QueryDict(parts.query))
    size = {"width": _positive(request, "maxwidth", 640), "height": _positive(request, "maxheight", 620)}
    frame = format_html('<iframe src="{}" width="{}" height="{}" loading="lazy"></iframe>', url, *size.values())
    content = {"version": "1.0", "type": "rich", "provider_name": "Autan", "provider_url": site, "html": frame, **size}
    response = JsonResponse(content)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _positive(request: HttpRequest, name: str, most: int) -> int:
    return min(read_whole(request.GET.get(name, "")) or most, most)


@framed
def figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    """A figure as it is today."""
    return _show_figure(request, present_latest(find_figure(figure_id, reader=PUBLIC)), f"../{figure_id}.svg")


@framed
def figure_picture(_request: HttpRequest, figure_id: str) -> HttpResponse:
    """The picture of a figure as it is today."""
    return _picture_of(present_latest(find_figure(figure_id, reader=PUBLIC)))


@framed
def printed(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A figure, a chart or a map as an edition printed it."""
    pair = find_printed(slug, name)
    if pair is not None:
        return _show_figure(request, present_printed(*pair), "image.svg")
    return _show_drawing(request, find_drawing(slug, name, is_pinned=True))


@framed
def printed_picture(_request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The picture of the same."""
    pair = find_printed(slug, name)
    if pair is not None:
        return _picture_of(present_printed(*pair))
    return _drawn(find_drawing(slug, name, is_pinned=True))


@framed
def latest(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A chart or a map of an edition, with the values of today."""
    return _show_drawing(request, find_drawing(slug, name, is_pinned=False))


@framed
def latest_picture(_request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The picture of the same."""
    return _drawn(find_drawing(slug, name, is_pinned=False))


def _show_figure(request: HttpRequest, embedded: EmbeddedFigure, picture: str) -> HttpResponse:
    return render(request, "api/embedded_figure.html", {"figure": embedded, "picture": picture})


def _show_drawing(request: HttpRequest, embedded: EmbeddedDrawing) -> HttpResponse:
    links = {"slug": embedded.edition.slug, "name": request.path.rstrip("/").rpartition("/")[2]}
    context = {"is_embedded": True, "shown": embedded, "trace_url": reverse("synthesis:illustration", kwargs=links)}
    return render(request, "api/embedded_drawing.html", context)


def _picture_of(embedded: EmbeddedFigure) -> HttpResponse:
    svg = draw_figure(embedded.name, number=embedded.number, label=embedded.label, small=embedded.details_line)
    return HttpResponse(svg, content_type=_SVG)


def _drawn(embedded: EmbeddedDrawing) -> HttpResponse:
    return HttpResponse(drawing_file(embedded.drawn, "svg"), content_type=_SVG)


_PLACE = "integrer/pages/"
_MADE_OF_A_PAGE = frozenset({"api:page_drawing", "api:embed_code"})
"""Pages made of another page: one of them in another, and so on, would be made without end."""
_EDITION = re.compile(r"^/(?:en/)?syntheses/([\w-]+)/")


@framed
@heavy
def page_drawing(request: HttpRequest) -> HttpResponse:
    """The drawing of a page that the parameter `dessin` names, with the values of today."""
    path = request.path.replace(_PLACE, "", 1)
    query = request.GET.copy()
    query.pop(FORM, None)
    spec, contours = drawing_of(request, path, query)
    query.pop(DRAWING, None)
    context = {
        "is_embedded": True,
        "drawn": spec,
        "contours": contours,
        "is_chart": isinstance(spec, Chart),
        "page_url": f"{path}?{query.urlencode()}" if query else path,
        "picture": f"?{urlencode([*query.items(), (DRAWING, spec.id), (FORM, 'svg')])}",
    }
    return render(request, "api/embedded_page_drawing.html", context)


def drawing_of(request: HttpRequest, path: str, query_dict: QueryDict) -> tuple[Any, Any]:
    """Return the drawing of a page as anybody reads it, and the contours it is drawn with.

    Raises UnknownEmbedError: there is no such page, it is not public, or it holds no such drawing.
    """
    match = _page_at(path)
    if match is None or match.view_name in _MADE_OF_A_PAGE:
        raise UnknownEmbedError(path, query_dict.get(DRAWING, ""))
    drawing = getattr(_open_as_anybody(request, match, path, query_dict), ASKED, None)
    if drawing is None:
        raise UnknownEmbedError(path, query_dict.get(DRAWING, ""))
    return drawing  # type: ignore[no-any-return]  # a drawing and its contours, kept by the tag that drew it


def _page_at(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _open_as_anybody(request: HttpRequest, match: ResolverMatch, path: str, query_dict: QueryDict) -> HttpRequest:
    """Make a page as who is not signed in reads it; return its request, which keeps the drawing that it asked for.

    Raises UnknownEmbedError: what the address names does not exist, or is not public.
    """
    inner = copy(request)
    inner.path = inner.path_info = path
    inner.GET, inner.COOKIES = query_dict, {}  # type: ignore[assignment]  # a copy is as good as what was parsed
    inner.user, inner.session = AnonymousUser(), SessionBase()
    inner.META = {**request.META, "PATH_INFO": path, "QUERY_STRING": query_dict.urlencode()}
    request_cache.clear()  # nothing that was read for whoever signed in
    try:
        answered = match.func(inner, *match.args, **match.kwargs)
        if hasattr(answered, "render"):
            answered.render()
    except (Http404, PermissionDenied, AutanError):
        raise UnknownEmbedError(path, query_dict.get(DRAWING, "")) from None
    finally:
        request_cache.clear()
    return inner


@public
@heavy
def embed_code(request: HttpRequest) -> HttpResponse:
    """What to copy into another page, for a figure (`chiffre`) or a drawing of a page (`page`, `dessin`)."""
    figure_id, page = request.GET.get("chiffre", ""), _in_this_language(request.GET.get("page", ""))
    site = site_address(request)
    title, ways = _figure_ways(figure_id) if figure_id else _drawing_ways(request, page, request.GET.get(DRAWING, ""))
    codes = [(label, f"{site}{address}", f"{site}{picture}") for label, address, picture in ways]
    back = reverse("evidence:trace", kwargs={"figure_id": figure_id}) if figure_id else page
    # escaped here for the page where the code is pasted, and by the template for this one
    return render(request, "api/embed_code.html", {"title": escape(title), "codes": codes, "back": back})


def _in_this_language(page: str) -> str:
    """The address of a page in the language of this one: its prefix alone changes."""
    local_path = page.removeprefix(f"/{get_language_from_path(page) or ''}").lstrip("/")
    return reverse("site:home") + local_path if page else page


type _Ways = tuple[str, list[tuple[str, str, str]]]
"""The title of what is shown; then each way to show it, its page and its picture."""


def _figure_ways(figure_id: str) -> _Ways:
    label, arguments = present_latest(find_figure(figure_id, reader=PUBLIC)).label, {"figure_id": figure_id}
    page, picture = (reverse(name, kwargs=arguments) for name in ("api:figure", "api:figure_picture"))
    return label, [(_("Tel qu’il est chaque jour"), page, picture)]


def _drawing_ways(request: HttpRequest, page: str, name: str) -> _Ways:
    """The addresses of a drawing: where it stands in an edition, the one that stays as it was printed comes first."""
    parts = urlsplit(page)
    if edition := _EDITION.match(parts.path):
        arguments = {"slug": edition[1], "name": name}
        title = words(find_drawing(**arguments, is_pinned=False).drawn.title)
        ways = ((_("Tel qu’imprimé dans l’édition"), "printed"), (_("Avec les valeurs du jour"), "latest"))
        return title, [
            (label, reverse(f"api:{view}", kwargs=arguments), reverse(f"api:{view}_picture", kwargs=arguments))
            for label, view in ways
        ]
    query_dict = QueryDict(parts.query, mutable=True)
    query_dict[DRAWING] = name
    spec, _contours = drawing_of(request, parts.path, query_dict)
    home = reverse("site:home")
    address = f"{home}{_PLACE}{parts.path.removeprefix(home)}?{query_dict.urlencode()}"
    return words(spec.title), [(_("Avec les valeurs du jour"), address, f"{address}&{FORM}=svg")]
