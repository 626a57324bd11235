"""Takes the name of somebody out of the room, for an erasure; called inside the act of the room of privacy."""

from autan.cooperation.crossreading.models import ContradictionReview
from autan.cooperation.crossreading.queries.personal import NAMED
from autan.ground.extension_points import DataSubject
from autan.people.accounts.queries import name_of
from autan.people.journal.actions import ERASED_NAME


def erase_named(subject: DataSubject) -> int:
    """Take the name of somebody out: alignments, decisions and texts stay; return how many rows changed."""
    name = name_of(subject)
    if not name:
        return 0
    answered = ContradictionReview.objects.filter(answered_by_name=name).update(answered_by_name=ERASED_NAME)
    return answered + sum(rows().filter(by_name=name).update(by_name=ERASED_NAME) for rows in NAMED.values())
