"""Takes the name of somebody out of the room, for an erasure; called inside the act of the room of privacy."""

from autan.extension_points import DataSubject
from autan.foresight.models import OwnQuantity, SavedScenario
from autan.journal.actions import ERASED_NAME


def erase_named(subject: DataSubject) -> int:
    """Take the name of somebody out: scenarios and quantities stay; return how many held it."""
    if subject.person is None:
        return 0
    kept = SavedScenario.objects.filter(author=subject.person).update(author=None, author_name=ERASED_NAME)
    given = OwnQuantity.objects.filter(given_by=subject.person)
    return kept + given.update(given_by=None, given_by_name=ERASED_NAME)
