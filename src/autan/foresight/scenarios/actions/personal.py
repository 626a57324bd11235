"""Takes the name of somebody out of the room, for an erasure; called inside the act of the room of privacy."""

from autan.foresight.scenarios.models import KeptScenario, OffsetReason, OwnQuantity
from autan.ground.extension_points import DataSubject
from autan.people.journal.actions import ERASED_NAME


def erase_named(subject: DataSubject) -> int:
    """Take the name of somebody out: scenarios, quantities and reasons stay; return how many held it."""
    if subject.person is None:
        return 0
    kept = KeptScenario.objects.filter(kept_by=subject.person).update(kept_by=None, authors=ERASED_NAME)
    quantities = OwnQuantity.objects.filter(given_by=subject.person)
    reasons = OffsetReason.objects.filter(given_by=subject.person)
    return kept + sum(rows.update(given_by=None, given_by_name=ERASED_NAME) for rows in (quantities, reasons))
