"""Who may open the pages of who prepares editions."""

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from autan.accounts.access import guarded, person_of, signed_in
from autan.journal.access import View
from autan.journal.actions import require_right
from autan.synthesis.queries.editions import get_edition
from autan.territories.queries.networks import get_network


def requires_edition_coordination(view: View) -> View:
    """Give a view the edition of its address, when its reader coordinates the network of that edition.

    Raises:
        NotAllowedError: the reader does not.
        UnknownEditionError: there is no such edition.
    """

    @wraps(view)
    def checked(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        found = get_edition(slug)
        require_right(person_of(request), "synthesis.write_edition", on=get_network(found.network))
        return view(request, found, **kwargs)

    return guarded("synthesis.write_edition, on the network of the edition of the address")(signed_in(checked))
