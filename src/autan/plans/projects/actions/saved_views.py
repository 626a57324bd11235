"""Keeps the choices of a list under a name, for one person; the journal says nothing of how somebody reads."""

from urllib.parse import urlencode

from django.db import transaction

from autan.ground.errors import DomainError
from autan.people.accounts.models import Person
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.models import SavedView
from autan.territories.networks.models import Network

MOST_VIEWS = 30


@transaction.atomic
def keep_view(*, by: Person, network: Network, name: str, sheet_filter: SheetFilter) -> SavedView:
    """Keep choices under a name, in place of those that had it.

    Raises:
        DomainError: there is no name, nothing is chosen, or the person keeps too many views.
    """
    title, query = " ".join(name.split())[:80], urlencode(sheet_filter.write())
    if not title:
        raise DomainError("une vue retenue a un nom")
    if not query:
        raise DomainError("choisissez d’abord ce que la vue montre")
    views = SavedView.objects.filter(person=by, network=network)
    if views.exclude(name=title).count() >= MOST_VIEWS:
        message = "au plus {most_views} vues retenues\u00a0: oubliez-en une d’abord"
        raise DomainError(message, most_views=MOST_VIEWS)
    view, _made = views.update_or_create(person=by, network=network, name=title, defaults={"query": query[:500]})
    return view


@transaction.atomic
def forget_view(*, by: Person, network: Network, name: str) -> bool:
    """Forget a view of a person; say whether there was one."""
    forgotten, _rows = SavedView.objects.filter(person=by, network=network, name=name).delete()
    return bool(forgotten)
