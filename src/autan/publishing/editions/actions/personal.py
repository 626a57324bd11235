"""Takes away what somebody kept aside of editions, for an erasure; called inside the act of the room of privacy."""

from autan.ground.extension_points import DataSubject
from autan.publishing.editions.models import UnreadSection


def erase_unread(subject: DataSubject) -> int:
    """Drop what somebody typed and did not record; versions, reviews and opinions stay. Counts the rows."""
    gone, _by_model = UnreadSection.objects.filter(by=subject.person or 0).delete()
    return gone
