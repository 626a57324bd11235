"""Gives a drawing of a page as a file: the page is made as for its reader, then the drawing asked for is sent alone.

The same query, the same rights and the same specification serve the page and its files: nothing is computed twice.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from autan.ground.heavy_work import LaneBusyError
from autan.ground.web.views import attached, busy_page
from autan.people.prepared_files.access import heavy_answer
from autan.territories.charts.renderers.drawing_files import DRAWING_FORMS, drawing_file
from autan.territories.charts.renderers.svg import NoContourError
from autan.territories.charts.templatetags.charts import ASKED, DRAWING, FORM

OK = 200


class DrawingFileMiddleware:
    """Answers `?dessin=<id>&fichier=<form>` of any page that holds this drawing; any other answer is left as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers a request."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; the file of a drawing costs more than its page."""
        if request.method != "GET" or DRAWING not in request.GET or request.GET.get(FORM) not in DRAWING_FORMS:
            return self._get_response(request)
        try:
            return heavy_answer(request, lambda: self._drawing(request))
        except LaneBusyError:  # raised outside the view: no handler of errors sees it
            return busy_page(request)

    def _drawing(self, request: HttpRequest) -> HttpResponseBase:
        """Give the file of a drawing where the page holds it, the page where it does not."""
        response = self._get_response(request)
        form, drawing = request.GET[FORM], getattr(request, ASKED, None)
        if drawing is None or response.status_code != OK:
            return response
        spec, contours = drawing
        try:
            content = drawing_file(spec, form, contours=contours)
        except NoContourError:  # nothing to draw: the page says so
            return response
        name = re.sub(r"[^a-z0-9]+", "-", request.GET[DRAWING].lower()).strip("-")
        return attached(content, f"{name}.{form}", DRAWING_FORMS[form])
