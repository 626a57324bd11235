"""Takes the name of somebody off editions, for an erasure; called inside the act of the room of privacy."""

from autan.ground.extension_points import DataSubject
from autan.people.journal.actions import ERASED_NAME
from autan.publishing.editions.models import Review, ReviewOpinion, TextVersion, UnreadSection


def erase_written(subject: DataSubject) -> int:
    """Take the name of somebody off versions, reviews and opinions; what she kept aside goes. Counts the rows."""
    by = subject.person or 0
    gone, _by_model = UnreadSection.objects.filter(by=by).delete()
    return (
        gone
        + TextVersion.objects.filter(by=by).update(by_name=ERASED_NAME, by=None)
        + Review.objects.filter(submitted_by=by).update(submitted_by_name=ERASED_NAME, submitted_by=None)
        + ReviewOpinion.objects.filter(by=by).update(by_name=ERASED_NAME, by=None)
    )
