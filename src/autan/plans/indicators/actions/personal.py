"""Takes somebody off the indicators that she owns, for an erasure; called inside the act of the room of privacy."""

from autan.ground.extension_points import DataSubject
from autan.plans.indicators.models import Indicator


def erase_owner(subject: DataSubject) -> int:
    """Leave to nobody what somebody owned, with an account or by a name of her own; return how many indicators."""
    owned = Indicator.objects.filter(owner=subject.person or 0)
    named = Indicator.objects.filter(owner__person__isnull=True, owner__name__in=subject.words)
    return sum(indicators.update(owner=None) for indicators in (named, owned))
