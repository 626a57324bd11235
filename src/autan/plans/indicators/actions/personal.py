"""Takes the name of somebody out of the indicators, for an erasure; called inside the act of the room of privacy."""

from autan.ground.extension_points import DataSubject
from autan.people.accounts.queries import name_of
from autan.people.journal.actions import ERASED_NAME
from autan.plans.indicators.models import FindingReview, Indicator, RecordedValue


def erase_named(subject: DataSubject) -> int:
    """Take the name of somebody out: what she owned is owned by nobody, values and decisions stay; return how many."""
    name = name_of(subject)
    if not name:
        return 0
    owned = Indicator.objects.filter(owner_name=name).update(owner_name="", owner=None)
    given = RecordedValue.objects.filter(given_by_name=name).update(given_by_name=ERASED_NAME)
    return owned + given + FindingReview.objects.filter(by_name=name).update(by_name=ERASED_NAME)
