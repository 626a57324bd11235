"""The page that adds a source by commune to the EPCI of any year, and gives the table as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.accounts.access import public
from autan.atlas.forms.perimeters import PerimeterForm
from autan.atlas.renderers.table_files import FRAME_FORMS, frame_file
from autan.evidence.views.files import attached
from autan.measures.queries.communal_tables import SummedTable, communal_sources, sum_source

SHOWN_ROWS = 20


@public
def perimeters(request: HttpRequest) -> HttpResponse:
    """Choose a source and a year; the first rows are shown, and the whole is a file."""
    form = PerimeterForm(request.GET, cards=communal_sources())
    found = _sum(form) if form.is_valid() else None
    page = {
        "form": form,
        "found": found,
        "head": found.rows.head(SHOWN_ROWS).rows() if found else (),
        "columns": found.rows.columns if found else (),
        "rows": found.rows.height if found else 0,
        "query": request.GET.urlencode(),
    }
    return render(request, "atlas/perimeters.html", page)


@public
def perimeters_file(request: HttpRequest, form: str) -> HttpResponse:
    """The whole table as CSV, XLSX or Parquet."""
    asked = PerimeterForm(request.GET, cards=communal_sources())
    if form not in FRAME_FORMS or not asked.is_valid():
        raise Http404(form)
    source, vintage = asked.cleaned_data["source"].replace("@", "-"), asked.cleaned_data["vintage"]
    return attached(frame_file(_sum(asked).rows, form), f"{source}-epci-{vintage}.{form}", FRAME_FORMS[form])


def _sum(form: PerimeterForm) -> SummedTable:
    source, _at, date = form.cleaned_data["source"].partition("@")
    return sum_source(source, date=date, vintage=form.cleaned_data["vintage"])
