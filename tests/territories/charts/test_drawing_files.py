"""Beside every drawing of a page: an image and its figures, from the same page, for whoever may read the page."""

import csv
import io
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils.html import escape
from django.utils.safestring import SafeString
from PIL import Image

from autan.evidence.figures.core.charts import MapKind
from autan.people.prepared_files.actions import forget_answers
from autan.territories.charts.middleware import DrawingFileMiddleware
from autan.territories.charts.renderers.drawing_files import drawing_file
from tests.territories.charts.drawing.making import CONTOURS, bars, network_map
from tests.territories.charts.drawing.test_series import OWN, series

pytestmark = pytest.mark.django_db


def answer(path: str, spec, *, status: int = 200) -> Any:
    """A page that shows one drawing, behind the middleware."""
    call = "{% map spec contours %}" if hasattr(spec, "places") else "{% chart spec %}"

    def page(request):
        context = RequestContext(request, {"spec": spec, "contours": CONTOURS})
        return HttpResponse(Template("{% load charts %}" + call).render(context), status=status)

    sent = DrawingFileMiddleware(page)(RequestFactory().get(path))
    assert isinstance(sent, HttpResponse)
    return sent


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path) -> None:
    settings.AUTAN_CACHE = tmp_path


def test_each_chart_leads_to_its_files_and_keeps_what_the_page_was_asked():
    page = answer("/x/?date=2024", bars(10.0, None)).content.decode()
    for form in ("png", "svg", "csv"):
        assert f'href="?date=2024&amp;dessin=essai.1&amp;fichier={form}"' in page


def test_the_table_has_every_figure_with_its_address_and_no_zero_for_the_unknown():
    sent = answer("/x/?dessin=essai.1&fichier=csv", bars(10.0, None))
    assert sent["Content-Disposition"] == 'attachment; filename="essai-1.csv"'
    rows = list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["valeur"], row["unite"], row["adresse"]) for row in rows] == [
        ("10.0", "GWh", "facts.f0"),
        ("", "GWh", "facts.f1"),
    ]


@pytest.mark.parametrize("spec", [bars(10.0, None), series(OWN)])
def test_an_image_says_what_it_shows_and_who_said_it(spec):
    image = answer("/x/?dessin=essai.1&fichier=svg", spec).content.decode()
    assert image.startswith("<svg")
    assert "Source inventée" in image
    assert drawing_file(spec, "png").startswith(b"\x89PNG")


def test_a_map_has_its_files_too():
    spec = network_map(MapKind.CHOROPLETH)
    rows = answer(f"/x/?dessin={spec.id}&fichier=csv", spec).content.decode()
    assert rows.count("\n") == len(spec.places) + 1
    assert answer(f"/x/?dessin={spec.id}&fichier=svg", spec).content.startswith(b"<svg")


@pytest.mark.parametrize("asked", ["dessin=essai.1", "dessin=essai.1&fichier=exe", "dessin=autre&fichier=svg"])
def test_what_is_not_there_leaves_the_page(asked):
    assert b"<figcaption>" in answer(f"/x/?{asked}", bars(10.0)).content


def test_a_refusal_stays_a_refusal():
    assert answer("/x/?dessin=essai.1&fichier=csv", bars(10.0), status=403).status_code == 403


def test_an_image_of_a_map_without_contour_leaves_the_page(monkeypatch):
    monkeypatch.setitem(globals(), "CONTOURS", {})
    spec = network_map(MapKind.CHOROPLETH)
    assert b"<figcaption>" in answer(f"/x/?dessin={spec.id}&fichier=svg", spec).content


def test_a_picture_of_very_many_rows_has_the_first_ones_and_is_not_larger_for_more():
    def height(rows: int) -> int:
        sent = answer("/x/?dessin=essai.1&fichier=png", bars(*map(float, range(rows)), names=list("x" * rows)))
        forget_answers()
        return Image.open(io.BytesIO(sent.content)).height

    assert height(30) < height(150) == height(300)


def test_a_page_of_several_maps_writes_a_long_path_once():
    ground, other = (f'<path d="M{rank} 1{"l3 0" * 400}" class="f-land"/>' for rank in (1, 2))
    short, titled = '<path d="M0 0V6"/>', ground.replace("/>", "><title>Ici</title></path>")
    drawings = f"<svg>{ground}{short}{titled}</svg>", f"<svg>{ground}{short}{other}</svg>"
    tag = "{% load charts %}{% shared_paths %}{{ first }}{{ second }}{{ typed }}{% endshared_paths %}"
    first, second = map(SafeString, drawings)
    page = Template(tag).render(Context({"first": first, "second": second, "typed": ground}))
    (name, unused) = re.findall(r'<path id="(path-[0-9a-f]{10})" d="M\d 1l3', page)
    assert re.findall(r'<use href="#([^"]+)"/>', page) == [name] != [unused]
    assert page.count(short) == 2
    assert titled in page
    assert escape(ground) in page
