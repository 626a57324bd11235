"""The desk of a person: the roles held, and what waits in each room."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.extension_points import TOOLS, DeskItem, DeskLine, DueDay, PersonDays
from autan.ground.registry import registered
from autan.instance.site.queries import calendar_key
from autan.people.accounts.models import Person
from autan.territories.networks.models import Mandate, Network, Territory
from autan.territories.networks.queries.people import mandates_of, own_network
from autan.territories.networks.rights import ACTING_ROLES


def desk_page(person: Person) -> dict[str, object]:
    """Return the roles of a person and what waits, the most urgent first. Queries: those of each room."""
    mandates = mandates_of(person)
    items = [item for line in registered(DeskLine) for item in line.build(person)] if mandates else []
    items.sort(key=lambda item: item.rank)
    return {
        "mandates": mandates,
        "own": own_network(person),
        "subject": _only_subject(mandates),
        "led": [mandate.territory for mandate in mandates if mandate.role in ACTING_ROLES],
        "items": [item for item in items if item.rank < TOOLS],
        "tools": [item for item in items if item.rank >= TOOLS],
    }


def due_days(person: Person, today: date) -> list[DueDay]:
    """Return what falls due for a person in every room, soonest first. Queries: those of each room."""
    days = [due for room in registered(PersonDays) for due in room.build(person, today)]
    return sorted(days, key=lambda due: (due.day, due.title))


def calendar_page(person: Person, today: date) -> dict[str, object]:
    """Return the calendar of a person, month by month, then what is past and still open."""
    days = due_days(person, today)
    coming = [due for due in days if due.day >= today]
    return {
        "past": [due for due in days if due.day < today],
        "months": [(month, list(dues)) for month, dues in groupby(coming, key=lambda due: due.day.replace(day=1))],
        "key": calendar_key(person),
    }


def _only_subject(mandates: Sequence[Mandate]) -> Network | Territory | None:
    """The one network or territory that all the roles are about; None when there are several."""
    subjects = {(mandate.network_id, mandate.territory_id): mandate for mandate in mandates}
    if len(subjects) != 1:
        return None
    mandate = next(iter(subjects.values()))
    return mandate.network or mandate.territory


def notice_lines(person: Person) -> Iterator[DeskItem]:
    """Lead who manages the instance to its notices. One query."""
    if person.has_perm("site.fill_notices"):
        yield DeskItem(
            title=_("Mentions légales, contact, accessibilité"),
            url=reverse("site:fill_notices"),
            detail=_("ce que l’exploitant du site dit de lui"),
            rank=TOOLS + 9,
        )
