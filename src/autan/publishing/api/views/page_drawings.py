"""A drawing of any public page (atlas, comparison, territory, survey), made to stand in the page of another site.

The page is made again for nobody in particular, whoever signed in: what is not public is not there to be drawn.
"""

import re
from copy import copy
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import ResolverMatch, resolve, reverse
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.ground import request_cache
from autan.ground.errors import AutanError
from autan.people.accounts.access import public
from autan.people.prepared_files.access import heavy
from autan.publishing.api.queries.embedded import UnknownEmbedError, find_drawing
from autan.publishing.api.views.embedding import framed
from autan.publishing.api.views.open_data import site_address
from autan.territories.charts.templatetags.charts import ASKED, DRAWING, FORM

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

    Raises:
        UnknownEmbedError: there is no such page, it is not public, or it holds no such drawing.
    """
    inner = copy(request)
    inner.path = inner.path_info = path
    inner.GET, inner.COOKIES = query_dict, {}  # type: ignore[assignment]  # a copy is as good as what was parsed
    inner.user, inner.session = AnonymousUser(), SessionBase()
    inner.META = {**request.META, "PATH_INFO": path, "QUERY_STRING": query_dict.urlencode()}
    request_cache.clear()  # nothing that was read for who signed in
    try:
        match = _page_at(path)
        answered = match.func(inner, *match.args, **match.kwargs)
        if hasattr(answered, "render"):
            answered.render()
    except (Http404, PermissionDenied, AutanError):
        raise UnknownEmbedError(path, query_dict.get(DRAWING, "")) from None
    finally:
        request_cache.clear()
    drawing = getattr(inner, ASKED, None)
    if drawing is None:
        raise UnknownEmbedError(path, query_dict.get(DRAWING, ""))
    return drawing  # type: ignore[no-any-return]  # a drawing and its contours, kept by the tag that drew it


def _page_at(path: str) -> ResolverMatch:
    match = resolve(path)
    if match.view_name in _MADE_OF_A_PAGE:
        raise Http404(path)
    return match


@public
@heavy
def embed_code(request: HttpRequest) -> HttpResponse:
    """What to copy into another page, for a figure (`chiffre`) or a drawing of a page (`page`, `dessin`)."""
    figure_id, page = request.GET.get("chiffre", ""), _in_this_language(request.GET.get("page", ""))
    site = site_address(request)
    ways = _figure_ways(figure_id) if figure_id else _drawing_ways(request, page, request.GET.get(DRAWING, ""))
    codes = [(label, f"{site}{address}", f"{site}{picture}") for label, address, picture in ways]
    back = reverse("evidence:trace", kwargs={"figure_id": figure_id}) if figure_id else page
    return render(request, "api/embed_code.html", {"codes": codes, "back": back})


def _in_this_language(page: str) -> str:
    """The address of a page in the language of this one: its prefix alone changes."""
    bare = page.removeprefix(f"/{get_language_from_path(page) or ''}").lstrip("/")
    return reverse("site:home") + bare if page else page


def _figure_ways(figure_id: str) -> list[tuple[str, str, str]]:
    find_figure(figure_id, reader=PUBLIC)
    named = {"figure_id": figure_id}
    return [
        (
            _("Tel qu’il est chaque jour"),
            reverse("api:figure", kwargs=named),
            reverse("api:figure_picture", kwargs=named),
        )
    ]


def _drawing_ways(request: HttpRequest, page: str, name: str) -> list[tuple[str, str, str]]:
    """The addresses of a drawing: where it stands in an edition, the one that stays as it was printed comes first."""
    parts = urlsplit(page)
    if edition := _EDITION.match(parts.path):
        named = {"slug": edition[1], "name": name}
        find_drawing(**named, is_pinned=False)
        ways = ((_("Tel qu’imprimé dans l’édition"), "printed"), (_("Avec les valeurs du jour"), "latest"))
        return [
            (label, reverse(f"api:{view}", kwargs=named), reverse(f"api:{view}_picture", kwargs=named))
            for label, view in ways
        ]
    query_dict = QueryDict(parts.query, mutable=True)
    query_dict[DRAWING] = name
    drawing_of(request, parts.path, query_dict)
    home = reverse("site:home")
    address = f"{home}{_PLACE}{parts.path.removeprefix(home)}?{query_dict.urlencode()}"
    return [(_("Avec les valeurs du jour"), address, f"{address}&{FORM}=svg")]
