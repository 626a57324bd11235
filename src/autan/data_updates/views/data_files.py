"""The page where a coordinator adds a file of data."""

from django.http import HttpRequest, HttpResponse

from autan.accounts.access import requires
from autan.data_updates.actions.data_start import MAY_ADD
from autan.data_updates.actions.lake_imports import LAKE_FILES
from autan.data_updates.forms.data_files import DataFileForm
from autan.intake.views import ImportPage


@requires(MAY_ADD)
def add_data(request: HttpRequest) -> HttpResponse:
    """Take in a file of a source: what it would change is shown, then it is adopted as dated editions."""
    page = ImportPage(request=request, importing=LAKE_FILES, form=DataFileForm, template="data_updates/add_data.html")
    return page.answer()
