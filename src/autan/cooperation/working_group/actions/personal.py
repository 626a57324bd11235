"""Takes the name of somebody out of the group, for an erasure; called inside the act of the room of privacy."""

from autan.cooperation.working_group.models import Decision, Participation, Seat
from autan.cooperation.working_group.queries.personal import seats_of_subject
from autan.ground.extension_points import DataSubject
from autan.people.journal.actions import ERASED_NAME, forget_name


def erase_seats(subject: DataSubject) -> int:
    """Take the name and the address of somebody out of seats; decisions, voices and attendance stay without them.

    Returns:
        How many rows changed.
    """
    seats = seats_of_subject(subject)
    names = {seat.name for seat in seats if seat.name}
    keys = [seat.pk for seat in seats]
    changed = Seat.objects.filter(pk__in=keys).update(name=ERASED_NAME, email="", person=None)
    decided = [str(slug) for slug in Decision.objects.values_list("slug", flat=True)]
    for seat in seats:
        changed += forget_name(name=seat.name, network=seat.body.network.slug, keys=decided) if seat.name else 0
    changed += Participation.objects.filter(represented_by__in=names).update(represented_by=ERASED_NAME)
    return changed + Decision.objects.filter(recorded_by_name__in=names).update(recorded_by_name=ERASED_NAME)
