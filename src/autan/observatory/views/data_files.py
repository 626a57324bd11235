"""The page where a coordinator adds a file of data."""

from django.http import HttpRequest, HttpResponse

from autan.accounts.access import requires
from autan.intake.views import ImportPage
from autan.observatory.actions.data_start import MAY_ADD
from autan.observatory.actions.lake_imports import LAKE_FILES
from autan.observatory.forms.data_files import DataFileForm


@requires(MAY_ADD)
def add_data(request: HttpRequest) -> HttpResponse:
    """Take in a file of a source: what it would change is shown, then it is adopted as dated editions."""
    page = ImportPage(request=request, importing=LAKE_FILES, form=DataFileForm, template="observatory/add_data.html")
    return page.answer()
