"""The page where the values of a territory are given in a file."""

from django.http import HttpRequest, HttpResponse

from autan.accounts.access import person_of, signed_in
from autan.data_review.actions.own_value_imports import COLUMNS, own_values_import
from autan.intake.views import ImportPage
from autan.journal.actions import require_right
from autan.territories.queries.bodies import find_territory


@signed_in
def own_values_file(request: HttpRequest, siren: str) -> HttpResponse:
    """Take in own values from a table; the rows may be those of any territory that the person speaks for."""
    person, place = person_of(request), find_territory(siren)
    require_right(person, "observatory.record_own_value", on=place)
    context = {"place": place, "columns": COLUMNS}
    page = ImportPage(
        request=request,
        importing=own_values_import(person),
        template="data_review/own_values_file.html",
        context=context,
    )
    return page.answer()
