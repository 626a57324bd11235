"""Pages and pictures made to stand in the pages of others: the only ones that may be framed."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.ground.errors import UnknownError
from autan.ground.texts.core.notation import read_whole
from autan.people.accounts.access import public
from autan.publishing.api.presenters.embedding import EmbeddedFigure, present_latest, present_printed
from autan.publishing.api.queries.embedded import EmbeddedDrawing, find_drawing, find_printed
from autan.publishing.api.renderers.figure_picture import draw_figure
from autan.publishing.api.views.answers import answer_once
from autan.publishing.api.views.open_data import site_address
from autan.territories.charts.renderers.drawing_files import drawing_file

_EMBEDDED = frozenset({"api:figure", "api:printed", "api:latest", "api:page_drawing"})
_SVG = "image/svg+xml"
_FRAMED = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let any site frame a page that reads what is public, and nothing of who signed in."""

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        return answer_once(request, lambda: view(request, *args, **kwargs))

    return public(xframe_options_exempt(csp_override(_FRAMED)(answer)))


@public
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What shows a page of a figure or of a drawing in another page (oEmbed 1.0, type `rich`, JSON)."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    site, url = site_address(request), request.GET.get("url", "")
    path = urlsplit(url).path
    try:
        match = resolve(path) if url.startswith(f"{site}/") else None
    except Resolver404:
        match = None
    if match is None or match.view_name not in _EMBEDDED:
        raise UnknownError("rien à intégrer à cette adresse")
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


def _show_figure(request: HttpRequest, shown: EmbeddedFigure, picture: str) -> HttpResponse:
    return render(request, "api/embedded_figure.html", {"figure": shown, "picture": picture})


def _show_drawing(request: HttpRequest, shown: EmbeddedDrawing) -> HttpResponse:
    links = {"slug": shown.edition.slug, "name": request.path.rstrip("/").rpartition("/")[2]}
    context = {"is_embedded": True, "shown": shown, "trace_url": reverse("synthesis:illustration", kwargs=links)}
    return render(request, "api/embedded_drawing.html", context)


def _picture_of(shown: EmbeddedFigure) -> HttpResponse:
    svg = draw_figure(shown.name, number=shown.number, label=shown.label, small=shown.details_line)
    return HttpResponse(svg, content_type=_SVG)


def _drawn(shown: EmbeddedDrawing) -> HttpResponse:
    return HttpResponse(drawing_file(shown.drawn, "svg"), content_type=_SVG)
