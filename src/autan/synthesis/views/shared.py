"""What the pages of who prepares editions begin with."""

from django.http import HttpRequest

from autan.accounts.access import person_of
from autan.accounts.models import Person
from autan.journal.actions import require_right
from autan.synthesis.models import Edition
from autan.synthesis.queries.editions import get_edition
from autan.territories.queries.networks import get_network

COORDINATED = "the right is that of coordinating the network of the edition"


def coordinated_edition(request: HttpRequest, slug: str) -> tuple[Person, Edition]:
    """Return who coordinates the network of an edition, and the edition.

    Raises:
        NotAllowedError: the person does not.
        UnknownEditionError: there is no such edition.
    """
    person, found = person_of(request), get_edition(slug)
    require_right(person, "synthesis.write_edition", on=get_network(found.network))
    return person, found
