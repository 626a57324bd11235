"""Takes the name of somebody out of the group, for an erasure; called inside the act of the room of privacy."""

from django.db.models import Q

from autan.cooperation.working_group.models import Decision, Participation, Seat
from autan.cooperation.working_group.queries.personal import seats_of_subject
from autan.ground.extension_points import DataSubject
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import forget_name
from autan.people.personal_data.queries import is_borne_by_another


def erase_seats(subject: DataSubject) -> int:
    """Take the name and the address of somebody out of seats; decisions, voices and attendance stay without them.

    Returns:
        How many rows changed.
    """
    seats = seats_of_subject(subject)
    own = {seat.name for seat in seats if seat.name and not is_borne_by_another(seat.name, subject)}
    theirs = Q(pk__in=[seat.pk for seat in seats]) | Q(person__isnull=True, email="", name__in=subject.names)
    changed = Seat.objects.filter(theirs).update(name=ERASED_NAME, email="", person=None)
    decided = [str(slug) for slug in Decision.objects.values_list("slug", flat=True)]
    for seat in seats:
        changed += forget_name(name=seat.name, network=seat.body.network.slug, keys=decided) if seat.name in own else 0
    alone = Participation.objects.filter(representative__person__isnull=True, representative__name__in=own)
    return changed + alone.update(representative=individual_named(ERASED_NAME))
