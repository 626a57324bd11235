"""Who may open the pages of who prepares editions."""

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from autan.people.accounts.access import guarded, guarded_act, person_of, signed_in
from autan.people.journal.access import View
from autan.people.journal.actions import require_right
from autan.publishing.editions.queries.editions import get_edition
from autan.territories.networks.queries.networks import get_network

_DEPENDS = "the right is that of coordinating the network of the edition"


def edition_page(view: View) -> View:
    """Give a view the edition of its address, when its reader coordinates the network of that edition.

    Raises:
        NotAllowedError: the reader does not.
        UnknownEditionError: there is no such edition.
    """
    return guarded(_DEPENDS)(signed_in(_with_edition(view)))


def edition_act(view: View) -> View:
    """Give the same to a view that does what was posted."""
    return guarded_act(_DEPENDS)(_with_edition(view))


def _with_edition(view: View) -> View:
    @wraps(view)
    def opened(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        edition = get_edition(slug)
        require_right(person_of(request), "synthesis.write_edition", on=get_network(edition.network))
        return view(request, edition, **kwargs)

    return opened
